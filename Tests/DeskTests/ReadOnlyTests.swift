import Commerce
import Desk
import RuleTables
import SQLiteKit
import Store
import Testing

/// `--read-only` on everything that changes a store.
@Suite struct ReadOnlyTests {
  private static let settings = DeskSettings(isReadOnly: true)

  @Test(arguments: OperationTable.all)
  func `no operation of any table changes anything`(table: OperationTable) throws {
    let shop = try Shop()
    let cells = table.cells(at: shop.clock.now)
    try shop.store.database.write { connection in
      for sql in Given.people + Given.rows(of: cells) { try connection.run(sql) }
    }
    let before = try shop.dump()
    for cell in cells {
      let desk = shop.desk(cell.subject.actor, settings: Self.settings)
      for options in [
        PerformOptions(), PerformOptions(dryRun: true), PerformOptions(idempotencyKey: "k"),
      ] {
        let refusal = try shop.refusal { try desk.perform([cell.operation], options: options) }
        #expect(refusal == .readOnly, "\(cell)")
      }
    }
    #expect(try shop.dump() == before)
  }

  @Test func `neither undo nor redo nor a look at contact data is done`() throws {
    let shop = try Shop()
    let order = try shop.order("CHT001")
    try shop.sql(
      """
      INSERT INTO staff (id, name, role, os_user, created_at)
      VALUES ('cleo', 'Cleo', 'agent', 'cleo', '2026-01-01T00:00:00Z')
      """
    )
    _ = try shop.desk(Shop.cleo).perform([.claim(order)])
    let before = try shop.dump()
    let desk = shop.desk(Shop.cleo, settings: Self.settings)
    #expect(try shop.refusal { try desk.undo() } == .readOnly)
    #expect(try shop.refusal { try desk.redo() } == .readOnly)
    let refusal = try shop.refusal {
      _ = try desk.revealContact(of: order)
      return Receipt(actID: nil, summary: "")
    }
    #expect(refusal == .readOnly)
    #expect(try shop.dump() == before)
  }
}
