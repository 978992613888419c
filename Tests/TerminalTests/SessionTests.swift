import TestSupport
import Testing

/// The session in a program of its own (`TerminalProbe`), with its guard, on a pseudo-terminal.
@Suite struct `A session on a real terminal` {
  private func expectGivenBack(_ terminal: PseudoTerminal) {
    #expect(terminal.modes == terminal.modesAtStart)
    #expect(terminal.screen.leftovers.isEmpty)
    #expect(terminal.screen.unknown.isEmpty)
  }

  @Test func `it draws, with wide letters in their columns and the last corner filled`() throws {
    let terminal = try Probe.started()
    try terminal.wait(for: "the reports") { $0.modes.isSuperset(of: [2004, 1000, 1006]) }
    #expect(terminal.screen.lines[1] == "日本 é 👍 | CHAT")
    #expect(terminal.screen.cell(column: 79, row: 23).text == "#")
    #expect(terminal.screen.cursor == (0, 23))
    #expect(terminal.screen.isAlternateScreen)
    #expect(terminal.modes?.isRaw == true)
    #expect(terminal.screen.unknown.isEmpty)
    #expect(ControlFilter().findings(in: terminal.output).isEmpty)
  }

  @Test func `quitting gives everything back`() throws {
    let terminal = try Probe.started()
    try terminal.send("q")
    #expect(try terminal.waitForEnd() == .exited(0))
    expectGivenBack(terminal)
  }

  @Test func `keys, pastes and the mouse come as inputs`() throws {
    let terminal = try Probe.started(["--focus"])
    for (sent, shown) in [
      ("j", "key j"), (Keystrokes.up, "key up"), ("\u{1B}[A", "key up"), ("\r", "key enter"),
      (Keystrokes.backTab, "key backTab"), ("\u{1B}x", "key alt-x"), ("\u{1B}\r", "key alt-enter"),
      ("\u{04}", "key ctrl-d"), ("\u{1B}[1;5C", "key ctrl-right"),
      ("\u{1B}[15~", "key function(5)"),
      ("é", "key é"), ("👍", "key 👍"), ("\u{1B}", "key escape"),
      (Keystrokes.paste("a\rb"), "paste 3 a"), ("unmarked\rtext", "paste 13 unmarked"),
      (Keystrokes.click(column: 4, row: 2), "mouse press 4,2"),
      (Keystrokes.wheel(up: false, column: 0, row: 0), "mouse wheelDown 0,0"),
      ("\u{1B}[I", "focus gained"),
    ] {
      try terminal.send(sent)
      try terminal.wait(for: shown) { $0.lines.contains { $0.hasPrefix(shown) } }
    }
  }

  @Test func `without a mouse none is asked for`() throws {
    let terminal = try Probe.started(["--no-mouse"])
    try terminal.send("j")
    try terminal.wait(forText: "key j")
    #expect(terminal.screen.modes.isDisjoint(with: [1000, 1002, 1003, 1006]))
  }

  @Test func `a storm of sizes ends in a right screen`() throws {
    let terminal = try Probe.started()
    for step in 0..<200 {
      terminal.resize(columns: 20 + step * 37 % 281, rows: 5 + step * 17 % 86)
    }
    terminal.resize(columns: 1, rows: 1)
    terminal.resize(columns: 300, rows: 90)
    try terminal.wait(forText: "probe 300x90")
    terminal.resize(columns: 20, rows: 5)
    try terminal.wait(for: "the small screen") { $0.lines[0] == "probe 20x5 palette25" }
    try terminal.wait(for: "its corner") { $0.cell(column: 19, row: 4).text == "#" }
    try terminal.send("q")
    #expect(try terminal.waitForEnd() == .exited(0))
    expectGivenBack(terminal)
  }

