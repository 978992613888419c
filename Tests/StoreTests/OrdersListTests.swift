import Commerce
import SQLiteKit
import Store
import TestSupport
import Testing

@Suite struct OrdersListTests {
  private static let fifty: PlainDecimal = {
    do { return try PlainDecimal("50") } catch { preconditionFailure("50 is a decimal") }
  }()

  static let filters: [OrderFilter] = [
    OrderFilter(),
    OrderFilter(.status([.pending])),
    OrderFilter(.status([.pending, .shipped, .cancelled])),
    OrderFilter([FilterTerm(.status([.cancelled, .delivered]), isNegated: true)]),
    OrderFilter(.source([.chatCommerce])),
    OrderFilter(.payment([.refunded, .partiallyRefunded]), .source([.standard])),
    OrderFilter(.status([.confirmed]), .source([.chatCommerce]), .payment([.paid])),
    OrderFilter(.refund([.requested, .approved])), OrderFilter(.refund([.unknown])),
    OrderFilter([FilterTerm(.refund([.cancelled]), isNegated: true)]),
    OrderFilter(.refund([.cancelled]), .status([.pending, .shipped])),
    OrderFilter(.goodsReturn([.state(.requested)])), OrderFilter(.goodsReturn([.open])),
    OrderFilter(.goodsReturn([.some])), OrderFilter(.goodsReturn([.none])),
    OrderFilter([FilterTerm(.goodsReturn([.some]), isNegated: true)]),
    OrderFilter(.goodsReturn([.state(.cancelled), .none]), .source([.chatCommerce])),
    OrderFilter(.goodsReturn([.state(.received), .state(.closed)]), .status([.shipped])),
    OrderFilter(.currency([.usd, .jpy])),
    OrderFilter(.amount(.compared(.greater, fifty))),
    OrderFilter(.created(.younger(Age(7, .days)))),
    OrderFilter(.updated(.older(Age(20, .days))), .unread(true)),
    OrderFilter(.unread(true)), OrderFilter(.unread(false), .late(true)),
    OrderFilter(.waiting(true)), OrderFilter(.waiting(false)), OrderFilter(.late(false)),
    OrderFilter(.snoozed(true)), OrderFilter(.snoozed(false), .assignee([.nobody])),
    OrderFilter(.has([.draft])), OrderFilter(.conflict(true)), OrderFilter(.conflict(false)),
    OrderFilter(.has([.failed])),
    OrderFilter(.has([.note, .totalDiffers])), OrderFilter(.tag(["vip"])),
    OrderFilter(.tag(["VIP", "late", "gift"])), OrderFilter(.tag(["vip"]), .tag(["none"])),
    OrderFilter([FilterTerm(.tag(["vip"]), isNegated: true)]),
    OrderFilter(.assignee([.me])), OrderFilter(.assignee([.nobody])),
    OrderFilter(.assignee([.name("bo"), .me]), .status([.pending, .shipped])),
    OrderFilter(.assignee([.me, .nobody])), OrderFilter(.assignee([.name("xavier")])),
    OrderFilter([FilterTerm(.assignee([.me]), isNegated: true)]),
    OrderFilter(.priority([.urgent, .low])), OrderFilter(.priority([.medium, .urgent])),
    OrderFilter([FilterTerm(.priority([.medium]), isNegated: true)]),
    OrderFilter(.priority([.high])),
    OrderFilter(.customer(["silva"])), OrderFilter(.customer(["an", "josé"])),
    OrderFilter(.customer(["%_"])), OrderFilter(.number(["0010"])), OrderFilter(.number(["T1"])),
    OrderFilter(.word("zanzibar")), OrderFilter(.word("hel")), OrderFilter(.word("hello")),
    OrderFilter(.word("hello"), .word("zanz")), OrderFilter(.word("a")), OrderFilter(.word("0")),
    OrderFilter(.word("jose"), .status([.pending, .confirmed])),
    OrderFilter(.word("sao"), .word("mug")), OrderFilter(.word("CHT10012")),
    OrderFilter(.phrase("blue mug")), OrderFilter(.phrase("hello again")),
    OrderFilter([FilterTerm(.word("hello"), isNegated: true)]),
    OrderFilter([FilterTerm(.word("hello")), FilterTerm(.word("lamp"), isNegated: true)]),
    OrderFilter(.word("hello"), .word("&"), .word("zanz")), OrderFilter(.phrase("?! ...")),
    OrderFilter([FilterTerm(.word("hello")), FilterTerm(.word("\u{1F44D}"), isNegated: true)]),
    OrderFilter(.word("\"*(NEAR")), OrderFilter(.word("nobodysaidthis")),
  ]

  @Test(arguments: OrderSort.allCases)
  func `every page of every filter is what filtering and sorting all orders gives`(
    sort: OrderSort
  ) throws {
    let shop = try SeededShop()
    for filter in Self.filters {
      let listing = OrderListing(filter: filter, sort: sort)
      let expected = shop.listed(listing)
      #expect(try walk(shop, listing, .forward) == expected, "down \(filter)")
      #expect(try walk(shop, listing, .backward) == expected, "up \(filter)")
      try expectAround(shop, listing, expected)
      #expect(try shop.temporary.store.orderIDs(listing, in: shop.context) == expected)
      let count = try shop.temporary.store.orderCount(filter, in: shop.context)
      #expect(count == expected.count, "count of \(filter)")
    }
  }

  private enum Way { case forward, backward }

