/// What one customer is found by: an order of theirs, an e-mail address or a phone number.
///
/// The same customer are the orders with the same e-mail address, whatever its case, or the same phone
/// number, however it is written: blanks, dashes and brackets in it and `00` or `+` before it say
/// nothing. A part after a `+` in an address counts, since some servers give it to somebody else. What
/// can be no address or number of anybody, as `-` or `00000000`, makes no two orders one customer's.
package enum CustomerKey: Equatable, Hashable, Sendable {
  case order(number: String)
  case email(String)
  case phone(String)

  /// As somebody writes it; what is neither an address nor a number to call is an order's number.
  package init(_ text: String) {
    if text.contains("@") {
      self = .email(text)
    } else if Self.isPhone(text) {
      self = .phone(text)
    } else {
      self = .order(number: text)
    }
  }

  package var text: String {
    switch self {
    case .order(let text), .email(let text), .phone(let text): text
    }
  }

  /// Fewer digits, without zeros before them, call nobody.
  package static let leastDigitsOfPhone = 6

  private static func isPhone(_ text: String) -> Bool {
    let isPlain = text.allSatisfy { $0.isASCII && ($0.isNumber || " +-./()".contains($0)) }
    let digits = text.filter(\.isNumber).drop { $0 == "0" }
    return isPlain && digits.count >= leastDigitsOfPhone
  }
}

/// Everything that is told of one customer beside their orders.
package struct CustomerProfile: Equatable, Sendable {
  /// As their newest order has it.
  package var name: String
  package var history: CustomerHistory
  package var lastMessage: LastMessage?

  /// The newest message of all their chats, whoever wrote it.
  package struct LastMessage: Equatable, Sendable {
    package var orderNumber: String
    package var at: Instant
    package var preview: MessagePreview

    package init(orderNumber: String, at: Instant, preview: MessagePreview) {
      self.orderNumber = orderNumber
      self.at = at
      self.preview = preview
    }
  }

  package init(name: String, history: CustomerHistory, lastMessage: LastMessage?) {
    self.name = name
    self.history = history
    self.lastMessage = lastMessage
  }

  /// The newest of their orders and of the messages on them.
  package var lastSeenAt: Instant? {
    [history.lastOrderAt, lastMessage?.at].compactMap(\.self).max()
  }
}
