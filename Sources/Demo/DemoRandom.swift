/// A seeded source of chance: the same seed gives the same shop on every machine.
struct DemoRandom: Sendable {
  private var state: UInt64

  init(seed: UInt64) {
    state = seed
  }

  /// The next 64 bits, by the SplitMix64 sequence.
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  /// The slight preference of small numbers does not matter for a shop that is made up.
  mutating func number(_ range: ClosedRange<Int>) -> Int {
    let count = UInt64(range.upperBound - range.lowerBound + 1)
    return range.lowerBound + Int(next() % count)
  }

  mutating func milliseconds(_ range: ClosedRange<Int64>) -> Int64 {
    range.lowerBound + Int64(next() % UInt64(range.upperBound - range.lowerBound + 1))
  }

  mutating func happens(_ percent: Int) -> Bool {
    number(1...100) <= percent
  }

  /// Any of the elements; nil when there is none.
  mutating func pick<Element>(_ elements: [Element]) -> Element? {
    elements.isEmpty ? nil : elements[number(0...elements.count - 1)]
  }

  mutating func pick<Element>(_ elements: [Element], else fallback: Element) -> Element {
    pick(elements) ?? fallback
  }

  mutating func shuffled<Element>(_ elements: [Element]) -> [Element] {
    var shuffled = elements
    for place in shuffled.indices.dropFirst() {
      shuffled.swapAt(place, number(0...place))
    }
    return shuffled
  }

  /// The pattern with a digit in the place of each `#`.
  mutating func digits(_ pattern: String) -> String {
    var text = ""
    for character in pattern {
      text += character == "#" ? String(number(0...9)) : String(character)
    }
    return text
  }

  /// An identifier in the shape of a version 4 UUID.
  mutating func uuid() -> String {
    let (high, low) = (next(), next())
    var text = ""
    for place in 0..<32 {
      if [8, 12, 16, 20].contains(place) { text.append("-") }
      let half = place < 16 ? high : low
      let nibble = half >> UInt64(60 - 4 * (place % 16)) & 15
      switch place {
      case 12: text.append("4")
      case 16: text.append(Self.hexadecimal[Int(nibble & 3 | 8)])
      default: text.append(Self.hexadecimal[Int(nibble)])
      }
    }
    return text
  }

  /// Letters and digits as Stripe uses them after `cs_test_` and `pi_`.
  mutating func token(_ length: Int) -> String {
    String((0..<length).map { _ in Self.letters[number(0...Self.letters.count - 1)] })
  }

  private static let hexadecimal = Array("0123456789abcdef")
  private static let letters = Array("abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789")
}
