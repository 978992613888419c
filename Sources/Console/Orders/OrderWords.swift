import Commerce
import Screen

/// How the words of an order look; the words alone say everything.
extension OrderStatus {
  var role: Role {
    switch self {
    case .pending: .warning
    case .confirmed, .processing, .packaged, .shipped: .text
    case .delivered, .cancelled: .dim
    }
  }

  /// For the second line, where the usual is quieter still.
  var quietRole: Role { role == .text ? .dim : role }
}

extension PaymentStatus {
  /// At most nine columns.
  var word: String {
    switch self {
    case .unpaid: "unpaid"
    case .pending: "pending"
    case .paid: "paid"
    case .partiallyRefunded: "part back"
    case .refunded: "refunded"
    case .failed: "failed"
    }
  }

  /// Where there is room for it.
  var longWord: String {
    switch self {
    case .partiallyRefunded: "partially refunded"
    case .unpaid, .pending, .paid, .refunded, .failed: word
    }
  }

  /// Beside the status of the order, where "pending" or "failed" alone could be read as that.
  var clearWord: String {
    switch self {
    case .pending, .failed: "payment \(word)"
    case .unpaid, .paid, .partiallyRefunded, .refunded: word
    }
  }

  /// Alone behind an amount, where "pending" or "failed" could be read as the order's.
  var titleWord: String {
    switch self {
    case .pending, .failed: clearWord
    case .unpaid, .paid, .partiallyRefunded, .refunded: longWord
    }
  }

  var role: Role {
    switch self {
    // What is settled later is on its way.
    case .paid, .pending: .text
    case .unpaid: .warning
    case .partiallyRefunded, .refunded: .dim
    case .failed: .danger
    }
  }

  var quietRole: Role { role == .text ? .dim : role }
}

extension SenderRole {
  /// Who said it, before the words in the list; the customer needs no name there.
  var lead: String {
    switch self {
    case .customer: ""
    case .agent: "us: "
    case .bot: "bot: "
    case .system: ""
    }
  }
}

extension OrderSort {
  /// What the last column shows the age of: where the list is sorted by time, by that time.
  func moment(of order: OrderSummary) -> Instant {
    switch self {
    case .newest, .oldest, .total, .totalUp, .customer, .customerDown: order.createdAt
    case .activity, .activityUp: order.activityAt
    }
  }

  var ageTitle: String {
    switch self {
    case .newest, .oldest, .total, .totalUp, .customer, .customerDown: "AGE"
    case .activity, .activityUp: "ACTIVE"
    }
  }
}

extension OrderSummary {
  /// Something that waits for a person.
  var needsAttention: Bool {
    hasFailedMessage || hasRetriedReply || hasConflict || payment == .failed
  }
}

/// The shop's own fields in the second line of the list.
extension OrderSummary {
  /// Nil for what nearly all have.
  var priorityMark: Span? {
    switch priority {
    case .urgent: Span("urgent", .danger)
    case .high: Span("high", .warning)
    case .medium: nil
    case .low: Span("low", .dim)
    }
  }

  /// Who takes care of it, and its tags.
  var handlingMarks: [Span] {
    let words = [
      assignment.map { "@\($0.name)" },
      tags.isEmpty ? nil : tags.map { "#\($0)" }.joined(separator: " "),
    ]
    return words.compactMap { $0 }.map { Span($0, .dim) }
  }
}
