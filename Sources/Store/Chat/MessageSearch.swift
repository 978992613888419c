package import Commerce
package import SQLiteKit

extension Store {
  /// Messages that hold all the words, the last word being perhaps still half typed.
  ///
  /// In one order's chat the newest message stands first. In all chats it is the one that came in
  /// last: the index is read backwards, so a common word costs no more than a rare one. `before`
  /// is the place of the last hit of the page above. `longReads.interrupt` ends it.
  package func searchMessages(
    _ text: String,
    in order: OrderID?,
    limit: Int,
    before: MessagePlace?
  ) throws -> [MessageHit] {
    try longReads.read { connection in
      guard let expression = try MessageSearch.expression(text, on: connection) else { return [] }
      guard let order else {
        return try connection.all(MessageSearch.everywhere(expression, before, limit))
      }
      let conversation = try ChatMessages.conversationID(of: order, on: connection)
      guard let conversation else { return [] }
      return try connection.all(MessageSearch.inside(conversation, expression, before, limit))
    }
  }
}

enum MessageSearch {
  /// Each word anywhere, the last one as the beginning of a word while it is still being typed.
  ///
  /// A lone sign is left out: no text has it as a word, so nothing would be found. Nil when there
  /// is no word.
  static func expression(
    _ text: String,
    on connection: borrowing Connection
  ) throws -> String? {
    let typed = text.split(whereSeparator: \.isWhitespace).map(String.init)
    let words = typed.filter(SearchText.hasWord)
    guard let last = words.last else { return nil }
    var parts = words.dropLast().map(FullText.phrase)
    // What stands before a blank or a lone sign is typed to its end.
    if text.last?.isWhitespace == true || last != typed.last {
      parts.append(FullText.phrase(last))
    } else {
      parts.append(try WordBeginning(last).expression(for: .messages, on: connection).text)
    }
    return parts.joined(separator: " AND ")
  }

  static func everywhere(_ expression: String, _ before: MessagePlace?, _ limit: Int) -> SQL {
    """
    SELECT o.id AS order_id, o.order_number, o.customer_name, \(sql: ChatMessages.columns)
    FROM message_search
    CROSS JOIN messages m ON m.serial = message_search.rowid
    CROSS JOIN orders o ON o.conversation_id = m.conversation_id
    WHERE message_search MATCH \(expression) AND message_search.rowid < \(before?.serial ?? .max)
    ORDER BY message_search.rowid DESC LIMIT \(limit)
    """
  }

  static func inside(
    _ conversation: String,
    _ expression: String,
    _ before: MessagePlace?,
    _ limit: Int
  ) -> SQL {
    let bound: SQL =
      before.map { "(m.sent_at, m.seq, m.serial) < (\($0.sentAt), \($0.seq), \($0.serial))" } ?? "1"
    return """
      SELECT o.id AS order_id, o.order_number, o.customer_name, \(sql: ChatMessages.columns)
      FROM messages m CROSS JOIN orders o ON o.conversation_id = m.conversation_id
      WHERE m.conversation_id = \(conversation) AND \(sql: bound)
        AND m.serial IN (SELECT rowid FROM message_search WHERE message_search MATCH \(expression)
          AND rowid BETWEEN (SELECT min(serial) FROM messages WHERE conversation_id = \(conversation))
            AND (SELECT max(serial) FROM messages WHERE conversation_id = \(conversation)))
      ORDER BY m.sent_at DESC, m.seq DESC, m.serial DESC LIMIT \(limit)
      """
  }
}

extension MessageHit: RowDecodable {
  package init(row: borrowing Row) throws {
    self.init(
      orderID: try row.orderID("order_id"),
      orderNumber: try row.text("order_number"),
      customerName: try row.text("customer_name"),
      message: try ChatMessage(row: row)
    )
  }
}
