import Foundation
import SQLiteKit
import TestSupport
import Testing

extension TheProgram {
  /// Pasted text is text, whatever stands in it (P14).
  @Suite struct `Pasting into the console` {
    private let floor: ShopFloor
    private let terminal: PseudoTerminal

    init() throws {
      floor = try ShopFloor.withShop(orders: 4)
      terminal = try floor.console()
      try terminal.wait(forText: "Line 3 about order CHT000004", seconds: ShopFloor.patience)
    }

    private func facts() throws -> String? {
      try floor.text(
        "SELECT (SELECT count(*) FROM order_events) || ' ' || (SELECT count(*) FROM messages)"
      )
    }

    @Test func `a paste into the list runs no key`() throws {
      let before = try facts()
      for text in ["sss\rS\rq", "q\nq\ny", "s\u{1B}[201~s", "\u{1B}[201~q\u{1B}[201~s"] {
        try terminal.send(Keystrokes.paste(text))
        try terminal.wait(forText: "Pasted text was ignored", seconds: ShopFloor.patience)
        try terminal.settle(milliseconds: 500)
        try terminal.type("?", until: "All keys, as bound now")
        try terminal.escape()
        try terminal.wait(for: "the list", seconds: ShopFloor.patience) {
          !$0.contains("All keys, as bound now")
        }
      }
      #expect(try facts() == before)
      try terminal.quit()
    }

    @Test func `a burst of letters without marks is not run`() throws {
      let before = try facts()
      try terminal.send("ssssqqqqxxxxss\rss\rq\r")
      try terminal.wait(forText: "Pasted text was ignored", seconds: ShopFloor.patience)
      #expect(try facts() == before)
      // A key that follows at once belongs to the burst, so the console has to be at rest.
      try terminal.settle(milliseconds: 500)
      try terminal.quit()
    }

    @Test func `a filter that comes in one go with its Enter is taken, and the next key is a key`()
      throws
    {
      try terminal.type("/", until: "customer:ana")
      try terminal.rest()
      try terminal.send("number:CHT000002\r")
      try terminal.wait(for: "the list, filtered", seconds: ShopFloor.patience) {
        $0.contains("/ number:CHT000002") && $0.contains("CHT000002")
          && !$0.contains("CHT000004") && !$0.contains("complete")
      }
      try terminal.quit()
    }

    @Test func `a paste into the reply is inserted and never sent`() throws {
      let before = try facts()
      try terminal.type("r", until: "Alt-Enter")
      try terminal.send(
        Keystrokes.paste("first line\r\rsecond \u{1B}[201~s third\u{03}\u{1A}\u{04}")
      )
      try terminal.wait(forText: "first line", seconds: ShopFloor.patience)
      try terminal.wait(
        for: "the draft",
        seconds: ShopFloor.patience,
        polling: { (try? floor.text("SELECT body FROM drafts"))?.contains("third") == true }
      )
      let draft = try #require(try floor.text("SELECT body FROM drafts"))
      #expect(draft.hasPrefix("first line\n"))
      #expect(draft.unicodeScalars.allSatisfy { $0.value >= 0x20 || $0 == "\n" })
      #expect(try facts() == before)
      #expect(ControlFilter().findings(in: terminal.output).isEmpty)
    }

    @Test func `of a whole book as much is kept as a draft can hold, and the console goes on`()
      throws
    {
      try terminal.type("r", until: "Alt-Enter")
      try terminal.send(Keystrokes.paste(String(repeating: "0123456789abcdef", count: 8_192)))
      try terminal.wait(forText: "Only 65,536 of 131,072", seconds: 60)
      try terminal.escape()
      try terminal.wait(forText: "Kept as a draft", seconds: 60)
      try terminal.wait(
        for: "the draft",
        seconds: 60,
        polling: { (try? floor.number("SELECT sum(length(body)) FROM drafts")) == 65_536 }
      )
      try terminal.escape()
      try terminal.type("?", until: "All keys, as bound now")
    }
  }
}
