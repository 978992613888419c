package import Commerce
package import SQLiteKit

/// Bringing an order back in step with the chat order that it came from.
package enum RepairTable {
  package static func chatOrderNumber(
    of id: OrderID,
    on connection: borrowing Connection
  ) throws -> String? {
    try connection.text("SELECT order_number FROM chat_orders WHERE id = \(id)")
  }

  /// The number of another order that holds a natural key of this chat order.
  package static func rival(
    of id: OrderID,
    on connection: borrowing Connection
  ) throws -> String? {
    try connection.text(
      """
      SELECT o.order_number FROM chat_orders c JOIN orders o ON o.id <> c.id
        AND (o.order_number = c.order_number OR o.checkout_session_id = c.checkout_session_id
          OR o.stripe_payment_intent_id = c.stripe_payment_intent_id)
      WHERE c.id = \(id) LIMIT 1
      """
    )
  }

  /// The facts of an order that its source owns, by their names; nil without an order.
  package static func facts(
    of id: OrderID,
    on connection: borrowing Connection
  ) throws -> [String: String]? {
    try connection.first(
      """
      SELECT \(raw: columns.map { "CAST(o.\($0) AS TEXT) AS \($0)" }.joined(separator: ", ")),
        (SELECT group_concat(printf('%s × %s at %s', i.quantity, i.name, i.unit_amount), ', ')
          FROM (SELECT quantity, name, unit_amount FROM order_items WHERE order_id = o.id
            ORDER BY position) i) AS items
      FROM orders o WHERE o.id = \(id)
      """
    ) { row in
      var facts: [String: String] = [:]
      for column in columns + ["items"] { facts[column] = try row.textIfPresent(column) }
      return facts
    }
  }

  private static let columns = [
    "order_number", "customer_name", "customer_email", "customer_phone", "shipping_address",
    "currency", "shipping_amount", "tax_amount", "discount_amount", "total_amount",
    "amount_refunded", "reported_amount_refunded", "payment_status", "reported_payment_status",
    "source_payment_word", "payment_method", "status", "source_status", "source_status_word",
    "tracking_number", "carrier", "estimated_delivery", "delivered_at", "customer_notes", "edited",
    "checkout_session_id", "stripe_payment_intent_id", "chat_session_id", "created_at",
  ]
}
