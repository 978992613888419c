import Commerce
import Demo
import Desk
import SQLiteKit
import Store
import TestSupport
import Testing

@Suite struct LifeTests {
  private let folder: TemporaryFolder
  private let store: Store
  private let now = FeedTests.now

  init() throws {
    folder = try TemporaryFolder("demo-life")
    try FilledShop.copy(to: folder.path("demo"))
    store = try DemoShop.prepare(at: folder.path("demo"), now: now)
  }

  @Test func `something happens within four seconds`() throws {
    let before = try count("messages")
    var driver = try Driver(store, seed: 1, from: now)
    let problems = driver.run(for: 8_000)
    #expect(problems == [])
    let first = try #require(driver.presences.first)
    #expect(first.at <= now.advanced(byMilliseconds: 4_000))
    #expect(try count("messages") > before)
  }

  @Test func `a new chat checkout becomes an order by the trigger`() throws {
    let before = try count("orders WHERE source = 'chat_commerce'")
    var driver = try Driver(store, seed: 2, from: now)
    #expect(driver.run(for: 180_000) == [])
    #expect(driver.steps < 500)
    #expect(try count("orders WHERE source = 'chat_commerce'") > before)
    let fresh: SQL = """
      SELECT o.id FROM orders o WHERE o.created_at > \(now) AND o.payment_status = 'paid'
        AND EXISTS (SELECT 1 FROM order_items i WHERE i.order_id = o.id)
        AND EXISTS (SELECT 1 FROM messages m WHERE m.conversation_id = o.conversation_id
          AND m.body LIKE '%' || o.order_number || '%' AND m.sender_role = 'bot')
        AND o.total_differs = 0
      """
    let made = try store.database.read { try $0.map(fresh) { try $0.text("id") } }
    #expect(!made.isEmpty)
    #expect(try store.database.integrityCheck() == [])
  }

  @Test func `in an hour customers write, pay and get their parcels`() throws {
    let unread = try count("messages WHERE is_unread = 1")
    let delivered = try count("chat_orders WHERE status = 'delivered'")
    let pending = try count("chat_orders WHERE payment_status = 'pending'")
    let conflicts = try count("conflicts")
    var driver = try Driver(store, seed: 3, from: now)
    #expect(driver.run(for: 3_600_000) == [])
    #expect(try count("messages WHERE is_unread = 1") > unread)
    #expect(try count("chat_orders WHERE status = 'delivered'") > delivered)
    #expect(try count("chat_orders WHERE payment_status = 'pending'") < pending)
    #expect(Set(driver.presences.map(\.presence)) == Set(DemoPresence.allCases))
    #expect(try count("conflicts") == conflicts)
  }

  @Test func `a later run with the same seed brings new orders and messages`() throws {
    var driver = try Driver(store, seed: 2, from: now)
    #expect(driver.run(for: 120_000) == [])
    let messages = try count("messages")
    let orders = try count("orders")
    driver = try Driver(store, seed: 2, from: now.advanced(byMilliseconds: 600_000))
    #expect(driver.run(for: 120_000) == [])
    #expect(try count("messages") > messages + 5)
    #expect(try count("orders") > orders)
  }

  @Test func `typing is shown before a customer's words come`() throws {
    var driver = try Driver(store, seed: 4, from: now)
    #expect(driver.run(for: 60_000) == [])
    let typing = try #require(driver.presences.first { $0.presence == .typing })
    let said = try store.database.read { connection in
      try connection.text(
        """
        SELECT m.sent_at FROM messages m JOIN orders o ON o.conversation_id = m.conversation_id
        WHERE o.id = \(typing.order) AND m.sender_role = 'customer' AND m.sent_at > \(typing.at)
        ORDER BY m.sent_at LIMIT 1
        """
      )
    }
    let wait = try Instant(rfc3339: #require(said)).milliseconds(since: typing.at)
    #expect((1_000...3_100).contains(wait))
  }

  @Test func `a reply is delivered, read and answered in the customer's language`() throws {
    let transport = DemoTransport(seed: 1, refusesOneIn: 0)
    var driver = try Driver(store, seed: 5, from: now, transport: transport, isQuiet: true)
    let reply = try sendReply("Wir erstatten Ihnen den Betrag heute.", country: "DE")
    try transport.deliver(reply)
    _ = driver.run(for: 1_100)
    #expect(try status(of: reply) == "delivered")
    _ = driver.run(for: 2_500)
    #expect(try status(of: reply) == "read")
    #expect(driver.run(for: 20_000) == [])
    let answer = try newestMessage(in: reply.conversationID)
    #expect(answer.role == "customer")
    #expect(
      ["Danke! Wann sehe ich es auf dem Konto?", "Prima, auf dieselbe Karte?"].contains(answer.body)
    )
    let presences = driver.presences.filter { $0.order == reply.orderID }.map(\.presence)
    #expect(presences.starts(with: [.online, .typing, .online]))
  }

