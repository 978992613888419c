import Commerce
import JSON
import SQLiteKit
import Store

/// Says how soon an order wants somebody's eyes.
struct SetPriority: DeskOperation {
  static let name = "set_priority"
  static let undo = UndoRule.always
  static let insteadOfUndo: String? = "set another priority instead"

  var order: OrderID
  var priority: Priority

  var record: JSONObject { JSONObject([.init(key: "to", value: .string(priority.rawValue))]) }

  static func read(_ record: JSONObject, order: OrderID) -> Operation? {
    record["to"]?.stringValue.flatMap(Priority.init(rawValue:)).map { .setPriority(order, to: $0) }
  }

  func sentence(ofMany count: Int) -> String {
    CountText.of(count, "order has", many: "orders have") + " priority \(priority)"
  }

  func rule(
    in scope: ActScope,
    on connection: borrowing Connection
  ) throws -> Ruling<OrderFacts> {
    let facts = try scope.facts(of: order, on: connection)
    guard facts.priority != priority else {
      return .unchanged("\(facts.number) has priority \(priority) already")
    }
    return .change(facts)
  }

  func refuseRedo(
    after undo: String,
    in scope: ActScope,
    on connection: borrowing Connection
  ) throws {
    try scope.refuseRedo(of: .priority, of: order, after: undo, on: connection)
  }

  func apply(
    _ plan: OrderFacts,
    in scope: ActScope,
    on connection: borrowing Connection
  ) throws -> AppliedChange {
    try OrderChanges.writePriority(priority, of: order, on: connection)
    try OrderChanges.touch(order, at: scope.now, on: connection)
    let event = NewEvent(
      id: scope.newID(),
      orderID: order,
      kind: .priority,
      from: plan.priority.rawValue,
      to: priority.rawValue
    )
    try scope.write(event, on: connection)
    return AppliedChange(
      sentence: "\(plan.number) has priority \(priority)",
      before: plan.priority.rawValue,
      inverse: Self.words(from: plan.priority, to: priority),
      audit: Self.audit(plan, to: priority)
    )
  }

  private static func words(from: Priority, to: Priority) -> JSONObject {
    JSONObject([
      .init(key: "from", value: .string(from.rawValue)),
      .init(key: "to", value: .string(to.rawValue)),
    ])
  }

  private static func audit(_ facts: OrderFacts, to priority: Priority) -> JSONObject {
    var detail = words(from: facts.priority, to: priority)
    detail["number"] = .string(facts.number)
    return detail
  }

  static func takeBack(
    _ change: StandingChange,
    in scope: ActScope,
    on connection: borrowing Connection
  ) throws -> AppliedChange {
    let facts = try scope.facts(of: change.order, on: connection)
    guard let from = change.inverse["from"]?.stringValue.flatMap(Priority.init(rawValue:)),
      let to = change.inverse["to"]?.stringValue.flatMap(Priority.init(rawValue:))
    else { throw Refusal.unreadableInverse(of: facts) }
    try scope.refuseIfChangedSince(change, field: .priority, of: facts, on: connection)
    guard facts.priority == to else {
      let rule = "cannot be taken back: it has priority \(facts.priority) now"
      throw Refusal.about(facts, .cannotUndo, rule)
    }
    try OrderChanges.writePriority(from, of: facts.id, on: connection)
    try OrderChanges.touch(facts.id, at: scope.now, on: connection)
    try scope.writeUndo(
      of: facts.id,
      field: EventKind.priority.rawValue,
      from: "priority \(to)",
      to: "priority \(from)",
      on: connection
    )
    return AppliedChange(
      sentence: "\(facts.number) has priority \(from) again",
      before: to.rawValue,
      audit: audit(facts, to: from)
    )
  }
}
