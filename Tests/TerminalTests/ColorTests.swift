import TestSupport
import Testing

@Suite struct `Colours as far as the terminal has them` {
  private func look(
    term: String,
    adding: [String: String] = [:]
  ) throws -> (depth: String, danger: EmulatedLook, success: EmulatedLook) {
    let terminal = try Probe.start(term: term, adding: adding)
    try terminal.wait(for: "the corner") { $0.cell(column: 79, row: 23).text == "#" }
    let screen = terminal.screen
    #expect(screen.unknown.isEmpty)
    let words = screen.lines[0].split(separator: " ")
    try terminal.send("q")
    #expect(try terminal.waitForEnd() == .exited(0))
    #expect(terminal.screen.leftovers.isEmpty)
    return (
      String(words[2]), screen.cell(column: 10, row: 1).look, screen.cell(column: 79, row: 23).look
    )
  }

  @Test(arguments: ["xterm-256color", "tmux-256color", "xterm"])
  func `COLORTERM brings true colours to any description`(_ term: String) throws {
    let shown = try look(term: term, adding: ["COLORTERM": "truecolor"])
    #expect(shown.depth == "trueColor")
    #expect(shown.danger.foreground == .rgb(200, 30, 40))
    #expect(shown.danger.background == .terminal)
    #expect(shown.success.foreground == .indexed(10))
  }

  @Test func `GNU screen passes the variable on but not the colours`() throws {
    let shown = try look(term: "screen-256color", adding: ["COLORTERM": "truecolor"])
    #expect(shown.depth == "palette256")
  }

  @Test func `256 colours get the nearest`() throws {
    let shown = try look(term: "xterm-256color")
    #expect(shown.depth == "palette256")
    guard case .indexed(let number) = shown.danger.foreground else {
      Issue.record("no palette colour")
      return
    }
    #expect(number >= 16)
    #expect(shown.success.foreground == .indexed(10))
  }

  @Test func `eight colours make bright ones bold`() throws {
    let shown = try look(term: "xterm")
    #expect(shown.depth == "sixteen")
    #expect(shown.success.foreground == .indexed(2))
    #expect(shown.success.isBold)
  }

  @Test(arguments: ["vt100", "vt220"])
  func `no colours, no colours`(_ term: String) throws {
    let shown = try look(term: term)
    #expect(shown.depth == "monochrome")
    #expect(shown.danger.foreground == .terminal)
  }

  @Test func `NO_COLOR is obeyed`() throws {
    let shown = try look(
      term: "xterm-256color",
      adding: ["NO_COLOR": "1", "COLORTERM": "truecolor"]
    )
    #expect(shown.depth == "monochrome")
    #expect(shown.success.foreground == .terminal)
  }
}
