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

  /// The facts of an order that its source owns, as one text to compare; nil without an order.
  package static func picture(
    of id: OrderID,
    on connection: borrowing Connection
  ) throws -> String? {
    try connection.text(
      """
      SELECT json_array(o.order_number, o.currency, o.total_amount, o.amount_refunded,
        o.reported_amount_refunded, o.payment_status, o.reported_payment_status, o.status,
        o.source_status, o.checkout_session_id, o.stripe_payment_intent_id, o.chat_session_id,
        (SELECT json_group_array(json_array(i.product_id, i.quantity, i.unit_amount))
          FROM (SELECT * FROM order_items WHERE order_id = o.id ORDER BY position) i))
      FROM orders o WHERE o.id = \(id)
      """
    )
  }
}
