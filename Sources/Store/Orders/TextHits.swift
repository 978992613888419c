import SQLiteKit

/// The hits of one full-text expression, read from the newest row backwards and only as far as
/// somebody needs to know.
struct TextHits {
  enum Table: String {
    case numbers = "number_search"
    case orders = "order_search"
    case messages = "message_search"
  }

  let table: Table
  private let expression: String
  private var rows: Set<Int> = []
  /// Every hit from this row on is known.
  private var reach = Int.max
  private(set) var isComplete = false
  private var step = firstStep

  /// Enough for a rare word as a whole, and for a page of a common one.
  private static let firstStep = 1_000

  init(_ expression: String, in table: Table) {
    self.expression = expression
    self.table = table
  }

  var all: Set<Int> { rows }

  /// Whether the row is a hit; reads on when that is not known yet.
  mutating func contains(_ row: Int, on connection: borrowing Connection) throws -> Bool {
    while row < reach, !isComplete { try readOn(connection) }
    return rows.contains(row)
  }

  /// Each step is larger, because the index may gather an expression's words anew each time.
  mutating func readOn(_ connection: borrowing Connection) throws {
    var count = 0
    try connection.forEach(
      """
      SELECT rowid AS row FROM \(raw: table.rawValue)
      WHERE \(raw: table.rawValue) MATCH \(expression) AND rowid < \(reach)
      ORDER BY rowid DESC LIMIT \(step)
      """
    ) { row in
      reach = try row.integer("row")
      rows.insert(reach)
      count += 1
    }
    isComplete = count < step
    step *= 4
  }
}
