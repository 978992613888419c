/// What has really been paid and paid back for one order, in minor units of its currency.
///
/// The view `order_money` of the store comes to the same, for programs that only read and for the
/// triggers that keep an order's payment status.
package struct PaymentLedger: Equatable, Sendable {
  package var captured: Int64
  package var refunded: Int64
  /// Set aside for refunds that are asked for, approved or on their way.
  package var reserved: Int64
  /// What the source says of the payment; it counts while nothing is captured.
  package var reported: PaymentStatus
  /// Its source has changed the currency, so what it paid is not known in the order's.
  package var isMixed: Bool

  package init(
    captured: Int64,
    refunded: Int64 = 0,
    reserved: Int64 = 0,
    reported: PaymentStatus = .unpaid,
    isMixed: Bool = false
  ) {
    self.captured = captured
    self.refunded = refunded
    self.reserved = reserved
    self.reported = reported
    self.isMixed = isMixed
  }

  /// Why no money of it is moved here, in words that follow the order's number; nil when it may be.
  package var lackOfOneCurrency: String? {
    isMixed
      ? "its source has changed its currency, so what was paid is not known; settle that with the "
        + "payment provider" : nil
  }

  /// The status that follows from the sums; nobody types it.
  package var status: PaymentStatus {
    guard captured > 0 else { return reported }
    guard refunded > 0 else {
      // A source may know of a refund and not how much it was.
      return reported == .partiallyRefunded ? .partiallyRefunded : .paid
    }
    return refunded < captured ? .partiallyRefunded : .refunded
  }

  /// Something was paid, but less than the order's total.
  package func isShort(of total: Int64) -> Bool {
    captured > 0 && captured < total
  }

  /// What can still be paid back; never negative.
  package var refundable: Int64 {
    max(0, captured.subtractingClamped(max(0, refunded)).subtractingClamped(max(0, reserved)))
  }
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
    cashOnDelivery, "bank_transfer", "invoice", "boleto",
  ]

  /// Staff note themselves that this came; of all other money the source tells.
  package static let cashOnDelivery = "cash_on_delivery"

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
