import Commerce
import Desk
import Store

/// Changing address, items and note of an order.
enum EditCommand {
  static let edit = Command(
    "order edit",
    "Change address, items or the note of orders that are not shipped yet",
    arguments: [Argument("NUMBER", "the orders' numbers", count: .any)],
    options: AddressOptions.all + [
      Option(
        "item",
        value: "ITEM=QTY",
        "so many of a product, \(SharedOptions.itemWord); once for each product, 0 for none",
        repeats: true
      ),
      Option(
        "add",
        value: ItemWord.form,
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
    edit.address = AddressOptions.values(in: invocation)
    edit.quantities = try (invocation.values["item"] ?? []).map(ItemWord.quantity)
    let added = invocation.values["add"] ?? []
    let isOne = invocation.arguments.count == 1 && invocation.value("query") == nil
    guard isOne || added.isEmpty && edit.quantities.isEmpty else {
      throw UsageError("--item and --add are for one order: name exactly one")
    }
    guard !edit.isEmpty || !added.isEmpty else {
      throw UsageError("`orderdeck order edit` needs what to change, such as --city or --item")
    }
    if !added.isEmpty {
      let currency = try session.currency(of: session.orderID(invocation.arguments[0]))
      edit.added = try added.map { try ItemWord.newItem($0, option: "add", in: currency) }
    }
    return try session.change { .editOrder($0, edit) }
  }
}
