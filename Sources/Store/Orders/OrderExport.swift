package import Commerce
import SQLiteKit

extension Store {
  /// Orders of a page of a list, in its order, with what an export tells beside it.
  package func exported(_ rows: [OrderSummary]) throws -> [ExportedOrder] {
    try database.read { connection in
      try rows.compactMap { try ExportedOrder($0, on: connection) }
    }
  }

  /// All messages of one order's chat, oldest first.
  package func messages(of order: OrderID) throws -> [ChatMessage] {
    try database.read { connection in
      guard let conversation = try ChatMessages.conversationID(of: order, on: connection) else {
        return []
      }
      return try ChatMessages.all(of: conversation, on: connection)
    }
  }
}

extension ExportedOrder {
  fileprivate init?(_ summary: OrderSummary, on connection: borrowing Connection) throws {
    let known = try connection.first(Self.facts(of: summary.id)) { row in
      var order = ExportedOrder(
        summary: summary,
        shipping: try row.money("shipping_amount"),
        tax: try row.money("tax_amount"),
        discount: try row.money("discount_amount"),
        refunded: try row.money("amount_refunded")
      )
      order.customerEmail = try row.textIfPresent("customer_email")
      order.customerPhone = try row.textIfPresent("customer_phone")
      order.shippingAddress = try Address(of: row)
      order.paymentMethod = try row.textIfPresent("payment_method")
      order.carrier = try row.textIfPresent("carrier")
      order.trackingNumber = try row.textIfPresent("tracking_number")
      order.estimatedDelivery = try row.textIfPresent("estimated_delivery")
      order.deliveredAt = try row.instantIfPresent("delivered_at")
      return order
    }
    guard var order = known else { return nil }
    order.items = try OrderChanges.items(of: summary.id, summary.total.currency, on: connection)
    self = order
  }

  private static func facts(of id: OrderID) -> SQL {
    """
    SELECT o.currency, o.shipping_amount, o.tax_amount, o.discount_amount, o.amount_refunded,
      o.customer_email, o.customer_phone, o.payment_method, o.carrier, o.tracking_number,
      o.estimated_delivery, o.delivered_at, \(sql: Address.columns)
    FROM orders o WHERE o.id = \(id)
    """
  }
}
