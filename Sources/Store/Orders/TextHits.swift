import SQLiteKit

/// The hits of one full-text expression, read from the newest row backwards and only as far as
/// somebody needs to know.
struct TextHits {
  enum Table: String {
    case numbers = "number_search"
    case orders = "order_search"
    case messages = "message_search"

    /// The table whose rows are the hits.
    var content: String { self == .messages ? "messages" : "orders" }
    /// The times of creation that each block of its rows leads to.
    var ranges: String { self == .messages ? "message_ranges" : "order_ranges" }
  }

  let table: Table
  let expression: String
  /// Whether the index gives one hit without gathering all.
  let isGradual: Bool
  private var rows: Set<Int> = []
  /// Every hit from this row on is known.
  private var reach = Int.max
  private(set) var isComplete = false
  let firstHits: Int
  private let mostHits: Int
  private var step: Int

  init(_ expression: String, in table: Table, isGradual: Bool, limits: SearchLimits) {
    self.expression = expression
    self.table = table
    self.isGradual = isGradual
    mostHits = limits.mostHits
    firstHits = limits.firstHits
    step = limits.firstHits
  }

  var all: Set<Int> { rows }

  /// False once it is known that there is no hit.
  var hasAny: Bool { !isComplete || !rows.isEmpty }

  /// How many hits there are, if those further back lie as close as from the newest row to the
  /// last known hit; few, where the newest rows have none.
  func likelyCount(on connection: borrowing Connection) throws -> Int {
    let newest: SQL = "SELECT max(serial) FROM \(raw: table.content)"
    guard !isComplete, let newest = try connection.integer(newest) else { return rows.count }
    return rows.count * newest / max(1, newest - reach)
  }

  /// Whether the row is a hit; reads on when that is not known yet.
  mutating func contains(_ row: Int, on connection: borrowing Connection) throws -> Bool {
    while row < reach, !isComplete {
      guard rows.count < mostHits else { return try isHit(row, on: connection) }
      try readOn(connection)
    }
    return rows.contains(row)
  }

  /// Reads the next hits: more each time, and all at once where the index gathers them anyway.
  mutating func readOn(_ connection: borrowing Connection) throws {
    try read(isGradual || rows.isEmpty ? step : .max, on: connection)
    step *= 4
  }

  /// Reads on until all hits are known, or at least `count`.
  mutating func read(atMost count: Int, on connection: borrowing Connection) throws {
    guard !isComplete, rows.count < count else { return }
    try read(isGradual ? count - rows.count : .max, on: connection)
  }

  private mutating func read(_ limit: Int, on connection: borrowing Connection) throws {
    var count = 0
    try connection.forEach(
      """
      SELECT rowid AS row FROM \(raw: table.rawValue)
      WHERE \(raw: table.rawValue) MATCH \(expression) AND rowid < \(reach)
      ORDER BY rowid DESC LIMIT \(limit)
      """
    ) { row in
      reach = try row.integer("row")
      rows.insert(reach)
      count += 1
    }
    isComplete = count < limit
  }

  private func isHit(_ row: Int, on connection: borrowing Connection) throws -> Bool {
    try connection.exists(
      """
      SELECT 1 FROM \(raw: table.rawValue)
      WHERE \(raw: table.rawValue) MATCH \(expression) AND rowid = \(row)
      """
    )
  }
}
