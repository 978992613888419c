import CNCurses
import Screen
import Theming

/// Brings canvases to ncurses, which sends the terminal only what differs.
///
/// It remembers the canvas that is shown and of each row passes on the cells between the first and the
/// last change, as whole clusters, so that a wide one is never cut.
final class Painter {
  private let window: UnsafeMutablePointer<WINDOW>
  private let styles: StyleBook
  private var shown: Canvas?
  private var run: CellRun
  private let encoder = ClusterEncoder()

  init(window: UnsafeMutablePointer<WINDOW>, theme: Theme, depth: ColorDepth) {
    self.window = window
    styles = StyleBook(theme: theme, depth: depth)
    run = CellRun(window: window)
  }

  func show(_ canvas: Canvas, cursor: (column: Int, row: Int)?) {
    let width = min(canvas.width, Int(getmaxx(window)))
    let height = min(canvas.height, Int(getmaxy(window)))
    let before = shown.flatMap { $0.bounds == canvas.bounds ? $0 : nil }
    if before == nil { werase(window) }
    for row in 0..<height {
      guard let before else {
        add(0..<width, ofRow: row, on: canvas)
        continue
      }
      guard let changed = canvas.changedColumns(inRow: row, since: before) else { continue }
      add(Self.wholeClusters(changed, ofRow: row, on: canvas), ofRow: row, on: canvas)
    }
    shown = canvas
    finish(cursor: cursor.flatMap { $0.column < width && $0.row < height ? $0 : nil })
  }

  func use(_ theme: Theme) {
    styles.use(theme)
    forget()
  }

  /// The next frame passes every cell on, whatever was shown before.
  func forget() { shown = nil }

  /// The next frame sends every cell to the terminal, even where ncurses knows it to be right.
  func redrawPhysically() {
    forget()
    clearok(window, true)
  }

  func ringBell() { beep() }

  /// Half a wide cluster cannot be drawn: both halves go together.
  private static func wholeClusters(
    _ columns: ClosedRange<Int>,
    ofRow row: Int,
    on canvas: Canvas
  ) -> Range<Int> {
    var first = columns.lowerBound
    var end = columns.upperBound + 1
    if first > 0, canvas[first, row].isContinuation { first -= 1 }
    if end < canvas.width, canvas[end, row].isContinuation { end += 1 }
    return first..<end
  }

  private func add(_ columns: Range<Int>, ofRow row: Int, on canvas: Canvas) {
    // A copy of its own spares the check of exclusive access for every cell.
    var run = run
    run.begin(column: columns.lowerBound, row: row)
    var column = columns.lowerBound
    var before = canvas[column, row]
    var look = styles.look(of: before)
    while column < columns.upperBound {
      let cell = canvas[column, row]
      if !cell.looks(like: before) { look = styles.look(of: cell) }
      before = cell
      column += 1
      if let letter = cell.content.letter {
        run.append(Unicode.Scalar(letter), look: look)
        continue
      }
      let isWide = column < columns.upperBound && canvas[column, row].isContinuation
      encoder.encode(cell.content, columns: isWide ? 2 : 1) { run.append($0, look: look) }
      if isWide { column += 1 }
    }
    run.flush()
    self.run = run
  }

  private func finish(cursor: (column: Int, row: Int)?) {
    guard let cursor else {
      curs_set(0)
      leaveok(window, true)
      wnoutrefresh(window)
      doupdate()
      return
    }
    leaveok(window, false)
    wmove(window, Int32(cursor.row), Int32(cursor.column))
    wnoutrefresh(window)
    doupdate()
    curs_set(1)
  }

  deinit { run.free() }
}
