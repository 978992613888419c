import TestSupport
import Testing

@Suite struct `The emulated terminal of the tests` {
  private func terminal(_ output: String, width: Int = 10, height: Int = 4) -> EmulatedTerminal {
    var terminal = EmulatedTerminal(width: width, height: height)
    terminal.feed(Array(output.utf8))
    return terminal
  }

  @Test func `text goes where the cursor was moved to`() {
    let shown = terminal("\u{1B}[2;3Hab\u{1B}[4dc\u{1B}[1Gd\u{1B}[H\u{1B}[Ce")
    #expect(shown.lines == [" e", "  ab", "", "d   c"])
    #expect(shown.unknown.isEmpty)
  }

  @Test func `a full line wraps only when more comes`() {
    let shown = terminal("0123456789\r\nx\u{1B}[3;1H0123456789y")
    #expect(shown.lines == ["0123456789", "x", "0123456789", "y"])
  }

  @Test func `wide letters take two cells and marks none`() {
    let shown = terminal("日e\u{301}本\u{1B}[1;2HX")
    #expect(shown.lines[0] == " Xe\u{301}本")
    #expect(shown.cursor.column == 2)
  }

  @Test func `repeat, erase, insert and delete do what ncurses expects`() {
    #expect(terminal("-\u{1B}[4b").lines[0] == "-----")
    #expect(terminal("abcdef\u{1B}[3G\u{1B}[2Xz").lines[0] == "abz ef")
    #expect(terminal("abcdef\u{1B}[3G\u{1B}[2P").lines[0] == "abef")
    #expect(terminal("abcdef\u{1B}[3G\u{1B}[2@").lines[0] == "ab  cdef")
    #expect(terminal("abc\u{1B}[2G\u{1B}[1K").lines[0] == "  c")
  }

  @Test func `lines scroll inside their region`() {
    let lines = "1\r\n2\r\n3\r\n4"
    #expect(terminal(lines + "\n").lines == ["2", "3", "4", ""])
    #expect(terminal(lines + "\u{1B}[2;3r\u{1B}[3;1H\n").lines == ["1", "3", "", "4"])
    #expect(terminal(lines + "\u{1B}[2;1H\u{1B}[L").lines == ["1", "", "2", "3"])
    #expect(terminal(lines + "\u{1B}[2;1H\u{1B}[M").lines == ["1", "3", "4", ""])
    #expect(terminal(lines + "\u{1B}[1;1H\u{1B}M").lines == ["", "1", "2", "3"])
  }

  @Test func `the alternate screen comes and goes and modes are remembered`() {
    var shown = terminal("shell\u{1B}[?1049h\u{1B}[?25l\u{1B}[?2004h\u{1B}[?1h\u{1B}=\u{1B}[31mx")
    #expect(shown.isAlternateScreen)
    #expect(!shown.contains("shell"))
    #expect(shown.leftovers.count == 6)
    shown.feed(Array("\u{1B}[m\u{1B}[?2004l\u{1B}[?1l\u{1B}>\u{1B}[?25h\u{1B}[?1049l".utf8))
    #expect(shown.leftovers.isEmpty)
    #expect(shown.lines[0] == "shell")
  }

  @Test func `colours and attributes are kept per cell`() {
    let shown = terminal("\u{1B}[1;38;2;1;2;3;48;5;99mA\u{1B}[0;7;91mB")
    #expect(shown.cell(column: 0, row: 0).look.foreground == .rgb(1, 2, 3))
    #expect(shown.cell(column: 0, row: 0).look.background == .indexed(99))
    #expect(shown.cell(column: 0, row: 0).look.isBold)
    #expect(shown.cell(column: 1, row: 0).look.foreground == .indexed(9))
    #expect(shown.cell(column: 1, row: 0).look.isReversed)
  }

  @Test func `sequences may be cut anywhere`() {
    let output = Array("a\u{1B}[2;2H日\u{1B}]0;title\u{1B}\\b".utf8)
    var whole = EmulatedTerminal(width: 8, height: 3)
    whole.feed(output)
    var cut = EmulatedTerminal(width: 8, height: 3)
    for byte in output { cut.feed([byte]) }
    #expect(cut.lines == whole.lines)
    #expect(cut.oscStrings == ["0;title"])
  }
}

@Suite struct `The filter for control bytes` {
  private func reasons(_ output: String) -> [String] {
    ControlFilter().findings(in: Array(output.utf8)).map(\.reason)
  }

  @Test func `what ncurses and the session send passes`() {
    let ours =
      "\u{1B}[?1049h\u{1B}[22;0;0t\u{1B}[1;24r\u{1B}(B\u{1B}[m\u{1B}[4l\u{1B}[?7h\u{1B}[H\u{1B}[2J"
      + "\u{1B}[?2004h\u{1B}[?1000h\u{1B}[?1006h\u{1B}[39;49m\u{1B}]104\u{07}日本 é ✓\r\n"
    #expect(reasons(ours).isEmpty)
  }

  @Test(arguments: [
    "\u{01}", "\u{7F}", "\u{9B}31m", "\u{202E}", "\u{200B}", "\u{E0041}", "\u{2028}", "\u{E000}",
    "\u{1B}]0;title\u{07}", "\u{1B}]52;c;aGk=\u{07}", "\u{1B}P1$r\u{1B}\\", "\u{1B}_x\u{1B}\\",
    "\u{1B}[?9999h", "\u{1B}[21t", "\u{1B}[>c", "\u{1B}Z", "\u{1B}[",
  ])
  func `what is not ours is found`(_ foreign: String) {
    #expect(!reasons("a\(foreign)").isEmpty)
  }

  @Test func `a byte that is no UTF-8 is found with its place`() {
    let findings = ControlFilter().findings(in: [0x61, 0x9B, 0x62])
    #expect(findings.map(\.offset) == [1])
  }
}
