package import Commerce
package import SQLiteKit

/// Words that a person has typed and not sent, kept so that not even a crash loses them.
package enum DraftsTable {
  /// Keeps a draft in the place of what this person had of that kind on the order.
  package static func put(
    _ draft: Draft,
    of order: OrderID,
    by staff: StaffID,
    on connection: borrowing Connection
  ) throws {
    try connection.run(
      """
      INSERT INTO drafts (order_id, staff_id, kind, body, updated_at)
      VALUES (\(order), \(staff), \(draft.kind), \(draft.body), \(draft.updatedAt))
      ON CONFLICT (order_id, staff_id, kind)
        DO UPDATE SET body = excluded.body, updated_at = excluded.updated_at
      """
    )
  }

  /// Notes that a console has a draft open, since when it has, or that it has it no longer.
  package static func set(
    _ console: DraftConsole,
    isOpen: Bool,
    _ kind: Draft.Kind,
    of order: OrderID,
    by staff: StaffID,
    on connection: borrowing Connection
  ) throws {
    guard isOpen else {
      return try connection.run(
        """
        DELETE FROM draft_consoles WHERE order_id = \(order) AND staff_id = \(staff)
          AND kind = \(kind) AND console = \(console.name)
        """
      )
    }
    try connection.run(
      """
      INSERT INTO draft_consoles (order_id, staff_id, kind, console, opened_at)
      VALUES (\(order), \(staff), \(kind), \(console.name), \(console.since))
      ON CONFLICT DO NOTHING
      """
    )
  }

  package static func remove(
    _ kind: Draft.Kind,
    of order: OrderID,
    by staff: StaffID,
    on connection: borrowing Connection
  ) throws {
    try connection.run(
      """
      DELETE FROM drafts
      WHERE order_id = \(order) AND staff_id = \(staff) AND kind = \(kind)
      """
    )
  }

  /// The words of a draft; nil when there is none.
  package static func body(
    _ kind: Draft.Kind,
    of order: OrderID,
    by staff: StaffID,
    on connection: borrowing Connection
  ) throws -> String? {
    try connection.text(
      """
      SELECT body FROM drafts
      WHERE order_id = \(order) AND staff_id = \(staff) AND kind = \(kind)
      """
    )
  }
}
