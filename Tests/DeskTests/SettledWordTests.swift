import Commerce
import Desk
import SQLiteKit
import Store
import Testing

/// How long a person's word on a conflict holds, and what is never taken unseen.
@Suite struct SettledWordTests {
  private let shop: Shop

  init() throws { shop = try Shop() }

  private func source(
    of id: OrderID,
    status: String = "confirmed",
    payment: String = "paid",
    street: String = "A",
    day: Int
  ) throws {
    try shop.sql(
      """
      UPDATE chat_orders SET status = \(status), payment_status = \(payment),
        shipping_address = json_object('street', \(street)),
        updated_at = \("2026-05-\(day)T08:00:00Z") WHERE id = \(id)
      """
    )
  }

  /// An order at A that staff packed, of which the source then says another status.
  private func packed(_ number: String, sourceSays status: String = "confirmed") throws -> OrderID {
    let id = try shop.order(number, status: .confirmed)
    try source(of: id, status: "confirmed", day: 10)
    try set(id, .processing)
    try set(id, .packaged)
    if status != "confirmed" { try source(of: id, status: status, day: 11) }
    return id
  }

  private func set(_ id: OrderID, _ status: OrderStatus, by person: Staff = Shop.ana) throws {
    _ = try shop.desk(person).perform([
      .setStatus(id, to: status, shipment: nil, reason: "because of it")
    ])
  }

  @discardableResult
  private func settle(
    _ id: OrderID,
    _ side: ConflictSide,
    field: String = "status",
    seen: ConflictValues? = nil,
    by person: Staff = Shop.ana
  ) throws -> Receipt {
    try shop.desk(person).perform([
      .settleConflict(id, field: field, keep: side, seen: seen, reason: "agreed by phone")
    ])
  }

  private func open(_ id: OrderID) throws -> [String] {
    try shop.store.openConflicts(of: id, for: .program).map(\.words)
  }

  private func detail(_ id: OrderID) throws -> OrderDetail {
    try #require(try shop.store.order(id, for: .program))
  }

