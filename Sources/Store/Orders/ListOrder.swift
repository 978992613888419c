import Commerce
import SQLiteKit

/// One order of the list as SQL: its key columns, its index and its keyset condition.
///
/// Every sort runs along one index in one direction, so a page costs the same anywhere in the
/// list. `total` therefore lists the largest amount first within a currency, and the currencies
/// from Z to A; `total-up` the other way round.
struct ListOrder {
  let sort: OrderSort

  init(_ sort: OrderSort) {
    self.sort = sort
  }

  var index: String {
    switch sort {
    case .newest, .oldest: "orders_by_created"
    case .activity, .activityUp: "orders_by_activity"
    case .total, .totalUp: "orders_by_total"
    case .customer, .customerDown: "orders_by_customer"
    }
  }

  /// Whether the indexes of status, source and payment, which end in the time of creation, hold
  /// their rows in this order.
  var isByCreation: Bool {
    switch sort {
    case .newest, .oldest: true
    case .activity, .activityUp, .total, .totalUp, .customer, .customerDown: false
    }
  }

  private var isDescending: Bool {
    switch sort {
    case .newest, .activity, .total, .customerDown: true
    case .oldest, .activityUp, .totalUp, .customer: false
    }
  }

  /// Whether the keys go down in that direction.
  func isDescending(_ direction: Direction) -> Bool { isDescending == (direction == .forward) }

  private var columns: [String] {
    switch sort {
    case .newest, .oldest: ["o.created_at", "o.serial"]
    case .activity, .activityUp: ["o.activity_at", "o.serial"]
    case .total, .totalUp: ["o.currency", "o.total_amount", "o.serial"]
    case .customer, .customerDown: ["o.customer_name COLLATE NOCASE", "o.serial"]
    }
  }

  /// The stored form of the key as text; see ``OrderCursor``.
  var key: String {
    switch sort {
    case .newest, .oldest: "o.created_at"
    case .activity, .activityUp: "o.activity_at"
    case .total, .totalUp: "printf('%s:%016d', o.currency, o.total_amount)"
    case .customer, .customerDown: "o.customer_name"
    }
  }

  func orderBy(_ direction: Direction) -> String {
    let word = isDescending(direction) ? "DESC" : "ASC"
    return columns.map { "\($0) \(word)" }.joined(separator: ", ")
  }

  /// The rows that come after the start in that direction.
  func condition(from start: Start, _ direction: Direction) throws(StoreError) -> SQL {
    guard let cursor = start.cursor else { return "1" }
    let sign = isDescending(direction) ? "<" : ">"
    let comparison = start.isIncluded ? sign + "=" : sign
    let left = columns.joined(separator: ", ")
    let rows: SQL = "(\(raw: left)) \(raw: comparison) (\(sql: try values(of: cursor)))"
    guard sort == .customer || sort == .customerDown else { return rows }
    // With a collation SQLite seeks by the plain comparison only.
    return "\(raw: columns[0]) \(raw: sign)= \(cursor.key) AND \(sql: rows)"
  }

  private func values(of cursor: OrderCursor) throws(StoreError) -> SQL {
    guard sort == .total || sort == .totalUp else { return "\(cursor.key), \(cursor.serial)" }
    let parts = cursor.key.split(separator: ":", maxSplits: 1)
    guard parts.count == 2, let amount = Int64(parts[1]) else {
      throw .unreadableCursor(cursor.key)
    }
    return "\(parts[0]), \(amount), \(cursor.serial)"
  }

  /// The order in which keys of several branches are merged; only times are ever merged.
  func precedes(_ left: OrderCursor, _ right: OrderCursor, _ direction: Direction) -> Bool {
    isDescending(direction)
      ? (left.key, left.serial) > (right.key, right.serial)
      : (left.key, left.serial) < (right.key, right.serial)
  }

  enum Direction {
    /// As the list stands, top to bottom.
    case forward
    case backward

    var opposite: Direction { self == .forward ? .backward : .forward }
  }

  /// Where a walk begins; without a cursor at the very end that the direction leads away from.
  struct Start {
    var cursor: OrderCursor?
    var isIncluded = false

    static let end = Start(cursor: nil)

    static func beyond(_ cursor: OrderCursor) -> Start { Start(cursor: cursor) }

    static func at(_ cursor: OrderCursor) -> Start { Start(cursor: cursor, isIncluded: true) }
  }
}
