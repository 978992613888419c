import Commerce
import SQLiteKit
import Store
import TestSupport
import Testing

/// A shop whose rows came in another order than its orders were made: a search reads rows by
/// number, and its list goes by time.
@Suite struct ArrivalOrderTests {
  private static let orders = 5_000

  /// How the place in time of order `n` follows from the place at which it came.
  enum Arrival: String, CaseIterable {
    case inOrder = "n"
    case newestFirst = "5001 - n"
    case shuffled = "n * 1237 % 5003"
    case oldAmongNew = "CASE WHEN n % 3 = 0 THEN n ELSE n + 90000 END"
  }

  private static let sayings = [
    ("seldom", "n % 20 = 3"), ("early", "n BETWEEN 100 AND 1900"), ("late", "n > 4500"),
    ("mixed", "n % 7 = 1 OR n < 90"),
  ]

  @Test(arguments: Arrival.allCases)
  func `a page of a word neither loses nor repeats an order, however they came`(
    arrival: Arrival
  ) throws {
    let shop = try TemporaryStore()
    try Self.fill(shop, arrival)
    for (sort, order) in [(OrderSort.newest, "DESC"), (.oldest, "ASC")] {
      for word in Self.sayings.flatMap({ [$0.0, "item\($0.0)"] }) {
        let listing = OrderListing(filter: OrderFilter(.word(word)), sort: sort)
        let expected = try Self.expected(shop, word, order)
        for limits in [SearchLimits.usual, Self.low] {
          let pages = PagedListing(shop: shop, listing: listing, limits: limits, size: 60)
          let what: Comment = "\(word), \(sort), \(arrival)"
          try pages.expectDown(expected, what)
          try pages.expectUp(expected, what)
          try pages.expectAround(expected, what)
        }
      }
    }
  }

  @Test func `an order that comes, is dated or takes messages late is found by old words`() throws {
    let shop = try TemporaryStore()
    // Told before there was any order.
    let before: SQL = """
      SELECT 'chat' AS place, 'chat' AS conversation_id, '2020-01-01T00:00:00.000Z' AS created_at
      """
    try Self.say(shop, "seldom", in: before)
    try Self.fill(shop, .inOrder)
    let listing = OrderListing(filter: OrderFilter(.word("early")))
    let pages = PagedListing(shop: shop, listing: listing, limits: Self.low, size: 40)
    let early = try Self.expected(shop, "early")

    try shop.run("UPDATE orders SET created_at = '2031-01-01T00:00:00.000Z' WHERE id = 'o00163'")
    let dated = ["o00163"] + early.filter { $0 != "o00163" }
    try pages.expectDown(dated, "dated")

    try shop.run(
      """
      UPDATE messages SET conversation_id =
          (SELECT conversation_id FROM orders WHERE id = 'o04999')
        WHERE id = 'early-o00150'
      """
    )
    let moved = ["o00163", "o04999"] + dated.filter { $0 != "o00163" && $0 != "o00150" }
    try pages.expectDown(moved, "moved")

    try Self.insert(shop, .inOrder, "SELECT 6000 AS n", session: "'chat'")
    let chats = OrderListing(filter: OrderFilter(.word("seldom")))
    let all = try Self.expected(shop, "seldom")
    #expect(all.prefix(2) == ["o00163", "o06000"])
    try PagedListing(shop: shop, listing: chats, limits: Self.low, size: 40).expectDown(all, "late")
  }

  // MARK: The shop

  private static let low = SearchLimits(firstHits: 10, mostHits: 40, mostWords: 1, fewHits: 2)

  private static func fill(_ shop: TemporaryStore, _ arrival: Arrival) throws {
    try insert(
      shop,
      arrival,
      """
      WITH RECURSIVE counter (n) AS (
        SELECT 1 UNION ALL SELECT n + 1 FROM counter WHERE n < \(orders)
      ) SELECT n FROM counter
      """
    )
    for (word, condition) in sayings {
      try say(
        shop,
        word,
        in: """
          SELECT id AS place, conversation_id, created_at
          FROM (SELECT *, CAST(substr(id, 2) AS INTEGER) AS n FROM orders ORDER BY serial)
          WHERE \(raw: condition)
          """
      )
    }
  }

  /// Orders `o` and their number, each with its words among its items as well.
  private static func insert(
    _ shop: TemporaryStore,
    _ arrival: Arrival,
    _ numbers: SQL,
    session: String = "NULL"
  ) throws {
    let names = sayings.map { "CASE WHEN \($0.1) THEN 'item\($0.0) ' ELSE '' END" }
    let second = "1700000000 + 60 * (\(arrival.rawValue))"
    let time = "strftime('%Y-%m-%dT%H:%M:%fZ', \(second), 'unixepoch')"
    try shop.run(
      """
      INSERT INTO order_intake (id, order_number, source, customer_name, items, currency,
          shipping_amount, tax_amount, discount_amount, total_amount, amount_refunded, status,
          payment_status, chat_session_id, metadata, created_at, updated_at)
        SELECT printf('o%05d', n), printf('N-%05d', n), 'standard', 'Customer',
          json_array(json_object('name', 'A thing ' || \(raw: names.joined(separator: " || ")),
            'quantity', 1, 'unit_amount', 1)),
          'USD', 0, 0, 0, 1, 0, 'pending', 'paid', \(raw: session), '{}', \(raw: time),
          \(raw: time)
        FROM (\(sql: numbers))
      """
    )
  }

  private static func say(_ shop: TemporaryStore, _ word: String, in places: SQL) throws {
    try shop.run(
      """
      INSERT INTO messages (id, conversation_id, seq, sender_role, sender_name, body, sent_at,
          status)
        SELECT \(word) || '-' || place, conversation_id, 1, 'customer', 'Ana', 'It is ' || \(word),
          created_at, 'read'
        FROM (\(sql: places))
      """
    )
  }

  private static func expected(
    _ shop: TemporaryStore,
    _ word: String,
    _ sort: String = "DESC"
  ) throws -> [String] {
    try shop.texts(
      """
      SELECT o.id FROM orders o
      WHERE item_names || ' ' LIKE \("% " + word + " %") OR EXISTS (SELECT 1 FROM messages m
        WHERE m.conversation_id = o.conversation_id AND m.body LIKE \("% " + word))
      ORDER BY created_at \(raw: sort), serial \(raw: sort)
      """
    )
  }
}
