package import Screen

/// The keys that work now, for the footer: the most important first; what does not fit is left out
/// from the end, except the hints that must stay.
package struct KeyHints: Equatable, Sendable {
  package struct Hint: Equatable, Sendable {
    package var key: String
    package var help: String
    /// True for a hint that is shown however narrow the line is.
    package var isPinned: Bool

    package init(_ key: String, _ help: String, isPinned: Bool = false) {
      self.key = key
      self.help = help
      self.isPinned = isPinned
    }

    fileprivate func width(_ glyphs: GlyphSet) -> Int {
      let words = help.isEmpty ? key : key + " " + help
      return SafeText.width(of: words, glyphs: glyphs)
    }
  }

  package var hints: [Hint]
  /// What stands at the right end, such as counts; it gives way to the first hints.
  package var trailing: [Span]

  package init(_ hints: [Hint], trailing: [Span] = []) {
    self.hints = hints
    self.trailing = trailing
  }

  private static let gap = 2

  /// The hints that fit into so many columns, in order.
  package func fitting(width: Int, glyphs: GlyphSet = .unicode) -> [Hint] {
    var room = width - 1
    var taken = Set<Int>()
    let pinned = hints.indices.filter { hints[$0].isPinned }
    for index in pinned + hints.indices.filter({ !hints[$0].isPinned }) {
      let needed = hints[index].width(glyphs) + (taken.isEmpty ? 0 : Self.gap)
      guard needed <= room else {
        if hints[index].isPinned { continue }
        break
      }
      room -= needed
      taken.insert(index)
    }
    return hints.indices.filter(taken.contains).map { hints[$0] }
  }

  package func paint(in line: Rect, on canvas: inout Canvas) {
    let glyphs = canvas.glyphs
    let trailingWidth = trailing.reduce(0) { $0 + SafeText.width(of: $1.text, glyphs: glyphs) }
    let showsTrailing = trailingWidth > 0 && trailingWidth + 20 <= line.width
    var rest = line
    if showsTrailing {
      let right = rest.takeRight(trailingWidth + 1)
      canvas.write(trailing, at: right.origin, width: trailingWidth)
      _ = rest.takeRight(Self.gap)
    }
    var place = Place(column: rest.column + 1, row: rest.row)
    for hint in fitting(width: rest.width, glyphs: glyphs) {
      place.column += canvas.write(hint.key, at: place, role: .key)
      if !hint.help.isEmpty {
        place.column += canvas.write(" " + hint.help, at: place, role: .keyHelp)
      }
      place.column += Self.gap
    }
  }
}
