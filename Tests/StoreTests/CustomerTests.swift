import Commerce
import SQLiteKit
import Store
import TestSupport
import Testing

/// All orders of one customer, however they wrote their address and number.
@Suite struct CustomerTests {
  private let temporary: TemporaryStore

  init() throws { temporary = try TemporaryStore() }

  private func insert(
    _ id: String,
    email: String? = nil,
    phone: String? = nil,
    day: Int = 10,
    _ change: (inout OrderRow) -> Void = { _ in }
  ) throws {
    var row = OrderRow(id)
    (row.email, row.phone) = (email, phone)
    row.createdAt = "2026-01-\(day)T10:00:00.000Z"
    row.updatedAt = row.createdAt
    change(&row)
    if id.hasPrefix("c") {
      try temporary.insertChat(row)
    } else {
      try temporary.insertStandard(row)
    }
  }

  private func numbers(_ key: CustomerKey, limit: Int = 100) throws -> [String] {
    let listing = OrderListing(filter: OrderFilter(.sameCustomer([key])))
    let page = try temporary.store.orders(listing, page: .first, limit: limit, in: .noon)
    #expect(try temporary.store.orderCount(listing.filter, in: .noon) >= page.rows.count)
    return page.rows.map(\.number)
  }

  @Test func `variants of one address and one number are one customer, newest first`() throws {
    try insert("a", email: "Ana@Example.org", phone: "+39 06 555-0100", day: 11)
    try insert("b", email: " ana@example.org ", day: 12)
    try insert("c1", phone: "0039 06 5550100", day: 13)
    try insert("c2", phone: "39065550100", day: 14)
    try insert("d", phone: "+39.06/555.01.00", day: 15)
    try insert("e", email: "ana+shop@example.org", phone: "+39 06 555 0101", day: 16)
    #expect(try numbers(.order(number: "N-a")) == ["N-d", "N-c2", "N-c1", "N-b", "N-a"])
    #expect(try numbers(.email("ANA@example.org")) == ["N-b", "N-a"])
    #expect(try numbers(.phone("(0039) 06 555 0100")) == ["N-d", "N-c2", "N-c1", "N-a"])
    #expect(try temporary.store.order(OrderID("a"))?.customer.orderCount == 5)
    #expect(try temporary.store.order(OrderID("e"))?.customer.orderCount == 1)
  }

  @Test func `a zero that is only dialled at home says nothing`() throws {
    try insert("a", phone: "+49 (0)30 901820")
    #expect(try numbers(.phone("+49 30 901820")) == ["N-a"])
  }

  @Test func `what can be nobody's address or number makes no two orders one customer's`() throws {
    for (id, email, phone) in [
      ("a", "none", "-"), ("b", "none", "-"), ("d", "", "00000000"), ("e", "", "00000000"),
      ("f", "@", "12"), ("g", "@", "12"),
    ] {
      try insert(id, email: email, phone: phone)
      #expect(try numbers(.order(number: "N-\(id)")) == ["N-\(id)"])
    }
  }

  @Test func `currencies are never added, and averages are of what was paid`() throws {
    try insert("a", email: "ana@example.org", day: 11) { $0.total = 1000 }
    try insert("b", email: "ana@example.org", day: 12) {
      ($0.payment, $0.total, $0.refunded) = ("partially_refunded", 1000, 400)
    }
    try insert("c1", email: "ana@example.org", day: 13) { ($0.currency, $0.total) = ("EUR", 500) }
    try insert("d", email: "ana@example.org", day: 14) { ($0.payment, $0.total) = ("unpaid", 9000) }
    let profile = try #require(try temporary.store.customer(.email("ana@example.org")))
    let history = profile.history
    #expect(history.orderCount == 4)
    #expect(history.chatOrderCount == 1)
    #expect(
      history.netSpend == [
        Money(minorUnits: 500, currency: .eur), Money(minorUnits: 1600, currency: .usd),
      ]
    )
    #expect(
      history.averages == [
        Money(minorUnits: 500, currency: .eur), Money(minorUnits: 800, currency: .usd),
      ]
    )
    #expect(history.refunded == [Money(minorUnits: 400, currency: .usd)])
    #expect(history.firstOrderAt?.rfc3339 == "2026-01-11T10:00:00.000Z")
    #expect(history.lastOrderAt?.rfc3339 == "2026-01-14T10:00:00.000Z")
  }

  @Test func `nobody is a customer without an order`() throws {
    #expect(try temporary.store.customer(.email("ana@example.org")) == nil)
    #expect(try temporary.store.customer(.order(number: "N-a")) == nil)
  }

  @Test func `their orders are paged along the indexes, and each stands there once`() throws {
    for index in 10...30 {
      try insert("\(index)", email: "ana@example.org", phone: "+39 06 555 0100", day: index)
    }
    for filter in [
      OrderFilter(.sameCustomer([.order(number: "N-15")])),
      OrderFilter(.sameCustomer([.email("ana@example.org"), .phone("+39065550100")])),
    ] {
      var seen: [String] = []
      var request = PageRequest.first
      for _ in 0..<8 {
        let listing = OrderListing(filter: filter)
        let page = try temporary.store.orders(listing, page: request, limit: 4, in: .noon)
        seen += page.rows.map(\.number)
        guard page.hasAfter, let end = page.end else { break }
        request = .after(end)
      }
      #expect(seen == (10...30).reversed().map { "N-\($0)" })
      #expect(try temporary.store.orderCount(filter, in: .noon) == 21)
    }
    let queries = try temporary.database.read { connection in
      try ListingProbe.queries(
        OrderListing(filter: OrderFilter(.sameCustomer([.order(number: "N-15")]))),
        in: .noon,
        on: connection
      )
    }
    for query in queries {
      let plan = try temporary.plan(of: query)
      #expect(!plan.contains { $0.hasPrefix("SCAN o") }, "\(plan)")
    }
  }
}
