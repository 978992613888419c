import Commerce
import Screen
import Widgets

/// The line of chips above the panes, with the filter at its right end.
extension Model {
  /// All orders, then each status; counts stand only where they are those of the list.
  var statusChips: Chips {
    let isCounted = orders.filter.isEmpty || isFilteredByStatusOnly
    let statuses = [nil] + OrderStatus.allCases.map { Optional($0) }
    let chips = statuses.map { status in
      let count = count(of: status)
      return Chips.Chip(
        status?.title ?? "All",
        short: status?.shortTitle,
        count: count.map(CountText.grouped),
        shortCount: count.map(CountText.short),
        hidesCount: !isCounted
      )
    }
    return Chips(chips, active: activeChip)
  }

  private var isFilteredByStatusOnly: Bool {
    orders.filter.terms.count == 1 && orders.filter.soleStatus != nil
  }

  private var activeChip: Int? {
    if let status = orders.filter.soleStatus {
      return OrderStatus.allCases.firstIndex(of: status).map { $0 + 1 }
    }
    let asksForStatus = orders.filter.terms.contains { term in
      if case .status = term.condition { true } else { false }
    }
    return asksForStatus ? nil : 0
  }

  /// The view's name, the chips, and what the list is filtered by.
  var stripRects: (view: Rect, chips: Rect, filter: Rect) {
    var rest = panes.strip
    _ = rest.takeLeft(1)
    let view = rest.takeLeft(SafeText.width(of: viewTitle, glyphs: glyphs))
    let filter = rest.takeRight(filterWidth(in: rest.width))
    return (view, rest, filter)
  }

  /// Empty in the view of all orders, which needs no name.
  private var viewTitle: String {
    guard orders.view != .all else { return "" }
    // A filter makes the list another one than the view.
    let count = orders.filter.isEmpty ? orders.count.map { " \(CountText.grouped($0))" } : nil
    return " \(orders.view.title)\(count ?? "") \(glyphs.arrowRight) "
  }

  private func filterWidth(in room: Int) -> Int {
    guard !shownFilter.isEmpty else { return 0 }
    return min(SafeText.width(of: shownFilter, glyphs: glyphs) + 4, room / 3)
  }

  private var shownFilter: String { orders.filter.isEmpty ? "" : orders.filterText }

  func paintStrip(in line: Rect, on canvas: inout Canvas) -> Place? {
    if let field = orders.field { return paintField(field, in: line, on: &canvas) }
    let rects = stripRects
    canvas.write(viewTitle, at: rects.view.origin, role: .accent, width: rects.view.width)
    statusChips.paint(in: rects.chips, on: &canvas)
    guard !shownFilter.isEmpty else { return nil }
    let spans = [Span("/ ", .key), Span(shownFilter, .accent)]
    let place = Place(column: rects.filter.column + 1, row: line.row)
    canvas.write(spans, at: place, width: rects.filter.width - 2)
    return nil
  }

  private func paintField(
    _ field: FilterField,
    in line: Rect,
    on canvas: inout Canvas
  ) -> Place? {
    var rest = line
    let prompt = rest.takeLeft(3)
    canvas.write(" /", at: prompt.origin, role: .key)
    let found = rest.takeRight(16)
    let text = orders.countRequest != nil || orders.count == nil ? "counting" : foundText
    canvas.writeRight(text, endingAt: Place(column: found.endColumn - 2, row: line.row), role: .dim)
    let input = TextField(placeholder: "words, or status:shipped pay:paid customer:ana amount:>100")
    return input.paint(field.buffer, in: rest, on: &canvas)
  }

  private var foundText: String {
    CountText.of(orders.count ?? 0, "order")
  }

  /// Under the field: what is wrong with the text and where, else how the word could go on.
  func paintFilterHint(in rule: Rect, on canvas: inout Canvas) {
    guard let field = orders.field else { return }
    var line = rule
    _ = line.takeLeft(3)
    let hasCompletions = !field.completions.isEmpty && !field.buffer.isEmpty
    // While a word is still being written, how it could go on says more than that it is not whole.
    if let error = field.error, !(error.isUnfinished && hasCompletions) {
      canvas.fill(rule, surface: .screen)
      let start = min(error.position, line.width / 2)
      let mark = String(repeating: canvas.glyphs.arrowUp, count: max(1, min(error.length, 24)))
      // The mark says the column as well, so that narrow lines can do without it.
      let room = line.width - start - mark.count - 1
      let fits = SafeText.width(of: error.sentence, glyphs: glyphs) <= room
      let sentence = fits ? error.sentence : error.explanation
      let spans = [
        Span(mark, error.isUnfinished ? .dim : .danger),
        Span(" " + sentence, error.isUnfinished ? .dim : .noticeError),
      ]
      let place = Place(column: line.column + start, row: line.row)
      canvas.write(spans, at: place, width: line.width - start)
    } else if let word = field.leftOut {
      canvas.fill(rule, surface: .screen)
      canvas.write(leftOutSpans(field, word), at: line.origin, width: line.width)
    } else if hasCompletions {
      canvas.fill(rule, surface: .screen)
      canvas.write(completionSpans(field), at: line.origin, width: line.width)
    }
  }

  private func leftOutSpans(_ field: FilterField, _ word: String) -> [Span] {
    let names = field.completions.prefix(3).map(\.text).joined(separator: " ")
    let key = names.isEmpty ? nil : keys.keyName(of: .complete)
    let enter = keys.keyName(of: .accept).map { "; \($0) takes it" } ?? ""
    return [
      Span(key.map { "\($0) " } ?? "", .key), Span(names.isEmpty ? "" : "\(names)  ", .accent),
      Span("no order has \"\(word)\": left out\(enter)", .dim),
    ]
  }

  private func completionSpans(_ field: FilterField) -> [Span] {
    let key = keys.keyName(of: .complete).map { "\($0) " } ?? ""
    var spans = [Span(key, .key)]
    for (index, completion) in field.completions.prefix(8).enumerated() {
      spans.append(Span(completion.text + "  ", index == 0 ? .accent : .dim))
    }
    if field.completions.count == 1 { spans.append(Span(field.completions[0].help, .dim)) }
    return spans
  }
}

extension OrderStatus {
  /// As it stands on its chip.
  var title: String { rawValue.prefix(1).uppercased() + rawValue.dropFirst() }

  /// The same where eight chips have 80 columns.
  var shortTitle: String {
    switch self {
    case .pending: "Pend"
    case .confirmed: "Conf"
    case .processing: "Proc"
    case .packaged: "Pack"
    case .shipped: "Ship"
    case .delivered: "Deliv"
    case .cancelled: "Canc"
    }
  }
}
