package import Commerce

/// One moment of a chat order as its source tells it: a row of `chat_orders`.
package struct ChatOrderSnapshot: Equatable, Sendable {
  package var id: String
  package var orderNumber: String
  package var chatSessionID: String?
  package var checkoutSessionID: String?
  package var paymentIntentID: String?
  package var customerName: String
  package var customerEmail: String?
  package var customerPhone: String?
  /// JSON: `[{"product_id", "name", "quantity", "unit_amount"}]`, amounts in minor units.
  package var items: String
  /// JSON object; nil without one.
  package var shippingAddress: String?
  package var currency: String
  package var amountTotal: Int64
  package var amountRefunded: Int64
  /// The source's own words, known to us or not.
  package var status: String
  package var paymentStatus: String
  package var paymentMethod: String?
  package var customerNotes: String?
  /// JSON object; `status_history`, `shipping_amount`, `tracking_number` and the like live here.
  package var metadata: String
  package var createdAt: Instant
  package var updatedAt: Instant

  package init(
    id: String,
    orderNumber: String,
    customerName: String,
    items: String,
    currency: String,
    amountTotal: Int64,
    paymentStatus: String,
    createdAt: Instant,
    updatedAt: Instant
  ) {
    self.id = id
    self.orderNumber = orderNumber
    self.customerName = customerName
    self.items = items
    self.currency = currency
    self.amountTotal = amountTotal
    amountRefunded = 0
    status = "pending"
    self.paymentStatus = paymentStatus
    metadata = "{}"
    self.createdAt = createdAt
    self.updatedAt = updatedAt
  }
}

/// One moment of a storefront order as its source tells it.
package struct StandardOrderSnapshot: Equatable, Sendable {
  package var id: String
  package var orderNumber: String
  package var customerName: String
  package var customerEmail: String?
  package var customerPhone: String?
  /// JSON, as in ``ChatOrderSnapshot/items``.
  package var items: String
  package var shippingAddress: String?
  package var currency: String
  package var amounts: OrderAmounts
  /// The source's own words, known to us or not.
  package var status: String
  package var paymentStatus: String
  package var paymentMethod: String?
  package var trackingNumber: String?
  package var carrier: String?
  /// A day, `2026-01-31`.
  package var estimatedDelivery: String?
  package var deliveredAt: Instant?
  package var customerNotes: String?
  /// JSON: `[{"status", "at"}]` with canonical times.
  package var statusHistory: String
  package var metadata: String
  package var createdAt: Instant
  package var updatedAt: Instant

  package init(
    id: String,
    orderNumber: String,
    customerName: String,
    items: String,
    currency: String,
    amounts: OrderAmounts,
    createdAt: Instant,
    updatedAt: Instant
  ) {
    self.id = id
    self.orderNumber = orderNumber
    self.customerName = customerName
    self.items = items
    self.currency = currency
    self.amounts = amounts
    status = "pending"
    paymentStatus = "pending"
    statusHistory = "[]"
    metadata = "{}"
    self.createdAt = createdAt
    self.updatedAt = updatedAt
  }
}

/// The amounts of an order in minor units of its currency.
package struct OrderAmounts: Equatable, Sendable {
  package var shipping: Int64
  package var tax: Int64
  package var discount: Int64
  package var total: Int64
  package var refunded: Int64

  package init(
    shipping: Int64,
    tax: Int64,
    discount: Int64,
    total: Int64,
    refunded: Int64 = 0
  ) {
    self.shipping = shipping
    self.tax = tax
    self.discount = discount
    self.total = total
    self.refunded = refunded
  }
}
