import Commerce
import JSON
import SQLiteKit
import Store

/// Puts tags on an order and takes tags off it.
struct TagOrder: DeskOperation {
  static let name = "tag"
  static let undo = UndoRule.always
  static let insteadOfUndo: String? = "tag it again"

  var order: OrderID
  var edit: TagEdit

  struct Plan: Sendable {
    var facts: OrderFacts
    var before: [String]
    var after: [String]
  }

  var record: JSONObject {
    JSONObject([
      .init(key: "add", value: .array(edit.add.map { .string($0) })),
      .init(key: "remove", value: .array(edit.remove.map { .string($0) })),
    ])
  }

  static func read(_ record: JSONObject, order: OrderID) -> Operation? {
    guard let add = Self.words(record["add"]), let remove = Self.words(record["remove"]) else {
      return nil
    }
    return .tag(order, TagEdit(add: add, remove: remove))
  }

  private static func words(_ value: JSONValue?) -> [String]? {
    guard let values = value?.arrayValue else { return nil }
    let words = values.compactMap(\.stringValue)
    return words.count == values.count ? words : nil
  }

  func sentence(ofMany count: Int) -> String {
    "tags of \(CountText.of(count, "order")) changed"
  }

  // MARK: Rule

  func rule(
    in scope: ActScope,
    on connection: borrowing Connection
  ) throws -> Ruling<Plan> {
    let facts = try scope.facts(of: order, on: connection)
    guard !edit.isEmpty else {
      throw Refusal.about(facts, .invalid, "name a tag to add or to remove")
    }
    let before = try OrderChanges.tags(of: order, on: connection)
    let after = try after(before, of: facts)
    guard after != before else { return .unchanged("\(facts.number) \(unchanged(after))") }
    let most = OrderTag.mostOfAnOrder
    guard after.count <= most || after.count < before.count else {
      throw Refusal.about(facts, .invalid, "an order has at most \(most) tags; remove some first")
    }
    return .change(Plan(facts: facts, before: before, after: after))
  }

  private func after(_ before: [String], of facts: OrderFacts) throws -> [String] {
    do {
      return try edit.applied(to: before)
    } catch {
      throw Refusal.about(facts, .invalid, error.sentence)
    }
  }

  private func unchanged(_ tags: [String]) -> String {
    edit.add.isEmpty
      ? "has no tag \(edit.remove.joined(separator: ", "))" : "\(Self.words(tags)) already"
  }

  private static func words(_ tags: [String]) -> String {
    tags.isEmpty ? "has no tags" : "is tagged \(tags.joined(separator: ", "))"
  }

  func refuseRedo(
    after undo: String,
    in scope: ActScope,
    on connection: borrowing Connection
  ) throws {
    try scope.refuseRedo(of: .tags, of: order, after: undo, on: connection)
  }

  // MARK: Apply

  func apply(
    _ plan: Plan,
    in scope: ActScope,
    on connection: borrowing Connection
  ) throws -> AppliedChange {
    try Self.write(plan, in: scope, on: connection)
    let event = NewEvent(
      id: scope.newID(),
      orderID: order,
      kind: .tags,
      from: Self.list(plan.before),
      to: Self.list(plan.after)
    )
    try scope.write(event, on: connection)
    return AppliedChange(
      sentence: "\(plan.facts.number) \(Self.words(plan.after))",
      before: Self.list(plan.before) ?? "no tags",
      inverse: JSONObject([
        .init(key: "from", value: .array(plan.before.map { .string($0) })),
        .init(key: "to", value: .array(plan.after.map { .string($0) })),
      ]),
      audit: Self.audit(plan)
    )
  }

  private static func write(
    _ plan: Plan,
    in scope: ActScope,
    on connection: borrowing Connection
  ) throws {
    try OrderChanges.writeTags(
      adding: plan.after.filter { !plan.before.contains($0) },
      removing: plan.before.filter { !plan.after.contains($0) },
      of: plan.facts.id,
      on: connection
    )
    try OrderChanges.touch(plan.facts.id, at: scope.now, on: connection)
  }

  private static func list(_ tags: [String]) -> String? {
    tags.isEmpty ? nil : tags.joined(separator: ", ")
  }

  private static func audit(_ plan: Plan) -> JSONObject {
    JSONObject([
      .init(key: "number", value: .string(plan.facts.number)),
      .init(key: "from", value: .array(plan.before.map { .string($0) })),
      .init(key: "to", value: .array(plan.after.map { .string($0) })),
    ])
  }

  // MARK: Undo

  static func takeBack(
    _ change: StandingChange,
    in scope: ActScope,
    on connection: borrowing Connection
  ) throws -> AppliedChange {
    let facts = try scope.facts(of: change.order, on: connection)
    guard let past = words(change.inverse["from"]), let to = words(change.inverse["to"]) else {
      throw Refusal.unreadableInverse(of: facts)
    }
    try scope.refuseIfChangedSince(change, field: .tags, of: facts, on: connection)
    let now = try OrderChanges.tags(of: facts.id, on: connection)
    guard now == to else {
      throw Refusal.about(facts, .cannotUndo, "cannot be taken back: it \(words(now)) now")
    }
    let plan = Plan(facts: facts, before: now, after: past)
    try write(plan, in: scope, on: connection)
    try scope.writeUndo(
      of: facts.id,
      field: EventKind.tags.rawValue,
      from: list(now).map { "tags \($0)" } ?? "no tags",
      to: list(past).map { "tags \($0)" } ?? "no tags",
      on: connection
    )
    return AppliedChange(
      sentence: "\(facts.number) \(words(past)) again",
      before: list(now) ?? "no tags",
      audit: audit(plan)
    )
  }
}
