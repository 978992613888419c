import Commerce
import JSON
import Store

/// What takes a change of status back: every field that it touched, before and after.
struct StatusInverse {
  var from: OrderStatus
  var to: OrderStatus
  var owner: OrderFacts.StatusOwner
  var sourceStatus: String?
  var deliveredAt: String?
  var carrier: String?
  var tracking: String?
  var newCarrier: String?
  var newTracking: String?
  /// The system line in the chat.
  var line: MessageID

  init(before: OrderFacts, after: OrderFacts, line: MessageID) {
    from = before.status
    to = after.status
    owner = before.statusOwner
    sourceStatus = before.sourceStatus
    deliveredAt = before.deliveredAt
    carrier = before.carrier
    tracking = before.trackingNumber
    newCarrier = after.carrier
    newTracking = after.trackingNumber
    self.line = line
  }

  var record: JSONObject {
    JSONObject([
      .init(key: "from", value: .string(from.rawValue)),
      .init(key: "to", value: .string(to.rawValue)),
      .init(key: "owner", value: .string(owner.rawValue)),
      .init(key: "source_status", value: .optional(sourceStatus)),
      .init(key: "delivered_at", value: .optional(deliveredAt)),
      .init(key: "carrier", value: .optional(carrier)),
      .init(key: "tracking_number", value: .optional(tracking)),
      .init(key: "new_carrier", value: .optional(newCarrier)),
      .init(key: "new_tracking_number", value: .optional(newTracking)),
      .init(key: "line", value: .string(line.rawValue)),
    ])
  }

  init(_ record: JSONObject, of facts: OrderFacts) throws {
    guard let from = record["from"]?.stringValue.flatMap(OrderStatus.init(rawValue:)),
      let to = record["to"]?.stringValue.flatMap(OrderStatus.init(rawValue:)),
      let owner = record["owner"]?.stringValue.flatMap(OrderFacts.StatusOwner.init(rawValue:)),
      let line = record["line"]?.stringValue
    else { throw Refusal.unreadableInverse(of: facts) }
    self.from = from
    self.to = to
    self.owner = owner
    self.line = MessageID(line)
    sourceStatus = record["source_status"]?.stringValue
    deliveredAt = record["delivered_at"]?.stringValue
    carrier = record["carrier"]?.stringValue
    tracking = record["tracking_number"]?.stringValue
    newCarrier = record["new_carrier"]?.stringValue
    newTracking = record["new_tracking_number"]?.stringValue
  }
}

extension Refusal {
  /// An act of another version of this program, whose notes this one cannot use.
  static func unreadableInverse(of facts: OrderFacts) -> Refusal {
    .about(facts, .cannotUndo, "cannot be taken back: another version of this program did it")
  }
}
