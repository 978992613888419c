import Commerce
import JSON
import SQLiteKit
import Store
import Sync
import TestSupport
import Testing

/// What a source says that we do not understand, and what it changes while the goods are packed.
@Suite struct SourceChangesTests {
  private let bench: SyncBench

  init() throws { bench = try SyncBench() }

  /// A snapshot of one day, of either kind of order.
  private func day(
    _ day: Int,
    _ draft: FeedDraft,
    _ status: String,
    _ payment: String = "paid",
    quantity: Int = 1,
    total: String = "45.00"
  ) -> String {
    draft.with("updated_at", .string("2026-03-1\(day)T00:00:00Z")).with("status", .string(status))
      .with("status_history", .array([])).with("payment.status", .string(payment))
      .with("items.0.quantity", .integer(quantity)).with("total", .string(total)).line
  }

  private func order(_ draft: FeedDraft) throws -> OrderDetail {
    let id = try #require(draft.object["id"]?.stringValue)
    return try #require(try bench.store.order(OrderID(id), for: .program))
  }

  /// Every arrival of the lines ends in the rows of the first, whatever the page.
  private func expectAnyArrival(_ lines: [String]) throws {
    for seed in 1...8 {
      var random = SeededNumbers(seed: UInt64(seed))
      let other = try SyncBench()
      let shuffled = (lines + lines.prefix(seed % 3)).shuffled(using: &random)
      try other.sync(shuffled, options: SyncOptions(pageSize: 1 + seed % 4))
      try expectSame(bench, other)
    }
  }

  private static let both = [FeedDraft.chatOrder(1), FeedDraft.order(2)]

