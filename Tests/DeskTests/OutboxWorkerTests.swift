import Commerce
import Desk
import SQLiteKit
import Store
import Testing

@Suite struct OutboxWorkerTests {
  private let shop: Shop
  private let order: OrderID

  init() throws {
    shop = try Shop()
    order = try shop.order("CHT001")
  }

  private func reply(_ bodies: String..., to id: OrderID? = nil) throws {
    for body in bodies {
      _ = try shop.desk().perform([.sendReply(id ?? order, body: body)])
      shop.clock.advance(seconds: 0.001)
    }
  }

  private func states() throws -> [String] {
    try shop.texts("SELECT state || ' ' || attempts AS text FROM outbox ORDER BY serial")
  }

  @Test func `nothing leaves before its undo window has passed, and then at once`() throws {
    try reply("Soon")
    let sent = SentMessages()
    let worker = shop.worker(sent)
    #expect(try worker.nextDue()?.rfc3339 == "2026-05-04T09:00:10.000Z")
    shop.clock.advance(seconds: 9.998)
    #expect(try worker.deliverDue() == DeliveryReport())
    shop.clock.advance(seconds: 0.001)
    #expect(try worker.deliverDue().sent == 1)
    let message = try #require(sent.all.first)
    #expect(message.orderNumber == "CHT001")
    #expect(message.conversationID == "session-CHT001")
    #expect(message.senderName == "Ana")
    #expect(message.customerName == "Maria")
    #expect(message.body == "Soon")
    #expect(message.attempt == 1)
    #expect(try shop.chat(order) == ["agent: Soon (sent)"])
    #expect(try worker.nextDue() == nil)
    #expect(try worker.deliverDue() == DeliveryReport())
  }

