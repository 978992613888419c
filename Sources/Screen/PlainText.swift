/// Texts of printable ASCII, one column a byte, which most texts are: they need no clusters.
enum PlainText {
  /// How many of the first bytes are printable ASCII.
  static func prefix(of text: String) -> Int {
    let bytes = text.utf8Span.span
    for place in bytes.indices where bytes[place] < 0x20 || bytes[place] >= 0x7F { return place }
    return bytes.count
  }

  /// Columns of a text that is printable ASCII throughout; nil for any other.
  static func width(of text: String) -> Int? {
    let length = prefix(of: text)
    return length == text.utf8.count ? length : nil
  }
}
