import Commerce
import JSON
import SQLiteKit
import Store

/// Takes an order that nobody has: of two at once exactly one gets it, and the other is told who.
struct Claim: AssigneeOperation {
  static let name = "claim"
  static let undo = UndoRule.always
  static let insteadOfUndo: String? = "assign it to nobody"

  var order: OrderID

  var record: JSONObject { JSONObject() }

  static func read(_ record: JSONObject, order: OrderID) -> Operation? { .claim(order) }

  func sentence(ofMany count: Int) -> String {
    CountText.of(count, "order is yours", many: "orders are yours")
  }

  func rule(
    in scope: ActScope,
    on connection: borrowing Connection
  ) throws -> Ruling<AssigneeChange> {
    let facts = try scope.facts(of: order, on: connection)
    if let holder = facts.assignment {
      guard holder.staff != scope.actor.id else {
        return .unchanged("\(facts.number) is yours already")
      }
      let mayTake = Permissions.refusal(of: .assignOthers, to: scope.actor.role) == nil
      let next = mayTake ? "; assign it to yourself to take it over" : ""
      throw Refusal.about(facts, .revisionConflict, holder.words(at: scope.now) + next)
    }
    return .change(
      try AssigneeChange(of: facts, to: scope.actor.id, in: scope, on: connection)
    )
  }
}
