/// What a refund of an order can be made of.
package struct RefundableParts: Equatable, Sendable {
  package struct Item: Equatable, Sendable {
    package var position: Int
    package var productID: String
    package var name: String
    package var quantity: Int
    package var unitAmount: Int64
    /// How many of it are refunded or to be.
    package var refunded: Int

    package init(
      position: Int,
      productID: String,
      name: String,
      quantity: Int,
      unitAmount: Int64,
      refunded: Int = 0
    ) {
      self.position = position
      self.productID = productID
      self.name = name
      self.quantity = quantity
      self.unitAmount = unitAmount
      self.refunded = refunded
    }

    /// How many of it can still be refunded.
    package var left: Int { max(0, quantity.subtractingClamped(refunded)) }
  }

  package var total: Money
  package var shipping: Money
  package var shippingRefunded: Money
  package var items: [Item]

  package init(total: Money, shipping: Money, shippingRefunded: Money, items: [Item] = []) {
    self.total = total
    self.shipping = shipping
    self.shippingRefunded = shippingRefunded
    self.items = items
  }

  package var shippingLeft: Money {
    Money(
      minorUnits: max(0, shipping.minorUnits.subtractingClamped(shippingRefunded.minorUnits)),
      currency: total.currency
    )
  }

  /// Counts what refunds have of the items: by product, because a source may send its lines anew in
  /// another order, and of several lines with one product the first first.
  package mutating func count(_ lines: [Refund.Line]) {
    var open: [String: Int] = [:]
    for line in lines {
      let key = Self.key(productID: line.productID, name: line.name)
      open[key] = (open[key] ?? 0).addingClamped(max(0, line.quantity))
    }
    for place in items.indices {
      let key = Self.key(productID: items[place].productID, name: items[place].name)
      let count = min(open[key] ?? 0, max(0, items[place].quantity))
      items[place].refunded = count
      open[key] = (open[key] ?? 0) - count
    }
  }

  /// What tells an item from the others: its product, or its name where it has none.
  private static func key(productID: String, name: String) -> String {
    productID.isEmpty ? "name \(name)" : "product \(productID)"
  }
}

/// The amount that a part of an order comes to.
package struct RefundAmount: Equatable, Sendable {
  package var amount: Money
  package var shipping: Money
  package var lines: [Refund.Line]
}

/// Why a part of an order cannot be refunded, in words that follow the order's number.
package struct RefundPartError: Error, Equatable, Sendable {
  package var sentence: String

  package init(_ sentence: String) { self.sentence = sentence }
}

extension OrderDetail {
  /// What a refund of it can be made of.
  package var refundableParts: RefundableParts {
    let standing = refunds.filter { !$0.isReported && RefundRules.isReserving($0.state) }
    var parts = RefundableParts(
      total: summary.total,
      shipping: shipping,
      shippingRefunded: Money(
        minorUnits: standing.map(\.shipping.minorUnits).clampedSum,
        currency: summary.total.currency
      )
    )
    parts.items = items.enumerated().map { position, item in
      RefundableParts.Item(
        position: position,
        productID: item.productID,
        name: item.name,
        quantity: item.quantity,
        unitAmount: item.unitPrice.minorUnits
      )
    }
    parts.count(standing.flatMap(\.lines))
    return parts
  }
}

extension RefundableParts {
  /// What the part comes to while `room` can still be refunded; the cap itself is the caller's.
  package func amount(
    of part: RefundPart,
    room: Money
  ) throws(RefundPartError) -> RefundAmount {
    let none = Money.zero(total.currency)
    switch part {
    case .full:
      let shipping = min(shippingLeft.minorUnits, room.minorUnits)
      return RefundAmount(
        amount: room,
        shipping: Money(minorUnits: shipping, currency: total.currency),
        lines: []
      )
    case .amount(let money):
      guard money.currency == total.currency else {
        throw RefundPartError(
          "it is paid in \(total.currency), so \(money.currency) cannot be refunded"
        )
      }
      return RefundAmount(amount: money, shipping: none, lines: [])
    case .shipping:
      guard !shippingLeft.isZero else {
        throw RefundPartError(
          shipping.isZero ? "it has no shipping" : "its shipping is refunded already"
        )
      }
      return RefundAmount(amount: shippingLeft, shipping: shippingLeft, lines: [])
    case .items(let wanted):
      let lines = try lines(of: wanted)
      let sum = lines.map(\.amount.minorUnits).clampedSum
      let amount = Money(minorUnits: sum, currency: total.currency)
      return RefundAmount(amount: amount, shipping: none, lines: lines)
    }
  }

  // MARK: Items

  private func lines(of wanted: [ItemQuantity]) throws(RefundPartError) -> [Refund.Line] {
    guard !wanted.isEmpty else { throw RefundPartError("no item is named") }
    var taken: [Int: Int] = [:]
    for want in wanted { try take(want, &taken) }
    let shares = try itemShares()
    return items.enumerated().compactMap { place, item in
      guard let count = taken[place] else { return nil }
      return Refund.Line(
        position: item.position,
        productID: item.productID,
        name: item.name,
        quantity: count,
        amount: share(of: shares[place], for: count, of: item)
      )
    }
  }

  /// Of several lines with one product the first has its turn first.
  private func take(_ want: ItemQuantity, _ taken: inout [Int: Int]) throws(RefundPartError) {
    let places = items.indices.filter { items[$0].productID == want.item }
    let named = places.isEmpty ? items.indices.filter { items[$0].name == want.item } : places
    guard !named.isEmpty else {
      let known = items.map { $0.productID.isEmpty ? $0.name : $0.productID }
      throw RefundPartError(
        "it has no item \(want.item); it has \(known.joined(separator: ", "))"
      )
    }
    guard want.quantity > 0 else {
      throw RefundPartError("of \(want.item) at least 1 has to be refunded")
    }
    var open = want.quantity
    for place in named {
      let count = min(open, items[place].left - (taken[place] ?? 0))
      guard count > 0 else { continue }
      taken[place, default: 0] += count
      open -= count
    }
    guard open == 0 else {
      let left = named.map { items[$0].left }.clampedSum
      throw RefundPartError(
        "of \(want.item) \(left) can be refunded, and \(want.quantity) are asked for"
      )
    }
  }

  /// What was paid for each line: the total without shipping, shared out by the lines' prices, so
  /// that a discount or tax falls on all alike.
  private func itemShares() throws(RefundPartError) -> [Int64] {
    do {
      let paid = try total.subtracting(shipping)
      var weights: [Int64] = []
      for item in items {
        let price = Money(minorUnits: item.unitAmount, currency: total.currency)
        weights.append(try price.multiplied(by: Int64(item.quantity)).minorUnits)
      }
      let whole = Money(minorUnits: max(0, paid.minorUnits), currency: total.currency)
      return try whole.allocated(over: weights).map(\.minorUnits)
    } catch {
      throw RefundPartError("its items cannot be counted (\(error.sentence))")
    }
  }

  /// Cut so that all pieces of a line together are exactly its share, however they are taken.
  private func share(of line: Int64, for count: Int, of item: Item) -> Money {
    let upTo = { (pieces: Int) in Int64(Int128(line) * Int128(pieces) / Int128(item.quantity)) }
    return Money(
      minorUnits: upTo(item.refunded + count) - upTo(item.refunded),
      currency: total.currency
    )
  }
}
