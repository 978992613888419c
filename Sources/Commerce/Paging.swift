/// In which order the list stands.
///
/// Each has an index, so each pages by key; those with a direction run along it the other way.
package enum OrderSort: String, CaseIterable, Sendable {
  case newest, oldest, activity, total, customer
  case activityUp = "activity-up"
  case totalUp = "total-up"
  case customerDown = "customer-down"
}

/// One end of a page: the sort key's value and the row's serial, which breaks ties.
package struct OrderCursor: Hashable, Sendable {
  /// The stored form of the key: canonical time text, or `USD:0000000000034900` for totals.
  package var key: String
  package var serial: Int

  package init(key: String, serial: Int) {
    self.key = key
    self.serial = serial
  }
}

/// What the list shows: which orders, in which order.
package struct OrderListing: Equatable, Sendable {
  package var filter: OrderFilter
  package var sort: OrderSort

  package init(filter: OrderFilter = OrderFilter(), sort: OrderSort = .newest) {
    self.filter = filter
    self.sort = sort
  }
}

package enum PageRequest: Equatable, Sendable {
  case first
  case last
  case after(OrderCursor)
  case before(OrderCursor)
  /// The page that holds this order, some rows above it; the first page when it is not listed.
  case around(OrderID)
}

/// A page of the list in list order.
package struct OrderPage: Equatable, Sendable {
  package var rows: [OrderSummary]
  /// Cursors of the first and last row; nil when the page is empty.
  package var start: OrderCursor?
  package var end: OrderCursor?
  package var hasBefore: Bool
  package var hasAfter: Bool

  package init(
    rows: [OrderSummary],
    start: OrderCursor?,
    end: OrderCursor?,
    hasBefore: Bool,
    hasAfter: Bool
  ) {
    self.rows = rows
    self.start = start
    self.end = end
    self.hasBefore = hasBefore
    self.hasAfter = hasAfter
  }
}

/// Orders per status and source, for the strip of chips.
package struct StatusCounts: Equatable, Sendable {
  private var counts: [OrderStatus: [OrderSource: Int]] = [:]

  package init() {}

  package subscript(status: OrderStatus, source: OrderSource) -> Int {
    get { counts[status]?[source] ?? 0 }
    set { counts[status, default: [:]][source] = newValue }
  }

  package subscript(status: OrderStatus) -> Int {
    OrderSource.allCases.reduce(0) { $0 + self[status, $1] }
  }

  package var total: Int { OrderStatus.allCases.reduce(0) { $0 + self[$1] } }
}
