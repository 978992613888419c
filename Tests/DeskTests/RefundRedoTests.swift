import Commerce
import Desk
import SQLiteKit
import Testing

/// Refunds whose steps are taken back and done again: each stays one refund under one id.
@Suite struct `A refund that is done again` {
  private let shop: Shop
  private let order: OrderID
  private let dora: Desk

  init() throws {
    shop = try Shop()
    order = try shop.sale("CHT001")
    dora = shop.desk(Shop.dora)
  }

  private func refunds() throws -> [String] {
    try shop.texts("SELECT id || ' ' || amount || ' ' || state AS text FROM refunds ORDER BY id")
  }

  @Test func `a request with a key comes back under its key, as often as it is undone`() throws {
    try shop.request(order, .amount(shop.euro(1_000)), by: Shop.dora, key: "k")
    for _ in 1...2 {
      _ = try dora.undo()
      #expect(try refunds() == ["k 1000 cancelled"])
      #expect(try dora.redo().summary == "CHT001: refund of €10.00 is requested, its id is k")
      #expect(try refunds() == ["k 1000 requested"])
    }
    #expect(try shop.money(order) == "paid 4000 captured, 0 refunded, 1000 reserved")
    #expect(try shop.expectIntactAudit())
  }

  @Test func `request, approval and cancellation are done again one after the other`() throws {
    try shop.request(order, .amount(shop.euro(1_000)), by: Shop.dora)
    let id = RefundID(try shop.texts("SELECT id AS text FROM refunds")[0])
    _ = try dora.perform([.approveRefund(order, id)])
    _ = try dora.perform([.cancelRefund(order, id, reason: "by mistake")])
    for _ in 1...3 { _ = try dora.undo() }
    var states: [[String]] = []
    for _ in 1...3 {
      _ = try dora.redo()
      states.append(try refunds())
    }
    #expect(states == ["requested", "approved", "cancelled"].map { ["\(id) 1000 \($0)"] })
  }

  @Test func `a cancelled order gets its refund again, and the approval after it`() throws {
    _ = try dora.perform([.cancel(order, reason: "out of stock", noRefund: nil)])
    let id = RefundID(try shop.texts("SELECT id AS text FROM refunds")[0])
    _ = try dora.perform([.approveRefund(order, id)])
    for _ in 1...2 { _ = try dora.undo() }
    for _ in 1...2 { _ = try dora.redo() }
    #expect(try shop.status(order) == .cancelled)
    #expect(try refunds() == ["\(id) 4000 approved"])
    for _ in 1...2 { _ = try dora.undo() }
    #expect(try shop.status(order) == .processing)
    #expect(try refunds() == ["\(id) 4000 cancelled"])
  }

  @Test func `what is refunded otherwise by then does not come back`() throws {
    try shop.request(order, .amount(shop.euro(3_000)), by: Shop.dora, key: "k")
    _ = try dora.undo()
    try shop.request(order, .amount(shop.euro(2_000)), by: Shop.ben, key: "l")
    let refusal = try shop.refusal { try dora.redo() }
    #expect(refusal?.sentence.contains("at most €20.00 can be refunded") == true)
    #expect(try refunds() == ["k 3000 cancelled", "l 2000 requested"])
  }
}
