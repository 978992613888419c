import Commerce
import JSON
import Store

/// Reads the two kinds of orders of a feed.
enum OrderReading {
  static func chatOrder(_ given: RecordFields) throws(FeedProblem) -> ChatOrderSnapshot {
    var fields = given
    let common = try CommonOrder(&fields)
    var unknown = common.unknown
    var payment = try fields.object("payment")
    var order = ChatOrderSnapshot(
      id: common.id,
      orderNumber: common.number,
      customerName: common.customer.name,
      items: common.items.text,
      currency: common.currency.code,
      amountTotal: common.amounts.total,
      paymentStatus: try payment.word("status"),
      createdAt: common.createdAt,
      updatedAt: common.updatedAt
    )
    order.customerEmail = common.customer.email
    order.customerPhone = common.customer.phone
    order.shippingAddress = common.address
    order.status = common.status
    order.paymentMethod = try payment.textIfPresent("method")
    order.amountRefunded = try payment.amountIfPresent("refunded", in: common.currency) ?? 0
    order.paymentIntentID = try payment.identifierIfPresent("stripe_payment_intent_id")
    order.checkoutSessionID = try payment.identifierIfPresent("checkout_session_id")
    order.chatSessionID = try fields.identifier("chat_session_id")
    order.customerNotes = common.shipment.customerNotes
    let history = try StatusHistory.read(fields.objectsIfPresent("status_history"), &unknown)
    unknown.add(payment)
    unknown.add(fields)
    order.metadata = metadata(of: common, history: history, unknown: unknown)
    return order
  }

  static func standardOrder(_ given: RecordFields) throws(FeedProblem) -> StandardOrderSnapshot {
    var fields = given
    let common = try CommonOrder(&fields)
    var unknown = common.unknown
    var payment = try fields.object("payment")
    var order = StandardOrderSnapshot(
      id: common.id,
      orderNumber: common.number,
      customerName: common.customer.name,
      items: common.items.text,
      currency: common.currency.code,
      amounts: common.amounts,
      createdAt: common.createdAt,
      updatedAt: common.updatedAt
    )
    order.customerEmail = common.customer.email
    order.customerPhone = common.customer.phone
    order.shippingAddress = common.address
    order.status = common.status
    order.paymentStatus = try payment.word("status")
    order.paymentMethod = try payment.textIfPresent("method")
    let refunded = try payment.amountIfPresent("refunded", in: common.currency)
    // A storefront that says "refunded" and no amount gave all of it back.
    order.amounts.refunded =
      refunded ?? (order.paymentStatus == PaymentStatus.refunded.rawValue ? order.amounts.total : 0)
    order.trackingNumber = common.shipment.trackingNumber
    order.carrier = common.shipment.carrier
    order.estimatedDelivery = common.shipment.estimatedDelivery
    order.deliveredAt = try fields.timeIfPresent("delivered_at")
    order.customerNotes = common.shipment.customerNotes
    order.statusHistory =
      try StatusHistory.read(fields.objects("status_history"), &unknown).text()
    unknown.add(payment)
    unknown.add(fields)
    var metadata = JSONObject()
    unknown.put(into: &metadata)
    order.metadata = JSONValue.object(metadata).text(.canonical)
    return order
  }

  /// What `chat_orders` has no column for, under the names that its trigger looks for.
  private static func metadata(
    of common: CommonOrder,
    history: JSONValue,
    unknown: UnknownFields
  ) -> String {
    var metadata = JSONObject()
    if history.arrayValue?.isEmpty == false { metadata["status_history"] = history }
    let amounts = [
      ("shipping_amount", common.amounts.shipping), ("tax_amount", common.amounts.tax),
      ("discount_amount", common.amounts.discount),
    ]
    for (key, amount) in amounts where amount != 0 { metadata[key] = .integer(amount) }
    metadata["tracking_number"] = common.shipment.trackingNumber.map(JSONValue.string)
    metadata["carrier"] = common.shipment.carrier.map(JSONValue.string)
    metadata["estimated_delivery"] = common.shipment.estimatedDelivery.map(JSONValue.string)
    unknown.put(into: &metadata)
    return JSONValue.object(metadata).text(.canonical)
  }
}

/// The lines of `status_history`, with canonical times.
enum StatusHistory {
  static func read(
    _ entries: [RecordFields]?,
    _ unknown: inout UnknownFields
  ) throws(FeedProblem) -> JSONValue {
    var lines: [JSONValue] = []
    for entry in entries ?? [] {
      var entry = entry
      let status = try entry.word("status")
      let at = try entry.time("at")
      lines.append(["status": .string(status), "at": .string(at.rfc3339)])
      unknown.add(entry)
    }
    return .array(lines)
  }
}
