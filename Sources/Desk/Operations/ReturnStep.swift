import Commerce
import JSON
import SQLiteKit
import Store

/// What all steps of a return do alike, once it was asked for.
protocol ReturnStep: DeskOperation where Plan == ReturnFacts {
  var id: ReturnID { get }
  var move: ReturnMove { get }
}

extension ReturnStep {
  static var undo: UndoRule { .always }

  /// The record of a step that has nothing but its return.
  var returnRecord: JSONObject {
    JSONObject([.init(key: "return", value: .integer(id.number))])
  }

  var record: JSONObject {
    var record = returnRecord
    if let reason = move.reason { record["reason"] = .string(reason) }
    return record
  }

  func sentence(ofMany count: Int) -> String {
    CountText.of(count, "return is", many: "returns are") + " \(move.state.words)"
  }

  static func id(in record: JSONObject) -> ReturnID? {
    record["return"]?.integerValue.map { ReturnID(Int($0)) }
  }

  // MARK: Rule

  /// The plan is the return as it will be.
  func rule(
    in scope: ActScope,
    on connection: borrowing Connection
  ) throws -> Ruling<ReturnFacts> {
    var facts = try scope.goods(id, of: order, on: connection)
    guard facts.goods.state != move.state else { return .unchanged(try alreadyThere(facts)) }
    let role = scope.actor.role
    if let refusal = ReturnRules.refusal(from: facts.goods.state, by: role, move) {
      throw facts.refusal(refusal.kind, "\(facts.words): \(refusal.sentence)")
    }
    try fill(&facts)
    let person = OrderReturn.Person(id: scope.actor.id, name: scope.actor.name)
    facts.goods.take(move, by: person, at: scope.now)
    return .change(facts)
  }

  /// A tracking number is never dropped in silence.
  private func alreadyThere(_ facts: ReturnFacts) throws -> String {
    let words = "\(facts.words) is \(facts.goods.state.words) already"
    guard case .send(let note) = move else { return "\(facts.order.number): \(words)" }
    let known = (facts.goods.trackingNumber ?? "").split(separator: ", ").map(String.init)
    let new = note.trimmed.trackingNumbers.filter { !known.contains($0) }
    guard !new.isEmpty else { return "\(facts.order.number): \(words)" }
    let rule = "\(words), so \(new.joined(separator: ", ")) is not noted; write it in a note"
    throw facts.refusal(.illegal, rule)
  }

  /// What the step says beside its state.
  private func fill(_ facts: inout ReturnFacts) throws {
    switch move {
    case .approve, .reject, .close, .cancel: return
    case .send(let note):
      if let problem = ShippingRules.problem(with: note.trimmed) {
        throw facts.refusal(.invalid, problem.sentence)
      }
    case .receive(let goods):
      switch ReturnRules.received(goods, of: facts.goods.lines) {
      case .success(let lines): facts.goods.lines = lines
      case .failure(let refusal): throw facts.refusal(refusal.kind, refusal.sentence)
      }
    }
  }

  // MARK: Apply

  func apply(
    _ facts: ReturnFacts,
    in scope: ActScope,
    on connection: borrowing Connection
  ) throws -> AppliedChange {
    guard let before = try ReturnTable.find(id, of: order, on: connection)?.state else {
      throw facts.refusal(.notFound, "there is no return \(id) of it")
    }
    let goods = facts.goods
    try ReturnTable.update(goods, actID: scope.actID, on: connection)
    let words = [goods.endReason, move.saysTracking ? goods.tracking : nil, condition(of: goods)]
    let reason = words.compactMap(\.self).joined(separator: ", ")
    let why = reason.isEmpty ? nil : reason
    try scope.writeReturn(facts, from: before, reason: why, on: connection)
    let details = condition(of: goods).map { ": \(goods.contents), \($0)" } ?? ""
    return AppliedChange(
      sentence: "\(facts.order.number): \(facts.words) is \(goods.state.words)\(details)",
      before: before.words,
      inverse: JSONObject([
        .init(key: "return", value: .integer(id.number)),
        .init(key: "from", value: .string(before.rawValue)),
        .init(key: "to", value: .string(goods.state.rawValue)),
      ]),
      audit: facts.detail(from: before, to: goods.state)
    )
  }

  private func condition(of goods: OrderReturn) -> String? {
    move.state == .received ? goods.condition : nil
  }

  // MARK: Undo

  static func takeBack(
    _ change: StandingChange,
    in scope: ActScope,
    on connection: borrowing Connection
  ) throws -> AppliedChange {
    guard let from = change.inverse["from"]?.stringValue.flatMap(ReturnState.init(rawValue:)),
      let to = change.inverse["to"]?.stringValue.flatMap(ReturnState.init(rawValue:))
    else { throw Refusal.unreadableInverse(of: try scope.facts(of: change.order, on: connection)) }
    var facts = try scope.returnToTakeBack(change, left: to, on: connection)
    if !from.isHere { try refuseIfRefunded(facts, on: connection) }
    let held = facts.goods.held
    facts.goods.goBack(to: from)
    // Of what is given up or came in part, the rest was free for another return meanwhile.
    if facts.goods.held != held { try refuseIfElsewhere(facts, in: scope, on: connection) }
    try ReturnTable.update(facts.goods, actID: scope.actID, on: connection)
    try scope.writeUndo(
      of: facts.order.id,
      field: EventKind.goodsReturn.rawValue,
      from: "\(facts.words) \(to.words)",
      to: "\(facts.words) \(from.words)",
      on: connection
    )
    try OrderChanges.touch(facts.order.id, at: scope.now, on: connection)
    return AppliedChange(
      sentence: "\(facts.order.number): \(facts.words) is \(from.words) again",
      before: to.words,
      audit: facts.detail(from: to, to: from)
    )
  }

  /// Money that goes back for the goods, or has, rests on their being here.
  private static func refuseIfRefunded(
    _ facts: ReturnFacts,
    on connection: borrowing Connection
  ) throws {
    let refunds = try RefundTable.refunds(of: facts.order.id, on: connection)
      .filter { $0.returnID == facts.goods.id && RefundRules.isReserving($0.state) }
    guard let refund = refunds.first(where: \.state.isSettled) ?? refunds.first else { return }
    let rule = "cannot be taken back: the refund of \(refund.amount.display()) rests on it"
    guard !refund.state.isSettled else {
      throw facts.refusal(.cannotUndo, "\(rule) and is paid")
    }
    throw facts.refusal(.cannotUndo, "\(rule); cancel that refund first").helpable
  }

  /// What the return is to hold again may be in another one by now, or on its way back to the desk.
  private static func refuseIfElsewhere(
    _ facts: ReturnFacts,
    in scope: ActScope,
    on connection: borrowing Connection
  ) throws {
    guard ReturnRules.canBegin(for: facts.order.status) else {
      let rule = "cannot be taken back: the order is \(facts.order.status) by now"
      throw facts.refusal(.cannotUndo, rule)
    }
    let others = try ReturnTable.returns(of: facts.order.id, on: connection)
      .filter { $0.id != facts.goods.id }
    let left = try scope.left(of: facts.order, after: others, on: connection)
    let goods = facts.goods.held.map { ItemQuantity(item: $0.sku, quantity: $0.quantity) }
    guard case .failure = ReturnRules.contents(goods, of: left) else { return }
    let rule = "cannot be taken back: what it held is in another return by now"
    throw facts.refusal(.cannotUndo, rule)
  }
}

extension ReturnMove {
  fileprivate var saysTracking: Bool { if case .send = self { true } else { false } }
}
