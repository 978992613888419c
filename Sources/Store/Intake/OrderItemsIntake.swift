package import SQLiteKit

/// Mends what SQLite's JSON functions cannot carry over.
package enum OrderItemsIntake {
  /// Writes an item's texts once more, with the NUL characters that JSON in SQLite cuts off.
  package static func setTexts(
    product: String,
    name: String,
    at position: Int,
    of order: String,
    on connection: borrowing Connection
  ) throws {
    try connection.run(
      """
      UPDATE order_items SET product_id = \(product), name = \(name)
        WHERE order_id = \(order) AND position = \(position)
          AND NOT EXISTS (SELECT 1 FROM orders o
            WHERE o.id = \(order) AND \(raw: M001.isEdited("items", of: "o")))
      """
    )
  }
}
