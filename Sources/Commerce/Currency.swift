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

  /// The codes whose minor unit has that many places, other than the usual two, in alphabetical
  /// order.
  package static func codes(withExponent exponent: Int) -> [String] {
    (codesByExponent[exponent] ?? "").split(separator: " ").map(String.init)
  }

  private static let unusualExponents: [(letters: UInt32, exponent: Int)] =
    codesByExponent.flatMap { exponent, codes in packed(codes).map { ($0, exponent) } }

  private static func packed(_ codes: String) -> [UInt32] {
    codes.split(separator: " ").map { code in code.utf8.reduce(0) { $0 << 8 | UInt32($1) } }
  }

  /// What ISO 4217 lists with other than two places; all other codes have the usual two.
  private static let codesByExponent: [Int: String] = [
    0: "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF",
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