  @Test func `the same reply handed over twice is answered once`() throws {
    let transport = DemoTransport(seed: 1, refusesOneIn: 0)
    var driver = try Driver(store, seed: 6, from: now, transport: transport, isQuiet: true)
    let reply = try sendReply("It is on its way, tracking follows.", country: "US")
    try transport.deliver(reply)
    try transport.deliver(reply)
    _ = driver.run(for: 60_000)
    #expect(
      try count("messages WHERE sent_at > '\(now.rfc3339)' AND sender_role = 'customer'") == 1
    )
  }

  @Test func `about one reply in 25 is refused once and goes out when tried again`() throws {
    let transport = DemoTransport(seed: 9)
    var refused: [OutboundMessage] = []
    for number in 1...500 {
      let message = outbound(key: "reply-\(number)", order: "x", conversation: "x", body: "Hi")
      do { try transport.deliver(message) } catch {
        #expect(error.isPermanent)
        refused.append(message)
      }
    }
    #expect((8...40).contains(refused.count))
    for message in refused { try transport.deliver(message) }
  }

  @Test func `what cannot be written while the store is busy is written later`() throws {
    var driver = try Driver(store, seed: 7, from: now, isQuiet: true)
    let transport = driver.transport
    let reply = try sendReply("Thank you!", country: "GB")
    try transport.deliver(reply)
    try store.database.write { connection in
      // Held for the whole step: each write of the made-up customers finds the store busy.
      try connection.run(
        "UPDATE conversations SET state = state WHERE id = \(reply.conversationID)"
      )
      _ = driver.run(for: 1_100)
    }
    #expect(try status(of: reply) == "sent")
    #expect(driver.run(for: 1_000) == [])
    #expect(try status(of: reply) == "delivered")
  }

  @Test func `a life ends at once and leaves the store free`() throws {
    let life = try DemoLife(
      storePath: store.path,
      transport: DemoTransport(seed: 1),
      pace: DemoPace(firstMilliseconds: 0...1, betweenMilliseconds: 1...2),
      seed: 8
    ) { _, _ in }
    life.stop()
    try store.database.write { try $0.run("UPDATE conversations SET state = state") }
  }

  // MARK: What the tests look at

  private func count(_ source: String) throws -> Int {
    try store.database.read { try $0.integer("SELECT count(*) FROM \(raw: source)") ?? -1 }
  }

  private func status(of reply: OutboundMessage) throws -> String? {
    try store.database.read {
      try $0.text("SELECT status FROM messages WHERE id = \(reply.key)")
    }
  }

  private func newestMessage(in conversation: String) throws -> (role: String, body: String) {
    let found = try store.database.read { connection in
      try connection.first(
        """
        SELECT sender_role, body FROM messages WHERE conversation_id = \(conversation)
        ORDER BY sent_at DESC, seq DESC, serial DESC LIMIT 1
        """
      ) { Found(role: try $0.text("sender_role"), body: try $0.text("body")) }
    }
    return try #require(found.map { ($0.role, $0.body) })
  }

  private struct Found: Sendable {
    var role: String
    var body: String
  }

  /// A reply as Desk writes it and its worker hands it over.
  private func sendReply(_ body: String, country: String) throws -> OutboundMessage {
    let found = try store.database.write { connection -> [String] in
      let place = try connection.first(
        """
        SELECT id, conversation_id FROM orders WHERE source = 'chat_commerce'
          AND shipping_address ->> 'country' = \(country) ORDER BY id LIMIT 1
        """
      ) { [try $0.text("id"), try $0.text("conversation_id")] }
      let ids = place ?? []
      try connection.run(
        """
        INSERT INTO messages (id, conversation_id, sender_role, sender_name, body, sent_at, status)
        VALUES ('reply', \(ids[1]), 'agent', 'Kim', \(body), \(now), 'sent')
        """
      )
      return ids
    }
    return outbound(key: "reply", order: found[0], conversation: found[1], body: body)
  }

  private func outbound(
    key: String,
    order: String,
    conversation: String,
    body: String
  ) -> OutboundMessage {
    OutboundMessage(
      key: key,
      orderID: OrderID(order),
      orderNumber: "CHT1",
      conversationID: conversation,
      body: body
    )
  }
}
