import Commerce
import SQLiteKit
import Store

/// How what waits in the outbox leaves, and who is told what became of it.
protocol OutboxDelivery: Sendable {
  var kind: OutboxItem.Kind { get }

  /// Why nothing can leave at all; nil where it can.
  var keepsInOutbox: String? { get }

  func deliver(_ item: OutboxItem) throws(TransportFailure)

  /// Brings the outcome to where people see it.
  func tell(
    _ item: OutboxItem,
    _ state: OutboxItem.State,
    _ error: String?,
    at now: Instant,
    on connection: borrowing Connection
  ) throws
}

extension OutboxDelivery {
  /// Tells on the timeline that an item was given up.
  fileprivate func tellParked(
    _ item: OutboxItem,
    _ kind: EventKind,
    _ words: String,
    of subject: String? = nil,
    because error: String?,
    at now: Instant,
    on connection: borrowing Connection
  ) throws {
    let event = NewEvent(
      id: "\(item.id):parked:\(now.milliseconds)",
      orderID: item.orderID,
      kind: kind,
      from: subject,
      to: words,
      reason: error
    )
    let author = EventAuthor(actor: "outbox", via: "outbox", at: now, actID: nil)
    try OrderChanges.append(event, by: author, on: connection)
  }
}

extension TransportFailure {
  fileprivate static let unreadable = TransportFailure(
    "another version of this program queued it in a form this one cannot read",
    isPermanent: true
  )
}

/// Replies, whose state stands with their messages in the chat.
struct ReplyDelivery: OutboxDelivery {
  let transport: any Transport

  var kind: OutboxItem.Kind { .reply }
  var keepsInOutbox: String? { transport.keepsInOutbox }

  func deliver(_ item: OutboxItem) throws(TransportFailure) {
    guard let message = OutboundMessage(item) else { throw .unreadable }
    try transport.deliver(message)
  }

  func tell(
    _ item: OutboxItem,
    _ state: OutboxItem.State,
    _ error: String?,
    at now: Instant,
    on connection: borrowing Connection
  ) throws {
    guard let message = item.messageID else { return }
    switch state {
    case .sent: try OrderChanges.report(.sent, failure: nil, of: message, on: connection)
    case .parked:
      try OrderChanges.report(.failed, failure: error, of: message, on: connection)
      try tellParked(item, .message, "reply failed", because: error, at: now, on: connection)
    case .waiting:
      let words = error.map { "not sent yet, try \(item.attempts): \($0)" }
      try OrderChanges.report(.queued, failure: words, of: message, on: connection)
    case .sending, .cancelled, .refused: return
    }
  }
}

/// E-mails, whose state the timeline reads from the outbox itself.
struct EmailDelivery: OutboxDelivery {
  let mailer: any Mailer

  var kind: OutboxItem.Kind { .email }
  var keepsInOutbox: String? { mailer.keepsInOutbox }

  func deliver(_ item: OutboxItem) throws(TransportFailure) {
    guard let email = OutboundEmail(item) else { throw .unreadable }
    try mailer.send(email)
  }

  func tell(
    _ item: OutboxItem,
    _ state: OutboxItem.State,
    _ error: String?,
    at now: Instant,
    on connection: borrowing Connection
  ) throws {
    guard state == .parked else { return }
    let subject = OutboundEmail(item)?.text.subject
    try tellParked(item, .email, "failed", of: subject, because: error, at: now, on: connection)
  }
}
