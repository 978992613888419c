/// Why an order waits for a person: the rows of the one table of what is due.
///
/// Each has the moment from which it counts, and how long after that it is due. The queue of a triage
/// run stands by that time; what was due longest ago comes first.
package enum DueReason: String, CaseIterable, Sendable {
  /// A reply could not be delivered.
  case failedReply = "failed_reply"
  /// The customer wrote last and nobody has answered.
  case waiting
  /// Somebody has called it urgent, and it is not at the customer yet.
  case urgent
  /// A refund waits to be approved.
  case refund
  /// Goods that the customer wants to send back, and nobody has said whether they may.
  case goodsReturn = "return"
  /// Store and source differ.
  case conflict
  /// Paid, and not shipped.
  case shipment
  /// On its way past the day on which it was to be there.
  case delivery
  /// The customer's payment failed.
  case payment

  /// From the moment from which it counts until it is due.
  package var minutes: Int64 {
    switch self {
    case .failedReply, .urgent, .delivery: 0
    case .waiting: 60
    case .refund, .goodsReturn, .conflict: 8 * 60
    case .payment: 24 * 60
    case .shipment: 2 * 24 * 60
    }
  }

  /// What counts no more: older talk is done, and an old payment that failed is given up.
  package var days: Int64? {
    switch self {
    case .waiting: 14
    case .payment: 30
    case .failedReply, .urgent, .refund, .goodsReturn, .conflict, .shipment, .delivery: nil
    }
  }

  /// What it is due by, for the documentation.
  package var meaning: String {
    switch self {
    case .failedReply: "a reply failed; due at once"
    case .waiting: "the customer wrote last, in the last 14 days; due after 1 hour"
    case .urgent: "called urgent and not delivered; due since it was placed"
    case .refund: "a refund waits to be approved; due after 8 hours"
    case .goodsReturn: "a return waits for a decision; due after 8 hours"
    case .conflict: "store and source differ; due after 8 hours"
    case .shipment: "paid and not shipped; due after 2 days"
    case .delivery: "shipped and not delivered; due at the end of the day it was to come"
    case .payment: "the payment failed, in the last 30 days; due after 1 day"
    }
  }
}

/// One thing that waits on an order.
package struct Due: Equatable, Sendable {
  package var reason: DueReason
  /// The moment from which it counts.
  package var since: Instant

  package init(_ reason: DueReason, since: Instant) {
    self.reason = reason
    self.since = since
  }

  package var at: Instant { since.advanced(byMilliseconds: reason.minutes * 60_000) }

  /// `waiting 3h`, `to ship, late by 2d`, `to ship in 5h`.
  package func words(now: Instant) -> String {
    switch reason {
    case .failedReply: "reply failed \(Self.span(since, now)) ago"
    case .waiting: "waiting \(Self.span(since, now))"
    case .urgent: "urgent for \(Self.span(since, now))"
    case .refund: "refund to decide, \(lateness(now))"
    case .goodsReturn: "return to decide, \(lateness(now))"
    case .conflict: "conflict, \(lateness(now))"
    case .shipment: "to ship, \(lateness(now))"
    case .delivery: "delivery \(lateness(now))"
    case .payment: "payment failed, \(lateness(now))"
    }
  }

  private func lateness(_ now: Instant) -> String {
    at <= now ? "late by \(Self.span(at, now))" : "due in \(Self.span(now, at))"
  }

  private static func span(_ from: Instant, _ to: Instant) -> String {
    let minutes = max(0, to.milliseconds(since: from) / 60_000)
    switch minutes {
    case 0..<60: return "\(minutes)m"
    case 60..<2_880: return "\(minutes / 60)h"
    default: return "\(minutes / 1_440)d"
    }
  }
}

/// An order with all that waits on it, what was due first before the rest.
package struct DueOrder: Equatable, Sendable {
  package var order: OrderSummary
  package var dues: [Due]

  package init(order: OrderSummary, dues: [Due]) {
    self.order = order
    self.dues = dues
  }

  package var first: Due { dues[0] }
}

/// What waits, by what is due first.
package struct DueQueue: Equatable, Sendable {
  package var orders: [DueOrder]
  /// More wait than are told.
  package var isCut: Bool

  /// As many as are told at once.
  package static let most = 500

  package init(orders: [DueOrder] = [], isCut: Bool = false) {
    self.orders = orders
    self.isCut = isCut
  }
}
