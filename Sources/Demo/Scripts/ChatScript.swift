import Commerce

/// What a conversation or an exchange of words is about.
enum Topic: String, CaseIterable, Sendable {
  // The checkout and its notices
  case checkout, paid
  case payLater = "pay later"
  case settled, reminder, shipped, delivered
  // Before an order, which then does not come about
  case cannotPay = "cannot pay"
  case question
  // Between order and parcel
  case address, gift, colour, bulb, invoice, cancel
  // On the way and at home
  case whereIsIt = "where"
  case late, thanks, damaged, refund, neighbour, missing

  /// What a customer may write about, by how far the order is and whether its day has passed.
  static func openers(for status: OrderStatus, isLate: Bool) -> [Topic] {
    switch status {
    case .pending, .confirmed: [.address, .gift, .colour, .bulb, .invoice, .cancel]
    case .processing, .packaged: [.address, .gift, .invoice, .bulb, .whereIsIt]
    case .shipped: isLate ? [.late] : [.whereIsIt]
    case .delivered: [.thanks, .thanks, .neighbour, .damaged, .invoice, .bulb, .missing, .refund]
    case .cancelled: [.refund]
    }
  }
}

/// What a reply of an agent is about, as far as the made-up customers understand it.
enum ReplyTopic: String, CaseIterable, Sendable {
  case refund, tracking, address, delay, thanks, question, other
}

/// One conversation with its variations, to be said once in one of them.
struct ChatScript: Equatable, Sendable {
  struct Line: Equatable, Sendable {
    enum Condition: Equatable, Sendable {
      case always
      /// Now and then; such lines next to each other are said together or not at all.
      case sometimes
      /// When there is a meaning for the word `extra`.
      case withExtra
    }

    var role: SenderRole
    var condition: Condition
    var variations: [String]
  }

  struct Spoken: Equatable, Sendable {
    var role: SenderRole
    var text: String
  }

  var lines: [Line] = []

  func spoken(with words: [String: String], by random: inout DemoRandom) -> [Spoken] {
    var spoken: [Spoken] = []
    var isSaid = true
    for (place, line) in lines.enumerated() {
      switch line.condition {
      case .always: isSaid = true
      case .withExtra: isSaid = words["extra"] != nil
      case .sometimes:
        let begins = place == 0 || lines[place - 1].condition != .sometimes
        if begins { isSaid = random.happens(50) }
      }
      guard isSaid else { continue }
      let text = random.pick(line.variations, else: "")
      spoken.append(Spoken(role: line.role, text: Self.filled(text, with: words)))
    }
    return spoken
  }

  /// The customer's words up to the first answer.
  func opening(with words: [String: String], by random: inout DemoRandom) -> [String] {
    spoken(with: words, by: &random).prefix { $0.role == .customer }.map(\.text)
  }

  /// `{word}` becomes its meaning; a word without one leaves nothing.
  static func filled(_ text: String, with words: [String: String]) -> String {
    var filled = ""
    var rest = text[...]
    while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
      filled += rest[..<open]
      filled += words[String(rest[rest.index(after: open)..<close])] ?? ""
      rest = rest[rest.index(after: close)...]
    }
    return filled + rest
  }
}
