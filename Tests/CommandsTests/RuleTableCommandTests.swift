import Commerce
import Console
import JSON
import RuleTables
import SQLiteKit
import Store
import Synchronization
import Testing

/// The same tables by the commands that the console's log names.
@Suite struct RuleTableCommandTests {
  @Test(arguments: OperationTable.all)
  func `each cell has exactly the outcome of the table`(table: OperationTable) throws {
    let counter = try Counter.withShop(orders: 1)
    let store = try Store(at: counter.storePath)
    let cells = table.cells(at: counter.clock.withLock { $0 })
    try store.database.write { connection in
      for sql in Given.people + Given.rows(of: cells) { try connection.run(sql) }
    }
    for cell in cells {
      guard let command = OperationWords(cell.operation, name: { $0.rawValue }) else {
        // Those that a script has no use for.
        switch cell.operation {
        case .saveDraft, .seeSnoozeEnd: continue
        default: throw CommandMissing(cell: "\(cell)")
        }
      }
      let call = command.words(about: [cell.subject.number]) + ["--json"]
      counter.user = cell.subject.actor.id.rawValue
      try expectOutcome(of: cell, call, at: counter, store)
    }
  }

  struct CommandMissing: Error {
    let cell: String
  }

  private func expectOutcome(
    of cell: Cell,
    _ call: [String],
    at counter: Counter,
    _ store: Store
  ) throws {
    let before = try store.database.read { try $0.text(cell.found) }
    let answer = try counter.call(call)
    let receipt = try #require(try answer.values().first, "\(cell): \(answer.errorOutput)")
    let refused = receipt["refused"]?.arrayValue?.first
    let kind = refused?["kind"]?.stringValue.flatMap(Refusal.Kind.init(rawValue:))
    let outcome = cell.outcome(
      of: kind,
      didChange: receipt["changed"]?.arrayValue?.isEmpty == false,
      before: before,
      after: try store.database.read { try $0.text(cell.found) }
    )
    #expect(outcome == cell.expected, "\(cell): \(call) \(answer.errorOutput)")
    #expect(answer.status == (kind == nil ? 0 : 1), "\(cell): \(call)")
    if kind == .illegal {
      let sentence = refused?["sentence"]?.stringValue ?? ""
      #expect(cell.unsaid(in: sentence) == [], "\(cell): \(sentence)")
    }
  }
}
