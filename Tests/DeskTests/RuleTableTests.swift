import Commerce
import Desk
import RuleTables
import SQLiteKit
import Store
import Testing

/// Every role, every operation, every state, through the door, against the tables of the rules.
@Suite struct RuleTableTests {
  @Test(arguments: OperationTable.all)
  func `each cell has exactly the outcome of the table`(table: OperationTable) throws {
    let shop = try Shop()
    let cells = table.cells(at: shop.clock.now)
    try shop.store.database.write { connection in
      for sql in Given.people + Given.rows(of: cells) { try connection.run(sql) }
    }
    var records = 0
    for cell in cells where try leavesRecord(cell, in: shop) { records += 1 }
    #expect(try shop.expectIntactAudit())
    #expect(
      try shop.number("SELECT count(*) FROM audit") == records,
      "what was done and what was refused by the rules is on record, and nothing else"
    )
    try expectTheLedgersMoney(in: shop)
  }

  @Test func `every operation has its table`() {
    let cells = OperationTable.all.map { $0.cells(at: Instant(milliseconds: 0)).count }
    print("\(cells.reduce(0, +)) cells in \(cells.count) tables")
    #expect(!cells.contains(0))
    #expect(OperationKind.inTables == Set(OperationKind.allCases))
  }

  private func leavesRecord(_ cell: Cell, in shop: Shop) throws -> Bool {
    let before = try found(cell, in: shop)
    var didChange = false
    let refusal = try shop.refusal {
      let receipt = try shop.desk(cell.subject.actor).perform([cell.operation])
      didChange = !receipt.changed.isEmpty
      return receipt
    }
    let outcome = cell.outcome(
      of: refusal?.kind,
      didChange: didChange,
      before: before,
      after: try found(cell, in: shop)
    )
    let sentence = refusal?.sentence ?? ""
    #expect(outcome == cell.expected, "\(cell): \(sentence)")
    switch refusal?.kind {
    case .illegal:
      #expect(cell.unsaid(in: sentence) == [], "\(cell): \(sentence)")
      return true
    case .forbidden: return true
    case nil: return didChange && !cell.leavesNoTrace
    default: return false
    }
  }

  private func found(_ cell: Cell, in shop: Shop) throws -> String? {
    try shop.store.database.read { try $0.text(cell.found) }
  }

  private func expectTheLedgersMoney(in shop: Shop) throws {
    #expect(try shop.number("SELECT coalesce(sum(amount), 0) FROM ledger_entries") == 0)
    #expect(
      try shop.number(
        """
        SELECT count(*) FROM orders o JOIN order_money m ON m.order_id = o.id
        WHERE (o.payment_status, o.amount_refunded) IS NOT (m.payment_status, m.refunded)
        """
      ) == 0
    )
  }
}

extension Cell {
  /// Keeping a draft is no act, and opening an order is none.
  fileprivate var leavesNoTrace: Bool {
    switch operation {
    case .saveDraft, .seeSnoozeEnd: true
    default: false
    }
  }
}
