import JSON
import SQLiteKit
import TestSupport
import Testing

@Suite struct `Orders in plain words` {
  @Test func `one order is one order`() throws {
    let shop = try Counter.withShop(orders: 2)
    #expect(try shop.call("order", "show", "CHT000002").output.contains("customer  1 order, "))
  }

  @Test func `a step that is taken again after an undo stands in the timeline again`() throws {
    let shop = try Counter.withShop(orders: 8)
    let step = ["order", "status", "CHT000002", "--to", "packaged"]
    _ = try shop.call(step)
    _ = try shop.call("undo")
    _ = try shop.call(step)
    let lines = try shop.call("order", "show", "CHT000002").lines
    let own = lines.filter { $0.hasSuffix("· mara") }.map { $0.dropFirst(18) }
    #expect(
      own == [
        "status  processing → packaged  · mara", "undo  packaged → processing  · mara",
        "status  processing → packaged  · mara",
      ]
    )
  }

  @Test func `a line end that a customer, a source or staff wrote makes no line of its own`() throws
  {
    let shop = try Counter.withShop(orders: 8)
    try shop.run(
      """
      UPDATE orders SET customer_name = 'Ana' || char(10) || 'FORGED name',
        customer_notes = 'ring twice' || char(10) || 'FORGED note',
        shipping_address = json_set(coalesce(shipping_address, '{}'), '$.street',
          'X' || char(10) || 'FORGED street') WHERE order_number = 'CHT000002'
      """
    )
    try shop.run(
      """
      INSERT INTO conflicts (order_id, field, ours, theirs, source_updated_at, seen_at)
      SELECT id, 'source', 'here' || char(10) || 'FORGED ours',
        'there' || char(13) || 'FORGED theirs', '2026-01-02T00:00:00.000Z', '2026-01-02T00:00:00.000Z'
      FROM orders WHERE order_number = 'CHT000002'
      """
    )
    _ = try shop.call("order", "note", "CHT000002", "mine\nFORGED own note")
    let reason = "too early\nFORGED reason"
    let step = ["order", "status", "CHT000002", "--to", "confirmed", "--reason", reason]
    #expect(try shop.call(step).status == 0)
    for words in [
      ["order", "show", "CHT000002"], ["order", "list"], ["sync", "status"],
      ["sync", "settle", "CHT000002", "--keep", "ours", "--reason", reason],
      ["order", "status", "CHT000002", "--to", "pending\nFORGED"], ["order", "show", "x\nFORGED"],
      ["chat", "show", "CHT000002"], ["audit", "verify"], ["order", "show", "CHT000002"],
    ] {
      let answer = try shop.call(words)
      for line in answer.lines + answer.errorOutput.split(separator: "\n").map(String.init) {
        #expect(!line.hasPrefix("FORGED"), "\(words.joined(separator: " "))")
      }
    }
    let shown = try shop.call("order", "show", "CHT000002").output
    #expect(shown.contains("Ana⏎FORGED name\n"))
    #expect(shown.contains("(too early⏎FORGED reason)"))
    #expect(shown.contains("CUSTOMER NOTE  ring twice\n               FORGED note\n"))
    let margin = String(repeating: " ", count: 24)
    #expect(shown.contains("NOTE  mine\n\(margin)FORGED own note  · mara\n"))
  }

  @Test func `amounts are spelled as the configuration says, and JSON stays as it is`() throws {
    let shop = try Counter.withShop(orders: 2)
    let json = try shop.call("order", "show", "CHT000002", "--json").output
    let plain = try shop.call("order", "show", "CHT000002").output
    #expect(plain.contains("€"))
    let setting = "currency_display = \"code\"\n"
    try shop.folder.write(setting, to: ".config/orderdeck/config.toml")
    for words in [["order", "show", "CHT000002"], ["order", "list"]] {
      let output = try shop.call(words).output
      #expect(!output.contains("€"))
      #expect(output.contains("EUR "))
    }
    #expect(try shop.call("order", "show", "CHT000002", "--json").output == json)
  }

  @Test func `a list longer than a page comes whole, in columns of its first page`() throws {
    let shop = try Counter.withShop(orders: 620)
    let table = try shop.call("order", "list", "--limit", "0", "--sort", "oldest")
    #expect(table.status == 0)
    #expect(table.errorOutput == "")
    #expect(table.lines.count == 621)
    #expect(table.lines.filter { $0.hasPrefix("ORDER") }.count == 1)
    let values = try shop.call("order", "list", "--limit", "0", "--json").values()
    #expect(Set(values.compactMap { $0["order_number"]?.stringValue }).count == 620)
    #expect(try shop.call("order", "list", "--limit", "510", "--json").lines.count == 510)
  }

  @Test func `a chat longer than a page comes whole, the oldest first`() throws {
    let shop = try Counter.withShop(orders: 2)
    try shop.run(
      """
      WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1100)
      INSERT INTO messages (id, conversation_id, chat_session_id, sender_role, body, sent_at, status)
      SELECT 'long-' || i, 'session-2', 'session-2', 'customer', 'line ' || i,
        '2026-02-01T00:00:00.000Z', 'delivered' FROM n
      """
    )
    let chat = try shop.call("chat", "show", "CHT000002", "--limit", "0", "--json").values()
    let bodies = chat.compactMap { $0["body"]?.stringValue }.filter { $0.hasPrefix("line ") }
    #expect(bodies == (1...1100).map { "line \($0)" })
    let newest = try shop.call("chat", "show", "CHT000002", "--limit", "700", "--json").values()
    #expect(newest.count == 700)
    #expect(newest == Array(chat.suffix(700)))
  }

  @Test func `a database of another program is said to be no orderdeck store`() throws {
    let shop = try Counter()
    let path = shop.folder.path("other.db")
    try Database(at: path, options: Database.Options(createIfMissing: true)).write {
      try $0.run("CREATE TABLE strange (id INTEGER PRIMARY KEY)")
    }
    let answer = try shop.call("order", "list", "--db", path)
    #expect(answer.status == 1)
    #expect(answer.errorOutput.contains("is not an orderdeck store: "))
  }
}
