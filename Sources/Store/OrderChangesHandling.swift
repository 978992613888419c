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

  /// Nil ends it.
  package static func writeSnooze(
    _ snooze: Snooze?,
    of id: OrderID,
    on connection: borrowing Connection
  ) throws {
    try connection.run(
      """
      UPDATE orders SET snoozed_at = \(snooze?.since), snoozed_until = \(snooze?.end.time),
        snoozed_by = \(snooze?.staff)
      WHERE id = \(id)
      """
    )
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

extension Snooze {
  /// Beside `orders o`.
  static let columns: SQL = """
    o.snoozed_at, o.snoozed_until, o.snoozed_by,
      (SELECT s.name FROM staff s WHERE s.id = o.snoozed_by) AS snoozer_name
    """

  init?(ofOrder row: borrowing Row) throws {
    guard let since = try row.instantIfPresent("snoozed_at") else { return nil }
    let staff = try row.textIfPresent("snoozed_by") ?? ""
    self.init(
      until: try row.instantIfPresent("snoozed_until").map(SnoozeEnd.time) ?? .message,
      since: since,
      staff: StaffID(staff),
      name: try row.textIfPresent("snoozer_name") ?? staff
    )
  }
}

extension Store {
  /// When the next snoozed order comes back by itself.
  package func nextSnoozeEnd(after now: Instant) throws -> Instant? {
    try database.read { connection in
      try connection.first(
        """
        SELECT min(o.snoozed_until) AS at FROM orders o INDEXED BY orders_snoozed
        WHERE o.snoozed_at IS NOT NULL AND o.snoozed_until > \(now)
        """
      ) { try $0.instantIfPresent("at") } ?? nil
    }
  }
}
