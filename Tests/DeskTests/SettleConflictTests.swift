import Commerce
import Desk
import SQLiteKit
import Store
import Testing

/// Settling what source and store disagree on.
@Suite struct SettleConflictTests {
  private let shop: Shop

  init() throws { shop = try Shop() }

  /// An order that staff packed, of which the source now says another word.
  private func conflict(_ number: String, sourceSays word: OrderStatus) throws -> OrderID {
    let id = try shop.order(number)
    _ = try shop.desk().perform([.setStatus(id, to: .packaged, shipment: nil, reason: nil)])
    try say(word.rawValue, of: id, day: 10)
    return id
  }

  private func say(_ word: String, of id: OrderID, day: Int) throws {
    try shop.store.database.write { connection in
      try connection.run(
        """
        UPDATE chat_orders SET status = \(word), updated_at = \("2026-05-\(day)T08:00:00Z")
        WHERE id = \(id)
        """
      )
    }
  }

  private func moveAddress(of id: OrderID, to street: String, day: Int) throws {
    try shop.store.database.write { connection in
      try connection.run(
        """
        UPDATE chat_orders SET shipping_address = json_object('street', \(street), 'city', 'Porto'),
          updated_at = \("2026-05-\(day)T08:00:00Z") WHERE id = \(id)
        """
      )
    }
  }

  private func settle(
    _ id: OrderID,
    _ side: ConflictSide,
    field: String = "status",
    seen: ConflictValues? = nil,
    reason: String? = nil,
    by person: Staff = Shop.ana,
    dryRun: Bool = false
  ) throws -> Receipt {
    try shop.desk(person).perform(
      [.settleConflict(id, field: field, keep: side, seen: seen, reason: reason)],
      options: PerformOptions(dryRun: dryRun)
    )
  }

  private func open(_ id: OrderID) throws -> [String] {
    try shop.store.openConflicts(of: id, for: .program).map(\.words)
  }

  private func detail(_ id: OrderID) throws -> OrderDetail {
    try #require(try shop.store.order(id, for: .program))
  }

  @Test func `a cancellation is taken with its reason, and taken back whole`() throws {
    let id = try conflict("C1", sourceSays: .cancelled)
    #expect(try open(id) == ["status packaged here, cancelled at the source"])
    #expect(throws: Refusal.self) { try settle(id, .theirs) }
    let rehearsal = try settle(id, .theirs, reason: "sold twice", dryRun: true)
    #expect(rehearsal.summary.contains("theirs taken, cancelled"))
    #expect(try open(id).count == 1)
    _ = try settle(id, .theirs, reason: "sold twice")
    #expect(try detail(id).summary.status == .cancelled)
    #expect(try open(id) == [])
    _ = try shop.desk().undo()
    #expect(try detail(id).summary.status == .packaged)
    #expect(try open(id) == ["status packaged here, cancelled at the source"])
    _ = try shop.desk().redo()
    #expect(try detail(id).summary.status == .cancelled)
  }

  @Test func `an undo of ours opens the conflict again, unless both agree by then`() throws {
    let id = try conflict("C1", sourceSays: .cancelled)
    _ = try settle(id, .ours, reason: "parcel is ready")
    _ = try shop.desk().undo()
    #expect(try open(id).count == 1)
    _ = try settle(id, .ours)
    try say("packaged", of: id, day: 11)
    _ = try shop.desk().undo()
    #expect(try open(id) == [])
    let lines = try detail(id).timeline.filter { $0.kind == .conflict && $0.via == "console" }
    #expect(lines.first?.to == "status settled: ours kept, packaged")
    #expect(lines.first?.reason == "parcel is ready")
  }

  @Test func `what was settled twice changes nothing, and an unknown field is named`() throws {
    let id = try conflict("C1", sourceSays: .cancelled)
    _ = try settle(id, .ours)
    let again = try settle(id, .ours)
    #expect(again.actID == nil)
    #expect(again.summary == "C1: the conflict on status is settled already")
    let refusal = #expect(throws: Refusal.self) { try settle(id, .ours, field: "colour") }
    #expect(refusal?.sentence == "C1: there is no conflict on its colour")
    #expect(throws: Refusal.self) { try settle(id, .ours, reason: "x", by: Shop.cleo) }
  }

  @Test func `the source's address is taken while the parcel is here, and not afterwards`() throws {
    let id = try shop.order("C2")
    try moveAddress(of: id, to: "A", day: 12)
    _ = try shop.desk().perform([.setStatus(id, to: .packaged, shipment: nil, reason: nil)])
    try moveAddress(of: id, to: "B", day: 13)
    let field = "shipping_address"
    #expect(try open(id) == ["shipping address A, Porto here, B, Porto at the source"])
    _ = try settle(id, .theirs, field: field)
    #expect(try detail(id).shippingAddress?.street == "B")
    _ = try shop.desk().undo()
    #expect(try detail(id).shippingAddress?.street == "A")
    #expect(try open(id).count == 1)
    _ = try shop.desk().perform([.setStatus(id, to: .shipped, shipment: nil, reason: "own van")])
    let refusal = #expect(throws: Refusal.self) { try settle(id, .theirs, field: field) }
    #expect(refusal?.sentence == "C2: a shipped order keeps its address; settle with ours")
    try moveAddress(of: id, to: "A", day: 14)
    #expect(try open(id) == [])
  }

  @Test func `a payment that the source took back can only be acknowledged`() throws {
    let id = try shop.order("C3", payment: .refunded)
    try shop.store.database.write { connection in
      try connection.run(
        """
        UPDATE chat_orders SET payment_status = 'paid', updated_at = '2026-05-10T08:00:00Z'
        WHERE id = \(id)
        """
      )
    }
    #expect(try open(id) == ["payment refunded before, paid at the source"])
    let refusal = #expect(throws: Refusal.self) { try settle(id, .ours, field: "payment") }
    #expect(refusal?.sentence.contains("settle with theirs") == true)
    _ = try settle(id, .theirs, field: "payment")
    #expect(try open(id) == [])
  }

  @Test func `a name that changed while the console is open is the one that signs`() throws {
    let id = try shop.order("C4")
    let desk = shop.desk()
    try shop.store.database.write { connection in
      try connection.run(
        """
        INSERT INTO staff (id, name, role, created_at) VALUES ('ana', 'Ana Reis', 'ops', 'now')
        """
      )
    }
    _ = try desk.perform([.sendReply(id, body: "Hello")])
    let name = try shop.store.database.read { connection in
      try connection.text("SELECT sender_name FROM messages WHERE sender_role = 'agent'")
    }
    #expect(name == "Ana Reis")
  }
}
