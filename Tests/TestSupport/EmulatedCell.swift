/// How an emulated terminal draws: the colours and attributes that SGR set.
package struct EmulatedLook: Hashable, Sendable {
  package enum Color: Hashable, Sendable {
    case terminal
    case indexed(Int)
    case rgb(Int, Int, Int)
  }

  package var foreground = Color.terminal
  package var background = Color.terminal
  package var isBold = false
  package var isDim = false
  package var isItalic = false
  package var isUnderlined = false
  package var isReversed = false

  package init() {}

  /// Follows one SGR sequence; false when it contains something unknown.
  mutating func apply(_ parameters: [Int]) -> Bool {
    var rest = parameters[...]
    while let number = rest.popFirst() {
      switch number {
      case 0: self = EmulatedLook()
      case 1: isBold = true
      case 2: isDim = true
      case 3: isItalic = true
      case 4: isUnderlined = true
      case 7: isReversed = true
      case 22: (isBold, isDim) = (false, false)
      case 23: isItalic = false
      case 24: isUnderlined = false
      case 27: isReversed = false
      case 30...37: foreground = .indexed(number - 30)
      case 39: foreground = .terminal
      case 40...47: background = .indexed(number - 40)
      case 49: background = .terminal
      case 90...97: foreground = .indexed(number - 82)
      case 100...107: background = .indexed(number - 92)
      case 38, 48:
        guard let color = Self.extendedColor(&rest) else { return false }
        if number == 38 { foreground = color } else { background = color }
      default: return false
      }
    }
    return true
  }

  private static func extendedColor(_ rest: inout ArraySlice<Int>) -> Color? {
    switch rest.popFirst() {
    case 5: return rest.popFirst().map { .indexed($0) }
    case 2:
      guard let red = rest.popFirst(), let green = rest.popFirst(), let blue = rest.popFirst()
      else { return nil }
      return .rgb(red, green, blue)
    default: return nil
    }
  }
}

/// One cell of an emulated terminal.
package struct EmulatedCell: Hashable, Sendable {
  /// A base and its marks; empty in the right half of a wide character.
  package var text = " "
  package var look = EmulatedLook()

  package init() {}
}

/// Columns of a character as common terminals draw it; made apart from the product's own table.
enum EmulatedWidth {
  private static let wide: [ClosedRange<UInt32>] = [
    0x1100...0x115F, 0x2E80...0x303E, 0x3041...0x33FF, 0x3400...0x4DBF, 0x4E00...0x9FFF,
    0xA000...0xA4CF, 0xA960...0xA97F, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F,
    0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x20000...0x3FFFD,
  ]

  static func columns(of scalar: Unicode.Scalar) -> Int {
    if scalar.value < 0x300 { return 1 }
    // Vowels and final consonants of Hangul join the syllable before them.
    if (0x1160...0x11FF).contains(scalar.value) { return 0 }
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format: return 0
    default: break
    }
    if scalar.properties.isEmojiPresentation { return 2 }
    return wide.contains { $0.contains(scalar.value) } ? 2 : 1
  }
}
