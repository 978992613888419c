/// A piece of a query with its place, in characters.
struct QueryToken: Equatable {
  var text: String
  var start: Int
  var end: Int
  var isQuoted = false
}

/// One term before its words are understood.
struct RawTerm: Equatable {
  var isNegated: Bool
  /// The name before the colon; nil for free words.
  var field: QueryToken?
  /// Never empty.
  var values: [QueryToken]

  /// Whether its free text has anything that texts can be searched for.
  var hasWord: Bool { values.contains { SearchText.hasWord($0.text) } }

  /// Quotes with nothing in them ask for nothing.
  var isBlankPhrase: Bool {
    field == nil && values.allSatisfy { $0.isQuoted && $0.text.allSatisfy(\.isWhitespace) }
  }
}

/// Splits a query into terms.
struct QueryScanner {
  private let characters: [Character]
  private(set) var position = 0

  init(_ text: String) {
    characters = Array(text)
  }

  var count: Int { characters.count }

  /// Nil at the end of the text.
  mutating func nextTerm() throws(QueryError) -> RawTerm? {
    skipSpace()
    guard position < characters.count else { return nil }
    let start = position
    while current == "-" || current == "!" { position += 1 }
    // Not not is yes.
    let isNegated = !(position - start).isMultiple(of: 2)
    guard let next = current, !next.isWhitespace else {
      let signs = String(characters[start..<position])
      throw error(
        .nothingNegated,
        signs,
        start..<position,
        isUnfinished: position == characters.count
      )
    }
    guard let field = takeField() else {
      let value = next == "\"" ? try quoted() : bare { $0.isWhitespace }
      return RawTerm(isNegated: isNegated, field: nil, values: [value])
    }
    return RawTerm(isNegated: isNegated, field: field, values: try values(of: field))
  }

  private var current: Character? {
    position < characters.count ? characters[position] : nil
  }

  private mutating func skipSpace() {
    while let character = current, character.isWhitespace { position += 1 }
  }

  /// Letters right before a colon are a field; `https://…` is a word for all that.
  private mutating func takeField() -> QueryToken? {
    var end = position
    while end < characters.count, characters[end].isLetter || characters[end] == "_" { end += 1 }
    guard end > position, end < characters.count, characters[end] == ":",
      !characters[(end + 1)...].starts(with: ["/", "/"])
    else { return nil }
    let field = QueryToken(text: String(characters[position..<end]), start: position, end: end)
    position = end + 1
    return field
  }

  private mutating func values(of field: QueryToken) throws(QueryError) -> [QueryToken] {
    var values: [QueryToken] = []
    repeat {
      if !values.isEmpty { position += 1 }
      let value = current == "\"" ? try quoted() : bare { $0.isWhitespace || $0 == "," }
      guard !value.text.isEmpty else {
        let isAtEnd = position == characters.count
        let name = field.text.lowercased()
        throw error(
          .emptyValue(field: name),
          "\(field.text):",
          field.start..<position,
          isUnfinished: isAtEnd
        )
      }
      values.append(value)
    } while current == ","
    return values
  }

  private mutating func bare(until isEnd: (Character) -> Bool) -> QueryToken {
    let start = position
    while let character = current, !isEnd(character) { position += 1 }
    return QueryToken(text: String(characters[start..<position]), start: start, end: position)
  }

  /// Stands on the opening quote; a backslash makes the next character an ordinary one.
  private mutating func quoted() throws(QueryError) -> QueryToken {
    let start = position
    var text = ""
    position += 1
    while let character = current {
      position += 1
      if character == "\"" {
        return QueryToken(text: text, start: start, end: position, isQuoted: true)
      }
      if character == "\\", let escaped = current {
        text.append(escaped)
        position += 1
      } else {
        text.append(character)
      }
    }
    let token = String(characters[start...])
    throw error(.unclosedQuote, token, start..<characters.count, isUnfinished: true)
  }

  private func error(
    _ problem: QueryError.Problem,
    _ token: String,
    _ place: Range<Int>,
    isUnfinished: Bool
  ) -> QueryError {
    QueryError(
      position: place.lowerBound,
      length: place.count,
      token: token,
      problem: problem,
      suggestion: nil,
      isUnfinished: isUnfinished
    )
  }
}
