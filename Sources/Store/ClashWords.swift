import SQLiteKit

/// Two records that claim one number, checkout or payment, as a person tells them apart.
enum ClashWords {
  /// With the conflict as `c`.
  static let isClash: SQL =
    "c.field IN ('order_number', 'checkout_session_id', 'stripe_payment_intent_id')"

  static let ours: SQL = """
    coalesce((SELECT t.order_number || ', ' || t.customer_name
        || ', ' || \(raw: M001.decimal("t.total_amount", "t.currency")) || ' ' || t.currency
      FROM orders t WHERE t.id = c.ours), c.ours)
    """

  static let theirs: SQL = """
    coalesce((SELECT t.order_number || ', ' || t.customer_name
        || ', ' || \(raw: M001.decimal("t.amount_total", "t.currency")) || ' ' || t.currency
      FROM chat_orders t WHERE t.id = c.theirs), c.theirs)
    """
}
