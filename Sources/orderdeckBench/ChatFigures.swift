import Commerce
import SQLiteKit
import Store

/// Opening the order with the longest chat: all that the panes on the right show of it.
struct ChatFigures {
  private static let pageSize = 100

  let options: BenchOptions
  let shop: DataSet

  func figures() throws -> [Figure] {
    let store = try Store(at: shop.path)
    let bare = try BareDatabase(at: shop.path)
    let id = OrderID(try bare.text("SELECT id FROM orders ORDER BY created_at DESC LIMIT 1"))
    let statements = try Self.sql.map { try bare.prepare($0) }
    let times = try Interleaved.time(rounds: options.repetitions(300, quick: 50)) {
      let page = try store.chat(of: id, at: .firstUnread, limit: Self.pageSize)
      guard try store.order(id) != nil, try store.conversation(of: id) != nil,
        page.messages.count == Self.pageSize, page.hasOlder
      else { throw BareError("the long chat is not there") }
    } bare: {
      for statement in statements { try statement.run([.text(id.rawValue)]) }
    }
    return [
      Figure(
        name: "open an order with \(DataSet.longChat) messages",
        orders: shop.orders,
        unit: .microseconds,
        ours: times.ours.inMicroseconds,
        bare: times.bare.inMicroseconds,
        target: .none
      )
    ]
  }

  private static let sql = [
    """
    SELECT o.*, v.unread_count, v.state, s.channel FROM orders o
      LEFT JOIN conversations v ON v.id = o.conversation_id
      LEFT JOIN chat_sessions s ON s.id = v.chat_session_id WHERE o.id = ?1
    """,
    "SELECT product_id, name, quantity, unit_amount FROM order_items WHERE order_id = ?1",
    """
    SELECT at, kind, actor, via, from_value, to_value, reason FROM order_events
      WHERE order_id = ?1 ORDER BY at, serial
    """,
    """
    SELECT count(*), sum(total_amount), min(created_at) FROM orders
      WHERE lower(customer_email) = (SELECT lower(customer_email) FROM orders WHERE id = ?1)
        AND customer_email IS NOT NULL
    """,
    """
    SELECT id, sender_role, sender_name, body, sent_at, status, is_unread, seq, serial
      FROM messages WHERE conversation_id = (SELECT conversation_id FROM orders WHERE id = ?1)
      ORDER BY sent_at DESC, seq DESC, serial DESC LIMIT \(pageSize + 1)
    """,
  ]
}
