/// The id of an order, or of a chat order that is not an order yet; any unique text.
package struct OrderID: Hashable, Sendable, RawRepresentable, CustomStringConvertible {
  package let rawValue: String
  package init(rawValue: String) { self.rawValue = rawValue }
  package init(_ rawValue: String) { self.rawValue = rawValue }
  package var description: String { rawValue }
}

/// One row of the orders list.
package struct OrderSummary: Equatable, Sendable, Identifiable {
  package var id: OrderID
  package var number: String
  package var source: OrderSource
  package var customerName: String
  package var total: Money
  package var status: OrderStatus
  package var payment: PaymentStatus
  package var createdAt: Instant
  /// The newest of order change and message.
  package var activityAt: Instant
  package var unreadCount: Int
  /// The newest message, cut to 200 characters; nil without one.
  package var lastMessage: MessagePreview?
  /// Words of this person that wait on it, by what they are for.
  package var drafts: Set<Draft.Kind>
  package var hasFailedMessage: Bool
  /// A reply that could not be sent yet and is tried again.
  package var hasRetriedReply: Bool
  package var hasConflict: Bool
  package var revision: Int
  /// Nil when nobody takes care of it.
  package var assignment: Assignment?
  /// By the alphabet.
  package var tags: [String]
  package var priority: Priority
  /// Put off, or back from it and not looked at since; see ``Snooze/isOver(at:)``.
  package var snooze: Snooze?

  package init(
    id: OrderID,
    number: String,
    source: OrderSource,
    customerName: String,
    total: Money,
    status: OrderStatus,
    payment: PaymentStatus,
    createdAt: Instant,
    activityAt: Instant,
    unreadCount: Int = 0,
    lastMessage: MessagePreview? = nil,
    drafts: Set<Draft.Kind> = [],
    hasFailedMessage: Bool = false,
    hasRetriedReply: Bool = false,
    hasConflict: Bool = false,
    revision: Int = 1,
    assignment: Assignment? = nil,
    tags: [String] = [],
    priority: Priority = .medium
  ) {
    self.id = id
    self.number = number
    self.source = source
    self.customerName = customerName
    self.total = total
    self.status = status
    self.payment = payment
    self.createdAt = createdAt
    self.activityAt = activityAt
    self.unreadCount = unreadCount
    self.lastMessage = lastMessage
    self.drafts = drafts
    self.hasFailedMessage = hasFailedMessage
    self.hasRetriedReply = hasRetriedReply
    self.hasConflict = hasConflict
    self.revision = revision
    self.assignment = assignment
    self.tags = tags
    self.priority = priority
  }
}

package struct MessagePreview: Equatable, Sendable {
  package var role: SenderRole
  package var text: String

  package init(role: SenderRole, text: String) {
    self.role = role
    self.text = text
  }
}

package struct OrderItem: Equatable, Sendable {
  package var productID: String
  package var name: String
  package var quantity: Int
  package var unitPrice: Money

  package init(productID: String, name: String, quantity: Int, unitPrice: Money) {
    self.productID = productID
    self.name = name
    self.quantity = quantity
    self.unitPrice = unitPrice
  }
}

package struct Address: Equatable, Sendable {
  package var street: String?
  package var city: String?
  package var state: String?
  package var postalCode: String?
  package var country: String?

  package init(
    street: String? = nil,
    city: String? = nil,
    state: String? = nil,
    postalCode: String? = nil,
    country: String? = nil
  ) {
    self.street = street
    self.city = city
    self.state = state
    self.postalCode = postalCode
    self.country = country
  }
}

/// One line of an order's timeline, which is append-only.
package struct OrderEvent: Equatable, Sendable {
  package var at: Instant
  package var kind: EventKind
  package var actor: String
  /// console, cli, sync: the road by which it came.
  package var via: String
  package var from: String?
  package var to: String?
  package var reason: String?
  /// Of a refund: what a source has reported, or how much the one is whose state `to` says.
  package var amount: Money?
  /// Of a return: which one it is, and the goods that the line is about.
  package var returnID: ReturnID?
  package var goods: String?
  /// What staff have edited; nil for all other lines, also those of what a source changed.
  package var part: OrderEdit.Part?
  /// Of an undo: the field that it brought back, by the name of its kind of lines or of its part.
  package var undoes: String?
  /// A note that was taken back since.
  package var isTakenBack = false
  /// What was written to the customer, on the line that queued it.
  package var email: SentEmail?

  /// What became of the refund that the line is about; nil for what a source has reported.
  package var refundState: RefundState? {
    kind == .refund ? to.flatMap(RefundState.init(rawValue:)) : nil
  }

  /// What became of the return that the line is about.
  package var returnState: ReturnState? {
    kind == .goodsReturn ? to.flatMap(ReturnState.init(rawValue:)) : nil
  }

  package init(
    at: Instant,
    kind: EventKind,
    actor: String,
    via: String,
    from: String? = nil,
    to: String? = nil,
    reason: String? = nil
  ) {
    self.at = at
    self.kind = kind
    self.actor = actor
    self.via = via
    self.from = from
    self.to = to
    self.reason = reason
  }
}

