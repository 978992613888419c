import Commerce
import JSON
import SQLiteKit
import Store

/// Moves an order along its way, back a step, or cancels it.
struct SetStatus: DeskOperation {
  static let name = "set_status"
  static let undo = UndoRule.always
  static let insteadOfUndo: String? = "set another status instead"

  var order: OrderID
  var status: OrderStatus
  var shipment: ShipmentNote?
  var reason: String?

  struct Plan: Sendable {
    var facts: OrderFacts
    var step: StatusStep
  }

  var record: JSONObject {
    var record = JSONObject([.init(key: "to", value: .string(status.rawValue))])
    if let carrier = shipment?.carrier { record["carrier"] = .string(carrier) }
    if let number = shipment?.trackingNumber { record["tracking_number"] = .string(number) }
    if let reason { record["reason"] = .string(reason) }
    return record
  }

  static func read(_ record: JSONObject, order: OrderID) -> Operation? {
    guard let word = record["to"]?.stringValue, let status = OrderStatus(rawValue: word) else {
      return nil
    }
    let carrier = record["carrier"]?.stringValue
    let number = record["tracking_number"]?.stringValue
    let isTracked = carrier != nil || number != nil
    return .setStatus(
      order,
      to: status,
      shipment: isTracked ? ShipmentNote(carrier: carrier, trackingNumber: number) : nil,
      reason: record["reason"]?.stringValue
    )
  }

  func sentence(ofMany count: Int) -> String {
    count == 1 ? "1 order is \(status)" : "\(count) orders are \(status)"
  }

  // MARK: Rule

  func rule(
    in scope: ActScope,
    on connection: borrowing Connection
  ) throws -> Ruling<Plan> {
    let facts = try scope.facts(of: order, on: connection)
    var change = StatusChange(
      from: facts.status,
      to: status,
      actor: .staff(scope.actor.role),
      payment: facts.payment,
      reason: reason
    )
    change.paymentMethod = facts.paymentMethod
    change.shipment = shipment
    change.hasCarrierEvent = facts.sourceStatus == OrderStatus.delivered.rawValue
    change.ownStepAgeMilliseconds =
      try OrderChanges
      .ownStep(of: order, to: facts.status, by: scope.actor.id, on: connection)
      .map { scope.now.milliseconds(since: $0) }
    switch OrderRules.check(change) {
    case .success(.unchanged): return .unchanged("\(facts.number) is \(status) already")
    case .success(.step(let step)): return .change(Plan(facts: facts, step: step))
    case .failure(let refusal): throw Refusal.about(facts, refusal.kind, refusal.sentence)
    }
  }

  func refuseRedo(
    after undo: String,
    in scope: ActScope,
    on connection: borrowing Connection
  ) throws {
    try scope.refuseRedo(of: .status, of: order, after: undo, on: connection)
    // A source that moved it leaves no act.
    let facts = try scope.facts(of: order, on: connection)
    let left = try OrderChanges.statusLeft(by: undo, of: order, on: connection)
    guard let left, facts.status.rawValue != left, facts.status != status else { return }
    let rule = "cannot be done again: it is \(facts.status) now"
    throw Refusal.about(facts, .cannotUndo, rule)
  }

  // MARK: Apply

  func apply(
    _ plan: Plan,
    in scope: ActScope,
    on connection: borrowing Connection
  ) throws -> AppliedChange {
    let before = plan.facts
    var after = before
    after.status = status
    after.statusOwner = .staff
    after.carrier = plan.step.shipment?.carrier ?? before.carrier
    after.trackingNumber = plan.step.shipment?.trackingNumber ?? before.trackingNumber
    if status == .delivered { after.deliveredAt = before.deliveredAt ?? scope.now.rfc3339 }
    let address = try Self.write(after, in: scope, on: connection)
    try writeEvents(plan, in: scope, on: connection)
    let line = try writeLine(of: after, in: scope, on: connection)
    return AppliedChange(
      sentence: "\(before.number) is \(status)\(address)",
      before: before.status.rawValue,
      inverse: StatusInverse(before: before, after: after, line: line).record,
      audit: audit(plan)
    )
  }

