import Commerce

/// The commands that place orders.
extension OperationWords {
  init?(sale operation: Operation) {
    switch operation {
    case .placeOrder(let order, _):
      guard let words = Self.words(of: order) else { return nil }
      self.init("order new", about: "", words)
    case .replaceOrder(_, let request, _):
      let items = request.items?.map { "\($0.sku)=\($0.quantity)" } ?? []
      let why = Self.option("reason", request.reason.rawValue) + Self.option("text", request.text)
      let price = Self.option("difference", request.difference?.decimalString)
      let rest = Self.options("item", items) + why + price
      self.init("order replace", rest + (request.exceedsOrder ? ["--more-than-ordered"] : []))
    default: return nil
    }
  }

  /// Nil for an item whose name would be read as a SKU and a name.
  private static func words(of order: NewOrder) -> [String]? {
    guard let items = items("item", order.items) else { return nil }
    let amounts = [
      ("shipping", order.shipping), ("tax", order.tax), ("discount", order.discount),
    ]
    .flatMap { name, amount in amount.isZero ? [] : option(name, amount.decimalString) }
    return option("customer", order.customerName) + items
      + option("currency", order.currency.code)
      + option("email", order.customerEmail) + option("phone", order.customerPhone)
      + address(order.address) + amounts + option("payment", order.paymentMethod)
      + option("note", order.customerNotes) + option("internal-note", order.note)
  }
}
