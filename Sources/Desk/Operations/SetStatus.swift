import Commerce
import JSON
import SQLiteKit
import Store

/// Brings an order to a status, whatever step that is.
struct SetStatus: StatusOperation {
  static let name = "set_status"
  static let undo = UndoRule.always
  static let insteadOfUndo: String? = "set another status instead"

  var order: OrderID
  var status: OrderStatus
  var shipment: ShipmentNote?
  var reason: String?

  var record: JSONObject {
    var record = JSONObject([.init(key: "to", value: .string(status.rawValue))])
    shipment?.put(into: &record)
    if let reason { record["reason"] = .string(reason) }
    return record
  }

  static func read(_ record: JSONObject, order: OrderID) -> Operation? {
    guard let word = record["to"]?.stringValue, let status = OrderStatus(rawValue: word) else {
      return nil
    }
    return .setStatus(
      order,
      to: status,
      shipment: ShipmentNote(record),
      reason: record["reason"]?.stringValue
    )
  }

  func sentence(ofMany count: Int) -> String {
    CountText.of(count, "order is \(status)", many: "orders are \(status)")
  }

  func rule(
    in scope: ActScope,
    on connection: borrowing Connection
  ) throws -> Ruling<StatusPlan> {
    try StatusPlan.ruling(
      of: try scope.facts(of: order, on: connection),
      to: status,
      asking: StatusPlan.Words(shipment: shipment, reason: reason),
      in: scope,
      on: connection
    )
  }
}
