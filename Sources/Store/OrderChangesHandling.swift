package import Commerce
package import SQLiteKit

/// The shop's own fields of an order: who takes care of it, its tags, its priority.
extension OrderChanges {
  package static func writeAssignee(
    _ assignee: StaffID?,
    since: Instant?,
    of id: OrderID,
    on connection: borrowing Connection
  ) throws {
    try connection.run(
      """
      UPDATE orders SET assignee_id = \(assignee), assigned_at = \(since) WHERE id = \(id)
      """
    )
  }

  package static func writePriority(
    _ priority: Priority,
    of id: OrderID,
    on connection: borrowing Connection
  ) throws {
    try connection.run("UPDATE orders SET priority = \(priority) WHERE id = \(id)")
  }

  /// By the alphabet.
  package static func tags(
    of id: OrderID,
    on connection: borrowing Connection
  ) throws -> [String] {
    try connection.map("SELECT tag FROM order_tags WHERE order_id = \(id) ORDER BY tag") {
      try $0.text("tag")
    }
  }

  package static func writeTags(
    adding added: [String],
    removing removed: [String],
    of id: OrderID,
    on connection: borrowing Connection
  ) throws {
    for tag in removed {
      try connection.run("DELETE FROM order_tags WHERE order_id = \(id) AND tag = \(tag)")
    }
    for tag in added {
      try connection.run(
        "INSERT INTO order_tags (order_id, tag) VALUES (\(id), \(tag)) ON CONFLICT DO NOTHING"
      )
    }
  }

  /// The name of a person; nil for somebody the store does not know.
  package static func name(
    of staff: StaffID,
    on connection: borrowing Connection
  ) throws -> String? {
    try connection.text("SELECT name FROM staff WHERE id = \(staff)")
  }
}

extension Assignment {
  /// Beside `orders o`, with the person as `assignee`.
  static let join: SQL = "LEFT JOIN staff assignee ON assignee.id = o.assignee_id"
  /// Another program may name somebody whom the store does not know.
  static let columns: SQL = """
    o.assignee_id, o.assigned_at, coalesce(assignee.name, o.assignee_id) AS assignee_name
    """

  init?(ofOrder row: borrowing Row) throws {
    guard let staff = try row.textIfPresent("assignee_id") else { return nil }
    self.init(
      staff: StaffID(staff),
      name: try row.text("assignee_name"),
      since: try row.instantIfPresent("assigned_at")
    )
  }
}
