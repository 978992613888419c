import SQLiteKit
import TestSupport
import Testing

extension TheProgram {
  @Suite struct `A broken item that is replaced in the console` {
    /// CHT000020 has three pieces of one product.
    @Test func `keeps what was typed through kill -9, links both orders, and is undone`() throws {
      let floor = try ShopFloor.withShop()
      let ship = ["--carrier", "DHL", "--tracking", "0034"]
      let sent = try floor.start(["order", "ship", "CHT000020"] + ship).wait(seconds: 120)
      #expect(sent.status == 0, "\(sent.errorOutput)")
      let sku = try #require(
        try floor.text(
          """
          SELECT i.product_id FROM order_items i JOIN orders o ON o.id = i.order_id
          WHERE o.order_number = 'CHT000020'
          """
        )
      )
      let first = try floor.consoleOnNewest()
      try first.type("P", until: "Replace CHT000020")
      try first.type(Keystrokes.backspace, until: "0 of 3")
      try first.type("1", untilGone: "0 of 3")
      try first.type(Keystrokes.tab, until: "lost, wrong_item")
      try first.type("d", until: "1 × ")
      try floor.kill(first, keeping: "again \(sku)=1\nreason=d", of: "replace")

      let terminal = try floor.consoleOnNewest()
      try terminal.type("P", until: "for nothing")
      try terminal.type(Keystrokes.tab, until: "lost, wrong_item")
      try terminal.type(Keystrokes.tab, untilGone: "lost, wrong_item")
      try terminal.type("a crack", until: "a crack")
      try terminal.type(Keystrokes.enter, until: "replaces CHT000020: 1 ×")
      let number = try #require(
        try floor.text("SELECT order_number FROM orders WHERE order_number LIKE 'ORD-%-900001'")
      )
      #expect(try floor.text("SELECT reason_text FROM replacements") == "a crack")
      try terminal.type(Keystrokes.enter, until: "Linked orders")
      try terminal.type("o", until: "Replaces   CHT000020")
      try terminal.wait(forText: number, seconds: ShopFloor.patience)
      try terminal.type("u", until: "CHT000020 is not replaced by it any more")
      #expect(
        try floor.text("SELECT status FROM orders WHERE order_number = \(number)") == "cancelled"
      )
      try terminal.type("+", until: "New order")
      try terminal.type("Ana Lima", until: "Ana Lima")
      for word in ["Mug", "2", "5"] {
        try terminal.rest()
        try terminal.send(Keystrokes.tab)
        try terminal.rest()
        try terminal.send(word)
      }
      try terminal.wait(forText: "2 × Mug, total", seconds: ShopFloor.patience)
      try terminal.type(Keystrokes.enter, until: "-900002 is placed for Ana Lima")
      try terminal.quit()
      try floor.expectSound()
    }
  }
}
