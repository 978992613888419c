import Commerce
import JSON
import SQLiteKit
import Store

/// What a note to colleagues and one to the customer do alike; the kind of its line tells them apart.
protocol NoteOperation: DeskOperation where Plan == NotePlan {
  static var kind: EventKind { get }
  static var draft: Draft.Kind { get }
  /// `note`: what it is called in sentences.
  static var label: String { get }

  var body: String { get }
}

struct NotePlan: Sendable {
  var facts: OrderFacts
  var body: String
}

enum NoteLimits {
  static let longest = 10_000
}

extension NoteOperation {
  static var undo: UndoRule { .always }

  var record: JSONObject { JSONObject([.init(key: "body", value: .string(body))]) }

  func sentence(ofMany count: Int) -> String {
    "\(Self.label) added to \(CountText.of(count, "order"))"
  }

  func rule(
    in scope: ActScope,
    on connection: borrowing Connection
  ) throws -> Ruling<NotePlan> {
    let facts = try scope.facts(of: order, on: connection)
    let words = try WrittenText.read(
      body,
      as: "a \(Self.label)",
      longest: NoteLimits.longest,
      about: facts
    )
    return .change(NotePlan(facts: facts, body: words))
  }

  func apply(
    _ plan: NotePlan,
    in scope: ActScope,
    on connection: borrowing Connection
  ) throws -> AppliedChange {
    let event = NewEvent(id: scope.newID(), orderID: order, kind: Self.kind, to: plan.body)
    try scope.write(event, on: connection)
    try OrderChanges.touch(order, at: scope.now, on: connection)
    let isMore = try scope.takeOut(plan.body, ofDraft: Self.draft, of: order, on: connection)
    let done = "\(Self.label) added to \(plan.facts.number)"
    return AppliedChange(
      sentence: isMore ? "\(done); the other words of your draft stay" : done,
      inverse: JSONObject([
        .init(key: "event", value: .string(event.id)),
        .init(key: "body", value: .string(plan.body)),
      ]),
      audit: JSONObject([
        .init(key: "number", value: .string(plan.facts.number)),
        .init(key: "body_sha256", value: .string(SHA256.hexDigest(of: plan.body.utf8))),
      ])
    )
  }

  static func takeBack(
    _ change: StandingChange,
    in scope: ActScope,
    on connection: borrowing Connection
  ) throws -> AppliedChange {
    let facts = try scope.facts(of: change.order, on: connection)
    guard let event = change.inverse["event"]?.stringValue,
      let body = change.inverse["body"]?.stringValue
    else { throw Refusal.unreadableInverse(of: facts) }
    try scope.writeUndo(
      of: facts.id,
      field: kind.rawValue,
      from: label,
      to: nil,
      event: event,
      on: connection
    )
    try OrderChanges.touch(facts.id, at: scope.now, on: connection)
    try scope.giveBack(body, asDraft: draft, of: facts.id, on: connection)
    return AppliedChange(
      sentence: "\(label) on \(facts.number) taken back, its text is a draft again",
      audit: JSONObject([
        .init(key: "number", value: .string(facts.number)),
        .init(key: "event", value: .string(event)),
      ])
    )
  }
}
