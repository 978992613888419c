package import Commerce
package import SQLiteKit

/// The SQL that a listing would run, for those who look at its query plans.
package enum ListingProbe {
  /// What a queue of due orders asks.
  package static func dueQueries(in context: QueryContext) -> [SQL] {
    let query = DueQuery(filter: OrderFilter(), limit: 100, context: context)
    return DueReason.allCases.map(query.query)
  }

  package static func queries(
    _ listing: OrderListing,
    in context: QueryContext,
    on connection: borrowing Connection
  ) throws -> [SQL] {
    try ListingPlanner(context: context).plan(listing, on: connection).firstQueries(limit: 50)
  }

  package static func summaries(_ serials: [Int], staff: StaffID?) -> SQL {
    OrderSummaries.query(serials, staff: staff)
  }
}
