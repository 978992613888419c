import Commerce
import SQLiteKit
import Store
import TestSupport
import Testing

/// The roads by which an order comes in, as SQL alone: whoever writes, the rows are the same.
@Suite struct TriggerRoadTests {
  @Test func `a payable row with only the required columns is an order at once`() throws {
    let temporary = try TemporaryStore()
    let bot = try temporary.anotherProgram()
    try bot.write { connection in
      try connection.run(
        """
        INSERT INTO chat_orders (id, order_number, customer_name, items, currency, amount_total,
          payment_status, created_at)
        VALUES ('c1', 'CHT000001', 'Ana', '[{"product_id":"P1","name":"Mug","quantity":2,
          "unit_amount":1500},{"name":"Pen","quantity":1,"unit_amount":99}]', 'USD', 3099, 'paid',
          '2026-01-10T10:00:00Z')
        """
      )
      // In the same transaction, before anybody else sees it.
      #expect(try connection.integer("SELECT count(*) FROM orders") == 1)
    }
    let order = try #require(try temporary.store.order(OrderID("c1"), for: .program))
    #expect(order.summary.source == .chatCommerce)
    #expect(order.summary.status == .pending)
    #expect(order.summary.createdAt.rfc3339 == "2026-01-10T10:00:00.000Z")
    #expect(order.items.map(\.name) == ["Mug", "Pen"])
    #expect(!order.totalDiffers)
    #expect(order.timeline.map(\.kind) == [.placed, .status, .payment])
    #expect(
      order.summary.lastMessage
        == MessagePreview(role: .system, text: "Order CHT000001 placed: 2 × Mug and 1 more")
    )
    #expect(order.summary.revision == 3)
    #expect(try temporary.store.conversation(of: OrderID("c1"))?.id == "c1")
  }

  @Test func `an unpaid checkout becomes an order when its payment comes`() throws {
    let temporary = try TemporaryStore()
    var checkout = OrderRow("c1")
    checkout.payment = "unpaid"
    checkout.session = "s1"
    try temporary.insertChat(checkout)
    #expect(try temporary.integer("SELECT count(*) FROM orders") == 0)
    try temporary.run(
      """
      UPDATE chat_orders SET payment_status = 'paid', updated_at = '2026-01-10T11:00:00Z'
      WHERE id = 'c1'
      """
    )
    let order = try #require(try temporary.store.order(OrderID("c1"), for: .program))
    #expect(order.summary.payment == .paid)
    #expect(
      order.timeline.filter { $0.kind == .payment }.map(\.to) == ["unpaid", "paid"]
    )
    #expect(try temporary.store.conversation(of: OrderID("c1"))?.id == "s1")
  }

  @Test(arguments: [
    ("pending", "cash_on_delivery", "confirmed", true), ("pending", "boleto", "shipped", true),
    ("pending", "Invoice", "processing", true), ("pending", "boleto", "pending", false),
    ("pending", "boleto", "cancelled", false), ("pending", "card", "confirmed", false),
    ("failed", "card", "confirmed", false), ("unpaid", "invoice", "confirmed", false),
    ("refunded", "card", "cancelled", true), ("Partially_Refunded", "card", "pending", true),
    ("weird", "card", "confirmed", false),
  ])
  func `what is payable is an order`(
    payment: String,
    method: String,
    status: String,
    isOrder: Bool
  ) throws {
    let temporary = try TemporaryStore()
    try temporary.run(
      """
      INSERT INTO chat_orders (id, order_number, customer_name, items, currency, amount_total,
        payment_status, payment_method, status, created_at)
      VALUES ('c1', 'C1', 'Ana', '[]', 'USD', 0, \(payment), \(method), \(status),
        '2026-01-10T10:00:00Z')
      """
    )
    #expect(try temporary.integer("SELECT count(*) FROM orders") == (isOrder ? 1 : 0))
  }

  @Test func `words of a source that we do not know are kept beside ours`() throws {
    let temporary = try TemporaryStore()
    var order = OrderRow("c1")
    order.status = "Completed"
    try temporary.insertChat(order)
    order = OrderRow("c2")
    order.status = "in the van"
    try temporary.insertChat(order)
    let known = try #require(try temporary.store.order(OrderID("c1"), for: .program))
    let unknown = try #require(try temporary.store.order(OrderID("c2"), for: .program))
    #expect(known.summary.status == .delivered)
    #expect(known.unknownStatusWord == nil)
    #expect(unknown.summary.status == .pending)
    #expect(unknown.unknownStatusWord == "in the van")
  }

  @Test func `a row that replaces another is the newest snapshot of one order`() throws {
    let temporary = try TemporaryStore()
    try temporary.insertChat(OrderRow("c1"))
    try temporary.run(
      """
      INSERT OR REPLACE INTO chat_orders (id, order_number, customer_name, items, currency,
        amount_total, amount_refunded, payment_status, created_at, updated_at)
      VALUES ('c1', 'N-c1', 'Ana B.', '[{"name":"Cup","quantity":1,"unit_amount":500}]', 'USD', 500,
        100, 'partially_refunded', '2026-01-10T10:00:00Z', '2026-01-12T10:00:00Z')
      """
    )
    let order = try #require(try temporary.store.order(OrderID("c1"), for: .program))
    #expect(order.summary.customerName == "Ana B.")
    #expect(order.items.map(\.name) == ["Cup"])
    #expect(order.refunded == Money(minorUnits: 100, currency: .usd))
    #expect(try temporary.integer("SELECT count(*) FROM orders") == 1)
    #expect(try temporary.integer("SELECT count(*) FROM messages") == 1)
    // What was placed stays said; what it became is a line of the timeline.
    #expect(try temporary.text("SELECT body FROM messages")?.contains("Cup") == false)
    let edit = try #require(order.timeline.first { $0.kind == .edit })
    #expect(edit.to == "1 × Cup, total 5.00 USD")
  }

  @Test func `an older snapshot changes nothing but adds its lines`() throws {
    let temporary = try TemporaryStore()
    var newer = OrderRow("a")
    newer.status = "shipped"
    newer.updatedAt = "2026-01-12T10:00:00.000Z"
    try temporary.insertStandard(newer)
    var older = OrderRow("a")
    older.customer = "Somebody else"
    try temporary.insertStandard(older)
    let order = try #require(try temporary.store.order(OrderID("a"), for: .program))
    #expect(order.summary.status == .shipped)
    #expect(order.summary.customerName == "Ana Silva")
    #expect(order.timeline.filter { $0.kind == .status }.map(\.to) == ["pending", "shipped"])
    #expect(order.conflicts == [])
  }

  @Test(arguments: ["INSERT", "INSERT OR REPLACE", "INSERT OR IGNORE"])
  func `another order with the same number is a conflict, not an order`(verb: String) throws {
    let temporary = try TemporaryStore()
    try temporary.insertStandard(OrderRow("a", number: "SAME"))
    try temporary.run(
      """
      \(raw: verb) INTO chat_orders (id, order_number, customer_name, items, currency,
        amount_total, payment_status, created_at)
      VALUES ('b', 'SAME', 'Bo', '[]', 'USD', 0, 'paid', '2026-01-11T00:00:00Z')
      """
    )
    #expect(try temporary.texts("SELECT id FROM orders") == ["a"])
    let conflict = try #require(
      try temporary.store.order(OrderID("a"), for: .program)?.conflicts.first
    )
    #expect(conflict.field == "order_number")
    #expect(conflict.theirs == "SAME, Bo, 0.00 USD")
  }

  @Test func `one checkout or payment is one order`() throws {
    let temporary = try TemporaryStore()
    var first = OrderRow("a")
    (first.checkout, first.intent) = ("cs_1", "pi_1")
    try temporary.insertChat(first)
    var second = OrderRow("b")
    second.checkout = "cs_1"
    try temporary.insertChat(second)
    var third = OrderRow("c")
    third.intent = "pi_1"
    try temporary.insertChat(third)
    #expect(try temporary.texts("SELECT id FROM orders") == ["a"])
    #expect(
      try temporary.texts("SELECT field FROM conflicts ORDER BY serial")
        == ["checkout_session_id", "stripe_payment_intent_id"]
    )
  }

  // MARK: Ownership

  @Test func `a status that staff changed stays, and the source's is a conflict`() throws {
    let temporary = try TemporaryStore()
    try temporary.insertChat(OrderRow("a"))
    try temporary.run(
      "UPDATE orders SET status = 'confirmed', status_owner = 'staff' WHERE id = 'a'"
    )
    try temporary.run(
      """
      UPDATE chat_orders SET status = 'cancelled', updated_at = '2026-01-12T00:00:00Z'
      WHERE id = 'a'
      """
    )
    let order = try #require(try temporary.store.order(OrderID("a"), for: .program))
    #expect(order.summary.status == .confirmed)
    #expect(order.summary.hasConflict)
    #expect(order.conflicts.map(\.field) == ["status"])
    #expect(order.conflicts.map(\.ours) == ["confirmed"])
    #expect(order.conflicts.map(\.theirs) == ["cancelled"])
  }

  @Test(arguments: [("confirmed", "new street"), ("processing", "old street")])
  func `the address is the source's until staff are processing`(
    status: String,
    street: String
  ) throws {
    let temporary = try TemporaryStore()
    var order = OrderRow("a")
    order.address = #"{"street":"old street"}"#
    try temporary.insertChat(order)
    try temporary.run("UPDATE orders SET status = \(status), status_owner = 'staff'")
    try temporary.run(
      """
      UPDATE chat_orders SET shipping_address = '{"street":"new street"}',
        updated_at = '2026-01-12T00:00:00Z' WHERE id = 'a'
      """
    )
    let detail = try #require(try temporary.store.order(OrderID("a"), for: .program))
    #expect(detail.shippingAddress?.street == street)
    #expect(detail.conflicts.map(\.field).contains("shipping_address") == (street == "old street"))
  }

  @Test func `two snapshots of one moment that differ are a conflict`() throws {
    let temporary = try TemporaryStore()
    try temporary.insertStandard(OrderRow("a"))
    try temporary.insertStandard(OrderRow("a"))
    #expect(try temporary.integer("SELECT count(*) FROM conflicts") == 0)
    var other = OrderRow("a")
    other.total = 9999
    try temporary.insertStandard(other)
    #expect(try temporary.texts("SELECT field FROM conflicts") == ["snapshot"])
    #expect(try temporary.integer("SELECT total_amount FROM orders") == 3000)
  }

  // MARK: What never changes

  @Test func `events and audit records can be added but not changed or taken away`() throws {
    let temporary = try TemporaryStore()
    try temporary.insertChat(OrderRow("a"))
    for sql in ["UPDATE order_events SET actor = 'x'", "DELETE FROM order_events"] {
      let error = #expect(throws: SQLiteError.self) { try temporary.run(SQL(raw: sql)) }
      #expect(error?.isRaisedByTrigger == true)
      #expect(error?.userSentence.contains("append-only") == true)
    }
  }

  @Test func `messages make their conversation and session known`() throws {
    let temporary = try TemporaryStore()
    try temporary.run(
      """
      INSERT INTO messages (id, conversation_id, chat_session_id, sender_role, body, sent_at,
        is_unread)
      VALUES ('m2', 's1', 's1', 'customer', 'hi', '2026-01-10T09:00:00.000Z', 1),
        ('m1', 's1', 's1', 'bot', 'welcome', '2026-01-10T08:00:00.000Z', 0)
      """
    )
    var order = OrderRow("a")
    order.session = "s1"
    try temporary.insertChat(order)
    let conversation = try #require(try temporary.store.conversation(of: OrderID("a")))
    #expect(conversation.id == "s1")
    #expect(conversation.unreadCount == 1)
    #expect(
      try temporary.text("SELECT started_at FROM chat_sessions") == "2026-01-10T08:00:00.000Z"
    )
    #expect(
      try temporary.text(
        "SELECT last_message_at || coalesce(waiting_since, 'nobody waits') FROM conversations"
      )
        == "2026-01-10T10:00:00.000Z2026-01-10T09:00:00.000Z"
    )
  }

  @Test func `a second order of one session has a conversation of its own`() throws {
    let temporary = try TemporaryStore()
    var first = OrderRow("a")
    first.session = "s1"
    var second = OrderRow("b")
    second.session = "s1"
    try temporary.insertChat(first)
    try temporary.insertChat(second)
    #expect(try temporary.store.conversation(of: OrderID("a"))?.id == "s1")
    #expect(try temporary.store.conversation(of: OrderID("b"))?.id == "b")
  }

  @Test func `a message moves its order up and an earlier one does not move it down`() throws {
    let temporary = try TemporaryStore()
    try temporary.insertChat(OrderRow("a"))
    try temporary.insertMessage("m1", in: "a", at: "2026-01-15T00:00:00.000Z")
    try temporary.insertMessage("m0", in: "a", at: "2026-01-12T00:00:00.000Z")
    #expect(
      try temporary.store.order(OrderID("a"), for: .program)?.summary.activityAt.rfc3339
        == "2026-01-15T00:00:00.000Z"
    )
  }

  @Test func `python writes an order through sqlite3 alone`() throws {
    let temporary = try TemporaryStore()
    let script = """
      import sqlite3, sys
      store = sqlite3.connect(sys.argv[1], timeout=5)
      with store:
        store.execute("INSERT INTO chat_orders (id, order_number, customer_name, items, currency,"
          " amount_total, payment_status, created_at) VALUES ('p1', 'CHT7', 'Py', '[]', 'EUR', 0,"
          " 'paid', '2026-01-10T10:00:00+01:00')")
      """
    #expect(try Python.run(script, temporary.path) == 0)
    let order = try #require(try temporary.store.order(OrderID("p1"), for: .program))
    #expect(order.summary.createdAt.rfc3339 == "2026-01-10T09:00:00.000Z")
  }
}
