package import Commerce
package import SQLiteKit

/// Who has taken an item out of the queue, and until when nobody else may.
package struct OutboxLease: Equatable, Sendable {
  package var owner: String
  package var until: Instant

  package init(owner: String, until: Instant) {
    self.owner = owner
    self.until = until
  }
}

/// The outbox as its workers see it. Replies of one order leave in the order in which
/// they came, and so do its refunds; neither waits for the other.
extension Outbox {
  /// An item that nothing older of its own order and kind stands before.
  private static let isHead: SQL = """
    NOT EXISTS (SELECT 1 FROM outbox p WHERE p.order_id = o.order_id AND p.kind = o.kind
      AND p.serial < o.serial AND p.state IN ('waiting', 'sending'))
    """

  /// The next item that is due, or whose worker has not come back; it counts as one more try.
  package static func take(
    _ kind: OutboxItem.Kind,
    at now: Instant,
    lease: OutboxLease,
    on connection: borrowing Connection
  ) throws -> OutboxItem? {
    let due: OutboxItem? = try connection.first(
      """
      \(sql: selection)
      WHERE o.kind = \(kind) AND (o.state = 'waiting' AND o.due_at <= \(now)
          OR o.state = 'sending' AND o.lease_until <= \(now))
        AND \(sql: isHead)
      ORDER BY o.due_at, o.serial LIMIT 1
      """
    )
    guard var item = due else { return nil }
    try connection.run(
      """
      UPDATE outbox SET state = 'sending', attempts = attempts + 1,
        lease_owner = \(lease.owner), lease_until = \(lease.until)
      WHERE id = \(item.id)
      """
    )
    item.attempts += 1
    return item
  }

  /// Whether the item is still this worker's; another may have taken it over after the lease.
  package static func isHeld(
    _ id: String,
    by owner: String,
    on connection: borrowing Connection
  ) throws -> Bool {
    try connection.exists(
      "SELECT 1 FROM outbox WHERE id = \(id) AND state = 'sending' AND lease_owner = \(owner)"
    )
  }

  /// Ends a lease: sent, parked, or waiting for the next try at `dueAt`.
  package static func release(
    _ id: String,
    as state: OutboxItem.State,
    dueAt: Instant,
    lastError: String?,
    on connection: borrowing Connection
  ) throws {
    try connection.run(
      """
      UPDATE outbox SET state = \(state), due_at = \(dueAt), last_error = \(lastError),
        lease_owner = NULL, lease_until = NULL
      WHERE id = \(id)
      """
    )
  }

  /// When a worker has something to do next; nil when nothing is open.
  package static func nextDue(
    _ kind: OutboxItem.Kind,
    on connection: borrowing Connection
  ) throws -> Instant? {
    try connection.first(
      """
      SELECT CASE o.state WHEN 'waiting' THEN o.due_at ELSE o.lease_until END AS next
      FROM outbox o WHERE o.kind = \(kind) AND o.state IN ('waiting', 'sending') AND \(sql: isHead)
      ORDER BY next LIMIT 1
      """
    ) { try $0.instant("next") }
  }

  // MARK: Without anybody to carry it

  /// Says on each due item, and on its message, why it stays; gives back how many were new.
  package static func keep(
    _ kind: OutboxItem.Kind,
    because notice: String,
    at now: Instant,
    on connection: borrowing Connection
  ) throws -> Int {
    // A worker that had a transport may have left something behind.
    try connection.run(
      """
      UPDATE outbox SET state = 'waiting', lease_owner = NULL, lease_until = NULL
      WHERE kind = \(kind) AND state = 'sending' AND lease_until <= \(now)
      """
    )
    let due = try connection.map(
      """
      SELECT id, message_id FROM outbox
      WHERE kind = \(kind) AND state = 'waiting' AND due_at <= \(now)
        AND last_error IS NOT \(notice)
      ORDER BY due_at, serial
      """
    ) { (id: try $0.text("id"), message: try $0.textIfPresent("message_id")) }
    for item in due {
      try connection.run("UPDATE outbox SET last_error = \(notice) WHERE id = \(item.id)")
      try connection.run(
        """
        UPDATE messages SET failure = \(notice) WHERE id = \(item.message) AND status = 'queued'
        """
      )
    }
    return due.count
  }

  /// How many stay with that notice, however often they were looked at.
  package static func keptCount(
    _ kind: OutboxItem.Kind,
    because notice: String,
    on connection: borrowing Connection
  ) throws -> Int {
    try connection.integer(
      """
      SELECT count(*) FROM outbox
      WHERE kind = \(kind) AND state = 'waiting' AND last_error = \(notice)
      """
    ) ?? 0
  }

  /// When the next item comes due that does not carry the notice yet, or is given up by a worker
  /// that has not come back.
  package static func nextDue(
    _ kind: OutboxItem.Kind,
    without notice: String,
    on connection: borrowing Connection
  ) throws -> Instant? {
    try connection.first(
      """
      SELECT CASE state WHEN 'waiting' THEN due_at ELSE lease_until END AS next FROM outbox
      WHERE kind = \(kind) AND state IN ('waiting', 'sending')
        AND (state = 'sending' OR last_error IS NOT \(notice))
      ORDER BY next LIMIT 1
      """
    ) { try $0.instant("next") }
  }
}
