/// Words as a shell reads them back.
///
/// Source: POSIX.1-2024, Shell Command Language, 2.2 Quoting (`$'…'` in 2.2.4).
package enum ShellWord {
  /// The word, quoted only where it must be.
  ///
  /// What would move a terminal, or not be seen, is written as its
  /// bytes: bash, zsh and ksh read it back, and no line can be more than it shows.
  package static func quoted(_ word: String) -> String {
    if word.unicodeScalars.contains(where: isHidden) { return escaped(word) }
    guard word.isEmpty || !word.unicodeScalars.allSatisfy(isPlain) else { return word }
    return "'\(word.replacing("'", with: "'\\''"))'"
  }

  static func line(_ words: [String]) -> String {
    words.map(quoted).joined(separator: " ")
  }

  private static func isPlain(_ scalar: Unicode.Scalar) -> Bool {
    guard scalar.isASCII else { return false }
    return scalar.properties.isAlphabetic || ("0"..."9").contains(scalar)
      || ["_", "@", "%", "+", "=", ":", ",", ".", "/", "-"].contains(scalar)
  }

  private static func isHidden(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .surrogate,
      .unassigned:
      true
    default: false
    }
  }

  private static func escaped(_ word: String) -> String {
    let parts = word.unicodeScalars.map { scalar in
      switch scalar {
      case "\n": "\\n"
      case "\t": "\\t"
      case "'": "\\'"
      case "\\": "\\\\"
      case _ where isHidden(scalar): bytes(of: scalar)
      default: String(scalar)
      }
    }
    return "$'\(parts.joined())'"
  }

  /// In octal, which takes three digits at most, so that no digit behind it is taken in.
  private static func bytes(of scalar: Unicode.Scalar) -> String {
    UTF8.encode(scalar).map { encoded in
      encoded.map { byte in
        let digits = String(byte, radix: 8)
        return "\\" + String(repeating: "0", count: 3 - digits.count) + digits
      }.joined()
    } ?? ""
  }
}
