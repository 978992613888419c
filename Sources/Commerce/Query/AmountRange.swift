/// A plain decimal without a currency, since a query speaks of all of them.
package struct PlainDecimal: Equatable, Hashable, Sendable {
  /// All digits as one number; never negative.
  package let units: Int64
  /// How many of the digits stand after the point, 0 … 4.
  package let decimals: Int

  /// As many decimals as any currency has.
  static let mostDecimals = 4

  package init(_ text: String) throws(MoneyError) {
    let bytes = text.utf8.span
    var reader = DecimalReader()
    if reader.take(UInt8(ascii: "-"), in: bytes) { throw .negative }
    let (units, decimals) = try reader.digits(in: bytes, mostDecimals: Self.mostDecimals)
    self.units = try DecimalReader.signed(units, isNegative: false)
    self.decimals = decimals
  }

  package var text: String {
    guard decimals > 0 else { return String(units) }
    let digits = String(units)
    let padded = String(repeating: "0", count: max(0, decimals + 1 - digits.count)) + digits
    return "\(padded.dropLast(decimals)).\(padded.suffix(decimals))"
  }

  /// The minor units just below and just above in a currency of that exponent, equal when exact.
  ///
  /// Nil when they do not fit in 64 bits.
  func minorUnits(exponent: Int) -> (below: Int64, above: Int64)? {
    if decimals > exponent {
      let divisor = (exponent..<decimals).reduce(Int64(1)) { product, _ in product * 10 }
      let below = units / divisor
      return (below, units % divisor == 0 ? below : below + 1)
    }
    var scaled = units
    for _ in decimals..<exponent {
      let (next, overflow) = scaled.multipliedReportingOverflow(by: 10)
      guard !overflow else { return nil }
      scaled = next
    }
    return (scaled, scaled)
  }
}

/// A condition on the total: `100`, `>100`, `<=59.99`, `10..20`, `10..`, `..20`.
package enum AmountRange: Equatable, Hashable, Sendable {
  case compared(Comparison, PlainDecimal)
  /// Both ends included; nil is open. Never nil on both sides.
  case between(PlainDecimal?, PlainDecimal?)
}

extension AmountRange {
  /// The minor units that match in a currency of that exponent; nil when no amount can.
  ///
  /// `Currency.codes(withExponent:)` says which currencies count so; all others have two places.
  package func minorUnits(exponent: Int) -> ClosedRange<Int64>? {
    switch self {
    case .compared(let comparison, let bound):
      Self.range(comparison, bound.minorUnits(exponent: exponent))
    case .between(let lower, let upper):
      Self.range(
        // A lower end that is too large to count leaves nothing; such an upper end, everything.
        from: lower.map { $0.minorUnits(exponent: exponent)?.above } ?? .min,
        through: upper.map { $0.minorUnits(exponent: exponent)?.below ?? .max } ?? .max
      )
    }
  }

  private static func range(
    _ comparison: Comparison,
    _ bound: (below: Int64, above: Int64)?
  ) -> ClosedRange<Int64>? {
    switch comparison {
    case .equal:
      guard let bound, bound.below == bound.above else { return nil }
      return bound.below...bound.below
    case .less: return range(from: .min, through: bound.map { $0.above - 1 } ?? .max)
    case .atMost: return range(from: .min, through: bound?.below ?? .max)
    case .greater:
      guard let below = bound?.below, below < .max else { return nil }
      return below + 1 ... .max
    case .atLeast: return range(from: bound?.above, through: .max)
    }
  }

  private static func range(from lower: Int64?, through upper: Int64) -> ClosedRange<Int64>? {
    guard let lower, lower <= upper else { return nil }
    return lower...upper
  }
}
