/// What one cell shows: a base and its marks, at most six code points, packed into two words.
///
/// A screen has thousands of cells and is painted for every key, so a cell is copied, compared and
/// forgotten without a reference count. NUL is never drawn, so zero stands for "no more".
package struct CellText: Equatable, Sendable {
  private static let bits: UInt64 = 21
  private static let perWord = 3
  private static let mask: UInt64 = 1 << bits - 1

  @usableFromInline var first: UInt64 = 0
  @usableFromInline var second: UInt64 = 0

  /// Nothing: the right half of a wide cluster.
  init() {}

  init(letter: UInt8) { first = UInt64(letter) }

  init(_ scalar: Unicode.Scalar) { first = UInt64(scalar.value) }

  /// The code points beyond the sixth are left out.
  init(_ text: String) {
    for scalar in text.unicodeScalars { append(scalar) }
  }

  /// Adds a mark; nothing happens when there are six code points already.
  mutating func append(_ scalar: Unicode.Scalar) {
    if !Self.append(scalar, to: &first) { _ = Self.append(scalar, to: &second) }
  }

  private static func append(_ scalar: Unicode.Scalar, to word: inout UInt64) -> Bool {
    for place in 0..<UInt64(perWord) where word >> (bits * place) == 0 {
      word |= UInt64(scalar.value) << (bits * place)
      return true
    }
    return false
  }

  @inlinable package var isEmpty: Bool { first == 0 }

  /// The letter, when this is one of ASCII: most cells are.
  @inlinable package var letter: UInt8? {
    first < 0x80 && first > 0 && second == 0 ? UInt8(truncatingIfNeeded: first) : nil
  }

  /// The one code point, when there are no marks.
  @inlinable package var soleScalar: Unicode.Scalar? {
    first < 0x20_0000 && first > 0 && second == 0
      ? Unicode.Scalar(UInt32(truncatingIfNeeded: first)) : nil
  }

  package var string: String {
    if let letter { return String(Unicode.Scalar(letter)) }
    var text = String.UnicodeScalarView()
    for word in [first, second] {
      var rest = word
      while let scalar = Unicode.Scalar(UInt32(rest & Self.mask)), scalar.value > 0 {
        text.append(scalar)
        rest >>= Self.bits
      }
    }
    return String(text)
  }
}
