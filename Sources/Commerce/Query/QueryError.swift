/// Why a query cannot be read, and where.
package struct QueryError: Error, Equatable, Sendable {
  package enum Problem: Equatable, Sendable {
    case unknownField
    /// Not one of the words of that field.
    case unknownWord(field: String)
    case emptyValue(field: String)
    case onlyOneValue(field: String)
    case notAnAmount
    case notATime
    case notACurrency
    /// The end of a range lies before its start.
    case emptyRange
    case unclosedQuote
    /// A minus or an exclamation mark with nothing behind it.
    case nothingNegated
    /// Free text of signs alone, which no order can be found by.
    case wordless
    case tooLong
  }

  /// Characters before the token; the column on the screen is one more.
  package let position: Int
  /// Characters of the token.
  package let length: Int
  package let token: String
  package let problem: Problem
  /// The word or form that was probably meant.
  package let suggestion: String?
  /// The text just stops too early, so more typing may well mend it.
  package let isUnfinished: Bool

  package var column: Int { position + 1 }

  /// One sentence with the token, its column and what to write instead.
  package var sentence: String { "column \(column): \(explanation)" }

  /// The same without the column, for where a mark stands under the token itself.
  package var explanation: String {
    let hint = suggestion.map { "; did you mean \($0)?" } ?? advice.map { "; \($0)" } ?? ""
    return fact + hint
  }

  private var fact: String {
    switch problem {
    case .unknownField: "there is no field \"\(token)\""
    case .unknownWord(let field): "\(field): knows no \"\(token)\""
    case .emptyValue(let field): "nothing follows after \(field):"
    case .onlyOneValue(let field): "\(field): takes one value, not \"\(token)\""
    case .notAnAmount: "\"\(token)\" is not an amount"
    case .notATime: "\"\(token)\" is not a time"
    case .notACurrency: "\"\(token)\" is not a currency"
    case .emptyRange: "the range \"\(token)\" ends before it begins"
    case .unclosedQuote: "the quote \(token) is never closed"
    case .nothingNegated: "nothing follows after \"\(token)\""
    case .wordless:
      token.contains { !$0.isWhitespace }
        ? "\"\(token)\" has no letter or number to look for" : "the quotes are empty"
    case .tooLong: "the query is too long"
    }
  }

  private var advice: String? {
    switch problem {
    case .unknownField: "quote the word if it is none: \"\(token):…\""
    case .unknownWord(let field), .emptyValue(let field):
      QueryField(rawValue: field).map { "it knows \($0.example)" }
    case .notAnAmount: "write \(QueryField.amount.example)"
    case .notATime: "write \(QueryField.created.example)"
    case .notACurrency: "write \(QueryField.currency.example)"
    case .onlyOneValue, .emptyRange, .unclosedQuote, .nothingNegated, .wordless: nil
    case .tooLong:
      "at most \(OrderFilter.longestQuery) characters and \(OrderFilter.mostTerms) terms"
    }
  }
}

extension QueryError: CustomStringConvertible {
  package var description: String { sentence }
}
