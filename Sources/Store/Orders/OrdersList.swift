package import Commerce
import SQLiteKit

extension Store {
  /// A page of at most `limit` orders.
  package func orders(
    _ listing: OrderListing,
    page request: PageRequest,
    limit: Int,
    in context: QueryContext,
    search limits: SearchLimits = .usual
  ) throws -> OrderPage {
    try database.read { connection in
      let planner = ListingPlanner(context: context, limits: limits)
      var plan = try planner.plan(listing, on: connection)
      let keys = try PageOfKeys(request, limit: max(1, limit), of: &plan, on: connection)
      let serials = keys.cursors.map(\.serial)
      return OrderPage(
        rows: try OrderSummaries.load(serials, staff: context.staff, on: connection),
        start: keys.cursors.first,
        end: keys.cursors.last,
        hasBefore: keys.hasBefore,
        hasAfter: keys.hasAfter
      )
    }
  }

  /// How many orders match, exactly; `longReads.interrupt` ends it.
  ///
  /// For statuses and sources alone the kept counts answer at once.
  package func orderCount(_ filter: OrderFilter, in context: QueryContext) throws -> Int {
    let condition = FilterPredicate(context: context, readsAll: true).sql(filter.terms)
    let kinds = KindFilter(filter.terms)
    return try longReads.read { connection in
      let kept = kinds.rest.isEmpty ? try StatusCounts.read(on: connection) : StatusCounts()
      if let count = kinds.count(in: kept) { return count }
      return try connection.integer("SELECT count(*) FROM orders o WHERE \(sql: condition)") ?? 0
    }
  }

  /// How many orders of the listing stand before a row of it; `longReads.interrupt` ends it.
  package func orderCount(
    before cursor: OrderCursor,
    of listing: OrderListing,
    in context: QueryContext
  ) throws -> Int {
    let condition = FilterPredicate(context: context, readsAll: true).sql(listing.filter.terms)
    let before = try ListOrder(listing.sort).condition(from: .beyond(cursor), .backward)
    return try longReads.read { connection in
      try connection.integer(
        "SELECT count(*) FROM orders o WHERE \(sql: condition) AND \(sql: before)"
      ) ?? 0
    }
  }

  /// All orders that match, in list order, for an act on all of them.
  ///
  /// The first `most` of them, for an act that takes no more.
  package func orderIDs(
    _ listing: OrderListing,
    in context: QueryContext,
    most: Int = .max
  ) throws -> [OrderID] {
    let order = ListOrder(listing.sort)
    let condition = FilterPredicate(context: context, readsAll: true).sql(listing.filter.terms)
    return try longReads.read { connection in
      try connection.map(
        """
        SELECT o.id FROM orders o WHERE \(sql: condition)
        ORDER BY \(raw: order.orderBy(.forward)) LIMIT \(most)
        """
      ) { try $0.orderID("id") }
    }
  }
}
