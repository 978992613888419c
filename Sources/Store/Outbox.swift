package import Commerce
package import SQLiteKit

/// Something that waits to leave the house, or has left it.
package struct OutboxItem: Equatable, Sendable, RowDecodable {
  package enum State: String, CaseIterable, Sendable {
    case waiting, sending, sent
    /// Given up after too many tries, to be seen and tried again by a person.
    case parked
    /// Taken back before it was sent.
    case cancelled
    /// The other side will never take it.
    case refused
  }

  /// What it is, and so who carries it.
  package enum Kind: String, Sendable {
    case reply, refund, email
  }

  package var id: String
  package var orderID: OrderID
  package var messageID: MessageID?
  package var refundID: RefundID?
  /// A JSON object with all that a transport needs.
  package var payload: String
  package var state: State
  package var dueAt: Instant
  package var attempts: Int
  package var lastError: String?
  /// Until when the worker that has it is waited for; nil while none has.
  package var leaseUntil: Instant?
  /// The act that queued it first: whose reply it is.
  package var actID: String?

  package init(row: borrowing Row) throws {
    id = try row.text("id")
    orderID = try row.orderID("order_id")
    messageID = try row.textIfPresent("message_id").map(MessageID.init(rawValue:))
    refundID = try row.textIfPresent("refund_id").map(RefundID.init(rawValue:))
    payload = try row.text("payload")
    state = try row.choice("state")
    dueAt = try row.instant("due_at")
    attempts = try row.integer("attempts")
    lastError = try row.textIfPresent("last_error")
    leaseUntil = try row.instantIfPresent("lease_until")
    actID = try row.textIfPresent("act_id")
  }
}

/// What is to be put into the outbox.
package struct NewOutboxItem: Equatable, Sendable {
  package enum Content: Equatable, Sendable {
    case reply(MessageID)
    case refund(RefundID)
    /// Known by the id of the item itself.
    case email
  }

  /// The key under which every try is made.
  package var id: String
  package var orderID: OrderID
  package var content: Content
  package var payload: String
  /// Not before the undo window has passed.
  package var dueAt: Instant
  package var actID: String?

  package init(
    id: String,
    orderID: OrderID,
    content: Content,
    payload: String,
    dueAt: Instant,
    actID: String?
  ) {
    self.id = id
    self.orderID = orderID
    self.content = content
    self.payload = payload
    self.dueAt = dueAt
    self.actID = actID
  }

  var kind: OutboxItem.Kind {
    switch content {
    case .reply: .reply
    case .refund: .refund
    case .email: .email
    }
  }

  var messageID: MessageID? {
    if case .reply(let id) = content { id } else { nil }
  }

  var refundID: RefundID? {
    if case .refund(let id) = content { id } else { nil }
  }
}

/// The table of what leaves the house, written in the transaction of the change itself.
package enum Outbox {
  static let selection: SQL = """
    SELECT o.id, o.order_id, o.message_id, o.refund_id, o.payload, o.state, o.due_at, o.attempts,
      o.last_error, o.lease_until, o.act_id
    FROM outbox o
    """

  /// Adds what waits until it is due, in the transaction of the change that it belongs to.
  package static func enqueue(
    _ item: NewOutboxItem,
    at now: Instant,
    on connection: borrowing Connection
  ) throws {
    try connection.run(
      """
      INSERT INTO outbox (id, kind, order_id, message_id, refund_id, payload, created_at, due_at,
        act_id)
      VALUES (\(item.id), \(item.kind), \(item.orderID), \(item.messageID), \(item.refundID),
        \(item.payload), \(now), \(item.dueAt), \(item.actID))
      """
    )
  }

  /// The item that carries this message, in any state; nil for a message that came from a source.
  package static func item(
    of message: MessageID,
    on connection: borrowing Connection
  ) throws -> OutboxItem? {
    try connection.first("\(sql: selection) WHERE o.message_id = \(message)")
  }

  /// Whether something about this order waits to leave the house at that moment.
  package static func holds(
    anythingOf order: OrderID,
    dueAt due: Instant,
    on connection: borrowing Connection
  ) throws -> Bool {
    try connection.integer(
      """
      SELECT EXISTS (SELECT 1 FROM outbox
        WHERE order_id = \(order) AND due_at = \(due) AND state = 'waiting')
      """
    ) == 1
  }

  /// Whether something about an order of this act waits to leave the house at that moment.
  package static func holds(
    anythingUntil due: Instant,
    of act: String,
    on connection: borrowing Connection
  ) throws -> Bool {
    try connection.integer(
      """
      SELECT EXISTS (SELECT 1 FROM outbox WHERE due_at = \(due) AND state = 'waiting'
        AND order_id IN (SELECT order_id FROM act_changes WHERE act_id = \(act)))
      """
    ) == 1
  }

  /// The item that carries this refund; nil until it is approved for the first time.
  package static func item(
    of refund: RefundID,
    on connection: borrowing Connection
  ) throws -> OutboxItem? {
    try connection.first("\(sql: selection) WHERE o.refund_id = \(refund)")
  }

  /// An e-mail in any state; nil when there is none of that id.
  package static func item(
    of email: EmailID,
    on connection: borrowing Connection
  ) throws -> OutboxItem? {
    try connection.first("\(sql: selection) WHERE o.id = \(email.rawValue) AND o.kind = 'email'")
  }

  /// Sets the state, whatever it was; the caller has looked in the same transaction.
  package static func setState(
    _ state: OutboxItem.State,
    of id: String,
    on connection: borrowing Connection
  ) throws {
    try connection.run("UPDATE outbox SET state = \(state) WHERE id = \(id)")
  }

  /// Lets a parked item be tried again from the beginning, under its own key; it stays the reply of
  /// whoever wrote it.
  package static func requeue(
    _ id: String,
    dueAt: Instant,
    on connection: borrowing Connection
  ) throws {
    try connection.run(
      """
      UPDATE outbox SET state = 'waiting', attempts = 0, last_error = NULL, due_at = \(dueAt),
        lease_owner = NULL, lease_until = NULL
      WHERE id = \(id)
      """
    )
  }

  /// Puts an item that was requeued back to where it had been given up.
  package static func park(
    _ id: String,
    attempts: Int,
    lastError: String?,
    on connection: borrowing Connection
  ) throws {
    try connection.run(
      """
      UPDATE outbox SET state = 'parked', attempts = \(attempts), last_error = \(lastError),
        lease_owner = NULL, lease_until = NULL
      WHERE id = \(id)
      """
    )
  }
}
