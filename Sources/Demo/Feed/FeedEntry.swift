import Commerce
import JSON

/// One line of the feed, with the moment at which it stands.
struct FeedEntry {
  var at: Instant
  var value: JSONValue
}

extension FeedEntry {
  /// What the source said of the order at that moment.
  init(_ plan: OrderPlan, at moment: Instant) {
    at = moment
    let currency = plan.customer.currency
    let steps = plan.steps(until: moment)
    let isShipped = steps.contains { $0.status == OrderStatus.shipped.rawValue }
    var members: [(String, JSONValue)] = [
      ("type", plan.chat == nil ? "order" : "chat_order"),
      ("id", .string(plan.id)),
      ("order_number", .string(plan.number)),
      ("customer", Self.customer(plan.customer)),
      ("items", .array(plan.basket.lines.map { Self.item($0, in: currency) })),
      ("currency", .string(currency.code)),
      ("shipping", Self.amount(plan.basket.shipping, currency)),
      ("tax", Self.amount(plan.basket.tax, currency)),
      ("discount", Self.amount(plan.basket.discount, currency)),
      ("total", Self.amount(plan.basket.total, currency)),
      ("payment", Self.payment(plan, at: moment)),
      ("shipping_address", Self.address(plan.customer.address)),
      ("status", .string(steps.last?.status ?? OrderStatus.pending.rawValue)),
      ("status_history", .array(steps.map(Self.step))),
      ("carrier", isShipped ? .string(plan.carrier) : .null),
      ("tracking_number", isShipped ? .string(plan.tracking) : .null),
      ("estimated_delivery", .string(plan.estimatedDelivery)),
      ("customer_notes", .optional(plan.notes)),
      ("created_at", .string(plan.createdAt.rfc3339)),
      ("updated_at", .string(moment.rfc3339)),
    ]
    if let chat = plan.chat {
      members.append(("chat_session_id", .string(chat.sessionID)))
    } else {
      let delivered = plan.instant(of: .delivered).flatMap { $0 <= moment ? $0 : nil }
      members.append(("delivered_at", .optional(delivered?.rfc3339)))
    }
    value = .object(JSONObject(members.map { JSONObject.Member(key: $0.0, value: $0.1) }))
  }

  private static func customer(_ customer: DemoCustomer) -> JSONValue {
    [
      "name": .string(customer.name), "email": .string(customer.email),
      "phone": .string(customer.phone),
    ]
  }

  private static func item(_ line: OrderPlan.Basket.Line, in currency: Currency) -> JSONValue {
    [
      "product_id": .string(line.product.id), "name": .string(line.product.name),
      "quantity": .integer(line.quantity), "unit_price": amount(line.price, currency),
    ]
  }

  private static func amount(_ minorUnits: Int64, _ currency: Currency) -> JSONValue {
    .string(Money(minorUnits: minorUnits, currency: currency).decimalString)
  }

  private static func step(_ step: OrderPlan.Step) -> JSONValue {
    ["status": .string(step.status), "at": .string(step.at.rfc3339)]
  }

  private static func payment(_ plan: OrderPlan, at moment: Instant) -> JSONValue {
    let payment = plan.payment(at: moment)
    let status = payment?.status ?? .unpaid
    var members = JSONObject([
      .init(key: "status", value: .string(status.rawValue)),
      .init(key: "method", value: .string(plan.method)),
      .init(key: "refunded", value: amount(payment?.refunded ?? 0, plan.customer.currency)),
    ])
    if let chat = plan.chat {
      members["checkout_session_id"] = .string(chat.checkoutID)
      let isOpen = status == .unpaid || status == .failed
      members["stripe_payment_intent_id"] = isOpen ? .null : .string(chat.intentID)
    }
    return .object(members)
  }

  static func address(_ address: Address) -> JSONValue {
    [
      "street": .optional(address.street), "city": .optional(address.city),
      "state": .optional(address.state), "postal_code": .optional(address.postalCode),
      "country": .optional(address.country),
    ]
  }
}

// MARK: - Sessions and messages

extension FeedEntry {
  /// A chat session as a whole; it stands where it ended, or where its last message is.
  init(session: ChatSessionPlan, at moment: Instant) {
    at = moment
    value = [
      "type": "chat_session",
      "id": .string(session.id),
      "channel": .string(session.channel),
      "customer": ["name": .string(session.customer.name)],
      "started_at": .string(session.startedAt.rfc3339),
      "ended_at": session.outcome == nil ? .null : .string(moment.rfc3339),
      "outcome": .optional(session.outcome),
    ]
  }

  init(_ message: ChatTelling.Message, in session: ChatSessionPlan, seq: Int) {
    at = message.at
    value = [
      "type": "message",
      "id": .string(message.id),
      "chat_session_id": .string(session.id),
      "order_id": .optional(message.isAfterCheckout ? session.orderID : nil),
      "seq": .integer(seq),
      "sender": [
        "role": .string(message.role.rawValue), "name": .string(message.senderName),
      ],
      "body": .string(message.body),
      "sent_at": .string(message.at.rfc3339),
      "status": .string(message.status.rawValue),
    ]
  }
}
