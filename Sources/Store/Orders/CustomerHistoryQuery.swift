import Commerce
import SQLiteKit

/// All orders of one person: those with the same e-mail, whatever its case, or the same phone.
enum CustomerHistoryQuery {
  static func load(
    of id: OrderID,
    on connection: borrowing Connection
  ) throws -> CustomerHistory {
    var history = CustomerHistory(orderCount: 0, netSpend: [], firstOrderAt: nil)
    try connection.forEach(query(id)) { row in
      history.orderCount += try row.integer("orders")
      let first = try row.instant("first_at")
      history.firstOrderAt = min(history.firstOrderAt ?? first, first)
      guard try row.integer("paid_orders") > 0 else { return }
      history.netSpend.append(
        Money(minorUnits: try net(row), currency: try row.currency("currency"))
      )
    }
    return history
  }

  /// SQLite's sum() refuses to overflow, and a hostile feed may hold the largest numbers there
  /// are, so high and low halves are added apart.
  private static func net(_ row: borrowing Row) throws -> Int64 {
    let high = Int128(try row.int64("net_high")) << 32
    let net = high + Int128(try row.int64("net_low"))
    return Int64(clamping: net)
  }

  /// An order that is refunded whole counts nothing, also when its source does not say how much.
  private static func query(_ id: OrderID) -> SQL {
    """
    WITH same (serial) AS (
      SELECT serial FROM orders WHERE id = \(id)
      UNION SELECT o.serial FROM orders me CROSS JOIN orders o INDEXED BY orders_by_email
        ON lower(o.customer_email) = lower(me.customer_email) AND o.customer_email IS NOT NULL
        WHERE me.id = \(id) AND me.customer_email <> ''
      UNION SELECT o.serial FROM orders me CROSS JOIN orders o INDEXED BY orders_by_phone
        ON o.customer_phone = me.customer_phone
        WHERE me.id = \(id) AND me.customer_phone <> ''
    ), spent (currency, created_at, is_paid, net) AS (
      SELECT \(raw: M001.saidCurrency("o")), o.created_at,
        o.payment_status IN ('paid', 'partially_refunded', 'refunded'),
        CASE WHEN o.payment_status IN ('paid', 'partially_refunded')
          THEN \(raw: M001.saidTotal("o")) - o.amount_refunded ELSE 0 END
      FROM same CROSS JOIN orders o ON o.serial = same.serial
    )
    SELECT currency, count(*) AS orders, min(created_at) AS first_at, sum(is_paid) AS paid_orders,
      sum(net >> 32) AS net_high, sum(net & 4294967295) AS net_low
    FROM spent GROUP BY currency ORDER BY currency
    """
  }
}
