import Commerce
import TestSupport
import Testing

@Suite struct MoneyTests {
  static let kwd = currency("KWD")
  static let clf = currency("CLF")

  static func currency(_ code: String) -> Currency {
    Currency(code: code) ?? .usd
  }

  @Test(arguments: [
    ("59.99", "USD", 5_999), ("59", "USD", 5_900), ("59.9", "USD", 5_990), ("0", "USD", 0),
    ("0.05", "USD", 5), ("48200", "JPY", 48_200), ("1.005", "KWD", 1_005),
    ("1.0005", "CLF", 10_005),
    ("92233720368547758.07", "USD", Int64.max), ("9223372036854775807", "JPY", Int64.max),
  ])
  func `a plain decimal is read exactly`(text: String, code: String, units: Int64) throws {
    #expect(try Money(decimal: text, currency: Self.currency(code)).minorUnits == units)
  }

  @Test(arguments: [
    ("", MoneyError.malformed(atByte: 0)), ("free", .malformed(atByte: 0)),
    ("1e3", .malformed(atByte: 1)), ("1,000.00", .malformed(atByte: 1)),
    ("1_000.00", .malformed(atByte: 1)), ("59,99", .malformed(atByte: 2)),
    (" 59.99", .malformed(atByte: 0)), ("59.99 ", .malformed(atByte: 5)),
    ("$59.99", .malformed(atByte: 0)), ("+1", .malformed(atByte: 0)),
    (".5", .malformed(atByte: 0)), ("5.", .malformed(atByte: 2)), ("1.2.3", .malformed(atByte: 3)),
    ("007", .malformed(atByte: 0)), ("٥٩", .malformed(atByte: 0)), ("１", .malformed(atByte: 0)),
    ("0x10", .malformed(atByte: 1)), ("NaN", .malformed(atByte: 0)), ("1\0", .malformed(atByte: 1)),
    ("-59.99", .negative), ("-0", .negative), ("0.005", .tooManyDecimals(allowed: 2)),
    ("59.990", .tooManyDecimals(allowed: 2)), ("92233720368547758.08", .tooLarge),
    ("100000000000000000000000000000000", .tooLarge),
  ])
  func `what is not a plain decimal of the currency is refused`(text: String, error: MoneyError) {
    #expect(throws: error) { try Money(decimal: text, currency: .usd) }
  }

