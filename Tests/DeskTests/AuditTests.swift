import Commerce
import Desk
import SQLiteKit
import Store
import Testing

@Suite struct AuditTests {
  private let shop: Shop

  /// A store with a trail of 40 records.
  init() throws {
    shop = try Shop()
    let order = try shop.order("CHT001")
    let desk = shop.desk()
    for number in 1...40 {
      _ = try desk.perform([.addNote(order, body: "note \(number)")])
    }
  }

  private func verdict(_ known: AuditHead? = nil) throws -> AuditVerdict {
    try AuditTrail(store: shop.store).verify(against: known)
  }

  /// Changes the trail as somebody with `sqlite3` would, who takes the guards away first.
  private func tamper(_ statements: SQL...) throws {
    try shop.sql("DROP TRIGGER IF EXISTS audit_no_update")
    try shop.sql("DROP TRIGGER IF EXISTS audit_no_delete")
    for statement in statements { try shop.sql(statement) }
  }

  @Test func `an untouched trail is intact and prints its head`() throws {
    let head = try #require(try AuditTrail(store: shop.store).head())
    #expect(head.count == 40)
    #expect(try verdict() == .intact(head))
    #expect(try verdict(head) == .intact(head))
    #expect(try verdict().sentence == "the audit trail is intact: 40 records, head \(head.hash)")
  }

  @Test func `an empty trail is intact`() throws {
    let empty = try Shop()
    #expect(try AuditTrail(store: empty.store).head() == nil)
    #expect(try AuditTrail(store: empty.store).verify().sentence == "the audit trail is empty")
  }

  @Test func `records can neither be changed nor deleted by SQL`() throws {
    #expect(throws: SQLiteError.self) { try shop.sql("UPDATE audit SET actor = 'x'") }
    #expect(throws: SQLiteError.self) { try shop.sql("DELETE FROM audit") }
    #expect(throws: SQLiteError.self) { try shop.sql("UPDATE order_events SET actor = 'x'") }
    #expect(throws: SQLiteError.self) { try shop.sql("DELETE FROM order_events") }
  }

  @Test(arguments: ["at", "actor", "os_user", "via", "action", "subject", "prev_hash", "hash"])
  func `one changed letter in any column is found`(column: String) throws {
    try tamper(
      """
      UPDATE audit SET \(raw: column) = \(raw: column) || 'x' WHERE seq = 17
      """
    )
    #expect(try verdict() == .broken(AuditFault(seq: 17, problem: .changed)))
  }

  @Test func `a changed detail is found`() throws {
    try tamper("UPDATE audit SET detail = json_set(detail, '$.number', 'X') WHERE seq = 40")
    #expect(
      try verdict().sentence
        == "the audit trail is broken at record 40: it was changed after it had been written"
    )
  }

  @Test func `a letter moved from one field to the next is found`() throws {
    try tamper("UPDATE audit SET actor = 'an', os_user = 'aos-ana' WHERE seq = 3")
    #expect(try verdict() == .broken(AuditFault(seq: 3, problem: .changed)))
  }

  @Test func `a deleted record is found`() throws {
    try tamper("DELETE FROM audit WHERE seq = 20")
    #expect(try verdict() == .broken(AuditFault(seq: 20, problem: .missing)))
  }

  @Test func `a deleted record whose gap was closed is found`() throws {
    try tamper(
      "DELETE FROM audit WHERE seq = 20",
      "UPDATE audit SET seq = -(seq - 1) WHERE seq > 20",
      "UPDATE audit SET seq = -seq WHERE seq < 0"
    )
    #expect(try verdict() == .broken(AuditFault(seq: 20, problem: .changed)))
  }

  @Test func `swapped records are found`() throws {
    try tamper(
      "UPDATE audit SET seq = -5 WHERE seq = 5",
      "UPDATE audit SET seq = 5 WHERE seq = 6",
      "UPDATE audit SET seq = 6 WHERE seq = -5"
    )
    #expect(try verdict() == .broken(AuditFault(seq: 5, problem: .changed)))
  }

  @Test func `an inserted record is found, before and after the end`() throws {
    try tamper(
      """
      INSERT INTO audit (seq, at, actor, os_user, via, action, subject, detail, prev_hash, hash)
      SELECT 41, at, actor, os_user, via, action, subject, detail, hash, 'made up' FROM audit
      WHERE seq = 40
      """
    )
    #expect(try verdict() == .broken(AuditFault(seq: 41, problem: .changed)))
  }

  @Test func `a truncated trail is found with a head that was kept elsewhere`() throws {
    let head = try #require(try AuditTrail(store: shop.store).head())
    try tamper("DELETE FROM audit WHERE seq > 35")
    guard case .intact = try verdict() else {
      Issue.record("a trail that is cut off at the end is a shorter trail by itself")
      return
    }
    #expect(try verdict(head) == .broken(AuditFault(seq: 36, problem: .truncated)))
  }

  @Test func `a trail that went another way after a cut is found with a kept head`() throws {
    let head = try #require(try AuditTrail(store: shop.store).head())
    try tamper("DELETE FROM audit WHERE seq > 35")
    for _ in 1...9 {
      _ = try shop.desk(Shop.ben).perform([.addNote(OrderID("order-CHT001"), body: "other")])
    }
    #expect(try verdict(head) == .broken(AuditFault(seq: 40, problem: .replaced)))
  }
}
