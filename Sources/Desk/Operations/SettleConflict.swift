import Commerce
import JSON
import SQLiteKit
import Store

/// Ends the conflict on a field: what we have stays, or what the source says is taken.
///
/// A status is taken by the rules of every step, so an illegal one is refused here too.
struct SettleConflict: DeskOperation {
  static let name = "settle_conflict"
  static let undo = UndoRule.always
  static let insteadOfUndo: String? = "set the value you want instead"

  var order: OrderID
  var field: String
  var keep: ConflictSide
  /// What the person chose from; nil is what both sides say when it is done.
  var seen: ConflictValues?
  var reason: String?

  struct Plan: Sendable {
    var number: String
    var conflict: FieldConflict
    var serials: [Int]
    var reason: String?
    var change: ConflictChange
  }

  var record: JSONObject {
    var record = JSONObject([
      .init(key: "field", value: .string(field)), .init(key: "keep", value: .string(keep.rawValue)),
    ])
    if let seen {
      record["ours"] = .string(seen.ours)
      record["theirs"] = .string(seen.theirs)
    }
    if let reason { record["reason"] = .string(reason) }
    return record
  }

  static func read(_ record: JSONObject, order: OrderID) -> Operation? {
    guard let field = record["field"]?.stringValue,
      let keep = record["keep"]?.stringValue.flatMap(ConflictSide.init(rawValue:))
    else { return nil }
    var seen: ConflictValues?
    if let ours = record["ours"]?.stringValue, let theirs = record["theirs"]?.stringValue {
      seen = ConflictValues(ours: ours, theirs: theirs)
    }
    let reason = record["reason"]?.stringValue
    return .settleConflict(order, field: field, keep: keep, seen: seen, reason: reason)
  }

  func sentence(ofMany count: Int) -> String {
    CountText.of(count, "conflict is settled", many: "conflicts are settled")
  }

  // MARK: Rule

  func rule(
    in scope: ActScope,
    on connection: borrowing Connection
  ) throws -> Ruling<Plan> {
    let facts = try OrderFacts.of(order, on: connection)
    let number = try facts?.number ?? OrderChanges.number(of: order, on: connection)
    let subject = number ?? order.rawValue
    let open = try Conflicts.open(of: order, field: field, on: connection)
    guard let newest = open.last else {
      guard try Conflicts.isKnown(field, of: order, on: connection) else {
        throw Refusal(
          .notFound,
          orderID: order,
          orderNumber: number,
          sentence: "\(subject): there is no conflict on its \(label)"
        )
      }
      return .unchanged("\(subject): the conflict on \(label) is settled already")
    }
    if let seen { try refuse(newest.conflict, unless: seen, about: subject) }
    let text = try words(of: reason, about: subject)
    let change = try ConflictRuling(
      number: subject,
      facts: facts,
      newest: newest,
      keep: keep,
      reason: text
    ).change(in: scope, on: connection)
    return .change(
      Plan(
        number: subject,
        conflict: newest.conflict,
        serials: open.map(\.serial),
        reason: text,
        change: change
      )
    )
  }

  /// Nobody settles what he has not seen; this also holds for what is done again.
  private func refuse(
    _ conflict: FieldConflict,
    unless seen: ConflictValues,
    about number: String
  ) throws {
    let now = conflict.values
    guard now != seen else { return }
    let news =
      now.theirs != seen.theirs
      ? "the source says \(now.theirs) since" : "its \(label) here is \(now.ours) since"
    throw Refusal(
      .revisionConflict,
      orderID: order,
      orderNumber: conflict.orderNumber,
      sentence: "\(number): \(news); look at the conflict and settle it again"
    )
  }

  private var label: String { field.replacing("_", with: " ") }

  private func words(of reason: String?, about number: String) throws -> String? {
    guard let reason, Reason.trimmed(reason) != nil else { return nil }
    guard let words = Reason(reason) else {
      let rule = "a reason has at least \(Reason.fewestVisible) visible characters"
      throw Refusal(.invalid, orderID: order, sentence: "\(number): \(rule)")
    }
    return words.text
  }

  // MARK: Apply

