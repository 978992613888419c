package import Commerce
package import SQLiteKit

/// Rows of the list for keys that are already found, all in one query.
///
/// `json_each` gives the keys in their order and the joins are nested, so the rows come in it too.
/// The newest message, the unread count and the flags are index look-ups per row, so a page costs
/// the same in a store of any size.
enum OrderSummaries {
  static func load(
    _ serials: [Int],
    staff: StaffID?,
    on connection: borrowing Connection
  ) throws -> [OrderSummary] {
    guard !serials.isEmpty else { return [] }
    return try connection.all(query(serials, staff: staff))
  }

  static func query(_ serials: [Int], staff: StaffID?) -> SQL {
    """
    SELECT \(sql: columns(for: staff))
    FROM json_each(\(SerialList.json(serials))) listed
    CROSS JOIN orders o ON o.serial = listed.value
    LEFT JOIN conversations v ON v.id = o.conversation_id
    \(sql: Assignment.join)
    LEFT JOIN messages m ON m.serial = \(raw: newestMessage)
    """
  }

  private static func columns(for staff: StaffID?) -> SQL {
    """
    o.id, o.order_number, o.source, o.customer_name, o.currency, o.total_amount, o.status,
      o.payment_status, o.created_at, o.activity_at, o.revision, o.priority,
      \(sql: Assignment.columns), \(sql: Snooze.columns),
      (SELECT group_concat(t.tag) FROM order_tags t WHERE t.order_id = o.id) AS tags,
      coalesce(v.unread_count, 0) AS unread_count,
      m.sender_role AS last_role, substr(m.body, 1, 200) AS last_body,
      \(sql: OrderFlags.draftKinds(of: staff)) AS draft_kinds,
      \(sql: OrderFlags.hasFailedMessage) AS has_failed,
      \(sql: OrderFlags.hasRetriedReply) AS has_retried,
      \(sql: OrderFlags.hasConflict) AS has_conflict
    """
  }

  private static let newestMessage = """
    (SELECT n.serial FROM messages n WHERE n.conversation_id = o.conversation_id
      ORDER BY n.sent_at DESC, n.seq DESC, n.serial DESC LIMIT 1)
    """
}

extension OrderSummary: RowDecodable {
  private static func kinds(_ names: String?) -> Set<Draft.Kind> {
    Set((names ?? "").split(separator: ",").compactMap { Draft.Kind(rawValue: String($0)) })
  }

  package init(row: borrowing Row) throws {
    self.init(
      id: try row.orderID("id"),
      number: try row.text("order_number"),
      source: try row.choice("source"),
      customerName: try row.text("customer_name"),
      total: try row.money("total_amount"),
      status: try row.choice("status"),
      payment: try row.choice("payment_status"),
      createdAt: try row.instant("created_at"),
      activityAt: try row.instant("activity_at"),
      unreadCount: try row.integer("unread_count"),
      lastMessage: try MessagePreview(lastOf: row),
      drafts: Self.kinds(try row.textIfPresent("draft_kinds")),
      hasFailedMessage: try row.bool("has_failed"),
      hasRetriedReply: try row.bool("has_retried"),
      hasConflict: try row.bool("has_conflict"),
      revision: try row.integer("revision"),
      assignment: try Assignment(ofOrder: row),
      tags: try row.textIfPresent("tags")?.split(separator: ",").map(String.init).sorted() ?? [],
      priority: try row.choice("priority")
    )
    snooze = try Snooze(ofOrder: row)
  }
}

extension MessagePreview {
  fileprivate init?(lastOf row: borrowing Row) throws {
    guard let role = try row.choiceIfPresent("last_role", as: SenderRole.self) else { return nil }
    self.init(role: role, text: try row.text("last_body"))
  }
}
