import Commerce
import JSON

/// Ends a return of which nothing more is to be done.
struct CloseReturn: ReturnStep {
  static let name = "close_return"
  static let insteadOfUndo: String? = nil

  var order: OrderID
  var id: ReturnID

  var move: ReturnMove { .close }

  static func read(_ record: JSONObject, order: OrderID) -> Operation? {
    id(in: record).map { .moveReturn(order, $0, .close) }
  }
}
