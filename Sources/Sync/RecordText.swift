/// Checks of single texts of a record.
enum RecordText {
  /// The UUID in lower case; nil for anything else.
  static func uuid(_ text: String) -> String? {
    let bytes = text.utf8
    guard bytes.count == 36 else { return nil }
    var hasCapitals = false
    var place = 0
    for byte in bytes {
      switch (place, byte) {
      case (8, UInt8(ascii: "-")), (13, UInt8(ascii: "-")), (18, UInt8(ascii: "-")),
        (23, UInt8(ascii: "-")):
        break
      case (8, _), (13, _), (18, _), (23, _): return nil
      case (_, UInt8(ascii: "0")...UInt8(ascii: "9")), (_, UInt8(ascii: "a")...UInt8(ascii: "f")):
        break
      case (_, UInt8(ascii: "A")...UInt8(ascii: "F")): hasCapitals = true
      default: return nil
      }
      place += 1
    }
    return hasCapitals ? text.lowercased() : text
  }

  /// Whether a character of the text commands a terminal or ends a line: C0, DEL, C1 and the two
  /// separators of Unicode.
  static func holdsControls(_ text: String) -> Bool {
    var isPlain = true
    for byte in text.utf8 where byte < 0x20 || byte >= 0x7F {
      isPlain = false
      break
    }
    guard !isPlain else { return false }
    return text.unicodeScalars.contains { scalar in
      scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value)
        || scalar.value == 0x2028 || scalar.value == 0x2029
    }
  }
}
