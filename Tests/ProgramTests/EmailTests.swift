import Glibc
import SQLiteKit
import Store
import TestSupport
import Testing

extension TheProgram {
  @Suite struct `E-mails to customers` {
    /// A stand-in for sendmail that keeps what it was given, and kills its caller the first time.
    private static func sendmail(_ floor: ShopFloor, isDeadly: Bool) throws -> String {
      let kept = floor.folder.path("mail")
      return try floor.folder.write(
        """
        #!/bin/bash
        n=$(ls \(kept).* 2>/dev/null | wc -l)
        cat > \(kept).$n
        echo "$@" > \(floor.folder.path("arguments"))
        \(isDeadly ? "if [ $n -eq 0 ]; then kill -9 $PPID; fi" : "")
        """,
        to: "sendmail.sh"
      )
    }

    private static func configure(_ floor: ShopFloor, _ script: String, undoSeconds: Int) throws {
      try floor.folder.write(
        """
        undo_seconds = \(undoSeconds)
        [email]
        command = ["bash", "\(script)", "-t", "-i"]
        from = "Oak & Ash <orders@example.org>"

        """,
        to: ".config/orderdeck/config.toml"
      )
    }

    private static let address: SQL =
      "UPDATE orders SET customer_email = 'maria@example.com' WHERE order_number = 'CHT000020'"

    @Test func `are the same message again when the sender is killed in the middle`() throws {
      let floor = try ShopFloor.withShop(orders: 20)
      try Store(at: floor.storePath).database.write { try $0.run(Self.address) }
      try Self.configure(floor, try Self.sendmail(floor, isDeadly: true), undoSeconds: 0)
      let write = ["order", "email", "CHT000020", "--template", "confirmed"]
      #expect(try floor.start(write).wait(seconds: 60).status == 0)
      #expect(try floor.call("outbox", "deliver").status == 128 + SIGKILL)
      #expect(try floor.text("SELECT state FROM outbox") == "sending")
      #expect(try floor.call("outbox", "deliver").output.hasPrefix("0 sent"))
      try Store(at: floor.storePath).database.write {
        try $0.run("UPDATE outbox SET lease_until = '2026-01-01T00:00:00.000Z'")
      }
      #expect(try floor.call("outbox", "deliver").output.hasPrefix("1 sent"))
      #expect(try floor.call("outbox", "deliver").output.hasPrefix("0 sent"))
      let first = try floor.folder.read("mail.0")
      #expect(try floor.folder.read("mail.1") == first)
      #expect(first.contains("\nMessage-ID: <"))
      #expect(first.contains("\n <maria@example.com>\n"))
      #expect(try floor.folder.read("arguments") == "-t -i\n")
      try floor.expectSound()
    }

    @Test func `are written, taken back, written again and sent from the console`() throws {
      let floor = try ShopFloor.withShop(orders: 20)
      try Store(at: floor.storePath).database.write { try $0.run(Self.address) }
      try Self.configure(floor, try Self.sendmail(floor, isDeadly: false), undoSeconds: 3)
      let editor = try floor.folder.write(
        "#!/bin/sh\nprintf 'Hello {customer},\\nit is on its way.\\n' > \"$1\"\n",
        to: "editor.sh"
      )
      floor.variables["EDITOR"] = "/bin/sh \(editor)"
      let terminal = try floor.consoleOnNewest()
      try terminal.type("m", until: "E-mail to CHT000020")
      try terminal.type(Keystrokes.enter, until: "Preview: Your order CHT000020")
      try terminal.type(Keystrokes.control("x"), until: "it is on its way.")
      try terminal.rest()
      try terminal.type(Keystrokes.enter, untilGone: "Preview:")
      try terminal.wait(forText: "is queued", seconds: ShopFloor.patience)
      try terminal.type("u", until: "was not sent")
      try terminal.type("U", until: "is queued")
      try terminal.wait(
        for: "the e-mail",
        seconds: ShopFloor.patience,
        polling: { (try? floor.text("SELECT state FROM outbox ORDER BY serial DESC")) == "sent" }
      )
      try terminal.quit()
      #expect(try floor.folder.read("mail.0").contains("it is on its way."))
      #expect(!(try floor.folder.read("mail.0").contains("{customer}")))
      #expect(throws: (any Error).self) { try floor.folder.read("mail.1") }
      #expect(try floor.text("SELECT group_concat(state) FROM outbox") == "cancelled,sent")
      try floor.expectSound()
    }
  }
}
