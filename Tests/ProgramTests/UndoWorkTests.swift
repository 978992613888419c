import SQLiteKit
import TestSupport
import Testing

extension TheProgram {
  @Suite struct `Undo in the console` {
    /// CHT000020 is in processing.
    @Test
    func
      `refuses what a colleague changed since, and takes back the act before when pressed again`()
      throws
    {
      let floor = try ShopFloor.withShop()
      let terminal = try floor.consoleOnNewest(columns: 160)
      try terminal.type("#", until: "Tags of CHT000020")
      try terminal.type("vip", until: "vip")
      try terminal.type(Keystrokes.enter, until: "#vip")
      try terminal.type("s", until: "u undo")
      try floor.call("staff", "add", "Ben", "--role", "ops")
      let shipped = try floor.call(
        "--as",
        "Ben",
        "order",
        "ship",
        "CHT000020",
        "--no-tracking",
        "own van"
      )
      try #require(shipped.status == 0, "\(shipped.errorOutput)")

      try terminal.send("u")
      try terminal.wait(
        for: "the reason, and what comes next",
        seconds: ShopFloor.patience
      ) { screen in
        let text = screen.lines.joined(separator: " ").split(separator: " ").joined(separator: " ")
        return text.contains(
          "cannot be taken back: Ben set it to shipped since; u again takes back"
        )
      }
      #expect(try floor.text("SELECT tag FROM order_tags") == "vip")
      try terminal.send("u")
      try terminal.wait(
        for: "the tags before",
        seconds: ShopFloor.patience,
        polling: { (try? floor.number("SELECT count(*) FROM order_tags")) == 0 }
      )
      #expect(
        try floor.text("SELECT status FROM orders WHERE order_number = 'CHT000020'") == "shipped"
      )
      try terminal.quit()
      try floor.expectSound()
    }
  }
}
