import Commerce
import SQLiteKit
import Store

/// Pages of the list and its counts, against the same rows by one statement each.
struct ListFigures {
  static let pageSize = 50

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
    let all = OrderListing()
    let filtered = OrderListing(
      filter: OrderFilter(.status([.shipped]), .source([.chatCommerce]))
    )
    let middle = try cursorInTheMiddle()
    return [
      try page("page of 50, first", all, .first, from: nil),
      try page("page of 50, middle", all, .after(middle), from: middle),
      try page("page of 50, middle, status and source", filtered, .after(middle), from: middle),
      try counts(),
    ]
  }

  private func page(
    _ name: String,
    _ listing: OrderListing,
    _ request: PageRequest,
    from cursor: OrderCursor?
  ) throws -> Figure {
    let condition = listing.filter.isEmpty ? "1" : "o.status = 'shipped' AND o.source = ?3"
    let statement = try bare.prepare(Self.pageSQL(where: condition))
    var values: [DatabaseValue] = [
      .text(cursor?.key ?? "9999"), .integer(Int64(cursor?.serial ?? .max)),
    ]
    if !listing.filter.isEmpty { values.append(.text("chat_commerce")) }
    let times = try Interleaved.time(rounds: options.repetitions(400, quick: 50)) {
      let page = try store.orders(listing, page: request, limit: Self.pageSize, in: .bench)
      try expectFull(page.rows.count)
    } bare: {
      try expectFull(statement.run(values))
    }
    return Figure(
      name: name,
      orders: shop.orders,
      unit: .microseconds,
      ours: times.ours.inMicroseconds,
      bare: times.bare.inMicroseconds,
      target: .none
    )
  }

  private func expectFull(_ count: Int) throws {
    guard count == Self.pageSize else { throw BareError("a page of \(count) rows") }
  }

  private func counts() throws -> Figure {
    let statement = try bare.prepare("SELECT source, status, count FROM order_counts")
    let times = try Interleaved.time(rounds: options.repetitions(400, quick: 50)) {
      guard try store.statusCounts().total >= shop.orders else {
        throw BareError("the counts are not those of the orders")
      }
    } bare: {
      try statement.run()
    }
    return Figure(
      name: "count by status",
      orders: shop.orders,
      unit: .microseconds,
      ours: times.ours.inMicroseconds,
      bare: times.bare.inMicroseconds,
      target: .none
    )
  }

  private func cursorInTheMiddle() throws -> OrderCursor {
    let serial = shop.orders / 2
    let key = try bare.text("SELECT created_at FROM orders WHERE serial = \(serial)")
    return OrderCursor(key: key, serial: serial)
  }

  /// All columns that the console shows of a row, with its newest message.
  private static func pageSQL(where condition: String) -> String {
    """
    SELECT o.id, o.order_number, o.source, o.customer_name, o.currency, o.total_amount, o.status,
      o.payment_status, o.created_at, o.activity_at, o.revision, v.unread_count,
      m.sender_role, substr(m.body, 1, 200)
    FROM orders o
    LEFT JOIN conversations v ON v.id = o.conversation_id
    LEFT JOIN messages m ON m.serial = (SELECT n.serial FROM messages n
      WHERE n.conversation_id = o.conversation_id
      ORDER BY n.sent_at DESC, n.seq DESC, n.serial DESC LIMIT 1)
    WHERE \(condition) AND (o.created_at, o.serial) < (?1, ?2)
    ORDER BY o.created_at DESC, o.serial DESC LIMIT \(pageSize)
    """
  }
}

extension QueryContext {
  /// A moment after the newest made-up order.
  static let bench = QueryContext(now: Instant(milliseconds: 1_800_000_000_000), zone: .utc)
}
