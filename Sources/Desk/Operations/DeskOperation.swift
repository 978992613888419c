import Commerce
import JSON
import SQLiteKit
import Store

/// One thing that staff can do: its rule, what it writes, and how that is taken back.
///
/// A new operation is one file with a type that conforms, and its entry in `OperationRegistry`.
protocol DeskOperation: Sendable {
  /// All that `rule` found out and `apply` needs.
  associatedtype Plan: Sendable

  /// The word for it in acts, audit and `--json`.
  static var name: String { get }
  /// False for what is no act of its own, such as a draft: no undo, no audit, no event.
  static var leavesTrace: Bool { get }
  static var undo: UndoRule { get }
  /// What to do when the time for undo has passed; nil where there is no undo.
  static var insteadOfUndo: String? { get }

  var order: OrderID { get }
  /// Everything that is needed to do the same again.
  var record: JSONObject { get }
  /// What many of them come to: `38 orders are shipped`.
  func sentence(ofMany count: Int) -> String

  /// The operation that `record` described; nil when the record is not one of ours.
  static func read(_ record: JSONObject, order: OrderID) -> Operation?

  /// Refuses with a ``Refusal``, or says what is to be done; writes nothing.
  func rule(
    in scope: ActScope,
    on connection: borrowing Connection
  ) throws -> Ruling<Plan>

  /// Refuses to do again what somebody else changed since the act `undo` took it back.
  func refuseRedo(
    after undo: String,
    in scope: ActScope,
    on connection: borrowing Connection
  ) throws

  /// Writes rows, events and outbox rows; throws ``NothingToChange`` where only doing it shows
  /// that all is as wanted already.
  func apply(
    _ plan: Plan,
    in scope: ActScope,
    on connection: borrowing Connection
  ) throws -> AppliedChange

  /// Takes back what applying it noted as the inverse, or refuses.
  static func takeBack(
    _ change: StandingChange,
    in scope: ActScope,
    on connection: borrowing Connection
  ) throws -> AppliedChange
}

extension DeskOperation {
  static var leavesTrace: Bool { true }
  static var insteadOfUndo: String? { nil }

  /// What changes no field of an order overwrites nothing.
  func refuseRedo(
    after undo: String,
    in scope: ActScope,
    on connection: borrowing Connection
  ) throws {}
}

enum UndoRule {
  case never
  /// A single one has its opposite at hand and may happen by itself; many at once are an act.
  case onlyInBulk
  case always

  func holds(inBulk: Bool) -> Bool {
    switch self {
    case .never: false
    case .onlyInBulk: inBulk
    case .always: true
    }
  }
}

enum Ruling<Plan: Sendable>: Sendable {
  /// All is as wanted already; the sentence says so.
  case unchanged(String)
  case change(Plan)
}

/// What was written is taken back, as all is as wanted already; the sentence says so.
struct NothingToChange: Error {
  var sentence: String
}

/// What one operation did to one order.
struct AppliedChange {
  /// For the status line: `CHT001234 is packaged`.
  var sentence: String
  /// What it was before, for a dry run; nil when there is nothing to say.
  var before: String?
  /// What takes it back; nil when nothing does.
  var inverse: JSONObject?
  /// For the audit trail.
  var audit: JSONObject
  /// What was done, where that is known better than what was asked for: it is what is done again.
  var done: (any DeskOperation)?
  /// The order that it has placed; nil where none was.
  var made: MadeOrder?
  /// Changes of other acts that this one takes back; undo passes them over from now on.
  var takesBack: [RecordedChange] = []
}

/// A change of an act that is to be taken back.
struct StandingChange {
  var actID: String
  var order: OrderID
  var inverse: JSONObject
}

