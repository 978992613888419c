package import Commerce
package import SQLiteKit

/// What was sold with an order, as far as shipping asks.
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
}
