import Foundation
import SQLiteKit
import Store
import TestSupport
import Testing

extension TheProgram {
  /// The state folder is shared by all stores and all people of one account.
  @Suite struct `Words of a run that died` {
    private let floor: ShopFloor
    private var state: String { floor.folder.path(".local/state/orderdeck") }

    init() throws { floor = try ShopFloor.withShop(orders: 4) }

    private func replies() throws -> [String] {
      try FileManager.default.contentsOfDirectory(atPath: state)
        .filter { $0.hasPrefix("reply-") }.sorted()
    }

    private func exists(_ path: String) -> Bool { FileManager.default.fileExists(atPath: path) }

    /// A console in whose editor a script has run up to its end or to a wait.
    private func consoleInEditor(_ script: String) throws -> PseudoTerminal {
      let ready = floor.folder.path("ready")
      let editor = try floor.folder.write(
        script.replacingOccurrences(of: "READY", with: "touch \(ready)"),
        to: "editor.sh"
      )
      floor.variables["EDITOR"] = "/bin/sh \(editor)"
      let terminal = try floor.console()
      try terminal.wait(forText: "Line 3 about order CHT000004", seconds: ShopFloor.patience)
      try terminal.type("r", until: "Alt-Enter")
      try terminal.type("dear", until: "dear")
      try terminal.rest()
      try terminal.send("\u{18}")
      try terminal.wait(
        for: "the editor",
        seconds: ShopFloor.patience,
        polling: { exists(ready) }
      )
      return terminal
    }

    private func kill(_ terminal: PseudoTerminal) throws {
      let console = try #require(terminal.children().first)
      terminal.signal(SIGKILL, to: console)
      #expect(try terminal.waitForEnd(seconds: ShopFloor.patience) == .exited(128 + SIGKILL))
    }

    @Test func `go into no other store and to no other person, but wait for their own`() throws {
      try kill(try consoleInEditor("echo 'dear customer' > \"$1\"\nREADY\nexec cat\n"))
      let left = try replies()
      #expect(left.count == 2)
      let other = floor.folder.path("other.db")
      #expect(
        try floor.call("--db", other, "sync", "--from", floor.folder.path("feed.ndjson")).status
          == 0
      )
      try Store(at: floor.storePath).database.write {
        try $0.run(
          """
          INSERT INTO staff (id, name, role, created_at)
          VALUES ('s-2', 'Ben', 'agent', '2026-01-01T00:00:00.000Z')
          """
        )
      }
      for words in [["--db", other], ["--as", "Ben"]] {
        let terminal = try floor.console(words)
        try terminal.wait(forText: "Line 3 about order CHT000004", seconds: ShopFloor.patience)
        #expect(!terminal.screen.contains("dear customer"))
        #expect(!terminal.screen.contains("your editor"))
        try terminal.quit()
        #expect(try replies() == left)
      }
      let own = try floor.console()
      try own.wait(forText: "is a draft again: CHT000004", seconds: ShopFloor.patience)
      #expect(try floor.text("SELECT body FROM drafts") == "dear customer")
      #expect(try replies() == [])
    }

