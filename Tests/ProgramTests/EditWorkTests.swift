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
      let first = try floor.consoleOnNewest()
      try first.type("e", until: "Edit CHT000020")
      try first.type(Keystrokes.control("u"), until: "missing")
      try first.type("Rua Nova 5", until: "Rua Nova 5")
      try floor.kill(first, keeping: "street=Rua Nova 5", of: "edit")

      let terminal = try floor.consoleOnNewest()
      try terminal.type("e", until: "Rua Nova 5")
      try terminal.type(Keystrokes.backTab, until: "new line")
      try terminal.type(Keystrokes.control("x"), until: "please")
      try terminal.type(Keystrokes.escape, untilGone: "Edit CHT000020")
      try floor.waitForDraft(
        "street=Rua Nova 5\ncustomer_notes=By noon,\\nplease",
        of: "edit",
        terminal
      )
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
  }
}
