package import Commerce
package import SQLiteKit

/// A line that is to be added to a chat by this house.
package struct NewMessage: Equatable, Sendable {
  package var id: MessageID
  package var conversationID: String
  package var chatSessionID: String?
  package var role: SenderRole
  package var senderName: String
  package var body: String
  package var status: MessageStatus

  package init(
    id: MessageID,
    conversationID: String,
    chatSessionID: String?,
    role: SenderRole,
    senderName: String,
    body: String,
    status: MessageStatus
  ) {
    self.id = id
    self.conversationID = conversationID
    self.chatSessionID = chatSessionID
    self.role = role
    self.senderName = senderName
    self.body = body
    self.status = status
  }
}

/// A message as far as a retry has to know it.
package struct MessageFacts: Equatable, Sendable, RowDecodable {
  package var id: MessageID
  package var conversationID: String
  package var role: SenderRole
  package var senderName: String
  package var body: String
  package var status: MessageStatus
  package var failure: String?

  package init(row: borrowing Row) throws {
    id = MessageID(try row.text("id"))
    conversationID = try row.text("conversation_id")
    role = try row.choice("sender_role")
    senderName = try row.text("sender_name")
    body = try row.text("body")
    status = try row.choice("status")
    failure = try row.textIfPresent("failure")
  }
}

extension OrderChanges {
  package static func insert(
    _ message: NewMessage,
    at now: Instant,
    on connection: borrowing Connection
  ) throws {
    try connection.run(
      """
      INSERT INTO messages (id, conversation_id, chat_session_id, sender_role, sender_name, body,
        sent_at, status)
      VALUES (\(message.id), \(message.conversationID), \(message.chatSessionID),
        \(message.role), \(message.senderName), \(message.body), \(now), \(message.status))
      """
    )
  }

  /// A message as it is now; nil when there is none.
  package static func message(
    _ id: MessageID,
    on connection: borrowing Connection
  ) throws -> MessageFacts? {
    try connection.first(
      """
      SELECT id, conversation_id, sender_role, sender_name, body, status, failure
      FROM messages WHERE id = \(id)
      """
    )
  }

  /// Removes a reply of ours that never left; what a source wrote is never removed.
  package static func deleteMessage(
    _ id: MessageID,
    on connection: borrowing Connection
  ) throws {
    try connection.run("DELETE FROM messages WHERE id = \(id)")
  }

  /// Sets how far a message is, and what is wrong with it, whatever it was before.
  package static func setMessage(
    _ id: MessageID,
    status: MessageStatus,
    failure: String?,
    on connection: borrowing Connection
  ) throws {
    try connection.run(
      "UPDATE messages SET status = \(status), failure = \(failure) WHERE id = \(id)"
    )
  }

  /// Takes in a report about a message: its rank only rises, and a late report says nothing new.
  package static func report(
    _ status: MessageStatus,
    failure: String?,
    of id: MessageID,
    on connection: borrowing Connection
  ) throws {
    guard let known = try message(id, on: connection) else { return }
    let risen = known.status.afterReport(of: status)
    guard risen == status || failure == nil else { return }
    try setMessage(id, status: risen, failure: failure, on: connection)
  }
}
