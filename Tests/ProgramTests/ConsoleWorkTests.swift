import Foundation
import SQLiteKit
import TestSupport
import Testing

extension TheProgram {
  /// A working day in a few terminals: one long session rather than many starts.
  @Suite struct `A person at the console` {
    @Test func `works a queue by keys and leaves a terminal as it was`() throws {
      let floor = try ShopFloor.withShop()
      let terminal = try floor.console()
      try seeTheList(terminal)
      try lookAround(terminal)
      try filter(terminal)
      try moveAlong(terminal, floor)
      try handle(terminal, floor)
      try answer(terminal, floor)
      try terminal.quit()
      #expect(terminal.screen.contains("1 message waits in the outbox: there is no transport yet"))
      #expect(ControlFilter().findings(in: terminal.output).isEmpty)
      try floor.expectSound()
    }

    private func seeTheList(_ terminal: PseudoTerminal) throws {
      try terminal.wait(forText: "CHT000020", seconds: ShopFloor.patience)
      try terminal.wait(for: "badges in words", seconds: ShopFloor.patience) { screen in
        screen.lines.contains { $0.contains("CHT000020") && $0.contains("CHAT") }
          && screen.lines.contains { $0.contains("ORD-2026-000019") && $0.contains("STD") }
      }
      try terminal.wait(forText: "Line 3 about order CHT000020", seconds: ShopFloor.patience)
      try terminal.wait(forText: "orderdeck", seconds: ShopFloor.patience)
    }

    private func lookAround(_ terminal: PseudoTerminal) throws {
      try terminal.type("jj", until: "Line 3 about order CHT000018")
      try terminal.type("g", until: "Line 3 about order CHT000020")
      try terminal.type("?", until: "All keys, as bound now")
      try terminal.type(Keystrokes.escape, untilGone: "All keys, as bound now")
      try terminal.type(":sync", until: "Show the sync screen")
      try terminal.type(Keystrokes.enter, until: "Quarantine")
      try terminal.type("\u{1B}OP", until: "CHT000020")
      try terminal.type(Keystrokes.enter + Keystrokes.enter, until: "reply")
      try terminal.escape(2)
    }

    private func filter(_ terminal: PseudoTerminal) throws {
      try terminal.type("/", until: "customer:ana")
      try terminal.type("status:shipped", untilGone: "CHT000020")
      try terminal.wait(for: "shipped orders alone", seconds: ShopFloor.patience) {
        $0.contains("CHT000010") && !$0.contains("ORD-2026-000009")
      }
      try terminal.type(Keystrokes.enter, until: "/ status:shipped")
      try terminal.type(Keystrokes.escape, until: "CHT000020")
      try terminal.type("/", until: "customer:ana")
      try terminal.type("status:shiped", until: "shiped")
      try terminal.escape()
      try terminal.wait(for: "the list without a filter", seconds: ShopFloor.patience) {
        !$0.contains("shiped") && $0.contains("CHT000020")
      }
    }

