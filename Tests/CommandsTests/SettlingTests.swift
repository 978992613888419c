import JSON
import SQLiteKit
import TestSupport
import Testing

/// What a person decides about a sync: `sync settle` and `sync discard`.
@Suite struct `Settling what sync leaves open` {
  private let counter: Counter

  init() throws { counter = try Counter.withShop(orders: 12) }

  /// Staff ship the order, then its source says something else.
  private func shipHere(sourceSays word: String) throws {
    for status in ["processing", "packaged"] {
      try counter.run("UPDATE orders SET status = \(status) WHERE order_number = 'CHT000006'")
    }
    let shipped = try counter.call(
      "order",
      "status",
      "CHT000006",
      "--to",
      "shipped",
      "--reason",
      "own van"
    )
    #expect(shipped.status == 0)
    try say(word, at: "2030-01-01T14:02:00Z")
  }

  private func say(_ word: String, at time: String) throws {
    try counter.run(
      """
      UPDATE chat_orders SET status = \(word), updated_at = \(time)
      WHERE order_number = 'CHT000006'
      """
    )
  }

  private func conflicts() throws -> [JSONValue] {
    try counter.call("order", "show", "CHT000006", "--json").value()["conflicts"]?.arrayValue ?? []
  }

  @Test func `a conflict shows what both have now, and never as a step that was taken`() throws {
    try shipHere(sourceSays: "cancelled")
    let shown = try counter.call("order", "show", "CHT000006").output
    #expect(shown.contains("CONFLICT  status shipped here, cancelled at the source since 20"))
    #expect(shown.contains("conflict  status shipped here, cancelled at the source  · chat"))
    #expect(!shown.contains("status  cancelled"))
    #expect(try !counter.call("track", "CHT000006").output.contains("cancelled"))
    _ = try counter.call("order", "status", "CHT000006", "--to", "delivered", "--reason", "signed")
    let later = try counter.call("order", "show", "CHT000006").output
    #expect(later.contains("CONFLICT  status delivered here, cancelled at the source since"))
    let list = try counter.call("order", "list", "--query", "conflict:yes", "--json").values()
    #expect(list.map { $0["order_number"]?.stringValue } == ["CHT000006"])
    #expect(try counter.call("order", "list", "--query", "conflict:no", "--json").lines.count == 11)
  }

  @Test func `ours is kept until the source says another word`() throws {
    try shipHere(sourceSays: "cancelled")
    let settled = try counter.call(
      "sync",
      "settle",
      "CHT000006",
      "--keep",
      "ours",
      "--reason",
      "parcel has left"
    )
    #expect(settled.output == "CHT000006: conflict on status settled: ours kept, shipped\n")
    #expect(try conflicts().isEmpty)
    let shown = try counter.call("order", "show", "CHT000006").output
    #expect(shown.contains("status settled: ours kept, shipped  (parcel has left)"))
    let again = try counter.call("sync", "settle", "CHT000006", "--keep", "ours")
    #expect(again.output == "CHT000006: the conflict on status is settled already\n")
    try say("cancelled", at: "2030-01-02T14:02:00Z")
    #expect(try conflicts().isEmpty)
    try say("processing", at: "2030-01-03T14:02:00Z")
    #expect(try conflicts().count == 1)
    #expect(try counter.call("audit", "verify").status == 0)
  }

  @Test func `theirs is taken where the step is legal, and else the legal ones are named`() throws {
    try shipHere(sourceSays: "cancelled")
    let refused = try counter.call("sync", "settle", "CHT000006", "--keep", "theirs")
    #expect(refused.status == 1)
    #expect(refused.errorOutput.contains("cancelled cannot be taken: a shipped order cannot be"))
    #expect(refused.errorOutput.contains("possible now: delivered"))
    try say("delivered", at: "2030-01-02T10:00:00Z")
    let taken = try counter.call("sync", "settle", "CHT000006", "--keep", "theirs")
    #expect(taken.output == "CHT000006: conflict on status settled: theirs taken, delivered\n")
    #expect(try counter.call("track", "CHT000006").output.hasPrefix("Order CHT000006: delivered"))
    #expect(try conflicts().isEmpty)
    let undone = try counter.call("undo")
    #expect(undone.output == "CHT000006 is shipped again; the conflict on status stands again\n")
    let shown = try counter.call("order", "show", "CHT000006").output
    #expect(shown.contains("  undo  settled conflict on status  · "))
    #expect(try counter.call("track", "CHT000006").output.hasPrefix("Order CHT000006: shipped"))
    #expect(try conflicts().first?["theirs"]?.stringValue == "delivered")
  }

