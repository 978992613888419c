package import Commerce
package import SQLiteKit

/// One thing that waits to leave the house, for people to see.
package struct WaitingDelivery: Equatable, Sendable, RowDecodable {
  package var messageID: MessageID?
  package var orderNumber: String
  package var state: String
  package var dueAt: Instant
  package var attempts: Int
  package var problem: String?

  package init(row: borrowing Row) throws {
    messageID = try row.textIfPresent("message_id").map(MessageID.init(rawValue:))
    orderNumber = try row.text("order_number")
    state = try row.text("state")
    dueAt = try row.instant("due_at")
    attempts = try row.integer("attempts")
    problem = try row.textIfPresent("last_error")
  }
}

extension Store {
  /// What waits, is on its way or was parked, the next due first.
  package func openOutbox(limit: Int) throws -> [WaitingDelivery] {
    try database.read { connection in
      try connection.all(
        """
        SELECT x.message_id, o.order_number, x.state, x.due_at, x.attempts, x.last_error
        FROM outbox x JOIN orders o ON o.id = x.order_id
        WHERE x.state IN ('waiting', 'sending', 'parked')
        ORDER BY x.due_at, x.serial LIMIT \(limit)
        """
      )
    }
  }
}
