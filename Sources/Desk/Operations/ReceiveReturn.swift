import Commerce
import JSON

/// Takes goods in that have come back, as many of them as have.
struct ReceiveReturn: ReturnStep {
  static let name = "receive_return"
  static let insteadOfUndo: String? = "write what is wrong in a note"

  var order: OrderID
  var id: ReturnID
  var goods: ReceivedGoods

  var move: ReturnMove { .receive(goods) }

  var record: JSONObject {
    var record = returnRecord
    record["items"] = goods.items.map(ReturnRecord.value) ?? .null
    record["damaged"] = ReturnRecord.value(of: goods.damaged)
    record["restock"] = .bool(goods.restocks)
    return record
  }

  static func read(_ record: JSONObject, order: OrderID) -> Operation? {
    let goods = ReceivedGoods(
      items: ReturnRecord.items(record["items"]),
      damaged: ReturnRecord.items(record["damaged"]) ?? [],
      restocks: record["restock"]?.boolValue ?? false
    )
    return id(in: record).map { .moveReturn(order, $0, .receive(goods)) }
  }
}
