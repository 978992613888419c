import Commerce
import JSON

/// Lets the customer send the goods.
struct ApproveReturn: ReturnStep {
  static let name = "approve_return"
  static let insteadOfUndo: String? = "cancel the return"

  var order: OrderID
  var id: ReturnID

  var move: ReturnMove { .approve }

  static func read(_ record: JSONObject, order: OrderID) -> Operation? {
    id(in: record).map { .moveReturn(order, $0, .approve) }
  }
}
