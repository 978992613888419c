import Commerce
import JSON
import SQLiteKit
import Store
import Sync
import TestSupport
import Testing

/// What a feed says again and again of one order, and what of that could not be read.
@Suite struct ManySnapshotsTests {
  private let bench: SyncBench

  init() throws { bench = try SyncBench() }

  private static let words = [
    "confirmed", "processing", "returned", "packaged", "returned", "shipped", "cancelled",
  ]

  /// Snapshots of one order, one a minute, each different from the one before.
  private func snapshots(_ draft: FeedDraft, _ count: Int) -> [String] {
    (0..<count).map { number in
      let minute = number < 10 ? "0\(number)" : "\(number)"
      return draft.with("updated_at", .string("2026-04-01T10:\(minute):00Z"))
        .with("status", .string(Self.words[number % Self.words.count]))
        .with("status_history", .array([]))
        .with("payment.status", .string(number % 9 == 4 ? "refunded" : "paid"))
        .with("items.0.quantity", .integer(1 + number % 3))
        .with("total", .string("\(40 + number % 5).00"))
        .with("shipping_address.street", .string("Rua do Sol \(number % 4)")).line
    }
  }

  @Test(arguments: [FeedDraft.chatOrder(1), FeedDraft.order(2)])
  func `many snapshots of one order end in the same rows in whatever order and pages they come`(
    draft: FeedDraft
  ) throws {
    let lines = snapshots(draft.with("shipping_address", FeedDraft.address), 56)
    for line in lines {
      try bench.sync([line], name: "one", options: SyncOptions(isFull: true, pageSize: 1))
    }
    #expect(try bench.count("conflicts") > 20)
    #expect(try bench.count("reviews_due") + bench.count("intake_turns") == 0)
    let together = try SyncBench()
    try together.sync(lines)
    try expectSame(bench, together)
    for seed in 1...4 {
      var random = SeededNumbers(seed: UInt64(seed))
      let shuffled = try SyncBench()
      let options = seed == 1 ? SyncOptions() : SyncOptions(pageSize: seed * 7)
      try shuffled.sync(lines.shuffled(using: &random), options: options)
      try expectSame(bench, shuffled)
    }
  }

  @Test func `a quantity that nobody could ship is set aside with its limit`() throws {
    let draft = FeedDraft.chatOrder(1)
    let most = draft.with("items.0.quantity", .integer(1_000_000))
      .with("items.0.unit_price", .string("0.00"))
    let tooMany = FeedDraft.order(2).with("items.0.quantity", .number("\(Int64.max)"))
      .with("items.0.unit_price", .string("0.00"))
    let report = try bench.sync([most.line, tooMany.line])
    #expect(report.counts.inserted == 1)
    #expect(report.problems.map(\.line) == [2])
    #expect(report.problems.first?.sentence.contains("quantity") == true)
  }

  @Test func `a row of another program with such a quantity becomes no order, and verify says so`()
    throws
  {
    try bench.sync([FeedDraft.chatOrder(1).line])
    try bench.execute(
      """
      INSERT INTO chat_orders (id, order_number, customer_name, items, currency, amount_total,
          payment_status, status, created_at)
        SELECT 'huge', 'HUGE1', customer_name,
          '[{"product_id":"p","name":"Pin","quantity":9223372036854775807,"unit_amount":0},
            {"product_id":"p","name":"Pin","quantity":9223372036854775807,"unit_amount":0}]',
          currency, 0, 'paid', 'confirmed', created_at FROM chat_orders
      """
    )
    #expect(try bench.count("orders WHERE id = 'huge'") == 0)
    let drift = try #require(try bench.runner.verify().first)
    #expect(drift.orderID == OrderID("huge"))
    #expect(drift.explanation.contains("1 to 1,000,000"))
  }

  @Test func `a bad newer record waits until something as new is read, not something older`() throws
  {
    let older = FeedDraft.chatOrder(1)
    let bad = older.with("updated_at", "2026-03-02T00:00:00Z").with("currency", "XXQ9")
    let mended = older.with("updated_at", "2026-03-02T00:00:00Z").with("total", "46.00")
    let open: SQL = "quarantine WHERE resolved_at IS NULL"
    try bench.sync([older.line, bad.line], name: "1")
    #expect(try bench.count(open) == 1)
    try bench.sync([older.line], name: "2")
    #expect(try bench.count(open) == 1)
    let other = try SyncBench()
    try other.sync([bad.line, older.line])
    #expect(try other.count(open) == 1)
    try bench.sync([mended.line], name: "3")
    #expect(try bench.count(open) == 0)
  }

  @Test func `a bad record without a time that can be read stays until a person looks`() throws {
    let good = FeedDraft.chatOrder(1)
    try bench.sync([good.with("updated_at", "yesterday").line, good.line])
    #expect(try bench.count("quarantine WHERE resolved_at IS NULL") == 1)
  }

  @Test func `one id of a chat order and a storefront order is one conflict, also when read again`()
    throws
  {
    let chat = FeedDraft.chatOrder(1).line
    let store = FeedDraft.order(1).line
    let feeds = [("1", [chat]), ("2", [store]), ("3", [chat, store]), ("4", [store, chat])]
    for (name, lines) in feeds {
      try bench.sync(lines, name: name)
      #expect(try bench.count("conflicts WHERE field = 'source'") == (name == "1" ? 0 : 1))
    }
    let id = OrderID(FeedDraft.id(1))
    let conflict = try #require(try bench.store.openConflicts(of: id, for: .program).first)
    #expect(conflict.words == "source chat_commerce here, standard at the source")
  }

  @Test func `a conflict is not told before its order was placed, and ages since it was found`()
    throws
  {
    let draft = FeedDraft.order(1)
    let old = draft.with("updated_at", "1996-10-14T00:00:00Z").with("status", "returned")
    try bench.sync([old.with("status_history", []).line])
    let order = try #require(try bench.store.order(OrderID(FeedDraft.id(1)), for: .program))
    let placed = try #require(order.timeline.first { $0.kind == .placed })
    let told = try #require(order.timeline.first { $0.kind == .conflict })
    #expect(told.at >= placed.at)
    let seenAt = try #require(order.conflicts.first).seenAt
    #expect(seenAt > placed.at)
  }
}

extension FeedDraft {
  fileprivate static let address: JSONValue = [
    "street": "Rua do Sol 5", "city": "Porto", "state": .null, "postal_code": "4000",
    "country": "PT",
  ]
}
