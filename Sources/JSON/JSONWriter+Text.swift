// Texts as JSON strings that no terminal, editor or browser acts on.

extension JSONWriter {
  /// Appends the text in quotes.
  ///
  /// Beside what JSON asks for, everything invisible or active is written as `\u`: DEL and C1,
  /// line and paragraph separators, bidi controls and other format characters, private use, tags
  /// and noncharacters. Joiners stay, since emoji and several scripts need them.
  mutating func append(text: String) {
    bytes.append(UInt8(ascii: "\""))
    let source = text.utf8.span
    var place = 0
    while place < source.count {
      let byte = source[place]
      if byte < 0x80 {
        append(ascii: byte)
        place += 1
      } else {
        place = appendSequence(of: source, at: place)
      }
    }
    bytes.append(UInt8(ascii: "\""))
  }

  private mutating func append(ascii byte: UInt8) {
    switch byte {
    case UInt8(ascii: "\""): append(escape: UInt8(ascii: "\""))
    case UInt8(ascii: "\\"): append(escape: UInt8(ascii: "\\"))
    case 0x08: append(escape: UInt8(ascii: "b"))
    case 0x09: append(escape: UInt8(ascii: "t"))
    case 0x0A: append(escape: UInt8(ascii: "n"))
    case 0x0C: append(escape: UInt8(ascii: "f"))
    case 0x0D: append(escape: UInt8(ascii: "r"))
    case 0..<0x20, 0x7F: append(unit: UInt16(byte))
    default: bytes.append(byte)
    }
  }

  /// Appends one sequence of more than one byte and returns the place after it.
  private mutating func appendSequence(of source: Span<UInt8>, at place: Int) -> Int {
    let lead = source[place]
    let length = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4
    // A Swift text is valid UTF-8, so the sequence is whole.
    var code = UInt32(lead) & (0x7F >> UInt32(length))
    for next in (place + 1)..<(place + length) { code = code << 6 | UInt32(source[next] & 0x3F) }
    guard InertText.isActive(code) else {
      for next in place..<(place + length) { bytes.append(source[next]) }
      return place + length
    }
    if code < 0x10000 {
      append(unit: UInt16(truncatingIfNeeded: code))
    } else {
      append(unit: UInt16(truncatingIfNeeded: 0xD800 + (code - 0x10000) >> 10))
      append(unit: UInt16(truncatingIfNeeded: 0xDC00 + code & 0x3FF))
    }
    return place + length
  }

  private mutating func append(escape letter: UInt8) {
    bytes.append(UInt8(ascii: "\\"))
    bytes.append(letter)
  }

  private mutating func append(unit: UInt16) {
    append(escape: UInt8(ascii: "u"))
    for shift in stride(from: 12, through: 0, by: -4) {
      let digit = UInt8(truncatingIfNeeded: unit >> UInt16(shift)) & 0xF
      bytes.append(digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10)
    }
  }
}

/// Which code points are invisible or active wherever text is shown.
///
/// The table is fixed here and not taken from the Unicode version of the day, so a text has one
/// spelling.
package enum InertText {
  /// Controls too; joiners are not, since emoji and several scripts need them.
  package static func isActive(_ code: UInt32) -> Bool {
    switch code {
    case 0x00..<0x20, 0x7F: true
    case 0x80...0x9F, 0xAD, 0x061C, 0x180E: true
    case 0x200B, 0x200E, 0x200F, 0x2028...0x202E, 0x2060...0x206F: true
    case 0xE000...0xF8FF, 0xFDD0...0xFDEF, 0xFEFF, 0xFFF0...0xFFFB, 0xFFFE, 0xFFFF: true
    case 0xE0000...0x10FFFF: true
    default: code & 0xFFFE == 0xFFFE
    }
  }
}
