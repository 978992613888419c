/// A piece of a line with its own role.
package struct Span: Equatable, Sendable {
  package var text: String
  package var role: Role

  package init(_ text: String, _ role: Role) {
    self.text = text
    self.role = role
  }

  /// The text as spans in which the given parts have another role, for search hits.
  ///
  /// `matches` are ranges of its UTF-8 bytes, ascending; one that reaches beyond the text is ignored.
  package static func marking(_ text: String, _ matches: [Range<Int>], role: Role) -> [Span] {
    var spans: [Span] = []
    var position = 0
    let end = text.utf8.count
    for match in matches where match.lowerBound >= position && match.upperBound <= end {
      if match.lowerBound > position {
        spans.append(Span(text.bytes(position..<match.lowerBound), role))
      }
      if !match.isEmpty { spans.append(Span(text.bytes(match), .match)) }
      position = match.upperBound
    }
    if position < end || spans.isEmpty { spans.append(Span(text.bytes(position..<end), role)) }
    return spans
  }
}

extension String {
  /// The part between two positions counted in UTF-8 bytes.
  package func bytes(_ range: Range<Int>) -> String {
    let start = utf8.index(utf8.startIndex, offsetBy: range.lowerBound)
    let end = utf8.index(utf8.startIndex, offsetBy: range.upperBound)
    return String(self[start..<end])
  }
}

extension Canvas {
  /// Writes spans one after the other and says how many columns they took; a cut shows an ellipsis.
  @discardableResult
  package mutating func write(
    _ spans: [Span],
    at place: Place,
    surface: Surface? = nil,
    width columns: Int = .max
  ) -> Int {
    var used = 0
    let widths = spans.map { SafeText.width(of: $0.text, glyphs: glyphs) }
    let isTooLong = widths.reduce(0, +) > columns
    for (span, width) in zip(spans, widths) where used < columns {
      let next = Place(column: place.column + used, row: place.row)
      let reachesEnd = used + width >= columns
      // One more letter makes a span that would just fit show the ellipsis of what follows it.
      let text = isTooLong && reachesEnd ? span.text + " " : span.text
      used += write(text, at: next, role: span.role, surface: surface, width: columns - used)
      if reachesEnd { break }
    }
    return used
  }

  /// Writes a line so that it ends before `place.column`, cut at its end when it is longer.
  @discardableResult
  package mutating func writeRight(
    _ text: String,
    endingAt place: Place,
    role: Role,
    surface: Surface? = nil,
    width columns: Int = .max
  ) -> Int {
    let width = min(SafeText.width(of: text, glyphs: glyphs), columns)
    let start = Place(column: place.column - width, row: place.row)
    return write(text, at: start, role: role, surface: surface, width: columns)
  }

  /// Writes a line in the middle of the top row of an area.
  @discardableResult
  package mutating func writeCentered(_ text: String, in area: Rect, role: Role) -> Int {
    let width = min(SafeText.width(of: text, glyphs: glyphs), area.width)
    let start = Place(column: area.column + (area.width - width) / 2, row: area.row)
    return write(text, at: start, role: role, width: area.width)
  }

  /// Repeats a one-column sign along a row.
  package mutating func drawHorizontalRule(at place: Place, length: Int, role: Role = .rule) {
    drawRun(glyphs.horizontalRule, at: place, count: (length, 1), role: role)
  }

  package mutating func drawVerticalRule(at place: Place, length: Int, role: Role = .rule) {
    drawRun(glyphs.verticalRule, at: place, count: (1, length), role: role)
  }

  /// Fills a block of cells with one of our own one-column signs, keeping what they lie on.
  private mutating func drawRun(
    _ sign: String,
    at place: Place,
    count: (columns: Int, rows: Int),
    role: Role
  ) {
    let cell = Cell(text: sign, role: role, surface: .screen)
    for row in place.row..<(place.row + max(0, count.rows)) {
      for column in place.column..<(place.column + max(0, count.columns)) {
        put(cell, width: 1, at: (column, row), keepingSurface: true)
      }
    }
  }
}
