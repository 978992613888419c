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

  /// Settles conflicts by a person's word, which holds for what the order has now.
  package static func settle(
    _ serials: [Int],
    by actID: String,
    at now: Instant,
    on connection: borrowing Connection
  ) throws {
    for serial in serials {
      try connection.run(
        """
        UPDATE conflicts SET state = 'settled', settled_at = \(now), settled_by = \(actID),
          settled_value = (SELECT CASE conflicts.field WHEN 'status' THEN o.status
            WHEN 'shipping_address' THEN o.shipping_address
            WHEN 'edited_items' THEN \(raw: M001.storedContent)
            WHEN 'edited_notes' THEN o.customer_notes END
            FROM orders o WHERE o.id = conflicts.order_id)
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
      UPDATE conflicts SET state = 'open', settled_at = NULL, settled_by = NULL,
        settled_value = NULL
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
      WHEN c.field = 'shipping_address' AND o.id IS NOT NULL AND NOT \(sql: isAddressTaken)
        THEN \(sql: words("o.shipping_address"))
      WHEN c.field = 'edited_items' THEN \(raw: M001.storedContent)
      WHEN c.field = 'edited_notes' THEN o.customer_notes
      WHEN c.field = 'unknown_status' THEN o.status
      WHEN c.field = 'unknown_payment' THEN o.payment_status
      WHEN \(sql: ClashWords.isClash) THEN \(sql: ClashWords.ours)
      ELSE \(sql: words("c.ours")) END AS ours,
    CASE WHEN \(sql: ClashWords.isClash) THEN \(sql: ClashWords.theirs)
      ELSE \(sql: words("c.theirs")) END AS theirs,
    CASE WHEN c.field = 'status'
        THEN o.id IS NULL OR o.status_owner = 'source' AND c.theirs IS o.source_status
      WHEN c.field = 'shipping_address' THEN o.id IS NULL OR \(sql: isAddressTaken)
      ELSE c.field IN ('payment', 'items_and_total') END AS is_followed,
    coalesce(o.currency, h.currency) AS currency, c.source_updated_at, c.seen_at
    """

  static let from: SQL = """
    FROM conflicts c LEFT JOIN orders o ON o.id = c.order_id
      LEFT JOIN chat_orders h ON h.id = c.order_id
    """

  /// Whether the order has the address that the source says.
  private static let isAddressTaken: SQL =
    "(c.theirs IN (coalesce(o.shipping_address, ''), coalesce(json(o.shipping_address), '')))"

  /// What people read of a stored value: an address as one line, items by their names, and what
  /// else is JSON by its keys; other text stays as it is.
  private static func words(_ column: String) -> SQL {
    """
    CASE WHEN NOT json_valid(\(raw: column)) THEN \(raw: column)
      WHEN json_type(\(raw: column)) = 'array' THEN (SELECT group_concat(
          coalesce((a.value ->> 'quantity') || ' × ', '') || coalesce(a.value ->> 'name', '?')
            || coalesce(' at ' || char(31) || (a.value ->> 'unit_amount') || char(31), ''), ', ')
        FROM json_each(\(raw: column)) a WHERE a.type = 'object')
      WHEN json_type(\(raw: column)) <> 'object' THEN \(raw: column)
      WHEN c.field = 'shipping_address' THEN (SELECT group_concat(a.value, ', ')
        FROM json_each(\(raw: column)) a WHERE a.type IN ('text', 'integer'))
      ELSE (SELECT group_concat(a.key || ' ' || coalesce(a.value, 'nothing'), ', ')
        FROM json_each(\(raw: column)) a) END
    """
  }
}

extension FieldConflict: RowDecodable {
  package init(row: borrowing Row) throws {
    let field = try row.text("field")
    let currency = try row.textIfPresent("currency").flatMap { Currency(code: $0) }
    self.init(
      orderID: try row.orderID("order_id"),
      orderNumber: try row.textIfPresent("order_number"),
      field: field,
      ours: Self.withMoney(try row.textIfPresent("ours"), of: field, in: currency),
      theirs: Self.withMoney(try row.textIfPresent("theirs"), of: field, in: currency),
      isFollowed: try row.integerIfPresent("is_followed") == 1,
      since: try row.instant("source_updated_at"),
      seenAt: try row.instant("seen_at")
    )
  }
}

extension FieldConflict {
  /// Amounts are stored in minor units: alone, first in a whole snapshot, and marked in items.
  private static func withMoney(
    _ text: String?,
    of field: String,
    in currency: Currency?
  ) -> String? {
    guard let text, let currency else { return text }
    let separator: Character =
      switch field {
      case "items": "\u{1F}"
      case "snapshot": " "
      default: "\n"
      }
    guard field.contains("amount") || separator != "\n" else { return text }
    return text.split(separator: separator).map { part in
      guard let units = Int64(part) else { return String(part) }
      return Money(minorUnits: units, currency: currency).display()
    }.joined(separator: separator == " " ? " " : "")
  }
}

extension Store {
  /// The open conflicts of an order, of a checkout or of a chat, the oldest first.
  package func openConflicts(
    of id: OrderID,
    for reader: ContactReader
  ) throws -> [FieldConflict] {
    try database.read { connection in
      try Conflicts.open(of: id, on: connection).map(\.conflict).forReader(reader, on: connection)
    }
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
