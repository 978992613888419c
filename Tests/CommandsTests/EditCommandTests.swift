import JSON
import SQLiteKit
import TestSupport
import Testing

/// Order 8 is processing and has three of one product; 4 is shipped.
@Suite struct `Commands about editing and notes` {
  private let counter: Counter

  init() throws {
    counter = try Counter.withShop()
  }

  private func edit(_ words: String...) throws -> Answer {
    try counter.call(["order", "edit"] + words)
  }

  @Test func `address, items and note are changed, shown with before and after, and taken back`()
    throws
  {
    let before = try counter.call("order", "show", "CHT000008", "--json").value()
    let done = try edit(
      "CHT000008",
      "--street",
      "Rua Nova 5",
      "--postal-code",
      "4000-001",
      "--item",
      "p2=1",
      "--add",
      "bulb:Spare bulb=2@4.50",
      "--note",
      "By noon"
    )
    #expect(done.status == 0, "\(done.errorOutput)")
    #expect(done.output.hasPrefix("CHT000008 is edited: address Rua Nova 5, "))
    #expect(done.output.contains("2 × Spare bulb, total "))
    #expect(done.output.contains("no payment is changed by this"))
    let shown = try counter.call("order", "show", "CHT000008")
    #expect(shown.output.contains("edit of address"))
    #expect(shown.output.contains("edit of items"))
    #expect(shown.output.contains("edit of order note"))
    #expect(shown.output.contains("Rua Nova 5"))
    let value = try counter.call("order", "show", "CHT000008", "--json").value()
    #expect(value["items"]?.arrayValue?.map { $0["quantity"]?.integerValue } == [1, 2])
    #expect(value["shipping_address"]?["postal_code"]?.stringValue == "4000-001")
    #expect(value["payment"]?["to_refund"]?.stringValue != nil)
    let fields = value["timeline"]?.arrayValue?.compactMap { $0["field"]?.stringValue }
    #expect(fields == ["shipping_address", "items", "customer_notes"])
    #expect(try counter.call("undo").status == 0)
    let after = try counter.call("order", "show", "CHT000008", "--json").value()
    for field in ["items", "shipping_address", "customer_notes", "total"] {
      #expect(after[field] == before[field], "\(field)")
    }
  }

  @Test func `a dry run, a key and a revision work as with every change`() throws {
    let before = try counter.dump()
    let dry = try edit("CHT000008", "--city", "Porto", "--dry-run")
    #expect(dry.status == 0)
    #expect(dry.output.contains("(now address "))
    #expect(try counter.dump() == before)
    let first = try edit("CHT000008", "--city", "Porto", "--idempotency-key", "k1")
    let second = try edit("CHT000008", "--city", "Porto", "--idempotency-key", "k1", "--json")
    #expect(first.status == 0 && second.status == 0)
    #expect(try counter.number("SELECT count(*) FROM order_events WHERE kind = 'edit'") == 1)
    let late = try edit("CHT000008", "--city", "Faro", "--if-revision", "1")
    #expect(late.status == 1)
  }

  @Test func `what is missing or wrong is said with an example`() throws {
    for (words, status, text) in [
      ([], 2, "no order is named"),
      (["CHT000008"], 2, "needs what to change, such as --city or --item"),
      (["CHT000008", "--item", "p2"], 2, "--item is ITEM=QTY"),
      (["CHT000008", "--item", "p2=-1"], 2, "--item is ITEM=QTY"),
      (["CHT000008", "--add", "bulb=1"], 2, "--add is [SKU:]NAME=QTY@PRICE"),
      (["CHT000008", "--add", "bulb=1@x"], 2, "the price in `bulb=1@x` is not an amount"),
      (["CHT000008", "CHT000002", "--item", "p2=1"], 2, "--item and --add are for one order"),
      (["CHT000008", "--item", "cup=1"], 1, "it has no item cup; it has p2"),
      (["CHT000008", "--city", ""], 1, "an address needs its city"),
      (["CHT000004", "--city", "Porto"], 1, "a shipped order is not edited any more"),
    ] as [([String], Int32, String)] {
      let answer = try counter.call(
        ["order", "edit"] + words + (words.isEmpty ? ["--city", "X"] : [])
      )
      #expect(answer.status == status, "\(words)")
      #expect(answer.errorOutput.contains(text), "\(words): \(answer.errorOutput)")
    }
  }

  @Test func `a note for many orders by a query`() throws {
    let answer = try edit("--query", "status:processing", "--note", "No invoice", "--yes")
    #expect(answer.status == 0, "\(answer.errorOutput)")
    #expect(answer.output.contains("orders are edited"))
    #expect(
      try counter.number("SELECT count(*) FROM orders WHERE customer_notes = 'No invoice'")
        == counter.number("SELECT count(*) FROM orders WHERE status = 'processing'")
    )
  }

  @Test func `a note to the customer is on the tracking page, an internal one never`() throws {
    _ = try counter.call("order", "note", "CHT000008", "fraud check done")
    let sent = try counter.call("order", "note", "CHT000008", "--customer", "A bulb is in it")
    #expect(sent.output == "note to the customer added to CHT000008\n")
    let tracked = try counter.call("track", "CHT000008")
    #expect(tracked.output.contains(": A bulb is in it"))
    #expect(!tracked.output.contains("fraud check"))
    let value = try counter.call("track", "CHT000008", "--json").value()
    #expect(value["notes"]?.arrayValue?.map { $0["text"]?.stringValue } == ["A bulb is in it"])
    let shown = try counter.call("order", "show", "CHT000008")
    #expect(shown.output.contains("NOTE TO THE CUSTOMER  A bulb is in it"))
    #expect(shown.output.contains("NOTE  fraud check done"))
    #expect(
      try counter.text("SELECT internal_notes FROM unified_orders WHERE order_number = 'CHT000008'")
        == "fraud check done"
    )
    #expect(
      try counter.call("undo").output.contains("note to the customer on CHT000008 taken back")
    )
    #expect(try !counter.call("track", "CHT000008").output.contains("A bulb is in it"))
    #expect(try counter.call("chat", "draft", "CHT000008", "--note").output.isEmpty)
  }
}
