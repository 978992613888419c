package import Commerce
import SQLiteKit

extension Store {
  /// Where the kept counts differ from the rows, for `doctor`; empty when all is well.
  package func countDifferences() throws -> [String] {
    try longReads.read { connection in
      try connection.map(
        """
        SELECT k.source || ' ' || k.status || ': ' || k.count || ' kept, '
          || coalesce(r.n, 0) || ' there' AS difference
        FROM order_counts k
        LEFT JOIN (SELECT source, status, count(*) AS n FROM orders GROUP BY source, status) r
          ON r.source = k.source AND r.status = k.status
        WHERE k.count <> coalesce(r.n, 0)
        """
      ) { row in try row.text("difference") }
    }
  }

  /// The chat order of that number, whether it is an order yet or not; of several with the number
  /// the one that became an order, then the newest.
  package func chatOrderID(number: String) throws -> OrderID? {
    try database.read { connection in
      try connection.text(
        """
        SELECT c.id FROM chat_orders c LEFT JOIN orders o ON o.id = c.id
        WHERE c.order_number = \(number)
        ORDER BY o.id IS NULL, c.created_at DESC, c.id LIMIT 1
        """
      )
    }.map(OrderID.init(rawValue:))
  }

  /// The chat checkout of that number, while it is no order.
  package func openCheckout(number: String) throws -> OpenCheckout? {
    try database.read { connection in
      try connection.first(
        """
        SELECT c.order_number, c.payment_status, c.payment_method, c.status FROM chat_orders c
        WHERE c.order_number IN (\(number), \(number.uppercased()))
          AND NOT EXISTS (SELECT 1 FROM orders o WHERE o.id = c.id)
        ORDER BY c.created_at DESC, c.id LIMIT 1
        """
      ) { row in
        OpenCheckout(
          number: try row.text("order_number"),
          payment: try row.text("payment_status"),
          method: try row.textIfPresent("payment_method"),
          status: try row.text("status")
        )
      }
    }
  }
}
