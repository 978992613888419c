import Commerce
import SQLiteKit

/// One text term of a listing and what is known of its hits.
///
/// A term with few hits becomes a set of orders, which SQL narrows the list by. A term with many
/// hits is common, so the list is walked in its own order and each row is asked, until the page is
/// full; hits are read from the newest row backwards, only as far as the rows that were walked.
/// Either way a page is exact. When a long walk does not fill the page, the hits lie elsewhere: then
/// all of them are read once, and the term is treated as a rare one.
struct TextSearch {
  let isNegated: Bool
  private let condition: TextCondition
  private var orderHits: [TextHits]
  private var messageHits: TextHits?
  /// How many hits there are, as far as the newest tell.
  private(set) var likelyHits = 0

  init(
    _ condition: TextCondition,
    isNegated: Bool,
    limits: SearchLimits,
    on connection: borrowing Connection
  ) throws {
    self.condition = condition
    self.isNegated = isNegated
    orderHits =
      condition.parts.map { [TextHits($0, in: .numbers, isGradual: true, limits: limits)] } ?? []
    let beginning = condition.beginning
    if let words = condition.words {
      orderHits.append(try Self.hits(words, beginning, in: .orders, limits, on: connection))
    }
    messageHits = try condition.messageWords.map { words in
      try Self.hits(words, beginning, in: .messages, limits, on: connection)
    }
    for place in orderHits.indices { try orderHits[place].readOn(connection) }
    try messageHits?.readOn(connection)
    for hits in orderHits + [messageHits].compactMap(\.self) {
      likelyHits += try hits.likelyCount(on: connection)
    }
  }

  private static func hits(
    _ words: String,
    _ beginning: WordBeginning?,
    in index: WordBeginning.Index,
    _ limits: SearchLimits,
    on connection: borrowing Connection
  ) throws -> TextHits {
    let expression = try beginning?.expression(for: index, limits: limits, on: connection)
    return TextHits(
      expression?.text ?? words,
      in: index.table,
      isGradual: expression?.isGradual ?? true,
      limits: limits
    )
  }

  var isRare: Bool {
    orderHits.allSatisfy(\.isComplete) && (messageHits?.isComplete ?? true)
  }

  // MARK: A rare term

  /// Reads on until all hits are known, or at least `count` of each index.
  mutating func read(atMost count: Int, on connection: borrowing Connection) throws {
    for place in orderHits.indices { try orderHits[place].read(atMost: count, on: connection) }
    try messageHits?.read(atMost: count, on: connection)
  }

  /// Whether the hits are all orders of the term; short parts are in no index.
  var isSetOnly: Bool { condition.shortParts.isEmpty }

  /// All orders with a hit, of a rare term.
  func orders(on connection: borrowing Connection) throws -> [Int] {
    var orders = orderHits.reduce(into: Set<Int>()) { $0.formUnion($1.all) }
    let messages = Array(messageHits?.all ?? [])
    orders.formUnion(try Self.orders(of: messages, in: .messages, on: connection))
    return Array(orders)
  }

  /// The orders that these rows of an index lead to.
  static func orders(
    of rows: [Int],
    in index: TextHits.Table,
    on connection: borrowing Connection
  ) throws -> [Int] {
    guard index == .messages, !rows.isEmpty else { return rows }
    return try connection.map(
      """
      SELECT DISTINCT o.serial FROM json_each(\(SerialList.json(rows))) hit
      CROSS JOIN messages m ON m.serial = hit.value
      CROSS JOIN orders o INDEXED BY orders_by_conversation
        ON o.conversation_id = m.conversation_id
      """
    ) { try $0.integer("serial") }
  }

  /// A rare term as a condition, with the orders that it hits.
  func condition(for orders: [Int]) -> SQL {
    let set: SQL = "o.serial IN (SELECT value FROM json_each(\(SerialList.json(orders))))"
    let parts = [set] + FilterPredicate.shortParts(of: condition)
    let any = parts.joined(separator: " OR ")
    return isNegated ? "coalesce(\(sql: any), 0) = 0" : "(\(sql: any))"
  }

  // MARK: A term whose hits are walked

