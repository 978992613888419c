import SQLiteKit
import Store
import TestSupport
import Testing

extension TheProgram {
  @Suite struct `Goods that come back` {
    /// CHT000020 has three pieces of one product.
    @Test func `go from the request to the refund by one key, and a step is taken back`() throws {
      let floor = try ShopFloor.withShop()
      try Store(at: floor.storePath).database.write {
        try $0.run(
          """
          UPDATE chat_orders SET status = 'delivered', updated_at = '2027-01-01T00:00:00Z'
          WHERE order_number = 'CHT000020'
          """
        )
      }
      let terminal = try floor.consoleOnNewest(columns: 160)
      try terminal.type("W", until: "Return of CHT000020")
      try terminal.type(Keystrokes.down, until: "● damaged")
      try take(terminal, until: "return R1 is requested")
      try terminal.type("W", until: "approve R1")
      try take(terminal, until: "return R1 is approved")
      try terminal.type("W", until: "R1 is on its way")
      try terminal.type(Keystrokes.enter, until: "The customer has sent")
      try take(terminal, until: "return R1 is in transit")
      try terminal.type("W", until: "receive R1")
      try terminal.type(Keystrokes.enter, until: "Announced: 3")
      try terminal.type("2", untilGone: "  3 ")
      try take(terminal, until: "2 of 3 came")
      try terminal.send("u")
      try terminal.wait(forText: "R1 is in transit again", seconds: ShopFloor.patience)
      try terminal.send("U")
      try terminal.wait(forText: "2 of 3 came", seconds: ShopFloor.patience)
      try terminal.type("W", until: "refund R1")
      try terminal.rest()
      try terminal.send(Keystrokes.down)
      try terminal.rest()
      try terminal.type(Keystrokes.enter, until: "Refund of CHT000020")
      try take(terminal, until: "is requested, its id is")
      try terminal.quit()
      #expect(try floor.text("SELECT state FROM returns") == "received")
      #expect(try floor.number("SELECT received FROM return_items") == 2)
      #expect(try floor.number("SELECT return_number FROM refunds") == 1)
      #expect(try floor.number("SELECT quantity FROM refund_items") == 2)
      try floor.expectSound()
    }

    private func take(_ terminal: PseudoTerminal, until text: String) throws {
      try terminal.rest()
      try terminal.type(Keystrokes.enter, until: text)
    }
  }
}
