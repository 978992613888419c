package import Commerce
import Screen

/// One order as plain text, for `order show` and `track`.
package enum OrderText {
  /// A part of the text: where it is shown among others, and its title where it stands alone.
  struct Section {
    var title: String
    var lines: [String]
    /// What stands before it among others.
    var lead: [String] = []
  }

  /// The lines as one safe text: only notes have lines of their own, which begin further in, so that
  /// what begins at the margin is ours, whatever a customer or a source wrote.
  package static func text(of detail: OrderDetail, zone: LocalZone, amounts: MoneyStyle) -> String {
    sections(of: detail, zone: zone, amounts: amounts)
      .flatMap { $0.lead + $0.lines }.joined(separator: "\n")
  }

  /// Those that have something to say, each line safe.
  static func sections(
    of detail: OrderDetail,
    zone: LocalZone,
    amounts: MoneyStyle
  ) -> [Section] {
    [
      Section(title: "Order", lines: facts(of: detail, zone, amounts)),
      Section(title: "Items", lines: money(detail, amounts), lead: [""]),
      Section(
        title: "Refunds",
        lines: detail.refunds.map { SafeText.plain(RefundText.line($0, amounts)) },
        lead: ["", "Refunds"]
      ),
      Section(
        title: "Returns",
        lines: detail.returns.map { SafeText.plain(ReturnText.line($0)) },
        lead: ["", "Returns"]
      ),
      Section(
        title: "Timeline",
        lines: detail.timeline.map { event($0, zone, amounts) },
        lead: ["", "Timeline"]
      ),
      Section(
        title: "E-mails",
        lines: detail.emails.flatMap { email($0) },
        lead: ["", "E-mails"]
      ),
      Section(
        title: "Conflicts",
        lines: detail.conflicts.map { SafeText.plain("CONFLICT  \(line(of: $0, zone))") }
      ),
    ].filter { !$0.lines.isEmpty }
  }

  private static func facts(
    of detail: OrderDetail,
    _ zone: LocalZone,
    _ amounts: MoneyStyle
  ) -> [String] {
    let order = detail.summary
    var lines = ["\(order.number)  \(order.source.badge)  \(order.customerName)"]
    lines.append(
      "status    \(order.status.rawValue)"
        + (detail.unknownStatusWord.map { " (the source says: \($0))" } ?? "")
    )
    lines.append(
      "payment   \(order.payment.rawValue)"
        + (detail.paymentMethod.map { ", \($0)" } ?? "")
        + (detail.unknownPaymentWord.map { " (the source says: \($0))" } ?? "")
    )
    lines.append("placed    \(time(order.createdAt, zone))")
    lines += handling(order, zone)
    lines += detail.links.map { link in
      let label = link.relation == .replaces ? "replaces  " : "replaced  by "
      return label + link.line
    }
    lines += customer(detail, amounts)
    lines = lines.map { SafeText.plain($0) }
    if let notes = detail.customerNotes {
      let lead = "CUSTOMER NOTE  "
      lines.append(lead + indented(notes, by: lead.count))
    }
    return lines + shipment(detail, zone).map { SafeText.plain($0) }
  }

  /// The shop's own fields, where they say anything.
  private static func handling(_ order: OrderSummary, _ zone: LocalZone) -> [String] {
    var lines: [String] = []
    if let assignment = order.assignment {
      let since = assignment.since.map { " since \(time($0, zone))" } ?? ""
      lines.append("assignee  \(assignment.name)\(since)")
    }
    if order.priority != .medium { lines.append("priority  \(order.priority.rawValue)") }
    if let snooze = order.snooze {
      let end = snooze.end.time.map { "until \(time($0, zone))" } ?? "until the customer writes"
      lines.append("snoozed   \(end), by \(snooze.name)")
    }
    if !order.tags.isEmpty { lines.append("tags      \(order.tags.joined(separator: ", "))") }
    return lines
  }

  private static func customer(_ detail: OrderDetail, _ amounts: MoneyStyle) -> [String] {
    var lines: [String] = []
    if let email = detail.customerEmail { lines.append("e-mail    \(email)") }
    if let phone = detail.customerPhone { lines.append("phone     \(phone)") }
    if let address = detail.shippingAddress { lines.append("address   \(address.oneLine)") }
    let spend = detail.customer.netSpend.map { $0.display(amounts) }.joined(separator: ", ")
    let orders = CountText.of(detail.customer.orderCount, "order")
    lines.append("customer  \(orders), \(spend.isEmpty ? "nothing" : spend) net")
    return lines
  }

  private static func shipment(_ detail: OrderDetail, _ zone: LocalZone) -> [String] {
    var lines: [String] = []
    lines += parcels(detail, zone)
    if detail.parcels.isEmpty, let tracking = detail.trackingNumber {
      lines.append("tracking  \(detail.carrier.map { "\($0) " } ?? "")\(tracking)")
    }
    if let expected = detail.estimatedDelivery { lines.append("expected  \(expected)") }
    if let delivered = detail.standingDelivery {
      lines.append("delivered \(time(delivered, zone))")
    }
    return lines
  }

  /// Each parcel with what is in it, and what is still to send.
  private static func parcels(_ detail: OrderDetail, _ zone: LocalZone) -> [String] {
    var lines = detail.parcels.map { parcel in
      let words = [parcel.tracking, parcel.reason.map { "(\($0))" }, parcel.contents]
      let known = words.compactMap(\.self).filter { !$0.isEmpty }.joined(separator: ", ")
      return "parcel    \(time(parcel.shippedAt, zone))  \(known)"
    }
    let left = detail.itemsToShip
    if !detail.parcels.isEmpty, !left.isEmpty {
      let items = left.map { "\($0.quantity) \u{D7} \($0.name) (\($0.sku))" }
      lines.append("to send   \(items.joined(separator: ", "))")
    }
    return lines
  }

  private static func money(_ detail: OrderDetail, _ amounts: MoneyStyle) -> [String] {
    items(detail, amounts) + (detail.balance?.words(amounts).map { ["NOTE: \($0)"] } ?? [])
  }

  /// The items and the sums under them.
  static func items(_ detail: OrderDetail, _ amounts: MoneyStyle) -> [String] {
    var table = TextTable(["ITEM", "SKU", "QTY", "EACH", "TOTAL"], right: [2, 3, 4])
    for item in detail.items {
      // An amount too large to multiply is still shown by its parts.
      let line = try? item.unitPrice.multiplied(by: Int64(item.quantity))
      table.add([
        item.name, item.productID, String(item.quantity), item.unitPrice.display(amounts),
        line?.display(amounts) ?? "too large",
      ])
    }
    let sums = [
      ("Shipping", detail.shipping), ("Tax", detail.tax), ("Discount", detail.discount),
      ("Refunded", detail.refunded),
    ]
    for (name, amount) in sums where !amount.isZero {
      table.add([name, "", "", "", amount.display(amounts)])
    }
    let mark = detail.totalDiffers ? "Total (differs from the items)" : "Total"
    table.add([mark, "", "", "", detail.summary.total.display(amounts)])
    return table.lines
  }

  private static func event(_ event: OrderEvent, _ zone: LocalZone, _ amounts: MoneyStyle) -> String
  {
    let isNote = event.kind == .note || event.kind == .customerNote
    var words = [time(event.at, zone), title(of: event)]
    let margin = words.reduce(0) { $0 + $1.count + 2 }
    let amount = event.amount?.display(amounts)
    let isRetrial = event.refundState != nil && event.from == event.to
    let state = isRetrial ? "queued again" : event.refundState?.rawValue
    // The amount belongs to the refund, and only the states change.
    if state != nil, let amount { words[words.count - 1] += " of \(amount):" }
    if let id = event.returnID { words[words.count - 1] += " \(id)" }
    let ends: [String?] = [event.from, event.to].map { event.kind == .snooze ? end($0, zone) : $0 }
    let values = [ends[0], state ?? amount ?? ends[1]].compactMap(\.self)
    if !values.isEmpty { words.append(values.joined(separator: " → ")) }
    if let goods = event.goods { words.append(goods) }
    if let email = event.email { words.append("(\(email.story))") }
    if let reason = event.reason { words.append("(\(reason))") }
    words.append("· \(event.actor)")
    let line = words.joined(separator: "  ")
    return isNote ? indented(line, by: margin) : SafeText.plain(line)
  }

  /// To whom, what about and how far; the text further in, so that the margin stays ours.
  private static func email(_ email: SentEmail) -> [String] {
    [
      SafeText.plain("to \(email.recipient)  \(email.text.subject)  (\(email.story))"),
      "    " + indented(email.text.body, by: 4),
    ]
  }

  /// Of a snooze: the time in the local zone; nothing once it is over.
  private static func end(_ text: String?, _ zone: LocalZone) -> String {
    guard let end = text.flatMap(SnoozeEnd.init(text:)) else { return "not snoozed" }
    return end.time.map { "until \(time($0, zone))" } ?? "until the customer writes"
  }

  /// Notes are told apart by words: those of colleagues, and those that the customer may read.
  private static func title(of event: OrderEvent) -> String {
    switch event.kind {
    case .note: "NOTE"
    case .customerNote: "NOTE TO THE CUSTOMER"
    case .edit: event.part.map { "edit of \($0.label)" } ?? event.kind.rawValue
    case .placed: event.staffRoad.map { "placed \($0)" } ?? event.kind.rawValue
    case .synced, .payment, .status, .shipment, .tracking, .refund, .cancel, .replacement,
      .ticket, .message, .email, .conflict, .undo, .assignee, .tags, .priority, .goodsReturn,
      .snooze:
      event.kind.rawValue
    }
  }

  /// A text made safe, its further lines under the first one.
  package static func indented(_ text: String, by columns: Int) -> String {
    let lines = SafeText.plain(text, keepingLines: true)
      .split(separator: "\n", omittingEmptySubsequences: false)
    let margin = String(repeating: " ", count: columns)
    let rest = lines.dropFirst().map { $0.isEmpty ? "" : "\(margin)\($0)" }
    return ([String(lines.first ?? "")] + rest).joined(separator: "\n")
  }

  /// `status shipped here, cancelled at the source since 2026-11-21 14:02`.
  package static func line(of conflict: FieldConflict, _ zone: LocalZone) -> String {
    "\(conflict.words) since \(time(conflict.seenAt, zone))"
  }

  /// `2026-11-21 14:22` in the local time zone.
  package static func time(_ instant: Instant, _ zone: LocalZone) -> String {
    "\(zone.date(at: instant).iso8601) \(zone.clock(at: instant))"
  }
}
