import SQLiteKit

/// A word as it is being typed, asked of a full-text index so that common words cost no more than
/// rare ones.
///
/// FTS5 gathers all hits of a beginning before it gives the first one, unless beginnings of that
/// length are kept in the index. So a longer one is replaced by the few words that begin with it,
/// whose hits are read one by one.
struct WordBeginning: Equatable {
  enum Index {
    case orders, messages

    var table: TextHits.Table { self == .orders ? .orders : .messages }
    fileprivate var words: String { self == .orders ? "order_words" : "message_words" }
  }

  /// Beginnings up to this length are kept in the index (`prefix` in the schema).
  private static let keptLength = 3

  private let text: String
  /// The letters and digits after the last sign, in small letters, as the index has them.
  private let ending: String?

  /// The beginning is the last word in `text`; the signs and words before it stand beside it.
  init(_ text: String) {
    let scalars = text.unicodeScalars.filter { $0 != "\0" }
    let ending = scalars.reversed().prefix(while: Self.isPlain)
    let before = scalars.dropLast(ending.count).last
    self.text = String(String.UnicodeScalarView(scalars))
    // Of letters beyond ASCII only the index knows which are one and the same.
    let isKnown = !ending.isEmpty && before?.isASCII != false
    self.ending = isKnown ? String(String.UnicodeScalarView(ending.reversed())).lowercased() : nil
  }

  /// The expression, and whether its hits come without all of them being gathered first.
  func expression(
    for index: Index,
    limits: SearchLimits = .usual,
    on connection: borrowing Connection
  ) throws -> (text: String, isGradual: Bool) {
    let gathering = FullText.phrase(text) + " *"
    guard let ending else { return (gathering, false) }
    guard ending.utf8.count > Self.keptLength else { return (gathering, true) }
    let most = limits.mostWords
    let words = try words(beginningWith: ending, in: index, most: most, on: connection)
    guard words.count <= most else { return (gathering, false) }
    guard !words.isEmpty else { return (gathering, true) }
    let stem = String(text.unicodeScalars.dropLast(ending.unicodeScalars.count))
    let phrases = words.map { FullText.phrase(stem + $0) }
    return ("(\(phrases.joined(separator: " OR ")))", true)
  }

  /// One word more than wanted tells that there are too many.
  private func words(
    beginningWith ending: String,
    in index: Index,
    most: Int,
    on connection: borrowing Connection
  ) throws -> [String] {
    var words: [String] = []
    var place = ending
    while words.count <= most {
      let word = try connection.text(
        "SELECT term FROM \(raw: index.words) WHERE term >= \(place) LIMIT 1"
      )
      guard let word, word.hasPrefix(ending) else { break }
      words.append(word)
      // The next one; going on from row to row would visit every place of this word.
      place = word + "\u{1}"
    }
    return words
  }

  private static func isPlain(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "a"..."z", "A"..."Z", "0"..."9": true
    default: false
    }
  }
}
