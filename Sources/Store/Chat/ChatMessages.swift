package import Commerce
package import SQLiteKit

/// Messages as the chat shows them, by conversation.
enum ChatMessages {
  /// Columns of `messages m` that make a ``ChatMessage``.
  ///
  /// What is queued says why it still waits, as the outbox knows it.
  static let columns: SQL = """
    m.id, m.sender_role, m.sender_name, m.body, m.sent_at, m.status, m.is_unread, m.seq, m.serial,
      CASE WHEN m.status IN ('queued', 'failed') THEN coalesce(m.failure, (SELECT x.last_error
        FROM outbox x WHERE x.message_id = m.id AND x.state <> 'cancelled')) END AS problem
    """

  static func conversationID(
    of order: OrderID,
    on connection: borrowing Connection
  ) throws -> String? {
    try connection.text(
      "SELECT conversation_id FROM order_conversations WHERE order_id = \(order)"
    )
  }

  /// At most `limit` messages older than the place, newest first; from the end without a place.
  static func older(
    than place: MessagePlace?,
    in conversation: String,
    limit: Int,
    on connection: borrowing Connection
  ) throws -> [ChatMessage] {
    let bound: SQL = place.map { "\(sql: key) < (\(sql: values($0)))" } ?? "1"
    return try connection.all(
      """
      SELECT \(sql: columns) FROM messages m
      WHERE m.conversation_id = \(conversation) AND \(sql: bound)
      ORDER BY m.sent_at DESC, m.seq DESC, m.serial DESC LIMIT \(limit)
      """
    )
  }

  /// At most `limit` messages from the place on, oldest first.
  static func newer(
    than place: MessagePlace,
    including: Bool,
    in conversation: String,
    limit: Int,
    on connection: borrowing Connection
  ) throws -> [ChatMessage] {
    try connection.all(
      """
      SELECT \(sql: columns) FROM messages m
      WHERE m.conversation_id = \(conversation)
        AND \(sql: key) \(raw: including ? ">=" : ">") (\(sql: values(place)))
      ORDER BY m.sent_at, m.seq, m.serial LIMIT \(limit)
      """
    )
  }

  /// Oldest first.
  static func all(
    of conversation: String,
    on connection: borrowing Connection
  ) throws -> [ChatMessage] {
    try connection.all(
      """
      SELECT \(sql: columns) FROM messages m WHERE m.conversation_id = \(conversation)
      ORDER BY m.sent_at, m.seq, m.serial
      """
    )
  }

  /// The place of one message of the conversation.
  static func place(
    of message: MessageID,
    in conversation: String,
    on connection: borrowing Connection
  ) throws -> MessagePlace? {
    try connection.first(
      """
      SELECT m.sent_at, m.seq, m.serial FROM messages m
      WHERE m.id = \(message) AND m.conversation_id = \(conversation)
      """
    )
  }

  static func firstUnread(
    in conversation: String,
    on connection: borrowing Connection
  ) throws -> MessagePlace? {
    try connection.first(
      """
      SELECT m.sent_at, m.seq, m.serial FROM messages m INDEXED BY messages_unread
      WHERE m.conversation_id = \(conversation) AND m.is_unread = 1
      ORDER BY m.sent_at, m.seq, m.serial LIMIT 1
      """
    )
  }

  private static let key: SQL = "(m.sent_at, m.seq, m.serial)"

  private static func values(_ place: MessagePlace) -> SQL {
    "\(place.sentAt), \(place.seq), \(place.serial)"
  }
}

extension MessagePlace: RowDecodable {
  package init(row: borrowing Row) throws {
    self.init(
      sentAt: try row.instant("sent_at"),
      seq: try row.integer("seq"),
      serial: try row.integer("serial")
    )
  }
}

extension ChatMessage: RowDecodable {
  package init(row: borrowing Row) throws {
    self.init(
      id: MessageID(try row.text("id")),
      role: try row.choice("sender_role"),
      senderName: try row.text("sender_name"),
      body: try row.text("body"),
      sentAt: try row.instant("sent_at"),
      status: try row.choice("status"),
      isUnread: try row.bool("is_unread"),
      problem: try row.textIfPresent("problem"),
      place: try MessagePlace(row: row)
    )
  }
}
