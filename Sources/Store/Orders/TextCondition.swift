import Commerce
import SQLiteKit

/// One text condition of a filter, as questions to the full-text indexes.
///
/// It holds when any of its parts does. Everything typed is quoted, so no character has a meaning
/// of its own in a full-text expression.
struct TextCondition: Equatable {
  /// An expression for `number_search`, which finds any part of at least three characters.
  var parts: String?
  /// Shorter parts, looked for in `columns` row by row.
  var shortParts: [String] = []
  /// The columns of `orders` that `parts` and `shortParts` speak of.
  var columns: [Column] = []
  /// An expression for `order_search`: words of customer and items.
  var words: String?
  /// An expression for `message_search`.
  var messageWords: String?
  /// What is being typed, where `words` and `messageWords` end in the beginning of a word.
  var beginning: WordBeginning?

  enum Column: String {
    case number = "order_number"
    case tracking = "tracking_number"
    case name = "customer_name"
    case email = "customer_email"
    case phone = "customer_phone"
  }

  /// Nil when the condition is not about text, or has nothing that could be looked for.
  init?(_ condition: FilterCondition) {
    guard !condition.isWordless else { return nil }
    switch condition {
    case .word(let word): self.init(typed: word, asPrefix: true)
    case .phrase(let phrase): self.init(typed: phrase, asPrefix: false)
    case .customer(let parts): self.init(parts: parts, of: [.name, .email, .phone])
    case .status, .payment, .refund, .goodsReturn, .source, .currency, .amount, .created, .updated,
      .sameCustomer,
      .number,
      .tag, .assignee, .priority, .unread, .conflict, .snoozed, .has, .late, .waiting:
      return nil
    }
  }

  /// A single letter begins too many words to be looked for in messages.
  private init(typed text: String, asPrefix: Bool) {
    self.init(parts: [text], of: [.number, .tracking, .phone])
    let expression = FullText.phrase(text) + (asPrefix ? " *" : "")
    words = expression
    messageWords = text.unicodeScalars.count > 1 ? expression : nil
    beginning = asPrefix ? WordBeginning(text) : nil
  }

  private init(parts texts: [String], of columns: [Column]) {
    self.columns = columns
    let long = texts.filter(FullText.isLongEnoughForParts)
    shortParts = texts.filter { !FullText.isLongEnoughForParts($0) }
    guard !long.isEmpty else { return }
    let names = columns.map(\.rawValue).joined(separator: " ")
    parts = "{\(names)} : (\(long.map(FullText.phrase).joined(separator: " OR ")))"
  }
}

extension FilterCondition {
  /// A sign typed as a word of its own: no text has it as a word, so it says nothing.
  var isWordless: Bool {
    switch self {
    case .word(let text), .phrase(let text): !SearchText.hasWord(text)
    default: false
    }
  }
}

/// Writes full-text expressions out of typed text.
enum FullText {
  /// The trigram index knows nothing shorter.
  static func isLongEnoughForParts(_ text: String) -> Bool { text.unicodeScalars.count >= 3 }

  /// The words of the text side by side; a NUL would end the expression for SQLite.
  static func phrase(_ text: String) -> String {
    var quoted = "\""
    for scalar in text.unicodeScalars where scalar != "\0" {
      if scalar == "\"" { quoted += "\"" }
      quoted.unicodeScalars.append(scalar)
    }
    return quoted + "\""
  }

  /// A pattern for `LIKE … ESCAPE '\'` that matches the text anywhere.
  static func pattern(containing text: String) -> String {
    var pattern = "%"
    for scalar in text.unicodeScalars {
      if scalar == "%" || scalar == "_" || scalar == "\\" { pattern += "\\" }
      pattern.unicodeScalars.append(scalar)
    }
    return pattern + "%"
  }
}