  @Test(arguments: [(1, 1), (500, 200)])
  func `it starts in a terminal of any size`(_ columns: Int, _ rows: Int) throws {
    let terminal = try Probe.start(columns: columns, rows: rows)
    try terminal.wait(for: "the corner") {
      $0.isAlternateScreen && $0.cell(column: columns - 1, row: rows - 1).text == "#"
    }
    try terminal.send("q")
    #expect(try terminal.waitForEnd() == .exited(0))
  }

  @Test func `what the program says meanwhile is kept off the screen and told afterwards`() throws {
    let terminal = try Probe.started()
    try terminal.send("e")
    try terminal.wait(forText: "key e")
    #expect(!terminal.screen.contains("noise"))
    try terminal.send("q")
    #expect(try terminal.waitForEnd() == .exited(0))
    #expect(terminal.screen.contains("noise on standard error?[31m"))
    expectGivenBack(terminal)
  }

  @Test func `lending the terminal shows the bare screen and then draws all again`() throws {
    let terminal = try Probe.started()
    try terminal.send("l")
    try terminal.wait(forText: "resized 80x24")
    #expect(terminal.screen.isAlternateScreen)
    #expect(terminal.screen.lines[0].hasPrefix("probe 80x24"))
    #expect(String(decoding: terminal.output, as: UTF8.self).contains("lent"))
  }

  @Test func `copied text is plain and framed`() throws {
    let terminal = try Probe.started()
    try terminal.send("y")
    try terminal.wait(forText: "key y")
    try terminal.wait(for: "the copy") { $0.oscStrings.contains { $0.hasPrefix("52;") } }
    // number ?]0;x? 42
    #expect(terminal.screen.oscStrings.contains("52;c;bnVtYmVyID9dMDt4PyA0Mg=="))
  }

  @Test func `the bell rings and the wake signal wakes`() throws {
    let terminal = try Probe.started()
    try terminal.send("b")
    try terminal.wait(for: "the bell") { $0.bellCount == 1 }
    try terminal.send("w")
    try terminal.wait(forText: "woken")
  }

  @Test(arguments: [
    (nil as String?, "TERM is not set"), ("dumb", "cannot show a full screen"),
    ("no-such-terminal", "is not known here"),
  ])
  func `a terminal that will not do is refused in words`(_ term: String?, _ words: String) throws {
    let terminal = try Probe.start(term: term)
    #expect(try terminal.waitForEnd() == .exited(1))
    #expect(terminal.screen.contains(words))
    expectGivenBack(terminal)
  }

  @Test(arguments: ["C", "POSIX"])
  func `a locale without UTF-8 gets plain signs`(_ locale: String) throws {
    let terminal = try Probe.start(adding: ["LC_ALL": locale])
    try terminal.wait(forText: "palette256 |")
    try terminal.wait(for: "the corner") { $0.cell(column: 79, row: 23).text == "#" }
    #expect(terminal.output.allSatisfy { $0 < 0x80 })
  }

  @Test func `a locale that is not installed still speaks UTF-8`() throws {
    let terminal = try Probe.start(adding: ["LC_ALL": "xx_YY.UTF-8"])
    try terminal.wait(forText: "日本 é 👍")
  }
}

/// Starts the probe in the ways that the suites need.
enum Probe {
  static func start(
    _ arguments: [String] = [],
    columns: Int = 80,
    rows: Int = 24,
    term: String? = "xterm-256color",
    adding: [String: String] = [:]
  ) throws -> PseudoTerminal {
    let terminal = try PseudoTerminal(columns: columns, rows: rows)
    try terminal.start(
      try BuiltProgram.path(of: "TerminalProbe"),
      arguments,
      environment: PseudoTerminal.environment(term: term, adding: adding)
    )
    return terminal
  }

  static func started(_ arguments: [String] = []) throws -> PseudoTerminal {
    let terminal = try start(arguments)
    try terminal.wait(for: "the whole first frame") {
      $0.contains("probe 80x24") && $0.cell(column: 79, row: 23).text == "#"
    }
    return terminal
  }
}
