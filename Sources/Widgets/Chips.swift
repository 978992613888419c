package import Screen

/// A strip of choices with counts, one of them active; it gets shorter step by step when the line
/// is narrow: first the gaps, then the counts, then the labels, then the chips at the end.
package struct Chips: Equatable, Sendable {
  package struct Chip: Equatable, Sendable {
    package var label: String
    /// The label where there is little room.
    package var shortLabel: String
    /// As it is written with all its digits; nil while it is not known.
    package var count: String?
    /// The same where there is little room.
    package var shortCount: String
    /// True where the count keeps its place and is not shown, so that no chip moves.
    package var hidesCount: Bool

    package init(
      _ label: String,
      short shortLabel: String? = nil,
      count: String? = nil,
      shortCount: String? = nil,
      hidesCount: Bool = false
    ) {
      self.label = label
      self.shortLabel = shortLabel ?? label
      self.count = count
      self.shortCount = shortCount ?? count ?? ""
      self.hidesCount = hidesCount
    }
  }

  /// Where a chip stands in the line.
  package struct Placement: Equatable, Sendable {
    package var index: Int
    /// Columns from the left end of the line.
    package var columns: Range<Int>
    package var text: String
  }

  package var chips: [Chip]
  /// Index of the active chip; nil when the filter is none of them.
  package var active: Int?

  package init(_ chips: [Chip], active: Int? = nil) {
    self.chips = chips
    self.active = active
  }

  private struct Form {
    var gap: Int
    var hasShortCounts: Bool
    var hasShortLabels: Bool
    /// True where hidden counts keep their places.
    var keepsPlaces = false
  }

  private static let forms = [
    Form(gap: 1, hasShortCounts: false, hasShortLabels: false, keepsPlaces: true),
    Form(gap: 0, hasShortCounts: false, hasShortLabels: false, keepsPlaces: true),
    Form(gap: 1, hasShortCounts: false, hasShortLabels: false),
    Form(gap: 0, hasShortCounts: false, hasShortLabels: false),
    Form(gap: 0, hasShortCounts: true, hasShortLabels: false),
    Form(gap: 0, hasShortCounts: true, hasShortLabels: true),
  ]

  /// The chips that fit into so many columns; the active one is always among them.
  package func placements(width: Int, glyphs: GlyphSet = .unicode) -> [Placement] {
    for form in Self.forms {
      let placed = place(in: form, indices: chips.indices, glyphs: glyphs)
      if (placed.last?.columns.upperBound ?? 0) <= width { return placed }
    }
    return placementsAroundActive(width: width, glyphs: glyphs)
  }

  private func placementsAroundActive(width: Int, glyphs: GlyphSet) -> [Placement] {
    guard let narrowest = Self.forms.last else { return [] }
    for first in 0...max(0, active ?? 0) {
      let placed = place(in: narrowest, indices: first..<chips.count, glyphs: glyphs)
      let fitting = placed.prefix { $0.columns.upperBound <= width }
      if active == nil || fitting.contains(where: { $0.index == active }) { return Array(fitting) }
    }
    return []
  }

  private func place(in form: Form, indices: Range<Int>, glyphs: GlyphSet) -> [Placement] {
    var column = 0
    return indices.map { index in
      let chip = chips[index]
      var text = " " + (form.hasShortLabels ? chip.shortLabel : chip.label)
      if let count = chip.count, !chip.hidesCount || form.keepsPlaces {
        let figure = form.hasShortCounts ? chip.shortCount : count
        text += " " + (chip.hidesCount ? String(repeating: " ", count: figure.count) : figure)
      }
      text += " "
      let start = column
      let end = start + SafeText.width(of: text, glyphs: glyphs)
      column = end + form.gap
      return Placement(index: index, columns: start..<end, text: text)
    }
  }

  package func paint(in line: Rect, on canvas: inout Canvas) {
    for placement in placements(width: line.width, glyphs: canvas.glyphs) {
      let isActive = placement.index == active
      canvas.write(
        placement.text,
        at: Place(column: line.column + placement.columns.lowerBound, row: line.row),
        role: isActive ? .chipActive : .chip,
        surface: isActive ? .chipActive : .chip
      )
    }
  }

  /// The chip under a column of the line, for the mouse.
  package func index(atColumn column: Int, width: Int, glyphs: GlyphSet = .unicode) -> Int? {
    placements(width: width, glyphs: glyphs).first { $0.columns.contains(column) }?.index
  }
}
