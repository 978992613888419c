/// Where an order came from.
package enum OrderSource: String, CaseIterable, Sendable {
  case standard
  case chatCommerce = "chat_commerce"

  /// The badge in words, one width for both.
  package var badge: String {
    switch self {
    case .standard: "STD"
    case .chatCommerce: "CHAT"
    }
  }
}

/// How far an order is.
///
/// Raw values are those of the store and the feed.
package enum OrderStatus: String, CaseIterable, Sendable {
  case pending, confirmed, processing, packaged, shipped, delivered, cancelled
}

/// What the payment side says of an order; derived, never typed by staff.
package enum PaymentStatus: String, CaseIterable, Sendable {
  case unpaid, pending, paid
  case partiallyRefunded = "partially_refunded"
  case refunded, failed
}

package enum SenderRole: String, CaseIterable, Sendable {
  case customer, agent, bot, system
}

/// How far a message is; a rank that only rises, with failed beside it.
package enum MessageStatus: String, CaseIterable, Sendable {
  case queued, sent, delivered, read, failed
}

package enum ConversationState: String, CaseIterable, Sendable {
  case active, archived, closed
}

/// What a person may do; each role includes the one before.
package enum StaffRole: String, CaseIterable, Sendable {
  case agent, ops, admin
}

package enum Availability: String, CaseIterable, Sendable {
  case available, away, offline
}

/// How soon an order wants somebody's eyes; the shop's own word, which no source says.
package enum Priority: String, CaseIterable, Sendable {
  case low, medium, high, urgent
}

/// The kinds of lines in an order's timeline.
///
/// An unknown kind of a newer program reads as nil.
package enum EventKind: String, CaseIterable, Sendable {
  case placed, synced, payment, status, shipment, tracking, edit, note, refund, cancel
  case replacement, ticket, message, email, conflict, undo
  case assignee, tags, priority, snooze
  /// Goods that come back.
  case goodsReturn = "return"
  /// What staff wrote to the customer, beside the notes that no customer sees.
  case customerNote = "customer_note"
}
