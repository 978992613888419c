import SQLiteKit
import TestSupport
import Testing

extension TheProgram {
  @Suite struct `Snoozing in the console` {
    @Test
    func `puts an order off, comes back when another program takes the customer's message in`()
      throws
    {
      let floor = try ShopFloor.withShop()
      let terminal = try floor.consoleOnNewest(columns: 160)
      try terminal.type("Z", until: "Snooze CHT000020")
      try terminal.type(Keystrokes.enter, until: "snoozed until the customer writes")
      let listed = try floor.call("order", "list", "--query", "snoozed:yes")
      #expect(listed.output.contains("CHT000020"))
      try floor.python(
        """
        import sqlite3
        db = sqlite3.connect("\(floor.storePath)")
        db.execute(\"""
          INSERT INTO messages (id, conversation_id, sender_role, body, sent_at)
          SELECT 'm-back', conversation_id, 'customer', 'hello again?',
            strftime('%Y-%m-%dT%H:%M:%fZ', 'now') FROM orders WHERE order_number = 'CHT000020'
          \""")
        db.commit()
        """
      )
      try terminal.wait(
        for: "the order to be back",
        seconds: ShopFloor.patience
      ) { $0.lines.contains { line in line.contains("back from snooze") } }
      #expect(try floor.number("SELECT count(*) FROM orders WHERE snoozed_at IS NOT NULL") == 1)
      try terminal.send(Keystrokes.enter)
      try terminal.wait(
        for: "the store to know that it was opened",
        seconds: ShopFloor.patience,
        polling: {
          (try? floor.number("SELECT count(*) FROM orders WHERE snoozed_at IS NOT NULL")) == 0
        }
      )
      try terminal.quit()
      try floor.expectSound()
    }
  }
}
