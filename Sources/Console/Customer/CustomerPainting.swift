import Commerce
import Screen
import Widgets

extension Model {
  /// Over the panes on the right where they are wide enough for rows of orders, else over all.
  var customerArea: Rect { formArea.width >= 60 ? formArea : panes.body }

  private func customerFrame(_ pane: CustomerPane) -> DialogFrame {
    DialogFrame(
      title: "Orders of \(pane.profile?.name ?? pane.origin.customerName)",
      note: paneNote(pane),
      hints: hints(of: .customer(pane))
    )
  }

  private func paneNote(_ pane: CustomerPane) -> String {
    guard let count = pane.profile?.history.orderCount, let first = pane.window.firstIndex,
      let row = pane.list.selected
    else { return "" }
    return "\(CountText.grouped(first + row + 1)) of \(CountText.grouped(count))"
  }

  /// What is said above the orders, and a blank line.
  private static let customerLines = 5

  /// The rows of the pane, for the mouse too.
  func customerListArea(_ pane: CustomerPane) -> Rect {
    var inside = customerFrame(pane).inside(customerArea)
    _ = inside.takeTop(min(Self.customerLines, max(0, inside.height - 1)))
    return inside
  }

  func paint(_ pane: CustomerPane, on canvas: inout Canvas) {
    let inside = customerFrame(pane).paint(in: customerArea, on: &canvas)
    for (index, spans) in customerFacts(of: pane).prefix(inside.height - 1).enumerated() {
      let line = inside.line(index)
      canvas.write(spans, at: line.origin, width: line.width)
    }
    let rows = customerListArea(pane)
    guard !pane.window.isEmpty else {
      let text = pane.failure ?? "Loading\(glyphs.ellipsis)"
      canvas.write(text, at: rows.origin, role: .dim, width: rows.width)
      return
    }
    ListWidget().paint(pane.list, in: rows, on: &canvas) { row, place, canvas in
      paintOrder(pane.window.rows[row], of: pane, in: place, on: &canvas)
    }
  }

  private func customerFacts(of pane: CustomerPane) -> [[Span]] {
    guard let profile = pane.profile else {
      return [[Span(pane.failure ?? "Adding up\(glyphs.ellipsis)", .dim)]]
    }
    let history = profile.history
    var seen = [CountText.of(history.orderCount, "order")]
    if history.chatOrderCount > 0 { seen.append("\(history.chatOrderCount) by chat") }
    if let first = history.firstOrderAt {
      seen.append("since \(zone.date(at: first).dayMonthAndYear(settings.dates))")
    }
    if let last = profile.lastSeenAt { seen.append("last seen \(ago(last))") }
    return [
      [Span(seen.joined(separator: ", "), .text)],
      fact("Net spend", history.netSpend) + fact("   average", history.averages),
      fact("Refunded", history.refunded),
      lastMessage(of: profile),
    ]
  }

  private func fact(_ label: String, _ amounts: [Money]) -> [Span] {
    let words = amounts.map(text(of:)).joined(separator: ", ")
    return [Span("\(label) ", .dim), Span(words.isEmpty ? "nothing" : words, .text)]
  }

  private func lastMessage(of profile: CustomerProfile) -> [Span] {
    guard let last = profile.lastMessage else { return [Span("No chat", .dim)] }
    let words = "\(last.preview.role.lead)\(last.preview.text)"
    return [Span("On \(last.orderNumber), \(age(of: last.at)): ", .dim), Span(words, .text)]
  }

  private func paintOrder(
    _ order: OrderSummary,
    of pane: CustomerPane,
    in place: Rect,
    on canvas: inout Canvas
  ) {
    let columns = OrderColumns(width: place.width, isOneLine: false)
    let cells = OrderCells(place, columns)
    let isOrigin = order.id == pane.origin.id
    let number = isOrigin ? "\(order.number) \(glyphs.dot)" : order.number
    let role: Role = order.unreadCount > 0 || isOrigin ? .bright : .text
    canvas.write(number, at: cells.number.origin, role: role, width: columns.number + 2)
    let badge: Role = order.source == .chatCommerce ? .chatBadge : .standardBadge
    Badge(order.source.badge, role: badge, width: columns.badge)
      .paint(at: cells.badge.origin, on: &canvas)
    canvas.writeRight(text(of: order.total), endingAt: cells.total.end, role: .text)
    let status = order.status
    canvas.write(status.rawValue, at: cells.status.origin, role: status.role, width: columns.status)
    let payment = order.payment
    canvas.write(payment.word, at: cells.payment.origin, role: payment.role, width: columns.payment)
    let age = age(of: order.createdAt)
    canvas.writeRight(age, endingAt: cells.age.end, role: .time, width: columns.age)
  }
}
