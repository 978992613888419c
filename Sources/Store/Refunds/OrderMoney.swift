package import Commerce
package import SQLiteKit

/// What the ledger of an order comes to, and what a refund's parts are taken from.
package enum OrderMoney {
  /// The sums of an order as this transaction sees them; nil when there is no such order.
  package static func ledger(
    of order: OrderID,
    on connection: borrowing Connection
  ) throws -> PaymentLedger? {
    try connection.first(
      """
      SELECT captured, refunded, reserved, reported_status, is_mixed FROM order_money
      WHERE order_id = \(order)
      """
    ) { row in
      PaymentLedger(
        captured: try row.int64("captured"),
        refunded: try row.int64("refunded"),
        reserved: try row.int64("reserved"),
        reported: try row.choice("reported_status"),
        isMixed: try row.bool("is_mixed")
      )
    }
  }

  /// Below zero when a source has reported more refunds than what is set aside leaves room for.
  package static func room(
    of order: OrderID,
    on connection: borrowing Connection
  ) throws -> Int64 {
    try connection.first("SELECT refundable FROM order_money WHERE order_id = \(order)") {
      try $0.int64("refundable")
    } ?? 0
  }

  /// Writes that money came from the customer, outside of any source; `reversed` takes it back.
  package static func capture(
    _ amount: Money,
    of order: OrderID,
    reference: String,
    reversed: Bool = false,
    at now: Instant,
    actID: String,
    on connection: borrowing Connection
  ) throws {
    try connection.run(
      """
      INSERT INTO ledger_transfers (order_id, kind, from_account, to_account, amount, currency,
        reference, at, act_id)
      VALUES (\(order), 'capture', \(reversed ? "revenue" : "customer"),
        \(reversed ? "customer" : "revenue"), \(amount.minorUnits), \(amount.currency.code),
        \(reference), \(now), \(actID))
      """
    )
  }

  /// What its payment is called by those who took it.
  package static func paymentNames(
    of order: OrderID,
    on connection: borrowing Connection
  ) throws -> PaymentNames {
    try connection.first(
      """
      SELECT payment_method, stripe_payment_intent_id, checkout_session_id FROM orders
      WHERE id = \(order)
      """
    ) { row in
      PaymentNames(
        method: try row.textIfPresent("payment_method"),
        paymentIntent: try row.textIfPresent("stripe_payment_intent_id"),
        checkoutSession: try row.textIfPresent("checkout_session_id")
      )
    } ?? PaymentNames()
  }

  /// The totals of an order and its items, with how many of each are refunded or to be.
  package static func parts(
    of order: OrderID,
    on connection: borrowing Connection
  ) throws -> RefundableParts? {
    let totals = try connection.first(
      """
      SELECT o.currency, o.total_amount, o.shipping_amount,
        (SELECT coalesce(sum(r.shipping_amount), 0) FROM refunds r WHERE r.order_id = o.id
          AND r.origin = 'staff' AND r.state NOT IN ('cancelled', 'failed', 'canceled'))
          AS shipping_refunded
      FROM orders o WHERE o.id = \(order)
      """
    ) { row in
      RefundableParts(
        total: try row.money("total_amount"),
        shipping: try row.money("shipping_amount"),
        shippingRefunded: try row.money("shipping_refunded")
      )
    }
    guard var parts = totals else { return nil }
    parts.items = try connection.map(
      """
      SELECT i.position, i.product_id, i.name, i.quantity, i.unit_amount
      FROM order_items i WHERE i.order_id = \(order) ORDER BY i.position
      """
    ) { row in
      RefundableParts.Item(
        position: try row.integer("position"),
        productID: try row.text("product_id"),
        name: try row.text("name"),
        quantity: try row.integer("quantity"),
        unitAmount: try row.int64("unit_amount")
      )
    }
    let standing = try RefundTable.refunds(of: order, on: connection)
      .filter { !$0.isReported && RefundRules.isReserving($0.state) }
    parts.count(standing.flatMap(\.lines))
    return parts
  }
}
