import Glibc
import SQLiteKit
import TestSupport
import Testing

extension TheProgram {
  @Suite struct `A refund form` {
    @Test func `keeps what was typed through kill -9`() throws {
      let floor = try ShopFloor.withShop()
      let first = try console(floor)
      try first.type("R", until: "Refund of CHT000020")
      try first.type("1.50", until: "1.50")
      try first.wait(
        for: "the draft in the store",
        seconds: ShopFloor.patience,
        polling: {
          (try? floor.text("SELECT body FROM drafts WHERE kind = 'refund'")) == "part=1.50"
        }
      )
      let killed = try #require(first.children().first)
      first.signal(SIGKILL, to: killed)
      #expect(try first.waitForEnd(seconds: ShopFloor.patience) == .exited(128 + SIGKILL))

      let second = try console(floor)
      try second.type("R", until: "1.50")
      try second.type(Keystrokes.escape, untilGone: "Refund of CHT000020")
      try second.quit()
      try floor.expectSound()
    }

    private func console(_ floor: ShopFloor) throws -> PseudoTerminal {
      let terminal = try floor.console()
      try terminal.wait(forText: "CHT000020", seconds: ShopFloor.patience)
      try terminal.type("g", until: "Line 3 about order CHT000020")
      return terminal
    }
  }
}
