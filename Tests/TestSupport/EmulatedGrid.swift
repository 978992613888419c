/// The cells of one screen (main or alternate) with cursor and scroll region.
struct EmulatedGrid: Hashable, Sendable {
  private(set) var width: Int
  private(set) var height: Int
  private(set) var rows: [[EmulatedCell]]
  var column = 0
  var row = 0
  /// True when the last column was just written: the next letter goes to the next line.
  var wrapsNext = false
  private var top = 0
  private var bottom: Int

  init(width: Int, height: Int) {
    self.width = width
    self.height = height
    bottom = height - 1
    rows = Array(repeating: Array(repeating: EmulatedCell(), count: width), count: height)
  }

  mutating func resize(width: Int, height: Int) {
    var resized = EmulatedGrid(width: width, height: height)
    for row in 0..<min(height, self.height) {
      for column in 0..<min(width, self.width) {
        resized.rows[row][column] = rows[row][column]
      }
    }
    resized.row = min(row, height - 1)
    resized.column = min(column, width - 1)
    self = resized
  }

  mutating func move(row: Int, column: Int) {
    self.row = min(max(0, row), height - 1)
    self.column = min(max(0, column), width - 1)
    wrapsNext = false
  }

  // MARK: Writing

  mutating func put(_ scalar: Unicode.Scalar, look: EmulatedLook) {
    let columns = EmulatedWidth.columns(of: scalar)
    guard columns > 0 else { return combine(scalar) }
    if wrapsNext || column + columns > width {
      column = 0
      lineFeed()
      wrapsNext = false
    }
    breakWideCharacters(from: column, to: column + columns)
    for offset in 0..<columns where column + offset < width {
      rows[row][column + offset].text = offset == 0 ? String(scalar) : ""
      rows[row][column + offset].look = look
    }
    wrapsNext = column + columns >= width
    column = min(column + columns, width - 1)
  }

  private mutating func combine(_ scalar: Unicode.Scalar) {
    var place = wrapsNext ? column : column - 1
    while place > 0, rows[row][place].text.isEmpty { place -= 1 }
    guard place >= 0 else { return }
    rows[row][place].text.unicodeScalars.append(scalar)
  }

  /// Writing over half of a wide character blanks its other half.
  private mutating func breakWideCharacters(from start: Int, to end: Int) {
    if rows[row][start].text.isEmpty, start > 0 { rows[row][start - 1].text = " " }
    if end < width, rows[row][end].text.isEmpty { rows[row][end].text = " " }
  }

  mutating func lineFeed() {
    if row == bottom { scrollUp(1) } else { row = min(row + 1, height - 1) }
  }

  mutating func reverseLineFeed() {
    if row == top { scrollDown(1) } else { row = max(0, row - 1) }
  }

  // MARK: Erasing, inserting, deleting

  mutating func erase(_ columns: Range<Int>, row: Int, look: EmulatedLook) {
    guard row >= 0, row < height else { return }
    var blank = EmulatedCell()
    // Erasing takes the background along (terminfo's bce) and nothing else.
    blank.look.background = look.background
    for column in columns.clamped(to: 0..<width) { rows[row][column] = blank }
    wrapsNext = false
  }

  mutating func eraseLine(_ mode: Int, look: EmulatedLook) {
    switch mode {
    case 0: erase(column..<width, row: row, look: look)
    case 1: erase(0..<(column + 1), row: row, look: look)
    default: erase(0..<width, row: row, look: look)
    }
  }

  mutating func eraseDisplay(_ mode: Int, look: EmulatedLook) {
    if mode != 2 { eraseLine(mode, look: look) }
    let lines = mode == 0 ? (row + 1)..<max(row + 1, height) : mode == 1 ? 0..<row : 0..<height
    for line in lines { erase(0..<width, row: line, look: look) }
  }

  mutating func insertCharacters(_ count: Int) {
    rows[row].insert(contentsOf: Array(repeating: EmulatedCell(), count: count), at: column)
    rows[row].removeLast(count)
  }

  mutating func deleteCharacters(_ count: Int) {
    let removed = min(count, width - column)
    rows[row].removeSubrange(column..<(column + removed))
    rows[row] += Array(repeating: EmulatedCell(), count: removed)
  }

  mutating func insertLines(_ count: Int) {
    guard row >= top, row <= bottom else { return }
    shift(from: row, by: count, down: true)
  }

  mutating func deleteLines(_ count: Int) {
    guard row >= top, row <= bottom else { return }
    shift(from: row, by: count, down: false)
  }

  // MARK: Scrolling

  mutating func setRegion(top: Int, bottom: Int) {
    let last = min(bottom, height - 1)
    guard top >= 0, top < last else { return }
    self.top = top
    self.bottom = last
    move(row: 0, column: 0)
  }

  mutating func scrollUp(_ count: Int) { shift(from: top, by: count, down: false) }

  mutating func scrollDown(_ count: Int) { shift(from: top, by: count, down: true) }

  private mutating func shift(from first: Int, by count: Int, down: Bool) {
    let blank = Array(repeating: EmulatedCell(), count: width)
    for _ in 0..<min(count, bottom - first + 1) {
      if down {
        rows.remove(at: bottom)
        rows.insert(blank, at: first)
      } else {
        rows.remove(at: first)
        rows.insert(blank, at: bottom)
      }
    }
  }
}
