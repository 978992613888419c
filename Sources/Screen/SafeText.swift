/// The one place that makes text inert, whoever wrote it.
///
/// Every code point that a terminal could take as a command, that has no visible form, or that could
/// reorder its neighbours becomes a visible sign one column wide:
///
/// * C0 controls and DEL become control pictures (`␛`), a tab one space, a line end `⏎`
/// * C1 controls, bidi and format controls, zero-width characters, private use, unassigned code
///   points and invisible letters become `�`
/// * a base keeps at most four combining marks, then `�` stands for the rest; a mark without a base
///   gets a dotted circle
/// * joined emoji are shown as the first one and `+`, flags as their two letters; skin tones,
///   variation selectors and enclosing marks are dropped, since terminals do not agree on what
///   they do
///
/// What comes out may be put in again and stays the same. The stored text is never changed: this is
/// for showing only.
package enum SafeText {
  /// The text as drawable pieces, in order.
  package static func clusters(
    of raw: String,
    glyphs: GlyphSet = .unicode
  )
    -> [SafeCluster]
  {
    Array(SafeClusters(raw, glyphs: glyphs))
  }

  /// The text for a place that is no canvas: standard output and error, a title, the clipboard.
  ///
  /// With `keepingLines` line ends stay, as `\n`; else each is a visible sign. With `.ascii`, for
  /// places that cannot show UTF-8, each other sign is a `?`.
  package static func plain(
    _ raw: String,
    keepingLines: Bool = false,
    glyphs: GlyphSet = .unicode
  ) -> String {
    if PlainText.width(of: raw) != nil { return raw }
    var plain = ""
    plain.reserveCapacity(raw.utf8.count)
    for cluster in SafeClusters(raw, glyphs: glyphs) {
      if keepingLines && cluster.isLineBreak { plain += "\n" } else { plain += cluster.text }
    }
    return plain
  }

  /// Columns that the text takes in one line.
  package static func width(of raw: String, glyphs: GlyphSet = .unicode) -> Int {
    if let width = PlainText.width(of: raw) { return width }
    return SafeClusters(raw, glyphs: glyphs).reduce(0) { $0 + $1.width }
  }

  /// The text in at most `columns` columns, the cut shown by an ellipsis, never inside a cluster.
  package static func fitted(
    _ raw: String,
    to columns: Int,
    glyphs: GlyphSet = .unicode
  ) -> String {
    fittedClusters(raw, to: columns, glyphs: glyphs).reduce(into: "") { $0 += $1.text }
  }

  static func fittedClusters(
    _ raw: String,
    to columns: Int,
    glyphs: GlyphSet
  )
    -> [SafeCluster]
  {
    var fitting: [SafeCluster] = []
    var width = 0
    for cluster in SafeClusters(raw, glyphs: glyphs) {
      fitting.append(cluster)
      width += cluster.width
      if width > columns {
        return ellipsis(fitting, width: width, columns: columns, glyphs: glyphs)
      }
    }
    return fitting
  }

  private static func ellipsis(
    _ tooLong: [SafeCluster],
    width: Int,
    columns: Int,
    glyphs: GlyphSet
  ) -> [SafeCluster] {
    guard columns > 0 else { return [] }
    var fitting = tooLong
    var width = width
    var start = 0
    while width > columns - 1, let last = fitting.popLast() {
      width -= last.width
      start = last.start
    }
    fitting.append(SafeCluster(text: glyphs.ellipsis, width: 1, start: start))
    return fitting
  }
}
