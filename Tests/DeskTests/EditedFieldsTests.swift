import Commerce
import Desk
import SQLiteKit
import Store
import Testing

/// What staff have edited, when the source sends the order again.
@Suite struct EditedFieldsTests {
  let shop: Shop
  let id: OrderID

  init() throws {
    shop = try Shop()
    id = try shop.order("CHT001", status: .confirmed)
    try sourceSays(
      "shipping_address = '\(Self.address("Lisboa"))', customer_notes = 'Ring twice'",
      at: 9
    )
  }

  private static func address(_ city: String) -> String {
    #"{"street":"Rua 1","city":"\#(city)","country":"PT"}"#
  }

  private static func items(_ quantity: Int) -> String {
    #"[{"product_id":"p1","name":"Mug","quantity":\#(quantity),"unit_amount":1200}]"#
  }

  private func sourceSays(_ change: String, at hour: Int) throws {
    let time = "2026-05-01T\(hour < 10 ? "0" : "")\(hour):00:00Z"
    try shop.sql(
      "UPDATE chat_orders SET \(raw: change), updated_at = \(time) WHERE id = \(id)"
    )
  }

  private func edit(_ edit: OrderEdit) throws {
    _ = try shop.desk().perform([.editOrder(id, edit)])
  }

  private func detail() throws -> OrderDetail {
    try #require(try shop.store.order(id, for: .program))
  }

  private func openConflicts() throws -> [String] {
    try shop.store.openConflicts(of: id, for: .program).map(\.words)
  }

  private func drifts() throws -> [SyncDrift.Kind] {
    try shop.store.database.read { connection in
      var kinds: [SyncDrift.Kind] = []
      try ChatOrderDrift.forEach(on: connection) { kinds.append($0.kind) }
      return kinds
    }
  }

  private let porto = OrderEdit(address: [.city: "Porto"])
  private let twoMugs = OrderEdit(quantities: [ParcelQuantity(sku: "p1", quantity: 2)])
  private let byNoon = OrderEdit(notes: "By noon")

  @Test func `a source that repeats itself changes nothing and makes no conflict`() throws {
    for edit in [porto, twoMugs, byNoon] { try self.edit(edit) }
    try sourceSays("customer_name = 'Maria Silva'", at: 10)
    let order = try detail()
    #expect(order.summary.customerName == "Maria Silva", "what is the source's still follows it")
    #expect(order.shippingAddress?.city == "Porto")
    #expect(order.items.map(\.quantity) == [2])
    #expect(order.summary.total.decimalString == "24.00")
    #expect(order.customerNotes == "By noon")
    #expect(try openConflicts() == [])
  }

