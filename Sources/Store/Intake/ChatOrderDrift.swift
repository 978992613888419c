package import Commerce
package import SQLiteKit

/// Where chat orders and orders do not say the same, and how they are brought together again.
package enum ChatOrderDrift {
  /// Lends each difference, chat orders by id and then orders without one.
  ///
  /// One pass over both tables in the given transaction; nothing is collected.
  package static func forEach(
    on connection: borrowing Connection,
    _ body: (SyncDrift) throws -> Void
  ) throws {
    try connection.forEach(SQL(raw: differences)) { row in
      for drift in try ComparedOrder(row: row).drifts { try body(drift) }
    }
    try connection.forEach(SQL(raw: orphans)) { row in
      try body(
        SyncDrift(
          kind: .orphan,
          orderID: try row.orderID("id"),
          orderNumber: try row.text("order_number"),
          explanation: "The order says that it comes from chat, but there is no such chat order.",
          canRepair: false
        )
      )
    }
  }

  /// Lets the triggers take a chat order in as if it were newer than what its order has; false when
  /// there is no such chat order.
  package static func takeInAgain(
    _ id: OrderID,
    on connection: borrowing Connection
  ) throws -> Bool {
    guard try connection.exists("SELECT 1 FROM chat_orders WHERE id = \(id)") else {
      return false
    }
    // An older mark lets the same snapshot in once more.
    try connection.run(
      """
      UPDATE orders SET source_updated_at = '0000-01-01T00:00:00.000Z'
        WHERE id = \(id) AND source = 'chat_commerce'
      """
    )
    try connection.run("UPDATE chat_orders SET was_payable = was_payable WHERE id = \(id)")
    return true
  }

  /// What the order says of its payment, without what its ledger rightly adds to it.
  ///
  /// The ledger is asked only where it adds something: most orders say what their source says.
  private static let payment = """
    CASE WHEN o.payment_status = o.reported_payment_status
          OR o.payment_status = (SELECT m.payment_status FROM order_money m WHERE m.order_id = o.id)
        THEN o.reported_payment_status ELSE o.payment_status END
    """

  private static let differences = """
    SELECT c.id, c.order_number, c.currency, c.amount_total, c.amount_refunded,
      coalesce(p.status, o.reported_payment_status, 'pending') AS payment_status,
      \(M001.itemsFit("c")) AS items_fit, o.id IS NOT NULL AS has_order, o.source = 'standard' AS is_standard,
      \(M001.saidCurrency("o")) AS order_currency, \(M001.saidTotal("o")) AS total_amount,
      o.reported_amount_refunded AS order_refunded, \(payment) AS order_payment_status,
      (SELECT t.order_number FROM orders t WHERE o.id IS NULL AND t.id <> c.id
        AND (t.order_number = c.order_number OR t.checkout_session_id = c.checkout_session_id
          OR t.stripe_payment_intent_id = c.stripe_payment_intent_id) LIMIT 1) AS twin_number
    FROM chat_orders c LEFT JOIN orders o ON o.id = c.id
      \(ChatOrderIntake.words)
    WHERE CASE
      WHEN o.id IS NULL THEN c.was_payable = 1 OR \(ChatOrderIntake.isPayable)
      ELSE o.source = 'standard' OR \(M001.saidCurrency("o")) <> c.currency
        OR \(M001.saidTotal("o")) <> c.amount_total
        OR o.reported_amount_refunded <> c.amount_refunded
        OR \(payment) <> p.status END
    ORDER BY c.id
    """

  private static let orphans = """
    SELECT o.id, o.order_number FROM orders o
    WHERE (o.source = 'chat_commerce' OR o.metadata ->> 'chat_order_id' IS NOT NULL)
      AND NOT EXISTS (SELECT 1 FROM chat_orders c
        WHERE c.id = coalesce(o.metadata ->> 'chat_order_id', o.id))
    ORDER BY o.id
    """
}

/// A chat order that differs from its order, side by side.
private struct ComparedOrder: RowDecodable {
  let id: OrderID
  let number: String
  let total: Money
  let refunded: Money
  let payment: PaymentStatus
  let isStandard: Bool
  /// False when the items of the chat order cannot be those of an order.
  let itemsFit: Bool
  let twinNumber: String?
  let order: OrderSide?

  struct OrderSide {
    let total: Money
    let refunded: Money
    let payment: PaymentStatus
  }

  init(row: borrowing Row) throws {
    id = try row.orderID("id")
    number = try row.text("order_number")
    total = try row.money("amount_total")
    refunded = try row.money("amount_refunded")
    payment = try row.choice("payment_status")
    isStandard = try row.boolIfPresent("is_standard") ?? false
    itemsFit = try row.bool("items_fit")
    twinNumber = try row.textIfPresent("twin_number")
    guard try row.bool("has_order") else {
      order = nil
      return
    }
    order = OrderSide(
      total: try row.money("total_amount", currency: "order_currency"),
      refunded: try row.money("order_refunded", currency: "order_currency"),
      payment: try row.choice("order_payment_status")
    )
  }

  var drifts: [SyncDrift] {
    guard let order else { return [missingOrDoubled] }
    guard !isStandard else {
      return [drift(.doubled, "A storefront order has the id of this chat order.", false)]
    }
    var drifts: [SyncDrift] = []
    if order.total.currency != total.currency {
      drifts.append(differs(.currency, total.currency.code, order.total.currency.code))
    } else if order.total != total || order.refunded != refunded {
      drifts.append(
        differs(.amount, amounts(total, refunded), amounts(order.total, order.refunded))
      )
    }
    if order.payment != payment {
      drifts.append(differs(.payment, payment.rawValue, order.payment.rawValue))
    }
    return drifts
  }

  private var missingOrDoubled: SyncDrift {
    guard itemsFit else {
      return drift(
        .missing,
        "The chat order is payable, but its items cannot be those of an order: each needs a name "
          + "and whole numbers for quantity (1 to 1,000,000) and unit_amount (from 0).",
        false
      )
    }
    guard let twinNumber else {
      return drift(.missing, "The chat order is payable, but there is no order.", true)
    }
    return drift(
      .doubled,
      "The chat order has the number, checkout or payment of order \(twinNumber).",
      false
    )
  }

  private func amounts(_ total: Money, _ refunded: Money) -> String {
    refunded.isZero ? total.display() : "\(total.display()) less \(refunded.display())"
  }

  private func differs(_ kind: SyncDrift.Kind, _ theirs: String, _ ours: String) -> SyncDrift {
    drift(kind, "The chat order says \(theirs), the order says \(ours).", true)
  }

  private func drift(
    _ kind: SyncDrift.Kind,
    _ explanation: String,
    _ canRepair: Bool
  ) -> SyncDrift {
    SyncDrift(
      kind: kind,
      orderID: id,
      orderNumber: number,
      explanation: explanation,
      canRepair: canRepair
    )
  }
}
