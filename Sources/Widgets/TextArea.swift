package import Screen

/// A text of several lines under a cursor, wrapped to the width it is shown in: the composer.
package struct TextArea: Equatable, Sendable {
  package private(set) var buffer: EditBuffer
  /// The column that moving up and down tries to keep.
  private var goalColumn: Int?

  package init(_ text: String = "") {
    buffer = EditBuffer(text, isMultiline: true)
  }

  package var text: String { buffer.text }
  package var isEmpty: Bool { buffer.isEmpty }

  package mutating func replace(with text: String) { change { $0.replace(with: text) } }
  package mutating func clear() { change { $0.clear() } }

  /// Inserts typed or pasted text as text only; see `EditBuffer.insert`.
  package mutating func insert(_ text: String) { change { $0.insert(text) } }
  package mutating func insertLineEnd() { change { $0.insert("\n") } }

  /// Does what a key means here; false for a key that means nothing.
  ///
  /// Enter is left to the caller.
  package mutating func edit(_ key: Key, width: Int) -> Bool {
    let isPlain = !key.control && !key.alt
    switch key.code {
    case .up where isPlain: return moveLine(by: -1, width: width)
    case .down where isPlain: return moveLine(by: 1, width: width)
    default:
      goalColumn = nil
      return buffer.edit(key)
    }
  }

  private mutating func change(_ change: (inout EditBuffer) -> Void) {
    goalColumn = nil
    change(&buffer)
  }

  /// False when there is no line there, so that the caller may move to another place.
  private mutating func moveLine(by step: Int, width: Int) -> Bool {
    let lines = lines(width: width)
    let position = TextWrap.position(of: buffer.cursor, in: lines, text: text)
    let line = position.line + step
    guard lines.indices.contains(line) else { return false }
    let goal = goalColumn ?? position.column
    buffer.moveCursor(to: TextWrap.offset(ofColumn: goal, in: lines[line], text: text))
    goalColumn = goal
    return true
  }

  /// One column stays free at the right for the cursor behind a full line.
  private func lines(width: Int, glyphs: GlyphSet = .unicode) -> [WrappedLine] {
    TextWrap.lines(of: text, width: width - 1, glyphs: glyphs)
  }

  /// Lines that it needs in this width, between 1 and `most`.
  package func height(width: Int, most: Int) -> Int {
    min(max(1, most), lines(width: width).count)
  }

  /// Paints the text, scrolled so that the cursor is in view, and says where the cursor stands.
  @discardableResult
  package func paint(
    in area: Rect,
    on canvas: inout Canvas,
    placeholder: String = "",
    isFocused: Bool = true
  ) -> Place? {
    guard !area.isEmpty else { return nil }
    if isEmpty {
      canvas.write(placeholder, at: area.origin, role: .placeholder, width: area.width)
    }
    let lines = lines(width: area.width, glyphs: canvas.glyphs)
    let cursor = TextWrap.position(
      of: buffer.cursor,
      in: lines,
      text: text,
      glyphs: canvas.glyphs
    )
    let top = max(0, cursor.line - area.height + 1)
    for (index, line) in lines.dropFirst(top).prefix(area.height).enumerated() {
      let place = Place(column: area.column, row: area.row + index)
      canvas.write(text.bytes(line.range), at: place, role: .field, width: area.width)
    }
    guard isFocused else { return nil }
    let column = min(cursor.column, area.width - 1)
    return Place(column: area.column + column, row: area.row + cursor.line - top)
  }
}
