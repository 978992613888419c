/// The fields of the query language; parser, completion and help read this one list.
package enum QueryField: String, CaseIterable, Sendable {
  case status, pay, refund, source, amount, currency, created, updated, customer, same, number, tag,
    assignee
  case priority, unread, waiting, late, conflict, snoozed, has
  case goodsReturn = "return"
  case `is`

  /// Also by the names that other columns and tools use.
  package init?(named name: String) {
    let name = name.lowercased()
    guard let field = Self.otherNames[name] ?? Self(rawValue: name) else { return nil }
    self = field
  }

  private static let otherNames: [String: QueryField] = [
    "payment": .pay, "via": .source, "channel": .source, "total": .amount, "cur": .currency,
    "order": .number, "prio": .priority,
  ]

  /// Whether a word may be the beginning of a field's name that is still being typed.
  package static func mayBegin(with word: String) -> Bool {
    let word = word.lowercased()
    guard !word.isEmpty else { return false }
    return (allCases.map(\.rawValue) + otherNames.keys).contains { $0.hasPrefix(word) }
  }

  /// What may stand behind the colon, for help and hints.
  package var example: String {
    switch self {
    case .status, .pay, .refund, .goodsReturn, .source, .priority, .has, .is:
      words.joined(separator: ", ")
    case .amount: ">100, <=59.99, 10..20"
    case .currency: "usd, eur"
    case .created, .updated: "<7d, >2h, today, 2026-01-31, 2026-01-01..2026-01-31"
    case .customer: "ana, \"ana souza\", ana@example.com"
    case .same: "CHT001234, ana@example.com, \"+39 06 555 0100\""
    case .number: "CHT001234"
    case .tag: "vip"
    case .assignee: "me, none, maya"
    case .unread, .waiting, .late, .conflict, .snoozed: "yes, no"
    }
  }

  package var meaning: String {
    switch self {
    case .status: "the order status"
    case .pay: "the payment status"
    case .refund: "how far a refund made here is"
    case .goodsReturn: "how far a return of its goods is"
    case .source: "the channel it came by"
    case .amount: "the total, in any currency"
    case .currency: "the currency of the total"
    case .created: "when it was placed"
    case .updated: "when order or chat last changed"
    case .customer: "part of name, e-mail or phone"
    case .same: "all of one customer: order, e-mail or phone"
    case .number: "the whole order number; a free word finds part of it"
    case .tag: "a tag"
    case .assignee: "who takes care of it"
    case .priority: "how urgent it is"
    case .unread: "whether messages are unread"
    case .waiting: "whether the customer waits for an answer"
    case .late: "whether the day of delivery has passed"
    case .conflict: "whether store and source differ"
    case .snoozed: "whether it is put off for later"
    case .has: "what it has"
    case .is: "what it is"
    }
  }

  /// The fixed words that it knows, in the order in which they are offered.
  package var words: [String] {
    switch self {
    case .status: OrderStatus.allCases.map(\.rawValue)
    case .pay: PaymentStatus.allCases.map(\.rawValue)
    case .refund: RefundState.queryStates.map(\.rawValue)
    case .goodsReturn: ReturnMatch.words
    case .source: ["chat", "standard"]
    case .has: OrderTrait.allCases.map(\.rawValue)
    case .is: ["late", "unread", "read"]
    case .unread, .waiting, .late, .conflict, .snoozed: ["yes", "no"]
    case .assignee: ["me", "none"]
    case .priority: Priority.allCases.map(\.rawValue)
    case .created, .updated: ["today", "yesterday", "<1h", "<1d", "<7d", "<30d"]
    case .amount, .currency, .customer, .same, .number, .tag: []
    }
  }
}

// MARK: - Words as values

extension OrderStatus {
  init?(queryWord word: String) {
    switch word {
    case "canceled": self = .cancelled
    case "completed": self = .delivered
    default: self.init(rawValue: word)
    }
  }
}

extension PaymentStatus {
  init?(queryWord word: String) {
    if word == "partial" { self = .partiallyRefunded } else { self.init(rawValue: word) }
  }
}

extension RefundState {
  /// Whoever called it off: `cancelled` means both.
  static let queryStates = allCases.filter { $0 != .canceledByProvider }

  init?(queryWord word: String) {
    guard let state = RefundState(rawValue: word) else { return nil }
    self = state == .canceledByProvider ? .cancelled : state
  }
}

extension OrderSource {
  init?(queryWord word: String) {
    switch word {
    case "chat": self = .chatCommerce
    case "std": self = .standard
    default: self.init(rawValue: word)
    }
  }

  var queryWord: String {
    switch self {
    case .standard: "standard"
    case .chatCommerce: "chat"
    }
  }
}
