import SQLiteKit
import TestSupport
import Testing

extension TheProgram {
  /// More orders at once than anybody changes by mistake.
  @Suite struct `Changing very many orders` {
    @Test func `takes their number, leaves a colleague's console alone, and is one undo`() throws {
      let floor = try ShopFloor.withShop(orders: 600, messagesEach: 1)
      let states: SQL =
        "SELECT group_concat(order_number || status || priority) FROM orders ORDER BY id"
      let before = try floor.text(states)
      let ana = try floor.console()
      let ben = try floor.console()
      try ana.type("V", until: "600 marked")
      try ana.type("!", until: "Priority of")
      try ana.type(Keystrokes.enter, until: "Type 600 to do it")
      try ana.type("600", until: "600")
      try ana.send(Keystrokes.enter)
      try ben.type("jjjjj", until: "6 of 600")
      let isUrgent: SQL = "SELECT count(*) FROM orders WHERE priority = 'urgent'"
      try ana.wait(
        for: "all to be urgent",
        seconds: ShopFloor.patience,
        polling: { (try? floor.number(isUrgent)) == 600 }
      )
      try ana.wait(forText: "u undo", seconds: ShopFloor.patience)
      try ana.type("u", until: "took back 600 changes")
      #expect(try floor.text(states) == before)
      #expect(try floor.number("SELECT count(*) FROM acts") == 2)
      for terminal in [ana, ben] { try terminal.quit() }
      try floor.expectSound()
    }
  }
}
