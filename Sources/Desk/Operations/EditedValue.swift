import Commerce
import JSON
import SQLiteKit
import Store

/// What an order has in a field that staff edit: as it is stored, and as people read it.
enum EditedValue: Sendable {
  /// The stored JSON, which may hold more than the fields that we know.
  case address(String?, Address?)
  case items([OrderItem], OrderEdits.Amounts)
  case notes(String?)

  init(_ part: OrderEdit.Part, of fields: OrderEdits.Fields) {
    switch part {
    case .address: self = .address(fields.address, fields.addressFields)
    case .items: self = .items(fields.items, fields.amounts)
    case .notes: self = .notes(fields.notes)
    }
  }

  func isSame(as other: EditedValue) -> Bool {
    switch (self, other) {
    case (.address(let left, _), .address(let right, _)): left == right
    case (.items(let left, let sums), .items(let right, let others)):
      left == right && sums == others
    case (.notes(let left), .notes(let right)): left == right
    case (.address, _), (.items, _), (.notes, _): false
    }
  }

  /// `2 × Mug, total €24.00`; `none` for nothing.
  var words: String {
    switch self {
    case .address(let stored, let address):
      let line = address?.oneLine ?? ""
      return line.isEmpty ? stored ?? "none" : line
    case .items(let items, let amounts):
      let list = items.isEmpty ? "none" : OrderItem.words(items)
      return "\(list), total \(amounts.total.display())"
    case .notes(let text): return text ?? "none"
    }
  }

  /// The same for a receipt, which an address is not told in to who may not see it.
  func words(seeingAddress sees: Bool) -> String {
    if case .address = self, !sees { return ContactRules.hidden }
    return words
  }

  func write(to order: OrderID, on connection: borrowing Connection) throws {
    switch self {
    case .address(let stored, _):
      try Conflicts.writeAddress(stored, of: order, on: connection)
    case .items(let items, let amounts):
      try OrderEdits.write(items, amounts, of: order, on: connection)
    case .notes(let text): try OrderEdits.writeNotes(text, of: order, on: connection)
    }
  }

  // MARK: As JSON

  /// In the shape in which a source's value is kept; an address byte for byte, to be compared with
  /// what the source says next.
  var said: String {
    if case .address(let stored, _) = self { stored ?? "null" } else { record.text() }
  }

  var record: JSONValue {
    switch self {
    case .address(let stored, _): .optional(stored)
    case .items(let items, let amounts):
      [
        "items": .array(items.map(\.record)),
        "shipping_amount": .integer(amounts.shipping.minorUnits),
        "tax_amount": .integer(amounts.tax.minorUnits),
        "discount_amount": .integer(amounts.discount.minorUnits),
        "total_amount": .integer(amounts.total.minorUnits),
        "currency": .string(amounts.total.currency.code),
      ]
    case .notes(let text): .optional(text)
    }
  }

  /// Nil when it is none of ours.
  init?(_ part: OrderEdit.Part, _ record: JSONValue) {
    switch part {
    case .address:
      self = .address(record.stringValue, record.stringValue.flatMap(Address.init(stored:)))
    case .notes: self = .notes(record.stringValue)
    case .items:
      guard let currency = record["currency"]?.stringValue.flatMap({ Currency(code: $0) }),
        let lines = record["items"]?.arrayValue,
        let total = record["total_amount"]?.integerValue
      else { return nil }
      let items = lines.compactMap { OrderItem($0, in: currency) }
      guard items.count == lines.count else { return nil }
      let money = { (key: String) in
        Money(minorUnits: record[key]?.integerValue ?? 0, currency: currency)
      }
      self = .items(
        items,
        OrderEdits.Amounts(
          shipping: money("shipping_amount"),
          tax: money("tax_amount"),
          discount: money("discount_amount"),
          total: Money(minorUnits: total, currency: currency)
        )
      )
    }
  }
}

extension OrderItem {
  var record: JSONValue {
    [
      "product_id": .string(productID), "name": .string(name), "quantity": .integer(quantity),
      "unit_amount": .integer(unitPrice.minorUnits),
    ]
  }

  /// A line as a source may write it, too: its product may be a number, or not named.
  init?(_ record: JSONValue, in currency: Currency) {
    guard let name = record["name"]?.stringValue,
      let quantity = record["quantity"]?.integerValue,
      let price = record["unit_amount"]?.integerValue
    else { return nil }
    let product = record["product_id"]
    self.init(
      productID: product?.stringValue ?? product?.integerValue.map { String($0) } ?? "",
      name: name,
      quantity: Int(quantity),
      unitPrice: Money(minorUnits: price, currency: currency)
    )
  }
}

extension Address {
  /// The fields that we know of a stored address; nil for one that is no object.
  fileprivate init?(stored: String) {
    // What is no JSON is no address that we know the fields of.
    guard let object = (try? JSONValue(reading: stored))?.objectValue else { return nil }
    self.init()
    for field in Field.allCases { self[field] = object[field.rawValue]?.stringValue }
    street = street ?? object["line1"]?.stringValue
  }

  /// The stored address with the changed fields in it; what else it holds stays, but for a second
  /// line of the street when that is changed, since nobody has seen it.
  func written(over stored: String?, changing changes: [Field: String]) -> String {
    // An address that is no object gets one, with the whole of it as the street it was shown as.
    var object = stored.flatMap { (try? JSONValue(reading: $0))?.objectValue } ?? JSONObject()
    let isNew = object.isEmpty
    for field in Field.allCases where isNew || changes[field] != nil {
      let isLine = field == .street && object["street"] == nil && object["line1"] != nil
      object[isLine ? "line1" : field.rawValue] = self[field].map { .string($0) }
      if field == .street { object["line2"] = nil }
    }
    return JSONValue.object(object).text()
  }
}
