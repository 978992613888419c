package import Commerce
package import SQLiteKit

/// What was sold with an order and what it brought in, as far as shipping and cancelling ask.
extension OrderChanges {
  package static func items(
    of id: OrderID,
    _ currency: Currency,
    on connection: borrowing Connection
  ) throws -> [OrderItem] {
    try connection.map(
      """
      SELECT product_id, name, quantity, unit_amount FROM order_items
      WHERE order_id = \(id) ORDER BY position
      """
    ) { row in
      OrderItem(
        productID: try row.text("product_id"),
        name: try row.text("name"),
        quantity: try row.integer("quantity"),
        unitPrice: Money(minorUnits: try row.int64("unit_amount"), currency: currency)
      )
    }
  }

  /// What was captured for an order and has not been given back, as far as the store knows.
  package static func heldAmount(
    of id: OrderID,
    on connection: borrowing Connection
  ) throws -> Money? {
    try connection.first(
      """
      SELECT o.currency, o.total_amount - o.amount_refunded AS held FROM orders o WHERE o.id = \(id)
      """
    ) { try $0.money("held") }
  }
}
