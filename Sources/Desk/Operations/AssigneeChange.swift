import Commerce
import JSON
import SQLiteKit
import Store

/// What assigning and claiming do alike, once their rules have allowed it.
protocol AssigneeOperation: DeskOperation where Plan == AssigneeChange {}

extension AssigneeOperation {
  func refuseRedo(
    after undo: String,
    in scope: ActScope,
    on connection: borrowing Connection
  ) throws {
    try scope.refuseRedo(of: .assignee, of: order, after: undo, on: connection)
  }

  func apply(
    _ plan: AssigneeChange,
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
    try AssigneeInverse.takeBack(change, in: scope, on: connection)
  }
}

/// An order going from one person to another.
struct AssigneeChange: Sendable {
  let facts: OrderFacts
  let assignee: StaffID?
  /// The name of the new one; nil for nobody.
  let name: String?

  init(
    of facts: OrderFacts,
    to assignee: StaffID?,
    in scope: ActScope,
    on connection: borrowing Connection
  ) throws {
    self.facts = facts
    self.assignee = assignee
    name = try assignee.map { staff in
      guard let name = try OrderChanges.name(of: staff, on: connection) else {
        let who = staff == scope.actor.id ? "you are" : "\(staff.rawValue) is"
        throw Refusal.about(facts, .invalid, "\(who) not known as staff of this store")
      }
      return name
    }
  }

  var words: String { name.map { "assigned to \($0)" } ?? "nobody's" }

  func apply(in scope: ActScope, on connection: borrowing Connection) throws -> AppliedChange {
    let before = facts.assignment
    let since = assignee == nil ? nil : scope.now
    try OrderChanges.writeAssignee(assignee, since: since, of: facts.id, on: connection)
    try OrderChanges.touch(facts.id, at: scope.now, on: connection)
    let event = NewEvent(
      id: scope.newID(),
      orderID: facts.id,
      kind: .assignee,
      from: before?.name,
      to: name
    )
    try scope.write(event, on: connection)
    return AppliedChange(
      sentence: "\(facts.number) is \(words)",
      before: before.map { "assigned to \($0.name)" } ?? "nobody's",
      inverse: AssigneeInverse(from: before?.staff, since: before?.since, to: assignee).record,
      audit: Self.audit(facts, from: before?.staff, to: assignee)
    )
  }

  static func audit(_ facts: OrderFacts, from: StaffID?, to: StaffID?) -> JSONObject {
    JSONObject([
      .init(key: "number", value: .string(facts.number)),
      .init(key: "from", value: .optional(from?.rawValue)),
      .init(key: "to", value: .optional(to?.rawValue)),
    ])
  }
}

/// What takes a change of assignee back: who had the order before, and since when.
struct AssigneeInverse {
  var from: StaffID?
  var since: Instant?
  var to: StaffID?

  init(from: StaffID?, since: Instant?, to: StaffID?) {
    self.from = from
    self.since = since
    self.to = to
  }

  var record: JSONObject {
    JSONObject([
      .init(key: "from", value: .optional(from?.rawValue)),
      .init(key: "since", value: .optional(since?.rfc3339)),
      .init(key: "to", value: .optional(to?.rawValue)),
    ])
  }

  private init(_ record: JSONObject, of facts: OrderFacts) throws {
    guard let from = record["from"], let to = record["to"] else {
      throw Refusal.unreadableInverse(of: facts)
    }
    self.from = from.stringValue.map(StaffID.init(rawValue:))
    self.to = to.stringValue.map(StaffID.init(rawValue:))
    since = try record["since"]?.stringValue.map { try Instant(rfc3339: $0) }
  }

  static func takeBack(
    _ change: StandingChange,
    in scope: ActScope,
    on connection: borrowing Connection
  ) throws -> AppliedChange {
    let facts = try scope.facts(of: change.order, on: connection)
    let inverse = try AssigneeInverse(change.inverse, of: facts)
    try scope.refuseIfChangedSince(change, field: .assignee, of: facts, on: connection)
    let now = facts.assignment
    guard now?.staff == inverse.to else {
      let who = now.map { "\($0.name) has it now" } ?? "nobody has it now"
      throw Refusal.about(facts, .cannotUndo, "cannot be taken back: \(who)")
    }
    let past = try AssigneeChange(of: facts, to: inverse.from, in: scope, on: connection)
    try OrderChanges.writeAssignee(
      inverse.from,
      since: inverse.since,
      of: facts.id,
      on: connection
    )
    try OrderChanges.touch(facts.id, at: scope.now, on: connection)
    try scope.writeUndo(
      of: facts.id,
      field: EventKind.assignee.rawValue,
      from: "assigned to \(now?.name ?? "nobody")",
      to: "assigned to \(past.name ?? "nobody")",
      on: connection
    )
    return AppliedChange(
      sentence: "\(facts.number) is \(past.words) again",
      before: now.map { "assigned to \($0.name)" } ?? "nobody's",
      audit: AssigneeChange.audit(facts, from: now?.staff, to: inverse.from)
    )
  }
}

extension Assignment {
  /// Who has it and for how long: `Ben has had it for 3 min`.
  func words(at now: Instant) -> String {
    guard let since else { return "\(name) has it" }
    let seconds = now.milliseconds(since: since) / 1_000
    return switch seconds {
    case ..<1: "\(name) got it just now"
    case ..<60: "\(name) has had it for \(seconds) s"
    case ..<3_600: "\(name) has had it for \(seconds / 60) min"
    case ..<86_400: "\(name) has had it for \(seconds / 3_600) h"
    default: "\(name) has had it for \(seconds / 86_400) d"
    }
  }
}
