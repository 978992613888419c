import Commerce
import JSON
import Store

/// Reads a row of another program's `chat_orders`, given as a JSON object of its columns.
enum ChatOrderRowReading {
  static let required = [
    "id", "order_number", "customer_name", "items", "currency", "amount_total", "payment_status",
    "created_at",
  ]
  static let optional = [
    "chat_session_id", "checkout_session_id", "stripe_payment_intent_id", "customer_email",
    "customer_phone", "shipping_address", "amount_refunded", "status", "payment_method",
    "customer_notes", "metadata", "updated_at",
  ]

  static func chatOrder(_ object: JSONObject) throws(FeedProblem) -> ChatOrderSnapshot {
    var fields = RecordFields(object)
    let amounts: ClosedRange<Int64> = 0...Int64.max
    let id = try fields.identifier("id")
    let number = try fields.orderNumber("order_number")
    let customer = try fields.text("customer_name")
    let items = try items(fields.text("items"), fields)
    let currency = try currency(&fields)
    let createdAt = try time(fields.text("created_at"), "created_at", fields)
    let updatedAt = try fields.textIfPresent("updated_at")
    var order = ChatOrderSnapshot(
      id: id,
      orderNumber: number,
      customerName: customer,
      items: items,
      currency: currency.code,
      amountTotal: try fields.integer("amount_total", in: amounts),
      paymentStatus: try fields.word("payment_status"),
      createdAt: createdAt,
      updatedAt: try updatedAt.map { text throws(FeedProblem) in
        try time(text, "updated_at", fields)
      } ?? createdAt
    )
    order.amountRefunded = try fields.integerIfPresent("amount_refunded", in: amounts) ?? 0
    order.status = try fields.textIfPresent("status") ?? "pending"
    order.chatSessionID = try fields.identifierIfPresent("chat_session_id")
    order.checkoutSessionID = try fields.identifierIfPresent("checkout_session_id")
    order.paymentIntentID = try fields.identifierIfPresent("stripe_payment_intent_id")
    order.customerEmail = try fields.textIfPresent("customer_email")
    order.customerPhone = try fields.textIfPresent("customer_phone")
    order.shippingAddress = try json(&fields, "shipping_address")
    order.paymentMethod = try fields.textIfPresent("payment_method")
    order.customerNotes = try fields.textIfPresent("customer_notes")
    order.metadata = try json(&fields, "metadata") ?? "{}"
    return order
  }

  /// Stripe writes currencies in small letters, so a bot may too.
  private static func currency(_ fields: inout RecordFields) throws(FeedProblem) -> Currency {
    guard let currency = Currency(code: try fields.text("currency")) else {
      throw fields.problem("currency", "is not a currency: three letters are needed")
    }
    return currency
  }

  /// RFC 3339, or as SQLite's own functions print it: `2026-01-31 14:22:05`, which is UTC.
  private static func time(
    _ text: String,
    _ key: String,
    _ fields: RecordFields
  ) throws(FeedProblem) -> Instant {
    if let instant = instant(text) { return instant }
    do {
      return try Instant(rfc3339: text)
    } catch {
      throw fields.problem(key, "is \(error.sentence)")
    }
  }

  /// A time in either form; nil for what is none.
  static func instant(_ text: String) -> Instant? {
    // Not in the first form: the second is tried.
    if let instant = try? Instant(rfc3339: text) { return instant }
    let parts = text.split(separator: " ", omittingEmptySubsequences: false)
    guard parts.count == 2 else { return nil }
    // Not a time in either form.
    return try? Instant(rfc3339: "\(parts[0])T\(parts[1])Z")
  }

  private static func json(
    _ fields: inout RecordFields,
    _ key: String
  ) throws(FeedProblem) -> String? {
    guard let text = try fields.textIfPresent(key) else { return nil }
    let value = try parse(text, key, fields)
    guard case .object = value else { throw fields.problem(key, "is not a JSON object") }
    return value.text()
  }

  private static func parse(
    _ text: String,
    _ key: String,
    _ fields: RecordFields
  ) throws(FeedProblem) -> JSONValue {
    do {
      return try JSONValue(reading: text)
    } catch {
      throw fields.problem(key, "is \(error.sentence)")
    }
  }

  private static func items(
    _ text: String,
    _ fields: RecordFields
  ) throws(FeedProblem) -> String {
    var list = RecordFields(
      JSONObject([JSONObject.Member(key: "items", value: try parse(text, "items", fields))])
    )
    var values: [JSONValue] = []
    var sum: Int64 = 0
    for item in try list.objects("items") {
      var item = item
      let product = try item.textIfPresent("product_id") ?? ""
      let name = try item.text("name")
      let quantity = try item.integer("quantity", in: 1...Int64(Quantity.most))
      let price = try item.integer("unit_amount", in: 0...Int64.max)
      let (line, isTooLarge) = quantity.multipliedReportingOverflow(by: price)
      let (next, isTooMuch) = sum.addingReportingOverflow(line)
      guard !isTooLarge, !isTooMuch else {
        throw item.problem("quantity", "times the price is more than can be counted")
      }
      sum = next
      values.append([
        "product_id": .string(product), "name": .string(name), "quantity": .integer(quantity),
        "unit_amount": .integer(price),
      ])
    }
    return JSONValue.array(values).text()
  }
}
