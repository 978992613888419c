import Commerce
import SQLiteKit
import Store
import TestSupport
import Testing

/// How SQLite goes about a listing: along an index, never sorting the table.
@Suite struct ListingPlanTests {
  @Test(
    arguments: OrderSort.allCases,
    [
      OrderFilter(), OrderFilter(.currency([.usd])), OrderFilter(.assignee([.nobody])),
      OrderFilter(.priority([.medium])), OrderFilter(.unread(false)), OrderFilter(.late(false)),
    ]
  )
  func `a listing runs along the index of its sort`(sort: OrderSort, filter: OrderFilter) throws {
    let shop = try TemporaryStore()
    for plan in try plans(shop, OrderListing(filter: filter, sort: sort)) {
      #expect(plan.contains { $0.contains(" o USING") && $0.contains("INDEX orders_by_") })
      #expect(!plan.contains { $0.contains("TEMP B-TREE") }, "\(plan)")
    }
  }

  @Test(
    arguments: [OrderSort.newest, .oldest],
    [
      OrderFilter(.status([.pending])), OrderFilter(.status([.pending, .shipped])),
      OrderFilter(.source([.chatCommerce])), OrderFilter(.payment([.paid])),
      OrderFilter(.payment([.paid, .refunded])),
      OrderFilter(.status([.pending]), .source([.standard]), .payment([.paid])),
      OrderFilter(.status([.pending]), .created(.younger(Age(7, .days)))),
    ]
  )
  func `statuses, sources and payments are found by their index, in order`(
    sort: OrderSort,
    filter: OrderFilter
  ) throws {
    let shop = try TemporaryStore()
    try shop.insertStandard(OrderRow("a"))
    try shop.insertChat(OrderRow("b"))
    for plan in try plans(shop, OrderListing(filter: filter, sort: sort)) {
      #expect(plan.first?.hasPrefix("SEARCH o USING") == true, "\(plan)")
      #expect(!plan.contains { $0.contains("TEMP B-TREE") }, "\(plan)")
    }
  }

  @Test func `the flags and previews of a page are looked up by index`() throws {
    let shop = try TemporaryStore()
    let plan = try shop.plan(of: ListingProbe.summaries([1, 2, 3], staff: StaffID("ana")))
    #expect(!plan.contains { $0.hasPrefix("SCAN") && !$0.contains("SCAN listed") }, "\(plan)")
  }

  private func plans(_ shop: TemporaryStore, _ listing: OrderListing) throws -> [[String]] {
    let queries = try shop.database.read { connection in
      try ListingProbe.queries(listing, in: .noon, on: connection)
    }
    #expect(!queries.isEmpty)
    return try queries.map { try shop.plan(of: $0) }
  }
}
