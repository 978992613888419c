import Commerce
import SQLiteKit
import Store

/// Finding orders and messages by text, against the index asked directly.
struct SearchFigures {
  let options: BenchOptions
  let shop: DataSet
  private let store: Store
  private let bare: BareDatabase

  init(options: BenchOptions, shop: DataSet) throws {
    self.options = options
    self.shop = shop
    store = try Store(at: shop.path)
    bare = try BareDatabase(at: shop.path)
  }

  func figures() throws -> [Figure] {
    let digits = String(String(shop.orders / 3).suffix(5))
    return [
      try orders(
        "orders by part of a number",
        OrderFilter(.word(digits)),
        Self.numbers,
        digits
      ),
      try orders("orders by a rare word", .word(MadeUpWords.rareWord), MadeUpWords.rareWord),
      try orders("orders by a common word", .word(MadeUpWords.commonWord), MadeUpWords.commonWord),
      try beginning("orders by 2 letters of a common word", 2),
      try beginning("orders by 4 letters of a common word", 4),
      try orders(
        "orders by a word in 1 of 100",
        .word(MadeUpWords.fairlyCommonWord),
        MadeUpWords.fairlyCommonWord
      ),
      try orders(
        "orders by a word of old orders only",
        .word(MadeUpWords.bygoneWord),
        MadeUpWords.bygoneWord
      ),
      try orders("orders by a name", .word("nakamura"), "nakamura"),
      try messages("messages with a rare word", MadeUpWords.rareWord),
      try messages("messages with a common word", MadeUpWords.commonWord),
    ]
  }

  private func beginning(_ name: String, _ letters: Int) throws -> Figure {
    let word = String(MadeUpWords.commonWord.prefix(letters))
    return try orders(name, .word(word), word)
  }

  private func orders(
    _ name: String,
    _ condition: FilterCondition,
    _ word: String
  ) throws -> Figure {
    try orders(name, OrderFilter(condition), Self.words, "\(word)*")
  }

  private func orders(
    _ name: String,
    _ filter: OrderFilter,
    _ sql: String,
    _ expression: String
  ) throws -> Figure {
    let statement = try bare.prepare(sql)
    let listing = OrderListing(filter: filter)
    return try figure(name) {
      let page = try store.orders(listing, page: .first, limit: 50, in: .bench)
      guard !page.rows.isEmpty else { throw BareError("\(name): nothing found") }
    } bare: {
      try statement.run([.text(expression)])
    }
  }

  private func messages(_ name: String, _ word: String) throws -> Figure {
    let statement = try bare.prepare(Self.messages)
    return try figure(name) {
      let hits = try store.searchMessages(word + " ", in: nil, limit: 50, before: nil)
      guard !hits.isEmpty else { throw BareError("\(name): nothing found") }
    } bare: {
      try statement.run([.text(word)])
    }
  }

  private func figure(
    _ name: String,
    ours: () throws -> Void,
    bare: () throws -> Void
  ) throws -> Figure {
    let times = try Interleaved.time(
      rounds: options.repetitions(40, quick: 10),
      ours: ours,
      bare: bare
    )
    return Figure(
      name: name,
      orders: shop.orders,
      unit: .milliseconds,
      ours: times.ours.inMilliseconds,
      bare: times.bare.inMilliseconds,
      target: .tailAtMost(15)
    )
  }

  private static let columns = """
    o.id, o.order_number, o.source, o.customer_name, o.currency, o.total_amount, o.status,
      o.payment_status, o.created_at, o.activity_at, o.revision
    """

  private static let numbers = """
    SELECT \(columns) FROM number_search s CROSS JOIN orders o ON o.serial = s.rowid
    WHERE number_search MATCH '{order_number} : "' || ?1 || '"' ORDER BY s.rowid DESC LIMIT 50
    """

  /// The newest 50 of each index, which is the least that finds a word anywhere.
  private static let words = """
    SELECT \(columns) FROM orders o WHERE o.serial IN (
      SELECT rowid FROM (SELECT rowid FROM order_search WHERE order_search MATCH ?1
        ORDER BY rowid DESC LIMIT 50)
      UNION SELECT serial FROM (SELECT c.serial FROM message_search s
        CROSS JOIN messages m ON m.serial = s.rowid
        CROSS JOIN orders c ON c.conversation_id = m.conversation_id
        WHERE message_search MATCH ?1 ORDER BY s.rowid DESC LIMIT 50))
    ORDER BY o.created_at DESC, o.serial DESC LIMIT 50
    """

  private static let messages = """
    SELECT o.id, o.order_number, o.customer_name, m.id, m.sender_role, m.sender_name, m.body,
      m.sent_at, m.status, m.is_unread, m.seq, m.serial
    FROM message_search s CROSS JOIN messages m ON m.serial = s.rowid
      CROSS JOIN orders o ON o.conversation_id = m.conversation_id
    WHERE message_search MATCH ?1 ORDER BY s.rowid DESC LIMIT 50
    """
}
