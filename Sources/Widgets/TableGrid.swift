package import Screen

/// A table with a heading; columns are as wide as their content.
///
/// In a narrow area the widest words give way first: a figure that is cut is a wrong one.
package struct TableGrid: Equatable, Sendable {
  package struct Column: Equatable, Sendable {
    package var title: String
    /// True for numbers: they end at the column's right edge.
    package var isNumeric: Bool

    package init(_ title: String, isNumeric: Bool = false) {
      self.title = title
      self.isNumeric = isNumeric
    }
  }

  package var columns: [Column]
  /// One span for each column; a shorter row leaves the rest empty.
  package var rows: [[Span]]
  /// True when the first column takes the room that is left, so that the last one ends at the edge.
  package var fillsWidth: Bool

  package init(_ columns: [Column], rows: [[Span]], fillsWidth: Bool = false) {
    self.columns = columns
    self.rows = rows
    self.fillsWidth = fillsWidth
  }

  private static let gap = 2
  private static let leastWidth = 4

  /// The columns' widths in so much room.
  package func widths(in width: Int, glyphs: GlyphSet = .unicode) -> [Int] {
    var widths = contentWidths(glyphs)
    var excess = widths.reduce(0, +) + Self.gap * max(0, widths.count - 1) - width
    for isNumeric in [false, true] {
      let candidates = columns.indices.filter { columns[$0].isNumeric == isNumeric }
      while excess > 0, let widest = candidates.map({ widths[$0] }).max(), widest > Self.leastWidth,
        let column = candidates.last(where: { widths[$0] == widest })
      {
        widths[column] -= 1
        excess -= 1
      }
    }
    if fillsWidth, excess < 0, !widths.isEmpty { widths[0] -= excess }
    return widths
  }

  private func contentWidths(_ glyphs: GlyphSet) -> [Int] {
    columns.indices.map { column in
      let texts = [columns[column].title] + rows.compactMap { $0.dropFirst(column).first?.text }
      return texts.map { SafeText.width(of: $0, glyphs: glyphs) }.max() ?? 0
    }
  }

  /// Whether nothing has to be cut in so much room.
  package func fits(in width: Int, glyphs: GlyphSet) -> Bool {
    contentWidths(glyphs).reduce(0, +) + Self.gap * max(0, columns.count - 1) <= width
  }

  /// Paints heading and rows.
  package func paint(in area: Rect, on canvas: inout Canvas) {
    let widths = widths(in: area.width, glyphs: canvas.glyphs)
    let heading = columns.enumerated().map { Span($1.title, $0 == 0 ? .title : .dim) }
    for (index, row) in ([heading] + rows).prefix(area.height).enumerated() {
      paintRow(row, in: area.line(index), widths: widths, on: &canvas)
    }
  }

  /// Paints one row with the widths given, for callers that list the rows themselves.
  package func paintRow(_ row: [Span], in line: Rect, widths: [Int], on canvas: inout Canvas) {
    var rest = line
    for (column, span) in row.prefix(columns.count).enumerated() {
      let cell = rest.takeLeft(widths[column])
      _ = rest.takeLeft(Self.gap)
      if columns[column].isNumeric {
        let end = Place(column: cell.endColumn, row: cell.row)
        canvas.writeRight(span.text, endingAt: end, role: span.role, width: cell.width)
      } else {
        canvas.write(span.text, at: cell.origin, role: span.role, width: cell.width)
      }
    }
  }
}
