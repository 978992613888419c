import Commerce
import SQLiteKit
import Store
import TestSupport
import Testing

/// What other programs write into `chat_orders` in ways of their own.
@Suite struct ForeignRowTests {
  private let temporary: TemporaryStore

  init() throws { temporary = try TemporaryStore() }

  private func put(
    _ payment: String,
    status: String = "confirmed",
    refunded: Int = 0,
    updatedAt: String? = nil
  ) throws {
    try temporary.run(
      """
      INSERT OR REPLACE INTO chat_orders (id, order_number, customer_name, items, currency,
        amount_total, amount_refunded, status, payment_status, created_at, updated_at)
      VALUES ('c1', 'C1', 'Ana', '[]', 'USD', 500, \(refunded), \(status), \(payment),
        '2026-01-10T10:00:00Z', \(updatedAt))
      """
    )
  }

  private func insert(items: String = "[]", metadata: String = "{}") throws {
    try temporary.run(
      """
      INSERT INTO chat_orders (id, order_number, customer_name, items, metadata, currency,
        amount_total, payment_status, created_at)
      VALUES ('c1', 'C1', 'Ana', \(items), \(metadata), 'USD', 500, 'paid',
        '2026-01-10T10:00:00Z')
      """
    )
  }

  private func drifts() throws -> [SyncDrift] {
    var found: [SyncDrift] = []
    try temporary.store.longReads.read { connection in
      try ChatOrderDrift.forEach(on: connection) { found.append($0) }
    }
    return found
  }

  // MARK: Replaced rows

  @Test(arguments: [nil, "2026-01-10T11:00:00Z"])
  func `a replaced row without a newer time is as new as its change`(updatedAt: String?) throws {
    try put("paid", updatedAt: updatedAt)
    try put("refunded", refunded: 500, updatedAt: updatedAt)
    let order = try #require(try temporary.store.order(OrderID("c1"), for: .program))
    #expect(order.summary.payment == .refunded)
    #expect(order.refunded == Money(minorUnits: 500, currency: .usd))
    #expect(order.timeline.filter { $0.kind == .payment }.map(\.to) == ["paid", "refunded"])
    #expect(try temporary.integer("SELECT count(*) FROM refunds") == 1)
    #expect(try drifts() == [])
    #expect(order.conflicts == [])
  }

  @Test func `a row that is replaced by itself changes nothing`() throws {
    try put("paid")
    let before = try temporary.integer("SELECT revision FROM orders")
    try put("paid")
    #expect(try temporary.integer("SELECT revision FROM orders") == before)
    #expect(
      try temporary.text("SELECT source_updated_at FROM orders") == "2026-01-10T10:00:00.000Z"
    )
  }

  @Test func `a step that a replaced row takes back is marked`() throws {
    try put("paid", status: "delivered")
    try put("paid", status: "pending")
    let conflicts = try #require(try temporary.store.order(OrderID("c1"), for: .program)).conflicts
    #expect(conflicts.map(\.field) == ["status"])
    #expect(conflicts.map(\.ours) == ["delivered"])
    #expect(conflicts.map(\.theirs) == ["pending"])
  }

  // MARK: Metadata of its own

  @Test(arguments: [
    #"{"shipping_amount":"4.99"}"#, #"{"tax_amount":1.5}"#, #"{"discount_amount":-3}"#,
    #"{"shipping_amount":true}"#, #"{"tax_amount":99999999999999999999}"#,
    #"{"status_history":"x"}"#, #"{"status_history":["x"]}"#, #"{"status_history":{"a":1}}"#,
    #"{"carrier":true}"#, #"{"estimated_delivery":7}"#, #"{"tracking_number":{}}"#,
  ])
  func `metadata of a bot's own stays metadata`(metadata: String) throws {
    try insert(metadata: metadata)
    #expect(
      try temporary.text(
        """
        SELECT shipping_amount || tax_amount || discount_amount || coalesce(carrier, '-')
          || coalesce(tracking_number, '-') || coalesce(estimated_delivery, '-') FROM orders
        """
      ) == "000---"
    )
    let key = String(metadata.dropFirst(2).prefix { $0 != "\"" })
    #expect(
      try temporary.integer(
        "SELECT count(*) FROM orders WHERE json_type(metadata, \("$.\(key)")) IS NOT NULL"
      ) == 1
    )
    #expect(
      try temporary.texts("SELECT to_value FROM order_events WHERE kind = 'status'") == ["pending"]
    )
  }

  @Test func `metadata that fits is read and taken out`() throws {
    try insert(
      metadata: #"{"shipping_amount":4,"carrier":"DHL","tracking_number":null,"mine":1,"#
        + #""status_history":[{"status":"delivered","at":"2026-01-11T00:00:00Z"},{"at":7}]}"#
    )
    #expect(
      try temporary.text("SELECT shipping_amount || carrier || delivered_at FROM orders")
        == "4DHL2026-01-11T00:00:00.000Z"
    )
    #expect(
      try temporary.text(
        "SELECT json_remove(metadata, '$.chat_order_id', '$.synced_from_chat') FROM orders"
      ) == #"{"mine":1}"#
    )
  }

  // MARK: Items of its own

  @Test(arguments: [
    "[1]", #"["x"]"#, "[null]", #"[{"name":"Mug"}]"#,
    #"[{"name":"Mug","quantity":"2","unit_amount":1}]"#,
    #"[{"name":"Mug","quantity":1.5,"unit_amount":1}]"#,
    #"[{"name":"Mug","quantity":0,"unit_amount":1}]"#,
    #"[{"name":"Mug","quantity":1,"unit_amount":-1}]"#,
    #"[{"name":"Mug","quantity":true,"unit_amount":1}]"#,
    #"[{"name":7,"quantity":1,"unit_amount":1}]"#,
    #"[{"name":"Mug","quantity":9000000000000,"unit_amount":9000000000000}]"#,
    #"[{"name":"A","quantity":1,"unit_amount":9000000000000000000},"#
      + #"{"name":"B","quantity":1,"unit_amount":9000000000000000000}]"#,
  ])
  func `items that cannot be an order's stay a chat order, which verify names`(
    items: String
  ) throws {
    try insert(items: items)
    #expect(try temporary.integer("SELECT count(*) FROM chat_orders") == 1)
    #expect(try temporary.integer("SELECT count(*) FROM orders") == 0)
    let found = try drifts()
    #expect(found.map(\.kind) == [.missing])
    #expect(found.first?.canRepair == false)
    #expect(found.first?.explanation.contains("items") == true)
    try temporary.run("UPDATE chat_orders SET items = '[]' WHERE id = 'c1'")
    #expect(try temporary.integer("SELECT count(*) FROM orders") == 1)
    #expect(try drifts() == [])
  }
}
