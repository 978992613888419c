package import Commerce
package import SQLiteKit

/// The SQL that a listing would run, for those who look at its query plans.
package enum ListingProbe {
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
