import Commerce
import Desk
import Dispatch
import SQLiteKit
import Store
import Synchronization
import Testing

/// Doing again from several processes at once, and in pieces.
@Suite struct RedoTests {
  @Test func `of several who do the same again at once exactly one does it each round`() throws {
    let shop = try Shop()
    let order = try shop.order("CHT001")
    let desks = try (1...4).map { number in
      shop.desk(store: try Store(at: shop.store.path, label: "redo \(number)"))
    }
    for round in 1...25 {
      _ = try desks[0].perform([.sendReply(order, body: "round \(round)")])
      _ = try desks[0].undo()
      let outcomes = Mutex<[String]>([])
      DispatchQueue.concurrentPerform(iterations: desks.count) { place in
        let outcome: String
        do {
          outcome = try desks[place].redo().changed.isEmpty ? "nothing changed" : "done"
        } catch {
          outcome = (error as? Refusal)?.sentence ?? "\(error)"
        }
        outcomes.withLock { $0.append(outcome) }
      }
      let refused = Array(repeating: "there is nothing to do again", count: desks.count - 1)
      #expect(outcomes.withLock { $0.sorted() } == ["done"] + refused)
      let standing = try shop.number(
        """
        SELECT count(*) FROM acts a WHERE kind = 'redo' AND undone_by IS NULL AND undoes =
          (SELECT id FROM acts WHERE kind = 'undo' ORDER BY serial DESC LIMIT 1)
        """
      )
      #expect(standing == 1)
    }
    #expect(
      try shop.number("SELECT count(*) FROM outbox WHERE state NOT IN ('cancelled')") == 25
    )
  }

  @Test func `a bulk act whose redo breaks off between two chunks is not done again twice`() throws
  {
    let shop = try Shop()
    let orders = try (1...120).map { try shop.order("B\($0)") }
    let desk = shop.desk()
    _ = try desk.perform(
      orders.map { .setStatus($0, to: .packaged, shipment: nil, reason: nil) }
    )
    _ = try desk.undo()
    try shop.sql(
      """
      CREATE TRIGGER breaks BEFORE UPDATE OF status ON orders WHEN old.order_number = 'B75'
      BEGIN SELECT RAISE(ABORT, 'the machine broke'); END
      """
    )
    #expect(throws: SQLiteError.self) { try desk.redo() }
    try shop.sql("DROP TRIGGER breaks")
    let packaged: SQL = "SELECT count(*) FROM orders WHERE status = 'packaged'"
    #expect(try shop.number(packaged) == 50)

    #expect(try shop.refusal { try desk.redo() }?.sentence == "there is nothing to do again")

    #expect(try shop.number(packaged) == 50)
    #expect(try desk.undo().summary == "took back 50 changes")
    #expect(try shop.number(packaged) == 0)
    #expect(try shop.expectIntactAudit())
  }
}
