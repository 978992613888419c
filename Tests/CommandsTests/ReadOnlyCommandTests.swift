import Commands
import Commerce
import Console
import RuleTables
import SQLiteKit
import Store
import Synchronization
import Testing

/// The same from a shell.
@Suite struct `Read-only from a shell` {
  @Test(arguments: OperationTable.all)
  func `no command of any operation changes anything`(table: OperationTable) throws {
    let counter = try Counter.withShop(orders: 1)
    let store = try Store(at: counter.storePath)
    let cells = table.cells(at: counter.clock.withLock { $0 })
    try store.database.write { connection in
      for sql in Given.people + Given.rows(of: cells) { try connection.run(sql) }
    }
    let before = try counter.dump()
    for cell in cells {
      guard let command = OperationWords(cell.operation, name: { $0.rawValue }) else { continue }
      counter.user = cell.subject.actor.id.rawValue
      let call = command.words(about: [cell.subject.number]) + ["--read-only"]
      let answer = try counter.call(call)
      #expect(answer.status == 1, "\(cell): \(answer.output)")
      #expect(answer.errorOutput.contains("--read-only"), "\(cell): \(answer.errorOutput)")
    }
    #expect(try counter.dump() == before)
  }

  /// What every command there is does with an order's number, or with nothing.
  @Test func `no command at all changes the store`() throws {
    let counter = try Counter.withShop(orders: 4)
    let before = try counter.dump()
    for command in CommandTable.all where !["", "demo"].contains(command.name) {
      for words in [[], ["CHT000002"], ["CHT000002", "words"], ["me"]] {
        _ = try counter.call(command.path + words + ["--read-only"])
      }
      #expect(try counter.dump() == before, "\(command.name)")
    }
  }
}
