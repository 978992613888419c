package import Screen

/// A bar with its share in words behind it.
package struct ProgressBar: Equatable, Sendable {
  /// 0...1; nil when the end is not known, then only the text is shown.
  package var fraction: Double?
  package var text: String

  package init(fraction: Double?, text: String = "") {
    self.fraction = fraction
    self.text = text
  }

  package func paint(in line: Rect, on canvas: inout Canvas) {
    var rest = line.line(0)
    if let fraction {
      let share = min(max(0, fraction), 1)
      let bar = rest.takeLeft(min(24, rest.width / 3))
      let full = Int(share * Double(bar.width))
      let glyphs = canvas.glyphs
      let solid = String(repeating: glyphs.barFull, count: full)
      let empty = String(repeating: glyphs.barEmpty, count: bar.width - full)
      canvas.write([Span(solid, .accent), Span(empty, .rule)], at: bar.origin)
      let percent = String(Int(share * 100))
      let place = Place(column: rest.column + 4, row: rest.row)
      canvas.writeRight(percent, endingAt: place, role: .bright)
      canvas.write(" %", at: place, role: .dim, width: rest.width - 4)
      _ = rest.takeLeft(8)
    }
    canvas.write(text, at: rest.origin, role: .dim, width: rest.width)
  }
}
