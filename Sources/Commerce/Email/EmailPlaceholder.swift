/// What a template leaves open, written as `{customer}`.
package enum EmailPlaceholder: String, CaseIterable, Sendable {
  case customer, number, total, carrier, tracking, delivery, refunded, agent

  /// What it stands for, in words.
  package var meaning: String {
    switch self {
    case .customer: "the customer's name"
    case .number: "the order's number"
    case .total: "the order's total"
    case .carrier: "who carries the parcel"
    case .tracking: "the tracking numbers"
    case .delivery: "the day on which delivery is expected"
    case .refunded: "how much was paid back"
    case .agent: "your name"
    }
  }

  /// What is missing where it has nothing to say.
  fileprivate var lack: String {
    switch self {
    case .customer: "the order has no customer's name"
    case .number: "the order has no number"
    case .total: "the order has no total"
    case .carrier: "the order has no carrier yet"
    case .tracking: "the order has no tracking number yet"
    case .delivery: "no day of delivery is known"
    case .refunded: "nothing was paid back yet"
    case .agent: "your name is not known"
    }
  }
}

/// What the placeholders of one order's e-mail stand for.
package struct EmailValues: Equatable, Sendable {
  package var customer: String
  package var number: String
  package var total: Money
  package var refunded: Money
  package var carrier: String?
  package var tracking: String?
  package var delivery: String?
  package var agent: String

  package init(
    customer: String,
    number: String,
    total: Money,
    refunded: Money,
    carrier: String?,
    tracking: String?,
    delivery: String?,
    agent: String
  ) {
    self.customer = customer
    self.number = number
    self.total = total
    self.refunded = refunded
    self.carrier = carrier
    self.tracking = tracking
    self.delivery = delivery
    self.agent = agent
  }

  package init(_ detail: OrderDetail, agent: String) {
    self.init(
      customer: detail.summary.customerName,
      number: detail.summary.number,
      total: detail.summary.total,
      refunded: detail.refunded,
      carrier: detail.carrier,
      tracking: detail.trackingNumber,
      delivery: detail.estimatedDelivery,
      agent: agent
    )
  }

  /// One line without control characters, whatever a customer or a source wrote; nil where there is
  /// nothing to say.
  func value(of placeholder: EmailPlaceholder) -> String? {
    let text: String? =
      switch placeholder {
      case .customer: customer
      case .number: number
      case .total: total.display()
      case .carrier: carrier
      case .tracking: tracking
      case .delivery: delivery
      case .refunded: refunded.isZero ? nil : refunded.display()
      case .agent: agent
      }
    return text.flatMap { Reason.trimmed(EmailRules.line($0)) }
  }

  /// The text with every placeholder replaced, once: what stands in a value is never looked into.
  ///
  /// Throws where a placeholder is unknown or would leave a hole.
  package func filling(_ text: String) throws(EmailProblem) -> String {
    var filled = ""
    var rest = text[...]
    while let brace = rest.firstIndex(of: "{") {
      filled += rest[..<brace]
      let inside = rest[rest.index(after: brace)...]
      let word = inside.prefix { $0.isASCII && $0.isLetter || $0 == "_" }
      guard !word.isEmpty, word.endIndex < inside.endIndex, inside[word.endIndex] == "}" else {
        filled.append("{")
        rest = inside
        continue
      }
      filled += try value(named: String(word))
      rest = inside[inside.index(after: word.endIndex)...]
    }
    return filled + rest
  }

  private func value(named word: String) throws(EmailProblem) -> String {
    guard let placeholder = EmailPlaceholder(rawValue: word) else {
      let known = EmailPlaceholder.allCases.map(\.rawValue)
      let hint = NearestWord.find(word, among: known).map { "; did you mean {\($0)}?" } ?? ""
      throw EmailProblem("there is no placeholder {\(word)}\(hint)")
    }
    guard let value = value(of: placeholder) else {
      throw EmailProblem("{\(word)} would stay empty: \(placeholder.lack)")
    }
    return value
  }
}
