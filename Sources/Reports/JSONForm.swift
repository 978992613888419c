package import Commerce
package import JSON

/// The read models as JSON, with the field names of the feed.
///
/// Amounts are decimal strings.
package enum JSONForm {
  package static func order(_ order: OrderSummary) -> JSONValue {
    [
      "id": .string(order.id.rawValue),
      "order_number": .string(order.number),
      "source": .string(order.source.rawValue),
      "customer": ["name": .string(order.customerName)],
      "currency": .string(order.total.currency.code),
      "total": .string(order.total.decimalString),
      "status": .string(order.status.rawValue),
      "payment": ["status": .string(order.payment.rawValue)],
      "created_at": .string(order.createdAt.rfc3339),
      "activity_at": .string(order.activityAt.rfc3339),
      "unread": .integer(order.unreadCount),
      "last_message": order.lastMessage.map {
        ["role": .string($0.role.rawValue), "body": .string($0.text)]
      } ?? .null,
      "has_draft": .bool(!order.drafts.isEmpty),
      "has_failed_message": .bool(order.hasFailedMessage),
      "has_conflict": .bool(order.hasConflict),
      "revision": .integer(order.revision),
      "assignee": assignee(order.assignment),
      "tags": .array(order.tags.map { .string($0) }),
      "priority": .string(order.priority.rawValue),
      "snooze": snooze(order.snooze),
    ]
  }

  package static func detail(_ detail: OrderDetail) -> JSONValue {
    let order = detail.summary
    return [
      "id": .string(order.id.rawValue),
      "order_number": .string(order.number),
      "source": .string(order.source.rawValue),
      "customer": customer(detail),
      "items": .array(detail.items.map(item)),
      "currency": .string(order.total.currency.code),
      "shipping": .string(detail.shipping.decimalString),
      "tax": .string(detail.tax.decimalString),
      "discount": .string(detail.discount.decimalString),
      "total": .string(order.total.decimalString),
      "total_differs_from_items": .bool(detail.totalDiffers),
      "payment": payment(detail),
      "shipping_address": detail.shippingAddress.map(address) ?? .null,
      "status": .string(order.status.rawValue),
      "unknown_status": .optional(detail.unknownStatusWord),
      "carrier": .optional(detail.carrier),
      "tracking_number": .optional(detail.trackingNumber),
      "parcels": .array(detail.parcels.map(parcel)),
      "to_ship": .array(detail.itemsToShip.map(parcelItem)),
      "returns": .array(detail.returns.map(goodsReturn)),
      "estimated_delivery": .optional(detail.estimatedDelivery),
      "delivered_at": .optional(detail.standingDelivery?.rfc3339),
      "customer_notes": .optional(detail.customerNotes),
      "chat_session_id": .optional(detail.chatSessionID),
      "linked_orders": .array(detail.links.map(link)),
      "timeline": .array(detail.timeline.map(event)),
      "conflicts": .array(detail.conflicts.map(conflict)),
      "unread": .integer(order.unreadCount),
      "created_at": .string(order.createdAt.rfc3339),
      "activity_at": .string(order.activityAt.rfc3339),
      "revision": .integer(order.revision),
      "assignee": assignee(order.assignment),
      "tags": .array(order.tags.map { .string($0) }),
      "priority": .string(order.priority.rawValue),
      "snooze": snooze(order.snooze),
    ]
  }

  private static func link(_ link: LinkedOrder) -> JSONValue {
    [
      "relation": .string(link.relation.rawValue),
      "order_number": .string(link.number),
      "id": .string(link.id.rawValue),
      "status": .string(link.status.rawValue),
      "reason": .string(link.reason),
    ]
  }

  private static func assignee(_ assignment: Assignment?) -> JSONValue {
    guard let assignment else { return .null }
    return [
      "id": .string(assignment.staff.rawValue),
      "name": .string(assignment.name),
      "since": .optional(assignment.since?.rfc3339),
    ]
  }

  /// `until` is null where the customer's next message ends it.
  private static func snooze(_ snooze: Snooze?) -> JSONValue {
    guard let snooze else { return .null }
    return [
      "until": .optional(snooze.end.time?.rfc3339),
      "since": .string(snooze.since.rfc3339),
      "by": .string(snooze.name),
    ]
  }

  private static func customer(_ detail: OrderDetail) -> JSONValue {
    [
      "name": .string(detail.summary.customerName),
      "email": .optional(detail.customerEmail),
      "phone": .optional(detail.customerPhone),
      "orders": .integer(detail.customer.orderCount),
      "net_spend": .array(detail.customer.netSpend.map(amount)),
    ]
  }

  private static func amount(_ money: Money?) -> JSONValue {
    guard let money else { return .null }
    return ["currency": .string(money.currency.code), "amount": .string(money.decimalString)]
  }

  private static func payment(_ detail: OrderDetail) -> JSONValue {
    [
      "status": .string(detail.summary.payment.rawValue),
      "unknown_status": .optional(detail.unknownPaymentWord),
      "method": .optional(detail.paymentMethod),
      "refunded": .string(detail.refunded.decimalString),
      "refunds": .array(detail.refunds.map { refund($0) }),
      "owed": .optional(detail.balance?.owed?.decimalString),
      "to_refund": .optional(detail.balance?.excess?.decimalString),
      "checkout_session_id": .optional(detail.checkoutSessionID),
      "stripe_payment_intent_id": .optional(detail.paymentIntentID),
    ]
  }

  static func item(_ item: OrderItem) -> JSONValue {
    [
      "product_id": .string(item.productID),
      "name": .string(item.name),
      "quantity": .integer(item.quantity),
      "unit_price": .string(item.unitPrice.decimalString),
    ]
  }

  package static func parcel(_ parcel: Parcel) -> JSONValue {
    [
      "carrier": .optional(parcel.carrier),
      "tracking_numbers": .array(parcel.trackingNumbers.map { .string($0) }),
      "reason": .optional(parcel.reason),
      "shipped_at": .string(parcel.shippedAt.rfc3339),
      "items": .array(parcel.items.map(parcelItem)),
    ]
  }

  package static func parcelItem(_ item: ParcelItem) -> JSONValue {
    [
      "sku": .string(item.sku), "name": .string(item.name), "quantity": .integer(item.quantity),
    ]
  }

  static func address(_ address: Address) -> JSONValue {
    [
      "street": .optional(address.street),
      "city": .optional(address.city),
      "state": .optional(address.state),
      "postal_code": .optional(address.postalCode),
      "country": .optional(address.country),
    ]
  }

  package static func refund(_ refund: Refund) -> JSONValue {
    [
      "id": .string(refund.id.rawValue),
      "order_id": .string(refund.orderID.rawValue),
      "order_number": .string(refund.orderNumber),
      "origin": refund.isReported ? "source" : "staff",
      "amount": .string(refund.amount.decimalString),
      "shipping": .string(refund.shipping.decimalString),
      "currency": .string(refund.amount.currency.code),
      "state": .string(refund.state.rawValue),
      "reason": .optional(refund.reason?.rawValue),
      "reason_text": .optional(refund.reasonText),
      "restock": .bool(refund.restocks),
      "return": .optional(refund.returnID?.description),
      "items": .array(
        refund.lines.map {
          [
            "product_id": .string($0.productID), "name": .string($0.name),
            "quantity": .integer($0.quantity), "amount": .string($0.amount.decimalString),
          ]
        }
      ),
      "requested_by": .optional(refund.requester),
      "approved_by": .optional(refund.approver),
      "provider_reference": .optional(refund.providerReference),
      "problem": .optional(refund.problem),
      "created_at": .string(refund.createdAt.rfc3339),
      "approved_at": .optional(refund.approvedAt?.rfc3339),
      "sent_at": .optional(refund.sentAt?.rfc3339),
      "settled_at": .optional(refund.settledAt?.rfc3339),
    ]
  }

  package static func event(_ event: OrderEvent) -> JSONValue {
    [
      "at": .string(event.at.rfc3339),
      "kind": .string(event.kind.rawValue),
      "actor": .string(event.actor),
      "via": .string(event.via),
      "from": .optional(event.from),
      "to": .optional(event.to),
      "amount": .optional(event.amount?.decimalString),
      "reason": .optional(event.reason),
      "return": .optional(event.returnID?.description),
      "goods": .optional(event.goods),
      "field": .optional(event.part?.rawValue),
      "email": event.email.map(email) ?? .null,
    ]
  }

  private static func email(_ email: SentEmail) -> JSONValue {
    [
      "id": .string(email.id.rawValue),
      "to": .string(email.recipient),
      "subject": .string(email.text.subject),
      "body": .string(email.text.body),
      "state": .string(email.state.rawValue),
      "problem": .optional(email.problem),
    ]
  }

  package static func conflict(_ conflict: FieldConflict) -> JSONValue {
    [
      "order_id": .string(conflict.orderID.rawValue),
      "order_number": .optional(conflict.orderNumber),
      "field": .string(conflict.field),
      "ours": .optional(conflict.ours),
      "theirs": .optional(conflict.theirs),
      "ours_total": amount(conflict.total(of: .ours)),
      "theirs_total": amount(conflict.total(of: .theirs)),
      "follows_source": .bool(conflict.isFollowed),
      "since": .string(conflict.since.rfc3339),
      "seen_at": .string(conflict.seenAt.rfc3339),
    ]
  }

  package static func message(_ message: ChatMessage) -> JSONValue {
    [
      "id": .string(message.id.rawValue),
      "seq": .integer(message.place.seq),
      "sender": [
        "role": .string(message.role.rawValue), "name": .string(message.senderName),
      ],
      "body": .string(message.body),
      "sent_at": .string(message.sentAt.rfc3339),
      "status": .string(message.status.rawValue),
      "unread": .bool(message.isUnread),
      "problem": .optional(message.problem),
    ]
  }
}
