/// One way to go on with what is being typed.
package struct Completion: Equatable, Sendable {
  /// Takes the place of the characters in `range`.
  package let text: String
  package let range: Range<Int>
  /// What it means, for the line beside it.
  package let help: String
}

extension OrderFilter {
  /// What could be meant by the word before the cursor; the cursor counts characters.
  ///
  /// Field names for a beginning of one, and the fixed words of the field behind its colon.
  /// Nothing inside quotes and nothing for free text.
  package static func complete(_ text: String, cursor: Int) -> [Completion] {
    let typed = Array(Array(text).prefix(max(0, cursor)))
    guard let start = startOfWord(in: typed) else { return [] }
    let word = Array(typed[start...].drop { $0 == "-" || $0 == "!" })
    let wordStart = typed.count - word.count
    guard let colon = word.firstIndex(of: ":") else {
      return fields(beginning: String(word), at: wordStart..<typed.count)
    }
    guard let field = QueryField(named: String(word[..<colon])) else { return [] }
    let valueStart = (word.lastIndex(of: ",") ?? colon) + 1
    let value = String(word[valueStart...]).lowercased()
    let taken = word[(colon + 1)...].split(separator: ",").map { String($0).lowercased() }
    return field.words
      .filter { $0.hasPrefix(value) && ($0 == value || !taken.contains($0)) }
      .map { known in
        Completion(
          text: known,
          range: (wordStart + valueStart)..<typed.count,
          help: field.meaning
        )
      }
  }

  private static func fields(beginning: String, at range: Range<Int>) -> [Completion] {
    QueryField.allCases
      .filter { $0.rawValue.hasPrefix(beginning.lowercased()) }
      .map {
        Completion(text: $0.rawValue + ":", range: range, help: "\($0.meaning): \($0.example)")
      }
  }

  /// Where the last word begins; nil while a quote is open.
  private static func startOfWord(in typed: [Character]) -> Int? {
    var start = 0
    var isQuoted = false
    for (place, character) in typed.enumerated() {
      if character == "\"", place == 0 || typed[place - 1] != "\\" { isQuoted.toggle() }
      if character.isWhitespace && !isQuoted { start = place + 1 }
    }
    return isQuoted ? nil : start
  }
}
