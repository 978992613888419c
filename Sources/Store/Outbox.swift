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
  }

  package var id: String
  package var orderID: OrderID
  package var messageID: MessageID?
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
  /// The key under which every try is made.
  package var id: String
  package var orderID: OrderID
  package var messageID: MessageID
  package var payload: String
  /// Not before the undo window has passed.
  package var dueAt: Instant
  package var actID: String?

  package init(
    id: String,
    orderID: OrderID,
    messageID: MessageID,
    payload: String,
    dueAt: Instant,
    actID: String?
  ) {
    self.id = id
    self.orderID = orderID
    self.messageID = messageID
    self.payload = payload
    self.dueAt = dueAt
    self.actID = actID
  }
}

/// The table of what leaves the house, written in the transaction of the change itself.
package enum Outbox {
  static let selection: SQL = """
    SELECT o.id, o.order_id, o.message_id, o.payload, o.state, o.due_at, o.attempts, o.last_error,
      o.lease_until, o.act_id
    FROM outbox o
    """

  /// Adds a reply that waits until it is due, in the transaction that adds its message.
  package static func enqueue(
    _ item: NewOutboxItem,
    at now: Instant,
    on connection: borrowing Connection
  ) throws {
    try connection.run(
      """
      INSERT INTO outbox (id, kind, order_id, message_id, payload, created_at, due_at, act_id)
      VALUES (\(item.id), 'reply', \(item.orderID), \(item.messageID), \(item.payload), \(now),
        \(item.dueAt), \(item.actID))
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
