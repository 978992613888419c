package import Screen

/// Paints the rows of a list that are in view, the selected one on its own ground, and a scrollbar.
package struct ListWidget: Sendable {
  /// Lines that each row takes.
  package var rowHeight: Int
  package var isFocused: Bool
  /// Where the loaded rows lie in the whole, for the scrollbar; nil draws none.
  package var extent: Extent?

  /// All rows there are, and how many of them lie above the first loaded one.
  package struct Extent: Equatable, Sendable {
    package var total: Int
    package var above: Int

    package init(total: Int, above: Int = 0) {
      self.total = total
      self.above = above
    }
  }

  package init(rowHeight: Int = 1, isFocused: Bool = true, extent: Extent? = nil) {
    self.rowHeight = max(1, rowHeight)
    self.isFocused = isFocused
    self.extent = extent
  }

  /// How many rows an area shows.
  package func visibleRows(in area: Rect) -> Int {
    max(1, area.height / rowHeight)
  }

  /// Paints the list; `row` paints one row into its rectangle, which has the column of the
  /// selection bar and that of the scrollbar already taken off.
  package func paint(
    _ state: ListState,
    in area: Rect,
    on canvas: inout Canvas,
    row paintRow: (Int, Rect, inout Canvas) -> Void
  ) {
    var rows = area
    let bar = rows.takeRight(needsScrollbar(state) ? 1 : 0)
    for row in state.visible {
      let place = rows.takeTop(rowHeight)
      guard !place.isEmpty else { break }
      var content = place
      let edge = content.takeLeft(1)
      if row == state.selection { paintSelection(place, edge: edge, on: &canvas) }
      canvas.clipped(to: content) { paintRow(row, content, &$0) }
    }
    paintScrollbar(state, in: bar, on: &canvas)
  }

  private func needsScrollbar(_ state: ListState) -> Bool {
    guard let extent else { return false }
    return extent.total > state.visibleRows
  }

  private func paintSelection(_ row: Rect, edge: Rect, on canvas: inout Canvas) {
    canvas.tint(row, surface: isFocused ? .selection : .selectionUnfocused)
    for line in edge.row..<edge.endRow {
      let place = Place(column: edge.column, row: line)
      canvas.write(canvas.glyphs.selectionBar, at: place, role: isFocused ? .accent : .dim)
    }
  }

  private func paintScrollbar(_ state: ListState, in bar: Rect, on canvas: inout Canvas) {
    guard let extent, bar.width == 1, bar.height > 0, extent.total > 0 else { return }
    let thumb = Scrollbar.thumb(
      first: extent.above + state.top,
      shown: state.visibleRows,
      total: extent.total,
      length: bar.height
    )
    for line in 0..<bar.height {
      let isThumb = thumb.contains(line)
      canvas.write(
        isThumb ? canvas.glyphs.scrollThumb : canvas.glyphs.scrollTrack,
        at: Place(column: bar.column, row: bar.row + line),
        role: isThumb ? .dim : .rule
      )
    }
  }
}

/// Where the thumb of a scrollbar lies.
package enum Scrollbar {
  /// Lines of the thumb, from 0, on a bar of `length` lines: at least one, at the very ends only
  /// when the view is there.
  package static func thumb(first: Int, shown: Int, total: Int, length: Int) -> Range<Int> {
    guard length > 0, total > shown else { return 0..<max(0, length) }
    let size = min(length, max(1, length * shown / total))
    let room = length - size
    let last = total - shown
    var start = (min(max(0, first), last) * room + last / 2) / last
    if first > 0 && start == 0 && room > 1 { start = 1 }
    if first < last && start == room && room > 1 { start = room - 1 }
    return start..<(start + size)
  }
}
