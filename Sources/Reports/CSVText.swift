package import JSON

/// Records of comma-separated values (RFC 4180) that no spreadsheet runs and no terminal obeys.
///
/// A text that begins like a formula has an apostrophe before it, as OWASP's page on CSV injection
/// advises; what has no visible form is a visible sign, so a record is always one line.
package enum CSVText {
  /// One record with its line end.
  package static func record(_ values: [JSONValue]) -> String {
    values.map(cell).joined(separator: ",") + "\r\n"
  }

  private static func cell(_ value: JSONValue) -> String {
    switch value {
    case .string(let text): quoted(text)
    case .null: ""
    default: value.text()
    }
  }

  private static func quoted(_ raw: String) -> String {
    var text = visible(raw)
    if beginsFormula(text) { text = "'" + text }
    let needsQuotes = text.utf8.contains { #",;"'"#.utf8.contains($0) }
    guard needsQuotes || text.first == " " || text.last == " " else { return text }
    return "\"" + text.replacing("\"", with: "\"\"") + "\""
  }

  private static func visible(_ raw: String) -> String {
    guard raw.unicodeScalars.contains(where: { InertText.isActive($0.value) }) else { return raw }
    var text = String.UnicodeScalarView()
    for scalar in raw.unicodeScalars {
      switch scalar.value {
      case 0x0A: text.append("⏎")
      case 0x09: text.append(" ")
      case 0x00..<0x20: text.append(Unicode.Scalar(0x2400 + scalar.value) ?? "\u{FFFD}")
      case 0x7F: text.append("␡")
      default: text.append(InertText.isActive(scalar.value) ? "\u{FFFD}" : scalar)
      }
    }
    return String(text)
  }

  /// Also behind blanks, and with the signs of full width that some spreadsheets take as well.
  private static func beginsFormula(_ text: String) -> Bool {
    text.first { !$0.isWhitespace }.map { "=+-@＝＋－＠".contains($0) } ?? false
  }
}
