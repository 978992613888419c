import TestSupport
import Testing

extension TheProgram {
  @Suite struct `A refund form` {
    @Test func `keeps what was typed through kill -9`() throws {
      let floor = try ShopFloor.withShop()
      let first = try floor.consoleOnNewest()
      try first.type("R", until: "Refund of CHT000020")
      try first.type("1.50", until: "1.50")
      try floor.kill(first, keeping: "part=1.50", of: "refund")

      let second = try floor.consoleOnNewest()
      try second.type("R", until: "1.50")
      try second.type(Keystrokes.escape, untilGone: "Refund of CHT000020")
      try second.quit()
      try floor.expectSound()
    }
  }
}
