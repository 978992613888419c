/// A grid of cells that views paint on; it knows nothing of terminals.
///
/// Whatever is written goes through `SafeText` cluster by cluster, so no text, whoever wrote it, can
/// put a control into a cell or leave the clip rectangle. Painting outside the clip is no mistake:
/// what does not fit is not drawn.
package struct Canvas: Equatable, Sendable {
  package let width: Int
  package let height: Int
  /// Which signs the terminal can show; views take theirs from here.
  package let glyphs: GlyphSet
  /// Nothing outside is painted; see `clipped(to:_:)`.
  package private(set) var clip: Rect
  @usableFromInline var cells: [Cell]

  package init(width: Int, height: Int, glyphs: GlyphSet = .unicode) {
    self.width = max(0, width)
    self.height = max(0, height)
    self.glyphs = glyphs
    clip = Rect(column: 0, row: 0, width: width, height: height)
    cells = Array(repeating: .blank, count: self.width * self.height)
  }

  package var bounds: Rect { Rect(column: 0, row: 0, width: width, height: height) }

  /// The cell at a position inside `bounds`.
  @inlinable package subscript(column: Int, row: Int) -> Cell { cells[row * width + column] }

  /// The first and the last column of a row that look different on a canvas of the same size.
  ///
  /// Nil when the rows are alike. It is asked for every row of every frame, so it looks at each cell
  /// once and copies none.
  package func changedColumns(inRow row: Int, since before: Canvas) -> ClosedRange<Int>? {
    let now = cells.span
    let old = before.cells.span
    var first = row * width
    var last = first + width - 1
    while first <= last, now[first] == old[first] { first += 1 }
    guard first <= last else { return nil }
    while now[last] == old[last] { last -= 1 }
    return (first - row * width)...(last - row * width)
  }

  /// Paints with everything outside `area` protected, then as before.
  package mutating func clipped(to area: Rect, _ paint: (inout Canvas) -> Void) {
    let before = clip
    clip = clip.intersection(area)
    paint(&self)
    clip = before
  }

  /// Makes an area empty: blanks on the given surface.
  package mutating func fill(_ area: Rect, surface: Surface) {
    fill(area, with: .blank(on: surface))
  }

  /// Changes what the cells of an area lie on and leaves what is written there.
  package mutating func tint(_ area: Rect, surface: Surface) {
    change(area) { $0.surface = surface }
  }

  /// Changes the role of what is written in an area.
  package mutating func tint(_ area: Rect, role: Role) {
    change(area) { $0.role = role }
  }

  /// Writes one line and says how many columns it took.
  ///
  /// The text may be anything: it is made safe here. Without a surface it lies on what is there. A
  /// text of more than `width` columns ends in an ellipsis.
  @discardableResult
  package mutating func write(
    _ text: String,
    at place: Place,
    role: Role,
    surface: Surface? = nil,
    width columns: Int = .max
  ) -> Int {
    guard columns > 0 else { return 0 }
    guard let length = PlainText.width(of: text) else {
      return writeClusters(of: text, at: place, role: role, surface: surface, width: columns)
    }
    let shown = length <= columns ? length : columns - 1
    writePlain(text, at: place, length: shown, role: role, surface: surface)
    guard length > columns else { return length }
    let end = (column: place.column + shown, row: place.row)
    let ellipsis = Cell(text: glyphs.ellipsis, role: role, surface: surface ?? .screen)
    put(ellipsis, width: 1, at: end, keepingSurface: surface == nil)
    return columns
  }

  private mutating func writeClusters(
    of text: String,
    at place: Place,
    role: Role,
    surface: Surface?,
    width columns: Int
  ) -> Int {
    var column = place.column
    for cluster in SafeText.fittedClusters(text, to: columns, glyphs: glyphs) {
      let cell = Cell(cluster.content, role: role, surface: surface ?? .screen)
      put(cell, width: cluster.width, at: (column, place.row), keepingSurface: surface == nil)
      column += cluster.width
    }
    return column - place.column
  }

  /// Writes the first bytes of a text that is printable ASCII.
  private mutating func writePlain(
    _ text: String,
    at place: Place,
    length: Int,
    role: Role,
    surface: Surface?
  ) {
    let bytes = text.utf8Span.span
    let first = max(place.column, clip.column)
    let end = min(place.column + length, clip.endColumn)
    guard place.row >= clip.row && place.row < clip.endRow && first < end else { return }
    let line = place.row * width
    freeHalves(from: line + first, to: line + end, row: place.row)
    for column in first..<end {
      let letter = CellText(letter: bytes[column - place.column])
      let index = line + column
      cells[index] = Cell(letter, role: role, surface: surface ?? cells[index].surface)
    }
  }

  private mutating func fill(_ area: Rect, with cell: Cell) {
    let visible = area.intersection(clip)
    guard !visible.isEmpty else { return }
    for row in visible.row..<visible.endRow {
      let start = row * width + visible.column
      freeHalves(from: start, to: start + visible.width, row: row)
      for index in start..<(start + visible.width) { cells[index] = cell }
    }
  }

  private mutating func change(_ area: Rect, _ change: (inout Cell) -> Void) {
    let visible = area.intersection(clip)
    guard !visible.isEmpty else { return }
    for row in visible.row..<visible.endRow {
      let start = row * width + visible.column
      for index in start..<(start + visible.width) { change(&cells[index]) }
    }
  }

  /// Puts one cell, or both cells of a wide cluster; half a cluster at the edge of the clip is blank.
  mutating func put(
    _ cell: Cell,
    width columns: Int,
    at position: (column: Int, row: Int),
    keepingSurface: Bool
  ) {
    guard position.row >= clip.row && position.row < clip.endRow else { return }
    let first = max(position.column, clip.column)
    let end = min(position.column + columns, clip.endColumn)
    guard first < end else { return }
    let isWhole = end - first == columns
    let start = position.row * width + first
    freeHalves(from: start, to: start + end - first, row: position.row)
    for index in start..<(start + end - first) {
      var painted = cell
      if !isWhole {
        painted.content = CellText(letter: 0x20)
      } else if index > start {
        painted.content = CellText()
      }
      if keepingSurface { painted.surface = cells[index].surface }
      cells[index] = painted
    }
  }

  /// Blanks the halves of wide clusters that would be left over when a part of a row is painted.
  private mutating func freeHalves(from start: Int, to end: Int, row: Int) {
    let blank = CellText(letter: 0x20)
    if start > row * width && cells[start].isContinuation { cells[start - 1].content = blank }
    if end < (row + 1) * width && cells[end].isContinuation { cells[end].content = blank }
  }
}