  @Test func `what the source says since is not taken unseen`() throws {
    let id = try packed("C1", sourceSays: "shipped")
    let seen = ConflictValues(ours: "packaged", theirs: "shipped")
    try source(of: id, status: "cancelled", day: 12)
    for side in ConflictSide.allCases {
      let refusal = #expect(throws: Refusal.self) { try settle(id, side, seen: seen) }
      #expect(
        refusal?.sentence
          == "C1: the source says cancelled since; look at the conflict and settle it again"
      )
    }
    #expect(try detail(id).summary.status == .packaged)
    #expect(try open(id).count == 1)
  }

  @Test func `redo takes no word of the source that was not the one taken`() throws {
    let id = try packed("C1", sourceSays: "cancelled")
    try settle(id, .theirs)
    _ = try shop.desk().undo()
    try source(of: id, status: "shipped", street: "B", day: 12)
    let refusal = #expect(throws: Refusal.self) { try shop.desk().redo() }
    #expect(refusal?.sentence.hasPrefix("C1: the source says shipped since") == true)
    #expect(try detail(id).summary.status == .packaged)
    try settle(id, .theirs, field: "shipping_address")
    _ = try shop.desk().undo()
    try source(of: id, status: "shipped", street: "Z", day: 13)
    let other = #expect(throws: Refusal.self) { try shop.desk().redo() }
    #expect(other?.sentence.hasPrefix("C1: the source says Z since") == true)
    #expect(try detail(id).shippingAddress?.street == "A")
  }

  @Test func `redo does not go over what a second person did since`() throws {
    let id = try packed("C1", sourceSays: "cancelled")
    try settle(id, .ours)
    _ = try shop.desk().undo()
    try set(id, .shipped, by: Shop.ben)
    let refusal = #expect(throws: Refusal.self) { try shop.desk().redo() }
    #expect(refusal?.sentence.hasPrefix("C1: its status here is shipped since") == true)
    #expect(try open(id) == ["status shipped here, cancelled at the source"])
  }

  @Test func `a settled address is settled when the source says the same again`() throws {
    let id = try packed("C1")
    try source(of: id, street: "B", day: 12)
    try settle(id, .ours, field: "shipping_address")
    try source(of: id, payment: "partially_refunded", street: "B", day: 13)
    try source(of: id, payment: "partially_refunded", street: "B", day: 14)
    #expect(try open(id) == [])
    try source(of: id, payment: "partially_refunded", street: "A", day: 15)
    try source(of: id, payment: "partially_refunded", street: "B", day: 16)
    #expect(try open(id) == ["shipping address A here, B at the source"])
  }

  @Test func `a settled payment or step back is settled when the source says the same again`()
    throws
  {
    let id = try shop.order("C1", payment: .refunded)
    try source(of: id, status: "shipped", payment: "refunded", day: 10)
    try source(of: id, status: "processing", payment: "paid", day: 11)
    try settle(id, .theirs)
    try settle(id, .theirs, field: "payment")
    try source(of: id, status: "processing", payment: "paid", day: 12)
    try source(of: id, status: "processing", payment: "paid", day: 13)
    #expect(try open(id).filter { !$0.hasPrefix("shipping") } == [])
    try set(id, .packaged)
    #expect(try open(id).filter { !$0.hasPrefix("shipping") } == [])
    let steps = try detail(id).timeline.filter { $0.kind == .status }.map(\.to)
    #expect(steps == ["processing", "packaged", "shipped", "processing"])
    try source(of: id, status: "processing", payment: "refunded", day: 14)
    try source(of: id, status: "processing", payment: "paid", day: 15)
    #expect(try open(id).contains("payment refunded before, paid at the source"))
  }

  @Test func `an order that goes back to its source has the source's address again`() throws {
    let id = try shop.order("C1", status: .confirmed)
    try source(of: id, status: "confirmed", day: 10)
    try set(id, .processing)
    try source(of: id, status: "confirmed", street: "B", day: 11)
    #expect(try open(id) == ["shipping address A here, B at the source"])
    let undone = try shop.desk().undo()
    #expect(undone.summary == "C1 is confirmed again, with the address that its source says now")
    #expect(try detail(id).shippingAddress?.street == "B")
    #expect(try open(id) == [])
    try set(id, .processing)
    try source(of: id, status: "confirmed", street: "C", day: 12)
    try set(id, .confirmed)
    #expect(try detail(id).shippingAddress?.street == "C")
    #expect(try open(id) == [])
    #expect(
      try settle(id, .theirs, field: "shipping_address").summary
        == "C1: the conflict on shipping address is settled already"
    )
  }

  @Test func `a settling holds only for the value that it named`() throws {
    let id = try packed("C1", sourceSays: "shipped")
    try settle(id, .ours, by: Shop.ben)
    #expect(try open(id) == [])
    _ = try shop.desk().undo()
    #expect(try open(id) == ["status processing here, shipped at the source"])
    _ = try shop.desk().redo()
    #expect(try open(id) == [])
  }

  @Test func `an undo says what it went back to, and that a conflict stands only when it does`()
    throws
  {
    let id = try packed("C1", sourceSays: "cancelled")
    #expect(
      try settle(id, .theirs).summary
        == "C1: conflict on status settled: theirs taken, cancelled; a refund of €12.00 is "
        + "requested, and waits for approval"
    )
    #expect(
      try shop.desk().undo().summary
        == "C1 is packaged again, and its refund is not requested any more; "
        + "the conflict on status stands again"
    )
    try settle(id, .ours)
    try source(of: id, status: "packaged", day: 12)
    #expect(
      try shop.desk().undo().summary
        == "C1: its settling is taken back, and there is no conflict on status any more"
    )
  }

  @Test func `a step the order took stays in its past, one that staff refused does not`() throws {
    let id = try shop.order("C1", status: .shipped)
    try source(of: id, status: "processing", day: 10)
    try set(id, .packaged)
    try source(of: id, status: "cancelled", day: 11)
    try source(of: id, status: "cancelled", day: 12)
    let steps = try detail(id).timeline.filter { $0.kind == .status }.map(\.to)
    #expect(steps == ["shipped", "packaged", "processing"])
    let history = try shop.store.database.read { connection in
      try connection.text("SELECT status_history FROM unified_orders")
    }
    #expect(history?.contains("cancelled") == false)
    #expect(history?.contains("processing") == true)
  }
}
