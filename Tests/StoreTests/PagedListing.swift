import Commerce
import Store
import TestSupport
import Testing

/// A listing gone through page by page, against the orders that it must give.
struct PagedListing {
  let shop: TemporaryStore
  let listing: OrderListing
  let limits: SearchLimits
  var size = 900

  func expectDown(_ expected: [String], _ what: Comment) throws {
    var found: [String] = []
    var request = PageRequest.first
    while true {
      let page = try page(request)
      found += page.rows.map(\.id.rawValue)
      guard page.hasAfter, let end = page.end else { break }
      request = .after(end)
    }
    #expect(found == expected, what)
  }

  func expectUp(_ expected: [String], _ what: Comment) throws {
    var found: [String] = []
    var request = PageRequest.last
    while true {
      let page = try page(request)
      found = page.rows.map(\.id.rawValue) + found
      guard page.hasBefore, let start = page.start else { break }
      request = .before(start)
    }
    #expect(found == expected, what)
  }

  /// Pages around an order are a run of the list with the order in it.
  func expectAround(_ expected: [String], _ what: Comment) throws {
    for place in [0, expected.count / 2, expected.count - 1] where expected.indices.contains(place)
    {
      let wanted = expected[place]
      let found = try page(.around(OrderID(wanted))).rows.map(\.id.rawValue)
      #expect(found.contains(wanted), what)
      #expect(found.count == min(size, expected.count), what)
      let first = try #require(found.first.flatMap { expected.firstIndex(of: $0) }, what)
      #expect(found == Array(expected[first...].prefix(found.count)), what)
    }
  }

  private func page(_ request: PageRequest) throws -> OrderPage {
    try shop.store.orders(listing, page: request, limit: size, in: .noon, search: limits)
  }
}
