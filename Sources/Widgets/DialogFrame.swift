package import Screen

/// A form over a pane: a ground of its own with a title above and a line of hints below.
package struct DialogFrame: Equatable, Sendable {
  package var title: String
  /// At the right end of the title's line, such as which lines are in view.
  package var note: String
  /// Keys and what they do here, at the lower edge.
  package var hints: [KeyHints.Hint]
  /// True for what cannot be taken back.
  package var isDangerous: Bool
  /// True where a rule of the screen below it is its lower edge.
  package var isOpenBelow: Bool

  package init(
    title: String,
    note: String = "",
    hints: [KeyHints.Hint] = [],
    isDangerous: Bool = false,
    isOpenBelow: Bool = false
  ) {
    self.title = title
    self.note = note
    self.hints = hints
    self.isDangerous = isDangerous
    self.isOpenBelow = isOpenBelow
  }

  /// The hints and, where there is room for it, a blank line above them.
  private func hintRows(_ height: Int) -> Int {
    hints.isEmpty || height < 2 ? 0 : height < 3 ? 1 : 2
  }

  /// The room inside the frame over an area.
  package func inside(_ area: Rect) -> Rect {
    var rest = area
    _ = rest.takeTop(1)
    if !isOpenBelow { _ = rest.takeBottom(1) }
    _ = rest.takeBottom(hintRows(rest.height))
    return rest.inset(horizontal: 2)
  }

  /// Paints the frame over an area and returns the room inside it.
  package func paint(in area: Rect, on canvas: inout Canvas) -> Rect {
    canvas.fill(area, surface: .popup)
    var rest = area
    var edges = [rest.takeTop(1)]
    if !isOpenBelow { edges.append(rest.takeBottom(1)) }
    let role: Role = isDangerous ? .danger : .ruleFocused
    for edge in edges {
      canvas.drawHorizontalRule(at: edge.origin, length: edge.width, role: role)
    }
    paintSides(of: area, role: role, on: &canvas)
    let heading = Place(column: area.column + 2, row: area.row)
    canvas.write(
      " " + title + " ",
      at: heading,
      role: isDangerous ? .danger : .titleFocused,
      width: area.width - 4
    )
    if !note.isEmpty {
      let end = Place(column: area.endColumn - 2, row: area.row)
      canvas.writeRight(" " + note + " ", endingAt: end, role: .dim, width: area.width / 2)
    }
    if hintRows(rest.height) > 0 {
      let line = rest.takeBottom(1).inset(horizontal: 1)
      KeyHints(hints).paint(in: line, on: &canvas)
    }
    return inside(area)
  }
}

extension DialogFrame {
  /// What lies in the middle of other words ends at both sides, also where its ground is theirs.
  private func paintSides(of area: Rect, role: Role, on canvas: inout Canvas) {
    guard area.column > 0, area.endColumn < canvas.bounds.endColumn, area.height > 2 else { return }
    let glyphs = canvas.glyphs
    let columns = [area.column, area.endColumn - 1]
    for column in columns {
      let top = Place(column: column, row: area.row + 1)
      canvas.drawVerticalRule(at: top, length: area.height - 2, role: role)
    }
    let corners = [
      (glyphs.cornerTopLeft, columns[0], area.row), (glyphs.cornerTopRight, columns[1], area.row),
      (glyphs.cornerBottomLeft, columns[0], area.endRow - 1),
      (glyphs.cornerBottomRight, columns[1], area.endRow - 1),
    ]
    for (corner, column, row) in corners {
      canvas.write(corner, at: Place(column: column, row: row), role: role)
    }
  }
}

