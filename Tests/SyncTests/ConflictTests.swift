import Commerce
import JSON
import SQLiteKit
import Store
import Sync
import TestSupport
import Testing

/// What a source says twice, and differently.
@Suite struct ConflictTests {
  private let bench: SyncBench

  init() throws { bench = try SyncBench() }

  private func fields() throws -> [String] {
    try bench.store.database.read { connection in
      try connection.map("SELECT field FROM conflicts ORDER BY serial") { try $0.text("field") }
    }
  }

  @Test func `an exact repeat changes nothing, in whatever order its fields stand`() throws {
    let draft = FeedDraft.chatOrder(1)
    let turned =
      "{"
      + draft.line.dropFirst().dropLast().split(separator: ",\"status\":")
      .reversed().joined(separator: ",\"status\":") + "}"
    let report = try bench.sync([draft.line, draft.line, turned, draft.line])
    #expect(report.counts.inserted == 1)
    #expect(report.counts.inserted + report.counts.unchanged + report.counts.quarantined == 4)
    #expect(report.counts.conflicts == 0)
    #expect(try bench.count("orders") == 1)
  }

  @Test func `another word of the same moment is a conflict, and the first stays`() throws {
    let other = FeedDraft.chatOrder(1).with("total", "46.00").with("customer.name", "Inês")
    let report = try bench.sync([FeedDraft.chatOrder(1).line, other.line])
    #expect(report.counts.inserted == 1)
    #expect(report.counts.unchanged == 1)
    #expect(report.counts.conflicts == 2)
    #expect(try fields() == ["customer_name", "amount_total"])
    #expect(try bench.integer("SELECT total_amount FROM orders") == 4_500)
    let again = try bench.sync([other.line], name: "again")
    #expect(again.counts.conflicts == 0)
    #expect(try fields().count == 2)
  }

  @Test func `a storefront order that differs at one moment is a conflict too`() throws {
    let first = FeedDraft.order(1)
    let report = try bench.sync([
      first.line, first.with("status", "delivered").line, first.with("shipping", "15.00").line,
    ])
    #expect(report.counts.conflicts == 1)
    #expect(try fields() == ["status"])
  }

  @Test(arguments: [
    ("order_number", "LMP1"), ("payment.checkout_session_id", "cs_1"),
    ("payment.stripe_payment_intent_id", "pi_1"),
  ])
  func `a sale under another id is a conflict and no second order`(
    field: String,
    value: String
  ) throws {
    let twin = FeedDraft.chatOrder(2).with(field, .string(value))
    let report = try bench.sync([FeedDraft.chatOrder(1).line, twin.line])
    #expect(report.counts.quarantined == 0)
    #expect(report.counts.conflicts == 1)
    #expect(try bench.count("orders") == 1)
    let drifts = try bench.runner.verify()
    #expect(drifts.map(\.kind) == [.doubled])
    #expect(drifts.first?.explanation.contains("LMP1") == true)
  }

  @Test func `a storefront order with a used number stays out and is told each time`() throws {
    let twin = FeedDraft.order(2).with("order_number", "KTL-1")
    let first = try bench.sync([FeedDraft.order(1).line, twin.line])
    #expect(first.counts.inserted == 1)
    #expect(first.counts.quarantined == 1)
    let before = try bench.dump()
    #expect(try bench.sync([twin.line]).counts.quarantined == 1)
    #expect(try bench.dump() == before)
    #expect(try bench.count("order_events WHERE order_id = \(FeedDraft.id(2))") == 0)
  }

  @Test func `one id on both kinds of orders is a conflict that leaves the first alone`() throws {
    let (chat, standard) = (FeedDraft.chatOrder(1), FeedDraft.order(1))
    try bench.sync([chat.line, standard.line])
    #expect(try fields() == ["source"])
    #expect(try bench.text("SELECT source FROM orders") == "chat_commerce")
    let other = try SyncBench()
    try other.sync([standard.line, chat.line])
    #expect(try other.text("SELECT source FROM orders") == "standard")
    #expect(try other.count("chat_orders") == 0)
    #expect(try other.count("order_events WHERE actor = 'chat checkout'") == 0)
  }

  @Test func `a message cannot change its words, only its status`() throws {
    let draft = FeedDraft.message(1, session: 1)
    let report = try bench.sync([
      FeedDraft.chatOrder(1).line, draft.line, draft.with("body", "other").line,
      draft.with("status", "read").line, draft.with("status", "sent").line,
    ])
    #expect(report.counts.updated == 1)
    #expect(report.counts.conflicts == 1)
    #expect(try bench.text("SELECT status FROM messages WHERE seq = 1") == "read")
    #expect(try bench.integer("SELECT is_unread FROM messages WHERE seq = 1") == 0)
    #expect(try bench.integer("SELECT unread_count FROM conversations") == 0)
    #expect(try bench.text("SELECT order_id FROM conflicts") == FeedDraft.id(1))
  }

