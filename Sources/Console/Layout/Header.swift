import Commerce
import Screen
import Widgets

/// The first line: which screen, whose shop, who is at work, what time it is.
extension Model {
  struct HeaderTab: Equatable, Sendable {
    var screen: ScreenName
    var text: String
    var columns: Range<Int>
  }

  /// Where the names of the screens stand.
  var headerTabs: [HeaderTab] {
    var column = 14
    return ScreenName.allCases.map { name in
      let key = keys.keyName(of: name == .orders ? .ordersScreen : .syncScreen)
      let text = " \(key.map { "\($0) " } ?? "")\(title(of: name)) "
      let start = column
      column += SafeText.width(of: text, glyphs: glyphs) + 1
      return HeaderTab(screen: name, text: text, columns: start..<(column - 1))
    }
  }

  private func title(of screen: ScreenName) -> String {
    switch screen {
    case .orders: "Orders"
    case .sync: "Sync"
    }
  }

  func paintHeader(in line: Rect, on canvas: inout Canvas) {
    canvas.fill(line, surface: .header)
    canvas.write("orderdeck", at: Place(column: line.column + 2, row: line.row), role: .bright)
    for tab in headerTabs {
      let place = Place(column: tab.columns.lowerBound, row: line.row)
      canvas.write(tab.text, at: place, role: tab.screen == screen ? .titleFocused : .dim)
    }
    let start = (headerTabs.last?.columns.upperBound ?? 0) + 2
    let room = line.endColumn - 2 - start
    let spans = headerFacts(room: room)
    let width = spans.reduce(0) { $0 + SafeText.width(of: $1.text, glyphs: glyphs) }
    let place = Place(column: line.endColumn - 2 - min(width, room), row: line.row)
    canvas.write(spans, at: place, width: room)
  }

  /// As many of the facts as there is room for, the least important left out first.
  private func headerFacts(room: Int) -> [Span] {
    let facts: [(rank: Int, span: Span)] = [
      (0, Span(triageFact(isShort: size.width < 120), .accent)),
      (6, Span(shopTitle, .text)),
      (3, Span(isDemo ? "DEMO" : "", .warning)),
      (2, Span(isReadOnly ? "READ-ONLY" : "", .warning)),
      (1, outboxTrouble),
      (4, Span(orders.newCount > 0 ? "\(CountText.grouped(orders.newCount)) new" : "", .accent)),
      (5, Span("\(staff.name) (\(staff.role.rawValue))", .text)),
      (
        2,
        Span(
          isLive ? "\(glyphs.dot) live" : "\(glyphs.ring) not live",
          isLive ? .success : .warning
        )
      ),
      (0, Span(zone.clock(at: now), .bright)),
    ]
    var shown = facts.filter { !$0.span.text.isEmpty }
    while shown.count > 1, width(of: shown.map(\.span)) > room {
      // The shop's kind goes before its name does.
      if let kind = shown.firstIndex(where: { $0.span.text == shopTitle }), !shop.name.isEmpty,
        shopTitle != shop.name
      {
        shown[kind].span.text = shop.name
        continue
      }
      let least = shown.map(\.rank).max()
      shown.removeAll { $0.rank == least }
    }
    return shown.enumerated().flatMap { index, fact in
      index == 0 ? [fact.span] : [Span("   ", .text), fact.span]
    }
  }

  /// Replies that do not leave: nothing to say while they do.
  private var outboxTrouble: Span {
    let lead = size.width < 100 ? "" : "outbox "
    guard hasTransport else {
      guard outbox.waiting > 0 else { return Span("no transport", .dim) }
      let waiting = "\(lead)\(CountText.grouped(outbox.waiting)) waiting"
      return Span("\(waiting) \(glyphs.separator) no transport", .warning)
    }
    guard outbox.failing > 0 else { return Span("", .dim) }
    return Span("outbox \(CountText.grouped(outbox.failing)) failing", .warning)
  }

  private func width(of spans: [Span]) -> Int {
    spans.reduce(3 * (spans.count - 1)) { $0 + SafeText.width(of: $1.text, glyphs: glyphs) }
  }

  private var shopTitle: String {
    shop.name.isEmpty ? shop.businessType : "\(shop.name) \(glyphs.separator) \(shop.businessType)"
  }
}
