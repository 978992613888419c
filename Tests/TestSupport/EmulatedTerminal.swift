/// A terminal of the xterm family, as far as ncurses uses one: what a person would see now.
package struct EmulatedTerminal: Sendable, CustomStringConvertible {
  package private(set) var look = EmulatedLook()
  /// Private modes (`ESC [ ? n h`) that are set now; 7 and 25 are from the start.
  package private(set) var modes: Set<Int> = [7, 25]
  package private(set) var isAlternateScreen = false
  package private(set) var isKeypadApplication = false
  /// Sequences that this emulator does not know, to be looked at when a test fails.
  package private(set) var unknown: [String] = []
  /// OSC strings in the order they came, without their frame: titles, clipboard.
  package private(set) var oscStrings: [String] = []
  package private(set) var bellCount = 0
  private var parser = SequenceParser()
  private var grid: EmulatedGrid
  private var mainGrid: EmulatedGrid
  private var saved: (column: Int, row: Int, look: EmulatedLook)?
  private var lastScalar: Unicode.Scalar = " "

  package init(width: Int, height: Int) {
    grid = EmulatedGrid(width: width, height: height)
    mainGrid = grid
  }

  package var width: Int { grid.width }
  package var height: Int { grid.height }
  package var cursor: (column: Int, row: Int) { (grid.column, grid.row) }
  package var isCursorVisible: Bool { modes.contains(25) }

  /// The rows as text, without blanks at their ends.
  package var lines: [String] {
    grid.rows.map { row in
      let text = row.map(\.text).joined()
      return String(text.reversed().drop { $0 == " " }.reversed())
    }
  }

  /// The screen as text, so that a failed expectation can be read.
  package var description: String { "\n\(text)\n" }

  package var text: String { lines.joined(separator: "\n") }

  package func cell(column: Int, row: Int) -> EmulatedCell { grid.rows[row][column] }

  package func contains(_ text: String) -> Bool { lines.contains { $0.contains(text) } }

  /// What a program may not leave behind; empty after a clean end.
  package var leftovers: [String] {
    var found: [String] = []
    if isAlternateScreen { found.append("alternate screen") }
    if !isCursorVisible { found.append("cursor hidden") }
    if isKeypadApplication { found.append("keypad in application mode") }
    if look != EmulatedLook() { found.append("colours or attributes") }
    let reports = [1: "cursor keys", 9: "mouse", 1000: "mouse", 1002: "mouse", 1003: "mouse"]
      .merging([1004: "focus", 1006: "mouse form", 2004: "paste marks", 2026: "frozen"]) { $1 }
    found += modes.sorted().compactMap { reports[$0].map { "mode: \($0)" } }
    return found
  }

  package mutating func resize(width: Int, height: Int) {
    grid.resize(width: width, height: height)
    mainGrid.resize(width: width, height: height)
  }

  package mutating func feed(_ bytes: some Sequence<UInt8>) {
    for (sequence, _) in parser.parse(bytes) where !follow(sequence) {
      unknown.append("\(sequence)")
    }
  }

  private mutating func follow(_ sequence: TerminalSequence) -> Bool {
    switch sequence {
    case .text(let scalar):
      lastScalar = scalar
      grid.put(scalar, look: look)
      return true
    case .control(let byte): return follow(control: byte)
    case .escape(let text): return follow(escape: text)
    case .osc(let text):
      oscStrings.append(text)
      return true
    case .csi(nil, let parameters, "", let final): return follow(final, parameters)
    case .csi("?", let parameters, "", let final) where final == "h" || final == "l":
      for mode in parameters { set(mode, to: final == "h") }
      return true
    case .csi(nil, _, "!", "p"): return true
    case .csi, .string, .invalid: return false
    }
  }

  private mutating func follow(control byte: UInt8) -> Bool {
    switch byte {
    case 0x07: bellCount += 1
    case 0x08: grid.move(row: grid.row, column: grid.column - 1)
    case 0x09: grid.move(row: grid.row, column: (grid.column / 8 + 1) * 8)
    case 0x0A: grid.lineFeed()
    case 0x0D: grid.move(row: grid.row, column: 0)
    // Which of two character sets: both are plain here.
    case 0x0E, 0x0F: break
    default: return false
    }
    return true
  }

  private mutating func follow(escape text: String) -> Bool {
    switch text {
    case "7": saved = (grid.column, grid.row, look)
    case "8": restoreCursor()
    case "M": grid.reverseLineFeed()
    case "D": grid.lineFeed()
    case "=": isKeypadApplication = true
    case ">": isKeypadApplication = false
    case "(B", ")B", "(0", ")0", "H": break
    default: return false
    }
    return true
  }

  private mutating func restoreCursor() {
    guard let saved else { return grid.move(row: 0, column: 0) }
    grid.move(row: saved.row, column: saved.column)
    look = saved.look
  }

  private mutating func set(_ mode: Int, to isOn: Bool) {
    if isOn { modes.insert(mode) } else { modes.remove(mode) }
    guard [47, 1047, 1049].contains(mode) else { return }
    modes.remove(mode)
    guard isOn != isAlternateScreen else { return }
    isAlternateScreen = isOn
    if isOn {
      mainGrid = grid
      grid = EmulatedGrid(width: width, height: height)
    } else {
      grid = mainGrid
    }
  }

  private mutating func follow(_ final: Character, _ parameters: [Int]) -> Bool {
    let first = parameters.first ?? 0
    let count = max(1, first)
    let second = max(1, parameters.dropFirst().first ?? 1)
    switch final {
    case "m": return look.apply(parameters)
    case "r":
      let bottom = parameters.dropFirst().first ?? 0
      grid.setRegion(top: count - 1, bottom: (bottom == 0 ? height : bottom) - 1)
      return true
    case "H", "f": grid.move(row: count - 1, column: second - 1)
    case "A": grid.move(row: grid.row - count, column: grid.column)
    case "B": grid.move(row: grid.row + count, column: grid.column)
    case "C": grid.move(row: grid.row, column: grid.column + count)
    case "D": grid.move(row: grid.row, column: grid.column - count)
    case "G": grid.move(row: grid.row, column: count - 1)
    case "d": grid.move(row: count - 1, column: grid.column)
    case "b": for _ in 0..<count { grid.put(lastScalar, look: look) }
    default: return edit(final, first: first, count: count)
    }
    return true
  }

  private mutating func edit(_ final: Character, first: Int, count: Int) -> Bool {
    switch final {
    case "J": grid.eraseDisplay(first, look: look)
    case "K": grid.eraseLine(first, look: look)
    case "X": grid.erase(grid.column..<(grid.column + count), row: grid.row, look: look)
    case "@": grid.insertCharacters(count)
    case "P": grid.deleteCharacters(count)
    case "L": grid.insertLines(count)
    case "M": grid.deleteLines(count)
    case "S": grid.scrollUp(count)
    case "T": grid.scrollDown(count)
    case "I": grid.move(row: grid.row, column: (grid.column / 8 + count) * 8)
    case "Z": grid.move(row: grid.row, column: max(0, (grid.column - 1) / 8 * 8))
    // Window title stack, insert mode off, tab stops: nothing to see.
    case "t", "h", "l", "g": break
    default: return false
    }
    return true
  }
}
