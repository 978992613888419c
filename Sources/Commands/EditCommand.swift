import Commerce
import Desk
import Store

/// Changing address, items and note of an order.
enum EditCommand {
  static let edit = Command(
    "order edit",
    "Change address, items or the note of orders that are not shipped yet",
    arguments: [Argument("NUMBER", "the orders' numbers", count: .any)],
    options: addressOptions + [
      Option(
        "item",
        value: "ITEM=QTY",
        "so many of a product, \(SharedOptions.itemWord); once for each product, 0 for none",
        repeats: true
      ),
      Option(
        "add",
        value: "[SKU:]NAME=QTY@PRICE",
        "a further item with its price each, in the order's currency",
        repeats: true
      ),
      Option("note", value: "TEXT", "the note that came with the order; empty takes it away"),
    ] + SharedOptions.bulk + SharedOptions.change,
    notes: [
      "The total follows the items. What a paid order costs more or less is said, and no payment is",
      "changed. Whatever is edited stays so when its source sends the order again: a difference is a",
      "conflict. --item and --add are for one order; an empty address field is taken away.",
    ],
    examples: [
      "orderdeck order edit CHT001234 --street 'Rua Nova 5' --city Porto",
      "orderdeck order edit CHT001234 --item lamp=1 --add 'bulb:Spare bulb=2@4.50' --dry-run",
      "orderdeck order edit --query 'tag:gift' --note 'no invoice in the parcel' --dry-run",
    ]
  ) { invocation, session in
    var edit = OrderEdit(notes: invocation.value("note"))
    for field in Address.Field.allCases { edit.address[field] = invocation.value(field.option) }
    edit.quantities = try (invocation.values["item"] ?? []).map(quantity)
    let added = invocation.values["add"] ?? []
    let isOne = invocation.arguments.count == 1 && invocation.value("query") == nil
    guard isOne || added.isEmpty && edit.quantities.isEmpty else {
      throw UsageError("--item and --add are for one order: name exactly one")
    }
    guard !edit.isEmpty || !added.isEmpty else {
      throw UsageError("`orderdeck order edit` needs what to change, such as --city or --item")
    }
    if !added.isEmpty {
      let currency = try session.currency(ofOrder: invocation.arguments[0])
      edit.added = try added.map { try newItem($0, in: currency) }
    }
    return try session.change { .editOrder($0, edit) }
  }

  private static let addressOptions = Address.Field.allCases.map { field in
    Option(field.option, value: "TEXT", "the \(field.label.lowercased()) of the address")
  }

  /// The last `=` counts, since a product's id may have one.
  private static func quantity(_ word: String) throws -> ParcelQuantity {
    guard let sign = word.lastIndex(of: "="), sign != word.startIndex,
      let quantity = Int(word[word.index(after: sign)...]), quantity >= 0
    else { throw UsageError("--item is ITEM=QTY, such as lamp=2, not `\(word)`") }
    return ParcelQuantity(sku: String(word[..<sign]), quantity: quantity)
  }

  private static func newItem(_ word: String, in currency: Currency) throws -> OrderItem {
    let form = "--add is [SKU:]NAME=QTY@PRICE, such as 'bulb:Spare bulb=2@4.50', not `\(word)`"
    guard let sign = word.lastIndex(of: "="), sign != word.startIndex,
      let at = word[sign...].lastIndex(of: "@"),
      let quantity = Int(word[word.index(after: sign)..<at]), quantity > 0
    else { throw UsageError(form) }
    let names = word[..<sign].split(separator: ":", maxSplits: 1).map(String.init)
    guard let name = names.last else { throw UsageError(form) }
    do {
      return OrderItem(
        productID: names.count == 2 ? names[0] : "",
        name: name,
        quantity: quantity,
        unitPrice: try Money(
          decimal: String(word[word.index(after: at)...]),
          currency: currency
        )
      )
    } catch {
      throw UsageError("--add: the price in `\(word)` is \(error.sentence)")
    }
  }
}

extension Address.Field {
  fileprivate var option: String { rawValue.replacing("_", with: "-") }
}

extension Session {
  /// The currency in which an order's prices are.
  fileprivate func currency(ofOrder number: String) throws -> Currency {
    let id = try orderID(number)
    guard let order = try store().order(id) else {
      throw Refusal(.notFound, orderID: id, sentence: "\(number) is no order")
    }
    return order.summary.total.currency
  }
}