  /// Pages through the whole list one way, checking that the pages know of each other.
  private func walk(
    _ shop: SeededShop,
    _ listing: OrderListing,
    _ way: Way
  ) throws -> [OrderID] {
    let store = shop.temporary.store
    var found: [OrderID] = []
    var request: PageRequest = way == .forward ? .first : .last
    while true {
      let page = try store.orders(listing, page: request, limit: 97, in: shop.context)
      let ids = page.rows.map(\.id)
      let goesOn: Bool
      switch way {
      case .forward:
        #expect(page.hasBefore == !found.isEmpty)
        found += ids
        goesOn = page.hasAfter
      case .backward:
        #expect(page.hasAfter == !found.isEmpty)
        found = ids + found
        goesOn = page.hasBefore
      }
      guard goesOn, let start = page.start, let end = page.end else { return found }
      request = way == .forward ? .after(end) : .before(start)
    }
  }

  private func expectAround(
    _ shop: SeededShop,
    _ listing: OrderListing,
    _ expected: [OrderID]
  ) throws {
    let store = shop.temporary.store
    for place in [0, expected.count / 2, expected.count - 1] where expected.indices.contains(place)
    {
      let request = PageRequest.around(expected[place])
      let page = try store.orders(listing, page: request, limit: 20, in: shop.context)
      let ids = page.rows.map(\.id)
      #expect(ids.contains(expected[place]))
      #expect(ids.count == min(20, expected.count))
      let first = try #require(ids.first.flatMap { expected.firstIndex(of: $0) })
      #expect(Array(expected[first..<(first + ids.count)]) == ids)
      #expect(page.hasBefore == (first > 0))
      let start = try #require(page.start)
      #expect(try store.orderCount(before: start, of: listing, in: shop.context) == first)
      #expect(page.hasAfter == (first + ids.count < expected.count))
    }
    let stranger = PageRequest.around(OrderID("nobody"))
    let page = try store.orders(listing, page: stranger, limit: 20, in: shop.context)
    #expect(page.rows.map(\.id) == Array(expected.prefix(20)))
  }

  @Test func `a row tells what waits in it`() throws {
    let shop = try SeededShop(count: 200)
    let page = try shop.temporary.store.orders(
      OrderListing(),
      page: .first,
      limit: 200,
      in: shop.context
    )
    let facts = Dictionary(uniqueKeysWithValues: shop.orders.map { (OrderID($0.id), $0) })
    for row in page.rows {
      let fact = try #require(facts[row.id])
      #expect(row.number == fact.number)
      #expect(row.unreadCount == fact.unread)
      #expect(row.drafts.isEmpty != fact.hasDraft)
      #expect(row.hasConflict == fact.hasConflict)
      #expect(row.hasFailedMessage == fact.hasFailed)
      #expect(row.activityAt == fact.activityAt)
      #expect(row.assignment?.staff.rawValue == fact.assignee)
      #expect(row.tags == fact.tags)
      #expect(row.priority == fact.priority)
      #expect(row.lastMessage?.role == (fact.newest?.role ?? .system))
    }
  }

  @Test func `a long last message is cut`() throws {
    let temporary = try TemporaryStore()
    try temporary.insertChat(OrderRow("a"))
    let body = String(repeating: "é", count: 5_000)
    try temporary.insertMessage("m", in: "a", at: "2026-01-15T00:00:00.000Z", body: body)
    let page = try temporary.store.orders(OrderListing(), page: .first, limit: 5, in: .noon)
    #expect(page.rows.first?.lastMessage?.text == String(repeating: "é", count: 200))
  }

  @Test func `counts by status are those of counting`() throws {
    let shop = try SeededShop(count: 300)
    try shop.temporary.run("UPDATE orders SET status = 'shipped' WHERE status = 'pending'")
    let counts = try shop.temporary.store.statusCounts()
    for status in OrderStatus.allCases {
      for source in OrderSource.allCases {
        let counted = try shop.temporary.integer(
          "SELECT count(*) FROM orders WHERE status = \(status) AND source = \(source)"
        )
        #expect(counts[status, source] == counted)
      }
    }
    #expect(counts.total == 300)
  }

  @Test func `the full-text indexes agree with their tables after changes`() throws {
    let shop = try SeededShop(count: 150)
    try shop.temporary.run(
      "UPDATE orders SET customer_name = upper(customer_name) WHERE serial % 3 = 0"
    )
    try shop.temporary.run(
      "UPDATE orders SET tracking_number = 'TR' || serial, customer_phone = NULL"
    )
    try shop.temporary.run("UPDATE messages SET body = body || ' edited' WHERE serial % 2 = 0")
    try shop.temporary.run("DELETE FROM messages WHERE serial % 7 = 0")
    for table in ["number_search", "order_search", "message_search"] {
      try shop.temporary.run(
        "INSERT INTO \(raw: table) (\(raw: table), rank) VALUES ('integrity-check', 1)"
      )
    }
    #expect(try shop.temporary.database.integrityCheck() == [])
    #expect(try shop.temporary.database.foreignKeyCheck() == [])
  }

  @Test func `a cursor of another sort is refused`() throws {
    let temporary = try TemporaryStore()
    let cursor = OrderCursor(key: "2026-01-01T00:00:00.000Z", serial: 1)
    #expect(throws: StoreError.unreadableCursor("2026-01-01T00:00:00.000Z")) {
      _ = try temporary.store.orders(
        OrderListing(sort: .total),
        page: .after(cursor),
        limit: 5,
        in: .noon
      )
    }
  }
}
