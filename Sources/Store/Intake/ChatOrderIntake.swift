import Commerce
package import SQLiteKit

/// Writes what chat checkouts say; the triggers on `chat_orders` make orders of it.
package enum ChatOrderIntake {
  /// The newest snapshots that the store has of these chat orders, by id.
  package static func stored(
    _ ids: [String],
    on connection: borrowing Connection
  ) throws -> [String: ChatOrderSnapshot] {
    var found: [String: ChatOrderSnapshot] = [:]
    try IntakeIDs.forEachRow(selection, in: ids, on: connection) { row in
      let order = try ChatOrderSnapshot(row: row)
      found[order.id] = order
    }
    return found
  }

  /// Writes chat orders, or replaces older snapshots of them; newer ones stay.
  package static func put(
    _ orders: [ChatOrderSnapshot],
    on connection: borrowing Connection
  ) throws {
    try IntakeBatch.forEach(of: orders, columns: 20, arguments: arguments) { rows, arguments in
      try connection.run(SQL(raw: insertion + rows + replacement, arguments: arguments))
    }
  }

  /// Adds what a late snapshot tells of the past, and makes the order if that was payable.
  package static func addHistory(
    of order: ChatOrderSnapshot,
    on connection: borrowing Connection
  ) throws {
    try connection.run(
      """
      INSERT INTO order_history_intake (order_id, actor, via, status, payment_status,
          amount_refunded, status_history, metadata, created_at, updated_at, shipping_address,
          status_word, payment_word, items, total_amount, currency)
        VALUES (\(order.id), 'chat checkout', 'sync',
          coalesce((SELECT status FROM status_words WHERE word = lower(trim(\(order.status)))),
            'pending'),
          coalesce((SELECT status FROM payment_words
            WHERE word = lower(trim(\(order.paymentStatus)))), 'pending'),
          \(order.amountRefunded), coalesce(\(order.metadata) -> 'status_history', '[]'),
          \(order.metadata), \(order.createdAt), \(order.updatedAt), \(order.shippingAddress),
          CASE WHEN NOT EXISTS (SELECT 1 FROM status_words
            WHERE word = lower(trim(\(order.status)))) THEN \(order.status) END,
          CASE WHEN NOT EXISTS (SELECT 1 FROM payment_words
            WHERE word = lower(trim(\(order.paymentStatus)))) THEN \(order.paymentStatus) END,
          \(order.items), \(order.amountTotal), \(order.currency))
      """
    )
    try connection.run(
      """
      UPDATE chat_orders SET was_payable = 1
        WHERE id = \(order.id) AND was_payable = 0
          AND NOT EXISTS (SELECT 1 FROM orders WHERE orders.id = chat_orders.id)
          AND NOT \(raw: isPayable(of: "chat_orders"))
          AND EXISTS (SELECT 1 FROM (SELECT \(order.status) AS status,
              \(order.paymentStatus) AS payment_status, \(order.paymentMethod) AS payment_method) c
            \(raw: words) WHERE \(raw: isPayable))
      """
    )
  }

  /// Joins the words of a chat order `c` with ours: `s` for the order, `p` for the payment.
  static let words = """
    LEFT JOIN status_words s ON s.word = lower(trim(c.status))
    LEFT JOIN payment_words p ON p.word = lower(trim(c.payment_status))
    """

  /// Whether the snapshot `c` is an order; the same rule as in `sync_chat_order_trigger`.
  static let isPayable = """
    (p.status IN ('paid', 'partially_refunded', 'refunded')
      OR (p.status = 'pending'
        AND lower(c.payment_method) IN ('cash_on_delivery', 'bank_transfer', 'invoice', 'boleto')
        AND s.status IN ('confirmed', 'processing', 'packaged', 'shipped', 'delivered')))
    """

  /// The rule for a row of that name, as a condition that is never NULL.
  private static func isPayable(of row: String) -> String {
    """
    EXISTS (SELECT 1 FROM (SELECT \(row).status AS status,
            \(row).payment_status AS payment_status, \(row).payment_method AS payment_method) c
          \(words) WHERE \(isPayable))
    """
  }

  private static let selection = """
    SELECT id, order_number, chat_session_id, checkout_session_id, stripe_payment_intent_id,
      customer_name, customer_email, customer_phone, items, shipping_address, currency,
      amount_total, amount_refunded, status, payment_status, payment_method, customer_notes,
      metadata, strftime('%Y-%m-%dT%H:%M:%fZ', created_at) AS created_at,
      strftime('%Y-%m-%dT%H:%M:%fZ', coalesce(updated_at, created_at)) AS updated_at
    FROM chat_orders WHERE id IN
    """

  private static let insertion = """
    INSERT INTO chat_orders (id, order_number, chat_session_id, checkout_session_id,
        stripe_payment_intent_id, customer_name, customer_email, customer_phone, items,
        shipping_address, currency, amount_total, amount_refunded, status, payment_status,
        payment_method, customer_notes, metadata, created_at, updated_at)
      SELECT * FROM (VALUES

    """

  private static let replacement = """
    ) WHERE column1 IS NOT NULL
      ON CONFLICT (id) DO UPDATE SET
        order_number = excluded.order_number,
        chat_session_id = excluded.chat_session_id,
        checkout_session_id = excluded.checkout_session_id,
        stripe_payment_intent_id = excluded.stripe_payment_intent_id,
        customer_name = excluded.customer_name,
        customer_email = excluded.customer_email,
        customer_phone = excluded.customer_phone,
        items = excluded.items,
        shipping_address = excluded.shipping_address,
        currency = excluded.currency,
        amount_total = excluded.amount_total,
        amount_refunded = excluded.amount_refunded,
        status = excluded.status,
        payment_status = excluded.payment_status,
        payment_method = excluded.payment_method,
        customer_notes = excluded.customer_notes,
        metadata = excluded.metadata,
        created_at = excluded.created_at,
        updated_at = excluded.updated_at,
        was_payable = CASE WHEN \(isPayable(of: "excluded")) THEN 0
          WHEN \(isPayable(of: "chat_orders")) THEN 1 ELSE chat_orders.was_payable END
      WHERE excluded.updated_at
        > strftime('%Y-%m-%dT%H:%M:%fZ', coalesce(chat_orders.updated_at, chat_orders.created_at))
    """

  private static func arguments(_ order: ChatOrderSnapshot) -> [DatabaseValue] {
    [
      .text(order.id), .text(order.orderNumber), order.chatSessionID.intakeValue,
      order.checkoutSessionID.intakeValue, order.paymentIntentID.intakeValue,
      .text(order.customerName), order.customerEmail.intakeValue, order.customerPhone.intakeValue,
      .text(order.items), order.shippingAddress.intakeValue, .text(order.currency),
      .integer(order.amountTotal), .integer(order.amountRefunded), .text(order.status),
      .text(order.paymentStatus), order.paymentMethod.intakeValue, order.customerNotes.intakeValue,
      .text(order.metadata), .text(order.createdAt.rfc3339), .text(order.updatedAt.rfc3339),
    ]
  }
}

extension ChatOrderSnapshot: RowDecodable {
  package init(row: borrowing Row) throws {
    self.init(
      id: try row.text("id"),
      orderNumber: try row.text("order_number"),
      customerName: try row.text("customer_name"),
      items: try row.text("items"),
      currency: try row.text("currency"),
      amountTotal: try row.int64("amount_total"),
      paymentStatus: try row.text("payment_status"),
      createdAt: try row.instant("created_at"),
      updatedAt: try row.instant("updated_at")
    )
    chatSessionID = try row.textIfPresent("chat_session_id")
    checkoutSessionID = try row.textIfPresent("checkout_session_id")
    paymentIntentID = try row.textIfPresent("stripe_payment_intent_id")
    customerEmail = try row.textIfPresent("customer_email")
    customerPhone = try row.textIfPresent("customer_phone")
    shippingAddress = try row.textIfPresent("shipping_address")
    amountRefunded = try row.int64("amount_refunded")
    status = try row.text("status")
    paymentMethod = try row.textIfPresent("payment_method")
    customerNotes = try row.textIfPresent("customer_notes")
    metadata = try row.text("metadata")
  }
}
