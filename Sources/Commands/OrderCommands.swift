import Commerce
import Desk
import JSON
import Reports
import Settings
import Store

enum OrderCommands {
  static let all: [Command] =
    [list, show] + SaleCommands.all + [ExportCommand.export, status] + ShippingCommands.all
    + [EditCommand.edit, note]
    + [EmailCommands.write]
    + HandlingCommands.all
    + [RefundCommands.capture]

  static let list = Command(
    "order list",
    "List orders of both channels",
    options: [
      SharedOptions.query, SharedOptions.view, SharedOptions.sort,
      Option("due", "only what waits for somebody, by what is due first"), SharedOptions.limit,
    ],
    notes: [
      "A cut list says so on standard error: `50 of 12431 shown`.", SharedOptions.nothingFound,
    ],
    examples: [
      "orderdeck order list --query 'status:shipped created:<7d'",
      "orderdeck order list --query 'unread:yes' --json | jq -r .order_number",
    ]
  ) { invocation, session in
    let limit = try invocation.number("limit", from: 0) ?? 50
    if invocation.has("due") { return try DueList.say(limit: limit, in: session) }
    let listing = try session.listing()
    let zone = try session.context().zone
    var table = TextTable(
      ["ORDER", "VIA", "CUSTOMER", "TOTAL", "STATUS", "PAYMENT", "UNREAD", "CREATED"],
      right: [3, 6]
    )
    let amounts = try session.configuration().currencyDisplay
    let count = try OrderPages(session).forEach(of: listing, limit: limit) { rows in
      if session.isJSON {
        for row in rows { try session.say(JSONForm.order(row)) }
      } else {
        for row in rows { table.add(cells(of: row, zone, amounts)) }
        for line in table.takeLines() { try session.say(line) }
      }
    }
    return try session.ending(
      shown: count,
      of: listing,
      whenNone: try noOrderYet(session)
    )
  }

  static let show = Command(
    "order show",
    "Show one order: items, customer, payment, shipment, timeline",
    arguments: [Argument("NUMBER", "the order's number")],
    options: [
      Option("at", value: "TIME", "as it was then: `2026-11-21 14:02`, or as RFC 3339 writes it"),
      Option("reveal", "whole phone, e-mail and address; noted in the audit trail"),
    ],
    notes: [
      "Agents see phone, e-mail and address cut, and whole of orders that they have",
      "with --reveal; to ops and admins they are always whole.",
    ],
    examples: ["orderdeck order show CHT001234 --at '2026-11-21 14:02'"]
  ) { invocation, session in
    let id = try session.shownOrderID(try invocation.required("NUMBER"))
    let reader =
      invocation.has("reveal") ? try session.desk().revealContact(of: id) : try session.reader()
    guard var detail = try session.store().order(id, for: reader) else {
      throw Refusal(.notFound, orderID: id, sentence: "the order has just gone")
    }
    if let text = invocation.value("at") {
      detail = try session.past(of: detail, at: text)
    }
    if session.isJSON {
      try session.say(JSONForm.detail(detail))
    } else {
      let zone = try session.context().zone
      let amounts = try session.configuration().currencyDisplay
      try session.say(text: OrderText.text(of: detail, zone: zone, amounts: amounts))
    }
    return .done
  }