  @Test func `a refund or a cancellation that is taken back is marked, whatever came first`()
    throws
  {
    let first = FeedDraft.chatOrder(1).with("payment.status", "refunded")
      .with("payment.refunded", "45.00").with("status", "cancelled")
      .with("status_history", .array([]))
    let later = FeedDraft.chatOrder(1).with("updated_at", "2026-03-08T00:00:00Z")
      .with("status", "processing").with("status_history", .array([]))
    let standard = [
      FeedDraft.order(2).with("payment.status", "refunded").line,
      FeedDraft.order(2).with("updated_at", "2026-03-08T00:00:00Z").line,
    ]
    try bench.sync([first.line, later.line] + standard)
    let other = try SyncBench()
    try other.sync(standard.reversed() + [later.line, first.line])
    try expectSame(bench, other)
    #expect(
      try bench.text(
        "SELECT group_concat(f, ', ') FROM (SELECT field || ' ' || ours || ' ' || theirs AS f FROM conflicts ORDER BY 1)"
      )
        == "payment refunded paid, payment refunded paid, status cancelled processing"
    )
    #expect(
      try bench.text("SELECT payment_status || status FROM orders WHERE order_number = 'LMP1'")
        == "paidprocessing"
    )
    #expect(try bench.count("refunds") == 2)
  }

  @Test func `a step that the source takes back is marked, whatever came first`() throws {
    func step(_ status: String, _ day: Int) -> String {
      FeedDraft.chatOrder(1).with("status", .string(status)).with("status_history", .array([]))
        .with("updated_at", .string("2026-03-0\(day)T00:00:00Z")).line
    }
    let lines = [
      step("packaged", 2), step("delivered", 3), step("pending", 4), step("delivered", 5),
      step("cancelled", 6),
    ]
    try bench.sync(lines)
    #expect(
      try bench.text("SELECT field || ' ' || ours || ' ' || theirs FROM conflicts")
        == "status delivered pending"
    )
    for order in [[4, 3, 2, 1, 0], [2, 0, 1, 4, 3], [0, 2, 3, 1, 4]] {
      let other = try SyncBench()
      try other.sync(order.map { lines[$0] }, options: SyncOptions(pageSize: 1))
      try expectSame(bench, other)
    }
  }

  @Test func `an address that changes after processing is marked, whatever came first`() throws {
    func moved(_ draft: FeedDraft, _ status: String, _ street: String, _ day: Int) -> String {
      draft.with("status", .string(status)).with("status_history", .array([]))
        .with("shipping_address", ["street": .string(street), "city": "Porto"])
        .with("updated_at", .string("2026-03-0\(day)T12:00:00Z")).line
    }
    let lines = [FeedDraft.chatOrder(1), FeedDraft.order(2)].flatMap { draft in
      [
        moved(draft, "pending", "A", 3), moved(draft, "confirmed", "B", 4),
        moved(draft, "processing", "C", 5), moved(draft, "shipped", "C", 6),
        moved(draft, "shipped", "D", 7),
      ]
    }
    try bench.sync(lines)
    #expect(try fields() == ["shipping_address", "shipping_address"])
    #expect(
      try bench.text("SELECT ours ->> 'street' || (theirs ->> 'street') FROM conflicts") == "CD"
    )
    #expect(
      try bench.text("SELECT group_concat(shipping_address ->> 'street', '') FROM orders") == "DD"
    )
    for seed in 1...4 {
      var random = SeededNumbers(seed: UInt64(seed))
      let other = try SyncBench()
      try other.sync(lines.shuffled(using: &random), options: SyncOptions(pageSize: 2))
      try expectSame(bench, other)
    }
  }

  @Test func `what staff changed is kept and the other word is recorded`() throws {
    let first = FeedDraft.chatOrder(1)
    try bench.sync([first.line])
    try bench.execute("UPDATE orders SET status = 'packaged', status_owner = 'staff'")
    let later = first.with("updated_at", "2026-03-04T00:00:00Z").with("status", "cancelled")
      .with("customer.phone", "+351 1")
    let report = try bench.sync([later.line], name: "later")
    #expect(report.counts.updated == 1)
    #expect(report.counts.conflicts == 1)
    #expect(
      try bench.text("SELECT status || ' ' || customer_phone FROM orders")
        == "packaged +351 1"
    )
    #expect(try bench.text("SELECT field || ' ' || theirs FROM conflicts") == "status cancelled")
  }

  @Test func `only the newest word of the source stands, until it agrees again`() throws {
    let first = FeedDraft.chatOrder(1)
    try bench.sync([first.line])
    try bench.execute("UPDATE orders SET status = 'packaged', status_owner = 'staff'")
    func say(_ status: String, _ day: Int) throws {
      let draft = first.with("updated_at", .string("2026-03-\(day)T00:00:00Z"))
        .with("status", .string(status)).with("status_history", .array([]))
      try bench.sync([draft.line], name: "\(day)")
    }
    try say("cancelled", 10)
    try say("shipped", 11)
    let open: SQL = "SELECT group_concat(theirs) FROM conflicts WHERE state = 'open'"
    #expect(try bench.text(open) == "shipped")
    try say("cancelled", 12)
    #expect(try bench.text(open) == "cancelled")
    #expect(
      try bench.text("SELECT source_updated_at FROM conflicts WHERE state = 'open'")
        == "2026-03-12T00:00:00.000Z"
    )
    try say("packaged", 13)
    #expect(try bench.text(open) == nil)
    let order = try #require(try bench.store.order(OrderID(FeedDraft.id(1)), for: .program))
    #expect(order.timeline.filter { $0.kind == .status }.map(\.to).contains("cancelled") == false)
    #expect(
      order.timeline.filter { $0.kind == .conflict }.map(\.to).suffix(2)
        == ["status packaged here, cancelled at the source", "status settled by itself"]
    )
    #expect(
      try bench.text("SELECT status_history FROM unified_orders")?.contains("cancelled") == false
    )
  }

  @Test func `a refund or a step taken back stands until the source says it again`() throws {
    func step(_ status: String, _ payment: String, _ day: Int) -> String {
      FeedDraft.chatOrder(1).with("status", .string(status)).with("status_history", .array([]))
        .with("payment.status", .string(payment))
        .with("updated_at", .string("2026-03-0\(day)T00:00:00Z")).line
    }
    let lines = [
      step("shipped", "refunded", 4), step("processing", "paid", 5), step("shipped", "refunded", 6),
    ]
    try bench.sync(Array(lines.prefix(2)))
    #expect(try bench.count("conflicts WHERE state = 'open'") == 2)
    try bench.sync([lines[2]], name: "again")
    #expect(try bench.count("conflicts WHERE state = 'open'") == 0)
    for order in [[2, 1, 0], [1, 2, 0], [1, 0, 2], [2, 0, 1]] {
      let other = try SyncBench()
      try other.sync(order.map { lines[$0] }, options: SyncOptions(pageSize: 1))
      try expectSame(bench, other)
    }
  }

  @Test func `an unpaid checkout becomes an order when it is paid, also when that came first`()
    throws
  {
    let unpaid = FeedDraft.chatOrder(1).with("payment.status", "unpaid")
    let failed = FeedDraft.chatOrder(1).with("payment.status", "failed")
      .with("updated_at", "2026-03-09T00:00:00Z")
    try bench.sync([unpaid.line, failed.line])
    #expect(try bench.count("orders") == 0)
    #expect(try bench.count("chat_orders") == 1)
    let paid = FeedDraft.chatOrder(1).with("updated_at", "2026-03-05T00:00:00Z")
    #expect(try bench.sync([paid.line], name: "late").counts.unchanged == 1)
    #expect(try bench.text("SELECT payment_status FROM orders") == "failed")
  }

  @Test func `a conflict of a checkout that is no order settles when a newer one comes`() throws {
    let unpaid = FeedDraft.chatOrder(1).with("payment.status", "unpaid")
    let other = unpaid.with("total", "46.00")
    try bench.sync([unpaid.line, other.line])
    let id = OrderID(FeedDraft.id(1))
    #expect(
      try bench.store.openConflicts(of: id, for: .program).map(\.words)
        == ["amount total €45.00 here, €46.00 at the source"]
    )
    try bench.sync([other.with("updated_at", "2026-03-09T00:00:00Z").line], name: "later")
    #expect(try bench.count("orders") == 0)
    #expect(try bench.store.openConflicts(of: id, for: .program).isEmpty)
  }

  @Test func `an order was placed when its newest snapshot says, whatever came first`() throws {
    let later = FeedDraft.chatOrder(1).with("updated_at", "2026-03-09T00:00:00Z")
      .with("created_at", "2026-02-20T07:00:00Z")
    let standard = FeedDraft.order(2).with("updated_at", "2026-03-09T00:00:00Z")
      .with("created_at", "2026-02-21T07:00:00Z")
    let lines = [FeedDraft.chatOrder(1).line, later.line, FeedDraft.order(2).line, standard.line]
    for order in [[0, 1, 2, 3], [3, 1, 0, 2]] {
      let bench = try SyncBench()
      try bench.sync(order.map { lines[$0] }, options: SyncOptions(pageSize: 1))
      #expect(
        try bench.text("SELECT group_concat(created_at) FROM (SELECT * FROM orders ORDER BY id)")
          == "2026-02-20T07:00:00.000Z,2026-02-21T07:00:00.000Z"
      )
      let page = try #require(try bench.store.order(OrderID(FeedDraft.id(1)), for: .program))
      #expect(page.timeline.first?.at == page.summary.createdAt)
      #expect(try bench.count("messages WHERE sent_at LIKE '2026-02-2%T07:00:00.000Z'") == 2)
      #expect(try bench.count("conversations WHERE last_message_at LIKE '2026-02-2%'") == 2)
    }
  }

  @Test func `NUL in an item's name arrives whole`() throws {
    try bench.sync([
      FeedDraft.chatOrder(1).with("items.0.name", "a\u{0}b").line,
      FeedDraft.order(2).with("items.0.name", "\u{0}c").line,
    ])
    let names = try bench.store.database.read { connection in
      try connection.map("SELECT name FROM order_items ORDER BY order_id, position") {
        try $0.text("name")
      }
    }
    #expect(names == ["a\u{0}b", "Bulb", "\u{0}c"])
  }
}