/// The fields of a form, one below the other, their labels in a straight column.
package struct FormFields: Equatable, Sendable {
  package struct Field: Equatable, Sendable {
    package var label: String
    package var buffer: EditBuffer
    package var placeholder: String
    /// What is wrong with what stands in it, in a line of its own; blank keeps the line, and
    /// empty takes none.
    package var problem: String
    /// True while it only says what is needed: nobody has done anything wrong yet.
    package var isQuiet: Bool

    /// True where the problem says something that is wrong.
    var isMarked: Bool { !isQuiet && problem.contains { $0 != " " } }

    var height: Int { problem.isEmpty ? 1 : 2 }

    package init(
      _ label: String,
      buffer: EditBuffer,
      placeholder: String = "",
      problem: String = "",
      isQuiet: Bool = false
    ) {
      self.label = label
      self.buffer = buffer
      self.placeholder = placeholder
      self.problem = problem
      self.isQuiet = isQuiet
    }
  }

  package var fields: [Field]
  package var focused: Int
  /// Keeps room for marks, so that nothing moves when one comes while typing.
  package var hasRoomForMarks = false
  /// Those before it are scrolled off.
  package private(set) var first = 0

  package init(_ fields: [Field], focused: Int = 0) {
    self.fields = fields
    self.focused = focused
  }

  /// Rows that the form needs.
  package var height: Int { height(of: fields[...]) }

  private func height(of fields: ArraySlice<Field>) -> Int {
    fields.reduce(0) { $0 + $1.height }
  }

  /// Scrolls no further than the field with the cursor needs.
  package mutating func scroll(to height: Int) {
    let last = min(focused, fields.count - 1)
    first = 0
    while first < last, self.height(of: fields[first...last]) > height { first += 1 }
  }

  /// The field that a line of its area belongs to, with its problem's line; nil below the last.
  package func field(atLine line: Int) -> Int? {
    var end = 0
    return line < 0
      ? nil
      : fields[first...].firstIndex { field in
        end += field.height
        return line < end
      }
  }

  /// Where the inputs begin in an area of that width.
  package func inputColumn(in width: Int, glyphs: GlyphSet) -> Int {
    labelWidth(in: width, glyphs) + gapWidth
  }

  private func labelWidth(in width: Int, _ glyphs: GlyphSet) -> Int {
    let widest = fields.map { SafeText.width(of: $0.label, glyphs: glyphs) }.max() ?? 0
    return min(widest, width / 3)
  }

  /// The labels in their column; of those that begin alike the end that tells them apart is kept.
  private func labels(in width: Int, _ glyphs: GlyphSet) -> [String] {
    let whole = fields.map(\.label)
    let cut = whole.map { SafeText.fitted($0, to: width, glyphs: glyphs) }
    return whole.indices.map { index in
      let alike = whole.indices.filter { cut[$0] == cut[index] }.map { whole[$0] }
      guard alike.contains(where: { $0 != whole[index] }) else { return cut[index] }
      let common = alike.dropFirst().reduce(alike[0]) { $0.commonPrefix(with: $1) }
      let end = SafeText.fitted(
        String(whole[index].dropFirst(common.count)),
        to: width / 2,
        glyphs: glyphs
      )
      let room = width - SafeText.width(of: end, glyphs: glyphs)
      return SafeText.fitted(whole[index], to: room, glyphs: glyphs) + end
    }
  }

  /// Where something can be missing there is room for its mark.
  private var gapWidth: Int {
    hasRoomForMarks || fields.contains { !$0.problem.isEmpty } ? 3 : 2
  }

  /// Paints the fields and says where the cursor stands.
  package func paint(in area: Rect, on canvas: inout Canvas) -> Place? {
    let glyphs = canvas.glyphs
    let labelWidth = labelWidth(in: area.width, glyphs)
    let labels = labels(in: labelWidth, glyphs)
    var rest = area
    var cursor: Place?
    for (index, field) in fields.enumerated().dropFirst(first) {
      guard rest.height > 0 else { break }
      var line = rest.takeTop(1)
      let isFocused = index == focused
      let label = line.takeLeft(labelWidth)
      let role: Role = isFocused ? .accent : .dim
      canvas.write(labels[index], at: label.origin, role: role, width: label.width)
      var gap = line.takeLeft(gapWidth)
      _ = gap.takeLeft(1)
      if field.isMarked { canvas.write(glyphs.warningSign, at: gap.origin, role: .warning) }
      let input = TextField(placeholder: field.placeholder, isFocused: isFocused)
      if let place = input.paint(field.buffer, in: line, on: &canvas) { cursor = place }
      guard !field.problem.isEmpty else { continue }
      var below = rest.takeTop(1)
      _ = below.takeLeft(labelWidth + gapWidth)
      let words: Role = field.isQuiet ? .dim : .warning
      canvas.write(field.problem, at: below.origin, role: words, width: below.width)
    }
    return cursor
  }
}

extension String {
  fileprivate func commonPrefix(with other: String) -> String {
    String(zip(self, other).prefix { $0 == $1 }.map(\.0))
  }
}