  @Test func `without a transport everything stays, and says so once`() throws {
    try reply("Soon")
    let worker = shop.worker(NoTransport())
    #expect(try worker.nextDue()?.rfc3339 == "2026-05-04T09:00:10.000Z")
    shop.clock.advance(seconds: 10)
    #expect(try worker.deliverDue().kept == 1)
    #expect(try worker.deliverDue().kept == 0)
    #expect(try worker.nextDue() == nil)
    #expect(try states() == ["waiting 0"])
    #expect(try shop.chat(order) == ["agent: Soon (queued)"])
    #expect(
      try shop.texts("SELECT failure AS text FROM messages WHERE status = 'queued'")
        == ["no transport: kept in the outbox"]
    )
    let sent = SentMessages()
    #expect(try shop.worker(sent).deliverDue().sent == 1)
    #expect(try shop.chat(order) == ["agent: Soon (sent)"])
    #expect(
      try shop.number("SELECT count(*) FROM messages WHERE failure IS NOT NULL") == 0
    )
  }

  @Test func `a failure is tried again later and later, then parked and told`() throws {
    try reply("Soon")
    shop.clock.advance(seconds: 10)
    let broken = FlakyTransport { _ in .fail(TransportFailure("no connection")) }
    let policy = DeliveryPolicy(mostAttempts: 4, firstPauseMilliseconds: 5_000)
    let worker = shop.worker(broken, policy: policy)
    for pause in [5.0, 10, 20] {
      #expect(try worker.deliverDue().failed == 1)
      #expect(try worker.deliverDue() == DeliveryReport())
      shop.clock.advance(seconds: pause - 0.001)
      #expect(try worker.deliverDue() == DeliveryReport())
      shop.clock.advance(seconds: 0.001)
    }
    #expect(
      try shop.texts("SELECT failure AS text FROM messages WHERE status = 'queued'")
        == ["not sent yet, try 3: no connection"]
    )
    #expect(try worker.deliverDue().parked == 1)
    #expect(try states() == ["parked 4"])
    #expect(try shop.chat(order) == ["agent: Soon (failed)"])
    #expect(
      try shop.texts("SELECT failure AS text FROM messages WHERE status = 'failed'")
        == ["no connection"]
    )
    #expect(
      try shop.texts(
        "SELECT to_value || ': ' || reason AS text FROM order_events WHERE via = 'outbox'"
      ) == ["reply failed: no connection"]
    )
    #expect(try worker.nextDue() == nil)
  }

  @Test func `replies of one order leave in order, and do not hold up other orders`() throws {
    let other = try shop.order("CHT002")
    try reply("one", "two", "three")
    try reply("else", to: other)
    shop.clock.advance(seconds: 10)
    let tries = Counter()
    let flaky = FlakyTransport { message in
      message.body == "one" && tries.next() < 3 ? .fail(TransportFailure("busy")) : .take
    }
    let worker = shop.worker(flaky)
    for _ in 0..<40 {
      _ = try worker.deliverDue()
      shop.clock.advance(seconds: 5)
    }
    #expect(flaky.all.map(\.body) == ["else", "one", "two", "three"])
    #expect(try shop.chat(order).allSatisfy { $0.hasSuffix("(sent)") })
  }

  @Test func `a worker that is told to stop takes nothing more, whatever is due`() throws {
    try reply("one")
    try reply("else", to: try shop.order("CHT002"))
    shop.clock.advance(seconds: 10)
    let clock = shop.clock
    let tries = Counter()
    let slow = FlakyTransport { _ in
      _ = tries.next()
      // What failed is due again before the next one has been tried.
      clock.advance(seconds: 12)
      return .fail(TransportFailure("no connection"))
    }
    let report = try shop.worker(slow).deliverDue(shouldStop: { tries.value > 0 })
    #expect(report.failed == 1)
    #expect(try states() == ["waiting 1", "waiting 0"])
  }

  @Test func `an answer that was lost is sent again under the same key`() throws {
    try reply("Soon")
    shop.clock.advance(seconds: 10)
    let lossy = FlakyTransport { message in
      message.attempt < 3 ? .takeAndFail(TransportFailure("no answer")) : .take
    }
    let worker = shop.worker(lossy)
    for _ in 0..<5 {
      _ = try worker.deliverDue()
      shop.clock.advance(seconds: 60)
    }
    #expect(lossy.all.count == 3)
    #expect(Set(lossy.all.map(\.key)).count == 1)
    #expect(try states() == ["sent 3"])
  }

  @Test func `a worker that dies between delivery and mark is taken over, in order`() throws {
    try reply("one", "two")
    shop.clock.advance(seconds: 10)
    // The first worker takes the item and is never heard of again.
    try shop.store.database.write { connection in
      let lease = OutboxLease(
        owner: "dead",
        until: self.shop.clock.now.advanced(byMilliseconds: 120_000)
      )
      _ = try Outbox.take(.reply, at: self.shop.clock.now, lease: lease, on: connection)
    }
    let sent = SentMessages()
    let worker = shop.worker(sent)
    #expect(try worker.deliverDue() == DeliveryReport())
    #expect(try worker.nextDue() == shop.clock.now.advanced(byMilliseconds: 120_000))
    shop.clock.advance(seconds: 120)
    #expect(try worker.deliverDue().sent == 2)
    #expect(sent.bodies == ["one", "two"])
    #expect(sent.all.map(\.attempt) == [2, 1])
  }

  @Test func `without a transport the reply of a worker that died is kept like any other`() throws {
    try reply("Soon")
    shop.clock.advance(seconds: 10)
    _ = try shop.worker(NoTransport()).deliverDue()
    let leaseEnd = shop.clock.now.advanced(byMilliseconds: 120_000)
    try shop.store.database.write { connection in
      let lease = OutboxLease(owner: "dead", until: leaseEnd)
      _ = try Outbox.take(.reply, at: self.shop.clock.now, lease: lease, on: connection)
    }
    let worker = shop.worker(NoTransport())
    #expect(try worker.nextDue() == leaseEnd)
    shop.clock.advance(seconds: 120)
    _ = try worker.deliverDue()
    #expect(try states() == ["waiting 1"])
    #expect(try worker.nextDue() == nil)
  }

  @Test func `a worker that comes back after its lease leaves the decision to the other`() throws {
    try reply("Soon")
    shop.clock.advance(seconds: 10)
    let shop = shop
    let sent = SentMessages()
    let clock = shop.clock
    let other = shop.worker(sent, owner: "other")
    let slow = FlakyTransport { _ in
      clock.advance(seconds: 121)
      // While the first one hangs, its lease runs out and the other sends the reply.
      let report = try? other.deliverDue()  // its outcome is looked at below
      return report == nil ? .take : .fail(TransportFailure("took too long"))
    }
    let report = try shop.worker(slow).deliverDue()
    #expect(report.failed == 0)
    #expect(sent.bodies == ["Soon"])
    #expect(try shop.chat(order) == ["agent: Soon (sent)"])
    #expect(try states() == ["sent 2"])
  }

  @Test func `a worker that dies each time parks in the end`() throws {
    try reply("Soon")
    shop.clock.advance(seconds: 10)
    let policy = DeliveryPolicy(mostAttempts: 3)
    for _ in 0..<3 {
      try shop.store.database.write { connection in
        let lease = OutboxLease(owner: "dead", until: self.shop.clock.now)
        _ = try Outbox.take(.reply, at: self.shop.clock.now, lease: lease, on: connection)
      }
    }
    let sent = SentMessages()
    #expect(try shop.worker(sent, policy: policy).deliverDue().parked == 1)
    #expect(sent.keys.isEmpty)
    #expect(try shop.chat(order) == ["agent: Soon (failed)"])
  }

  @Test func `a report from the other side is never lowered by a late mark`() throws {
    try reply("Soon")
    shop.clock.advance(seconds: 10)
    try shop.sql("UPDATE messages SET status = 'read' WHERE status = 'queued'")
    #expect(try shop.worker(SentMessages()).deliverDue().sent == 1)
    #expect(try shop.chat(order) == ["agent: Soon (read)"])
  }

  @Test func `with every misfortune at once each reply arrives, in order, under one key`() throws {
    let orders = try (1...8).map { try shop.order("Z\($0)") }
    for number in 1...10 {
      for id in orders { try reply("\(number)", to: id) }
    }
    shop.clock.advance(seconds: 10)
    let dice = Counter()
    let flaky = FlakyTransport { _ in
      switch dice.next() * 7 % 11 {
      case 0, 3: .fail(TransportFailure("dropped"))
      case 5: .takeAndFail(TransportFailure("answer lost"))
      default: .take
      }
    }
    let policy = DeliveryPolicy(mostAttempts: 50, longestPauseMilliseconds: 10_000)
    let worker = shop.worker(flaky, policy: policy)
    for _ in 0..<400 where try worker.nextDue() != nil {
      _ = try worker.deliverDue()
      shop.clock.advance(seconds: 10)
    }
    #expect(try shop.number("SELECT count(*) FROM outbox WHERE state = 'sent'") == 80)
    for id in orders {
      let arrived = flaky.all.filter { $0.orderID == id }
      var firsts: [String] = []
      for message in arrived where !firsts.contains(message.body) { firsts.append(message.body) }
      #expect(firsts == (1...10).map(String.init))
      #expect(Set(arrived.map(\.key)).count == 10)
      #expect(arrived.map { Int($0.body) ?? 0 } == arrived.map { Int($0.body) ?? 0 }.sorted())
    }
  }
}
