import Commerce
import JSON
import SQLiteKit
import Store

/// What moving an order along, sending its parcels, cancelling it and taking it a step back do
/// alike, once their rules have allowed it.
protocol StatusOperation: DeskOperation where Plan == StatusPlan {}

extension StatusOperation {
  func refuseRedo(
    after undo: String,
    in scope: ActScope,
    on connection: borrowing Connection
  ) throws {
    try scope.refuseRedo(of: .status, of: order, after: undo, on: connection)
    // A further parcel changes no status.
    try scope.refuseRedo(of: .shipment, of: order, after: undo, on: connection)
    // A source that moved it leaves no act.
    let facts = try scope.facts(of: order, on: connection)
    let left = try OrderChanges.statusLeft(by: undo, of: order, on: connection)
    guard let left, facts.status.rawValue != left else { return }
    let rule = "cannot be done again: it is \(facts.status) now"
    throw Refusal.about(facts, .cannotUndo, rule)
  }

  func apply(
    _ plan: StatusPlan,
    in scope: ActScope,
    on connection: borrowing Connection
  ) throws -> AppliedChange {
    try plan.apply(in: scope, on: connection)
  }

  static func takeBack(
    _ change: StandingChange,
    in scope: ActScope,
    on connection: borrowing Connection
  ) throws -> AppliedChange {
    try StatusInverse.takeBack(change, in: scope, on: connection)
  }
}

/// A change of an order's status with all that belongs to it, or a further parcel without one.
struct StatusPlan: Sendable {
  let facts: OrderFacts
  /// Nil for a further parcel of an order that is shipped already.
  var step: StatusStep?
  var parcel: SentParcel?
  /// The parcels that a step back takes off their way.
  var recalled: [Parcel] = []
  var money = CancelledMoney.nothing

  var status: OrderStatus { step?.edge.to ?? facts.status }

  /// What a change of status comes to; the one place that asks the rules about one.
  static func ruling(
    of facts: OrderFacts,
    to status: OrderStatus,
    asking words: Words,
    in scope: ActScope,
    on connection: borrowing Connection
  ) throws -> Ruling<StatusPlan> {
    var change = StatusChange(
      from: facts.status,
      to: status,
      actor: .staff(scope.actor.role),
      payment: facts.payment,
      reason: words.reason
    )
    change.paymentMethod = facts.paymentMethod
    change.shipment = words.shipment
    change.noRefund = words.noRefund
    change.hasCarrierEvent = facts.sourceStatus == OrderStatus.delivered.rawValue
    change.ownStepAgeMilliseconds =
      try OrderChanges
      .ownStep(of: facts.id, to: facts.status, by: scope.actor.id, on: connection)
      .map { scope.now.milliseconds(since: $0) }
    switch OrderRules.check(change) {
    case .success(.unchanged):
      return .unchanged(try alreadyThere(facts, words.shipment))
    case .success(.step(let step)):
      return .change(try StatusPlan(of: facts, step, in: scope, on: connection))
    case .failure(let refusal): throw Refusal.about(facts, refusal.kind, refusal.sentence)
    }
  }

  /// The words for a status that the order has; a tracking number is never dropped in silence.
  private static func alreadyThere(_ facts: OrderFacts, _ note: ShipmentNote?) throws -> String {
    let known = TrackingWords(of: facts)
    let words = "is \(facts.status) already"
    guard let new = note?.trackingNumbers.first(where: { !known.has($0) }) else {
      return "\(facts.number) \(words)"
    }
    let way = "take it a step back with the reason and ship it again"
    guard let numbers = known.numbers else {
      return "\(facts.number) \(words), so \(new) is not noted; for that \(way)"
    }
    let rule = "\(words) with \(numbers); to correct it to \(new), \(way)"
    throw Refusal.about(facts, .illegal, rule)
  }

  /// What a person says beside the status.
  struct Words {
    var shipment: ShipmentNote?
    var reason: String?
    var noRefund: String?
  }

