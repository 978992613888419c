import Commerce
import JSON
import Reports
import Settings
import Store

enum CustomerCommand {
  static let show = Command(
    "customer show",
    "Show one customer: all their orders, net spend, refunds, last message",
    arguments: [Argument("KEY", "an order's number, an e-mail address or a phone number")],
    options: [SharedOptions.limit],
    notes: [
      "One customer are the orders with the same e-mail, whatever its case, or the same phone number.",
      "Amounts of different currencies are never added. `same:KEY` in a query finds the same orders.",
    ],
    examples: [
      "orderdeck customer show CHT001234", "orderdeck customer show ana@example.com --json",
      "orderdeck customer show '+39 06 555 0100'",
    ]
  ) { invocation, session in
    let key = try session.customerKey(try invocation.required("KEY"))
    guard let profile = try session.store().customer(key) else {
      throw Refusal(.notFound, sentence: "no order is of \(key.text)")
    }
    let limit = try invocation.number("limit", from: 0) ?? 50
    let listing = OrderListing(filter: OrderFilter(.sameCustomer([key])))
    if session.isJSON {
      try showJSON(profile, listing, limit, session)
    } else {
      try showText(profile, listing, limit, session)
    }
    return .done
  }

  private static func showText(
    _ profile: CustomerProfile,
    _ listing: OrderListing,
    _ limit: Int,
    _ session: Session
  ) throws {
    let zone = try session.context().zone
    let amounts = try session.configuration().currencyDisplay
    for line in CustomerText.lines(of: profile, zone: zone, amounts: amounts) {
      try session.say(line)
    }
    try session.say("")
    var table = TextTable(["ORDER", "VIA", "TOTAL", "STATUS", "PAYMENT", "CREATED"], right: [2])
    let count = try OrderPages(session).forEach(of: listing, limit: limit) { rows in
      for row in rows {
        table.add([
          row.number, row.source.badge, row.total.display(amounts), row.status.rawValue,
          row.payment.rawValue, OrderText.time(row.createdAt, zone),
        ])
      }
      for line in table.takeLines() { try session.say(line) }
    }
    if count < profile.history.orderCount {
      try session.talk(CountText.cut(count, of: profile.history.orderCount))
    }
  }

  private static func showJSON(
    _ profile: CustomerProfile,
    _ listing: OrderListing,
    _ limit: Int,
    _ session: Session
  ) throws {
    var orders: [JSONValue] = []
    _ = try OrderPages(session).forEach(of: listing, limit: limit) { rows in
      orders += rows.map(JSONForm.order)
    }
    try session.say(CustomerText.form(of: profile, orders: orders))
  }
}

extension Session {
  /// An order's number may be given by its last digits, as long as these call nobody.
  fileprivate func customerKey(_ text: String) throws -> CustomerKey {
    if try store().orderID(number: text) != nil { return .order(number: text) }
    let key = CustomerKey(text)
    guard case .order = key else { return key }
    let id = try shownOrderID(text)
    return .order(number: try store().orderNumber(of: id) ?? text)
  }
}
