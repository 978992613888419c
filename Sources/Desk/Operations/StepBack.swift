import Commerce
import JSON
import SQLiteKit
import Store

/// Takes an order one step back on its way: a new line of the timeline, never an erased one.
struct StepBack: StatusOperation {
  static let name = "step_back"
  static let undo = UndoRule.always
  static let insteadOfUndo: String? = "set the next status again"

  var order: OrderID
  var reason: String?

  var record: JSONObject {
    var record = JSONObject()
    if let reason { record["reason"] = .string(reason) }
    return record
  }

  static func read(_ record: JSONObject, order: OrderID) -> Operation? {
    .stepBack(order, reason: record["reason"]?.stringValue)
  }

  func sentence(ofMany count: Int) -> String {
    CountText.of(count, "order went a step back", many: "orders went a step back")
  }

  func rule(
    in scope: ActScope,
    on connection: borrowing Connection
  ) throws -> Ruling<StatusPlan> {
    let facts = try scope.facts(of: order, on: connection)
    guard let status = OrderRules.previousStatus(before: facts.status) else {
      let refusal = OrderRules.noStepBack(from: facts.status, by: scope.actor.role)
      throw Refusal.about(facts, refusal.kind, refusal.sentence)
    }
    return try StatusPlan.ruling(
      of: facts,
      to: status,
      asking: StatusPlan.Words(reason: reason),
      in: scope,
      on: connection
    )
  }
}
