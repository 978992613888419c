import Commerce
import JSON
import SQLiteKit
import Store

/// Puts an order off until a time, or until its customer writes.
struct SnoozeOrder: DeskOperation {
  static let name = "snooze"
  static let undo = UndoRule.always
  static let insteadOfUndo: String? = "end its snooze instead"

  var order: OrderID
  var end: SnoozeEnd

  var record: JSONObject { JSONObject([.init(key: "until", value: .string(end.text))]) }

  static func read(_ record: JSONObject, order: OrderID) -> Operation? {
    record["until"]?.stringValue.flatMap(SnoozeEnd.init(text:)).map { .snooze(order, until: $0) }
  }

  func sentence(ofMany count: Int) -> String {
    CountText.of(count, "order is", many: "orders are") + " snoozed"
  }

  func rule(
    in scope: ActScope,
    on connection: borrowing Connection
  ) throws -> Ruling<SnoozeChange> {
    let facts = try scope.facts(of: order, on: connection)
    if let time = end.time, time <= scope.now {
      let words = scope.zone.nearTime(time, now: scope.now)
      throw Refusal.about(facts, .invalid, "\(words) has passed; name a later time").helpable
    }
    if let now = facts.snooze, now.end == end, !now.isOver(at: scope.now) {
      return .unchanged("\(facts.number) is snoozed \(scope.words(of: end)) already")
    }
    let snooze = Snooze(until: end, since: scope.now, staff: scope.actor.id, name: "")
    return .change(SnoozeChange(facts: facts, after: snooze))
  }

  func refuseRedo(
    after undo: String,
    in scope: ActScope,
    on connection: borrowing Connection
  ) throws {
    try scope.refuseRedo(of: .snooze, of: order, after: undo, on: connection)
  }

  func apply(
    _ plan: SnoozeChange,
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
    try SnoozeChange.takeBack(change, in: scope, on: connection)
  }
}

/// Brings a snoozed order back before its time.
struct Unsnooze: DeskOperation {
  static let name = "unsnooze"
  static let undo = UndoRule.always
  static let insteadOfUndo: String? = "snooze it again"

  var order: OrderID

  var record: JSONObject { JSONObject() }

  static func read(_ record: JSONObject, order: OrderID) -> Operation? { .unsnooze(order) }

  func sentence(ofMany count: Int) -> String {
    CountText.of(count, "order is", many: "orders are") + " no longer snoozed"
  }

  func rule(
    in scope: ActScope,
    on connection: borrowing Connection
  ) throws -> Ruling<SnoozeChange> {
    let facts = try scope.facts(of: order, on: connection)
    guard let snooze = facts.snooze else { return .unchanged("\(facts.number) is not snoozed") }
    guard !snooze.isOver(at: scope.now) else {
      return .unchanged("\(facts.number) is back from its snooze already")
    }
    return .change(SnoozeChange(facts: facts, after: nil))
  }

  func refuseRedo(
    after undo: String,
    in scope: ActScope,
    on connection: borrowing Connection
  ) throws {
    try scope.refuseRedo(of: .snooze, of: order, after: undo, on: connection)
  }

  func apply(
    _ plan: SnoozeChange,
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
    try SnoozeChange.takeBack(change, in: scope, on: connection)
  }
}

/// Notes that an order that is back was opened; no act, since nobody decided anything.
struct SeeSnoozeEnd: DeskOperation {
  static let name = "see_snooze_end"
  static let leavesTrace = false
  static let undo = UndoRule.never

  var order: OrderID

  var record: JSONObject { JSONObject() }

  static func read(_ record: JSONObject, order: OrderID) -> Operation? { .seeSnoozeEnd(order) }

  func sentence(ofMany count: Int) -> String {
    CountText.of(count, "order is", many: "orders are") + " seen to be back"
  }

  func rule(
    in scope: ActScope,
    on connection: borrowing Connection
  ) throws -> Ruling<OrderFacts> {
    let facts = try scope.facts(of: order, on: connection)
    guard let snooze = facts.snooze, snooze.isOver(at: scope.now) else {
      return .unchanged("\(facts.number) has not come back from a snooze")
    }
    return .change(facts)
  }

  func apply(
    _ plan: OrderFacts,
    in scope: ActScope,
    on connection: borrowing Connection
  ) throws -> AppliedChange {
    try OrderChanges.writeSnooze(nil, of: order, on: connection)
    return AppliedChange(sentence: "\(plan.number) is seen to be back", audit: JSONObject())
  }

  static func takeBack(
    _ change: StandingChange,
    in scope: ActScope,
    on connection: borrowing Connection
  ) throws -> AppliedChange {
    throw Refusal.unreadableInverse(of: try scope.facts(of: change.order, on: connection))
  }
}
