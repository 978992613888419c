import Commerce
import JSON
import SQLiteKit
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
  /// The system line in the chat; none for a further parcel.
  var line: MessageID?
  /// The parcel that was sent.
  var parcel: String?
  /// The parcels that were called back.
  var recalled: [String] = []
  /// The refund that a cancellation asked for.
  var refund: RefundID?

  init(before: OrderFacts, after: OrderFacts, line: MessageID?) {
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
      .init(key: "line", value: .optional(line?.rawValue)),
      .init(key: "parcel", value: .optional(parcel)),
      .init(key: "recalled", value: .array(recalled.map { .string($0) })),
      .init(key: "refund", value: .optional(refund?.rawValue)),
    ])
  }

  init(_ record: JSONObject, of facts: OrderFacts) throws {
    guard let from = record["from"]?.stringValue.flatMap(OrderStatus.init(rawValue:)),
      let to = record["to"]?.stringValue.flatMap(OrderStatus.init(rawValue:)),
      let owner = record["owner"]?.stringValue.flatMap(OrderFacts.StatusOwner.init(rawValue:))
    else { throw Refusal.unreadableInverse(of: facts) }
    self.from = from
    self.to = to
    self.owner = owner
    line = record["line"]?.stringValue.map { MessageID($0) }
    parcel = record["parcel"]?.stringValue
    recalled = record["recalled"]?.arrayValue?.compactMap(\.stringValue) ?? []
    refund = record["refund"]?.stringValue.map { RefundID($0) }
    sourceStatus = record["source_status"]?.stringValue
    deliveredAt = record["delivered_at"]?.stringValue
    carrier = record["carrier"]?.stringValue
    tracking = record["tracking_number"]?.stringValue
    newCarrier = record["new_carrier"]?.stringValue
    newTracking = record["new_tracking_number"]?.stringValue
  }
}

extension StatusInverse {
  static func takeBack(
    _ change: StandingChange,
    in scope: ActScope,
    on connection: borrowing Connection
  ) throws -> AppliedChange {
    let facts = try scope.facts(of: change.order, on: connection)
    let inverse = try StatusInverse(change.inverse, of: facts)
    try inverse.refuseIfChanged(facts, change, in: scope, on: connection)
    let hadRefund = try inverse.takeRefundBack(change, in: scope, on: connection)
    var after = inverse.before(facts)
    let parcels = try ParcelsTable.standing(of: facts.id, on: connection)
    if let parcel = inverse.parcel, parcels.map(\.id) == [parcel] { after.takeSourceShipment() }
    let address = try StatusPlan.write(after, in: scope, on: connection)
    if let line = inverse.line { try OrderChanges.deleteMessage(line, on: connection) }
    if let parcel = inverse.parcel { try ParcelsTable.delete(parcel, on: connection) }
    try ParcelsTable.recall(inverse.recalled, at: nil, on: connection)
    try inverse.writeUndo(of: facts, in: scope, on: connection)
    let sentence =
      inverse.isFurtherParcel
      ? "the further parcel of \(facts.number) is taken back"
      : "\(facts.number) is \(after.status) again\(address)"
        + (hadRefund ? ", and its refund is not requested any more" : "")
    return AppliedChange(
      sentence: sentence,
      before: facts.status.rawValue,
      audit: JSONObject([
        .init(key: "number", value: .string(facts.number)),
        .init(key: "from", value: .string(facts.status.rawValue)),
        .init(key: "to", value: .string(after.status.rawValue)),
      ])
    )
  }

  /// False when there is none, or somebody has given it up already; refuses once it is approved.
  private func takeRefundBack(
    _ change: StandingChange,
    in scope: ActScope,
    on connection: borrowing Connection
  ) throws -> Bool {
    guard let refund, try RefundTable.refund(refund, on: connection)?.state != .cancelled else {
      return false
    }
    _ = try RequestRefund.takeBack(change, in: scope, on: connection)
    return true
  }

  /// A parcel that changed no status.
  private var isFurtherParcel: Bool { from == to }

  /// The order as it was, but for what others have changed since.
  private func before(_ facts: OrderFacts) -> OrderFacts {
    var after = facts
    after.status = from
    after.statusOwner = owner
    after.deliveredAt = deliveredAt
    if facts.carrier == newCarrier { after.carrier = carrier }
    if facts.trackingNumber == newTracking { after.trackingNumber = tracking }
    return after
  }

  private func writeUndo(
    of facts: OrderFacts,
    in scope: ActScope,
    on connection: borrowing Connection
  ) throws {
    let field: EventKind = isFurtherParcel ? .shipment : .status
    try scope.writeUndo(
      of: facts.id,
      field: field.rawValue,
      from: isFurtherParcel ? "further parcel" : facts.status.rawValue,
      to: isFurtherParcel ? nil : from.rawValue,
      on: connection
    )
  }

  private func refuseIfChanged(
    _ facts: OrderFacts,
    _ change: StandingChange,
    in scope: ActScope,
    on connection: borrowing Connection
  ) throws {
    try scope.refuseIfChangedSince(change, field: .status, of: facts, on: connection)
    if parcel != nil || !recalled.isEmpty {
      try scope.refuseIfChangedSince(change, field: .shipment, of: facts, on: connection)
    }
    if parcel != nil || ReturnRules.canBegin(for: to) && !ReturnRules.canBegin(for: from) {
      try scope.refuseIfReturned(facts, .cannotUndo, on: connection)
    }
    guard facts.status == to else {
      let rule = "cannot be taken back: it is \(facts.status) now"
      throw Refusal.about(facts, .cannotUndo, rule)
    }
    guard owner == .staff || facts.sourceStatus == sourceStatus else {
      let word = facts.sourceStatus ?? "nothing"
      let isOpen = try !Conflicts.open(of: facts.id, field: "status", on: connection).isEmpty
      let way =
        isOpen
        ? "settle that conflict: K in the console, or `orderdeck sync settle \(facts.number)`"
        : "set the status you want, or take it a step back"
      let rule = "cannot be taken back: its source says \(word) since; \(way)"
      throw Refusal.about(facts, .cannotUndo, rule).helpable
    }
  }
}

extension Refusal {
  /// An act of another version of this program, whose notes this one cannot use.
  static func unreadableInverse(of facts: OrderFacts) -> Refusal {
    .about(facts, .cannotUndo, "cannot be taken back: another version of this program did it")
  }
}
