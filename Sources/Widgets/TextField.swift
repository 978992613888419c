package import Screen

/// Paints one line of editable text; the text itself is an `EditBuffer`.
package struct TextField: Sendable {
  /// Shown dim while there is no text.
  package var placeholder: String
  package var isFocused: Bool
  package var surface: Surface

  package init(placeholder: String = "", isFocused: Bool = true, surface: Surface = .field) {
    self.placeholder = placeholder
    self.isFocused = isFocused
    self.surface = surface
  }

  /// Paints into the top row of an area and says where the cursor stands, if it is focused.
  @discardableResult
  package func paint(_ buffer: EditBuffer, in area: Rect, on canvas: inout Canvas) -> Place? {
    let line = area.line(0)
    guard !line.isEmpty else { return nil }
    canvas.fill(line, surface: surface)
    if buffer.isEmpty {
      canvas.write(placeholder, at: line.origin, role: .placeholder, width: line.width)
    }
    let before = SafeText.width(of: buffer.text.bytes(0..<buffer.cursor), glyphs: canvas.glyphs)
    // Without a cursor a text is read from its beginning.
    let hidden = isFocused ? Self.hiddenColumns(cursor: before, width: line.width) : 0
    paintText(buffer.text, hiding: hidden, in: line, on: &canvas)
    return isFocused ? Place(column: line.column + before - hidden, row: line.row) : nil
  }

  private func paintText(_ text: String, hiding hidden: Int, in line: Rect, on canvas: inout Canvas)
  {
    let glyphs = canvas.glyphs
    let isCutRight = SafeText.width(of: text, glyphs: glyphs) - hidden > line.width
    canvas.clipped(to: line) { canvas in
      canvas.write(text, at: Place(column: line.column - hidden, row: line.row), role: .field)
      if hidden > 0 { canvas.write(glyphs.ellipsis, at: line.origin, role: .placeholder) }
      if isCutRight {
        let last = Place(column: line.endColumn - 1, row: line.row)
        canvas.write(glyphs.ellipsis, at: last, role: .placeholder)
      }
    }
  }

  /// Columns scrolled off to the left: whole halves of the field, so that the text does not slide
  /// along with every letter, and the cursor is never on an edge that hides something.
  static func hiddenColumns(cursor: Int, width: Int) -> Int {
    guard cursor >= width - 1 else { return 0 }
    let half = max(1, width / 2)
    return min(cursor, (cursor - width + 1 + half) / half * half)
  }
}