  @Test func `a currency without minor unit takes no decimals`() {
    #expect(throws: MoneyError.tooManyDecimals(allowed: 0)) {
      try Money(decimal: "500.00", currency: .jpy)
    }
  }

  @Test func `the lowest amount can be read where a minus is allowed`() throws {
    let least = try Money(decimal: "-92233720368547758.08", currency: .usd, allowingMinus: true)
    #expect(least.minorUnits == .min)
    #expect(least.decimalString == "-92233720368547758.08")
    #expect(throws: MoneyError.tooLarge) {
      try Money(decimal: "-92233720368547758.09", currency: .usd, allowingMinus: true)
    }
  }

  @Test func `a hundred thousand random amounts of every exponent survive the round trip`() throws {
    var random = SeededNumbers(seed: 21)
    let currencies = [Currency.jpy, .usd, Self.kwd, Self.clf, Self.currency("ZZZ")]
    for round in 0..<100_000 {
      // Shifted by a random width, so that small amounts come as often as large ones.
      let units = Int64.random(in: .min ... .max, using: &random) >> (round % 64)
      let money = Money(minorUnits: units, currency: currencies[round % currencies.count])
      let text = money.decimalString
      let back = try Money(decimal: text, currency: money.currency, allowingMinus: true)
      #expect(back == money)
      #expect(back.decimalString == text)
      #expect(text.filter { $0.isNumber }.count > money.currency.exponent)
      #expect(money.display(.plain).filter { $0 != "," } == text)
    }
  }

  @Test(arguments: [
    (34_900, "USD", "$349.00"), (120_450, "EUR", "€1,204.50"), (48_200, "JPY", "¥48,200"),
    (8_990, "BRL", "R$89.90"), (100, "GBP", "£1.00"), (1_200, "CHF", "CHF 12.00"),
    (1_234_567, "KWD", "KWD 1,234.567"), (-500, "USD", "-$5.00"), (-5, "CHF", "-CHF 0.05"),
    (0, "USD", "$0.00"), (100_000_000, "USD", "$1,000,000.00"), (999, "JPY", "¥999"),
    (Int64.min, "USD", "-$92,233,720,368,547,758.08"),
  ])
  func `amounts are shown in one neutral style`(units: Int64, code: String, shown: String) {
    #expect(Money(minorUnits: units, currency: Self.currency(code)).display() == shown)
  }

  @Test func `the code style is plain ASCII`() {
    #expect(Money(minorUnits: 120_450, currency: .eur).display(.code) == "EUR 1,204.50")
  }

  @Test func `amounts of two currencies are never added`() throws {
    let dollar = Money(minorUnits: 100, currency: .usd)
    let euro = Money(minorUnits: 100, currency: .eur)
    #expect(throws: MoneyError.differentCurrencies(.usd, .eur)) { try dollar.adding(euro) }
    #expect(throws: MoneyError.differentCurrencies(.eur, .usd)) { try euro.subtracting(dollar) }
    #expect(try dollar.adding(dollar).minorUnits == 200)
    #expect(try dollar.subtracting(dollar).isZero)
  }

  @Test func `overflow is an error at both ends`() {
    let most = Money(minorUnits: .max, currency: .usd)
    let least = Money(minorUnits: .min, currency: .usd)
    let one = Money(minorUnits: 1, currency: .usd)
    #expect(throws: MoneyError.tooLarge) { try most.adding(one) }
    #expect(throws: MoneyError.tooLarge) { try least.subtracting(one) }
    #expect(throws: MoneyError.tooLarge) { try most.multiplied(by: 2) }
    #expect(throws: MoneyError.tooLarge) { try least.multiplied(by: -1) }
  }

  @Test(
    arguments: [
      (100, [1, 1, 1], [34, 33, 33]), (-100, [1, 1, 1], [-34, -33, -33]), (5, [3, 7], [2, 3]),
      (1, [0, 5], [0, 1]), (10, [0, 0, 0], [4, 3, 3]), (0, [1, 2], [0, 0]),
      (Int64.max, [Int64.max, Int64.max], [Int64.max / 2 + 1, Int64.max / 2]),
      (Int64.min, [1], [Int64.min]),
    ] as [(Int64, [Int64], [Int64])]
  )
  func `shares add up to the whole`(units: Int64, weights: [Int64], shares: [Int64]) throws {
    let money = Money(minorUnits: units, currency: .usd)
    #expect(try money.allocated(over: weights).map(\.minorUnits) == shares)
  }

  @Test func `random allocations lose nothing and stay within one unit of fairness`() throws {
    var random = SeededNumbers(seed: 22)
    for _ in 0..<5_000 {
      let money = Money(
        minorUnits: .random(in: -1_000_000...1_000_000, using: &random),
        currency: .usd
      )
      let weights = (0..<Int.random(in: 1...9, using: &random)).map { _ in
        Int64.random(in: 0...5_000, using: &random)
      }
      let shares = try money.allocated(over: weights)
      #expect(shares.map(\.minorUnits).reduce(0, +) == money.minorUnits)
      let sum = weights.reduce(0, +)
      for (share, weight) in zip(shares, weights) where sum > 0 {
        #expect(abs(share.minorUnits * sum - money.minorUnits * weight) < sum)
      }
    }
  }

  @Test func `an allocation needs lines with weights that are not negative`() {
    let money = Money(minorUnits: 1, currency: .usd)
    #expect(throws: MoneyError.cannotAllocate) { try money.allocated(over: []) }
    #expect(throws: MoneyError.cannotAllocate) { try money.allocated(over: [1, -1]) }
  }
}

@Suite struct CurrencyTests {
  @Test(arguments: [
    ("JPY", 0), ("USD", 2), ("KWD", 3), ("CLF", 4), ("UYW", 4), ("ISK", 0), ("HUF", 2),
  ])
  func `exponents are those of ISO 4217`(code: String, exponent: Int) {
    let currency = Currency(code: code)
    #expect(currency?.exponent == exponent)
    #expect(currency?.code == code)
  }

  @Test func `a code that nobody lists is kept with two places`() {
    #expect(Currency(code: "ZZZ")?.exponent == 2)
    #expect(Currency(code: "ZZZ")?.code == "ZZZ")
  }

  @Test func `small letters are the same currency`() {
    #expect(Currency(code: "usd") == .usd)
  }

  @Test(arguments: ["", "US", "USDX", "US1", "U D", "€UR", "US\0", "ÜSD", "840", "[SD", "US\u{1B}"])
  func `what is not three letters is no currency`(code: String) {
    #expect(Currency(code: code) == nil)
  }

  @Test func `the lists by exponent are complete, sorted and disjoint`() {
    let lists = [0, 3, 4].map(Currency.codes(withExponent:))
    let all = lists.flatMap { $0 }
    #expect(all.count == 26)
    #expect(Set(all).count == all.count)
    #expect(lists.allSatisfy { $0 == $0.sorted() })
    for (exponent, codes) in zip([0, 3, 4], lists) {
      #expect(codes.allSatisfy { Currency(code: $0)?.exponent == exponent })
    }
  }
}
