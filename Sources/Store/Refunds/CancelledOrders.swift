package import Commerce
package import SQLiteKit

extension OrderMoney {
  /// Why an order that is cancelled was to get nothing back; nil when nobody said so.
  ///
  /// A cancellation is final, so the newest one is the one that stands.
  package static func reasonForNoRefund(
    of order: OrderID,
    on connection: borrowing Connection
  ) throws -> String? {
    try connection.first(
      """
      SELECT e.reason FROM order_events e JOIN orders o ON o.id = e.order_id
      WHERE e.order_id = \(order) AND e.kind = 'cancel' AND o.status = 'cancelled'
      ORDER BY e.serial DESC LIMIT 1
      """
    ) { try $0.textIfPresent("reason") } ?? nil
  }

  /// The number of an order with which a text begins; nil when it begins with none.
  package static func orderNumber(
    beginning text: String,
    on connection: borrowing Connection
  ) throws -> String? {
    try connection.text(
      """
      WITH RECURSIVE ends (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM ends WHERE n < length(\(text)))
      SELECT o.order_number FROM ends CROSS JOIN orders o
      WHERE o.order_number IN (substr(\(text), 1, n), upper(substr(\(text), 1, n))) LIMIT 1
      """
    )
  }
}
