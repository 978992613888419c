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

  @Test func `undo after taking back says that it is taken back`() throws {
    let message = try queue("Soon")
    _ = try shop.desk().perform([.cancelReply(order, message)])
    let refusal = try shop.refusal { try shop.desk().undo() }
    #expect(refusal?.sentence == "CHT001: the reply is taken back already")
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
