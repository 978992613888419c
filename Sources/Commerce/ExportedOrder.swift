/// One order as an export tells it, read for many orders at once.
package struct ExportedOrder: Equatable, Sendable {
  package var summary: OrderSummary
  package var customerEmail: String?
  package var customerPhone: String?
  package var shippingAddress: Address?
  package var shipping: Money
  package var tax: Money
  package var discount: Money
  /// What has really gone back.
  package var refunded: Money
  package var paymentMethod: String?
  package var carrier: String?
  package var trackingNumber: String?
  package var estimatedDelivery: String?
  package var deliveredAt: Instant?
  package var items: [OrderItem] = []

  package init(
    summary: OrderSummary,
    shipping: Money,
    tax: Money,
    discount: Money,
    refunded: Money
  ) {
    self.summary = summary
    self.shipping = shipping
    self.tax = tax
    self.discount = discount
    self.refunded = refunded
  }

  /// The same without what only those see who have the order.
  package var withMaskedContact: ExportedOrder {
    var masked = self
    masked.customerEmail = customerEmail.map(ContactRules.masked(email:))
    masked.customerPhone = customerPhone.map(ContactRules.masked(phone:))
    masked.shippingAddress = shippingAddress.map(ContactRules.masked(address:))
    return masked
  }
}
