package import Commerce

/// One message of a source.
package struct IncomingMessage: Equatable, Sendable {
  package var id: String
  package var chatSessionID: String
  /// The order that the source names; nil before the checkout.
  package var orderID: String?
  package var seq: Int
  package var role: SenderRole
  package var senderName: String
  package var body: String
  package var sentAt: Instant
  package var status: MessageStatus
  /// JSON object: words that we do not know, and fields that we do not have.
  package var metadata: String

  package init(
    id: String,
    chatSessionID: String,
    orderID: String?,
    seq: Int,
    role: SenderRole,
    senderName: String,
    body: String,
    sentAt: Instant,
    status: MessageStatus,
    metadata: String = "{}"
  ) {
    self.id = id
    self.chatSessionID = chatSessionID
    self.orderID = orderID
    self.seq = seq
    self.role = role
    self.senderName = senderName
    self.body = body
    self.sentAt = sentAt
    self.status = status
    self.metadata = metadata
  }

  /// A customer's message that the source does not call read waits for somebody to read it.
  package var isUnread: Bool { role == .customer && status != .read }
}

/// What a source says of a chat session as a whole.
package struct SessionDescription: Equatable, Sendable {
  package var id: String
  package var channel: String?
  package var customerName: String?
  package var startedAt: Instant
  package var endedAt: Instant?
  package var outcome: String?
  package var metadata: String

  package init(
    id: String,
    channel: String?,
    customerName: String?,
    startedAt: Instant,
    endedAt: Instant?,
    outcome: String?,
    metadata: String = "{}"
  ) {
    self.id = id
    self.channel = channel
    self.customerName = customerName
    self.startedAt = startedAt
    self.endedAt = endedAt
    self.outcome = outcome
    self.metadata = metadata
  }
}