  /// Whether the orders of a list can be taken out of its hits alone.
  var canLead: Bool { isSetOnly && !isNegated }

  /// Its hits for a list by time of creation that begins at `start`.
  func rangedHits(
    newestFirst: Bool,
    from start: String?,
    on connection: borrowing Connection
  ) throws -> [RangedHits] {
    var ranged: [RangedHits] = []
    for hits in orderHits + [messageHits].compactMap(\.self) {
      ranged.append(try RangedHits(hits, newestFirst: newestFirst, from: start, on: connection))
    }
    return ranged
  }

  // MARK: A common term

  /// Which of these orders the list keeps.
  mutating func keeping(_ orders: [Int], on connection: borrowing Connection) throws -> [Int] {
    var hits = try shortHits(among: orders, on: connection)
    for place in orderHits.indices {
      for order in orders where !hits.contains(order) {
        guard try orderHits[place].contains(order, on: connection) else { continue }
        hits.insert(order)
      }
    }
    let rest = orders.filter { !hits.contains($0) }
    hits.formUnion(try hitsByMessage(among: rest, on: connection))
    return orders.filter { hits.contains($0) != isNegated }
  }

  private func shortHits(
    among orders: [Int],
    on connection: borrowing Connection
  ) throws -> Set<Int> {
    let parts = FilterPredicate.shortParts(of: condition)
    guard !parts.isEmpty else { return [] }
    var hits: Set<Int> = []
    try connection.forEach(
      """
      SELECT o.serial FROM json_each(\(SerialList.json(orders))) listed
      CROSS JOIN orders o ON o.serial = listed.value
      WHERE \(sql: parts.joined(separator: " OR "))
      """
    ) { hits.insert(try $0.integer("serial")) }
    return hits
  }

  private mutating func hitsByMessage(
    among orders: [Int],
    on connection: borrowing Connection
  ) throws -> Set<Int> {
    guard !orders.isEmpty, messageHits?.hasAny == true else { return [] }
    var hits = try hits(among: orders, by: Self.newestMessages, on: connection)
    // What the newest messages of a long chat do not hold, its older ones may.
    let rest = orders.filter { !hits.contains($0) }
    guard !rest.isEmpty else { return hits }
    hits.formUnion(try self.hits(among: rest, by: Self.longChat, on: connection))
    return hits
  }

  private mutating func hits(
    among orders: [Int],
    by messages: SQL,
    on connection: borrowing Connection
  ) throws -> Set<Int> {
    guard var messageHits else { return [] }
    var hits: Set<Int> = []
    // Newest message first, so that an early hit spares reading further back.
    try connection.forEach(
      """
      SELECT o.serial AS listed, m.serial AS message
      FROM json_each(\(SerialList.json(orders))) listed
      CROSS JOIN orders o ON o.serial = listed.value
      CROSS JOIN messages m \(sql: messages)
      ORDER BY m.serial DESC
      """
    ) { row in
      let order = try row.integer("listed")
      guard !hits.contains(order) else { return }
      guard try messageHits.contains(row.integer("message"), on: connection) else { return }
      hits.insert(order)
    }
    self.messageHits = messageHits
    return hits
  }

  /// A long chat has thousands of messages, and a common word is in the first few.
  private static let newestMessages: SQL = """
    ON m.serial IN (SELECT n.serial FROM messages n INDEXED BY messages_by_conversation
      WHERE n.conversation_id = o.conversation_id
      ORDER BY n.sent_at DESC, n.seq DESC, n.serial DESC LIMIT 30)
    """

  private static let longChat: SQL = """
    INDEXED BY messages_by_conversation ON m.conversation_id = o.conversation_id
    WHERE EXISTS (SELECT 1 FROM messages n INDEXED BY messages_by_conversation
      WHERE n.conversation_id = o.conversation_id LIMIT 1 OFFSET 30)
    """
}

/// Serials as the JSON array that `json_each` takes, one bound value for any number of them.
enum SerialList {
  static func json(_ serials: some Sequence<Int>) -> String {
    "[\(serials.map(String.init).joined(separator: ","))]"
  }
}
