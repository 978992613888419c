import Commerce
package import SQLiteKit

/// Writes the messages of a source; triggers keep conversations, sessions and unread counts.
package enum MessageIntake {
  /// Those of the messages that are in the store, by id.
  package static func stored(
    _ ids: [String],
    on connection: borrowing Connection
  ) throws -> [String: IncomingMessage] {
    var found: [String: IncomingMessage] = [:]
    try IntakeIDs.forEachRow(selection, in: ids, on: connection) { row in
      let message = try IncomingMessage(row: row)
      found[message.id] = message
    }
    return found
  }

  /// Adds messages to the conversations of their sessions.
  ///
  /// When that is another order's, a message goes to the conversation of the order it names,
  /// which is made if need be and found by the order when that comes.
  package static func add(
    _ messages: [IncomingMessage],
    on connection: borrowing Connection
  ) throws {
    try IntakeBatch.forEach(of: messages, columns: 11, arguments: arguments) { rows, arguments in
      try connection.run(SQL(raw: insertion + rows + given, arguments: arguments))
    }
  }

  private static func arguments(_ message: IncomingMessage) -> [DatabaseValue] {
    [
      .text(message.id), .text(message.chatSessionID), message.orderID.intakeValue,
      .integer(Int64(message.seq)), .text(message.role.rawValue), .text(message.senderName),
      .text(message.body), .text(message.sentAt.rfc3339), .text(message.status.rawValue),
      .integer(message.isUnread ? 1 : 0), .text(message.metadata),
    ]
  }

  /// Moves a message on to a later status; a customer's message that was read elsewhere is read.
  package static func setStatus(
    of message: IncomingMessage,
    on connection: borrowing Connection
  ) throws {
    let isRead = message.status == .read
    try connection.run(
      """
      UPDATE messages SET status = \(message.status), metadata = \(message.metadata),
          is_unread = CASE WHEN \(isRead) THEN 0 ELSE is_unread END
        WHERE id = \(message.id)
      """
    )
  }

  /// The order that holds the conversation of a message, else the conversation itself.
  package static func owner(
    ofMessage id: String,
    on connection: borrowing Connection
  ) throws -> String? {
    try connection.text(
      """
      SELECT coalesce(c.order_id, m.conversation_id) FROM messages m
        LEFT JOIN order_conversations c ON c.conversation_id = m.conversation_id
        WHERE m.id = \(id)
      """
    )
  }

  private static let selection = """
    SELECT id, coalesce(chat_session_id, '') AS chat_session_id, seq, sender_role, sender_name,
      body, strftime('%Y-%m-%dT%H:%M:%fZ', sent_at) AS sent_at, status, metadata
    FROM messages WHERE id IN
    """

  private static let insertion = """
    INSERT INTO messages (id, conversation_id, chat_session_id, seq, sender_role, sender_name,
        body, sent_at, status, is_unread, metadata)
      SELECT v.column1,
        CASE
          WHEN v.column3 IS NULL THEN v.column2
          WHEN EXISTS (SELECT 1 FROM orders o
              WHERE o.id = v.column3 AND o.chat_session_id IS NULL)
            THEN coalesce((SELECT o.conversation_id FROM orders o WHERE o.id = v.column3),
              v.column3)
          WHEN EXISTS (SELECT 1 FROM order_conversations c
              WHERE c.conversation_id = v.column2 AND c.order_id <> v.column3)
            THEN coalesce((SELECT c.conversation_id FROM order_conversations c
              WHERE c.order_id = v.column3), v.column3)
          ELSE v.column2 END,
        v.column2, v.column4, v.column5, v.column6, v.column7, v.column8, v.column9, v.column10,
        v.column11
      FROM (VALUES

    """

  private static let given = ") v WHERE v.column1 IS NOT NULL"
}

extension IncomingMessage: RowDecodable {
  package init(row: borrowing Row) throws {
    self.init(
      id: try row.text("id"),
      chatSessionID: try row.text("chat_session_id"),
      orderID: nil,
      seq: try row.integer("seq"),
      role: try row.choice("sender_role"),
      senderName: try row.text("sender_name"),
      body: try row.text("body"),
      sentAt: try row.instant("sent_at"),
      status: try row.choice("status"),
      metadata: try row.text("metadata")
    )
  }
}
