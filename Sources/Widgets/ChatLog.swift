package import Screen

/// The messages of a chat and which of them are in view.
///
/// The view hangs on its lower edge: at the newest message it stays there when more arrive, and
/// scrolled up it stays where it is. Lines are worked out from the lower edge upwards, only for what
/// is in view, and kept as long as text and width stay: a chat of 50,000 messages costs what one of
/// 50 does.
package struct ChatLog: Equatable, Sendable {
  package private(set) var items: [ChatItem] = []
  package private(set) var width = 80
  package private(set) var height = 10
  private let glyphs: GlyphSet
  /// The item that the lower edge of the view cuts or touches.
  private var anchor = 0
  /// Rows of that item below the edge.
  private var hiddenRows = 0
  /// Worked out so far, by index.
  private var layouts: [ChatItemLayout?] = []

  package init(_ items: [ChatItem] = [], glyphs: GlyphSet = .unicode) {
    self.glyphs = glyphs
    self.items = items
    layouts = Array(repeating: nil, count: items.count)
    scrollToEnd()
  }

  package static func == (left: ChatLog, right: ChatLog) -> Bool {
    left.items == right.items && left.anchor == right.anchor && left.hiddenRows == right.hiddenRows
      && left.width == right.width && left.height == right.height
  }

  /// True when the newest message is in view whole.
  package var isAtEnd: Bool { items.isEmpty || anchor == items.count - 1 && hiddenRows == 0 }

  /// True when the oldest loaded item is in view whole, so that older ones may be loaded.
  package var isAtStart: Bool {
    guard !items.isEmpty else { return true }
    return rowsAbove(limit: height) <= height
  }

  // MARK: Changes

  package mutating func resize(width: Int, height: Int) {
    if width != self.width { layouts = Array(repeating: nil, count: items.count) }
    let wasAtEnd = isAtEnd
    self.width = max(1, width)
    self.height = max(1, height)
    settle(wasAtEnd: wasAtEnd)
  }

  /// Takes another list of items and keeps the view at the end, or on the same item from the end
  /// of the common beginning.
  package mutating func replace(with items: [ChatItem]) {
    let wasAtEnd = isAtEnd
    let common = zip(self.items, items).prefix { $0 == $1 }.count
    layouts = Array(layouts.prefix(common)) + Array(repeating: nil, count: items.count - common)
    self.items = items
    settle(wasAtEnd: wasAtEnd)
  }

  /// Puts older items above; the view stays on what it shows.
  package mutating func prepend(_ older: [ChatItem]) {
    items = older + items
    layouts = Array(repeating: nil, count: older.count) + layouts
    anchor += older.count
    settle(wasAtEnd: false)
  }

  /// Adds newer items; the view goes along when it is at the end.
  package mutating func append(_ newer: [ChatItem]) {
    let wasAtEnd = isAtEnd
    items += newer
    layouts += Array(repeating: nil, count: newer.count)
    settle(wasAtEnd: wasAtEnd)
  }

  package mutating func change(at index: Int, to item: ChatItem) {
    guard items.indices.contains(index) else { return }
    let wasAtEnd = isAtEnd
    items[index] = item
    layouts[index] = nil
    settle(wasAtEnd: wasAtEnd)
  }

  // MARK: Scrolling

  /// Moves the view by rows: below zero to older messages.
  package mutating func scroll(by rows: Int) {
    hiddenRows -= rows
    settle(wasAtEnd: false)
  }

  package mutating func scrollPage(down: Bool) {
    scroll(by: down ? max(1, height - 2) : -max(1, height - 2))
  }

  package mutating func scrollToEnd() {
    anchor = max(0, items.count - 1)
    hiddenRows = 0
    settle(wasAtEnd: true)
  }

  package mutating func scrollToStart() {
    anchor = 0
    hiddenRows = 0
    settle(wasAtEnd: false)
  }

  /// Brings an item into the middle of the view.
  package mutating func scroll(to index: Int) {
    guard items.indices.contains(index) else { return }
    anchor = index
    hiddenRows = -(height / 2)
    settle(wasAtEnd: false)
  }

  /// Brings the view back inside the chat and works out what it shows.
  private mutating func settle(wasAtEnd: Bool) {
    guard !items.isEmpty else {
      anchor = 0
      hiddenRows = 0
      return
    }
    if wasAtEnd {
      anchor = items.count - 1
      hiddenRows = 0
    }
    anchor = min(max(0, anchor), items.count - 1)
    normalize()
    fillFromTop()
    layOutVisible()
  }

  /// Moves whole items between the anchor and the rows below the edge.
  private mutating func normalize() {
    while hiddenRows < 0 && anchor < items.count - 1 {
      anchor += 1
      hiddenRows += layOut(anchor).height
    }
    hiddenRows = max(0, hiddenRows)
    while hiddenRows >= layOut(anchor).height && anchor > 0 {
      hiddenRows -= layOut(anchor).height
      anchor -= 1
    }
    hiddenRows = min(hiddenRows, layOut(anchor).height - 1)
  }

  /// When the view is scrolled beyond the oldest item, pulls that back to the upper edge.
  private mutating func fillFromTop() {
    layOutVisible()
    var missing = height - rowsAbove(limit: height)
    while missing > 0 {
      let available = min(missing, hiddenRows)
      hiddenRows -= available
      missing -= available
      guard missing > 0, anchor < items.count - 1 else { return }
      anchor += 1
      hiddenRows = layOut(anchor).height
    }
  }

  /// Rows from the lower edge of the view up to the oldest item; counts no further than the limit
  /// needs.
  private func rowsAbove(limit: Int) -> Int {
    var rows = -hiddenRows
    var index = anchor
    while index >= 0 && rows <= limit {
      rows += layout(index).height
      index -= 1
    }
    return index >= 0 ? limit + 1 : rows
  }

  private mutating func layOutVisible() {
    var rows = -hiddenRows
    var index = anchor
    while index >= 0 && rows < height {
      rows += layOut(index).height
      index -= 1
    }
  }

  private mutating func layOut(_ index: Int) -> ChatItemLayout {
    let layout = layout(index)
    layouts[index] = layout
    return layout
  }

  private func layout(_ index: Int) -> ChatItemLayout {
    layouts[index] ?? ChatItemLayout(items[index], width: width, glyphs: glyphs)
  }

  // MARK: Showing

  /// Paints what is in view; a chat shorter than the area stands at its lower edge.
  package func paint(in area: Rect, on canvas: inout Canvas) {
    canvas.clipped(to: area) { canvas in
      for (index, rows) in placements(in: area) {
        let painter = ChatItemPainter(layout: layout(index), area: rows)
        painter.paint(items[index], on: &canvas)
      }
    }
  }

  /// The item at a row of the area it was painted in; nil where there is none.
  package func index(atRow row: Int, in area: Rect) -> Int? {
    placements(in: area).first { row >= $0.rows.row && row < $0.rows.endRow }?.index
  }

  /// The items in view, lowest first, with the rows each takes, some of them outside the area.
  private func placements(in area: Rect) -> [(index: Int, rows: Rect)] {
    var placements: [(index: Int, rows: Rect)] = []
    var end = area.endRow + hiddenRows
    var index = anchor
    while index >= 0 && index < items.count && end > area.row {
      let height = layout(index).height
      end -= height
      let rows = Rect(column: area.column, row: end, width: area.width, height: height)
      placements.append((index, rows))
      index -= 1
    }
    return placements
  }
}
