import Commerce

extension OrderPlan.Basket {
  /// One to three things off the shelf, at the prices of the customer's country.
  ///
  /// What is ordered in a chat begins with a lamp, since that is what people ask about there.
  static func random(
    for customer: DemoCustomer,
    isChat: Bool,
    _ random: inout DemoRandom
  ) -> OrderPlan.Basket {
    var lines: [OrderPlan.Basket.Line] = []
    for place in 0..<random.pick([1, 1, 1, 2, 2, 3], else: 1) {
      let shelf = isChat && place == 0 ? DemoCatalog.lamps : DemoCatalog.products
      guard let product = random.pick(shelf),
        !lines.contains(where: { $0.product == product })
      else { continue }
      let price = DemoPrices.price(product, in: customer.currency)
      let quantity = random.pick([1, 1, 1, 2, 2, 3], else: 1)
      lines.append(.init(product: product, quantity: quantity, price: price))
    }
    let goods = lines.reduce(0) { $0 + Int64($1.quantity) * $1.price }
    let shipping = DemoPrices.shipping(for: goods, in: customer.currency)
    // American prices are without tax; elsewhere it is in the price.
    let tax = customer.address.country == "US" ? goods * 7 / 100 : 0
    let discount = !isChat && random.happens(25) ? goods / 10 : 0
    let total = goods + shipping + tax - discount
    return .init(lines: lines, shipping: shipping, tax: tax, discount: discount, total: total)
  }

  /// What was ordered beside the first thing, as a customer writes it; nil when nothing was.
  var extra: String? {
    guard lines.count > 1 else { return nil }
    return lines.dropFirst().map { "\($0.quantity) × \($0.product.name)" }.joined(separator: " + ")
  }
}
