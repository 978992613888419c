import SQLiteKit
import TestSupport
import Testing

extension TheProgram {
  @Suite struct `A parcel sent from the console` {
    /// CHT000020 is in processing and has three pieces of one product.
    @Test func `sends part of an order, cancels it after an undo, and takes that back`() throws {
      let floor = try ShopFloor.withShop()
      let terminal = try floor.consoleOnNewest()
      try terminal.type("t", until: "Ship CHT000020")
      try terminal.type("DHL", until: "DHL")
      // Each key waits for what it does, for several at once would be taken for a paste.
      try terminal.type(Keystrokes.tab, untilGone: "UPS")
      try terminal.type("0034,0035", until: "0034,0035")
      try terminal.type(Keystrokes.tab, until: "own courier")
      try terminal.type(Keystrokes.tab, untilGone: "own courier")
      try terminal.type(Keystrokes.backspace, until: "0 to 3")
      try terminal.type("2", until: "Still to send")
      try terminal.rest()
      try terminal.type(Keystrokes.enter, untilGone: "Ship CHT000020")
      try terminal.wait(forText: "still to send: 1", seconds: ShopFloor.patience)
      #expect(try floor.text("SELECT carrier FROM parcels") == "DHL")
      #expect(try floor.number("SELECT count(*) FROM parcel_numbers") == 2)
      #expect(try floor.number("SELECT quantity FROM parcel_items") == 2)
      try terminal.send("u")
      try terminal.wait(for: "the status before", seconds: ShopFloor.patience) {
        $0.line(after: "CHT000020")?.contains("processing") == true
      }
      #expect(try floor.number("SELECT count(*) FROM parcels") == 0)
      try terminal.type("x", until: "Cancel CHT000020")
      try terminal.type("out of stock", until: "out of stock")
      try terminal.rest()
      try terminal.type(Keystrokes.enter, untilGone: "Cancel CHT000020")
      try terminal.wait(for: "the end of the order", seconds: ShopFloor.patience) {
        $0.line(after: "CHT000020")?.contains("cancelled") == true
      }
      #expect(
        try floor.text(
          "SELECT detail ->> 'refund' FROM order_events WHERE kind = 'cancel'"
        ) == "requested"
      )
      try terminal.send("u")
      try terminal.wait(for: "the order again", seconds: ShopFloor.patience) {
        $0.line(after: "CHT000020")?.contains("processing") == true
      }
      try terminal.quit()
    }
  }
}