  @Test func `a conflict settles by itself when source and store agree again`() throws {
    try shipHere(sourceSays: "delivered")
    #expect(try counter.call("doctor").output.contains("LOOK  conflicts     1"))
    _ = try counter.call("order", "status", "CHT000006", "--to", "delivered")
    #expect(try conflicts().isEmpty)
    #expect(
      try counter.call("order", "show", "CHT000006").output.contains("status settled by itself")
    )
    _ = try counter.call("undo")
    #expect(try conflicts().count == 1)
    try say("shipped", at: "2030-01-05T10:00:00Z")
    #expect(try conflicts().isEmpty)
  }

  @Test func `without a side both are named with where they come from and what to type`() throws {
    try shipHere(sourceSays: "cancelled")
    let asked = try counter.call("sync", "settle", "CHT000006")
    #expect(asked.status == 2)
    let lines = asked.errorOutput.split(separator: "\n").map(String.init)
    #expect(lines.first == "status")
    #expect(lines.dropFirst().first == "  ours: shipped, as it is here")
    #expect(lines.contains("    orderdeck sync settle CHT000006 --keep ours"))
    #expect(
      lines.contains { $0.hasPrefix("  theirs: cancelled, from the source, which said so at 20") }
    )
    #expect(lines.contains("    orderdeck sync settle CHT000006 --keep theirs"))
    #expect(asked.errorOutput.contains("needs --keep SIDE"))
    #expect(try conflicts().count == 1)
  }

  @Test func `an agent settles nothing, and a wrong call says what is missing`() throws {
    try shipHere(sourceSays: "cancelled")
    #expect(try counter.call("sync", "settle", "CHT000006").status == 2)
    #expect(try counter.call("sync", "settle", "CHT000006", "--keep", "both").status == 2)
    #expect(try counter.call("sync", "settle", "NOPE", "--keep", "ours").status == 1)
    let other = try counter.call("sync", "settle", "CHT000002", "--keep", "ours")
    #expect(other.errorOutput.contains("nothing about it is in conflict"))
    counter.user = "tom"
    let refused = try counter.call("sync", "settle", "CHT000006", "--keep", "ours")
    #expect(refused.status == 1)
    #expect(refused.errorOutput.contains("settling a conflict needs ops or admin"))
    #expect(try conflicts().count == 1)
  }

  @Test func `a discarded record counts no more, is listed, and comes back with undo`() throws {
    try counter.folder.write("{not json\n", to: "broken.ndjson")
    _ = try counter.call("sync", "--from", "broken.ndjson")
    #expect(try counter.call("doctor").status == 1)
    #expect(try counter.call("sync", "discard", "1").status == 2)
    #expect(try counter.call("sync", "discard", "1", "--reason", "x").status == 1)
    #expect(try counter.call("sync", "discard", "9", "--reason", "a test").status == 1)
    counter.user = "tom"
    #expect(try counter.call("sync", "discard", "1", "--reason", "a test line").status == 1)
    counter.user = "mara"
    let done = try counter.call("sync", "discard", "1", "--reason", "a test line", "--json")
    #expect(done.status == 0)
    let changed = try done.value()["changed"]?.arrayValue?.first
    #expect(changed?["order_id"]?.stringValue == "quarantine record 1")
    #expect(try counter.call("doctor").output.contains("ok    quarantine    0"))
    let status = try counter.call("sync", "status").output
    #expect(status.contains("quarantine 0, 1 discarded: sync status --discarded"))
    let list = try counter.call("sync", "status", "--discarded").output
    #expect(list.contains("by mara: a test line"))
    let value = try counter.call("sync", "status", "--discarded", "--json").value()
    #expect(value["discarded_by"]?.stringValue == "mara")
    #expect(try counter.call("sync", "retry").output == "0 taken in, 0 stay in quarantine\n")
    _ = try counter.call("sync", "--from", "broken.ndjson", "--full")
    #expect(try counter.call("sync", "status", "--json").value()["quarantined"]?.integerValue == 0)
    #expect(try counter.call("audit", "verify").status == 0)
    #expect(try counter.call("undo").output == "record 1 is in quarantine again\n")
    #expect(try counter.call("doctor").status == 1)
  }

  @Test func `a discarded record that is sent again stays so, and is taken in by its number`()
    throws
  {
    let line = try #require(try SampleFeed.text(orders: 40).split(separator: "\n").last)
    try counter.folder.write("{not json\n", to: "feed.ndjson")
    let call = ["sync", "--from", "feed.ndjson", "--full"]
    _ = try counter.call(call)
    _ = try counter.call("sync", "discard", "1", "--reason", "a test line")
    let again = try counter.call(call)
    #expect(again.output.contains("0 quarantined, 1 discarded, 0 blank"))
    #expect(again.errorOutput == "")
    let counts = try counter.call(call + ["--json"]).value()
    #expect(counts["quarantined"]?.integerValue == 0)
    #expect(counts["discarded"]?.integerValue == 1)
    #expect(counts["read"]?.integerValue == 1)
    #expect(try counter.call("sync", "status").output.contains("0 quarantined, 1 discarded, "))

    counter.advance(seconds: 3_600)
    let late = try counter.call("undo")
    #expect(late.errorOutput.contains("`orderdeck sync retry` with its number takes it in again"))
    let still = try counter.call("sync", "retry", "1")
    #expect(still.status == 1)
    #expect(still.output == "0 taken in, 0 stay in quarantine, 1 stays discarded\n")
    // What a newer program can read.
    try counter.run("UPDATE quarantine SET raw = CAST(\(String(line)) AS BLOB)")
    let taken = try counter.call("sync", "retry", "1")
    #expect(taken.output == "1 taken in, 0 stay in quarantine\n")
    #expect(try counter.call("sync", "status", "--discarded").output == "")
    #expect(try counter.call("sync", "status").output.contains("quarantine 0\n"))
    #expect(try counter.call("audit", "verify").status == 0)
  }

  @Test func `an unpaid checkout says what it is and what makes it an order`() throws {
    try counter.run(
      """
      INSERT INTO chat_orders (id, order_number, customer_name, items, currency, amount_total,
        payment_status, payment_method, created_at)
      VALUES ('u1', 'CHT777777', 'Ana', '[]', 'EUR', 100, 'unpaid', 'card', '2026-01-01T00:00:00Z'),
        ('u2', 'CHT888888', 'Bo', '[]', 'EUR', 100, 'pending', 'bank_transfer',
          '2026-01-01T00:00:00Z')
      """
    )
    let card = try counter.call("order", "show", "cht777777")
    #expect(card.status == 1)
    #expect(
      card.errorOutput.contains(
        "CHT777777 is a chat checkout, not yet an order: its payment by card is unpaid and its "
          + "status pending; it becomes an order when it is paid"
      )
    )
    let transfer = try counter.call("order", "show", "CHT888888").errorOutput
    #expect(transfer.contains("or when its payment is pending and its status past pending"))
  }

  @Test func `a reply bears the name that the staff table has`() throws {
    _ = try counter.call("doctor")
    try counter.run("UPDATE staff SET name = 'Mara Lind' WHERE os_user = 'mara'")
    _ = try counter.call("chat", "send", "CHT000006", "Hello")
    #expect(
      try counter.text("SELECT sender_name FROM messages ORDER BY serial DESC LIMIT 1")
        == "Mara Lind"
    )
  }

  @Test func `an undo that the source has overtaken names the way on`() throws {
    try shipHere(sourceSays: "delivered")
    let undo = try counter.call("undo")
    #expect(undo.status == 1)
    #expect(
      undo.errorOutput.contains(
        "its source says delivered since; settle that conflict: K in the console, or "
          + "`orderdeck sync settle CHT000006`"
      )
    )
    let settled = try counter.call("sync", "settle", "CHT000006", "--keep", "theirs")
    #expect(settled.status == 0)
  }

  @Test func `amounts of a conflict are amounts with --json, not only words`() throws {
    try counter.run(
      """
      UPDATE chat_orders SET amount_total = amount_total + 700, updated_at = '2030-01-01T00:00:00Z'
      WHERE order_number = 'CHT000008'
      """
    )
    let settled = try counter.call("sync", "settle", "CHT000008", "--keep", "theirs", "--json")
    #expect(settled.status == 0)
    let value = try settled.value()
    #expect(value["changed"]?.arrayValue?.count == 1)
    #expect(value["keep"]?.stringValue == "theirs")
    let conflict = value["conflict"]
    #expect(conflict?["field"]?.stringValue == "items_and_total")
    let totals = ["ours_total", "theirs_total"].map { conflict?[$0]?["amount"]?.stringValue }
    #expect(totals == ["63.70", "70.70"])
    #expect(conflict?["theirs_total"]?["currency"]?.stringValue == "EUR")
  }
}
