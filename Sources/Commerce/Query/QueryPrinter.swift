// A filter as the text that reads back as the same filter.

extension OrderFilter {
  package var text: String {
    terms.map(\.text).joined(separator: " ")
  }
}

extension FilterTerm {
  package var text: String { (isNegated ? "-" : "") + condition.text }
}

extension FilterCondition {
  var text: String {
    switch self {
    case .word(let word): Self.free(word)
    case .phrase(let phrase): Self.quote(phrase)
    case .status(let list): Self.field(.status, list.map(\.rawValue))
    case .payment(let list): Self.field(.pay, list.map(\.rawValue))
    case .refund(let list): Self.field(.refund, list.map(\.rawValue))
    case .goodsReturn(let list): Self.field(.goodsReturn, list.map(\.queryWord))
    case .source(let list): Self.field(.source, list.map(\.queryWord))
    case .currency(let list): Self.field(.currency, list.map { $0.code.lowercased() })
    case .amount(let range): Self.field(.amount, [range.text])
    case .created(let time): Self.field(.created, [time.text])
    case .updated(let time): Self.field(.updated, [time.text])
    case .customer(let list): Self.field(.customer, list.map(Self.value))
    case .sameCustomer(let list): Self.field(.same, list.map { Self.value($0.text) })
    case .number(let list): Self.field(.number, list.map(Self.value))
    case .tag(let list): Self.field(.tag, list.map(Self.value))
    case .assignee(let list): Self.field(.assignee, list.map(Self.assignee))
    case .priority(let list): Self.field(.priority, list.map(\.rawValue))
    case .unread(let isUnread): Self.field(.unread, [isUnread ? "yes" : "no"])
    case .conflict(let isOpen): Self.field(.conflict, [isOpen ? "yes" : "no"])
    case .snoozed(let isSnoozed): Self.field(.snoozed, [isSnoozed ? "yes" : "no"])
    case .has(let list): Self.field(.has, list.map(\.rawValue))
    case .late(let isLate): Self.field(.late, [isLate ? "yes" : "no"])
    case .waiting(let isWaiting): Self.field(.waiting, [isWaiting ? "yes" : "no"])
    }
  }

  private static func field(_ field: QueryField, _ values: [String]) -> String {
    "\(field.rawValue):\(values.joined(separator: ","))"
  }

  /// A word that the scanner would take for something else has to be quoted.
  private static func free(_ word: String) -> String {
    var scanner = QueryScanner(word)
    // A word that cannot even be scanned alone needs its quotes all the more.
    let scanned = try? scanner.nextTerm()
    let bare = RawTerm(
      isNegated: false,
      field: nil,
      values: [QueryToken(text: word, start: 0, end: word.count)]
    )
    return scanned == bare ? word : quote(word)
  }

  private static func value(_ text: String) -> String {
    let isPlain = !text.isEmpty && !text.contains { $0.isWhitespace || $0 == "," }
    return isPlain && !text.hasPrefix("\"") ? text : quote(text)
  }

  private static func assignee(_ match: AssigneeMatch) -> String {
    switch match {
    case .me: "me"
    case .nobody: "none"
    case .name(let name):
      StaffRules.isTaken(name) ? quote(name) : value(name)
    }
  }

  private static func quote(_ text: String) -> String {
    var quoted = "\""
    for character in text {
      if character == "\"" || character == "\\" { quoted.append("\\") }
      quoted.append(character)
    }
    return quoted + "\""
  }
}

extension AmountRange {
  var text: String {
    switch self {
    case .compared(let comparison, let bound): comparison.rawValue + bound.text
    case .between(let lower, let upper): "\(lower?.text ?? "")..\(upper?.text ?? "")"
    }
  }
}

extension TimeCondition {
  var text: String {
    switch self {
    case .younger(let age): "<\(age.count)\(age.unit.rawValue)"
    case .older(let age): ">\(age.count)\(age.unit.rawValue)"
    case .day(let comparison, let day): comparison.rawValue + day.text
    case .days(let first, let last): "\(first?.text ?? "")..\(last?.text ?? "")"
    }
  }
}

extension DayReference {
  var text: String {
    switch self {
    case .today: "today"
    case .yesterday: "yesterday"
    case .date(let date): date.iso8601
    }
  }
}
