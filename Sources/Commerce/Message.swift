package struct MessageID: Hashable, Sendable, RawRepresentable {
  package let rawValue: String
  package init(rawValue: String) { self.rawValue = rawValue }
  package init(_ rawValue: String) { self.rawValue = rawValue }
}

/// One line of an order's chat.
package struct ChatMessage: Equatable, Sendable, Identifiable {
  package var id: MessageID
  package var role: SenderRole
  package var senderName: String
  package var body: String
  package var sentAt: Instant
  package var status: MessageStatus
  package var isUnread: Bool
  /// Why it failed or is still kept, in words; nil when nothing is wrong.
  package var problem: String?
  /// Its place in the chat: order by (sentAt, seq, serial).
  package var place: MessagePlace

  package init(
    id: MessageID,
    role: SenderRole,
    senderName: String,
    body: String,
    sentAt: Instant,
    status: MessageStatus,
    isUnread: Bool = false,
    problem: String? = nil,
    place: MessagePlace
  ) {
    self.id = id
    self.role = role
    self.senderName = senderName
    self.body = body
    self.sentAt = sentAt
    self.status = status
    self.isUnread = isUnread
    self.problem = problem
    self.place = place
  }
}

/// The key by which a chat is paged.
package struct MessagePlace: Hashable, Comparable, Sendable {
  package var sentAt: Instant
  package var seq: Int
  package var serial: Int

  package init(sentAt: Instant, seq: Int, serial: Int) {
    self.sentAt = sentAt
    self.seq = seq
    self.serial = serial
  }

  package static func < (left: MessagePlace, right: MessagePlace) -> Bool {
    (left.sentAt, left.seq, left.serial) < (right.sentAt, right.seq, right.serial)
  }
}

/// A page of a chat, oldest first, and whether there is more on either side.
package struct ChatPage: Equatable, Sendable {
  package var messages: [ChatMessage]
  package var hasOlder: Bool
  package var hasNewer: Bool

  package init(messages: [ChatMessage], hasOlder: Bool, hasNewer: Bool) {
    self.messages = messages
    self.hasOlder = hasOlder
    self.hasNewer = hasNewer
  }
}

/// Which page of a chat is wanted.
package enum ChatAnchor: Equatable, Sendable {
  case newest
  case firstUnread
  case before(MessagePlace)
  case after(MessagePlace)
  case around(MessageID)
}

/// What the chat pane says above the messages.
package struct Conversation: Equatable, Sendable {
  package var id: String
  package var orderID: OrderID
  package var customerName: String
  package var state: ConversationState
  package var unreadCount: Int
  package var channel: String?
  package var lastCustomerMessageAt: Instant?

  package init(
    id: String,
    orderID: OrderID,
    customerName: String,
    state: ConversationState,
    unreadCount: Int,
    channel: String? = nil,
    lastCustomerMessageAt: Instant? = nil
  ) {
    self.id = id
    self.orderID = orderID
    self.customerName = customerName
    self.state = state
    self.unreadCount = unreadCount
    self.channel = channel
    self.lastCustomerMessageAt = lastCustomerMessageAt
  }
}

/// A hit of the search through all chats.
package struct MessageHit: Equatable, Sendable {
  package var orderID: OrderID
  package var orderNumber: String
  package var customerName: String
  package var message: ChatMessage

  package init(
    orderID: OrderID,
    orderNumber: String,
    customerName: String,
    message: ChatMessage
  ) {
    self.orderID = orderID
    self.orderNumber = orderNumber
    self.customerName = customerName
    self.message = message
  }
}

/// Words that are typed but not sent.
package struct Draft: Equatable, Sendable {
  package enum Kind: String, CaseIterable, Sendable {
    case reply, note
    case customerNote = "customer_note"
    // What stands in a form that was left; see ``FormDraft``.
    case ship, cancel, back, status, edit, settle, refund
    case refundCancel = "refund_cancel"
    case capture, email, replace
    /// Of no order yet, so it is kept by the console alone.
    case newOrder = "new_order"
    case goodsReturn = "return"

    /// As sentences call it.
    package var label: String {
      switch self {
      case .reply, .note: rawValue
      case .customerNote: "note to the customer"
      case .ship, .cancel, .back, .status, .edit, .settle, .refund, .refundCancel, .capture,
        .goodsReturn, .email, .replace, .newOrder:
        "form"
      }
    }

    /// The field of the form that an editor works on.
    package var editedField: String? {
      switch self {
      case .edit: OrderEdit.Part.notes.rawValue
      case .email: "body"
      case .reply, .note, .customerNote, .ship, .cancel, .back, .status, .settle, .refund,
        .refundCancel, .capture, .goodsReturn, .replace, .newOrder:
        nil
      }
    }

    /// True for words alone; the others are the fields of a form.
    package var isText: Bool {
      switch self {
      case .reply, .note, .customerNote: true
      case .ship, .cancel, .back, .status, .edit, .settle, .refund, .refundCancel, .capture,
        .goodsReturn, .email, .replace, .newOrder:
        false
      }
    }
  }

  /// The most that is kept.
  package static let mostCharacters = 65_536

  package var kind: Kind
  package var body: String
  package var updatedAt: Instant
  /// Consoles that have it open, as far as they have said.
  package var openIn: [DraftConsole] = []

  package init(kind: Kind, body: String, updatedAt: Instant) {
    self.kind = kind
    self.body = body
    self.updatedAt = updatedAt
  }
}

/// What has not left the house.
package struct OutboxCounts: Equatable, Sendable {
  /// Not sent, not given up and not taken back.
  package var waiting: Int
  /// Tried in vain: again later, or given up.
  package var failing: Int

  package init(waiting: Int = 0, failing: Int = 0) {
    self.waiting = waiting
    self.failing = failing
  }
}