  func apply(
    _ plan: Plan,
    in scope: ActScope,
    on connection: borrowing Connection
  ) throws -> AppliedChange {
    var inverse = JSONObject([.init(key: "field", value: .string(field))])
    var money = ""
    switch plan.change {
    case .none: break
    case .status(let step, let stepPlan):
      let applied = try step.apply(stepPlan, in: scope, on: connection)
      money = stepPlan.money.ending
      if let words = applied.inverse { inverse["status"] = .object(words) }
    case .address(let before, let after):
      try Conflicts.writeAddress(after, of: order, on: connection)
      inverse["address"] = [
        "before": .optional(before), "after": .string(after),
      ]
    case .edit(let part, let before, let after):
      try after.write(to: order, on: connection)
      inverse["edit"] = [
        "field": .string(part.rawValue), "before": before.record, "after": after.record,
      ]
    }
    try Conflicts.settle(plan.serials, by: scope.actID, at: scope.now, on: connection)
    try OrderChanges.touch(order, at: scope.now, on: connection)
    let value = plan.conflict.value(of: keep)
    let what = "\(plan.conflict.label) settled: \(keep == .ours ? "ours kept" : "theirs taken")"
    let event = NewEvent(
      id: scope.newID(),
      orderID: order,
      kind: .conflict,
      to: "\(what), \(value)",
      reason: plan.reason
    )
    try scope.write(event, on: connection)
    var done = self
    done.seen = plan.conflict.values
    return AppliedChange(
      sentence: "\(plan.number): conflict on \(what), \(value)\(money)",
      before: plan.conflict.words,
      inverse: inverse,
      audit: audit(plan),
      done: done
    )
  }

  private func audit(_ plan: Plan) -> JSONObject {
    var detail = JSONObject([
      .init(key: "number", value: .string(plan.number)),
      .init(key: "field", value: .string(field)),
      .init(key: "keep", value: .string(keep.rawValue)),
      .init(key: "ours", value: .optional(plan.conflict.ours)),
      .init(key: "theirs", value: .optional(plan.conflict.theirs)),
    ])
    if let reason = plan.reason { detail["reason"] = .string(reason) }
    return detail
  }

  // MARK: Undo

  static func takeBack(
    _ change: StandingChange,
    in scope: ActScope,
    on connection: borrowing Connection
  ) throws -> AppliedChange {
    let id = change.order
    let number = try OrderChanges.number(of: id, on: connection) ?? id.rawValue
    guard let field = change.inverse["field"]?.stringValue else {
      throw Refusal.neverTakenBack(id, "what another version of this program settled")
    }
    let back = try takeValueBack(change, in: scope, on: connection)
    try Conflicts.reopen(settledBy: change.actID, of: id, on: connection)
    try OrderChanges.touch(id, at: scope.now, on: connection)
    let label = field.replacing("_", with: " ")
    let isOpen = try !Conflicts.open(of: id, field: field, on: connection).isEmpty
    let ending =
      isOpen
      ? "the conflict on \(label) stands again"
      : "its settling is taken back, and there is no conflict on \(label) any more"
    let kind = EventKind.conflict.rawValue
    let what = "settled conflict on \(label)"
    try scope.writeUndo(of: id, field: kind, from: what, to: nil, on: connection)
    return AppliedChange(
      sentence: (back.map { "\($0); " } ?? "\(number): ") + ending,
      before: "settled",
      audit: JSONObject([
        .init(key: "number", value: .string(number)), .init(key: "field", value: .string(field)),
      ])
    )
  }

  /// Gives the order the value that it had; says so in a sentence.
  private static func takeValueBack(
    _ change: StandingChange,
    in scope: ActScope,
    on connection: borrowing Connection
  ) throws -> String? {
    let id = change.order
    if let status = change.inverse["status"]?.objectValue {
      let step = StandingChange(actID: change.actID, order: id, inverse: status)
      return try SetStatus.takeBack(step, in: scope, on: connection).sentence
    }
    if let edit = change.inverse["edit"] {
      return try takeEditBack(edit, of: id, in: scope, on: connection)
    }
    guard let address = change.inverse["address"] else { return nil }
    let facts = try scope.facts(of: id, on: connection)
    // Where the source's address holds again, there is none of ours to go back to.
    guard facts.isAddressKept else { return nil }
    try EditPlan.refuseTakingBack(facts, in: scope)
    guard try Conflicts.address(of: id, on: connection) == address["after"]?.stringValue else {
      throw Refusal.changedSince(.address, of: facts)
    }
    try Conflicts.writeAddress(address["before"]?.stringValue, of: id, on: connection)
    return "\(facts.number) has its address from before again"
  }

  private static func takeEditBack(
    _ edit: JSONValue,
    of id: OrderID,
    in scope: ActScope,
    on connection: borrowing Connection
  ) throws -> String? {
    let facts = try scope.facts(of: id, on: connection)
    guard let part = edit["field"]?.stringValue.flatMap(OrderEdit.Part.init(rawValue:)),
      let before = edit["before"].flatMap({ EditedValue(part, $0) }),
      let after = edit["after"]
    else { throw Refusal.unreadableInverse(of: facts) }
    // Where the field is the source's again, there is none of ours to go back to.
    guard try OrderEdits.said(part, of: id, on: connection) != nil else { return nil }
    try EditPlan.refuseTakingBack(facts, in: scope)
    guard let fields = try OrderEdits.fields(of: facts, on: connection),
      EditedValue(part, of: fields).record == after
    else {
      throw Refusal.changedSince(part, of: facts)
    }
    try before.write(to: id, on: connection)
    return "\(facts.number) has its \(part.label) from before again"
  }
}
