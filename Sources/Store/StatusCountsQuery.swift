package import Commerce
import SQLiteKit

extension Store {
  /// Orders per status and source, read from a table that triggers keep.
  package func statusCounts() throws -> StatusCounts {
    try database.read { try StatusCounts.read(on: $0) }
  }
}

extension StatusCounts {
  static func read(on connection: borrowing Connection) throws -> StatusCounts {
    var counts = StatusCounts()
    try connection.forEach("SELECT source, status, count FROM order_counts") { row in
      counts[try row.choice("status"), try row.choice("source")] = try row.integer("count")
    }
    return counts
  }
}