/// What the same person has ordered before, over all their orders here.
package struct CustomerHistory: Equatable, Sendable {
  package var orderCount: Int
  /// Paid minus refunded, one amount per currency, never added.
  package var netSpend: [Money]
  package var firstOrderAt: Instant?
  package var lastOrderAt: Instant?
  package var chatOrderCount = 0
  /// The net spend over the orders that were paid, per currency.
  package var averages: [Money] = []
  /// What went back, per currency.
  package var refunded: [Money] = []

  package init(orderCount: Int, netSpend: [Money], firstOrderAt: Instant?) {
    self.orderCount = orderCount
    self.netSpend = netSpend
    self.firstOrderAt = firstOrderAt
  }
}

/// All that the detail pane shows of one order.
package struct OrderDetail: Equatable, Sendable {
  package var summary: OrderSummary
  /// True where phone, e-mail and address are cut for who reads it.
  package var isContactMasked = false
  package var customerEmail: String?
  package var customerPhone: String?
  package var shippingAddress: Address?
  package var items: [OrderItem]
  package var shipping: Money
  package var tax: Money
  package var discount: Money
  package var refunded: Money
  /// The newest first; what the source reports counts those that were made here too.
  package var refunds: [Refund]
  /// What was paid, refunded and set aside; nil where nobody has asked.
  package var ledger: PaymentLedger?
  /// True when the source's total is not that of the items; the stated one is kept and shown.
  package var totalDiffers: Bool
  /// The source's own word for a status that we do not know, shown as unknown.
  package var unknownStatusWord: String?
  package var unknownPaymentWord: String?
  package var paymentMethod: String?
  package var trackingNumber: String?
  package var carrier: String?
  /// A calendar date as the source wrote it (`2026-11-15`).
  package var estimatedDelivery: String?
  package var deliveredAt: Instant?
  /// Those that staff sent, in the order in which they left; a source tells of none.
  package var parcels: [Parcel]
  /// In the order in which they were asked for.
  package var returns: [OrderReturn]
  package var customerNotes: String?
  package var chatSessionID: String?
  package var checkoutSessionID: String?
  package var paymentIntentID: String?
  /// Oldest first.
  package var timeline: [OrderEvent]
  package var conflicts: [FieldConflict]
  package var customer: CustomerHistory
  /// What was sent in its place, and in whose place it was sent.
  package var links: [LinkedOrder] = []
  /// How many of each product stand in orders that replace this one.
  package var replaced: [ParcelQuantity] = []
  /// False for an order that staff placed by hand: no source speaks for it.
  package var hasSource = true

  package init(
    summary: OrderSummary,
    items: [OrderItem],
    shipping: Money,
    tax: Money,
    discount: Money,
    refunded: Money,
    timeline: [OrderEvent],
    customer: CustomerHistory
  ) {
    self.summary = summary
    self.items = items
    self.shipping = shipping
    self.tax = tax
    self.discount = discount
    self.refunded = refunded
    self.timeline = timeline
    self.customer = customer
    refunds = []
    totalDiffers = false
    parcels = []
    returns = []
    conflicts = []
  }

  /// Total beside payment, which differ where staff have edited a paid order; nil where nobody has
  /// asked for the ledger.
  package var balance: PaymentBalance? {
    ledger.map { PaymentBalance(total: summary.total, ledger: $0) }
  }

  package var isPaidOnDelivery: Bool {
    paymentMethod?.lowercased() == OrderRules.cashOnDelivery
  }

  /// When it was delivered; nil while it is taken back to a step before.
  package var standingDelivery: Instant? { summary.status == .delivered ? deliveredAt : nil }

  /// Why it was cancelled without a refund; nil when nobody said so.
  package var reasonForNoRefund: String? {
    guard summary.status == .cancelled else { return nil }
    return timeline.last { $0.kind == .cancel }?.reason
  }

  /// What no parcel holds yet.
  package var itemsToShip: [ParcelItem] { ShippingRules.left(of: items, after: parcels) }
}
