import Commerce

/// One made-up order over its whole life; a feed tells of it by snapshots.
struct OrderPlan: Sendable {
  /// What was bought and what it costs, in minor units.
  struct Basket: Sendable {
    struct Line: Sendable {
      var product: DemoProduct
      var quantity: Int
      var price: Int64
    }

    var lines: [Line]
    var shipping: Int64
    var tax: Int64
    var discount: Int64
    var total: Int64
  }

  struct Step: Sendable {
    /// A word of ours, or once a word that only this shop knows.
    var status: String
    var at: Instant
  }

  struct Payment: Sendable {
    var status: PaymentStatus
    var refunded: Int64
    var at: Instant
  }

  /// The ids that a chat order has beside its own.
  struct Chat: Sendable {
    var sessionID: String
    var checkoutID: String
    var intentID: String
    var channel: String
  }

  var id: String
  var number: String
  var fate: OrderFate
  var customer: DemoCustomer
  /// Nil for an order of the storefront.
  var chat: Chat?
  var basket: Basket
  var method: String
  var createdAt: Instant
  /// In order of time, future ones too.
  var steps: [Step]
  var payments: [Payment]
  var carrier: String
  var tracking: String
  var estimatedDelivery: String
  var notes: String?
}

/// What becomes of an order, decided before it is placed.
enum OrderFate: CaseIterable, Sendable {
  case smooth
  /// Paid, cancelled by the customer, and given back.
  case cancelled
  /// Shipped long ago and not yet there.
  case late
  /// Delivered, sent back and refunded.
  case returned
  /// Delivered with damage and partly refunded.
  case damaged
  /// The payment failed, so nothing went on.
  case failed
  /// Nothing has been paid.
  case unpaid
}

extension OrderPlan {
  func instant(of status: OrderStatus) -> Instant? {
    steps.first { $0.status == status.rawValue }?.at
  }

  /// When the source had something new to say, up to `now`.
  func snapshotTimes(until now: Instant) -> [Instant] {
    guard let first = steps.first(where: { $0.status != "pending" })?.at ?? steps.first?.at else {
      return []
    }
    let last = steps.last { $0.at <= now }?.at
    let times = [first, last].compactMap(\.self) + payments.map(\.at)
    return Set(times.map { max($0, first) }.filter { $0 <= now }).sorted()
  }

  func steps(until moment: Instant) -> [Step] {
    steps.filter { $0.at <= moment }
  }

  func payment(at moment: Instant) -> Payment? {
    payments.last { $0.at <= moment } ?? payments.first
  }
}
