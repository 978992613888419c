package import SQLiteKit

/// Which messages of a conversation nobody here has read yet.
package enum ReadMarks {
  /// Serials of the unread messages, oldest first.
  package static func unread(
    in conversation: String,
    on connection: borrowing Connection
  ) throws -> [Int] {
    try connection.map(
      """
      SELECT serial FROM messages WHERE conversation_id = \(conversation) AND is_unread = 1
      ORDER BY sent_at, seq, serial
      """
    ) { try $0.integer("serial") }
  }

  /// The serial of the newest message that the customer wrote.
  package static func newestFromCustomer(
    in conversation: String,
    on connection: borrowing Connection
  ) throws -> Int? {
    try connection.integer(
      """
      SELECT serial FROM messages
      WHERE conversation_id = \(conversation) AND sender_role = 'customer'
      ORDER BY sent_at DESC, seq DESC, serial DESC LIMIT 1
      """
    )
  }

  /// Marks every message of the conversation as read.
  package static func clear(
    in conversation: String,
    on connection: borrowing Connection
  ) throws {
    try connection.run(
      """
      UPDATE messages SET is_unread = 0
      WHERE conversation_id = \(conversation) AND is_unread = 1
      """
    )
  }

  /// Marks those of the messages that are still there.
  package static func set(
    _ serials: [Int],
    isUnread: Bool,
    in conversation: String,
    on connection: borrowing Connection
  ) throws {
    for serial in serials {
      try connection.run(
        """
        UPDATE messages SET is_unread = \(isUnread)
        WHERE serial = \(serial) AND conversation_id = \(conversation)
        """
      )
    }
  }
}