  static let status = Command(
    "order status",
    "Move orders to another status",
    arguments: [Argument("NUMBER", "the orders' numbers", count: .any)],
    options: [
      Option(
        "to",
        value: "STATUS",
        "the new status",
        choices: OrderStatus.allCases.map(\.rawValue),
        isRequired: true
      ),
      Option("carrier", value: "NAME", "who carries it, for shipped"),
      Option("tracking", value: "NUMBER", "the tracking number, for shipped"),
      Option("reason", value: "TEXT", "why; some steps need one"),
    ] + SharedOptions.bulk + SharedOptions.change,
    notes: [
      "Steps: pending, confirmed, processing, packaged, shipped, delivered; cancel before shipping.",
      "An illegal step is refused and the legal ones are named. Several orders are one act, one undo.",
    ],
    examples: [
      "orderdeck order status CHT001234 --to packaged",
      "orderdeck order status --query 'status:packaged' --to shipped --reason 'own van' --dry-run",
    ]
  ) { invocation, session in
    let status: OrderStatus = try invocation.choice("to")
    let carrier = invocation.value("carrier")
    let tracking = invocation.value("tracking")
    if tracking != nil { try session.refuseManyOrders(for: "--tracking is") }
    let shipment =
      carrier == nil && tracking == nil
      ? nil : ShipmentNote(carrier: carrier, trackingNumber: tracking)
    return try session.change {
      .setStatus($0, to: status, shipment: shipment, reason: invocation.value("reason"))
    }
  }

  /// A shop whose whole feed was refused has no orders either.
  private static func noOrderYet(_ session: Session) throws -> String {
    let count = try session.store().syncOverview(limit: 1).quarantineCount
    return count == 0
      ? "no order has come yet: `orderdeck sync --from FEED`"
      : "no order has come yet; records in quarantine: \(CountText.grouped(count)), see `orderdeck sync status`"
  }

  static let note = Command(
    "order note",
    "Add an internal note to orders, or with --customer one that the customer may see",
    arguments: [
      Argument("NUMBER", "the order's number; with --query there is none and TEXT comes first"),
      Argument("TEXT", "the note; - reads standard input", count: .any),
    ],
    options: [Option("customer", "for the customer, who sees it with `track`; it is not sent")]
      + SharedOptions.bulk + SharedOptions.change,
    notes: ["Without --customer no customer ever sees it."],
    examples: [
      "orderdeck order note CHT001234 'rings twice, dog in the yard'",
      "orderdeck order note CHT001234 --customer 'we have added a spare bulb'",
      "orderdeck order note --query 'tag:gift status:confirmed' 'no invoice in the parcel' --dry-run",
    ]
  ) { invocation, session in
    guard invocation.value("query") == nil else { return try noteOnMany(invocation, session) }
    guard invocation.arguments.count > 1 else {
      throw UsageError(
        "`orderdeck order note` needs NUMBER and TEXT, or --query and TEXT: the note"
      )
    }
    let id = try session.orderID(try invocation.required("NUMBER"))
    let body = try session.text(at: 1)
    return try session.perform([addNote(body, to: id, invocation.has("customer"))])
  }

  private static func noteOnMany(
    _ invocation: Invocation,
    _ session: Session
  ) throws -> ExitStatus {
    let isAsked = !invocation.has("yes") && !invocation.has(SharedOptions.dryRun)
    guard invocation.arguments != ["-"] || !isAsked else {
      throw UsageError(
        "the note comes from standard input, where --query would ask: see it with --dry-run, then "
          + "add --yes"
      )
    }
    if let first = invocation.first, invocation.arguments.count > 1,
      try session.store().orderID(number: first) != nil
    {
      throw UsageError(
        "with --query every word is the note, and \(first) is an order: name it by number:\(first)"
      )
    }
    let isForCustomer = invocation.has("customer")
    let body = try session.text(at: 0)
    return try session.change(named: []) { addNote(body, to: $0, isForCustomer) }
  }

  private static func addNote(
    _ body: String,
    to id: OrderID,
    _ isForCustomer: Bool
  ) -> Operation {
    isForCustomer ? .addCustomerNote(id, body: body) : .addNote(id, body: body)
  }

  /// A row of the list as people read it.
  private static func cells(
    of row: OrderSummary,
    _ zone: LocalZone,
    _ amounts: MoneyStyle
  ) -> [String] {
    [
      row.number, row.source.badge, row.customerName, row.total.display(amounts),
      row.status.rawValue,
      row.payment.rawValue, row.unreadCount == 0 ? "" : String(row.unreadCount),
      OrderText.time(row.createdAt, zone),
    ]
  }
}
