extension OrderFilter {
  package static let longestQuery = 2_000
  package static let mostTerms = 64

  /// Reads free words, quoted phrases, `field:value`, lists by comma, and `-` or `!` for not.
  package init(query text: String) throws(QueryError) {
    var scanner = QueryScanner(text)
    guard scanner.count <= Self.longestQuery else { throw Self.tooLong(from: Self.longestQuery) }
    var terms: [FilterTerm] = []
    var wordless: RawTerm?
    var hasWord = false
    while let raw = try scanner.nextTerm() {
      if raw.field == nil {
        if raw.hasWord { hasWord = true } else { wordless = wordless ?? raw }
      }
      if raw.isBlankPhrase { continue }
      let condition = try QueryParser(textLength: scanner.count).condition(raw)
      terms.append(FilterTerm(condition, isNegated: raw.isNegated))
      guard terms.count <= Self.mostTerms else { throw Self.tooLong(from: raw.values[0].start) }
    }
    // A sign beside words says nothing; alone it would let every order through.
    if let wordless, !hasWord {
      let parser = QueryParser(textLength: scanner.count)
      throw parser.error(.wordless, at: wordless.values[0], isUnfinished: true)
    }
    self.init(terms)
  }

  private static func tooLong(from position: Int) -> QueryError {
    QueryError(
      position: position,
      length: 0,
      token: "",
      problem: .tooLong,
      suggestion: nil,
      isUnfinished: false
    )
  }
}

/// Understands one term at a time.
struct QueryParser {
  /// Characters of the whole query, to tell a value that is still being typed.
  let textLength: Int

  func condition(_ raw: RawTerm) throws(QueryError) -> FilterCondition {
    guard let name = raw.field else {
      let value = raw.values[0]
      return value.isQuoted ? .phrase(value.text) : .word(value.text)
    }
    guard let field = QueryField(named: name.text) else {
      let names = QueryField.allCases.map(\.rawValue)
      let meant = NearestWord.find(name.text, among: names).map { $0 + ":" }
      throw error(.unknownField, at: name, suggestion: meant)
    }
    switch field {
    case .status: return .status(try words(raw, field, OrderStatus.init(queryWord:)))
    case .pay: return .payment(try words(raw, field, PaymentStatus.init(queryWord:)))
    case .refund: return .refund(try words(raw, field, RefundState.init(queryWord:)))
    case .goodsReturn:
      return .goodsReturn(try words(raw, field, ReturnMatch.init(queryWord:)))
    case .source: return .source(try words(raw, field, OrderSource.init(queryWord:)))
    case .priority: return .priority(try words(raw, field, Priority.init(rawValue:)))
    case .has: return .has(try words(raw, field, OrderTrait.init(rawValue:)))
    case .is: return try word(raw, field, Self.quality)
    case .unread: return .unread(try word(raw, field, Self.isYes))
    case .conflict: return .conflict(try word(raw, field, Self.isYes))
    case .waiting: return .waiting(try word(raw, field, Self.isYes))
    case .late: return .late(try word(raw, field, Self.isYes))
    case .snoozed: return .snoozed(try word(raw, field, Self.isYes))
    case .currency: return .currency(try currencies(raw.values))
    case .customer: return .customer(raw.values.map(\.text))
    case .same: return .sameCustomer(raw.values.map { CustomerKey($0.text) })
    case .number: return .number(raw.values.map(\.text))
    case .tag: return .tag(raw.values.map(\.text))
    case .assignee: return .assignee(raw.values.map(Self.assignee))
    case .amount: return .amount(try amount(try only(raw, field)))
    case .created: return .created(try time(try only(raw, field)))
    case .updated: return .updated(try time(try only(raw, field)))
    }
  }

  func error(
    _ problem: QueryError.Problem,
    at token: QueryToken,
    suggestion: String? = nil,
    isUnfinished: Bool = false
  ) -> QueryError {
    QueryError(
      position: token.start,
      length: token.end - token.start,
      token: token.text,
      problem: problem,
      suggestion: suggestion,
      isUnfinished: isUnfinished && token.end == textLength
    )
  }

  private func words<Value: Equatable>(
    _ raw: RawTerm,
    _ field: QueryField,
    _ read: (String) -> Value?
  ) throws(QueryError) -> [Value] {
    var values: [Value] = []
    for token in raw.values {
      let value = try word(token, field, read)
      if !values.contains(value) { values.append(value) }
    }
    return values
  }

  private func word<Value>(
    _ raw: RawTerm,
    _ field: QueryField,
    _ read: (String) -> Value?
  ) throws(QueryError) -> Value {
    try word(try only(raw, field), field, read)
  }

  private func word<Value>(
    _ token: QueryToken,
    _ field: QueryField,
    _ read: (String) -> Value?
  ) throws(QueryError) -> Value {
    let typed = token.text.lowercased()
    if let value = read(typed) { return value }
    throw error(
      .unknownWord(field: field.rawValue),
      at: token,
      suggestion: NearestWord.find(typed, among: field.words),
      isUnfinished: field.words.contains { $0.hasPrefix(typed) }
    )
  }

  private func only(_ raw: RawTerm, _ field: QueryField) throws(QueryError) -> QueryToken {
    let values = raw.values
    guard values.count > 1 else { return values[0] }
    let text = values.map(\.text).joined(separator: ",")
    let whole = QueryToken(text: text, start: values[0].start, end: values[values.count - 1].end)
    throw error(.onlyOneValue(field: field.rawValue), at: whole)
  }

  private func currencies(_ tokens: [QueryToken]) throws(QueryError) -> [Currency] {
    var currencies: [Currency] = []
    for token in tokens {
      guard let currency = Currency(code: token.text) else {
        throw error(.notACurrency, at: token, isUnfinished: token.text.count < 3)
      }
      if !currencies.contains(currency) { currencies.append(currency) }
    }
    return currencies
  }

  private static func quality(_ word: String) -> FilterCondition? {
    switch word {
    case "late": .late(true)
    case "unread": .unread(true)
    case "read": .unread(false)
    default: nil
    }
  }

  private static func isYes(_ word: String) -> Bool? {
    switch word {
    case "yes", "y", "true", "1": true
    case "no", "n", "false", "0": false
    default: nil
    }
  }

  /// In quotes it is a name, whatever it says.
  private static func assignee(_ token: QueryToken) -> AssigneeMatch {
    switch token.isQuoted ? "" : token.text.lowercased() {
    case "me": .me
    case "none", "nobody": .nobody
    default: .name(token.text)
    }
  }
}
