import Commerce
import Desk
import SQLiteKit
import Store
import Testing

@Suite struct `A replacement` {
  private let shop: Shop
  private let original: OrderID

  init() throws {
    shop = try Shop()
    try shop.hire(Shop.ana, Shop.ben, Shop.cleo, Shop.dora)
    original = try shop.order(
      "CHT000001",
      status: .delivered,
      items: #"""
        [{"product_id":"mug","name":"Mug","quantity":3,"unit_amount":300},
         {"product_id":"","name":"Pot","quantity":1,"unit_amount":300}]
        """#
    )
    try shop.sql(
      """
      UPDATE orders SET shipping_address = '{"line1":"Rua 1","city":"Porto","country":"PT","x":1}',
        customer_email = 'm@example.com', customer_phone = '555 1234' WHERE id = \(original)
      """
    )
  }

  private func made(
    _ request: ReplacementRequest,
    by desk: Desk? = nil
  ) throws -> MadeOrder {
    let receipt = try (desk ?? shop.desk()).perform([.replaceOrder(original, request)])
    return try #require(receipt.changed.first?.made)
  }

  private func detail(_ id: OrderID) throws -> OrderDetail {
    try #require(try shop.store.order(id, for: .program))
  }

  private func refusal(_ request: ReplacementRequest, by actor: Staff = Shop.ana) throws -> String {
    let refusal = try shop.refusal {
      try shop.desk(actor).perform([.replaceOrder(original, request)])
    }
    return refusal?.sentence ?? "done"
  }

  @Test func `has the customer, address and items at no price, and both orders tell of it`() throws
  {
    let desk = shop.desk()
    let receipt = try desk.perform([
      .replaceOrder(original, ReplacementRequest(reason: .defect, text: " a crack "))
    ])
    #expect(
      receipt.summary
        == "ORD-2026-900001 replaces CHT000001: 3 × Mug, 1 × Pot, total €0.00"
    )
    let change = try #require(receipt.changed.first)
    #expect(change.orderNumber == "CHT000001")
    let new = try detail(try #require(change.made).id)
    #expect(new.summary.customerName == "Maria" && new.customerEmail == "m@example.com")
    #expect(new.customerPhone == "555 1234" && new.shippingAddress?.oneLine == "Rua 1, Porto, PT")
    #expect(new.summary.total == .zero(.eur) && new.summary.payment == .paid)
    #expect(new.items.map(\.quantity) == [3, 1])
    #expect(new.summary.status == .pending && new.summary.source == .standard)
    #expect(new.links.map(\.words) == ["replaces CHT000001, delivered (defect: a crack)"])
    let old = try detail(original)
    #expect(old.links.map(\.words) == ["replaced by ORD-2026-900001, pending (defect: a crack)"])
    let words = [new, old].map { order in
      order.timeline.last { $0.kind == .replacement }?.replacementWords(on: order.summary.number)
    }
    #expect(words == ["replaces CHT000001", "replaced by ORD-2026-900001"])
    // Nothing is to be paid for it, so nothing has to be explained.
    try desk.set(new.summary.id, to: .confirmed)
    #expect(try shop.expectIntactAudit())
    #expect(try shop.store.countDifferences() == [])
  }

  @Test func `holds what is chosen, by SKU or name, and a difference to the last cent`() throws {
    let items = [ParcelQuantity(sku: "mug", quantity: 3), ParcelQuantity(sku: "Pot", quantity: 1)]
    let difference = Money(minorUnits: 1_001, currency: .eur)
    let new = try detail(
      made(ReplacementRequest(items: items, reason: .wrongItem, difference: difference)).id
    )
    #expect(new.summary.total == difference && new.summary.payment == .unpaid)
    #expect(!new.totalDiffers)
    let lines = new.items.map { "\($0.quantity) \($0.sku) \($0.unitPrice.minorUnits)" }
    #expect(lines == ["2 mug 250", "1 mug 251", "1 Pot 250"])
    _ = try shop.desk().perform([.capturePayment(new.summary.id, reference: "till 1")])
    #expect(try detail(new.summary.id).summary.payment == .paid)
  }

  @Test func `over all of them is no more than was ordered, unless ops say so`() throws {
    let two = ReplacementRequest(items: [.init(sku: "mug", quantity: 2)], reason: .lost)
    let first = try made(two)
    #expect(
      try refusal(two).contains("2 of mug are asked for, and 1 ordered ones are not replaced yet")
    )
    let rest = try detail(made(ReplacementRequest(reason: .lost)).id)
    #expect(rest.items.map { "\($0.quantity) \($0.sku)" } == ["1 mug", "1 Pot"])
    #expect(
      try refusal(ReplacementRequest(reason: .lost)).contains("all of it is replaced already")
    )
    var more = two
    more.exceedsOrder = true
    #expect(try refusal(more, by: Shop.cleo).contains("only ops and admins may send more"))
    _ = try made(more)
    // One that was cancelled is none.
    _ = try shop.desk().perform([.cancel(first.id, reason: "found it", noRefund: nil)])
    #expect(try refusal(two).contains("and 0 ordered"))
    #expect(try detail(original).links.map(\.status) == [.cancelled, .pending, .pending])
  }

  @Test func `needs a reason in words where none of the list is right, and items that there are`()
    throws
  {
    #expect(
      try refusal(ReplacementRequest(reason: .other)).contains("the reason other needs words")
    )
    #expect(try refusal(ReplacementRequest(reason: .other, text: "ab")).contains("needs words"))
    let cup = ReplacementRequest(items: [.init(sku: "cup", quantity: 1)], reason: .lost)
    #expect(try refusal(cup).contains("it has no item cup; it has mug, Pot"))
    let none = ReplacementRequest(items: [.init(sku: "mug", quantity: 0)], reason: .lost)
    #expect(try refusal(none).contains("of mug there can be 1 to"))
    let dollars = Money(minorUnits: 1, currency: .usd)
    #expect(try refusal(ReplacementRequest(reason: .lost, difference: dollars)).contains("in EUR"))
    #expect(try shop.number("SELECT count(*) FROM orders") == 1)
  }

  @Test func `is cancelled by its undo, frees its items, and comes back by redo`() throws {
    let desk = shop.desk()
    let new = try made(ReplacementRequest(reason: .lost), by: desk)
    let undone = try desk.undo()
    #expect(
      undone.summary == "ORD-2026-900001 is cancelled: CHT000001 is not replaced by it any more"
    )
    #expect(try detail(new.id).summary.status == .cancelled)
    #expect(try detail(original).timeline.last?.from == "replacement ORD-2026-900001")
    let redone = try desk.redo()
    #expect(redone.summary.hasPrefix("ORD-2026-900001 replaces CHT000001: "))
    #expect(try detail(new.id).summary.status == .pending)
    #expect(try shop.number("SELECT count(*) FROM orders") == 2)
  }

  @Test
  func `is not taken back once a colleague has packed it, nor done again in place of another`()
    throws
  {
    let desk = shop.desk()
    let new = try made(ReplacementRequest(reason: .lost), by: desk)
    try shop.desk(Shop.ben).set(new.id, to: .confirmed)
    let late = try shop.refusal { try desk.undo() }
    #expect(late?.sentence.contains("Ben set it to confirmed since") == true)
    _ = try shop.desk(Shop.ben).undo()
    _ = try desk.undo()
    _ = try made(ReplacementRequest(reason: .lost), by: shop.desk(Shop.ben))
    let again = try shop.refusal { try desk.redo() }
    #expect(again?.sentence.contains("all of it is replaced already") == true)
  }

  @Test func `is refused when the order has changed since it was seen`() throws {
    let options = PerformOptions(ifRevision: 1)
    let refusal = try shop.refusal {
      let request = ReplacementRequest(reason: .lost)
      return try shop.desk().perform([.replaceOrder(original, request)], options: options)
    }
    #expect(refusal?.kind == .revisionConflict)
  }
}