  private init(
    of facts: OrderFacts,
    _ step: StatusStep,
    in scope: ActScope,
    on connection: borrowing Connection
  ) throws {
    self.facts = facts
    self.step = step
    if step.edge.isShipping {
      parcel = try SentParcel(
        step.shipment ?? .untracked,
        reason: step.reason,
        of: facts,
        on: connection
      )
    }
    if step.edge.from == .shipped, step.edge.kind == .back {
      try scope.refuseIfReturned(facts, .illegal, on: connection)
      recalled = try ParcelsTable.standing(of: facts.id, on: connection)
    }
    money = try CancelledMoney(of: facts, step, in: scope, on: connection)
  }

  /// A further parcel.
  init(of facts: OrderFacts, parcel: SentParcel) {
    self.facts = facts
    self.parcel = parcel
  }

  // MARK: Apply

  func apply(in scope: ActScope, on connection: borrowing Connection) throws -> AppliedChange {
    var after = facts
    after.status = status
    if step != nil { after.statusOwner = .staff }
    var tracking = TrackingWords(of: facts)
    if let parcel { tracking.add(parcel) }
    for parcel in recalled { tracking.remove(parcel) }
    after.carrier = tracking.carrier
    after.trackingNumber = tracking.numbers
    // No parcel of staff stands any more.
    if !recalled.isEmpty { after.takeSourceShipment() }
    if status == .delivered { after.deliveredAt = facts.deliveredAt ?? scope.now.rfc3339 }
    let address = try Self.write(after, in: scope, on: connection)
    let sent = try parcel?.insert(in: scope, on: connection)
    try ParcelsTable.recall(recalled.map(\.id), at: scope.now, on: connection)
    try writeEvents(parcel: sent, in: scope, on: connection)
    let refund = try money.apply(in: scope, on: connection)
    let line = step == nil ? nil : try writeLine(of: after, in: scope, on: connection)
    var inverse = StatusInverse(before: facts, after: after, line: line)
    inverse.parcel = sent
    inverse.recalled = recalled.map(\.id)
    inverse.refund = refund
    return AppliedChange(
      sentence: sentence + address,
      before: facts.status.rawValue,
      inverse: inverse.record,
      audit: audit(parcel: sent, refund: refund)
    )
  }

  /// Writes the status; says it when the order has got the source's address with that.
  static func write(
    _ facts: OrderFacts,
    in scope: ActScope,
    on connection: borrowing Connection
  ) throws -> String {
    let before = try Conflicts.address(of: facts.id, on: connection)
    try OrderChanges.writeStatus(facts, at: scope.now, on: connection)
    let after = try Conflicts.address(of: facts.id, on: connection)
    return before == after ? "" : ", with the address that its source says now"
  }

  private var sentence: String {
    let number = facts.number
    guard step != nil else { return "\(number) has a further parcel\(rest)" }
    return "\(number) is \(status)\(rest)\(money.ending)"
  }

  /// What is still to be sent after a parcel that does not hold everything.
  private var rest: String {
    guard let left = parcel?.left, !left.isEmpty else { return "" }
    return "; still to send: \(ParcelItem.words(left))"
  }

  /// The chat shows where the order is, too.
  private func writeLine(
    of facts: OrderFacts,
    in scope: ActScope,
    on connection: borrowing Connection
  ) throws -> MessageID {
    let line = NewMessage(
      id: MessageID(scope.newID()),
      conversationID: try OrderChanges.conversation(of: facts, on: connection),
      chatSessionID: facts.chatSessionID,
      role: .system,
      senderName: "",
      body: "status: \(status)",
      status: .read
    )
    try OrderChanges.insert(line, at: scope.now, on: connection)
    return line.id
  }

  private func audit(parcel id: String?, refund: RefundID?) -> JSONObject {
    var detail = JSONObject([
      .init(key: "number", value: .string(facts.number)),
      .init(key: "from", value: .string(facts.status.rawValue)),
      .init(key: "to", value: .string(status.rawValue)),
    ])
    if let reason = step?.reason ?? parcel?.reason { detail["reason"] = .string(reason) }
    if let parcel { detail["shipment"] = .string(parcel.words) }
    if let id { detail["parcel"] = .string(id) }
    if !recalled.isEmpty { detail["recalled"] = .array(recalled.map { .string($0.id) }) }
    if step?.refund != nil { detail["refund"] = .string(money.word) }
    if let refund { detail["refund_id"] = .string(refund.rawValue) }
    return detail
  }
}
