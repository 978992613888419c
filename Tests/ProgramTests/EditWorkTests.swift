import Glibc
import SQLiteKit
import TestSupport
import Testing

extension TheProgram {
  @Suite struct `An order edited in the console` {
    /// CHT000020 is in processing and has three pieces of one product.
    @Test func `keeps what was typed through kill -9 and Esc, takes the editor, and is undone`()
      throws
    {
      let floor = try ShopFloor.withShop()
      let editor = try floor.folder.write(
        "#!/bin/sh\nprintf 'By noon,\\nplease\\n' > \"$1\"\n",
        to: "editor.sh"
      )
      floor.variables["EDITOR"] = "/bin/sh \(editor)"
      let first = try console(floor)
      try first.type("e", until: "Edit CHT000020")
      try first.type(Keystrokes.control("u"), until: "missing")
      try first.type("Rua Nova 5", until: "Rua Nova 5")
      try waitForDraft("street=Rua Nova 5", floor, first)
      let killed = try #require(first.children().first)
      first.signal(SIGKILL, to: killed)
      #expect(try first.waitForEnd(seconds: ShopFloor.patience) == .exited(128 + SIGKILL))

      let terminal = try console(floor)
      try terminal.type("e", until: "Rua Nova 5")
      try terminal.type(Keystrokes.backTab, until: "new line")
      try terminal.type(Keystrokes.control("x"), until: "please")
      try terminal.type(Keystrokes.escape, untilGone: "Edit CHT000020")
      try waitForDraft("street=Rua Nova 5\ncustomer_notes=By noon,\\nplease", floor, terminal)
      try terminal.type("e", until: "please")
      try terminal.rest()
      try terminal.type(Keystrokes.enter, untilGone: "Edit CHT000020")
      try terminal.wait(forText: "is edited: address Rua Nova 5", seconds: ShopFloor.patience)
      #expect(try floor.text(Self.street) == "Rua Nova 5")
      #expect(try floor.text(Self.note) == "By noon,\nplease")
      try terminal.wait(
        for: "the end of the draft",
        seconds: ShopFloor.patience,
        polling: { (try? floor.number("SELECT count(*) FROM drafts")) == 0 }
      )
      try terminal.send("u")
      try terminal.wait(forText: "is as before: address", seconds: ShopFloor.patience)
      #expect(try floor.text(Self.street) != "Rua Nova 5")
      try terminal.quit()
      try floor.expectSound()
    }

    private static let street: SQL =
      "SELECT shipping_address ->> 'street' FROM orders WHERE order_number = 'CHT000020'"
    private static let note: SQL =
      "SELECT customer_notes FROM orders WHERE order_number = 'CHT000020'"

    private func console(_ floor: ShopFloor) throws -> PseudoTerminal {
      let terminal = try floor.console()
      try terminal.wait(forText: "CHT000020", seconds: ShopFloor.patience)
      try terminal.type("g", until: "Line 3 about order CHT000020")
      return terminal
    }

    private func waitForDraft(
      _ body: String,
      _ floor: ShopFloor,
      _ terminal: PseudoTerminal
    ) throws {
      try terminal.wait(
        for: "the draft in the store",
        seconds: ShopFloor.patience,
        polling: { (try? floor.text("SELECT body FROM drafts WHERE kind = 'edit'")) == body }
      )
    }
  }
}
