/// Whole numbers as people read them.
package enum CountText {
  /// All digits, in groups of three: `12,431`.
  package static func grouped(_ count: Int) -> String {
    let digits = String(count.magnitude)
    var text = ""
    for (index, digit) in digits.enumerated() {
      if index > 0 && (digits.count - index) % 3 == 0 { text.append(",") }
      text.append(digit)
    }
    return count < 0 ? "-" + text : text
  }

  /// `1 order`, `12,431 orders`; `many` where an s at the end is not enough.
  package static func of(_ count: Int, _ one: String, many: String? = nil) -> String {
    count == 1 ? "1 \(one)" : "\(grouped(count)) \(many ?? "\(one)s")"
  }

  /// At most five letters: `999`, `11.9k`, `431k`, `1.2M`; cut, never rounded up.
  package static func short(_ count: Int) -> String {
    let size = count.magnitude
    let sign = count < 0 ? "-" : ""
    for (unit, letter): (UInt, String) in [(1_000_000_000, "G"), (1_000_000, "M"), (1_000, "k")]
    where size >= unit {
      let tenths = size / (unit / 10)
      let isSmall = tenths < 1_000 && tenths % 10 > 0
      return sign + (isSmall ? "\(tenths / 10).\(tenths % 10)" : "\(tenths / 10)") + letter
    }
    return sign + String(size)
  }
}
