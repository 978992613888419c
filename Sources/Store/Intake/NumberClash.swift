import Commerce
package import SQLiteKit

/// An order number of the storefront that another order of this store has already.
package enum NumberClash {
  /// Why the order with this id cannot be taken in; nil when its number is free.
  package static func sentence(
    number: String,
    ofOrder id: String,
    on connection: borrowing Connection
  ) throws -> String? {
    try connection.first(
      """
      SELECT customer_name, total_amount, currency FROM orders
      WHERE order_number = \(number) AND id <> \(id)
      """
    ) { row in
      let total = try row.money("total_amount", currency: "currency")
      return "order number \(number) belongs to another order of this store (customer "
        + "\(try row.text("customer_name")), total \(total.display())); the source has to give it "
        + "its own number"
    }
  }
}
