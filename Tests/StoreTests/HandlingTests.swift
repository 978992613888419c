import Commerce
import SQLiteKit
import Store
import TestSupport
import Testing

/// The shop's own fields: found by their indexes, and left alone by every source.
@Suite struct HandlingTests {
  private let shop: TemporaryStore

  init() throws {
    shop = try TemporaryStore()
    try shop.run(
      """
      INSERT INTO staff (id, name, role, created_at)
      VALUES ('ana', 'Ana', 'ops', '2026-01-01'), ('ben', 'Ben', 'agent', '2026-01-01')
      """
    )
  }

  // MARK: Sources

  private func handle(_ id: String) throws {
    try shop.run(
      """
      UPDATE orders SET assignee_id = 'ben', assigned_at = '2026-01-11T00:00:00.000Z',
        priority = 'urgent' WHERE id = \(id)
      """
    )
    try shop.run("INSERT INTO order_tags (order_id, tag) VALUES (\(id), 'vip'), (\(id), 'gift')")
  }

  private func expectHandled(_ id: String) throws {
    let summary = try #require(try shop.store.order(OrderID(id))).summary
    #expect(summary.customerName == "Ana Lima", "the snapshot was taken in")
    let since = try Instant(rfc3339: "2026-01-11T00:00:00.000Z")
    #expect(
      summary.assignment == Assignment(staff: StaffID("ben"), name: "Ben", since: since)
    )
    #expect(summary.tags == ["gift", "vip"])
    #expect(summary.priority == .urgent)
  }

  @Test func `a newer snapshot of a chat checkout leaves them alone`() throws {
    try shop.insertChat(OrderRow("a"))
    try handle("a")
    try shop.run(
      """
      UPDATE chat_orders SET customer_name = 'Ana Lima', metadata = '{"tags":["x"],"priority":"low"}',
        updated_at = '2026-01-12T00:00:00Z' WHERE id = 'a'
      """
    )
    try expectHandled("a")
  }

  @Test func `a newer snapshot of a storefront order leaves them alone`() throws {
    var row = OrderRow("b")
    try shop.insertStandard(row)
    try handle("b")
    row.customer = "Ana Lima"
    row.updatedAt = "2026-01-12T00:00:00.000Z"
    try shop.insertStandard(row)
    try expectHandled("b")
  }

  @Test func `somebody whom the store does not know is shown by the id`() throws {
    try shop.insertChat(OrderRow("a"))
    let script = """
      import sqlite3, sys
      db = sqlite3.connect(sys.argv[1])
      db.execute("UPDATE orders SET assignee_id = 'zoe' WHERE id = 'a'")
      db.commit()
      """
    #expect(try Python.run(script, shop.path) == 0)
    let assignment = try shop.store.order(OrderID("a"))?.summary.assignment
    #expect(assignment == Assignment(staff: StaffID("zoe"), name: "zoe", since: nil))
  }

  @Test(arguments: [
    "INSERT INTO order_tags (order_id, tag) VALUES ('a', '')",
    "INSERT INTO order_tags (order_id, tag) VALUES ('a', 'VIP')",
    "INSERT INTO order_tags (order_id, tag) VALUES ('a', 'a,b')",
    "INSERT INTO order_tags (order_id, tag) VALUES ('nobody', 'vip')",
    "UPDATE orders SET priority = 'asap'", "UPDATE orders SET assignee_id = 'zoe'",
    "UPDATE orders SET assigned_at = 'yesterday'", "UPDATE orders SET assigned_at = '2026-01-01'",
  ])
  func `another program cannot write what could not be read`(_ statement: String) throws {
    try shop.insertChat(OrderRow("a"))
    #expect(throws: SQLiteError.self) {
      try shop.anotherProgram().write { try $0.run(SQL(raw: statement)) }
    }
  }

  // MARK: Plans

  @Test(
    arguments: OrderSort.allCases,
    [
      (OrderFilter(.tag(["vip"])), "order_tags_by_tag"),
      (OrderFilter(.tag(["vip", "gift"])), "order_tags_by_tag"),
      (OrderFilter(.assignee([.me])), "orders_by_assignee"),
      (OrderFilter(.assignee([.name("an"), .name("be")])), "orders_by_assignee"),
      (OrderFilter(.priority([.high, .urgent])), "orders_by_priority"),
    ]
  )
  func `a few orders are found by the index of the field`(
    sort: OrderSort,
    filter: (OrderFilter, index: String)
  ) throws {
    for plan in try plans(OrderListing(filter: filter.0, sort: sort)) {
      #expect(plan.contains { $0.contains(filter.index) }, "\(plan)")
      #expect(!plan.contains { $0.hasPrefix("SCAN o") }, "\(plan)")
    }
  }

  @Test(
    arguments: [OrderSort.newest, .oldest],
    [
      (OrderFilter(.assignee([.me])), "orders_by_assignee"),
      (OrderFilter(.assignee([.name("an"), .name("be")])), "orders_by_assignee"),
      (OrderFilter(.priority([.high, .urgent])), "orders_by_priority"),
    ]
  )
  func `many orders are paged along the index of the field, without sorting`(
    sort: OrderSort,
    filter: (OrderFilter, index: String)
  ) throws {
    try insertMany()
    let listing = OrderListing(filter: filter.0, sort: sort)
    for plan in try plans(listing) {
      #expect(plan.first?.contains("SEARCH o USING") == true, "\(plan)")
      #expect(plan.first?.contains(filter.index) == true, "\(plan)")
      #expect(!plan.contains { $0.contains("TEMP B-TREE") }, "\(plan)")
    }
    let all = try shop.store.orderIDs(listing, in: .noon)
    #expect(all.count > 2_000)
    #expect(try walk(listing) == all)
  }

  @Test func `a tag of many orders is asked row by row along the list`() throws {
    try insertMany()
    let listing = OrderListing(filter: OrderFilter(.tag(["vip"])))
    for plan in try plans(listing) {
      #expect(plan.contains { $0.contains("orders_by_created") }, "\(plan)")
      #expect(!plan.contains { $0.contains("TEMP B-TREE") }, "\(plan)")
    }
    #expect(try walk(listing) == shop.store.orderIDs(listing, in: .noon))
  }

  /// More than are ever sorted: each order is Ana's, and every second one urgent, the others high.
  private func insertMany() throws {
    try shop.run(
      """
      INSERT INTO orders (id, order_number, source, customer_name, currency, total_amount, status,
        payment_status, created_at, updated_at, activity_at, assignee_id, priority)
      WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2200)
      SELECT 'o' || i, 'N' || i, 'standard', 'Ana', 'EUR', 100, 'pending', 'paid',
        strftime('%Y-%m-%dT%H:%M:%fZ', 1760000000 + (i * 7919 % 2200) * 60, 'unixepoch'),
        '2026-01-01T00:00:00.000Z', '2026-01-01T00:00:00.000Z',
        'ana', iif(i % 2, 'urgent', 'high') FROM n
      """
    )
    try shop.run("INSERT INTO order_tags (order_id, tag) SELECT id, 'vip' FROM orders")
  }

  private func walk(_ listing: OrderListing) throws -> [OrderID] {
    var found: [OrderID] = []
    var request = PageRequest.first
    while true {
      let page = try shop.store.orders(listing, page: request, limit: 300, in: .noon)
      found += page.rows.map(\.id)
      guard page.hasAfter, let end = page.end else { return found }
      request = .after(end)
    }
  }

  private func plans(_ listing: OrderListing) throws -> [[String]] {
    let queries = try shop.database.read { connection in
      try ListingProbe.queries(listing, in: .noon, on: connection)
    }
    #expect(!queries.isEmpty)
    return try queries.map { try shop.plan(of: $0) }
  }
}
