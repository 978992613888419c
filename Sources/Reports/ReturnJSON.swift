package import Commerce
package import JSON

extension JSONForm {
  package static func goodsReturn(_ goods: OrderReturn) -> JSONValue {
    [
      "id": .string(goods.id.description),
      "order_id": .string(goods.orderID.rawValue),
      "order_number": .string(goods.orderNumber),
      "state": .string(goods.state.rawValue),
      "possible": .array(ReturnRules.legalNext(from: goods.state).map { .string($0.rawValue) }),
      "reason": .string(goods.reason.rawValue),
      "reason_text": .optional(goods.reasonText),
      "items": .array(
        goods.lines.map { line in
          [
            "sku": .string(line.sku), "name": .string(line.name),
            "quantity": .integer(line.quantity),
            "received": line.received.map { .integer($0) } ?? .null,
            "damaged": line.damaged.map { .integer($0) } ?? .null,
          ]
        }
      ),
      "carrier": .optional(goods.carrier),
      "tracking_number": .optional(goods.trackingNumber),
      "restock": goods.restocks.map { .bool($0) } ?? .null,
      "end_reason": .optional(goods.endReason),
      "requested_by": .string(goods.requester.name),
      "decided_by": .optional(goods.decider?.name),
      "received_by": .optional(goods.receiver?.name),
      "requested_at": .string(goods.requestedAt.rfc3339),
      "decided_at": .optional(goods.decidedAt?.rfc3339),
      "sent_at": .optional(goods.sentAt?.rfc3339),
      "received_at": .optional(goods.receivedAt?.rfc3339),
      "ended_at": .optional(goods.endedAt?.rfc3339),
    ]
  }
}
