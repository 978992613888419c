import Commerce
import JSON

/// Ends a return that the shop does not want.
struct RejectReturn: ReturnStep {
  static let name = "reject_return"
  static let insteadOfUndo: String? = "request a new return"

  var order: OrderID
  var id: ReturnID
  var reason: String?

  var move: ReturnMove { .reject(reason: reason) }

  static func read(_ record: JSONObject, order: OrderID) -> Operation? {
    id(in: record).map {
      .moveReturn(order, $0, .reject(reason: record["reason"]?.stringValue))
    }
  }
}
