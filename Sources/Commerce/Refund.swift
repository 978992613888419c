/// The id of a refund, which is the idempotency key of every try to pay it.
package struct RefundID: Hashable, Sendable, RawRepresentable, CustomStringConvertible {
  package let rawValue: String
  package init(rawValue: String) { self.rawValue = rawValue }
  package init(_ rawValue: String) { self.rawValue = rawValue }
  package var description: String { rawValue }
}

/// Some of an item of an order, by the item's product id, or its name where it has none.
package struct ItemQuantity: Hashable, Sendable {
  package var item: String
  package var quantity: Int

  package init(item: String, quantity: Int) {
    self.item = item
    self.quantity = quantity
  }
}

/// What is wanted back of an order.
package enum RefundPart: Equatable, Sendable {
  /// All that can still be refunded.
  case full
  case amount(Money)
  case items([ItemQuantity])
  /// What is left of the shipping.
  case shipping
}

/// A wish for a refund, before it has a state.
package struct RefundRequest: Equatable, Sendable {
  package var part: RefundPart
  package var reason: RefundReason
  /// Words beside the reason; `other` needs them.
  package var text: String?
  package var restocks: Bool
  /// The return that the money goes back for.
  package var returnID: ReturnID?
  /// The id that the refund is to have, so that the same key twice is one refund; nil makes one.
  package var key: String?

  package init(
    part: RefundPart,
    reason: RefundReason,
    text: String? = nil,
    restocks: Bool = false,
    returnID: ReturnID? = nil,
    key: String? = nil
  ) {
    self.part = part
    self.reason = reason
    self.text = text
    self.restocks = restocks
    self.returnID = returnID
    self.key = key
  }
}

/// What a payment is called by those who took it.
package struct PaymentNames: Equatable, Sendable {
  package var method: String?
  package var paymentIntent: String?
  package var checkoutSession: String?

  package init(
    method: String? = nil,
    paymentIntent: String? = nil,
    checkoutSession: String? = nil
  ) {
    self.method = method
    self.paymentIntent = paymentIntent
    self.checkoutSession = checkoutSession
  }
}

/// What somebody found at the provider about a refund that had no answer.
package struct RefundResolution: Equatable, Sendable {
  package var succeeded: Bool
  /// What the provider calls it; a refund that it does not know has none.
  package var reference: String?
  package var reason: String?

  package init(succeeded: Bool, reference: String?, reason: String?) {
    self.succeeded = succeeded
    self.reference = reference
    self.reason = reason
  }
}

/// One refund of an order, for people to see.
package struct Refund: Equatable, Sendable, Identifiable {
  package struct Line: Equatable, Sendable {
    package var position: Int
    package var productID: String
    package var name: String
    package var quantity: Int
    package var amount: Money

    package init(position: Int, productID: String, name: String, quantity: Int, amount: Money) {
      self.position = position
      self.productID = productID
      self.name = name
      self.quantity = quantity
      self.amount = amount
    }
  }

  package var id: RefundID
  package var orderID: OrderID
  package var orderNumber: String
  /// True for what the order's source reports, which counts our own refunds too.
  package var isReported: Bool
  package var amount: Money
  /// How much of the amount is for shipping.
  package var shipping: Money
  package var state: RefundState
  /// True for an approved one that was not sent for lack of room and is not tried again by itself.
  package var isParked = false
  package var reason: RefundReason?
  package var reasonText: String?
  package var restocks: Bool
  /// The return that the money goes back for.
  package var returnID: ReturnID?
  package var requesterID: StaffID?
  /// The names of those who asked and allowed; nil where nobody has.
  package var requester: String?
  package var approver: String?
  package var providerReference: String?
  /// Why it failed, has no answer yet or stays in the outbox.
  package var problem: String?
  package var createdAt: Instant
  package var approvedAt: Instant?
  package var sentAt: Instant?
  package var settledAt: Instant?
  package var lines: [Line] = []

  package init(
    id: RefundID,
    orderID: OrderID,
    orderNumber: String,
    isReported: Bool,
    amount: Money,
    shipping: Money,
    state: RefundState,
    createdAt: Instant,
    restocks: Bool = false
  ) {
    self.id = id
    self.orderID = orderID
    self.orderNumber = orderNumber
    self.isReported = isReported
    self.amount = amount
    self.shipping = shipping
    self.state = state
    self.createdAt = createdAt
    self.restocks = restocks
  }
}

extension Refund {
  /// How far it is, why and by whom: `approved, damaged: a crack, by Ana, approved by Ben`.
  package var story: String {
    var words = [state.words]
    let why = [reason?.words, reasonText].compactMap(\.self).joined(separator: ": ")
    if !why.isEmpty { words.append(why) }
    if let returnID { words.append("for return \(returnID)") }
    if let requester { words.append("by \(requester)") }
    if let approver { words.append("approved by \(approver)") }
    if let providerReference { words.append("reference \(providerReference)") }
    if let problem { words.append(problem) }
    return words.joined(separator: ", ")
  }
}

extension RefundReason {
  /// As people read it: `not received`.
  package var words: String { rawValue.replacing("_", with: " ") }
}

extension RefundState {
  /// As people read it: a provider's `canceled` and our `cancelled` are told apart.
  package var words: String {
    switch self {
    case .requested, .approved, .cancelled, .pending, .succeeded, .failed: rawValue
    case .canceledByProvider: "cancelled by the provider"
    case .unknown: "without an answer"
    }
  }

  /// Nothing more comes of it by itself.
  package var isSettled: Bool {
    switch self {
    case .succeeded, .failed, .cancelled, .canceledByProvider: true
    case .requested, .approved, .pending, .unknown: false
    }
  }
}
