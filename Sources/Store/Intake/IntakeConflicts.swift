package import Commerce
package import SQLiteKit

/// One field in which a source and the store differ and neither may win by itself.
package struct IntakeConflict: Equatable, Sendable {
  /// The order, or the conversation of a message that has none.
  package var orderID: String
  package var field: String
  package var ours: String
  package var theirs: String
  package var sourceUpdatedAt: Instant

  package init(
    orderID: String,
    field: String,
    ours: String,
    theirs: String,
    sourceUpdatedAt: Instant
  ) {
    self.orderID = orderID
    self.field = field
    self.ours = ours
    self.theirs = theirs
    self.sourceUpdatedAt = sourceUpdatedAt
  }
}

/// Where a source says other than what we have, for a person to settle.
package enum IntakeConflicts {
  /// Records a difference for staff to settle; one that is known already changes nothing.
  package static func record(
    _ conflict: IntakeConflict,
    seenAt: Instant,
    on connection: borrowing Connection
  ) throws {
    try connection.run(
      """
      INSERT INTO conflicts (order_id, field, ours, theirs, source_updated_at, seen_at)
        VALUES (\(conflict.orderID), \(conflict.field), \(conflict.ours), \(conflict.theirs),
          \(conflict.sourceUpdatedAt), \(seenAt))
        ON CONFLICT DO NOTHING
      """
    )
  }

  /// Records what the newest snapshots of an order take back: a refund, a cancellation.
  package static func recordUndone(
    order id: String,
    on connection: borrowing Connection
  ) throws {
    try connection.run("INSERT INTO order_undone_check (order_id) VALUES (\(id))")
  }

  /// How many of the conflicts after a number are words of a source that we do not know.
  package static func unknownWords(
    after number: Int,
    on connection: borrowing Connection
  ) throws -> Int {
    try connection.integer(
      """
      SELECT count(*) FROM conflicts
      WHERE serial > \(number) AND field IN ('unknown_status', 'unknown_payment')
      """
    ) ?? 0
  }

  /// The number of the newest; the difference tells how many a piece of work added.
  package static func lastNumber(on connection: borrowing Connection) throws -> Int {
    try connection.integer("SELECT coalesce(max(serial), 0) FROM conflicts") ?? 0
  }
}
