/// An amount of one currency, counted in its minor unit; never a fraction of it, never a float.
package struct Money: Hashable, Sendable {
  package let minorUnits: Int64
  package let currency: Currency

  package init(minorUnits: Int64, currency: Currency) {
    self.minorUnits = minorUnits
    self.currency = currency
  }

  package static func zero(_ currency: Currency) -> Money {
    Money(minorUnits: 0, currency: currency)
  }

  package var isZero: Bool { minorUnits == 0 }
  package var isNegative: Bool { minorUnits < 0 }
}

/// Why an amount cannot be read or worked out.
package enum MoneyError: Error, Equatable, Sendable {
  /// The text breaks the form of a plain decimal at this byte, counted from 0.
  case malformed(atByte: Int)
  case negative
  case tooManyDecimals(allowed: Int)
  /// The result does not fit in 64 bits of minor units.
  case tooLarge
  case differentCurrencies(Currency, Currency)
  /// Shares were asked for over no lines, or over a negative weight.
  case cannotAllocate

  package var sentence: String {
    switch self {
    case .malformed: "not an amount like 59.99"
    case .negative: "an amount below zero"
    case .tooManyDecimals(allowed: 0): "an amount with decimals, in a currency that has none"
    case .tooManyDecimals(let allowed): "an amount with more than \(allowed) decimals"
    case .tooLarge: "an amount too large to count"
    case .differentCurrencies(let left, let right): "\(left) and \(right) cannot be added"
    case .cannotAllocate: "no lines to share the amount over"
    }
  }
}

// MARK: - Arithmetic

extension Money {
  package func adding(_ other: Money) throws(MoneyError) -> Money {
    try combined(with: other) { $0.addingReportingOverflow($1) }
  }

  package func subtracting(_ other: Money) throws(MoneyError) -> Money {
    try combined(with: other) { $0.subtractingReportingOverflow($1) }
  }

  package func multiplied(by quantity: Int64) throws(MoneyError) -> Money {
    let (product, overflow) = minorUnits.multipliedReportingOverflow(by: quantity)
    guard !overflow else { throw .tooLarge }
    return Money(minorUnits: product, currency: currency)
  }

  /// Shares in proportion to the weights that add up to exactly this amount.
  ///
  /// Each line gets its share rounded towards zero; the units left over go one each to the lines
  /// that lost most by the rounding, the earlier line first. All weights zero: equal shares.
  package func allocated(over weights: [Int64]) throws(MoneyError) -> [Money] {
    guard !weights.isEmpty, weights.allSatisfy({ $0 >= 0 }) else { throw .cannotAllocate }
    let sum = weights.reduce(Int128(0)) { $0 + Int128($1) }
    guard sum > 0 else { return try allocated(over: weights.map { _ in 1 }) }
    let products = weights.map { Int128(minorUnits.magnitude) * Int128($0) }
    var shares = products.map { $0 / sum }
    let leftOver = Int(Int128(minorUnits.magnitude) - shares.reduce(0, +))
    let byLoss = products.indices.sorted { left, right in
      let (lossLeft, lossRight) = (products[left] % sum, products[right] % sum)
      return lossLeft == lossRight ? left < right : lossLeft > lossRight
    }
    for line in byLoss.prefix(leftOver) { shares[line] += 1 }
    return shares.map { share in
      Money(minorUnits: Int64(minorUnits < 0 ? -share : share), currency: currency)
    }
  }

  private func combined(
    with other: Money,
    by operation: (Int64, Int64) -> (partialValue: Int64, overflow: Bool)
  ) throws(MoneyError) -> Money {
    guard currency == other.currency else { throw .differentCurrencies(currency, other.currency) }
    let (result, overflow) = operation(minorUnits, other.minorUnits)
    guard !overflow else { throw .tooLarge }
    return Money(minorUnits: result, currency: currency)
  }
}