  @Test func `what the source changes of an edited field is a conflict, never an overwrite`() throws
  {
    for edit in [porto, twoMugs, byNoon] { try self.edit(edit) }
    try sourceSays(
      """
      shipping_address = '\(Self.address("Faro"))', items = '\(Self.items(3))',
        amount_total = 3600, customer_notes = 'Ring once'
      """,
      at: 10
    )
    let order = try detail()
    #expect(order.shippingAddress?.city == "Porto")
    #expect(order.items.map(\.quantity) == [2])
    #expect(order.summary.total.decimalString == "24.00")
    #expect(order.customerNotes == "By noon")
    #expect(
      try Set(openConflicts()) == [
        "shipping address Rua 1, Porto, PT here, Rua 1, Faro, PT at the source",
        "edited items 2 × Mug, total 24.00 EUR here, 3 × Mug, total 36.00 EUR at the source",
        "edited notes By noon here, Ring once at the source",
      ]
    )
    // The same again is not said twice, and where both agree nothing stands.
    try sourceSays("customer_name = 'Maria'", at: 11)
    #expect(try openConflicts().count == 3)
    try sourceSays(
      """
      shipping_address = '\(Self.address("Porto"))', items = '\(Self.items(2))',
        amount_total = 2400, customer_notes = 'By noon'
      """,
      at: 12
    )
    #expect(try openConflicts() == [])
  }

  @Test func `a conflict is settled with either side, and that is taken back`() throws {
    for edit in [twoMugs, byNoon] { try self.edit(edit) }
    try sourceSays(
      "items = '\(Self.items(3))', amount_total = 3600, customer_notes = 'Ring once'",
      at: 10
    )
    let desk = shop.desk()
    let settle = { (field: String, side: ConflictSide) in
      try desk.perform([.settleConflict(self.id, field: field, keep: side, seen: nil, reason: nil)])
    }
    _ = try settle("edited_notes", .ours)
    _ = try settle("edited_items", .theirs)
    #expect(try openConflicts() == [])
    #expect(try detail().customerNotes == "By noon")
    #expect(try detail().items.map(\.quantity) == [3])
    #expect(try detail().summary.total.decimalString == "36.00")
    try sourceSays("customer_name = 'Maria'", at: 11)
    #expect(try openConflicts() == [], "a person's word holds")
    _ = try desk.undo()
    #expect(try detail().items.map(\.quantity) == [2])
    #expect(try openConflicts().count == 1)
  }

  @Test func `items that are not as they were are spoken of as many`() throws {
    try edit(twoMugs)
    try sourceSays("items = '\(Self.items(5))'", at: 10)
    let refusal = try shop.refusal { try shop.desk().undo() }
    #expect(refusal?.sentence.contains("its source says other items since") == true)
  }

  @Test func `an edit is not taken back over what the source says since`() throws {
    try edit(porto)
    try sourceSays("shipping_address = '\(Self.address("Faro"))'", at: 10)
    let refusal = try #require(try shop.refusal { try shop.desk().undo() })
    #expect(
      refusal.sentence
        == "CHT001: cannot be taken back: its source says another address since; "
        + "edit it to what it is to be"
    )
  }

  @Test func `a field whose edit was taken back is the source's again`() throws {
    for edit in [porto, twoMugs, byNoon] { try self.edit(edit) }
    let desk = shop.desk()
    for _ in 0..<3 { _ = try desk.undo() }
    try sourceSays(
      """
      shipping_address = '\(Self.address("Faro"))', items = '\(Self.items(3))',
        amount_total = 3600, customer_notes = 'Ring once'
      """,
      at: 10
    )
    let order = try detail()
    #expect(order.shippingAddress?.city == "Faro")
    #expect(order.items.map(\.quantity) == [3])
    #expect(order.customerNotes == "Ring once")
    #expect(try openConflicts() == [])
  }

  @Test func `verify finds nothing to mend in an edited order, and repair keeps the edit`() throws {
    try edit(twoMugs)
    #expect(try drifts() == [])
    _ = try shop.desk().perform([.repairFromSync(id)])
    #expect(try detail().items.map(\.quantity) == [2])
    #expect(try openConflicts() == [])
    #expect(try drifts() == [])
    // A real drift of an edited order is still found and mended.
    try shop.sql("UPDATE orders SET payment_status = 'unpaid' WHERE id = \(id)")
    #expect(try drifts() == [.payment])
    _ = try shop.desk().perform([.repairFromSync(id)])
    #expect(try drifts() == [])
    #expect(try detail().summary.payment == .paid)
    #expect(try detail().items.map(\.quantity) == [2])
  }

  @Test func `net spend counts what was paid, not what an edit made of the order`() throws {
    try edit(OrderEdit(quantities: [ParcelQuantity(sku: "p1", quantity: 4)]))
    #expect(try detail().customer.netSpend.map(\.decimalString) == ["12.00"])
  }

  @Test func `what was settled stays as it is once the order is shipped`() throws {
    for edit in [porto, twoMugs] { try self.edit(edit) }
    try sourceSays(
      """
      shipping_address = '\(Self.address("Faro"))', items = '\(Self.items(3))', amount_total = 3600
      """,
      at: 10
    )
    let desk = shop.desk()
    for field in ["edited_items", "shipping_address"] {
      _ = try desk.perform([
        .settleConflict(id, field: field, keep: .theirs, seen: nil, reason: nil)
      ])
    }
    for status in [OrderStatus.processing, .packaged, .shipped] {
      try shop.desk(Shop.ben).set(id, to: status)
    }
    let refusal = try shop.refusal { try desk.undo() }
    #expect(refusal?.sentence.contains("\" cannot be taken back: it is shipped now; ") == true)
    #expect(try detail().shippingAddress?.city == "Faro")
    #expect(try detail().items.map(\.quantity) == [3])
  }

  @Test func `an undo asks for the role of today`() throws {
    try shop.hire(Shop.ana)
    try shop.desk(Shop.ben).set(id, to: .processing)
    let desk = shop.desk()
    _ = try desk.perform([.editOrder(id, porto)])
    try shop.sql("UPDATE staff SET role = 'agent'")
    #expect(try shop.refusal { try desk.undo() }?.kind == .forbidden)
    #expect(try detail().shippingAddress?.city == "Porto")
  }

  @Test func `an edit is taken back though the source writes the same items another way`() throws {
    try edit(twoMugs)
    let turned = #"[{"unit_amount":1200,"name":"Mug","gift":true,"quantity":1,"product_id":"p1"}]"#
    try sourceSays("items = '\(turned)'", at: 10)
    _ = try shop.desk().undo()
    #expect(try detail().items.map(\.quantity) == [1])
  }

  @Test func `money of an edited order is never counted in another currency`() throws {
    try edit(twoMugs)
    try sourceSays("currency = 'JPY', amount_total = 5000", at: 10)
    #expect(try detail().customer.netSpend == [Money(minorUnits: 5_000, currency: .jpy)])
    let words = "its source has changed its currency, so what was paid is not known"
    let refund = Operation.requestRefund(id, RefundRequest(part: .full, reason: .damaged))
    #expect(
      try shop.refusal { try shop.desk().perform([refund]) }?.sentence.contains(words) == true
    )
    let desk = shop.desk()
    _ = try desk.perform([
      .settleConflict(id, field: "edited_items", keep: .theirs, seen: nil, reason: nil)
    ])
    #expect(try detail().summary.total == Money(minorUnits: 5_000, currency: .jpy))
    #expect(try shop.money(id) == "paid 5000 captured, 0 refunded, 0 reserved")
    _ = try desk.undo()
    #expect(try detail().summary.total == shop.euro(2_400))
    #expect(try shop.money(id) == "paid 0 captured, 0 refunded, 0 reserved")
  }
}
