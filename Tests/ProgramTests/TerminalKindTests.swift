import TestSupport
import Testing

extension TheProgram {
  @Suite struct `Kinds of terminals` {
    @Test(arguments: [
      (nil as String?, "TERM is not set"), ("dumb", "cannot show a full screen"),
      ("no-such-terminal", "is not known here"),
    ])
    func `one that will not do is refused in words`(_ term: String?, _ words: String) throws {
      let floor = try ShopFloor.withShop(orders: 2)
      let terminal = try floor.console(term: term, isShown: words)
      #expect(try terminal.waitForEnd(seconds: ShopFloor.patience) == .exited(1))
      terminal.expectGivenBack()
    }

    @Test(arguments: ["xterm", "linux", "screen", "tmux-256color", "vt100", "rxvt"])
    func `common ones show the list and are given back`(_ term: String) throws {
      let floor = try ShopFloor.withShop(orders: 4)
      let terminal = try floor.console(term: term, isShown: "CHT000004")
      try terminal.send("q")
      #expect(try terminal.waitForEnd(seconds: ShopFloor.patience) == .exited(0))
      #expect(terminal.modes == terminal.modesAtStart)
    }

    @Test func `a locale without UTF-8 gets nothing but ASCII`() throws {
      let floor = try ShopFloor.withShop(orders: 20)
      let terminal = try floor.console(adding: ["LC_ALL": "C"], isShown: "CHT000020")
      try terminal.type("?", until: "All keys, as bound now")
      try terminal.escape()
      try terminal.wait(for: "the list", seconds: ShopFloor.patience) {
        !$0.contains("All keys, as bound now")
      }
      try terminal.quit()
      #expect(terminal.output.allSatisfy { $0 < 0x80 })
    }

    @Test func `NO_COLOR is kept`() throws {
      let floor = try ShopFloor.withShop(orders: 4)
      let terminal = try floor.console(adding: ["NO_COLOR": "1"], isShown: "CHT000004")
      try terminal.settle()
      let cells = (0..<36).flatMap { row in
        (0..<120).map { terminal.screen.cell(column: $0, row: row).look }
      }
      #expect(cells.allSatisfy { $0.foreground == .terminal && $0.background == .terminal })
      #expect(cells.contains { $0.isReversed || $0.isBold })
      try terminal.quit()
    }

    @Test func `without a terminal the console says so`() throws {
      let floor = try ShopFloor()
      let outcome = try floor.call()
      #expect(outcome.status == 2)
      #expect(outcome.errorOutput.contains("needs a terminal"))
    }

    @Test func `a closed pipe is quiet`() throws {
      let floor = try ShopFloor.withShop(orders: 60)
      // The reading end is closed before the program starts, so it meets the closed pipe for sure.
      let outcome = try ProgramRun.outcome(
        of: "python3",
        [
          "-c",
          """
          import os, subprocess, sys
          reading, writing = os.pipe()
          os.close(reading)
          print(subprocess.run(sys.argv[1:], stdout=writing).returncode)
          """, try BuiltProgram.orderdeck(), "order", "list",
        ],
        environment: floor.environment()
      )
      #expect(outcome.output == "0\n")
      #expect(outcome.errorOutput == "")
    }
  }
}