  /// Writes the status; says it when the order has got the source's address with that.
  private static func write(
    _ facts: OrderFacts,
    in scope: ActScope,
    on connection: borrowing Connection
  ) throws -> String {
    let before = try Conflicts.address(of: facts.id, on: connection)
    try OrderChanges.writeStatus(facts, at: scope.now, on: connection)
    let after = try Conflicts.address(of: facts.id, on: connection)
    return before == after ? "" : ", with the address that its source says now"
  }

  /// One line for each status on the way, and one for the parcel.
  private func writeEvents(
    _ plan: Plan,
    in scope: ActScope,
    on connection: borrowing Connection
  ) throws {
    var from = plan.facts.status
    for passed in plan.step.statuses {
      let event = NewEvent(
        id: scope.newID(),
        orderID: order,
        kind: .status,
        from: from.rawValue,
        to: passed.rawValue,
        reason: passed == status ? plan.step.reason : nil
      )
      try scope.write(event, on: connection)
      from = passed
    }
    guard let words = plan.step.shipment?.words else { return }
    let parcel = NewEvent(id: scope.newID(), orderID: order, kind: .shipment, to: words)
    try scope.write(parcel, on: connection)
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

  private func audit(_ plan: Plan) -> JSONObject {
    var detail = JSONObject([
      .init(key: "number", value: .string(plan.facts.number)),
      .init(key: "from", value: .string(plan.facts.status.rawValue)),
      .init(key: "to", value: .string(status.rawValue)),
    ])
    if let reason = plan.step.reason { detail["reason"] = .string(reason) }
    if let words = plan.step.shipment?.words { detail["shipment"] = .string(words) }
    return detail
  }

  // MARK: Undo

  static func takeBack(
    _ change: StandingChange,
    in scope: ActScope,
    on connection: borrowing Connection
  ) throws -> AppliedChange {
    let facts = try scope.facts(of: change.order, on: connection)
    let inverse = try StatusInverse(change.inverse, of: facts)
    try refuseIfChanged(facts, inverse, change, in: scope, on: connection)
    var after = facts
    after.status = inverse.from
    after.statusOwner = inverse.owner
    after.deliveredAt = inverse.deliveredAt
    if facts.carrier == inverse.newCarrier { after.carrier = inverse.carrier }
    if facts.trackingNumber == inverse.newTracking { after.trackingNumber = inverse.tracking }
    let address = try write(after, in: scope, on: connection)
    try OrderChanges.deleteMessage(inverse.line, on: connection)
    try scope.writeUndo(
      of: facts.id,
      field: "status",
      from: facts.status.rawValue,
      to: after.status.rawValue,
      on: connection
    )
    return AppliedChange(
      sentence: "\(facts.number) is \(after.status) again\(address)",
      before: facts.status.rawValue,
      audit: JSONObject([
        .init(key: "number", value: .string(facts.number)),
        .init(key: "from", value: .string(facts.status.rawValue)),
        .init(key: "to", value: .string(after.status.rawValue)),
      ])
    )
  }

  private static func refuseIfChanged(
    _ facts: OrderFacts,
    _ inverse: StatusInverse,
    _ change: StandingChange,
    in scope: ActScope,
    on connection: borrowing Connection
  ) throws {
    try scope.refuseIfChangedSince(change, field: .status, of: facts, on: connection)
    guard facts.status == inverse.to else {
      let rule = "cannot be taken back: it is \(facts.status) now"
      throw Refusal.about(facts, .cannotUndo, rule)
    }
    guard inverse.owner == .staff || facts.sourceStatus == inverse.sourceStatus else {
      let word = facts.sourceStatus ?? "nothing"
      let rule = "cannot be taken back: its source says \(word) since; set the status you want"
      throw Refusal.about(facts, .cannotUndo, rule)
    }
  }
}

extension ShipmentNote {
  /// `DHL 00340434161094`; nil when there is neither.
  fileprivate var words: String? {
    let words = [carrier, trackingNumber].compactMap(\.self)
    return words.isEmpty ? nil : words.joined(separator: " ")
  }
}
