import Commerce
import JSON
import SQLiteKit
import Store

/// Adds an internal note, which no customer ever sees.
struct AddNote: DeskOperation {
  static let name = "add_note"
  static let undo = UndoRule.always
  static let insteadOfUndo: String? = "add a note that corrects it"
  static let longest = 10_000

  var order: OrderID
  var body: String

  struct Plan: Sendable {
    var facts: OrderFacts
    var body: String
  }

  var record: JSONObject { JSONObject([.init(key: "body", value: .string(body))]) }

  static func read(_ record: JSONObject, order: OrderID) -> Operation? {
    record["body"]?.stringValue.map { .addNote(order, body: $0) }
  }

  func sentence(ofMany count: Int) -> String {
    "note added to \(count) \(count == 1 ? "order" : "orders")"
  }

  func rule(
    in scope: ActScope,
    on connection: borrowing Connection
  ) throws -> Ruling<Plan> {
    let facts = try scope.facts(of: order, on: connection)
    let words = try WrittenText.read(body, as: "a note", longest: Self.longest, about: facts)
    return .change(Plan(facts: facts, body: words))
  }

  func apply(
    _ plan: Plan,
    in scope: ActScope,
    on connection: borrowing Connection
  ) throws -> AppliedChange {
    let event = NewEvent(id: scope.newID(), orderID: order, kind: .note, to: plan.body)
    try scope.write(event, on: connection)
    try OrderChanges.touch(order, at: scope.now, on: connection)
    let isMore = try scope.takeOut(plan.body, ofDraft: .note, of: order, on: connection)
    let done = "note added to \(plan.facts.number)"
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
      field: "note",
      from: "note",
      to: nil,
      event: event,
      on: connection
    )
    try OrderChanges.touch(facts.id, at: scope.now, on: connection)
    try scope.giveBack(body, asDraft: .note, of: facts.id, on: connection)
    return AppliedChange(
      sentence: "note on \(facts.number) taken back, its text is a draft again",
      audit: JSONObject([
        .init(key: "number", value: .string(facts.number)),
        .init(key: "event", value: .string(event)),
      ])
    )
  }
}
