import Commerce
import JSON

/// The wish for a refund as JSON: in acts, in audit, and to know a key again.
enum RefundRecord {
  static func value(of request: RefundRequest) -> JSONObject {
    var record = JSONObject()
    switch request.part {
    case .full: record["part"] = "full"
    case .shipping: record["part"] = "shipping"
    case .amount(let money):
      record["part"] = "amount"
      record["amount"] = .integer(money.minorUnits)
      record["currency"] = .string(money.currency.code)
    case .items(let items):
      record["part"] = "items"
      record["items"] = .array(
        items.map { ["item": .string($0.item), "quantity": .integer($0.quantity)] }
      )
    }
    record["reason"] = .string(request.reason.rawValue)
    record["text"] = .optional(request.text)
    record["restock"] = .bool(request.restocks)
    if let id = request.returnID { record["return"] = .integer(id.number) }
    record["key"] = .optional(request.key)
    return record
  }

  static func read(_ record: JSONObject) -> RefundRequest? {
    guard let part = part(record),
      let reason = record["reason"]?.stringValue.flatMap(RefundReason.init(rawValue:))
    else { return nil }
    return RefundRequest(
      part: part,
      reason: reason,
      text: record["text"]?.stringValue,
      restocks: record["restock"]?.boolValue ?? false,
      returnID: record["return"]?.integerValue.map { ReturnID(Int($0)) },
      key: record["key"]?.stringValue
    )
  }

  private static func part(_ record: JSONObject) -> RefundPart? {
    switch record["part"]?.stringValue {
    case "full": return .full
    case "shipping": return .shipping
    case "amount":
      guard let units = record["amount"]?.integerValue,
        let currency = record["currency"]?.stringValue.flatMap({ Currency(code: $0) })
      else { return nil }
      return .amount(Money(minorUnits: units, currency: currency))
    case "items":
      guard let values = record["items"]?.arrayValue else { return nil }
      let items = values.compactMap { value -> ItemQuantity? in
        guard let item = value["item"]?.stringValue, let count = value["quantity"]?.integerValue
        else { return nil }
        return ItemQuantity(item: item, quantity: Int(clamping: count))
      }
      return items.count == values.count ? .items(items) : nil
    default: return nil
    }
  }
}
