// Amounts from text and to text, digit by digit.

extension Money {
  /// Reads a plain decimal such as `59.99`, `1204` or `0.5`, exactly.
  ///
  /// ASCII digits only; no sign unless asked for, no grouping, exponent, space, bare point or
  /// needless leading zero, and no more decimals than the currency has.
  package init(
    decimal text: String,
    currency: Currency,
    allowingMinus: Bool = false
  ) throws(MoneyError) {
    let bytes = text.utf8.span
    var reader = DecimalReader()
    let isNegative = reader.take(UInt8(ascii: "-"), in: bytes)
    if isNegative && !allowingMinus { throw .negative }
    let exponent = currency.exponent
    let (units, decimals) = try reader.digits(in: bytes, mostDecimals: exponent)
    let scaled = try DecimalReader.scale(units, byTensTo: exponent - decimals)
    self.init(
      minorUnits: try DecimalReader.signed(scaled, isNegative: isNegative),
      currency: currency
    )
  }

  /// Every decimal of the currency and nothing else, as `59.99`; `Money(decimal:)` reads it back.
  package var decimalString: String {
    text(grouped: false, prefix: "")
  }

  /// The amount for people, in one neutral style for all currencies.
  ///
  /// `$1,204.50`, `¥48,200`, `CHF 12.00`, `-$5.00`.
  package func display(_ style: MoneyStyle = .symbol) -> String {
    let code = currency.code + " "
    switch style {
    case .symbol: return text(grouped: true, prefix: currency.symbol ?? code)
    case .code: return text(grouped: true, prefix: code)
    case .plain: return text(grouped: true, prefix: "")
    }
  }

  /// Written from the last digit to the first, since the end is where decimals and groups count
  /// from, and turned round at last.
  private func text(grouped: Bool, prefix: String) -> String {
    let exponent = currency.exponent
    var reversed: [UInt8] = []
    reversed.reserveCapacity(32)
    var rest = minorUnits.magnitude
    var place = 0
    repeat {
      if place == exponent && place > 0 { reversed.append(UInt8(ascii: ".")) }
      let isGroupStart = place > exponent && (place - exponent).isMultiple(of: 3)
      if grouped && isGroupStart { reversed.append(UInt8(ascii: ",")) }
      reversed.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10))
      rest /= 10
      place += 1
    } while rest > 0 || place <= exponent
    reversed.append(contentsOf: prefix.utf8.reversed())
    if isNegative { reversed.append(UInt8(ascii: "-")) }
    reversed.reverse()
    return String(decoding: reversed, as: UTF8.self)
  }
}

package enum MoneyStyle: String, CaseIterable, Sendable {
  /// The currency's sign where it is unambiguous, else its code.
  case symbol
  /// Always the code: ASCII only.
  case code
  /// The number alone, for a column whose heading names the currency.
  case plain = "none"
}

/// Reads the digits of a plain decimal and keeps count of the decimals.
struct DecimalReader {
  private(set) var position = 0

  mutating func take(_ byte: UInt8, in bytes: Span<UInt8>) -> Bool {
    guard position < bytes.count, bytes[position] == byte else { return false }
    position += 1
    return true
  }

  /// The rest of the text as one number without its point, and how many digits stood after it.
  mutating func digits(
    in bytes: Span<UInt8>,
    mostDecimals: Int
  ) throws(MoneyError) -> (units: UInt64, decimals: Int) {
    let start = position
    var units: UInt64 = 0
    try run(in: bytes, into: &units)
    guard position > start else { throw .malformed(atByte: position) }
    if position - start > 1, bytes[start] == UInt8(ascii: "0") { throw .malformed(atByte: start) }
    guard take(UInt8(ascii: "."), in: bytes) else {
      guard position == bytes.count else { throw .malformed(atByte: position) }
      return (units, 0)
    }
    let point = position
    try run(in: bytes, into: &units)
    guard position > point, position == bytes.count else { throw .malformed(atByte: position) }
    guard position - point <= mostDecimals else { throw .tooManyDecimals(allowed: mostDecimals) }
    return (units, position - point)
  }

  private mutating func run(
    in bytes: Span<UInt8>,
    into units: inout UInt64
  ) throws(MoneyError) {
    while position < bytes.count {
      let digit = bytes[position] &- UInt8(ascii: "0")
      guard digit < 10 else { return }
      let (tens, tooMany) = units.multipliedReportingOverflow(by: 10)
      let (sum, tooLarge) = tens.addingReportingOverflow(UInt64(digit))
      guard !tooMany, !tooLarge else { throw .tooLarge }
      units = sum
      position += 1
    }
  }

  static func scale(_ units: UInt64, byTensTo places: Int) throws(MoneyError) -> UInt64 {
    var scaled = units
    for _ in 0..<max(places, 0) {
      let (next, overflow) = scaled.multipliedReportingOverflow(by: 10)
      guard !overflow else { throw .tooLarge }
      scaled = next
    }
    return scaled
  }

  static func signed(_ magnitude: UInt64, isNegative: Bool) throws(MoneyError) -> Int64 {
    if isNegative && magnitude == Int64.min.magnitude { return .min }
    guard let value = Int64(exactly: magnitude) else { throw .tooLarge }
    return isNegative ? -value : value
  }
}
