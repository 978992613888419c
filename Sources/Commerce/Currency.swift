/// A currency by its three-letter code, with the number of decimal places of its minor unit.
///
/// The places are those of ISO 4217. A code that the list does not have is kept with two places,
/// because an order in a currency that is new to us is still an order.
package struct Currency: Hashable, Sendable {
  /// The three capital letters, the first in the highest byte, so that numbers sort as codes do.
  private let letters: UInt32

  /// Nil unless the text is three ASCII letters; lower case counts as upper case (Stripe's form).
  package init?(code: String) {
    self.init(code: code.utf8.span)
  }

  package init?(code: Substring) {
    self.init(code: code.utf8.span)
  }

  private init?(code: Span<UInt8>) {
    guard code.count == 3 else { return nil }
    var letters: UInt32 = 0
    for place in 0..<3 {
      let capital = code[place] & 0xDF
      guard capital >= UInt8(ascii: "A"), capital <= UInt8(ascii: "Z") else { return nil }
      letters = letters << 8 | UInt32(capital)
    }
    self.letters = letters
  }

  private init(letters: StaticString) {
    self.letters = String(describing: letters).utf8.reduce(0) { $0 << 8 | UInt32($1) }
  }

  package static let usd = Currency(letters: "USD")
  package static let eur = Currency(letters: "EUR")
  package static let gbp = Currency(letters: "GBP")
  package static let jpy = Currency(letters: "JPY")
  package static let brl = Currency(letters: "BRL")

  package var code: String {
    String(
      decoding: [UInt8(letters >> 16 & 0xFF), UInt8(letters >> 8 & 0xFF), UInt8(letters & 0xFF)],
      as: UTF8.self
    )
  }

  /// Decimal places of the minor unit: 0 for JPY, 2 for USD, 3 for KWD, 4 for CLF.
  package var exponent: Int {
    // Asked for every amount that is read or shown; a look at 26 numbers is faster than a hash.
    for unusual in Self.unusualExponents where unusual.letters == letters {
      return unusual.exponent
    }
    return Self.usualExponent
  }

  /// Whether ISO 4217 lists the code as money that can be paid with.
  package var isKnown: Bool { Self.listed.contains(letters) }

  /// The sign that means this currency and no other; nil where only the code is unambiguous.
  package var symbol: String? {
    switch self {
    case .usd: "$"
    case .eur: "€"
    case .gbp: "£"
    case .jpy: "¥"
    case .brl: "R$"
    default: nil
    }
  }

  package static let usualExponent = 2

  /// The listed codes whose minor unit has that many places, in alphabetical order.
  package static func codes(withExponent exponent: Int) -> [String] {
    (codesByExponent[exponent] ?? "").split(separator: " ").map(String.init)
  }

  private static let listed = Set(codesByExponent.values.flatMap(packed))

  private static let unusualExponents: [(letters: UInt32, exponent: Int)] =
    codesByExponent
    .filter { $0.key != usualExponent }
    .flatMap { exponent, codes in packed(codes).map { ($0, exponent) } }

  private static func packed(_ codes: String) -> [UInt32] {
    codes.split(separator: " ").map { code in code.utf8.reduce(0) { $0 << 8 | UInt32($1) } }
  }

  /// ISO 4217, with some codes withdrawn of late that older orders still carry (ANG, BGN, CUC,
  /// HRK, SLL, ZWL); metals, bonds and test codes are no money to pay with and are left out.
  private static let codesByExponent: [Int: String] = [
    0: "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF",
    2: """
    AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BOV BRL BSD BTN BWP BYN \
    BZD CAD CDF CHE CHF CHW CNY COP COU CRC CUC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP \
    GBP GEL GHS GIP GMD GTQ GYD HKD HNL HRK HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT \
    LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MXV MYR MZN NAD NGN NIO \
    NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SLL SOS \
    SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD USN UYU UZS VED VES WST XCD \
    XCG YER ZAR ZMW ZWG ZWL
    """,
    3: "BHD IQD JOD KWD LYD OMR TND",
    4: "CLF UYW",
  ]
}

extension Currency: CustomStringConvertible {
  package var description: String { code }
}

extension Currency: Comparable {
  package static func < (left: Currency, right: Currency) -> Bool { left.letters < right.letters }
}
