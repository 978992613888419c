package import Commerce
package import JSON

/// The tables that can be exported: one row an order, an item or a message.
///
/// Amounts are whole minor units of the row's `currency` (ISO 4217), times RFC 3339 in UTC.
package enum ExportTable: String, CaseIterable, Sendable {
  case orders, items, messages

  /// The names of its columns, in their order.
  package var columns: [String] {
    switch self {
    case .orders:
      [
        "order_number", "source", "status", "payment_status", "payment_method", "currency",
        "total_amount", "shipping_amount", "tax_amount", "discount_amount", "amount_refunded",
        "customer_name", "customer_email", "customer_phone", "street", "city", "state",
        "postal_code", "country", "carrier", "tracking_number", "estimated_delivery",
        "delivered_at", "assignee", "tags", "priority", "created_at", "activity_at", "id",
      ]
    case .items:
      ["order_number", "product_id", "name", "quantity", "currency", "unit_amount", "order_id"]
    case .messages:
      ["order_number", "sent_at", "sender_role", "sender_name", "body", "status", "id", "order_id"]
    }
  }

  /// The rows of one order; `messages` are those of its chat, asked for only where they are told.
  package func rows(
    of order: ExportedOrder,
    messages: () throws -> [ChatMessage]
  ) rethrows -> [[JSONValue]] {
    switch self {
    case .orders: [orderRow(order)]
    case .items: order.items.map { itemRow($0, of: order.summary) }
    case .messages: try messages().map { messageRow($0, of: order.summary) }
    }
  }

  private func orderRow(_ order: ExportedOrder) -> [JSONValue] {
    let summary = order.summary
    let address = order.shippingAddress
    return [
      .string(summary.number), .string(summary.source.rawValue), .string(summary.status.rawValue),
      .string(summary.payment.rawValue), .optional(order.paymentMethod),
      .string(summary.total.currency.code), amount(summary.total), amount(order.shipping),
      amount(order.tax), amount(order.discount), amount(order.refunded),
      .string(summary.customerName), .optional(order.customerEmail),
      .optional(order.customerPhone), .optional(address?.street), .optional(address?.city),
      .optional(address?.state), .optional(address?.postalCode), .optional(address?.country),
      .optional(order.carrier), .optional(order.trackingNumber),
      .optional(order.estimatedDelivery), .optional(order.deliveredAt?.rfc3339),
      .optional(summary.assignment?.name), .string(summary.tags.joined(separator: " ")),
      .string(summary.priority.rawValue), .string(summary.createdAt.rfc3339),
      .string(summary.activityAt.rfc3339), .string(summary.id.rawValue),
    ]
  }

  private func itemRow(_ item: OrderItem, of order: OrderSummary) -> [JSONValue] {
    [
      .string(order.number), .string(item.productID), .string(item.name),
      .integer(item.quantity), .string(item.unitPrice.currency.code), amount(item.unitPrice),
      .string(order.id.rawValue),
    ]
  }

  private func messageRow(_ message: ChatMessage, of order: OrderSummary) -> [JSONValue] {
    [
      .string(order.number), .string(message.sentAt.rfc3339), .string(message.role.rawValue),
      .string(message.senderName), .string(message.body), .string(message.status.rawValue),
      .string(message.id.rawValue), .string(order.id.rawValue),
    ]
  }

  private func amount(_ money: Money) -> JSONValue { .integer(Int(money.minorUnits)) }
}

/// How the rows of an exported table are written.
package enum ExportFormat: String, CaseIterable, Sendable {
  /// RFC 4180 with a header line; foreign text is inert in spreadsheets and terminals.
  case csv
  /// One array of objects.
  case json
  /// One object a line.
  case ndjson

  /// What stands before the first row.
  package func head(_ columns: [String]) -> String {
    switch self {
    case .csv: CSVText.record(columns.map { .string($0) })
    case .json: "[\n"
    case .ndjson: ""
    }
  }

  package func row(_ values: [JSONValue], under columns: [String], isFirst: Bool) -> String {
    if self == .csv { return CSVText.record(values) }
    let members = zip(columns, values).map { JSONObject.Member(key: $0, value: $1) }
    let object = JSONValue.object(JSONObject(members)).text()
    return self == .ndjson ? object + "\n" : (isFirst ? "" : ",\n") + object
  }

  /// What stands behind the last row.
  package func end(isEmpty: Bool) -> String {
    self == .json ? (isEmpty ? "]\n" : "\n]\n") : ""
  }
}
