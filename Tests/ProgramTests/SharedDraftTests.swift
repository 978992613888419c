import SQLiteKit
import TestSupport
import Testing

extension TheProgram {
  @Suite struct `Two consoles of one account` {
    @Test func `share a draft, say so, and send it once`() throws {
      let floor = try ShopFloor.withShop(orders: 6)
      let first = try floor.console()
      try first.wait(forText: "CHT000006", seconds: ShopFloor.patience)
      try first.type("r", until: "send")
      try first.type("It left us today", until: "It left us today")
      let second = try floor.console()
      try second.wait(forText: "also open elsewhere since", seconds: ShopFloor.patience)
      try second.type("r", until: "This reply is also open in another console since")
      try second.wait(forText: "› It left us today", seconds: ShopFloor.patience)
      try second.type(", with DHL", until: "It left us today, with DHL")
      try first.wait(forText: "› It left us today, with DHL", seconds: ShopFloor.patience)
      try first.type(Keystrokes.enter, until: "Not sent:")
      #expect(try floor.number("SELECT count(*) FROM outbox") == 0)
      try second.type(Keystrokes.enter, until: "queued")
      try first.wait(forText: "This reply was sent or emptied", seconds: ShopFloor.patience)
      try first.rest()
      try first.send(Keystrokes.enter)
      try first.rest()
      #expect(try floor.number("SELECT count(*) FROM outbox") == 1)
      #expect(
        try floor.text("SELECT body FROM messages WHERE status = 'queued'")
          == "It left us today, with DHL"
      )
      #expect(try floor.number("SELECT count(*) FROM drafts") == 0)
      try first.escape()
      try first.quit()
      try second.escape()
      try second.quit()
    }
  }
}
