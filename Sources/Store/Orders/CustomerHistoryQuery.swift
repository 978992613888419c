package import Commerce
import SQLiteKit

extension Store {
  /// All that is known of one customer; nil when no order is theirs.
  package func customer(_ key: CustomerKey) throws -> CustomerProfile? {
    try longReads.read { connection in
      let history = try CustomerHistoryQuery.load(of: key, on: connection)
      guard history.orderCount > 0 else { return nil }
      return CustomerProfile(
        name: try CustomerHistoryQuery.name(of: key, on: connection),
        history: history,
        lastMessage: try CustomerHistoryQuery.lastMessage(of: key, on: connection)
      )
    }
  }
}

/// What all orders of one person come to; ``CustomerKey`` says which these are.
enum CustomerHistoryQuery {
  static func load(
    of key: CustomerKey,
    on connection: borrowing Connection
  ) throws -> CustomerHistory {
    var history = CustomerHistory(orderCount: 0, netSpend: [], firstOrderAt: nil)
    try connection.forEach(query(key)) { row in
      history.orderCount += try row.integer("orders")
      history.chatOrderCount += try row.integer("chat_orders")
      let (first, last) = (try row.instant("first_at"), try row.instant("last_at"))
      history.firstOrderAt = min(history.firstOrderAt ?? first, first)
      history.lastOrderAt = max(history.lastOrderAt ?? last, last)
      let currency = try row.currency("currency")
      let refunded = try sum("refunded", of: row)
      if refunded > 0 {
        history.refunded.append(Money(minorUnits: refunded, currency: currency))
      }
      let paid = try row.integer("paid_orders")
      guard paid > 0 else { return }
      let net = try sum("net", of: row)
      history.netSpend.append(Money(minorUnits: net, currency: currency))
      let average = net / Int64(paid)
      history.averages.append(Money(minorUnits: average, currency: currency))
    }
    return history
  }

  /// SQLite's sum() refuses to overflow, and a hostile feed may hold the largest numbers there
  /// are, so high and low halves are added apart.
  private static func sum(_ name: String, of row: borrowing Row) throws -> Int64 {
    let high = Int128(try row.int64("\(name)_high")) << 32
    return Int64(clamping: high + Int128(try row.int64("\(name)_low")))
  }

  /// An order that is refunded whole counts nothing, also when its source does not say how much.
  private static func query(_ key: CustomerKey) -> SQL {
    """
    WITH same (serial) AS (\(sql: SameCustomer.serials(key))),
    spent (currency, created_at, is_chat, is_paid, net, refunded) AS (
      SELECT \(raw: M001.saidCurrency("o")), o.created_at, o.source = 'chat_commerce',
        o.payment_status IN ('paid', 'partially_refunded', 'refunded'),
        CASE WHEN o.payment_status IN ('paid', 'partially_refunded')
          THEN \(raw: M001.saidTotal("o")) - o.amount_refunded ELSE 0 END,
        CASE WHEN o.payment_status = 'refunded'
          THEN max(\(raw: M001.saidTotal("o")), o.amount_refunded) ELSE o.amount_refunded END
      FROM same CROSS JOIN orders o ON o.serial = same.serial
    )
    SELECT currency, count(*) AS orders, sum(is_chat) AS chat_orders,
      min(created_at) AS first_at, max(created_at) AS last_at, sum(is_paid) AS paid_orders,
      sum(net >> 32) AS net_high, sum(net & 4294967295) AS net_low,
      sum(refunded >> 32) AS refunded_high, sum(refunded & 4294967295) AS refunded_low
    FROM spent GROUP BY currency ORDER BY currency
    """
  }

  static func name(of key: CustomerKey, on connection: borrowing Connection) throws -> String {
    try connection.text(
      """
      SELECT o.customer_name FROM (\(sql: SameCustomer.serials(key))) same
        CROSS JOIN orders o ON o.serial = same.serial
      ORDER BY o.created_at DESC, o.serial DESC LIMIT 1
      """
    ) ?? ""
  }

  static func lastMessage(
    of key: CustomerKey,
    on connection: borrowing Connection
  ) throws -> CustomerProfile.LastMessage? {
    try connection.first(
      """
      WITH last (order_number, conversation_id, at) AS (
        SELECT o.order_number, v.id, v.last_message_at
        FROM (\(sql: SameCustomer.serials(key))) same
          CROSS JOIN orders o ON o.serial = same.serial
          CROSS JOIN conversations v ON v.id = o.conversation_id
        WHERE v.last_message_at IS NOT NULL
        ORDER BY v.last_message_at DESC, o.serial DESC LIMIT 1
      )
      SELECT last.order_number, m.sent_at, m.sender_role, substr(m.body, 1, 200) AS body
      FROM last CROSS JOIN messages m ON m.conversation_id = last.conversation_id
      ORDER BY m.sent_at DESC, m.seq DESC, m.serial DESC LIMIT 1
      """
    ) { row in
      CustomerProfile.LastMessage(
        orderNumber: try row.text("order_number"),
        at: try row.instant("sent_at"),
        preview: MessagePreview(role: try row.choice("sender_role"), text: try row.text("body"))
      )
    }
  }
}
