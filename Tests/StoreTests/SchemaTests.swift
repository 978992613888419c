import SQLiteKit
import Store
import TestSupport
import Testing

@Suite struct SchemaTests {
  /// The page to read: every table, index, trigger and view as SQLite keeps it.
  @Test func `the schema is the one that is written down`() throws {
    let temporary = try TemporaryStore()
    let statements = try temporary.texts(
      """
      SELECT sql || ';' FROM sqlite_schema WHERE sql IS NOT NULL
        AND name NOT LIKE '%\\_search\\_%' ESCAPE '\\' OR type = 'trigger'
      ORDER BY rowid
      """
    )
    let golden = GoldenFile("schema.sql", in: ".")
    #expect(golden.difference(to: statements.joined(separator: "\n\n")) == nil)
  }

  @Test func `a new store is marked, sound and strict`() throws {
    let temporary = try TemporaryStore()
    #expect(try temporary.integer("PRAGMA application_id") == 0x4F44_434B)
    #expect(try temporary.database.integrityCheck() == [])
    #expect(try temporary.database.foreignKeyCheck() == [])
    let loose = try temporary.texts(
      """
      SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND strict = 0
        AND name NOT LIKE 'sqlite_%'
      """
    )
    #expect(loose == [])
  }

  @Test func `the contract's names exist`() throws {
    let temporary = try TemporaryStore()
    let names = try temporary.texts("SELECT name FROM sqlite_schema ORDER BY name")
    let contract = [
      "orders", "chat_orders", "order_conversations", "conversations", "messages", "tickets",
      "staff", "sync_chat_order_trigger", "unified_orders",
    ]
    #expect(contract.filter { !names.contains($0) } == [])
  }

  @Test func `the question of the contract is answered as it is written`() throws {
    let temporary = try TemporaryStore()
    try temporary.insertChat(OrderRow("c1"))
    try temporary.insertStandard(OrderRow("s1"))
    try temporary.insertStandard(OrderRow("s2"))
    let answer = try temporary.database.read { connection in
      try connection.first(
        """
        SELECT COUNT(*) total, COUNT(CASE WHEN source='chat_commerce' THEN 1 END) chat, \
        COUNT(CASE WHEN source='standard' THEN 1 END) standard FROM orders;
        """
      ) { [try $0.integer("total"), try $0.integer("chat"), try $0.integer("standard")] }
    }
    #expect(answer == [3, 1, 2])
  }

  @Test func `both sources stand in one view with the columns of the storefront's table`() throws {
    let temporary = try TemporaryStore()
    let columns = try temporary.texts("SELECT name FROM pragma_table_info('unified_orders')")
    #expect(
      columns == [
        "id", "order_number", "source", "agent_id", "conversation_id", "user_id", "customer_name",
        "customer_email", "customer_phone", "shipping_address", "items", "total_amount",
        "currency", "status", "tracking_number", "carrier", "estimated_delivery",
        "customer_notes", "internal_notes", "status_history", "payment_status", "payment_method",
        "created_at", "updated_at", "delivered_at", "metadata",
      ]
    )
  }

  @Test(arguments: [
    ("USD", 123_456, "1234.56"), ("USD", 5, "0.05"), ("JPY", 1234, "1234"),
    ("KWD", 1_005, "1.005"), ("CLF", 12_345, "1.2345"),
  ])
  func `a total in the view is a decimal of its currency`(
    currency: String,
    units: Int,
    text: String
  ) throws {
    let temporary = try TemporaryStore()
    var order = OrderRow("a")
    order.currency = currency
    order.total = units
    try temporary.insertStandard(order)
    #expect(try temporary.text("SELECT total_amount FROM unified_orders") == text)
  }

  @Test func `the view shows items, history and notes`() throws {
    let temporary = try TemporaryStore()
    var order = OrderRow("a")
    order.metadata = #"{"status_history":[{"status":"pending","at":"2026-01-10T10:00:00Z"}]}"#
    try temporary.insertChat(order)
    try temporary.event(
      "n1",
      order: "a",
      kind: "note",
      at: "2026-01-11T00:00:00.000Z",
      to: "call her"
    )
    #expect(
      try temporary.text("SELECT items FROM unified_orders")
        == #"[{"product_id":"P1","name":"Blue Mug","quantity":2,"unit_amount":1500}]"#
    )
    #expect(
      try temporary.text("SELECT status_history FROM unified_orders")
        == #"[{"status":"pending","at":"2026-01-10T10:00:00.000Z"}]"#
    )
    #expect(try temporary.text("SELECT internal_notes FROM unified_orders") == "call her")
  }
}
