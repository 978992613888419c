// Amounts and times of a query, compared or as ranges.

extension QueryParser {
  func amount(_ token: QueryToken) throws(QueryError) -> AmountRange {
    if let (lower, upper) = try ends(of: token, .notAnAmount, decimal) {
      if case .some(let low) = lower, case .some(let high) = upper, high.isLess(than: low) {
        throw error(.emptyRange, at: token)
      }
      return .between(lower, upper)
    }
    let (comparison, rest) = Self.comparison(of: token.text)
    guard let bound = decimal(rest) else {
      throw error(.notAnAmount, at: token, isUnfinished: rest.isEmpty || rest.hasSuffix("."))
    }
    return .compared(comparison, bound)
  }

  func time(_ token: QueryToken) throws(QueryError) -> TimeCondition {
    if let (first, last) = try ends(of: token, .notATime, day) {
      if case .date(let from)? = first, case .date(let through)? = last, through < from {
        throw error(.emptyRange, at: token)
      }
      return .days(from: first, through: last)
    }
    let (comparison, rest) = Self.comparison(of: token.text)
    if let day = day(rest) { return .day(comparison, day) }
    guard let age = age(rest) else {
      let isPartial = rest.allSatisfy { $0.isNumber || $0 == "-" }
      let isWordStart = QueryField.created.words.contains { $0.hasPrefix(rest.lowercased()) }
      throw error(
        .notATime,
        at: token,
        suggestion: NearestWord.find(rest, among: ["today", "yesterday"]),
        isUnfinished: isPartial || isWordStart
      )
    }
    switch comparison {
    case .less, .atMost: return .younger(age)
    case .greater, .atLeast: return .older(age)
    // An age alone could mean either, so it is better asked than guessed.
    case .equal: throw error(.notATime, at: token, suggestion: "<\(rest)")
    }
  }

  /// Both ends of `a..b`, either of them open; nil when the token is no range at all.
  private func ends<End>(
    of token: QueryToken,
    _ problem: QueryError.Problem,
    _ read: (String) -> End?
  ) throws(QueryError) -> (End?, End?)? {
    guard let dots = token.text.firstRange(of: "..") else { return nil }
    let texts = [String(token.text[..<dots.lowerBound]), String(token.text[dots.upperBound...])]
    let ends = texts.map { $0.isEmpty ? nil : read($0) }
    let isUnread = zip(texts, ends).contains { !$0.isEmpty && $1 == nil }
    guard !isUnread, texts != ["", ""] else {
      throw error(problem, at: token, isUnfinished: texts[0].isEmpty || ends[0] != nil)
    }
    return (ends[0], ends[1])
  }

  private static func comparison(of text: String) -> (Comparison, String) {
    // The longer signs first, since `<` begins `<=` too.
    for comparison in [Comparison.atMost, .atLeast, .less, .greater]
    where text.hasPrefix(comparison.rawValue) {
      return (comparison, String(text.dropFirst(comparison.rawValue.count)))
    }
    return (.equal, text.hasPrefix("=") ? String(text.dropFirst()) : text)
  }

  private func decimal(_ text: String) -> PlainDecimal? {
    // What is wrong with it does not matter here: the error shows the whole token.
    try? PlainDecimal(text)
  }

  private func day(_ text: String) -> DayReference? {
    switch text.lowercased() {
    case "today": .today
    case "yesterday": .yesterday
    default: CivilDate(iso8601: text).map(DayReference.date)
    }
  }

  private func age(_ text: String) -> Age? {
    guard let unit = text.last.flatMap({ Age.Unit(rawValue: $0.lowercased()) }) else { return nil }
    let digits = text.dropLast()
    guard (1...6).contains(digits.utf8.count),
      digits.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }),
      let count = Int(digits)
    else { return nil }
    return Age(count, unit)
  }
}

extension PlainDecimal {
  func isLess(than other: PlainDecimal) -> Bool {
    Int128(units) * Self.power(other.decimals) < Int128(other.units) * Self.power(decimals)
  }

  private static func power(_ exponent: Int) -> Int128 {
    (0..<exponent).reduce(1) { product, _ in product * 10 }
  }
}
