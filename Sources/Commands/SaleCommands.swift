import Commerce
import Desk
import Store

/// Orders that staff place: by hand, and in the place of another one.
enum SaleCommands {
  static let all: [Command] = [new, replace]

  static let new = Command(
    "order new",
    "Take an order by hand, such as one that came by phone",
    options: [
      Option("customer", value: "NAME", "the customer's name", isRequired: true),
      Option(
        "item",
        value: ItemWord.form,
        "a product with its price each; once for each product",
        repeats: true,
        isRequired: true
      ),
      Option("currency", value: "CODE", "of all its amounts, such as EUR", isRequired: true),
      Option("email", value: "ADDRESS", "the customer's e-mail address"),
      Option("phone", value: "NUMBER", "the customer's phone number"),
    ] + AddressOptions.all + [
      Option("shipping", value: "AMOUNT", "what the shipping costs"),
      Option("tax", value: "AMOUNT", "tax that comes on top of the prices"),
      Option("discount", value: "AMOUNT", "what is taken off"),
      Option(
        "payment",
        value: "METHOD",
        "how it will be paid; without it nothing is agreed",
        choices: NewOrderRules.paymentMethods
      ),
      Option("note", value: "TEXT", "the customer's wish, as `order edit --note` changes it"),
      Option("internal-note", value: "TEXT", "a note that no customer ever sees"),
    ] + changeWithoutRevision,
    notes: [
      "It begins as pending and unpaid, and no source, pull or repair ever changes it. Its number is",
      "ORD-YEAR-NUMBER, from 900001 on each year, and is given for good: undo cancels the order.",
      "Money that came for it is noted with `order capture`. An order that costs nothing is paid.",
    ],
    examples: [
      "orderdeck order new --customer 'Ana Lima' --item 'mug:Mug=2@12.00' --currency EUR",
      "orderdeck order new --customer 'Ana Lima' --item 'Gift card=1@50' --currency EUR "
        + "--payment bank_transfer --email ana@example.com --json",
    ]
  ) { invocation, session in
    let code = try invocation.required(option: "currency")
    guard let currency = Currency(code: code) else {
      throw UsageError("--currency is a code of three letters such as EUR, not `\(code)`")
    }
    let items = try (invocation.values["item"] ?? []).map {
      try ItemWord.newItem($0, option: "item", in: currency)
    }
    var order = NewOrder(
      customerName: try invocation.required(option: "customer"),
      items: items,
      currency: currency
    )
    order.customerEmail = invocation.value("email")
    order.customerPhone = invocation.value("phone")
    order.address = AddressOptions.values(in: invocation)
    order.shipping = try invocation.amount("shipping", in: currency) ?? .zero(currency)
    order.tax = try invocation.amount("tax", in: currency) ?? .zero(currency)
    order.discount = try invocation.amount("discount", in: currency) ?? .zero(currency)
    order.paymentMethod = invocation.value("payment")
    order.customerNotes = invocation.value("note")
    order.note = invocation.value("internal-note")
    return try session.perform([.placeOrder(order)])
  }

  /// Nobody has seen a revision of an order that is not there yet.
  private static let changeWithoutRevision = SharedOptions.change.filter {
    $0.name != SharedOptions.ifRevision
  }

  static let replace = Command(
    "order replace",
    "Send goods of an order once more, with a new order linked to it",
    arguments: [Argument("NUMBER", "the number of the order that was shipped or cancelled")],
    options: [
      Option(
        "item",
        value: "ITEM=QTY",
        "so many of a product, \(SharedOptions.itemWord); without it all",
        repeats: true
      ),
      Option(
        "reason",
        value: "REASON",
        "why",
        choices: ReplacementReason.allCases.map(\.rawValue),
        isRequired: true
      ),
      Option("text", value: "TEXT", "words beside the reason; other needs them"),
      Option("difference", value: "AMOUNT", "what the customer pays for it (default: nothing)"),
      Option("more-than-ordered", "send more of a product than was ordered; ops and admins may"),
    ] + SharedOptions.change,
    notes: [
      "Customer and address are copied. The new order begins as pending; both orders name each other.",
      "Over all its replacements no more of a product is sent than was ordered, unless you say so;",
      "a replacement that was cancelled counts for nothing. Undo cancels the new order.",
    ],
    examples: [
      "orderdeck order replace CHT001234 --item lamp=1 --reason defect --text 'a crack'",
      "orderdeck order replace CHT001234 --reason lost --dry-run",
    ]
  ) { invocation, session in
    let id = try session.orderID(try invocation.required("NUMBER"))
    let items = try invocation.values["item"]?.map(ItemWord.quantity)
    var request = ReplacementRequest(
      items: items,
      reason: try invocation.choice("reason"),
      text: invocation.value("text"),
      exceedsOrder: invocation.has("more-than-ordered")
    )
    if invocation.value("difference") != nil {
      let currency = try session.currency(of: id)
      request.difference = try invocation.amount("difference", in: currency)
    }
    return try session.perform([.replaceOrder(id, request)])
  }
}

/// A product as a word of a command names it.
enum ItemWord {
  static let form = "[SKU:]NAME=QTY@PRICE"

  /// The last `=` counts, since a product's id may have one.
  static func quantity(_ word: String) throws -> ParcelQuantity {
    guard let sign = word.lastIndex(of: "="), sign != word.startIndex,
      let quantity = Int(word[word.index(after: sign)...]), quantity >= 0
    else { throw UsageError("--item is ITEM=QTY, such as lamp=2, not `\(word)`") }
    return ParcelQuantity(sku: String(word[..<sign]), quantity: quantity)
  }

  static func newItem(
    _ word: String,
    option: String,
    in currency: Currency
  ) throws -> OrderItem {
    let form = "--\(option) is \(form), such as 'bulb:Spare bulb=2@4.50', not `\(word)`"
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
      throw UsageError("--\(option): the price in `\(word)` is \(error.sentence)")
    }
  }
}

/// An option for each field of an address.
enum AddressOptions {
  static let all = Address.Field.allCases.map { field in
    Option(name(of: field), value: "TEXT", "the \(field.label.lowercased()) of the address")
  }

  static func values(in invocation: Invocation) -> [Address.Field: String] {
    var values: [Address.Field: String] = [:]
    for field in Address.Field.allCases { values[field] = invocation.value(name(of: field)) }
    return values
  }

  private static func name(of field: Address.Field) -> String {
    field.rawValue.replacing("_", with: "-")
  }
}

extension Invocation {
  /// An amount that was given for an option.
  func amount(_ option: String, in currency: Currency) throws(UsageError) -> Money? {
    guard let text = value(option) else { return nil }
    do {
      return try Money(decimal: text, currency: currency)
    } catch {
      throw UsageError("--\(option): `\(text)` is \(error.sentence)")
    }
  }
}

extension Session {
  /// The currency in which an order's prices are.
  func currency(of id: OrderID) throws -> Currency {
    guard let order = try store().order(id) else {
      throw Refusal(.notFound, orderID: id, sentence: "the order has just gone")
    }
    return order.summary.total.currency
  }
}
