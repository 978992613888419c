import CNCurses

/// Neighbouring cells of one row on their way to ncurses.
///
/// They are placed by `wadd_wchnstr`, which moves no cursor and wraps nothing, so the lower right
/// corner is a cell like any other.
struct CellRun {
  private let window: UnsafeMutablePointer<WINDOW>
  private var cells: UnsafeMutablePointer<cchar_t>
  private var capacity = 256
  private var count = 0
  private var start: (column: Int, row: Int) = (0, 0)

  init(window: UnsafeMutablePointer<WINDOW>) {
    self.window = window
    cells = .allocate(capacity: capacity)
  }

  /// Says where the first cell stands.
  mutating func begin(column: Int, row: Int) { start = (column, row) }

  mutating func append(_ text: EncodedCluster, look: Look) {
    if count == capacity { grow() }
    text.withCharacters { characters in
      _ = cn_set_cell(cells + count, characters, look.attributes, look.pair)
    }
    count += 1
  }

  /// A code point without marks, whose width is known: most cells hold one.
  mutating func append(_ scalar: Unicode.Scalar, look: Look) {
    if count == capacity { grow() }
    let character = wchar_t(bitPattern: scalar.value)
    cn_set_character(cells + count, character, look.attributes, look.pair)
    count += 1
  }

  mutating func flush() {
    guard count > 0 else { return }
    wmove(window, Int32(start.row), Int32(start.column))
    wadd_wchnstr(window, cells, Int32(count))
    count = 0
  }

  private mutating func grow() {
    let larger = UnsafeMutablePointer<cchar_t>.allocate(capacity: capacity * 2)
    larger.moveInitialize(from: cells, count: count)
    cells.deallocate()
    cells = larger
    capacity *= 2
  }

  func free() { cells.deallocate() }
}
