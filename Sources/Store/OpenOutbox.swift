package import Commerce
package import SQLiteKit

/// One thing that waits to leave the house, for people to see.
package struct WaitingDelivery: Equatable, Sendable, RowDecodable {
  package var messageID: MessageID?
  package var refundID: RefundID?
  package var emailID: EmailID?
  package var orderNumber: String
  package var state: String
  package var dueAt: Instant
  package var attempts: Int
  package var problem: String?

  package init(row: borrowing Row) throws {
    messageID = try row.textIfPresent("message_id").map(MessageID.init(rawValue:))
    refundID = try row.textIfPresent("refund_id").map(RefundID.init(rawValue:))
    emailID = try row.textIfPresent("email_id").map(EmailID.init(rawValue:))
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
        SELECT x.message_id, x.refund_id, CASE x.kind WHEN 'email' THEN x.id END AS email_id,
          o.order_number, x.state, x.due_at, x.attempts,
          x.last_error
        FROM outbox x JOIN orders o ON o.id = x.order_id
        WHERE x.state IN ('waiting', 'sending', 'parked')
        ORDER BY x.due_at, x.serial LIMIT \(limit)
        """
      )
    }
  }

  /// The newest reply of an order that a person can still take back or send again.
  package func newestHeldReply(of order: OrderID) throws -> MessageID? {
    try database.read { connection in
      try connection.text(
        """
        SELECT x.message_id FROM outbox x
        WHERE x.order_id = \(order) AND x.kind = 'reply' AND x.state IN ('waiting', 'sending', 'parked')
        ORDER BY x.serial DESC LIMIT 1
        """
      ).map { MessageID($0) }
    }
  }

  /// How many replies and e-mails have not left, and how many of them by failing.
  package func outboxCounts() throws -> OutboxCounts {
    try database.read { connection in
      let open = try connection.first(
        """
        SELECT count(*) AS waiting, coalesce(sum(\(sql: Outbox.isTriedAgain)), 0) AS failing
        FROM outbox x WHERE x.kind IN ('reply', 'email') AND x.state IN ('waiting', 'sending')
        """
      ) { (try $0.integer("waiting"), try $0.integer("failing")) }
      // By their messages, which an index knows; the outbox itself is as long as its history.
      let parked = try connection.integer(
        """
        SELECT count(*) FROM messages m INDEXED BY messages_failed
        JOIN outbox x ON x.message_id = m.id
        WHERE m.status = 'failed' AND x.state = 'parked'
        """
      )
      let emails = try connection.integer(
        """
        SELECT count(*) FROM outbox INDEXED BY outbox_failed_emails
        WHERE kind = 'email' AND state = 'parked'
        """
      )
      let (waiting, failing) = open ?? (0, 0)
      return OutboxCounts(
        waiting: waiting,
        failing: failing + (parked ?? 0) + (emails ?? 0)
      )
    }
  }
}

extension Outbox {
  /// A condition on an open `outbox x`: it has failed before and is tried again.
  static let isTriedAgain: SQL = "(x.attempts - (x.state = 'sending') > 0)"
}
