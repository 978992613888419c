package import Screen

/// What happened, one line each: mark, time, what, who, detail; the columns are straight and the
/// middle takes what is left.
package struct Timeline: Equatable, Sendable {
  package struct Row: Equatable, Sendable {
    package var mark: String
    package var role: Role
    package var time: String
    package var what: String
    package var who: String
    package var detail: String
    /// Lines that `what` may take where it is too long for one; the last of them is cut.
    package var mostLines: Int

    package init(
      mark: String,
      role: Role = .text,
      time: String,
      what: String,
      who: String = "",
      detail: String = "",
      mostLines: Int = 1
    ) {
      self.mark = mark
      self.role = role
      self.time = time
      self.what = what
      self.who = who
      self.detail = detail
      self.mostLines = mostLines
    }

    fileprivate var firstName: String { String(who.prefix { $0 != " " }) }
  }

  package var rows: [Row]

  package init(_ rows: [Row]) {
    self.rows = rows
  }

  /// The same with the words that are too long for that width on further lines.
  package func wrapped(to width: Int, glyphs: GlyphSet) -> Timeline {
    let room = columns(for: rows[...], width: width, glyphs: glyphs).what
    return Timeline(
      rows.flatMap { row -> [Row] in
        let lines = TextWrap.lines(of: row.what, width: room, glyphs: glyphs)
        guard row.mostLines > 1, lines.count > 1 else { return [row] }
        return lines.prefix(row.mostLines).enumerated().map { index, line in
          let isCut = index + 1 == row.mostLines
          let end = isCut ? row.what.utf8.count : line.range.upperBound
          let words = row.what.bytes(line.range.lowerBound..<end)
          guard index == 0 else {
            return Row(mark: "", role: row.role, time: "", what: words)
          }
          var first = row
          first.what = words
          return first
        }
      }
    )
  }

  /// Paints the rows from `first` on, as many as the area has lines.
  package func paint(in area: Rect, from first: Int = 0, on canvas: inout Canvas) {
    let shown = rows.dropFirst(max(0, first)).prefix(area.height)
    let columns = columns(for: shown, width: area.width, glyphs: canvas.glyphs)
    for (index, row) in shown.enumerated() {
      canvas.clipped(to: area.line(index)) { canvas in
        paint(row, in: area.line(index), columns: columns, on: &canvas)
      }
    }
  }

  private struct Columns {
    var time: Int
    var what: Int
    var who: Int
    /// True where only the first word of who it was has room.
    var hasFirstNames: Bool
    var detail: Int
  }

  private static let gap = 2
  private static let mostOfWho = 16
  private static let leastOfWhat = 12
  /// The word for a source, `storefront`, is shown whole or not at all.
  private static let leastOfWho = 10

  private func columns(for rows: ArraySlice<Row>, width: Int, glyphs: GlyphSet) -> Columns {
    func widest(_ text: (Row) -> String) -> Int {
      rows.map { SafeText.width(of: text($0), glyphs: glyphs) }.max() ?? 0
    }
    let time = min(widest(\.time), 16)
    var room = max(0, width - 2 - time - Self.gap)
    let wanted = widest(\.what)
    let hasFirstNames = widest(\.who) > min(room - wanted - Self.gap, Self.mostOfWho)
    let names = min(Self.mostOfWho, hasFirstNames ? widest(\.firstName) : widest(\.who))
    // Who did it is short, and a long text gives way to it; what is left of a name says nothing.
    let beside = max(Self.leastOfWhat, room - names - Self.gap)
    let leastOfWho = min(names, Self.leastOfWho)
    let what = min(wanted, room - beside - Self.gap < leastOfWho ? max(12, room) : beside)
    room -= what + Self.gap
    let who = room >= leastOfWho ? min(names, room) : 0
    room -= who > 0 ? who + Self.gap : 0
    return Columns(
      time: time,
      what: what,
      who: who,
      hasFirstNames: hasFirstNames,
      detail: room >= 6 ? room : 0
    )
  }

  private func paint(_ row: Row, in line: Rect, columns: Columns, on canvas: inout Canvas) {
    var rest = line
    func write(_ text: String, _ width: Int, _ gap: Int, _ role: Role) {
      let cell = rest.takeLeft(width)
      canvas.write(text, at: cell.origin, role: role, width: cell.width)
      _ = rest.takeLeft(gap)
    }
    write(row.mark, 1, 1, row.role)
    write(row.time, columns.time, Self.gap, .time)
    write(row.what, columns.what, Self.gap, row.role)
    let who = columns.hasFirstNames ? row.firstName : row.who
    if columns.who > 0 { write(who, columns.who, Self.gap, .dim) }
    if columns.detail > 0 { write(row.detail, columns.detail, 0, .dim) }
  }
}
