import Commerce
import JSON
import SQLiteKit
import Store

/// Ends an order that has not been shipped, and says what becomes of its money.
struct Cancel: StatusOperation {
  static let name = "cancel"
  static let undo = UndoRule.always
  static let insteadOfUndo: String? = "a cancelled order stays so; make a replacement order"

  var order: OrderID
  var reason: String?
  /// Why nothing is paid back; nil requests a refund of what was captured.
  var noRefund: String?

  var record: JSONObject {
    var record = JSONObject()
    if let reason { record["reason"] = .string(reason) }
    if let noRefund { record["no_refund"] = .string(noRefund) }
    return record
  }

  static func read(_ record: JSONObject, order: OrderID) -> Operation? {
    .cancel(
      order,
      reason: record["reason"]?.stringValue,
      noRefund: record["no_refund"]?.stringValue
    )
  }

  func sentence(ofMany count: Int) -> String {
    CountText.of(count, "order is cancelled", many: "orders are cancelled")
  }

  func rule(
    in scope: ActScope,
    on connection: borrowing Connection
  ) throws -> Ruling<StatusPlan> {
    try StatusPlan.ruling(
      of: try scope.facts(of: order, on: connection),
      to: .cancelled,
      asking: StatusPlan.Words(reason: reason, noRefund: noRefund),
      in: scope,
      on: connection
    )
  }
}
