/// The operating system's randomness, for identifiers and keys.
package struct RandomSource: Sendable {
  package init() {}

  package func bytes(_ count: Int) -> [UInt8] {
    var generator = SystemRandomNumberGenerator()
    return (0..<count).map { _ in generator.next() }
  }

  /// A random (version 4) UUID in lower case, with hyphens: 36 characters.
  package func uuid() -> String {
    var generator = SystemRandomNumberGenerator()
    let high = (generator.next() & ~0xF000 as UInt64) | 0x4000
    let low = (generator.next() & ~(0xC0 << 56) as UInt64) | (0x80 << 56)
    var text: [UInt8] = []
    text.reserveCapacity(36)
    for (half, hyphens) in [(high, [8, 12]), (low, [0, 4])] {
      for place in 0..<16 {
        if hyphens.contains(place) { text.append(UInt8(ascii: "-")) }
        text.append(Self.digit(UInt8(truncatingIfNeeded: half >> UInt64(60 - 4 * place)) & 15))
      }
    }
    return String(decoding: text, as: UTF8.self)
  }

  private static func digit(_ value: UInt8) -> UInt8 {
    value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") + value - 10
  }
}
