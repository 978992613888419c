import Commerce
import SQLiteKit
import Store

/// What the made-up customers know of the shop.
extension OutsideProgram {
  private static func facts(at now: Instant) -> SQL {
    """
    SELECT o.id, o.order_number, o.conversation_id, o.chat_session_id, o.customer_name,
      o.shipping_address ->> 'country' AS country, o.status,
      coalesce((SELECT i.name FROM order_items i WHERE i.order_id = o.id
        ORDER BY i.position LIMIT 1), '') AS item,
      o.status = 'shipped' AND o.estimated_delivery < date(\(now)) AS is_late,
      coalesce(o.carrier, '') AS carrier, coalesce(o.tracking_number, '') AS tracking
    FROM orders o
    """
  }

  func facts(of order: OrderID, at now: Instant) throws -> ChatFacts? {
    try database.read { connection in
      try connection.first(
        """
        \(sql: Self.facts(at: now)) WHERE o.id = \(order.rawValue) AND o.conversation_id IS NOT NULL
        """
      )
    }
  }

  /// Chats whose customer may write: lately active, but not in this minute, and not waiting for
  /// an answer already.
  func quietChats(at now: Instant) throws -> [ChatFacts] {
    try database.read { connection in
      try connection.all(
        """
        \(sql: Self.facts(at: now)) JOIN conversations v ON v.id = o.conversation_id
        WHERE o.source = 'chat_commerce' AND o.status <> 'cancelled' AND v.state = 'active'
          AND v.unread_count = 0
          AND o.activity_at < \(now.advanced(byMilliseconds: -Span.minute))
        ORDER BY o.activity_at DESC, o.serial LIMIT 60
        """
      )
    }
  }

  /// How many chats have something unread.
  func waitingChats() throws -> Int {
    try database.read { connection in
      try connection.integer("SELECT count(*) FROM conversations WHERE unread_count > 0") ?? 0
    }
  }

  /// Chat orders whose money is still on its way.
  func openPayments(at now: Instant) throws -> [ChatFacts] {
    try database.read { connection in
      try connection.all(
        """
        \(sql: Self.facts(at: now)) JOIN chat_orders c ON c.id = o.id
        WHERE c.payment_status = 'pending' AND c.payment_method <> 'cash_on_delivery'
        ORDER BY o.created_at, o.serial LIMIT 20
        """
      )
    }
  }

  /// Parcels that the carrier could hand over now.
  func parcelsUnderway(at now: Instant) throws -> [ChatFacts] {
    try database.read { connection in
      try connection.all(
        """
        \(sql: Self.facts(at: now)) JOIN chat_orders c ON c.id = o.id
        WHERE c.status = 'shipped' AND o.status = 'shipped' AND o.status_owner = 'source'
        ORDER BY o.created_at, o.serial LIMIT 20
        """
      )
    }
  }
}

extension ChatFacts: RowDecodable {
  init(row: borrowing Row) throws {
    id = OrderID(try row.text("id"))
    number = try row.text("order_number")
    conversationID = try row.text("conversation_id")
    sessionID = try row.textIfPresent("chat_session_id")
    customerName = try row.text("customer_name")
    country = try row.textIfPresent("country")
    status = try row.choice("status")
    isLate = try row.boolIfPresent("is_late") ?? false
    item = try row.text("item")
    carrier = try row.text("carrier")
    tracking = try row.text("tracking")
  }
}
