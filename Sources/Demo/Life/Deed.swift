import Commerce
import Desk

/// Something that a made-up customer, the bot or the carrier is about to do.
struct Deed: Sendable {
  enum Kind: Sendable {
    case happen(Happening)
    /// Decides what happens, and when the next thing does.
    case happenAnything
    case presence(OrderID, DemoPresence)
    case write(LiveMessage)
    case open(LiveSession)
    case checkOut(LiveCheckout)
    /// With the words in which the bot confirms it.
    case pay(OrderID, intentID: String, LiveMessage)
    case deliver(OrderID, LiveMessage)
    case report(MessageID, MessageStatus)
    /// Thinks of an answer to a reply.
    case answer(OutboundMessage)
  }

  var at: Instant
  var kind: Kind

  /// Whether this is the next part of what that customer was about to say.
  func concerns(_ order: OrderID) -> Bool {
    switch kind {
    case .presence(let other, _): other == order
    case .write(let message): message.orderID == order && message.role == .customer
    case .happen, .happenAnything, .open, .checkOut, .pay, .deliver, .report, .answer: false
    }
  }
}

/// A line of a chat that is about to be written.
struct LiveMessage: Sendable {
  /// Decided beforehand, so that trying again writes it once.
  var id: String
  /// Nil while the chat has not led to an order.
  var orderID: OrderID?
  var conversationID: String
  var sessionID: String?
  var role: SenderRole
  var senderName: String
  /// `{number}` becomes the order's number.
  var body: String
  /// False for what the bot reads.
  var isUnread: Bool
}

struct LiveSession: Sendable {
  var id: String
  var channel: String
  var customerName: String
}

/// A row of `chat_orders` as the shop's bot fills it.
struct LiveCheckout: Sendable {
  var id: OrderID
  var sessionID: String
  var checkoutID: String
  var customer: DemoCustomer
  var basket: OrderPlan.Basket
}

/// What the made-up customers need to know of an order to write about it.
struct ChatFacts: Sendable {
  var id: OrderID
  var number: String
  var conversationID: String
  var sessionID: String?
  var customerName: String
  var country: String?
  var status: OrderStatus
  /// Not delivered by the day that was promised.
  var isLate: Bool
  var item: String
  var carrier: String
  var tracking: String

  var language: ChatLanguage { ChatLanguage(country: country) }
}
