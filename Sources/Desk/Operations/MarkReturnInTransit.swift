import Commerce
import JSON

/// Notes that the customer has sent the goods.
struct MarkReturnInTransit: ReturnStep {
  static let name = "mark_return_in_transit"
  static let insteadOfUndo: String? = "cancel the return"

  var order: OrderID
  var id: ReturnID
  var note: ShipmentNote

  var move: ReturnMove { .send(note) }

  var record: JSONObject {
    var record = returnRecord
    note.put(into: &record)
    return record
  }

  static func read(_ record: JSONObject, order: OrderID) -> Operation? {
    id(in: record).map { .moveReturn(order, $0, .send(ShipmentNote(record) ?? .untracked)) }
  }
}
