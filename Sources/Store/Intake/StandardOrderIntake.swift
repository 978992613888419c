package import Commerce
package import SQLiteKit

/// An order as the store has it, for comparing with a snapshot of the storefront.
package struct StoredOrder: Equatable, Sendable {
  package var source: OrderSource
  /// Nil for an order that no source brought.
  package var sourceUpdatedAt: Instant?
  /// What the source said last; where staff own a field, it is theirs.
  package var snapshot: StandardOrderSnapshot
  package var isStatusOwnedByStaff: Bool
  /// A parcel of staff is on its way, whose carrier and number stand.
  package var isSentByStaff = false

  package init(
    source: OrderSource,
    sourceUpdatedAt: Instant?,
    snapshot: StandardOrderSnapshot,
    isStatusOwnedByStaff: Bool
  ) {
    self.source = source
    self.sourceUpdatedAt = sourceUpdatedAt
    self.snapshot = snapshot
    self.isStatusOwnedByStaff = isStatusOwnedByStaff
  }
}

/// Writes what the storefront says through `order_intake`.
package enum StandardOrderIntake {
  /// Those of the orders that are in the store, by id.
  package static func stored(
    _ ids: [String],
    on connection: borrowing Connection
  ) throws -> [String: StoredOrder] {
    var found: [String: StoredOrder] = [:]
    try IntakeIDs.forEachRow(selection, in: ids, on: connection) { row in
      let order = try StoredOrder(row: row)
      found[order.snapshot.id] = order
    }
    return found
  }

  /// Takes snapshots in, in their order; an older one only adds its lines to the timeline.
  ///
  /// Returns the ids that are orders now: one whose number is another order's, or whose id is
  /// that of a chat order, is none, and the conflict is recorded.
  package static func put(
    _ orders: [StandardOrderSnapshot],
    on connection: borrowing Connection
  ) throws -> Set<String> {
    try IntakeBatch.forEach(of: orders, columns: 24, arguments: arguments) { rows, arguments in
      try connection.run(SQL(raw: intake.replacing(rows), arguments: arguments))
    }
    let taken = try ForeignIDs.storefront(orders.map(\.id), on: connection)
    let histories = orders.filter { taken.contains($0.id) }
    try addHistory(of: histories, on: connection)
    return taken
  }

  /// Adds what snapshots tell of the past.
  package static func addHistory(
    of orders: [StandardOrderSnapshot],
    on connection: borrowing Connection
  ) throws {
    try IntakeBatch.forEach(of: orders, columns: 12, arguments: history) { rows, arguments in
      try connection.run(SQL(raw: historyIntake.replacing(rows), arguments: arguments))
    }
  }

  private static let selection = """
    SELECT o.id, o.order_number, o.source, o.customer_name, o.customer_email, o.customer_phone,
      CASE WHEN \(M001.isEdited("shipping_address", of: "o")) THEN \(M001.saidAddress("o"))
        ELSE o.shipping_address END AS shipping_address, \(M001.saidCurrency("o")) AS currency,
      coalesce(o.edited ->> '$.items.shipping_amount', o.shipping_amount) AS shipping_amount,
      coalesce(o.edited ->> '$.items.tax_amount', o.tax_amount) AS tax_amount,
      coalesce(o.edited ->> '$.items.discount_amount', o.discount_amount) AS discount_amount,
      \(M001.saidTotal("o")) AS total_amount, o.reported_amount_refunded AS amount_refunded,
      coalesce(o.source_status_word, o.source_status, o.status) AS status,
      coalesce(o.source_payment_word, o.reported_payment_status) AS payment_status, o.payment_method,
      o.tracking_number, o.carrier, o.estimated_delivery, o.delivered_at, o.customer_notes,
      o.metadata, o.created_at, o.source_updated_at, o.updated_at, o.status_owner,
      \(M001.staffHaveSent("o")) AS is_sent_by_staff,
      coalesce(o.edited -> '$.items.items',
        (SELECT json_group_array(json_object('product_id', i.product_id, 'name', i.name,
          'quantity', i.quantity, 'unit_amount', i.unit_amount))
        FROM (SELECT product_id, name, quantity, unit_amount FROM order_items
          WHERE order_id = o.id ORDER BY position) i)) AS items
    FROM orders o WHERE o.id IN
    """

  /// A statement around its rows.
  private struct RowsBetween {
    let before: String
    let after: String

    func replacing(_ rows: String) -> String { before + "\n" + rows + after }
  }

  private static let intake = RowsBetween(
    before: """
      INSERT INTO order_intake (id, order_number, source, customer_name, customer_email,
          customer_phone, shipping_address, items, currency, shipping_amount, tax_amount,
          discount_amount, total_amount, amount_refunded, status, status_word, payment_status,
          payment_word, payment_method, tracking_number, carrier, estimated_delivery,
          delivered_at, customer_notes, metadata, created_at, updated_at)
        SELECT v.column1, v.column2, 'standard', v.column3, v.column4, v.column5, v.column6,
          v.column7, v.column8, v.column9, v.column10, v.column11, v.column12, v.column13,
          coalesce(s.status, 'pending'), CASE WHEN s.status IS NULL THEN v.column14 END,
          coalesce(p.status, 'pending'), CASE WHEN p.status IS NULL THEN v.column15 END,
          v.column16, v.column17, v.column18, v.column19, v.column20, v.column21, v.column22,
          v.column23, v.column24
        FROM (VALUES
      """,
    after: """
      ) v LEFT JOIN status_words s ON s.word = lower(trim(v.column14))
          LEFT JOIN payment_words p ON p.word = lower(trim(v.column15))
        WHERE v.column1 IS NOT NULL
      """
  )

  private static let historyIntake = RowsBetween(
    before: """
      INSERT INTO order_history_intake (order_id, actor, via, status, payment_status,
          amount_refunded, status_history, metadata, created_at, updated_at, shipping_address,
          status_word, payment_word, items, total_amount, currency)
        SELECT v.column1, 'storefront', 'sync', coalesce(s.status, 'pending'),
          coalesce(p.status, 'pending'), v.column4, v.column5, v.column6, v.column7, v.column8,
          v.column9, CASE WHEN s.status IS NULL THEN v.column2 END,
          CASE WHEN p.status IS NULL THEN v.column3 END, v.column10, v.column11, v.column12
        FROM (VALUES
      """,
    after: """
      ) v LEFT JOIN status_words s ON s.word = lower(trim(v.column2))
          LEFT JOIN payment_words p ON p.word = lower(trim(v.column3))
        WHERE v.column1 IS NOT NULL
      """
  )

  private static func history(_ order: StandardOrderSnapshot) -> [DatabaseValue] {
    [
      .text(order.id), .text(order.status), .text(order.paymentStatus),
      .integer(order.amounts.refunded), .text(order.statusHistory), .text(order.metadata),
      .text(order.createdAt.rfc3339), .text(order.updatedAt.rfc3339),
      order.shippingAddress.intakeValue, .text(order.items), .integer(order.amounts.total),
      .text(order.currency),
    ]
  }

  private static func arguments(_ order: StandardOrderSnapshot) -> [DatabaseValue] {
    [
      .text(order.id), .text(order.orderNumber), .text(order.customerName),
      order.customerEmail.intakeValue, order.customerPhone.intakeValue,
      order.shippingAddress.intakeValue, .text(order.items), .text(order.currency),
      .integer(order.amounts.shipping), .integer(order.amounts.tax),
      .integer(order.amounts.discount), .integer(order.amounts.total),
      .integer(order.amounts.refunded), .text(order.status), .text(order.paymentStatus),
      order.paymentMethod.intakeValue, order.trackingNumber.intakeValue, order.carrier.intakeValue,
      order.estimatedDelivery.intakeValue, (order.deliveredAt?.rfc3339).intakeValue,
      order.customerNotes.intakeValue, .text(order.metadata), .text(order.createdAt.rfc3339),
      .text(order.updatedAt.rfc3339),
    ]
  }
}

