import Commerce
import SQLiteKit

/// How the keys of a listing are found.
///
/// An index that ends in the sort key gives a page without sorting: the index of the sort itself,
/// or, by time of creation, one branch per status, source or payment, merged here. Only a set that
/// is known to be small is ever sorted.
struct ListingPlan {
  let order: ListOrder
  private(set) var branches: [Branch]
  /// What the rows of the branches must meet besides.
  private var rest: SQL
  /// Everything that a listed order meets, but for the common terms.
  private var whole: SQL
  /// Text terms with so many hits that the rows are asked one by one.
  var commonTerms: [TextSearch] = []
  /// About how many orders the store has.
  var orderCount = 0
  /// How many rows the branches can give, as far as that is known.
  private(set) var rowLimit = Int.max

  struct Branch {
    /// FROM clause, with the orders as `o`, and the condition that leads to the rows.
    var from: SQL
    var equality: SQL = "1"
  }

  init(order: ListOrder, branches: [Branch], rest: SQL, whole: SQL) {
    self.order = order
    self.branches = branches
    self.rest = rest
    self.whole = whole
  }

  mutating func restrict(by condition: SQL) {
    rest = "\(sql: rest) AND \(sql: condition)"
    whole = "\(sql: whole) AND \(sql: condition)"
  }

  /// Takes the rows from these orders instead of from the branches.
  mutating func narrow(to orders: [Int]) {
    let list = SerialList.json(orders)
    rest = whole
    whole = "\(sql: whole) AND o.serial IN (SELECT value FROM json_each(\(list)))"
    rowLimit = orders.count
    branches = [
      Branch(from: "json_each(\(list)) hit CROSS JOIN orders o ON o.serial = hit.value")
    ]
  }

  /// Lists only what a term with all its hits known leaves.
  mutating func narrow(by search: TextSearch, on connection: borrowing Connection) throws {
    let orders = try search.orders(on: connection)
    if search.isSetOnly, !search.isNegated, orders.count < rowLimit {
      narrow(to: orders)
    } else {
      restrict(by: search.condition(for: orders))
    }
  }

  // MARK: Keys

  /// At most `limit` keys from the start on, in that direction.
  mutating func keys(
    from start: ListOrder.Start,
    _ direction: ListOrder.Direction,
    limit: Int,
    on connection: borrowing Connection
  ) throws -> [OrderCursor] {
    var found: [OrderCursor] = []
    var walk = CommonWalk(limit: limit)
    var place = start
    if let leader = leadingTerm, isLong(walk, forHitsOf: commonTerms[leader]) {
      return try self.keys(byHitsOf: leader, from: start, direction, limit: limit, on: connection)
    }
    while !commonTerms.isEmpty {
      let keys = try indexedKeys(from: place, direction, limit: walk.chunk, on: connection)
      found += try keeping(keys, on: connection)
      guard found.count < limit, keys.count == walk.chunk, let last = keys.last else {
        return Array(found.prefix(limit))
      }
      place = .beyond(last)
      walk.went(found: found.count)
      if walk.hitsWorthReading > 0, let leader = leadingTerm {
        return try self.keys(byHitsOf: leader, from: start, direction, limit: limit, on: connection)
      }
      try readCommonTerms(atMost: walk.hitsWorthReading, on: connection)
    }
    return try indexedKeys(from: start, direction, limit: limit, on: connection)
  }

  /// Whether the hits of a term are a shorter way than the walk, as far as that can be foreseen.
  private func isLong(_ walk: CommonWalk, forHitsOf term: TextSearch) -> Bool {
    guard term.likelyHits < rowLimit else { return false }
    return term.isRare || walk.isLong(among: orderCount, hits: term.likelyHits)
  }

  /// Makes the common terms conditions like those of rare ones, if they have no more hits.
  private mutating func readCommonTerms(
    atMost count: Int,
    on connection: borrowing Connection
  ) throws {
    for place in commonTerms.indices { try commonTerms[place].read(atMost: count, on: connection) }
    guard commonTerms.allSatisfy(\.isRare) else { return }
    for term in commonTerms { try narrow(by: term, on: connection) }
    commonTerms = []
  }

  /// Those that meet all common terms, but for one that they are known to meet.
  mutating func keeping(
    _ keys: [OrderCursor],
    besides known: Int? = nil,
    on connection: borrowing Connection
  ) throws -> [OrderCursor] {
    var serials = keys.map(\.serial)
    for place in commonTerms.indices where place != known {
      serials = try commonTerms[place].keeping(serials, on: connection)
    }
    let kept = Set(serials)
    return keys.filter { kept.contains($0.serial) }
  }

  func indexedKeys(
    from start: ListOrder.Start,
    _ direction: ListOrder.Direction,
    limit: Int,
    on connection: borrowing Connection
  ) throws -> [OrderCursor] {
    let beyond = try order.condition(from: start, direction)
    var found: [OrderCursor] = []
    for branch in branches {
      let query = query(branch, beyond, direction, limit: limit)
      try connection.forEach(query) { row in
        let serial = try row.integer("serial")
        found.append(OrderCursor(key: try row.text("key"), serial: serial))
      }
    }
    guard branches.count > 1 else { return found }
    found.sort { order.precedes($0, $1, direction) }
    return Array(found.prefix(limit))
  }

  private func query(
    _ branch: Branch,
    _ beyond: SQL,
    _ direction: ListOrder.Direction,
    limit: Int
  ) -> SQL {
    """
    SELECT o.serial AS serial, \(raw: order.key) AS key FROM \(sql: branch.from)
    WHERE \(sql: branch.equality) AND \(sql: rest) AND \(sql: beyond)
    ORDER BY \(raw: order.orderBy(direction)) LIMIT \(limit)
    """
  }

  /// The queries of the first page, for tests to look at their plans.
  func firstQueries(limit: Int) throws -> [SQL] {
    let beyond = try order.condition(from: .end, .forward)
    return branches.map { query($0, beyond, .forward, limit: limit) }
  }

  /// The key of one order if it is listed.
  mutating func cursor(
    of id: OrderID,
    on connection: borrowing Connection
  ) throws -> OrderCursor? {
    let query: SQL = """
      SELECT o.serial AS serial, \(raw: order.key) AS key FROM orders o
      WHERE o.id = \(id) AND \(sql: whole)
      """
    let cursor = try connection.first(query) { row in
      let serial = try row.integer("serial")
      return OrderCursor(key: try row.text("key"), serial: serial)
    }
    guard let cursor else { return nil }
    return try keeping([cursor], on: connection).first
  }
}

/// How far a list is walked for a common term before its hits are read instead.
///
/// Asking a row costs a few microseconds, and so does turning a hit into its order.
private struct CommonWalk {
  private static let longest = 5_000
  private static let fewHits = 10_000

  private let limit: Int
  private var walked = 0
  private var expected = 0
  /// Rows of the next step.
  private(set) var chunk: Int

  init(limit: Int) {
    self.limit = limit
    chunk = max(limit, 64)
  }

  /// Whether so many hits among all orders make the walk a long one.
  func isLong(among orders: Int, hits: Int) -> Bool {
    orders / max(1, hits) > Self.longest / 2 / limit
  }

  mutating func went(found: Int) {
    walked += chunk
    expected = walked * limit / max(1, found)
    chunk = min(max(chunk, expected - walked), chunk * 4)
  }

  /// None while the walk will be short, and all when the hits lie elsewhere.
  var hitsWorthReading: Int {
    if walked >= Self.longest { return .max }
    return expected > Self.longest / 2 ? Self.fewHits : 0
  }
}
