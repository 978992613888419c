/// One line of a wrapped text.
package struct WrappedLine: Equatable, Sendable {
  /// What the line shows: UTF-8 bytes of the raw text.
  package var range: Range<Int>
  /// Columns it takes.
  package var width: Int
  /// Where the next line begins; beyond the range's end by the blank or line end between the two.
  package var next: Int

  package init(range: Range<Int>, width: Int, next: Int) {
    self.range = range
    self.width = width
    self.next = next
  }
}

/// Breaks text into lines of at most so many columns: between words where it can, at line ends
/// always, inside a word only when the word alone is longer than a line.
package enum TextWrap {
  /// The lines of a text: at least one, in order, together covering all of it.
  package static func lines(
    of text: String,
    width: Int,
    glyphs: GlyphSet = .unicode
  )
    -> [WrappedLine]
  {
    if let length = PlainText.width(of: text), length <= width {
      return [WrappedLine(range: 0..<length, width: length, next: length)]
    }
    let breaker = LineBreaker(text, width: max(2, width), glyphs: glyphs)
    var lines: [WrappedLine] = []
    var first = 0
    repeat {
      let end = breaker.lineEnd(from: first)
      lines.append(breaker.line(from: first, to: end))
      first = end.next
    } while first < breaker.clusters.count
    if breaker.clusters.last?.isLineBreak == true { lines.append(breaker.lastEmptyLine) }
    return lines
  }

  /// Where the cursor stands that is before the given byte: a line's index and a column in it.
  package static func position(
    of offset: Int,
    in lines: [WrappedLine],
    text: String,
    glyphs: GlyphSet = .unicode
  ) -> (line: Int, column: Int) {
    let line = lines.lastIndex { $0.range.lowerBound <= offset } ?? 0
    let shown = lines[line].range
    let before = shown.lowerBound..<max(shown.lowerBound, min(offset, shown.upperBound))
    return (line, SafeText.width(of: text.bytes(before), glyphs: glyphs))
  }

  /// The byte before which the cursor stands at a column of a line; beyond its end, the line's end.
  package static func offset(
    ofColumn column: Int,
    in line: WrappedLine,
    text: String,
    glyphs: GlyphSet = .unicode
  ) -> Int {
    var used = 0
    for cluster in SafeText.clusters(of: text.bytes(line.range), glyphs: glyphs) {
      used += cluster.width
      if used > column { return line.range.lowerBound + cluster.start }
    }
    return line.range.upperBound
  }
}

/// Finds the end of one line after the other.
private struct LineBreaker {
  let clusters: [SafeCluster]
  private let width: Int
  private let byteCount: Int

  /// Indices of clusters: the line ends before `end`, the next line begins with `next`.
  struct LineEnd {
    var end: Int
    var next: Int
    var width: Int
  }

  init(_ text: String, width: Int, glyphs: GlyphSet) {
    clusters = SafeText.clusters(of: text, glyphs: glyphs)
    self.width = width
    byteCount = text.utf8.count
  }

  var lastEmptyLine: WrappedLine {
    WrappedLine(range: byteCount..<byteCount, width: 0, next: byteCount)
  }

  func line(from first: Int, to end: LineEnd) -> WrappedLine {
    WrappedLine(range: start(first)..<start(end.end), width: end.width, next: start(end.next))
  }

  func lineEnd(from first: Int) -> LineEnd {
    var used = 0
    var chance: LineEnd?
    for index in first..<max(first, clusters.count) {
      let cluster = clusters[index]
      if cluster.isLineBreak { return LineEnd(end: index, next: index + 1, width: used) }
      if index > first && mayBreakWide(before: index) {
        chance = LineEnd(end: index, next: index, width: used)
      }
      if used + cluster.width > width {
        if cluster.isSpace, chance == nil || !isGlue(index) {
          return hangingBlanks(at: index, width: used)
        }
        return chance ?? breakInsideWord(at: index, first: first, width: used)
      }
      if cluster.isSpace, !isGlue(index) {
        chance = LineEnd(end: index, next: index + 1, width: used)
      }
      used += cluster.width
    }
    return LineEnd(end: clusters.count, next: clusters.count, width: used)
  }

  private func start(_ index: Int) -> Int {
    index < clusters.count ? clusters[index].start : byteCount
  }

  /// True for a blank before a sign that stands alone, as French writes it: no line begins with one.
  private func isGlue(_ index: Int) -> Bool {
    guard index + 1 < clusters.count, Self.closingSigns.contains(clusters[index + 1].text) else {
      return false
    }
    let after = index + 2
    return after >= clusters.count || clusters[after].isSpace || clusters[after].isLineBreak
  }

  private static let closingSigns: Set<String> = ["!", "?", ":", ";", "»"]

  /// Wide letters are words of their own.
  private func mayBreakWide(before index: Int) -> Bool {
    guard !clusters[index].isSpace, !clusters[index - 1].isSpace else { return false }
    let isWide = clusters[index].width == 2 || clusters[index - 1].width == 2
    return isWide && !isGlued(index)
  }

  /// True for the sign of what was left out of the cluster before.
  private func isGlued(_ index: Int) -> Bool {
    clusters[index].start == clusters[index - 1].start
  }

  /// Blanks at the end of a full line are not shown and begin no line; nor does a line end there.
  private func hangingBlanks(at index: Int, width: Int) -> LineEnd {
    var next = index
    while next < clusters.count && clusters[next].isSpace { next += 1 }
    if next < clusters.count && clusters[next].isLineBreak { next += 1 }
    return LineEnd(end: index, next: next, width: width)
  }

  private func breakInsideWord(at index: Int, first: Int, width: Int) -> LineEnd {
    guard index > first + 1, isGlued(index) else {
      return LineEnd(end: index, next: index, width: width)
    }
    let base = index - 1
    return LineEnd(end: base, next: base, width: width - clusters[base].width)
  }
}
