import Foundation
import JSON
import SQLiteKit
import TestSupport
import Testing

@Suite struct `Commands about sync` {
  private let counter: Counter

  init() throws {
    counter = try Counter()
    try counter.folder.write(try SampleFeed.text(orders: 12), to: "feed.ndjson")
  }

  @Test func `a feed arrives and is counted, and the second time changes nothing`() throws {
    let first = try counter.call("sync", "--from", "feed.ndjson", "--json")
    #expect(first.status == 0)
    let counts = try first.value()
    #expect(
      counts.objectValue?.keys == [
        "read", "inserted", "updated", "unchanged", "quarantined", "discarded", "blank",
        "conflicts", "unknown_statuses", "inserted_by_type", "cut_off_line",
      ]
    )
    #expect(counts["read"]?.integerValue == 36)
    #expect(counts["inserted_by_type"]?["chat_order"]?.integerValue == 6)
    #expect(counts["inserted_by_type"]?["order"]?.integerValue == 6)
    #expect(counts["inserted_by_type"]?["message"]?.integerValue == 18)
    #expect(counts["inserted_by_type"]?["chat_session"]?.integerValue == 6)
    let again = try counter.call("sync", "--from", "feed.ndjson", "--full", "--json").value()
    #expect(again["unchanged"]?.integerValue == 36)
    counter.advance(seconds: 60)
    let third = try counter.call("sync", "--from", "feed.ndjson")
    let lines = try #require(try counter.number("SELECT cursor ->> 'line' FROM sync_sources"))
    #expect(third.output.hasPrefix("nothing new: the file is at line \(lines) as at 20"))
    #expect(third.output.hasSuffix("; --full reads it again\n"))
    let quiet = try counter.call("sync", "--from", "feed.ndjson", "--json").value()
    #expect(quiet["read"]?.integerValue == 0)
  }

  @Test func `a record that is not in quarantine is named`() throws {
    _ = try counter.call("sync", "--from", "feed.ndjson")
    let answer = try counter.call("sync", "retry", "99")
    #expect(answer.status == 1)
    #expect(answer.errorOutput.contains("no record 99 is in quarantine"))
  }

  @Test func `a bad line goes to quarantine, is named and can be taken again`() throws {
    var broken = SampleFeed.chatOrder(20)
    broken["total"] = "much"
    let lines = [
      try SampleFeed.line(broken), "{not json", try SampleFeed.line(SampleFeed.chatOrder(22)),
    ]
    try counter.folder.write(lines.joined(separator: "\n") + "\n", to: "bad.ndjson")
    let answer = try counter.call("sync", "--from", "bad.ndjson", "--json")
    #expect(answer.status == 0)
    #expect(try answer.value()["quarantined"]?.integerValue == 2)
    #expect(try answer.value()["inserted"]?.integerValue == 1)
    #expect(answer.errorOutput.contains("bad.ndjson, line 1: total"))
    #expect(answer.errorOutput.contains("bad.ndjson, line 2: "))
    let status = try counter.call("sync", "status")
    #expect(status.status == 0)
    #expect(status.output.contains("quarantine 2"))
    #expect(status.output.contains("line 1"))
    try counter.folder.write("{not json\n", to: "broken.ndjson")
    _ = try counter.call("sync", "--from", "broken.ndjson", "--db", "other.db")
    let none = try counter.call("order", "list", "--db", "other.db")
    #expect(none.status == 0)
    #expect(none.errorOutput.contains("records in quarantine: 1, see `orderdeck sync status`"))
    let value = try counter.call("sync", "status", "--json").value()
    #expect(value["quarantined"]?.integerValue == 2)
    #expect(value["quarantine"]?.arrayValue?.count == 2)
    #expect(value["sources"]?.arrayValue?.count == 1)
    let retried = try counter.call("sync", "retry")
    #expect(retried.status == 1)
    #expect(retried.output == "0 taken in, 2 stay in quarantine\n")
    #expect(retried.errorOutput.contains("line 1: "))
    #expect(retried.errorOutput.contains("`orderdeck sync discard RECORD --reason TEXT`"))
    #expect(try counter.call("sync", "retry", "one").status == 2)
  }

  @Test func `verify finds a changed amount, repair mends it, and verify finds nothing`() throws {
    _ = try counter.call("sync", "--from", "feed.ndjson")
    let sound = try counter.call("sync", "verify")
    #expect(sound.status == 0)
    #expect(sound.errorOutput == "nothing differs\n")
    #expect(try counter.call("sync", "repair").errorOutput == "nothing to mend\n")
    try counter.run("UPDATE orders SET total_amount = 1 WHERE order_number = 'CHT000006'")
    let drifted = try counter.call("sync", "verify", "--json")
    #expect(drifted.status == 1)
    let drift = try #require(try drifted.values().first)
    #expect(drift["kind"]?.stringValue == "amount")
    #expect(drift["order_number"]?.stringValue == "CHT000006")
    #expect(drift["can_repair"]?.boolValue == true)
    let rehearsal = try counter.call("sync", "repair", "--dry-run")
    #expect(rehearsal.status == 0)
    #expect(
      try counter.number("SELECT total_amount FROM orders WHERE order_number = 'CHT000006'") == 1
    )
    #expect(try counter.call("sync", "repair").status == 0)
    #expect(try counter.call("sync", "verify").status == 0)
    #expect(
      try counter.number("SELECT total_amount FROM orders WHERE order_number = 'CHT000006'") == 2390
    )
  }

  @Test func `a row from before the trigger is found and mended, one order at a time too`() throws {
    _ = try counter.call("sync", "--from", "feed.ndjson")
    for number in ["CHT000002", "CHT000004"] {
      try counter.run("DELETE FROM orders WHERE order_number = \(number)")
    }
    let found = try counter.call("sync", "verify").lines
    #expect(found.count == 2)
    let id = SampleFeed.id(2)
    #expect(found.contains { $0.hasPrefix("missing  CHT000002 (\(id)): ") })
    #expect(try counter.call("sync", "order", "CHT000002").status == 0)
    #expect(try counter.call("order", "show", "CHT000002").status == 0)
    #expect(try counter.call("sync", "verify").lines.count == 1)
    #expect(try counter.call("sync", "repair").status == 0)
    #expect(try counter.call("sync", "verify").status == 0)
    #expect(try counter.call("sync", "order", "CHT999999").status == 1)
  }

  @Test func `status still shows the last news after a run that found nothing`() throws {
    _ = try counter.call("sync", "--from", "feed.ndjson")
    #expect(!(try counter.call("sync", "status").output.contains("last news")))
    _ = try counter.call("sync", "--from", "feed.ndjson", "--full")
    let status = try counter.call("sync", "status")
    #expect(status.output.contains("source    \(counter.folder.path("feed.ndjson"))"))
    let lines = status.lines
    #expect(lines.contains { $0.hasPrefix("last run") && $0.contains("36 unchanged") })
    #expect(lines.contains { $0.hasPrefix("last news") && $0.contains("36 read: 36 new") })
    let source = try counter.call("sync", "status", "--json").value()["sources"]?.arrayValue?.first
    #expect(source?["last_change_counts"]?["inserted"]?.integerValue == 36)
  }

  @Test func `the counts that the product promises come out of the sql that it promises`() throws {
    _ = try counter.call("sync", "--from", "feed.ndjson")
    #expect(
      try counter.text(
        """
        SELECT total || ' ' || chat || ' ' || standard FROM (
          SELECT COUNT(*) total, COUNT(CASE WHEN source='chat_commerce' THEN 1 END) chat,
            COUNT(CASE WHEN source='standard' THEN 1 END) standard FROM orders)
        """
      ) == "12 6 6"
    )
  }

  @Test func `a source that is not there or is none is refused in words`() throws {
    #expect(try counter.call("sync").status == 2)
    let missing = try counter.call("sync", "--from", "nowhere.ndjson")
    #expect(missing.status == 3)
    #expect(missing.errorOutput.contains("nowhere.ndjson"))
    #expect(try counter.call("sync", "--from", "sqlite:nowhere.db").status == 3)
    for word in ["", "sqlite:", "http://example.org/feed.ndjson"] {
      let wrong = try counter.call("sync", "--from", word)
      #expect(wrong.status == 2)
      #expect(wrong.errorOutput.contains("`\(word)` is no source"))
    }
    _ = try counter.call("sync", "--from", "feed.ndjson")
    let itself = try counter.call("sync", "--from", "sqlite:\(counter.storePath)")
    #expect(itself.status == 1)
    #expect(itself.errorOutput.contains("is the store itself"))
    let feedAsDatabase = try counter.call("sync", "--from", "sqlite:feed.ndjson")
    #expect(feedAsDatabase.status == 1)
    #expect(feedAsDatabase.errorOutput.contains("feed.ndjson"))
  }

  @Test func `a quarantined row of a bot's database is named by its id`() throws {
    let bot = try Database(
      at: counter.folder.path("bot.db"),
      options: Database.Options(createIfMissing: true)
    )
    try bot.write { connection in
      try connection.run(
        """
        CREATE TABLE chat_orders (id TEXT, order_number TEXT, customer_name TEXT, items TEXT,
          currency TEXT, amount_total INTEGER, payment_status TEXT, created_at TEXT)
        """
      )
      try connection.run(
        """
        INSERT INTO chat_orders VALUES
          ('bot-7', 'B7', 'Ana', 'no list', 'EUR', 100, 'paid', '2026-03-01T09:00:00Z')
        """
      )
    }
    _ = try counter.call("sync", "--from", "sqlite:bot.db")
    #expect(try counter.call("sync", "status").output.contains("bot.db, row bot-7: "))
    let value = try counter.call("sync", "status", "--json").value()
    #expect(value["quarantine"]?.arrayValue?.first?["row_id"]?.stringValue == "bot-7")
  }

  @Test func `one of a thing is one, and many have their thousands apart`() throws {
    let blank = String(repeating: "\n", count: 1_200)
    try counter.folder.write(blank, to: "blank.ndjson")
    let answer = try counter.call("sync", "--from", "blank.ndjson")
    #expect(answer.output.hasPrefix("1,200 read: 0 new,"))
    #expect(answer.output.hasSuffix(" 1,200 blank; 0 conflicts\n"))
    _ = try counter.call("sync", "--from", "feed.ndjson")
    var unknown = SampleFeed.chatOrder(2)
    unknown["status"] = "polished"
    unknown["updated_at"] = "2030-01-01T00:00:00Z"
    try counter.folder.write(try SampleFeed.line(unknown) + "\n", to: "later.ndjson")
    let later = try counter.call("sync", "--from", "later.ndjson")
    #expect(later.output.hasSuffix("; 1 conflict, 1 unknown status\n"))
  }
}
