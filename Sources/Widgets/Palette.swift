package import Screen

/// A field to type in and, below it, everything whose name fits what was typed, the best first.
package struct Palette: Equatable, Sendable {
  package struct Item: Equatable, Sendable {
    package var title: String
    /// A short name that finds it, too, before any letters of titles: `undo`, `view-unread`.
    package var name: String
    /// The key that does the same; empty for none.
    package var key: String
    /// Why it cannot be done now; empty when it can.
    package var disabledBecause: String

    package init(
      _ title: String,
      name: String = "",
      key: String = "",
      disabledBecause: String = ""
    ) {
      self.title = title
      self.name = name
      self.key = key
      self.disabledBecause = disabledBecause
    }
  }

  /// An item that fits, and the letters that made it fit.
  package struct Hit: Equatable, Sendable {
    /// Index in `items`.
    package var index: Int
    package var ranges: [Range<Int>]
  }

  package static let mostRows = 14

  package let items: [Item]
  package private(set) var query = EditBuffer()
  package private(set) var hits: [Hit]
  package private(set) var list = ListState()

  package init(_ items: [Item], query: String = "") {
    self.items = items
    hits = []
    list.resize(visibleRows: Self.mostRows)
    edit { $0.replace(with: query) }
  }

  /// The chosen item's index in `items`; nil when nothing fits.
  package var chosen: Int? { list.selected.map { hits[$0].index } }

  /// Changes what was typed and finds anew.
  package mutating func edit(_ change: (inout EditBuffer) -> Void) {
    change(&query)
    let found = items.indices.compactMap { index in
      match(items[index]).map { (index: index, match: $0) }
    }
    // Equal ones stay in the order of the items, since `sorted` is stable only by this rule.
    hits = found.sorted { ($1.match.score, $0.index) < ($0.match.score, $1.index) }
      .map { Hit(index: $0.index, ranges: $0.match.ranges) }
    list.setCount(hits.count)
    list.moveToFirst()
  }

  /// Who types a name, or begins one, means it and nothing that happens to have its letters.
  private func match(_ item: Item) -> FuzzyMatcher.Match? {
    let letters = FuzzyMatcher.match(query.text, in: item.title)
    let typed = query.text.lowercased().split(separator: " ").joined(separator: "-")
    let isWhole = !typed.isEmpty && item.name == typed
    guard isWhole || typed.count >= 3 && item.name.hasPrefix(typed) else { return letters }
    return FuzzyMatcher.Match(score: isWhole ? 2_000_000 : 1_000_000, ranges: letters?.ranges ?? [])
  }

  package mutating func move(by rows: Int) { list.move(by: rows) }
  package mutating func select(_ row: Int) { list.select(row) }
  package mutating func resize(visibleRows: Int) {
    list.resize(visibleRows: min(max(1, visibleRows), Self.mostRows))
  }

  /// Columns of what lies over the middle of a screen: all of a narrow one, since what would look
  /// out at its sides is no words.
  package static func width(upTo wanted: Int, in screen: Int) -> Int {
    screen < wanted + 16 ? screen : wanted
  }

  /// The rectangle it takes on a screen: at the top, in the middle.
  package func area(in screen: Rect) -> Rect {
    let width = Self.width(upTo: 76, in: screen.width)
    var area = screen.centered(width: width, height: screen.height)
    area.row = screen.row + min(2, max(0, screen.height - 6))
    area.height = min(max(1, list.visible.count) + 3, screen.endRow - area.row)
    return area
  }

  /// Paints it and says where the cursor stands.
  package func paint(title: String, in screen: Rect, on canvas: inout Canvas) -> Place? {
    let frame = DialogFrame(title: title)
    var inside = frame.paint(in: area(in: screen), on: &canvas)
    var line = inside.takeTop(1)
    let prompt = line.takeLeft(2)
    canvas.write(canvas.glyphs.prompt, at: prompt.origin, role: .accent)
    let field = TextField(placeholder: "type to find", surface: .popup)
    let cursor = field.paint(query, in: line, on: &canvas)
    let extent = ListWidget.Extent(total: hits.count)
    ListWidget(extent: extent).paint(list, in: inside, on: &canvas) { row, place, canvas in
      paint(hits[row], in: place, on: &canvas)
    }
    if hits.isEmpty {
      canvas.write("nothing fits", at: inside.origin, role: .dim, width: inside.width)
    }
    return cursor
  }

  private func paint(_ hit: Hit, in place: Rect, on canvas: inout Canvas) {
    let item = items[hit.index]
    var rest = place
    let isEnabled = item.disabledBecause.isEmpty
    let right = isEnabled ? item.key : item.disabledBecause
    let width = min(SafeText.width(of: right, glyphs: canvas.glyphs), rest.width / 2)
    let end = rest.takeRight(width + 1)
    canvas.write(right, at: end.origin, role: isEnabled ? .key : .dim, width: width)
    let spans = Span.marking(item.title, hit.ranges, role: isEnabled ? .text : .dim)
    canvas.write(spans, at: rest.origin, width: rest.width - 1)
  }
}
