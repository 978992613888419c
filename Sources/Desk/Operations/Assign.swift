import Commerce
import JSON
import SQLiteKit
import Store

/// Lets somebody take care of an order, or nobody.
struct Assign: AssigneeOperation {
  static let name = "assign"
  static let undo = UndoRule.always
  static let insteadOfUndo: String? = "assign it again"

  var order: OrderID
  /// Nil for nobody.
  var assignee: StaffID?

  var record: JSONObject {
    JSONObject([.init(key: "to", value: .optional(assignee?.rawValue))])
  }

  static func read(_ record: JSONObject, order: OrderID) -> Operation? {
    guard let value = record["to"] else { return nil }
    return .assign(order, to: value.stringValue.map(StaffID.init(rawValue:)))
  }

  func sentence(ofMany count: Int) -> String {
    let subject = CountText.of(count, "order is", many: "orders are")
    return assignee == nil ? "\(subject) nobody's now" : "\(subject) assigned"
  }

  func rule(
    in scope: ActScope,
    on connection: borrowing Connection
  ) throws -> Ruling<AssigneeChange> {
    let facts = try scope.facts(of: order, on: connection)
    let change = try AssigneeChange(of: facts, to: assignee, in: scope, on: connection)
    guard facts.assignment?.staff != assignee else {
      return .unchanged("\(facts.number) is \(change.words) already")
    }
    if let refusal = refusal(facts, in: scope) { throw refusal }
    return .change(change)
  }

  /// Giving orders to others, and taking theirs, is not everybody's.
  private func refusal(_ facts: OrderFacts, in scope: ActScope) -> Refusal? {
    let own = scope.actor.id
    let people = [assignee, facts.assignment?.staff].compactMap(\.self)
    let action: StaffAction = people.allSatisfy { $0 == own } ? .assignToSelf : .assignOthers
    guard let rule = Permissions.refusal(of: action, to: scope.actor.role) else { return nil }
    let holder = facts.assignment.flatMap { $0.staff == own ? nil : $0.words(at: scope.now) }
    return .about(facts, .forbidden, (holder.map { "\($0); " } ?? "") + rule)
  }
}