/// Who does something, when, and as which act.
struct ActScope: Sendable {
  var actor: Staff
  var osUser: String
  var via: String
  var now: Instant
  var actID: String
  /// Until when an act that sends nothing can be taken back.
  var undoUntil: Instant
  /// When what goes through the outbox may leave the house; its act can be taken back until then.
  var leavesAt: Instant
  var refundLimits = RefundLimits()
  var zone = LocalZone.utc
  /// A dry run, of which nothing stays.
  var isRehearsal = false
  /// The undo that is done again, when this is a redo.
  var redoes: String?
  var newID: @Sendable () -> String

  var author: EventAuthor {
    EventAuthor(actor: actor.name, via: via, at: now, actID: actID)
  }

  /// A person's role or name may have changed since the console was opened.
  mutating func readActorAgain(on connection: borrowing Connection) throws {
    guard let person = try StaffTable.person(actor.id, on: connection) else { return }
    actor.role = person.role
    actor.name = person.name
  }

  /// The order, or the refusal that there is none.
  func facts(of id: OrderID, on connection: borrowing Connection) throws -> OrderFacts {
    if let facts = try OrderFacts.of(id, on: connection) { return facts }
    guard let number = try OrderChanges.number(of: id, on: connection) else {
      throw Refusal(.notFound, orderID: id, sentence: "there is no order \(id)")
    }
    throw Refusal(
      .notFound,
      orderID: id,
      orderNumber: number,
      sentence: "\(number) is a checkout that is not paid yet, so it is no order"
    )
  }

  /// Adds a line to the order's timeline.
  func write(_ event: NewEvent, on connection: borrowing Connection) throws {
    try OrderChanges.append(event, by: author, on: connection)
  }

  /// Refuses to take a field back that somebody has changed since, with the name and the change.
  func refuseIfChangedSince(
    _ change: StandingChange,
    field: EventKind,
    part: String? = nil,
    of facts: OrderFacts,
    on connection: borrowing Connection
  ) throws {
    let since = try OrderChanges.change(
      of: field,
      part: part,
      of: change.order,
      after: change.actID,
      besides: actID,
      on: connection
    )
    guard let since else { return }
    let who = since.staffID == actor.id ? "you" : since.actor
    let rule = "cannot be taken back: \(who) \(ChangeWords.phrase(since)) since"
    throw Refusal.about(facts, .cannotUndo, rule)
  }

  /// Refuses to do a field again that somebody else has changed since, with the name and the change.
  ///
  /// A person's own undos since then are done again before this one, so they are not looked at.
  func refuseRedo(
    of field: EventKind,
    part: String? = nil,
    of id: OrderID,
    after undo: String,
    on connection: borrowing Connection
  ) throws {
    let since = try OrderChanges.change(
      of: field,
      part: part,
      of: id,
      after: undo,
      besides: actID,
      byOthersThan: actor.id,
      on: connection
    )
    guard let since else { return }
    let rule = "cannot be done again: \(since.actor) \(ChangeWords.phrase(since)) since"
    throw Refusal.about(try facts(of: id, on: connection), .cannotUndo, rule)
  }

  /// The line that says that something was taken back.
  func writeUndo(
    of id: OrderID,
    field: String,
    from: String?,
    to: String?,
    event: String? = nil,
    on connection: borrowing Connection
  ) throws {
    var detail: JSONObject = JSONObject([.init(key: "field", value: .string(field))])
    if let event { detail["event"] = .string(event) }
    let line = NewEvent(
      id: newID(),
      orderID: id,
      kind: .undo,
      from: from,
      to: to,
      detail: JSONValue.object(detail).text()
    )
    try write(line, on: connection)
  }
}

extension Refusal {
  /// A refusal about an order, its sentence beginning with the order's number.
  static func about(_ facts: OrderFacts, _ kind: Kind, _ rule: String) -> Refusal {
    Refusal(
      kind,
      orderID: facts.id,
      orderNumber: facts.number,
      sentence: "\(facts.number): \(rule)"
    )
  }

  /// The same refusal, of something that the person can do something about.
  var helpable: Refusal {
    var refusal = self
    refusal.canBeHelped = true
    return refusal
  }
}