    /// CHT000020 is in processing.
    private func moveAlong(_ terminal: PseudoTerminal, _ floor: ShopFloor) throws {
      try terminal.type("g", until: "Line 3 about order CHT000020")
      try terminal.type("s", until: "u undo")
      try terminal.wait(for: "the new status", seconds: ShopFloor.patience) {
        $0.line(after: "CHT000020")?.contains("packaged · paid") == true
      }
      #expect(
        try floor.text("SELECT status FROM orders WHERE order_number = 'CHT000020'") == "packaged"
      )
      try terminal.send("u")
      try terminal.wait(for: "the status before", seconds: ShopFloor.patience) {
        $0.line(after: "CHT000020")?.contains("processing · paid") == true
      }
      #expect(
        try floor.text("SELECT status FROM orders WHERE order_number = 'CHT000020'") == "processing"
      )
    }

    /// Takes an order, tags it, makes it urgent, and gives it back.
    private func handle(_ terminal: PseudoTerminal, _ floor: ShopFloor) throws {
      try terminal.type("A", until: "Assign CHT000020")
      try terminal.type(Keystrokes.enter, untilGone: "Assign CHT000020")
      try terminal.wait(for: "the one who has it", seconds: ShopFloor.patience) {
        $0.line(after: "CHT000020")?.contains("@") == true
      }
      let held = "SELECT count(*) FROM orders WHERE assignee_id IS NOT NULL" as SQL
      #expect(try floor.number(held) == 1)
      try terminal.type("#", until: "Tags of CHT000020")
      try terminal.type("vip", until: "vip")
      try terminal.type(Keystrokes.enter, until: "#vip")
      try terminal.type("!", until: "Priority of CHT000020")
      try terminal.type("g", until: "urgent")
      try terminal.type(Keystrokes.enter, untilGone: "Priority of CHT000020")
      try terminal.wait(for: "the priority", seconds: ShopFloor.patience) {
        $0.line(after: "CHT000020")?.contains("urgent") == true
      }
      try terminal.send("u")
      try terminal.wait(for: "the priority before", seconds: ShopFloor.patience) {
        $0.line(after: "CHT000020")?.contains("urgent") == false
      }
      #expect(try floor.number("SELECT count(*) FROM orders WHERE priority = 'urgent'") == 0)
      #expect(try floor.text("SELECT tag FROM order_tags") == "vip")
      try terminal.type("A", until: "Assign CHT000020")
      try terminal.type("j", until: "nobody")
      try terminal.type(Keystrokes.enter, untilGone: "Assign CHT000020")
      try terminal.wait(for: "nobody's order", seconds: ShopFloor.patience) {
        $0.line(after: "CHT000020")?.contains("@") == false
      }
      #expect(try floor.number(held) == 0)
    }

    private func answer(_ terminal: PseudoTerminal, _ floor: ShopFloor) throws {
      try terminal.type("r", until: "send")
      try terminal.type("On its way!", until: "On its way!")
      try terminal.type(Keystrokes.enter, until: "queued")
      try terminal.wait(
        forText: "no transport: kept in the outbox",
        seconds: ShopFloor.patience
      )
      #expect(try floor.number("SELECT count(*) FROM outbox WHERE state = 'waiting'") == 1)
      #expect(try floor.text("SELECT status FROM messages WHERE body = 'On its way!'") == "queued")
      try terminal.escape(2)
      try terminal.wait(for: "the list in focus", seconds: ShopFloor.patience) {
        !$0.contains("Alt-Enter")
      }
    }

    @Test func `sees what other programs write, without a key`() throws {
      let floor = try ShopFloor.withShop(orders: 6)
      let first = try floor.console()
      let second = try floor.console()
      try first.wait(forText: "CHT000006", seconds: ShopFloor.patience)
      try second.wait(forText: "CHT000006", seconds: ShopFloor.patience)
      let waits = try (1...5).map { try insertFromPython($0, floor, first) }
      print("an INSERT by python3 stood on the console after \(waits.sorted()) ms")
      #expect(waits.min() ?? .max < 300)
      try second.wait(forText: "CHT900005", seconds: ShopFloor.patience)
      try second.type("g", until: "CHT900005")
      try first.send("g")
      try first.type("i", until: "Internal note")
      try first.type("seen by both", until: "seen by both")
      try first.rest()
      try first.send(Keystrokes.enter)
      try second.wait(forText: "seen by both", seconds: ShopFloor.patience)
      try first.wait(for: "the form's end", seconds: ShopFloor.patience) { $0.contains("u undo") }
      try first.quit()
      try second.quit()
      #expect(try floor.call("sync", "verify").status == 0)
    }

    /// Milliseconds from the commit in another process to the row on the screen.
    private func insertFromPython(
      _ index: Int,
      _ floor: ShopFloor,
      _ terminal: PseudoTerminal
    ) throws -> Int {
      let printed = try floor.python(
        """
        import sqlite3, time
        db = sqlite3.connect("\(floor.storePath)", timeout=10)
        db.execute('''INSERT INTO chat_orders (id, order_number, customer_name, items, currency,
          amount_total, payment_status, created_at) VALUES ('py-\(index)', 'CHT90000\(index)',
          'Ana', '[{"product_id":"p1","name":"Lamp","quantity":1,"unit_amount":4900}]', 'USD', 4900,
          'paid', strftime('%Y-%m-%dT%H:%M:%fZ', 'now'))''')
        db.commit()
        print(time.time_ns() // 1000000)
        """
      )
      // Rows that come while the first one is selected are counted first and shown at the top.
      try terminal.wait(for: "CHT90000\(index)", seconds: ShopFloor.patience) {
        $0.lines.contains { $0.contains("CHT90000\(index)") && $0.contains("CHAT") }
      }
      let committed = Int(printed.trimmingCharacters(in: .whitespacesAndNewlines)) ?? 0
      return Int(Date().timeIntervalSince1970 * 1_000) - committed
    }

    @Test func `marks several orders, moves them at once and takes all back`() throws {
      let floor = try ShopFloor.withShop()
      let terminal = try floor.console()
      try terminal.wait(forText: "CHT000020", seconds: ShopFloor.patience)
      try terminal.type("/", until: "customer:ana")
      try terminal.type("status:processing", untilGone: "CHT000018")
      try terminal.rest()
      try terminal.send(Keystrokes.enter)
      let count = try floor.number("SELECT count(*) FROM orders WHERE status = 'processing'")
      try terminal.type("V", until: "\(count) marked")
      try terminal.type("s", until: "\(count) will be packaged")
      try terminal.type(Keystrokes.enter, until: "u undo")
      #expect(try floor.number("SELECT count(*) FROM orders WHERE status = 'processing'") == 0)
      try terminal.send("u")
      try terminal.wait(for: "the orders again", seconds: ShopFloor.patience) {
        $0.line(after: "CHT000020")?.contains("processing · paid") == true
      }
      #expect(try floor.number("SELECT count(*) FROM orders WHERE status = 'processing'") == count)
      #expect(try floor.number("SELECT count(*) FROM acts") == 2)
    }

    @Test func `finds view, filter and selection again at the next start`() throws {
      let floor = try ShopFloor.withShop()
      let first = try floor.console()
      try first.type("-", untilGone: "Line 3 about order CHT000018")
      try first.type("/", until: "customer:ana")
      try first.type("source:chat", untilGone: "ORD-2026-000019")
      try first.type(Keystrokes.enter, until: "/ source:chat")
      try first.type("j", until: "Line 3 about order CHT000018")
      try first.type("j", until: "Line 3 about order CHT000016")
      try first.quit()
      let second = try floor.console()
      try second.wait(forText: "/ source:chat", seconds: ShopFloor.patience)
      try second.wait(forText: "Line 3 about order CHT000016", seconds: ShopFloor.patience)
      #expect(!second.screen.contains("ORD-2026-000019"))
    }

    @Test func `cannot change anything with read-only`() throws {
      let floor = try ShopFloor.withShop(orders: 4)
      let before = try floor.number("SELECT count(*) FROM order_events")
      let terminal = try floor.console(["--read-only"])
      try terminal.wait(forText: "READ-ONLY", seconds: ShopFloor.patience)
      try terminal.type("s", until: "read-only")
      try terminal.send("ir")
      try terminal.type("?", until: "All keys, as bound now")
      try terminal.escape()
      try terminal.wait(for: "the list", seconds: ShopFloor.patience) {
        !$0.contains("All keys, as bound now")
      }
      try terminal.quit()
      #expect(try floor.number("SELECT count(*) FROM order_events") == before)
    }
  }
}

/// Everything that starts the built program; one at a time, for each takes its share of the machine.
@Suite(.serialized) struct TheProgram {}
