import Commerce
import SQLiteKit
import Store
import TestSupport
import Testing

/// A shop so large that words have more hits than are looked at first.
@Suite struct CommonWordTests {
  private static let orders = 8_000

  /// What is said in the chat of order `n`, as a condition of SQL.
  private static let sayings = [
    ("everywhere", "n % 2 = 0"), ("everyday", "n % 1000 = 3"), ("fairly", "n % 5 = 1"),
    ("bygone", "n <= 2500"), ("scarce", "n % 4000 = 7"),
  ]

  private let shop: TemporaryStore

  init() throws {
    shop = try TemporaryStore()
    try shop.run(
      """
      WITH RECURSIVE counter (n) AS (
        SELECT 1 UNION ALL SELECT n + 1 FROM counter WHERE n < \(Self.orders)
      )
      INSERT INTO order_intake (id, order_number, source, customer_name, items, currency,
          shipping_amount, tax_amount, discount_amount, total_amount, amount_refunded, status,
          payment_status, metadata, created_at, updated_at)
        SELECT printf('o%05d', n), printf('N-%05d', n), 'standard', 'Customer ' || (n * 7919 % 8000),
          '[]', 'USD', 0, 0, 0, n * 31 % 977, 0, 'pending', 'paid', '{}',
          strftime('%Y-%m-%dT%H:%M:%fZ', 1700000000 + n * 60, 'unixepoch'),
          strftime('%Y-%m-%dT%H:%M:%fZ', 1700000000 + n * 60, 'unixepoch')
        FROM counter
      """
    )
    for (word, condition) in Self.sayings {
      try shop.run(
        """
        INSERT INTO messages (id, conversation_id, seq, sender_role, sender_name, body, sent_at,
            status)
          SELECT \(word) || serial, conversation_id, 1, 'customer', 'Ana', 'It is ' || \(word),
            created_at, 'read'
          FROM (SELECT *, CAST(substr(id, 2) AS INTEGER) AS n FROM orders)
          WHERE \(raw: condition)
        """
      )
    }
    // A chat longer than what is looked at first, with its word at the very beginning.
    try shop.run(
      """
      WITH RECURSIVE turn (k) AS (SELECT 2 UNION ALL SELECT k + 1 FROM turn WHERE k < 80)
      INSERT INTO messages (id, conversation_id, seq, sender_role, sender_name, body, sent_at,
          status)
        SELECT 'long' || k, (SELECT conversation_id FROM orders WHERE id = 'o07996'), k, 'agent',
          'Robin', 'And so on', strftime('%Y-%m-%dT%H:%M:%fZ', 1800000000 + k, 'unixepoch'), 'read'
        FROM turn
      """
    )
  }

  @Test(arguments: [
    ("everywhere", ["everywhere"]), ("every", ["everywhere", "everyday"]),
    ("ev", ["everywhere", "everyday"]), ("fairly", ["fairly"]), ("bygone", ["bygone"]),
    ("scarce", ["scarce"]), ("it-is", ["everywhere", "everyday", "fairly", "bygone", "scarce"]),
  ])
  func `all pages of a common word are all orders with it, in order`(
    typed: String,
    words: [String]
  ) throws {
    let conditions = Self.sayings.filter { words.contains($0.0) }.map(\.1)
    for sort in [OrderSort.newest, .total] {
      for isNegated in [false, true] {
        let order = sort == .newest ? "created_at DESC" : "total_amount DESC, serial DESC"
        let any = conditions.joined(separator: " OR ")
        let expected = try shop.texts(
          """
          SELECT id FROM (SELECT *, CAST(substr(id, 2) AS INTEGER) AS n FROM orders)
          WHERE \(raw: isNegated ? "NOT" : "") (\(raw: any)) ORDER BY \(raw: order)
          """
        )
        let filter = OrderFilter([FilterTerm(.word(typed), isNegated: isNegated)])
        let listing = OrderListing(filter: filter, sort: sort)
        let what: Comment = "\(typed), \(sort), negated: \(isNegated)"
        for limits in [SearchLimits.usual, Self.low] {
          let pages = PagedListing(shop: shop, listing: listing, limits: limits)
          try pages.expectDown(expected, what)
          // The way up is the same for any sort, and long.
          guard sort == .newest else { continue }
          try pages.expectUp(expected, what)
          try pages.expectAround(expected, what)
        }
      }
    }
  }

  /// So low that this shop goes the ways of one a hundred times as large: rows far back are asked
  /// for one by one, and a beginning of two words has too many.
  private static let low = SearchLimits(firstHits: 10, mostHits: 40, mostWords: 1, fewHits: 2)
}
