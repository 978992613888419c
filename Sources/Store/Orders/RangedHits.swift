import SQLiteKit

/// The hits of one full-text expression for a list by time of creation: those first that may lead
/// to the list's first orders.
///
/// The index knows rows and no times. The ranges that are kept of each block of rows tell which
/// times its rows can lead to, so hits whose block lies too far off are never looked up, and the
/// index is read no further than needed. A block without a range may lead anywhere and comes first.
struct RangedHits {
  let table: TextHits.Table
  private let expression: String
  private let newestFirst: Bool
  /// Where the list begins; blocks that lie wholly before it are passed over.
  private let start: String?
  /// Hits that are read and not taken, the nearest block last.
  private var waiting: [(bound: String, rows: [Int])] = []
  /// No hit that is still to be read leads nearer than this; nil when all are read.
  private var unread: String?
  private var reach: Int
  private var step: Int
  private let blocks: Blocks

  init(
    _ hits: TextHits,
    newestFirst: Bool,
    from start: String?,
    on connection: borrowing Connection
  ) throws {
    table = hits.table
    expression = hits.expression
    step = hits.isGradual ? hits.firstHits : .max
    self.newestFirst = newestFirst
    self.start = start
    blocks = try Blocks(of: table, on: connection)
    reach = newestFirst ? .max : .min
    unread = anywhere
    if hits.isComplete {
      unread = nil
      try wait(Array(hits.all), on: connection)
    } else if blocks.areAllListed {
      try wait(rows("rowid >= \(blocks.end << 10)", limit: .max, on: connection), on: connection)
      try skipToStart(on: connection)
    }
  }

  /// No hit that was not taken leads to an order before this time, seen in list order; nil when
  /// all were taken.
  var bound: String? {
    guard let nearest = waiting.last?.bound else { return unread }
    guard let unread else { return nearest }
    return isNearer(nearest, unread) ? nearest : unread
  }

  /// The nearest hits, about as many as asked for; none when only the index was read further.
  mutating func take(_ count: Int, on connection: borrowing Connection) throws -> [Int] {
    if let unread, bound == unread {
      try readOn(connection)
      return []
    }
    var taken: [Int] = []
    while taken.count < count, let block = waiting.last {
      if let unread, !isNearer(block.bound, unread) { break }
      taken += block.rows
      waiting.removeLast()
    }
    return taken
  }

  // MARK: Order

  func isNearer(_ left: String, _ right: String) -> Bool {
    newestFirst ? left > right : left < right
  }

  private var anywhere: String { newestFirst ? "~" : "" }

  // MARK: Reading

  private mutating func readOn(_ connection: borrowing Connection) throws {
    let hits = try rows(
      newestFirst ? "rowid < \(reach)" : "rowid > \(reach) AND rowid < \(blocks.looseStart)",
      limit: step,
      on: connection
    )
    if let last = hits.last { reach = last }
    unread = hits.count < step ? nil : try boundOfUnread(on: connection)
    step = step > .max / 4 ? .max : step * 4
    try wait(hits, on: connection)
  }

  private func rows(
    _ condition: SQL,
    limit: Int,
    on connection: borrowing Connection
  ) throws -> [Int] {
    try connection.map(
      """
      SELECT rowid AS row FROM \(raw: table.rawValue)
      WHERE \(raw: table.rawValue) MATCH \(expression) AND \(sql: condition)
      ORDER BY rowid \(raw: newestFirst ? "DESC" : "ASC") LIMIT \(limit)
      """
    ) { try $0.integer("row") }
  }

  /// Begins at the first block that reaches to where the list begins.
  private mutating func skipToStart(on connection: borrowing Connection) throws {
    let reaches: SQL =
      newestFirst ? "oldest <= \(start ?? "~")" : "newest >= \(start ?? "")"
    let block = try connection.integer(
      """
      SELECT block FROM \(raw: table.ranges)
      WHERE block BETWEEN \(blocks.first) AND \(blocks.end - 1) AND \(sql: reaches)
      ORDER BY block \(raw: newestFirst ? "DESC" : "ASC") LIMIT 1
      """
    )
    guard let block else {
      unread = nil
      return
    }
    reach = newestFirst ? (block + 1) << 10 : (block << 10) - 1
    unread = try boundOfUnread(on: connection)
  }

  private func boundOfUnread(on connection: borrowing Connection) throws -> String {
    guard blocks.areAllListed else { return anywhere }
    let block = (newestFirst ? reach - 1 : reach + 1) >> 10
    let query: SQL =
      newestFirst
      ? """
      SELECT max(newest) FROM \(raw: table.ranges)
      WHERE block BETWEEN \(blocks.first) AND \(block)
      """
      : """
      SELECT min(oldest) FROM \(raw: table.ranges)
      WHERE block BETWEEN \(block) AND \(blocks.end - 1)
      """
    return try connection.text(query) ?? anywhere
  }

  private mutating func wait(_ rows: [Int], on connection: borrowing Connection) throws {
    let byBlock = Dictionary(grouping: rows) { $0 >> 10 }
    guard let first = byBlock.keys.min(), let last = byBlock.keys.max() else { return }
    var bounds: [Int: String] = [:]
    var passed: Set<Int> = []
    try connection.forEach(
      """
      SELECT block, oldest, newest FROM \(raw: table.ranges)
      WHERE block BETWEEN \(first) AND \(last)
      """
    ) { row in
      let block = try row.integer("block")
      guard byBlock[block] != nil else { return }
      let (near, far) = newestFirst ? ("newest", "oldest") : ("oldest", "newest")
      bounds[block] = try row.text(near)
      if let start, isNearer(try row.text(far), start) { passed.insert(block) }
    }
    for (block, rows) in byBlock where !passed.contains(block) {
      waiting.append((bounds[block] ?? anywhere, rows))
    }
    let nearestIsGreatest = newestFirst
    waiting.sort { nearestIsGreatest ? $0.bound < $1.bound : $0.bound > $1.bound }
  }

  /// The blocks of a table, but for the newest, which is not listed until it is full.
  private struct Blocks {
    let first: Int
    let end: Int
    let areAllListed: Bool

    /// Rows from here on are in no listed block; without that, all rows are taken alike.
    var looseStart: Int { areAllListed ? end << 10 : .max }

    init(of table: TextHits.Table, on connection: borrowing Connection) throws {
      let least: SQL = "SELECT min(serial) FROM \(raw: table.content)"
      let most: SQL = "SELECT max(serial) FROM \(raw: table.content)"
      first = try (connection.integer(least) ?? 0) >> 10
      end = try ((connection.integer(most) ?? -1) + 1) >> 10
      let count = try connection.integer(
        """
        SELECT count(*) FROM \(raw: table.ranges) WHERE block BETWEEN \(first) AND \(end - 1)
        """
      )
      areAllListed = count == end - first
    }
  }
}
