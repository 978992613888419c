import JSON
import SQLiteKit
import TestSupport
import Testing

@Suite struct `Commands about orders` {
  private let counter: Counter

  init() throws { counter = try Counter.withShop() }

  @Test func `list shows both channels, the newest first`() throws {
    let answer = try counter.call("order", "list")
    #expect(answer.status == 0)
    #expect(answer.errorOutput == "")
    #expect(answer.lines.count == 13)
    #expect(answer.lines[0].hasPrefix("ORDER"))
    #expect(answer.lines[1].hasPrefix("CHT000012"))
    #expect(answer.lines[1].contains("CHAT"))
    #expect(answer.lines[2].hasPrefix("ORD-2026-000011"))
    #expect(answer.lines[2].contains("STD"))
    #expect(answer.lines.dropFirst().allSatisfy { $0.contains("€") || $0.contains("EUR") })
  }

  @Test func `list as JSON gives one order a line with the names of the feed`() throws {
    let values = try counter.call("order", "list", "--json").values()
    #expect(values.count == 12)
    let first = try #require(values.first?.objectValue)
    #expect(
      first.keys == [
        "id", "order_number", "source", "customer", "currency", "total", "status", "payment",
        "created_at", "activity_at", "unread", "last_message", "has_draft", "has_failed_message",
        "has_conflict", "revision", "assignee", "tags", "priority",
        "snooze",
      ]
    )
    #expect(first["order_number"]?.stringValue == "CHT000012")
    #expect(first["total"]?.stringValue == "23.90")
    #expect(first["currency"]?.stringValue == "EUR")
    #expect(first["payment"]?["status"]?.stringValue == "paid")
    #expect(first["unread"]?.integerValue == 2)
  }

  @Test func `a limit is never silent`() throws {
    let cut = try counter.call("order", "list", "--limit", "5")
    #expect(cut.lines.count == 6)
    #expect(cut.errorOutput == "5 of 12 shown; --limit 0 shows all\n")
    let asJSON = try counter.call("order", "list", "--limit", "5", "--json")
    #expect(asJSON.lines.count == 5)
    #expect(asJSON.errorOutput == cut.errorOutput)
    let all = try counter.call("order", "list", "--limit", "0")
    #expect(all.lines.count == 13)
    #expect(all.errorOutput == "")
  }

  @Test func `a query filters and a sort orders`() throws {
    let chats = try counter.call("order", "list", "--query", "source:chat", "--sort", "oldest")
    #expect(chats.lines.count == 7)
    #expect(chats.lines[1].hasPrefix("CHT000002"))
    let petrova = try counter.call("order", "list", "--query", "customer:olga")
    #expect(petrova.lines.count == 2)
    #expect(petrova.lines[1].contains("Olga Petrova"))
    let none = try counter.call("order", "list", "--query", "customer:nobody")
    #expect(none.status == 1)
    #expect(none.output == "")
    #expect(none.errorOutput == "no order matches\n")
    let words = ["order", "status", "--query", "customer:nobody", "--to", "shipped", "--yes"]
    let nobody = try counter.call(words)
    #expect(nobody.status == 1)
    #expect(nobody.errorOutput.contains("no order matches --query customer:nobody"))
  }

  @Test func `a wrong word of a query is named`() throws {
    let answer = try counter.call("order", "list", "--query", "status:shiped")
    #expect(answer.status == 2)
    #expect(answer.output == "")
    #expect(answer.errorOutput.contains("shiped"))
    #expect(answer.errorOutput.contains("shipped"))
  }

  @Test func `show tells everything of one order`() throws {
    let answer = try counter.call("order", "show", "CHT000004")
    #expect(answer.status == 0)
    for text in [
      "CHT000004  CHAT  ", "status    shipped", "payment   paid, card",
      "e-mail    customer4@example.com", "address   4 Long Street, Berlin, 10115, DE", "Shipping",
      "Total", "43.80", "Timeline", "chat checkout",
    ] {
      #expect(answer.output.contains(text))
    }
  }

  @Test func `show as JSON gives one value`() throws {
    let value = try counter.call("order", "show", "CHT000004", "--json").value()
    #expect(value["order_number"]?.stringValue == "CHT000004")
    #expect(value["items"]?.arrayValue?.first?["unit_price"]?.stringValue == "19.90")
    #expect(value["items"]?.arrayValue?.first?["quantity"]?.integerValue == 2)
    #expect(value["shipping_address"]?["postal_code"]?.stringValue == "10115")
    #expect(value["timeline"]?.arrayValue?.isEmpty == false)
    #expect(value["chat_session_id"]?.stringValue == "session-4")
  }

  @Test func `an unknown number offers the nearest`() throws {
    let answer = try counter.call("order", "show", "CHT00001")
    #expect(answer.status == 1)
    let sentence = "orderdeck: there is no order CHT00001; there are CHT0000"
    #expect(answer.errorOutput.hasPrefix(sentence))
  }

  @Test(arguments: [
    ("CTH000002", "CHT000002"), ("CHT00002", "CHT000002"), ("ORD-2026-00011", "ORD-2026-000011"),
    ("cht000020", "CHT000002"), ("2", "CHT000002"), ("#12", "CHT000012"),
  ])
  func `a mistyped number offers what was probably meant`(_ typed: String, _ meant: String) throws {
    let answer = try counter.call("order", "show", typed)
    #expect(answer.status == 1)
    #expect(answer.errorOutput.contains("there is no order \(typed); there "))
    #expect(answer.errorOutput.contains(meant))
  }

  @Test func `small letters and the last digits do for looking, whole numbers for changing`() throws
  {
    #expect(try counter.call("order", "show", "cht000002").output.hasPrefix("CHT000002"))
    let digits = try counter.call("order", "show", "000002")
    #expect(digits.output.hasPrefix("CHT000002"))
    #expect(digits.errorOutput == "000002 is taken for CHT000002\n")
    #expect(try counter.call("order", "show", "2026-000001").output.hasPrefix("ORD-2026-000001"))
    for words in [["track", "0002"], ["chat", "show", "0002"], ["order", "show", "0002"]] {
      #expect(try counter.call(words).output.contains("CHT000002"))
    }
    let change = try counter.call("order", "note", "000002", "x")
    #expect(change.status == 1)
    #expect(change.errorOutput.contains("there is CHT000002"))
    #expect(try counter.call("order", "show", " ").status == 2)
    let none = try counter.call("order", "show", "zzz")
    #expect(none.errorOutput.contains("`orderdeck order list` lists them"))
  }

  @Test func `status moves an order along and says so`() throws {
    let answer = try counter.call("order", "status", "CHT000002", "--to", "packaged")
    #expect(answer.status == 0)
    #expect(answer.output.contains("packaged"))
    #expect(
      try counter.text("SELECT status FROM orders WHERE order_number = 'CHT000002'") == "packaged"
    )
  }

  @Test func `an illegal step is refused and the legal ones are named`() throws {
    let answer = try counter.call("order", "status", "CHT000002", "--to", "delivered")
    #expect(answer.status == 1)
    #expect(answer.output == "")
    #expect(answer.errorOutput.contains("packaged"))
    #expect(answer.errorOutput.contains("cancelled"))
    let noReason = try counter.call("order", "status", "CHT000002", "--to", "cancelled")
    #expect(noReason.status == 1)
    #expect(noReason.errorOutput.contains("reason"))
  }

  @Test func `several orders are one act, and one undo takes all back`() throws {
    let before = try counter.text(
      "SELECT group_concat(status, ' ') FROM (SELECT status FROM orders ORDER BY id)"
    )
    let answer = try counter.call("order", "status", "CHT000008", "CHT000002", "--to", "packaged")
    #expect(answer.status == 0)
    #expect(try counter.number("SELECT count(*) FROM acts") == 1)
    let undone = try counter.call("undo")
    #expect(undone.status == 0)
    #expect(
      try counter.text(
        "SELECT group_concat(status, ' ') FROM (SELECT status FROM orders ORDER BY id)"
      ) == before
    )
    #expect(try counter.call("redo").status == 0)
    #expect(
      try counter.number("SELECT count(*) FROM orders WHERE status = 'packaged'") ?? 0 >= 2
    )
  }

  @Test func `a bulk act does what it can and names what it cannot`() throws {
    let answer = try counter.call("order", "status", "CHT000002", "CHT000004", "--to", "packaged")
    #expect(answer.status == 1)
    #expect(answer.errorOutput.contains("CHT000004"))
    #expect(
      try counter.text("SELECT status FROM orders WHERE order_number = 'CHT000002'") == "packaged"
    )
    #expect(
      try counter.text("SELECT status FROM orders WHERE order_number = 'CHT000004'") == "shipped"
    )
  }

  @Test func `a note is in the timeline, from the words or from standard input`() throws {
    #expect(try counter.call("order", "note", "CHT000002", "call", "back").status == 0)
    #expect(
      try counter.call("order", "note", "CHT000002", "-", input: "two\nlines\n").status == 0
    )
    let shown = try counter.call("order", "show", "CHT000002").output
    #expect(shown.contains("NOTE"))
    #expect(shown.contains("call back"))
    let bodies = try counter.call("order", "show", "CHT000002", "--json").value()["timeline"]?
      .arrayValue?.compactMap { $0["to"]?.stringValue ?? $0["reason"]?.stringValue }
    #expect(bodies?.contains("two\nlines") == true)
  }

  @Test func `track shows the customer's side and nothing internal`() throws {
    try counter.call("order", "note", "CHT000004", "SECRET note")
    let answer = try counter.call("track", "CHT000004")
    #expect(answer.status == 0)
    #expect(answer.output.contains("Order CHT000004: shipped"))
    for hidden in ["SECRET", "Long Street", "example.com", SampleFeed.name(4), "43.80"] {
      #expect(!answer.output.contains(hidden))
    }
    let value = try counter.call("track", "CHT000004", "--json").value()
    #expect(
      value.objectValue?.keys == [
        "order_number", "status", "progress", "carrier", "tracking_number", "parcels",
        "estimated_delivery", "notes",
      ]
    )
    #expect(value["progress"]?.arrayValue?.count == 6)
  }

  @Test func `track shows no time for a step that nobody gave one`() throws {
    try insertOrder("ORD-1", status: "processing")
    let lines = try counter.call("track", "ORD-1").lines.dropFirst()
    #expect(
      lines.prefix(3).map { $0.filter { !$0.isNumber } } == [
        "  ✓ pending", "  ✓ confirmed", "  ● processing  -- :",
      ]
    )
    let steps = try counter.call("track", "ORD-1", "--json").value()["progress"]?.arrayValue
    #expect(steps?[1]["at"]?.stringValue == nil)
    #expect(steps?[1]["reached"]?.boolValue == true)
    #expect(steps?[3]["reached"]?.boolValue == false)
  }

  @Test func `number: is exactly that order, a free word also those with more digits`() throws {
    for number in ["ORD-1", "ORD-10", "ORD-21"] { try insertOrder(number, status: "confirmed") }
    let found = { (query: String) in
      try counter.call("order", "list", "--query", query, "--json").values()
        .compactMap { $0["order_number"]?.stringValue }.sorted()
    }
    #expect(try found("ORD-1") == ["ORD-1", "ORD-10"])
    #expect(try found("number:ORD-1") == ["ORD-1"])
    #expect(try found("number:ord-1,ORD-21 status:confirmed") == ["ORD-1", "ORD-21"])
    #expect(try found("amount:1 -number:ORD-1") == ["ORD-10", "ORD-21"])
    let moved = try counter.call(
      "order",
      "status",
      "--query",
      "number:ORD-1",
      "--to",
      "processing",
      "--yes"
    )
    #expect(moved.output == "ORD-1 is processing\n")
  }

  private func insertOrder(_ number: String, status: String) throws {
    try counter.run(
      """
      INSERT INTO chat_orders (id, order_number, customer_name, items, currency, amount_total,
        status, payment_status, created_at, updated_at)
      VALUES (\(number), \(number), 'Ana', '[]', 'EUR', 100, \(status), 'paid',
        '2026-01-01T00:00:00Z', '2026-01-02T00:00:00Z')
      """
    )
  }
}
