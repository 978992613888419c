package import SQLiteKit

/// Taking in many snapshots in one transaction: each order is looked at for conflicts once, at its
/// end, and not after each of its snapshots.
package enum IntakeTurn {
  /// Runs the body as one turn of the transaction that is open.
  package static func take(
    on connection: borrowing Connection,
    _ body: (borrowing Connection) throws -> Void
  ) throws {
    try connection.run("INSERT INTO intake_turns (number) VALUES (1)")
    try body(connection)
    try connection.run("DELETE FROM intake_turns")
    let due = try connection.map(
      "SELECT order_id, is_retold FROM reviews_due ORDER BY order_id"
    ) { row in (id: try row.text("order_id"), isRetold: try row.bool("is_retold")) }
    guard !due.isEmpty else { return }
    try connection.run("DELETE FROM reviews_due")
    for order in due {
      if order.isRetold {
        try IntakeConflicts.recordUndone(order: order.id, on: connection)
      } else {
        try connection.run("INSERT INTO conflict_review (order_id) VALUES (\(order.id))")
      }
    }
  }
}
