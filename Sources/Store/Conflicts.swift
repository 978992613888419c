package import Commerce
package import SQLiteKit

/// A conflict that is open, with what settling it needs to know.
package struct OpenConflict: Equatable, Sendable {
  package var serial: Int
  package var conflict: FieldConflict
  /// What the source said, as it was recorded.
  package var theirs: String?
}

/// Where source and store differ, and what became of it.
package enum Conflicts {
  /// The open conflicts of an order, the oldest first; `field` asks for one field.
  package static func open(
    of id: OrderID,
    field: String? = nil,
    on connection: borrowing Connection
  ) throws -> [OpenConflict] {
    try connection.map(
      """
      SELECT \(sql: columns), c.serial, c.theirs AS recorded \(sql: from)
      WHERE c.order_id = \(id) AND c.state = 'open' AND (\(field) IS NULL OR c.field = \(field))
      ORDER BY c.source_updated_at, c.serial
      """
    ) { row in
      OpenConflict(
        serial: try row.integer("serial"),
        conflict: try FieldConflict(row: row),
        theirs: try row.textIfPresent("recorded")
      )
    }
  }

  /// Whether there ever was a conflict on a field of an order.
  package static func isKnown(
    _ field: String,
    of id: OrderID,
    on connection: borrowing Connection
  ) throws -> Bool {
    try connection.exists("SELECT 1 FROM conflicts WHERE order_id = \(id) AND field = \(field)")
  }

  /// Settles conflicts by a person's word; only ``reopen(settledBy:of:on:)`` changes that.
  package static func settle(
    _ serials: [Int],
    by actID: String,
    at now: Instant,
    on connection: borrowing Connection
  ) throws {
    for serial in serials {
      try connection.run(
        """
        UPDATE conflicts SET state = 'settled', settled_at = \(now), settled_by = \(actID)
        WHERE serial = \(serial)
        """
      )
    }
  }

  /// Lets what an act settled stand again, as far as store and source still differ.
  package static func reopen(
    settledBy actID: String,
    of id: OrderID,
    on connection: borrowing Connection
  ) throws {
    try connection.run(
      """
      UPDATE conflicts SET state = 'open', settled_at = NULL, settled_by = NULL
      WHERE settled_by = \(actID) AND order_id = \(id)
      """
    )
    try connection.run("INSERT INTO conflict_review (order_id) VALUES (\(id))")
  }

  /// The address as it is stored, a JSON object.
  package static func address(
    of id: OrderID,
    on connection: borrowing Connection
  ) throws -> String? {
    try connection.text("SELECT shipping_address FROM orders WHERE id = \(id)")
  }

  package static func writeAddress(
    _ address: String?,
    of id: OrderID,
    on connection: borrowing Connection
  ) throws {
    try connection.run("UPDATE orders SET shipping_address = \(address) WHERE id = \(id)")
  }

  // MARK: As they are shown

  /// With the conflict as `c`, its order as `o` and its checkout as `h`.
  static let columns: SQL = """
    c.order_id, coalesce(o.order_number, h.order_number) AS order_number, c.field,
    CASE WHEN c.field = 'status' AND o.status_owner = 'staff' THEN o.status
      WHEN c.field = 'shipping_address' AND \(sql: staffHaveAddress)
        THEN \(sql: line("o.shipping_address"))
      WHEN c.field = 'shipping_address' THEN \(sql: line("c.ours"))
      ELSE c.ours END AS ours,
    CASE WHEN c.field = 'shipping_address' THEN \(sql: line("c.theirs"))
      ELSE c.theirs END AS theirs,
    CASE WHEN c.field = 'status'
        THEN o.id IS NULL OR o.status_owner = 'source' AND c.theirs IS o.source_status
      WHEN c.field = 'shipping_address' THEN NOT \(sql: staffHaveAddress)
      ELSE c.field = 'payment' END AS is_followed,
    c.source_updated_at, c.seen_at
    """

  static let from: SQL = """
    FROM conflicts c LEFT JOIN orders o ON o.id = c.order_id
      LEFT JOIN chat_orders h ON h.id = c.order_id
    """

  private static let staffHaveAddress: SQL =
    "(o.status_owner IS 'staff' AND o.status NOT IN ('pending', 'confirmed'))"

  /// An address as one line; what is no JSON stays as it is.
  private static func line(_ column: String) -> SQL {
    """
    CASE WHEN json_valid(\(raw: column)) AND json_type(\(raw: column)) = 'object'
      THEN (SELECT group_concat(a.value, ', ') FROM json_each(\(raw: column)) a
        WHERE a.type IN ('text', 'integer'))
      ELSE \(raw: column) END
    """
  }
}

extension FieldConflict: RowDecodable {
  package init(row: borrowing Row) throws {
    self.init(
      orderID: try row.orderID("order_id"),
      orderNumber: try row.textIfPresent("order_number"),
      field: try row.text("field"),
      ours: try row.textIfPresent("ours"),
      theirs: try row.textIfPresent("theirs"),
      isFollowed: try row.integerIfPresent("is_followed") == 1,
      since: try row.instant("source_updated_at"),
      seenAt: try row.instant("seen_at")
    )
  }
}

extension Store {
  /// The open conflicts of an order, of a checkout or of a chat, the oldest first.
  package func openConflicts(of id: OrderID) throws -> [FieldConflict] {
    try database.read { try Conflicts.open(of: id, on: $0).map(\.conflict) }
  }

  /// The field of the newest conflict there ever was; nil when there was none.
  package func newestConflictField(of id: OrderID) throws -> String? {
    try database.read { connection in
      try connection.text(
        """
        SELECT field FROM conflicts WHERE order_id = \(id)
        ORDER BY source_updated_at DESC, serial DESC LIMIT 1
        """
      )
    }
  }
}
