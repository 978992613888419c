import Screen

/// What a painter draws on an empty canvas, as text; blanks at line ends are cut.
func picture(
  _ width: Int,
  _ height: Int,
  glyphs: GlyphSet = .unicode,
  paint: (Rect, inout Canvas) -> Void
) -> String {
  var canvas = Canvas(width: width, height: height, glyphs: glyphs)
  paint(canvas.bounds, &canvas)
  return trimmed(canvas.plainText)
}

/// The text with the blanks at its line ends cut, so that pictures in tests need none.
func trimmed(_ text: String) -> String {
  text.split(separator: "\n", omittingEmptySubsequences: false)
    .map { line in line.reversed().drop { $0 == " " }.reversed() }
    .map { String($0) }
    .joined(separator: "\n")
}
