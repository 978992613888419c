import Foundation
import Glibc
import SQLiteKit
import Store
import TestSupport
import Testing

extension TheProgram {
  /// P4: several people and programs write one store at once.
  @Suite struct `Many processes on one store` {
    /// Each writer makes its calls one after the other and prints `call status`.
    private static let writer = #"""
      n=$1; rounds=$2; export n
      say() { "$ORDERDECK" "$@" >/dev/null 2>>"$ERRORS"; local status=$?; echo "$1-$2 $status"; }
      for ((i = 0; i < rounds; i++)); do
        order=$(printf 'CHT%06d' $(((n + i) % 8 * 2 + 2)))
        case $(((n + i) % 6)) in
          0|1) say order note "$order" "note $n $i" ;;
          2) say chat send "$order" "reply $n $i" ;;
          3) say chat read "$order" ;;
          4) say order status "$order" --to packaged ;;
          5) say undo ;;
        esac
      done
      """#

    @Test func `eight writers lose no act and see no lock`() throws {
      let floor = try ShopFloor.withShop(orders: 16, configuration: "undo_seconds = 600\n")
      let script = try floor.folder.write(Self.writer, to: "writer.sh")
      let errors = floor.folder.path("errors")
      let program = try BuiltProgram.orderdeck()
      let rounds = Trials.count(6)
      let writers = try (0..<8).map { index in
        try ProgramRun(
          "bash",
          [script, String(index), String(rounds)],
          environment: floor.environment(adding: ["ORDERDECK": program, "ERRORS": errors])
        )
      }
      let feed = try SampleFeed.text(orders: 60)
      try floor.sync(feed, name: "again.ndjson")
      try insertByPython(20, floor)
      let results = try writers.map { try $0.wait(seconds: 240) }
        .flatMap { $0.output.split(separator: "\n").map(String.init) }
      #expect(results.count == 8 * rounds)
      // 1 is a refusal by the rules (nothing to undo, no such step); 3 would be a busy store.
      #expect(Set(results.map { $0.split(separator: " ")[1] }).isSubset(of: ["0", "1"]))
      let said = try floor.folder.read("errors")
      #expect(!said.contains("locked") && !said.contains("busy") && !said.contains("try again"))
      let notes = results.count { $0 == "order-note 0" }
      let replies = results.count { $0 == "chat-send 0" }
      try expectNothingLost(notes: notes, replies: replies, floor)
      print("8 processes made \(results.count) calls at once: \(notes) notes, \(replies) replies")
    }

    /// Another program writes meanwhile, with nothing but SQLite's own lock.
    private func insertByPython(_ count: Int, _ floor: ShopFloor) throws {
      try floor.python(
        """
        import sqlite3
        db = sqlite3.connect("\(floor.storePath)", timeout=30)
        for i in range(\(count)):
          db.execute('''INSERT INTO chat_orders (id, order_number, customer_name, items, currency,
            amount_total, payment_status, created_at) VALUES (?, ?, 'Ana',
            '[{"product_id":"p1","name":"Lamp","quantity":1,"unit_amount":4900}]', 'USD', 4900,
            'paid', '2026-01-03T00:00:00Z')''', (f"py-{i}", f"PY{i:06d}"))
          db.commit()
        """
      )
    }

    private func expectNothingLost(notes: Int, replies: Int, _ floor: ShopFloor) throws {
      // An undone act keeps its act and its audit record.
      #expect(
        try floor.number("SELECT count(*) FROM acts WHERE kind = 'act' AND title LIKE '%note%'")
          == notes
      )
      #expect(try floor.number("SELECT count(*) FROM outbox") == replies)
      #expect(
        try floor.number(
          """
          SELECT count(*) FROM orders o WHERE revision <>
            (SELECT count(*) FROM order_events e WHERE e.order_id = o.id)
          """
        ) == 0
      )
      #expect(try floor.number("SELECT count(*) FROM orders WHERE order_number LIKE 'PY%'") == 20)
      #expect(
        try floor.number("SELECT count(*) FROM audit") >= floor.number("SELECT count(*) FROM acts")
      )
      #expect(try floor.call("sync", "verify").status == 0)
      try floor.expectSound()
    }

    /// P9: a backup is whole or is not there.
    @Test func `backups taken and killed meanwhile are whole or not there`() throws {
      let floor = try ShopFloor.withShop(orders: 60)
      let script = try floor.folder.write(Self.writer, to: "writer.sh")
      let environment = floor.environment(
        adding: [
          "ORDERDECK": try BuiltProgram.orderdeck(), "ERRORS": floor.folder.path("errors"),
        ]
      )
      let backups = Trials.count(12)
      let writers = try (0..<2).map {
        try ProgramRun("bash", [script, "\($0)", "\(backups)"], environment: environment)
      }
      var random = SeededNumbers(seed: 5)
      var whole = 0
      for index in 0..<backups {
        let path = floor.folder.path("copy-\(index).db")
        let backup = try floor.start(["backup", path])
        // Every third is left alone.
        if index % 3 != 0, !backup.ends(within: Int.random(in: 0...40, using: &random)) {
          backup.signal(SIGKILL)
        }
        let outcome = try backup.wait()
        let isThere = FileManager.default.fileExists(atPath: path)
        #expect(outcome.status == 0 ? isThere : outcome.status == 128 + SIGKILL)
        guard isThere else { continue }
        whole += 1
        #expect(try floor.call("doctor", "--db", path).status == 0, "backup \(index)")
      }
      for writer in writers { #expect(try writer.wait(seconds: 240).status == 0) }
      #expect(whole >= backups / 3)
      print(
        "\(backups) backups under two writers, \(backups - whole) killed in time; the rest whole"
      )
    }

    @Test func `two consoles and a sync, keys sent to both`() throws {
      let floor = try ShopFloor.withShop(orders: 30, configuration: "undo_seconds = 60\n")
      let consoles = [try floor.console(), try floor.console()]
      for console in consoles {
        try console.wait(forText: "CHT000030", seconds: ShopFloor.patience)
      }
      try floor.folder.write(try SampleFeed.text(orders: 200, messagesEach: 1), to: "more.ndjson")
      let sync = try floor.start(["sync", "--from", floor.folder.path("more.ndjson"), "--watch"])
      let rounds = Trials.count(8)
      for round in 0..<rounds {
        for (index, console) in consoles.enumerated() {
          try console.rest()
          try console.send("j")
          try writeNote("note \(index)-\(round).", console)
        }
      }
      for console in consoles { try console.quit() }
      sync.signal(SIGTERM)
      #expect(try sync.wait().status == 130)
      #expect(
        try floor.number("SELECT count(*) FROM order_events WHERE kind = 'note'") == 2 * rounds
      )
      #expect(try floor.number("SELECT count(*) FROM orders") == 200)
      try floor.expectSound()
      print("two consoles wrote \(2 * rounds) notes beside a sync")
    }

    private func writeNote(_ words: String, _ console: PseudoTerminal) throws {
      try console.type("i", until: "Internal note")
      try console.type(words, until: words)
      try console.rest()
      try console.send(Keystrokes.enter)
      try console.wait(for: "the note's receipt", seconds: ShopFloor.patience) {
        $0.contains("u undo") && !$0.contains("Internal note")
      }
    }
  }
}
