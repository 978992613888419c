import Commerce
import Screen
import Widgets

/// What was ordered, and what it comes to.
extension DetailBlocks {
  /// What they were is known in words only.
  var items: [DetailBlock] {
    if let then = past?.items { return section("Items", [("Then", then)]) }
    return width < 48 ? receipt : itemTable
  }

  /// Items as a till prints them, where a table would cut their names.
  private var receipt: [DetailBlock] {
    let items = order.items.flatMap { item in
      // A sum too large to count is not shown.
      let sum = try? item.unitPrice.multiplied(by: Int64(item.quantity))
      let count = "  \(item.quantity) \u{D7} \(text(of: item.unitPrice))"
      let end = Span(sum.map(text(of:)) ?? "", .text)
      let words = withSKU(of: item, after: count, before: end.text)
      return wrapped(item.name, role: .text, lead: "", leadRole: .text)
        + [ends(Span(words, .dim), end)]
    }
    return [.heading("Items")] + items + sums.map { ends($0[0], $0[3]) }
  }

  /// The SKU only where all of it has room.
  private func withSKU(of item: OrderItem, after count: String, before end: String) -> String {
    guard !item.productID.isEmpty else { return count }
    let words = "\(count)  \(item.productID)"
    let needed = [words, end].reduce(2) { $0 + SafeText.width(of: $1, glyphs: glyphs) }
    return needed <= width ? words : count
  }

  /// Two words at the two ends of a line.
  private func ends(_ left: Span, _ right: Span) -> DetailBlock {
    let room = max(0, width - SafeText.width(of: right.text, glyphs: glyphs) - 2)
    let words = SafeText.fitted(left.text, to: room, glyphs: glyphs)
    let gap = max(0, room + 2 - SafeText.width(of: words, glyphs: glyphs))
    return .line([Span(words + String(repeating: " ", count: gap), left.role), right])
  }

  /// With a column of SKUs where that cuts nothing.
  private var itemTable: [DetailBlock] {
    let full = itemTable(withSKU: true)
    let hasSKU = order.items.contains { !$0.productID.isEmpty }
    let isFull = hasSKU && full.fits(in: width, glyphs: glyphs)
    return [.table(isFull ? full : itemTable(withSKU: false))]
  }

  private func itemTable(withSKU hasSKU: Bool) -> TableGrid {
    let rows = order.items.map { item -> [Span] in
      // A sum too large to count is not shown.
      let sum = try? item.unitPrice.multiplied(by: Int64(item.quantity))
      return [Span(item.name, .text)] + (hasSKU ? [Span(item.productID, .dim)] : []) + [
        Span(String(item.quantity), .text), Span(text(of: item.unitPrice), .text),
        Span(sum.map(text(of:)) ?? "", .text),
      ]
    }
    let totals = sums.map { [$0[0]] + (hasSKU ? [Span("", .dim)] : []) + $0.dropFirst() }
    return TableGrid(
      [.init("Items")] + (hasSKU ? [.init("SKU")] : []) + [
        .init("qty", isNumeric: true), .init("each", isNumeric: true),
        .init("total", isNumeric: true),
      ],
      rows: rows + totals,
      fillsWidth: true
    )
  }

  private var sums: [[Span]] {
    let currency = order.summary.total.currency
    var lines: [(String, Money, Role)] = []
    if let subtotal { lines.append(("Subtotal", subtotal, .dim)) }
    if !order.shipping.isZero { lines.append(("Shipping", order.shipping, .dim)) }
    if !order.tax.isZero { lines.append(("Tax", order.tax, .dim)) }
    if !order.discount.isZero {
      // The one amount without a negative is too far out to be a discount; it stands as it is.
      let discount = (try? Money.zero(currency).subtracting(order.discount)) ?? order.discount
      lines.append(("Discount", discount, .dim))
    }
    lines.append(("Total", order.summary.total, .bright))
    if !order.refunded.isZero {
      lines.append(("Refunded", order.refunded, .dim))
      // Two amounts of one order share its currency; were they not to, no net is better than a wrong one.
      if let net = try? order.summary.total.subtracting(order.refunded) {
        lines.append(("Net", net, .bright))
      }
    }
    return lines.map {
      [Span($0.0, $0.2), Span("", .dim), Span("", .dim), Span(text(of: $0.1), $0.2)]
    }
  }

  private var subtotal: Money? {
    guard !order.items.isEmpty else { return nil }
    // An amount too large to count, or in another currency, leaves the line out.
    return try? order.items.reduce(Money.zero(order.summary.total.currency)) { sum, item in
      try sum.adding(item.unitPrice.multiplied(by: Int64(item.quantity)))
    }
  }
}
