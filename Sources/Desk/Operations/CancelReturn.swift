import Commerce
import JSON

/// Gives up a return that has not come.
struct CancelReturn: ReturnStep {
  static let name = "cancel_return"
  static let insteadOfUndo: String? = "request a new return"

  var order: OrderID
  var id: ReturnID
  var reason: String?

  var move: ReturnMove { .cancel(reason: reason) }

  static func read(_ record: JSONObject, order: OrderID) -> Operation? {
    id(in: record).map {
      .moveReturn(order, $0, .cancel(reason: record["reason"]?.stringValue))
    }
  }
}
