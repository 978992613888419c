import Commerce
import Desk
import SQLiteKit
import Store
import Testing

@Suite struct CancelReplyTests {
  private let shop: Shop
  private let order: OrderID

  init() throws {
    shop = try Shop()
    order = try shop.order("CHT001")
  }

  private func queue(_ body: String, by actor: Staff = Shop.ana) throws -> MessageID {
    _ = try shop.desk(actor).perform([.sendReply(order, body: body)])
    let id = try shop.texts("SELECT message_id AS text FROM outbox ORDER BY serial DESC LIMIT 1")
    return MessageID(try #require(id.first))
  }

  private func draft() throws -> [String] { try shop.texts("SELECT body AS text FROM drafts") }

  @Test func `a reply that is kept for want of a transport is taken back hours later`() throws {
    let message = try queue("Soon")
    shop.clock.advance(seconds: 10)
    _ = try shop.worker(NoTransport()).deliverDue()
    shop.clock.advance(seconds: 7_200)

    let receipt = try shop.desk().perform([.cancelReply(order, message)])

    #expect(receipt.summary == "reply to CHT001 is taken back, its text is a draft again")
    #expect(receipt.undoUntil == nil)
    #expect(try draft() == ["Soon"])
    #expect(try shop.chat(order) == [])
    #expect(try shop.timeline(order) == ["message >reply", "undo reply>"])
    let sent = SentMessages()
    #expect(try shop.worker(sent).deliverDue() == DeliveryReport())
    #expect(sent.keys.isEmpty)
    let again = try shop.refusal { try shop.desk().perform([.cancelReply(order, message)]) }
    #expect(again?.kind == .notFound)
    #expect(try shop.store.outboxCounts() == OutboxCounts())
  }

  @Test func `a reply that fails is taken back between its tries, with a word of doubt`() throws {
    let message = try queue("Soon")
    shop.clock.advance(seconds: 10)
    let broken = FlakyTransport { _ in .fail(TransportFailure("no connection")) }
    _ = try shop.worker(broken).deliverDue()
    #expect(try shop.store.outboxCounts() == OutboxCounts(waiting: 1, failing: 1))
    let receipt = try shop.desk().perform([.cancelReply(order, message)])
    #expect(receipt.summary.hasSuffix("it was tried before, so the customer may have it"))
    #expect(try draft() == ["Soon"])
  }

  @Test func `a reply that was given up is taken back too`() throws {
    let message = try queue("Soon")
    shop.clock.advance(seconds: 10)
    let refusing = FlakyTransport { _ in
      .fail(TransportFailure("no such number", isPermanent: true))
    }
    _ = try shop.worker(refusing).deliverDue()
    #expect(try shop.store.outboxCounts() == OutboxCounts(waiting: 0, failing: 1))
    _ = try shop.desk().perform([.cancelReply(order, message)])
    #expect(try draft() == ["Soon"])
    #expect(try shop.store.outboxCounts() == OutboxCounts())
  }

  @Test func `a reply that a worker has, or that has left, stays`() throws {
    let message = try queue("Soon")
    shop.clock.advance(seconds: 10)
    let desk = shop.desk()
    let order = order
    let asking = FlakyTransport { _ in
      do {
        _ = try desk.perform([.cancelReply(order, message)])
        return .fail(TransportFailure("it could be taken back"))
      } catch {
        let isRefused = "\(error)".contains("on its way already")
        return isRefused ? .take : .fail(TransportFailure("\(error)"))
      }
    }
    #expect(try shop.worker(asking).deliverDue().sent == 1)
    let late = try shop.refusal { try shop.desk().perform([.cancelReply(order, message)]) }
    #expect(late?.sentence == "CHT001: the reply has left already; write another one")
    #expect(try shop.chat(order) == ["agent: Soon (sent)"])
  }

  @Test func `only an admin takes back a colleague's reply`() throws {
    let message = try queue("Soon", by: Shop.cleo)
    let ben = try shop.refusal { try shop.desk(Shop.ben).perform([.cancelReply(order, message)]) }
    #expect(ben?.kind == .forbidden)
    _ = try shop.desk(Shop.dora).perform([.cancelReply(order, message)])
    #expect(try draft() == ["Soon"])
  }

  @Test func `undo after taking back reaches what was done before the reply`() throws {
    _ = try shop.desk().perform([.addNote(order, body: "Calls at noon")])
    let message = try queue("Soon")
    _ = try shop.desk().perform([.cancelReply(order, message)])
    #expect(try shop.desk().undo().summary.contains("note"))
    let refusal = try shop.refusal { try shop.desk().undo() }
    #expect(refusal?.sentence == "there is nothing to take back")
    #expect(try draft().sorted() == ["Calls at noon", "Soon"])
  }

  @Test func `of replies sent as one act, undo takes back those that were not taken back`() throws {
    let other = try shop.order("CHT002")
    _ = try shop.desk().perform([.sendReply(order, body: "Soon"), .sendReply(other, body: "Later")])
    let id = try shop.texts("SELECT message_id AS text FROM outbox ORDER BY serial LIMIT 1")
    _ = try shop.desk().perform([.cancelReply(order, MessageID(try #require(id.first)))])
    #expect(try shop.desk().undo().changed.map(\.orderID) == [other])
    #expect(try draft().sorted() == ["Later", "Soon"])
    let refusal = try shop.refusal { try shop.desk().undo() }
    #expect(refusal?.sentence == "there is nothing to take back")
  }

  @Test func `a reply that was sent again keeps its owner, and the word of doubt`() throws {
    let message = try queue("Soon", by: Shop.cleo)
    shop.clock.advance(seconds: 10)
    let refusing = FlakyTransport { _ in
      .takeAndFail(TransportFailure("no answer", isPermanent: true))
    }
    _ = try shop.worker(refusing).deliverDue()
    _ = try shop.desk(Shop.ben).perform([.retryReply(order, message)])
    let ben = try shop.refusal { try shop.desk(Shop.ben).perform([.cancelReply(order, message)]) }
    #expect(ben?.kind == .forbidden)
    let receipt = try shop.desk(Shop.cleo).perform([.cancelReply(order, message)])
    #expect(receipt.summary.hasSuffix("it was tried before, so the customer may have it"))
    let undo = try shop.refusal { try shop.desk(Shop.ben).undo() }
    #expect(undo?.sentence == "there is nothing to take back")
  }

  @Test(arguments: ["sent", "delivered", "read"])
  func `a reply that the source knows to have arrived is not taken back`(_ status: String) throws {
    let message = try queue("Soon")
    shop.clock.advance(seconds: 10)
    let lossy = FlakyTransport { _ in .takeAndFail(TransportFailure("no answer")) }
    _ = try shop.worker(lossy).deliverDue()
    try shop.sql("UPDATE messages SET status = \(status) WHERE status = 'queued'")
    let refusal = try shop.refusal { try shop.desk().perform([.cancelReply(order, message)]) }
    #expect(refusal?.sentence == "CHT001: the customer has it already; write another one")
    #expect(try shop.chat(order) == ["agent: Soon (\(status))"])
    #expect(try draft() == [])
  }

  /// A worker takes the reply for two minutes and is never heard of again.
  private func takeAndDie() throws {
    let now = shop.clock.now
    let lease = OutboxLease(owner: "dead", until: now.advanced(byMilliseconds: 120_000))
    try shop.store.database.write { _ = try Outbox.take(.reply, at: now, lease: lease, on: $0) }
  }

  @Test func `a reply whose worker died is taken back once its time is over`() throws {
    let message = try queue("Soon")
    shop.clock.advance(seconds: 10)
    try takeAndDie()
    shop.clock.advance(seconds: 119)
    let early = try shop.refusal { try shop.desk().perform([.cancelReply(order, message)]) }
    #expect(early?.sentence.contains("on its way already") == true)
    shop.clock.advance(seconds: 1)
    let receipt = try shop.desk().perform([.cancelReply(order, message)])
    #expect(receipt.summary.hasSuffix("it was tried before, so the customer may have it"))
    #expect(try draft() == ["Soon"])
  }

  @Test func `orders whose replies are tried again are found among the failed`() throws {
    let other = try shop.order("CHT002")
    _ = try shop.desk().perform([.sendReply(other, body: "Kept")])
    _ = try queue("Soon")
    func found() throws -> [String] {
      let listing = OrderListing(filter: OrderFilter(.has([.failed])))
      let context = QueryContext(now: shop.clock.now, zone: .utc, staff: nil)
      let page = try shop.store.orders(listing, page: .first, limit: 9, in: context)
      #expect(try shop.store.orderCount(listing.filter, in: context) == page.rows.count)
      return page.rows.map { "\($0.number) \($0.hasRetriedReply)" }
    }
    #expect(try found() == [])
    shop.clock.advance(seconds: 10)
    let broken = FlakyTransport { message in
      message.body == "Kept" ? .take : .fail(TransportFailure("no connection"))
    }
    _ = try shop.worker(broken).deliverDue()
    #expect(try found() == ["CHT001 true"])
  }
}