extension StoredOrder: RowDecodable {
  package init(row: borrowing Row) throws {
    source = try row.choice("source")
    sourceUpdatedAt = try row.instantIfPresent("source_updated_at")
    isStatusOwnedByStaff = try row.text("status_owner") == "staff"
    isSentByStaff = try row.bool("is_sent_by_staff")
    snapshot = StandardOrderSnapshot(
      id: try row.text("id"),
      orderNumber: try row.text("order_number"),
      customerName: try row.text("customer_name"),
      items: try row.text("items"),
      currency: try row.text("currency"),
      amounts: OrderAmounts(
        shipping: try row.int64("shipping_amount"),
        tax: try row.int64("tax_amount"),
        discount: try row.int64("discount_amount"),
        total: try row.int64("total_amount"),
        refunded: try row.int64("amount_refunded")
      ),
      createdAt: try row.instant("created_at"),
      updatedAt: try row.instant("updated_at")
    )
    snapshot.customerEmail = try row.textIfPresent("customer_email")
    snapshot.customerPhone = try row.textIfPresent("customer_phone")
    snapshot.shippingAddress = try row.textIfPresent("shipping_address")
    snapshot.status = try row.text("status")
    snapshot.paymentStatus = try row.text("payment_status")
    snapshot.paymentMethod = try row.textIfPresent("payment_method")
    snapshot.trackingNumber = try row.textIfPresent("tracking_number")
    snapshot.carrier = try row.textIfPresent("carrier")
    snapshot.estimatedDelivery = try row.textIfPresent("estimated_delivery")
    snapshot.deliveredAt = try row.instantIfPresent("delivered_at")
    snapshot.customerNotes = try row.textIfPresent("customer_notes")
    snapshot.metadata = try row.text("metadata")
  }
}
