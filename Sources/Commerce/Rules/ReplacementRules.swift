/// Which orders goods are sent of once more, how many, and at what price.
package enum ReplacementRules {
  /// The lowest role that sends more than was ordered.
  package static let roleBeyondOrder = ShippingRules.role

  /// Why an order of that status is not replaced; nil when it may be.
  package static func refusal(of status: OrderStatus) -> String? {
    switch status {
    case .shipped, .delivered, .cancelled: nil
    case .pending, .confirmed, .processing, .packaged:
      "a \(status.rawValue) order is not replaced, since nothing of it has left; edit it instead"
    }
  }

  /// What of each product was ordered and is not replaced yet; products of one id are one line.
  package static func left(
    of items: [OrderItem],
    after replaced: [ParcelQuantity]
  ) -> [ParcelItem] {
    ShippingRules.left(of: items, after: []).map { line in
      var line = line
      for sent in replaced where sent.sku == line.sku {
        line.quantity = max(0, line.quantity.subtractingClamped(sent.quantity))
      }
      return line
    }
  }

  /// The lines of the new order: each costs nothing, or its part of the difference.
  package static func items(
    for request: ReplacementRequest,
    of items: [OrderItem],
    after replaced: [ParcelQuantity],
    in currency: Currency,
    by role: StaffRole
  ) throws(EditProblem) -> [OrderItem] {
    guard !items.isEmpty else { throw EditProblem("it has no items to send once more") }
    let left = left(of: items, after: replaced)
    let wanted = try quantities(request, left, items)
    guard !wanted.isEmpty else {
      throw EditProblem("all of it is replaced already; name what to send with its quantity")
    }
    for line in wanted { try refuseTooMany(line, left, request, role) }
    guard let difference = request.difference else {
      return wanted.map { item($0, Money.zero(currency), among: items) }
    }
    return try priced(wanted, difference, items, currency)
  }

  private static func quantities(
    _ request: ReplacementRequest,
    _ left: [ParcelItem],
    _ items: [OrderItem]
  ) throws(EditProblem) -> [ParcelItem] {
    guard let named = request.items?.map({ $0.bySKU(among: items) }) else {
      return left.filter { $0.quantity > 0 }
    }
    var lines: [ParcelItem] = []
    for quantity in named {
      guard var line = left.first(where: { $0.sku == quantity.sku }) else {
        let known = left.map(\.sku).joined(separator: ", ")
        throw EditProblem("it has no item \(quantity.sku); it has \(known)")
      }
      guard !lines.contains(where: { $0.sku == quantity.sku }) else {
        throw EditProblem("\(quantity.sku) is named twice; give its quantity once")
      }
      guard (1...EditRules.mostPieces).contains(quantity.quantity) else {
        throw EditProblem("of \(quantity.sku) there can be 1 to \(EditRules.mostPieces)")
      }
      line.quantity = quantity.quantity
      lines.append(line)
    }
    return lines
  }

  private static func refuseTooMany(
    _ line: ParcelItem,
    _ left: [ParcelItem],
    _ request: ReplacementRequest,
    _ role: StaffRole
  ) throws(EditProblem) {
    let most = left.first { $0.sku == line.sku }?.quantity ?? 0
    guard line.quantity > most else { return }
    let rule =
      "\(line.quantity) of \(line.sku) are asked for, and \(most) ordered ones are not replaced yet"
    guard role >= roleBeyondOrder else {
      throw EditProblem("\(rule); only ops and admins may send more than was ordered")
    }
    guard request.exceedsOrder else {
      throw EditProblem("\(rule); to send more than was ordered, say so")
    }
  }

  // MARK: Prices

  /// Shared over the products by what they cost, to the last minor unit.
  private static func priced(
    _ wanted: [ParcelItem],
    _ difference: Money,
    _ items: [OrderItem],
    _ currency: Currency
  ) throws(EditProblem) -> [OrderItem] {
    guard difference.currency == currency, !difference.isNegative else {
      throw EditProblem("the difference is an amount in \(currency), not below zero")
    }
    let weights = wanted.map { line -> Int64 in
      let price = items.first { $0.sku == line.sku }?.unitPrice.minorUnits ?? 0
      return price.multipliedClamped(by: Int64(line.quantity))
    }
    let shares: [Money]
    do {
      shares = try difference.allocated(over: weights)
    } catch {
      throw EditProblem("the difference is \(error.sentence)")
    }
    return zip(wanted, shares).flatMap { line, share in
      let (each, rest) = share.minorUnits.quotientAndRemainder(dividingBy: Int64(line.quantity))
      // Pieces that a share does not divide into make two lines, a minor unit apart.
      let parts = [(line.quantity - Int(rest), each), (Int(rest), each + 1)]
      return parts.filter { $0.0 > 0 }.map { quantity, price in
        let part = ParcelItem(sku: line.sku, name: line.name, quantity: quantity)
        return item(part, Money(minorUnits: price, currency: currency), among: items)
      }
    }
  }

  private static func item(
    _ line: ParcelItem,
    _ price: Money,
    among items: [OrderItem]
  ) -> OrderItem {
    OrderItem(
      productID: items.first { $0.sku == line.sku }?.productID ?? "",
      name: line.name,
      quantity: line.quantity,
      unitPrice: price
    )
  }
}
