import JSON
import SQLiteKit
import TestSupport
import Testing

/// Order 2 is processing, 4 is shipped with p4, 6 is delivered.
@Suite struct `Commands that place orders` {
  private let counter: Counter

  init() throws {
    counter = try Counter.withShop()
  }

  private func new(_ words: String...) throws -> Answer {
    let mug = ["--customer", "Ana Lima", "--item", "mug:Mug=2@12.00", "--currency", "eur"]
    return try counter.call(["order", "new"] + mug + words)
  }

  private func show(_ number: String) throws -> JSONValue {
    try counter.call("order", "show", number, "--json").value()
  }

  @Test func `an order by hand is in list, search, text, case file and track like any other`()
    throws
  {
    let placed = try new(
      "--city",
      "Porto",
      "--street",
      "Rua 1",
      "--country",
      "PT",
      "--note",
      "gift"
    )
    #expect(
      placed.output == "ORD-2026-900001 is placed for Ana Lima: 2 × Mug, total €24.00\n",
      "\(placed.errorOutput)"
    )
    let list = try counter.call("order", "list", "--query", "mug source:standard")
    #expect(list.output.contains("ORD-2026-900001  STD"))
    let text = try counter.call("order", "show", "900001").output
    #expect(text.contains("placed on the command line"))
    #expect(text.contains("CUSTOMER NOTE  gift"))
    let file = try counter.call("order", "export", "ORD-2026-900001")
    #expect(file.output.contains("placed on the command line"))
    let track = try counter.call("track", "ORD-2026-900001")
    #expect(track.output.contains("Order ORD-2026-900001: pending"))
    #expect(!track.output.contains("mara"))
    let chat = try counter.call("chat", "show", "ORD-2026-900001")
    #expect(chat.output.contains("Order ORD-2026-900001 placed: 2 × Mug"))
    #expect(try counter.call("sync", "verify").status == 0)
  }

  @Test func `pulls of the same feed and repairs leave it alone`() throws {
    _ = try new()
    let orders =
      "SELECT group_concat(order_number || status || total_amount) FROM orders WHERE order_number LIKE '%9000%'"
    let before = try counter.text(SQL(raw: orders))
    _ = try counter.call("sync", "--from", "feed.ndjson", "--full")
    #expect(try counter.call("sync", "repair").status == 0)
    #expect(try counter.text(SQL(raw: orders)) == before)
  }

  @Test func `what an order by hand lacks is said before anything is done`() throws {
    try counter.call("order", "note", "CHT000002", "by somebody known")
    let before = try counter.dump()
    for (words, status, text) in [
      (["--customer", "A", "--item", "x=1@1"], 2, "needs --currency CODE"),
      (["--item", "x=1@1", "--currency", "EUR"], 2, "needs --customer NAME"),
      (["--customer", "A", "--currency", "EUR"], 2, "needs --item"),
      (["--customer", "A", "--currency", "EURO", "--item", "x=1@1"], 2, "a code of three letters"),
      (
        ["--customer", "A", "--currency", "JPY", "--item", "x=1@1.5"], 2,
        "in a currency that has none"
      ),
      (
        ["--customer", "A", "--currency", "EUR", "--item", "x"], 2, "--item is [SKU:]NAME=QTY@PRICE"
      ),
      (
        ["--customer", "A", "--currency", "EUR", "--item", "x=1@1", "--shipping", "x"], 2,
        "--shipping: `x` is not an amount"
      ),
      (
        ["--customer", "A", "--currency", "EUR", "--item", "x=1@1", "--payment", "shells"], 2,
        "--payment is one of cash_on_delivery"
      ),
      (
        ["--customer", " ", "--currency", "EUR", "--item", "x=1@1"], 1, "needs the customer's name"
      ),
      (
        ["--customer", "A", "--currency", "EUR", "--item", "x=1@1", "--if-revision", "1"], 2,
        "has no option --if-revision"
      ),
    ] {
      let answer = try counter.call(["order", "new"] + words)
      #expect(answer.status == status, "\(words): \(answer.output)")
      #expect(answer.errorOutput.contains(text), "\(words): \(answer.errorOutput)")
    }
    #expect(try counter.dump() == before)
  }

  @Test func `a receipt in JSON names the order that was placed, and one key places one`() throws {
    let first = try new("--idempotency-key", "k", "--json").value()
    let placed = first["changed"]?.arrayValue?.first?["placed"]
    #expect(placed?["order_number"]?.stringValue == "ORD-2026-900001")
    let again = try new("--idempotency-key", "k", "--json").value()
    #expect(again["replay"]?.boolValue == true)
    #expect(again["changed"] == first["changed"])
    let dry = try new("--dry-run")
    #expect(dry.output.hasPrefix("dry run, nothing is changed: a new order, as things are ORD-"))
    #expect(try counter.number("SELECT count(*) FROM orders") == 13)
  }

  @Test func `a replacement is linked both ways in text, JSON and case file, and taken back`()
    throws
  {
    let made = try counter.call(
      [
        "order", "replace", "CHT000004", "--item", "p4=1", "--reason", "defect", "--text",
        "a crack",
      ]
    )
    #expect(
      made.output.hasPrefix("ORD-2026-900001 replaces CHT000004: 1 × "),
      "\(made.errorOutput)"
    )
    let old = try show("CHT000004")["linked_orders"]?.arrayValue?.first
    #expect(old?["relation"]?.stringValue == "replaced_by")
    #expect(old?["order_number"]?.stringValue == "ORD-2026-900001")
    #expect(old?["reason"]?.stringValue == "defect: a crack")
    let new = try show("ORD-2026-900001")
    #expect(new["linked_orders"]?.arrayValue?.first?["relation"]?.stringValue == "replaces")
    #expect(new["total"]?.stringValue == "0.00")
    #expect(new["shipping_address"] == (try show("CHT000004"))["shipping_address"])
    let text = try counter.call("order", "show", "CHT000004").output
    #expect(text.contains("replaced  by ORD-2026-900001, pending (defect: a crack)"))
    #expect(text.contains("replacement  CHT000004 → ORD-2026-900001  (defect: a crack)"))
    let file = try counter.call("order", "export", "CHT000004")
    #expect(file.output.contains("replaced  by ORD-2026-900001"))
    let undone = try counter.call("undo")
    #expect(undone.output.contains("CHT000004 is not replaced by it any more"))
    #expect(try counter.call("redo").output.hasPrefix("ORD-2026-900001 replaces CHT000004"))
  }

  @Test func `what cannot be replaced says why`() throws {
    for (words, status, text) in [
      (["CHT000004"], 2, "needs --reason REASON"),
      (["CHT000004", "--reason", "ugly"], 2, "--reason is one of defect, lost, wrong_item, other"),
      (["CHT000004", "--reason", "other"], 1, "the reason other needs words"),
      (["CHT000004", "--reason", "lost", "--item", "p4"], 2, "--item is ITEM=QTY"),
      (["CHT000004", "--reason", "lost", "--item", "p4=99"], 1, "to send more than was ordered"),
      (["CHT000004", "--reason", "lost", "--difference", "x"], 2, "--difference: `x` is not"),
      (["CHT000002", "--reason", "lost"], 1, "nothing of it has left; edit it instead"),
      (["NOPE", "--reason", "lost"], 1, "there is no order NOPE"),
    ] {
      let answer = try counter.call(["order", "replace"] + words)
      #expect(answer.status == status, "\(words): \(answer.output)")
      #expect(answer.errorOutput.contains(text), "\(words): \(answer.errorOutput)")
    }
    #expect(try counter.number("SELECT count(*) FROM orders") == 12)
  }
}
