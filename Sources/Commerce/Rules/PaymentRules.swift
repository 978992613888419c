/// What has really been paid and paid back for one order, in minor units of its currency.
package struct PaymentLedger: Equatable, Sendable {
  package var captured: Int64
  package var refunded: Int64
  package var isLastTryFailed: Bool

  package init(captured: Int64, refunded: Int64 = 0, isLastTryFailed: Bool = false) {
    self.captured = captured
    self.refunded = refunded
    self.isLastTryFailed = isLastTryFailed
  }

  /// The status that follows from the sums; nobody types it.
  package var status: PaymentStatus {
    guard captured > 0 else { return isLastTryFailed ? .failed : .unpaid }
    if refunded <= 0 { return .paid }
    return refunded < captured ? .partiallyRefunded : .refunded
  }

  /// Something was paid, but less than the order's total.
  package func isShort(of total: Int64) -> Bool {
    captured > 0 && captured < total
  }

  /// What can still be paid back; never negative.
  package var refundable: Int64 { max(0, captured - max(0, refunded)) }
}

extension PaymentStatus {
  /// Money has come in, whether or not some went back.
  package var hasCapture: Bool {
    switch self {
    case .paid, .partiallyRefunded, .refunded: true
    case .unpaid, .pending, .failed: false
    }
  }
}

extension PaymentStatus {
  /// Some of what came in has not been given back.
  package var holdsMoney: Bool {
    switch self {
    case .paid, .partiallyRefunded: true
    case .unpaid, .pending, .refunded, .failed: false
    }
  }
}

/// Which payment statuses may follow one another (RELIABILITY.md 4.2).
package enum PaymentRules {
  package static func legalNext(from status: PaymentStatus) -> [PaymentStatus] {
    switch status {
    case .unpaid: [.pending, .paid, .failed]
    case .pending: [.unpaid, .paid, .failed]
    case .failed: [.unpaid, .pending, .paid]
    case .paid: [.partiallyRefunded, .refunded]
    // Back when a refund fails later and the money returns.
    case .partiallyRefunded: [.refunded, .paid]
    case .refunded: [.partiallyRefunded, .paid]
    }
  }
}

extension OrderRules {
  /// Methods that are settled after the goods are on their way.
  package static let settledLaterMethods: Set<String> = [
    "cash_on_delivery", "bank_transfer", "invoice", "boleto",
  ]

  /// Case does not matter; nil is a method that nobody named.
  package static func isSettledLater(_ method: String?) -> Bool {
    method.map { settledLaterMethods.contains($0.lowercased()) } ?? false
  }

  /// Whether a chat order is an order: paid at some time, or to be settled later and past pending.
  ///
  /// Nil stands for a word that we do not know, which never makes anything payable by itself.
  package static func payable(
    paymentStatus: PaymentStatus?,
    method: String?,
    status: OrderStatus?
  ) -> Bool {
    guard let paymentStatus else { return false }
    if paymentStatus.hasCapture { return true }
    return paymentStatus == .pending && isSettledLater(method) && (status?.isPastPending ?? false)
  }
}

extension OrderStatus {
  /// Taken on by the shop and not cancelled.
  package var isPastPending: Bool {
    switch self {
    case .confirmed, .processing, .packaged, .shipped, .delivered: true
    case .pending, .cancelled: false
    }
  }
}