    @Test func `stay in the file of unsaved words unless they are this person's in this store`()
      throws
    {
      try floor.console().quit()
      let staff = try #require(try floor.text("SELECT id FROM staff"))
      let order = try #require(
        try floor.text("SELECT id FROM orders WHERE order_number = 'CHT000004'")
      )
      let entry = { (store: String, staff: String, order: String, body: String) in
        #"{"store":"\#(store)","staff":"\#(staff)","order_id":"\#(order)","kind":"reply","#
          + #""body":"\#(body)"}"#
      }
      let others = [
        entry("/elsewhere/orders.db", staff, order, "of another store"),
        entry(floor.storePath, "somebody", order, "of another person"),
        entry(floor.storePath, staff, "no-such-order", "to nobody"),
        #"{"order_id":"\#(order)","kind":"reply","body":"of nobody"}"#,
      ]
      let ours = entry(floor.storePath, staff, order, "of ours")
      let all = others[..<3] + [ours] + others[3...]
      try floor.folder.write(
        "[\(all.joined(separator: ","))]",
        to: ".local/state/orderdeck/view.toml.drafts"
      )
      let terminal = try floor.console()
      try terminal.wait(forText: "unsent words of an earlier run", seconds: ShopFloor.patience)
      #expect(try floor.text("SELECT group_concat(body) FROM drafts") == "of ours")
      let left = try floor.folder.read(".local/state/orderdeck/view.toml.drafts")
      #expect(left == "[\(others.joined(separator: ","))]")
    }

    @Test func `are taken in only when the editor that outlived the console is closed`() throws {
      let closed = floor.folder.path("closed")
      let number = floor.folder.path("number")
      let dying = try consoleInEditor(
        """
        trap '' HUP
        echo $$ > \(number)
        # A console that dies before it has noted its editor knows of none.
        while ! grep -q ":$$," "${1%.txt}.json"; do sleep 0.1; done
        READY
        while [ ! -e \(closed) ]; do sleep 0.1; done
        echo 'dear customer, later' > "$1"
        """
      )
      try kill(dying)
      let left = try replies()
      let next = try floor.console()
      try next.wait(forText: "Line 3 about order CHT000004", seconds: ShopFloor.patience)
      #expect(left.count == 2)
      #expect(try replies() == left)
      try floor.folder.write("", to: "closed")
      let editor = try floor.folder.read("number").trimmingCharacters(in: .newlines)
      let last = try floor.console()
      try last.wait(
        for: "the end of the editor",
        seconds: ShopFloor.patience,
        polling: {
          // No such file any more is what is waited for.
          let facts = try? TemporaryFolder.bytes(of: "/proc/\(editor)/stat")
          return facts.map { String(decoding: $0, as: UTF8.self).contains(") Z") } ?? true
        }
      )
      let after = try floor.console()
      try after.wait(forText: "dear customer, later", seconds: ShopFloor.patience)
      #expect(try floor.text("SELECT body FROM drafts") == "dear customer, later")
    }

    @Test func `are drafts again although other files beside them cannot be taken in`() throws {
      try kill(try consoleInEditor("echo 'dear customer' > \"$1\"\nREADY\nexec cat\n"))
      let note = try #require(try replies().first { $0.hasSuffix(".json") })
      let text = try floor.folder.read(".local/state/orderdeck/\(note)")
      let folder = ".local/state/orderdeck"
      try floor.folder.write(text, to: "\(folder)/reply-+.json")
      try floor.folder.write(String(repeating: "x", count: 2 << 20), to: "\(folder)/reply-+.txt")
      try floor.folder.write("no note", to: "\(folder)/reply-,.json")
      try floor.folder.write("words", to: "\(folder)/reply-,.txt")
      let next = try floor.console()
      try next.wait(forText: "a reply from your editor is kept in", seconds: ShopFloor.patience)
      #expect(try floor.text("SELECT body FROM drafts") == "dear customer")
      #expect(try replies() == ["reply-+.json", "reply-+.txt", "reply-,.json", "reply-,.txt"])
    }

    @Test(arguments: [false, true])
    func `are a draft as far as they fit and whole in a file, when they are a book`(
      _ dies: Bool
    ) throws {
      let writing = "head -c 70000 /dev/zero | tr '\\0' x > \"$1\"\nREADY\n"
      let terminal = try consoleInEditor(writing + (dies ? "exec cat\n" : ""))
      if dies {
        try kill(terminal)
        let next = try floor.console()
        try next.wait(forText: "65,536 characters are a draft", seconds: ShopFloor.patience)
      } else {
        try terminal.wait(forText: "Only 65,536 of 70,000", seconds: ShopFloor.patience)
      }
      try terminal.wait(
        for: "the draft",
        seconds: ShopFloor.patience,
        polling: { (try? floor.number("SELECT sum(length(body)) FROM drafts")) == 65_536 }
      )
      #expect(try replies() == [])
      let whole = try FileManager.default.contentsOfDirectory(atPath: state)
        .filter { $0.hasPrefix("long-reply-") }
      #expect(whole.count == 1)
      let name = try #require(whole.first)
      let kept = try floor.folder.read(".local/state/orderdeck/\(name)")
      #expect(kept == String(repeating: "x", count: 70_000))
    }
  }
}
