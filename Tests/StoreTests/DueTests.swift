import Commerce
import SQLiteKit
import Store
import TestSupport
import Testing

/// The queue of a triage run on real files.
@Suite struct DueTests {
  private let temporary: TemporaryStore
  private let context: QueryContext

  init() throws {
    temporary = try TemporaryStore()
    context = QueryContext(now: try Instant(rfc3339: "2026-01-20T12:00:00Z"), zone: .utc)
  }

  private func insert(_ id: String, _ change: (inout OrderRow) -> Void) throws {
    var row = OrderRow(id)
    row.createdAt = "2026-01-19T12:00:00.000Z"
    row.updatedAt = row.createdAt
    (row.status, row.payment) = ("delivered", "paid")
    change(&row)
    if id.hasPrefix("c") {
      try temporary.insertChat(row)
    } else {
      try temporary.insertStandard(row)
    }
  }

  private func say(_ id: String, _ order: String, _ role: String, at time: String) throws {
    try temporary.run(
      """
      INSERT INTO messages (id, conversation_id, sender_role, body, sent_at, status)
      SELECT \(id), conversation_id, \(role), 'words', \(time), 'sent' FROM orders
      WHERE id = \(order)
      """
    )
  }

  private func queue(_ filter: OrderFilter = OrderFilter(), limit: Int = 100) throws -> DueQueue {
    try temporary.store.due(filter, limit: limit, in: context)
  }

  @Test func `stands by what was due first, an order once with all its reasons`() throws {
    try insert("late") { ($0.status, $0.estimatedDelivery) = ("shipped", "2026-01-15") }
    try insert("ship") {
      ($0.status, $0.createdAt, $0.updatedAt) =
        ("confirmed", "2026-01-17T12:00:00.000Z", "2026-01-17T12:00:00.000Z")
    }
    try insert("failed") { ($0.status, $0.payment) = ("pending", "failed") }
    try insert("c1") { ($0.status, $0.session) = ("processing", "s1") }
    try say("m1", "c1", "customer", at: "2026-01-20T08:00:00.000Z")
    try say("m2", "c1", "customer", at: "2026-01-20T11:30:00.000Z")
    try insert("fine") { _ in }
    let queue = try queue()
    #expect(queue.orders.map(\.order.id.rawValue) == ["late", "ship", "c1", "failed"])
    #expect(
      queue.orders.map { $0.dues.map { $0.words(now: context.now) } } == [
        ["delivery late by 4d"], ["to ship, late by 24h"],
        ["waiting 4h", "to ship, due in 24h"], ["payment failed, late by 0m"],
      ]
    )
    #expect(!queue.isCut)
  }

  @Test func `a customer who was answered waits no more, and old talk is done`() throws {
    try insert("c1") { $0.session = "s1" }
    try insert("c2") { $0.session = "s2" }
    try say("m1", "c1", "customer", at: "2026-01-20T08:00:00.000Z")
    try say("m2", "c2", "customer", at: "2026-01-01T08:00:00.000Z")
    #expect(try queue().orders.map(\.order.id.rawValue) == ["c1"])
    try say("m3", "c1", "agent", at: "2026-01-20T09:00:00.000Z")
    #expect(try queue().orders.isEmpty)
  }

  @Test func `is cut where more wait than are wanted, and says so`() throws {
    for index in 0..<5 { try insert("\(index)") { $0.status = "confirmed" } }
    let cut = try queue(limit: 3)
    #expect(cut.orders.count == 3)
    #expect(cut.isCut)
    #expect(try queue(OrderFilter(.number(["N-2"]))).orders.map(\.order.number) == ["N-2"])
  }

  @Test func `each reason is asked along an index`() throws {
    for query in ListingProbe.dueQueries(in: context) {
      let plan = try temporary.plan(of: query)
      #expect(!plan.contains { $0.hasPrefix("SCAN o") && !$0.contains("INDEX") }, "\(plan)")
      #expect(!plan.contains { $0.hasPrefix("SCAN v") && !$0.contains("INDEX") }, "\(plan)")
    }
  }
}
