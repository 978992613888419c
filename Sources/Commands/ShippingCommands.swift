import Commerce
import Store

/// Sending parcels, cancelling, and taking a step back.
enum ShippingCommands {
  static let all: [Command] = [ship, cancel, back]

  private static let numbers = Argument("NUMBER", "the orders' numbers", count: .any)

  static let ship = Command(
    "order ship",
    "Send a parcel: the first one ships the order, others follow",
    arguments: [numbers],
    options: [
      Option("carrier", value: "NAME", "who carries it"),
      Option(
        "tracking",
        value: "NUMBER",
        "a tracking number; may be given more than once",
        repeats: true
      ),
      Option(
        "item",
        value: "ITEM=QTY",
        "so many of a product, \(SharedOptions.itemWord); once for each product, without it all "
          + "that is left",
        repeats: true
      ),
      Option("no-tracking", value: "REASON", "why it has no carrier or tracking number"),
    ] + SharedOptions.bulk + SharedOptions.change,
    notes: [
      "`order show` names what is in each parcel and what is still to send.",
      "Several orders at once need --no-tracking: a tracking number is that of one parcel.",
    ],
    examples: [
      "orderdeck order ship CHT001234 --carrier DHL --tracking 00340434161094015902",
      "orderdeck order ship CHT001234 --carrier UPS --tracking 1Z8X4 --item lamp=1",
      "orderdeck order ship --query 'status:packaged' --no-tracking 'own van' --dry-run",
    ]
  ) { invocation, session in
    let note = ShipmentNote(
      carrier: invocation.value("carrier"),
      trackingNumbers: invocation.values["tracking"] ?? [],
      contents: try contents(invocation.values["item"])
    )
    if !note.trackingNumbers.isEmpty || note.contents != nil {
      try session.refuseManyOrders(for: "--tracking and --item are")
    }
    let reason = invocation.value("no-tracking")
    return try session.change { .ship($0, note, reason: reason) }
  }

  /// Nil without any `--item`; the last `=` counts, since a product's id may have one.
  private static func contents(_ words: [String]?) throws -> [ParcelQuantity]? {
    try words?.map { word in
      guard let sign = word.lastIndex(of: "="), sign != word.startIndex,
        let quantity = Int(word[word.index(after: sign)...]), quantity > 0
      else { throw UsageError("--item is ITEM=QTY, such as lamp=2, not `\(word)`") }
      return ParcelQuantity(sku: String(word[..<sign]), quantity: quantity)
    }
  }

  static let cancel = Command(
    "order cancel",
    "Cancel orders that are not shipped yet",
    arguments: [numbers],
    options: [
      Option("reason", value: "TEXT", "why", isRequired: true),
      Option("no-refund", value: "REASON", "why no refund of what was paid is requested"),
    ] + SharedOptions.bulk + SharedOptions.change,
    notes: [
      "A refund of what was paid is requested in the same act, unless --no-refund says why not. It is",
      "set aside at once, taken back by the same undo, and leaves after `orderdeck refund approve`.",
      "A shipped order is not cancelled: it is returned or replaced.",
    ],
    examples: [
      "orderdeck order cancel CHT001234 --reason 'out of stock'",
      "orderdeck order cancel CHT001234 --reason 'duplicate order' --no-refund 'paid only once'",
    ]
  ) { invocation, session in
    try session.change {
      .cancel($0, reason: invocation.value("reason"), noRefund: invocation.value("no-refund"))
    }
  }

  static let back = Command(
    "order back",
    "Take orders one step back on their way",
    arguments: [numbers],
    options: [Option("reason", value: "TEXT", "why", isRequired: true)] + SharedOptions.bulk
      + SharedOptions.change,
    notes: [
      "Ops may within 15 minutes of their own step, admins always; a delivered order only admins.",
      "The timeline gets a new line. The parcels of a shipped order are called back.",
    ],
    examples: ["orderdeck order back CHT001234 --reason 'set by mistake'"]
  ) { invocation, session in
    try session.change { .stepBack($0, reason: invocation.value("reason")) }
  }
}

extension Session {
  /// A tracking number is that of one parcel, and a parcel that of one order.
  func refuseManyOrders(for options: String) throws {
    guard invocation.arguments.count != 1 || invocation.value("query") != nil else { return }
    throw UsageError(
      "\(options) for one order: name exactly one, and ship each with its own number; several at "
        + "once go with a reason instead"
    )
  }
}
