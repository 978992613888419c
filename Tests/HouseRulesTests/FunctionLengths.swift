/// Measures functions by their braces' indentation, which the formatter keeps true.
enum FunctionLengths {
  /// `line name (length)` of each function whose body has more than `limit` lines.
  static func longer(than limit: Int, in lines: [String]) -> [String] {
    var found: [String] = []
    for (start, line) in lines.enumerated() where isFunction(line) {
      let indentation = line.prefix { $0 == " " }
      guard let end = lines[start...].firstIndex(where: { $0 == indentation + "}" }) else {
        continue
      }
      let length = end - start - 1
      if length > limit { found.append("\(start + 1) (\(length) lines)") }
    }
    return found
  }

  /// A declaration is a line of words of which one is `func` or `init`, before any parenthesis.
  ///
  /// One that ends on its own line has no length to speak of.
  private static func isFunction(_ line: String) -> Bool {
    guard !line.hasSuffix("}") else { return false }
    let head = line.prefix { $0 != "(" && $0 != "<" && $0 != "." && $0 != "/" }
    let words = head.split(separator: " ")
    return words.contains("func") || ["init", "init?"].contains(words.last.map(String.init) ?? "")
  }
}