  @Test(arguments: both)
  func `an unknown status leaves an order where it was and is listed`(draft: FeedDraft) throws {
    let lines = [
      day(1, draft, "processing"), day(2, draft, "shipped"), day(3, draft, "returned", "disputed"),
      day(4, draft, "returned", "disputed"),
    ]
    try bench.sync(Array(lines.prefix(2)))
    let report = try bench.sync(Array(lines.suffix(2)), name: "later")
    #expect(report.counts.updated == 2)
    #expect(try bench.count("conflicts WHERE state = 'open'") == 2)
    let seen = try order(draft)
    #expect(seen.summary.status == .shipped)
    #expect(seen.summary.payment == .paid)
    #expect(seen.unknownStatusWord == "returned")
    #expect(seen.unknownPaymentWord == "disputed")
    #expect(
      seen.conflicts.map(\.words).sorted() == [
        "unknown payment: disputed at the source, here it stays paid",
        "unknown status: returned at the source, here it stays shipped",
      ]
    )
    #expect(seen.timeline.contains { $0.kind == .conflict && $0.to?.contains("returned") == true })
    #expect(seen.timeline.contains { $0.kind == .payment && $0.to == "disputed" })
    #expect(!seen.timeline.contains { $0.kind == .status && $0.to == "pending" })
    try expectAnyArrival(lines)
  }

  @Test func `a report names unknown words and a known one ends their conflict`() throws {
    let draft = FeedDraft.order(1)
    try bench.sync([day(1, draft, "packaged")])
    let report = try bench.sync([day(2, draft, "returned")], name: "2")
    #expect(report.counts.unknownWords == 1)
    #expect(report.counts.unknownWordsText == "1 unknown status")
    try bench.sync([day(3, draft, "shipped")], name: "3")
    #expect(try bench.count("conflicts WHERE state = 'open'") == 0)
    #expect(try order(draft).summary.status == .shipped)
    #expect(try order(draft).unknownStatusWord == nil)
  }

  @Test(arguments: both)
  func `a first snapshot with an unknown status is pending and is listed`(draft: FeedDraft) throws {
    let report = try bench.sync([day(1, draft, "returned")])
    #expect(report.counts.unknownWords == 1)
    #expect(try order(draft).summary.status == .pending)
    #expect(try bench.count("conflicts WHERE state = 'open'") == 1)
    let known = try bench.sync(
      [
        draft.with("updated_at", "2026-03-09T00:00:00Z").with("status", "packaged").line
      ],
      name: "late"
    )
    #expect(known.counts.unchanged == 1)
    #expect(try order(draft).summary.status == .packaged)
  }

  @Test(arguments: both)
  func `what is seen of an unknown word stays settled while the source repeats it`(
    draft: FeedDraft
  ) throws {
    try bench.sync([day(1, draft, "shipped"), day(2, draft, "returned")])
    try bench.execute("UPDATE conflicts SET state = 'settled', settled_by = 'act'")
    try bench.sync([day(3, draft, "returned")], name: "3")
    #expect(try bench.count("conflicts WHERE state = 'open'") == 0)
    try bench.sync([day(4, draft, "lost")], name: "4")
    #expect(try bench.text("SELECT theirs FROM conflicts WHERE state = 'open'") == "lost")
  }

  @Test(arguments: both)
  func `items that change in the packer's hands are told with before and after`(
    draft: FeedDraft
  ) throws {
    let lines = [
      day(1, draft, "confirmed", quantity: 5, total: "90.00"), day(2, draft, "packaged"),
      day(3, draft, "packaged", quantity: 3, total: "84.00"),
      day(4, draft, "shipped", quantity: 3, total: "84.00"),
    ]
    try bench.sync(lines)
    let seen = try order(draft)
    let edits = seen.timeline.filter { $0.kind == .edit }
    #expect(edits.count == 2)
    #expect(edits.last?.from?.hasPrefix("1 × ") == true)
    #expect(edits.last?.from?.contains("total 45.00 ") == true)
    #expect(edits.last?.to?.hasPrefix("3 × ") == true)
    #expect(edits.last?.to?.contains("total 84.00 ") == true)
    #expect(seen.conflicts.map(\.field) == ["items_and_total"])
    #expect(seen.conflicts.first?.sides.contains("total 45.00") == true)
    let first = try bench.text("SELECT body FROM messages WHERE id LIKE '%:opened'")
    #expect(first?.contains(": 5 × ") == true)
    try expectAnyArrival(lines)
  }

  @Test(arguments: both)
  func `items that change while staff pack are told too, and before that only in the timeline`(
    draft: FeedDraft
  ) throws {
    try bench.sync([day(1, draft, "confirmed"), day(2, draft, "confirmed", quantity: 2)])
    #expect(try bench.count("conflicts") == 0)
    #expect(try order(draft).timeline.filter { $0.kind == .edit }.count == 1)
    try bench.execute("UPDATE orders SET status = 'packaged', status_owner = 'staff'")
    try bench.sync([day(3, draft, "confirmed", quantity: 4)], name: "3")
    #expect(try order(draft).conflicts.map(\.field) == ["items_and_total"])
  }

  @Test func `a number of another order waits in quarantine until it is free`() throws {
    let twin = FeedDraft.order(2).with("order_number", "KTL-1").with("total", "500.00")
    let report = try bench.sync([FeedDraft.order(1).line, twin.line])
    #expect(report.counts.inserted == 1)
    #expect(report.counts.unchanged == 0)
    #expect(report.counts.quarantined == 1)
    #expect(report.counts.conflicts == 0)
    let reason =
      "order number KTL-1 belongs to another order of this store (customer Tomasz Wilk, "
      + "total PLN 144.00); the source has to give it its own number"
    #expect(report.problems.map(\.sentence) == [reason])
    let again = try bench.runner.retry()
    #expect(again.taken == 0)
    #expect(again.failed.map(\.sentence) == [reason])
    try bench.execute("UPDATE orders SET order_number = 'KTL-9' WHERE order_number = 'KTL-1'")
    #expect(try bench.runner.retry().taken == 1)
    #expect(
      try bench.integer("SELECT total_amount FROM orders WHERE order_number = 'KTL-1'") == 50_000
    )
  }

  @Test func `all snapshots of an order whose number is taken wait, also in one page`() throws {
    let twin = FeedDraft.order(2).with("order_number", "KTL-1")
    let report = try bench.sync([
      FeedDraft.order(1).line, day(5, twin, "shipped"), day(3, twin, "processing"),
      day(6, twin, "delivered"),
    ])
    #expect(report.counts.quarantined == 3)
    #expect(try bench.count("order_events WHERE order_id = \(FeedDraft.id(2))") == 0)
  }

  @Test func `a mended record resolves its quarantined line, and a bad one after it stays`() throws
  {
    let good = FeedDraft.order(1)
    let bad = good.with("total", "many")
    try bench.sync([bad.line])
    #expect(try bench.count("quarantine WHERE resolved_at IS NULL") == 1)
    try bench.sync([good.line], name: "mended")
    #expect(try bench.count("quarantine WHERE resolved_at IS NULL") == 0)
    try bench.sync([good.line, good.with("total", "none").line], name: "worse")
    #expect(try bench.count("quarantine WHERE resolved_at IS NULL") == 1)
  }
}
