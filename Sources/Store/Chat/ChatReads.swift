package import Commerce
package import SQLiteKit

extension Store {
  /// What the chat pane says above the messages; nil for an order without a conversation.
  package func conversation(of id: OrderID) throws -> Conversation? {
    try database.read { connection in
      try connection.first(
        """
        SELECT v.id, c.order_id, o.customer_name, v.state, v.unread_count, s.channel,
          (SELECT m.sent_at FROM messages m
            WHERE m.conversation_id = v.id AND m.sender_role = 'customer'
            ORDER BY m.sent_at DESC, m.seq DESC, m.serial DESC LIMIT 1) AS last_customer_at
        FROM order_conversations c
        JOIN orders o ON o.id = c.order_id
        JOIN conversations v ON v.id = c.conversation_id
        LEFT JOIN chat_sessions s ON s.id = v.chat_session_id
        WHERE c.order_id = \(id)
        """
      )
    }
  }

  /// A page of at most `limit` messages; empty for an order without a conversation.
  ///
  /// An anchor that is not there (a message of another chat, nothing unread) gives the newest.
  package func chat(of id: OrderID, at anchor: ChatAnchor, limit: Int) throws -> ChatPage {
    try database.read { connection in
      guard let conversation = try ChatMessages.conversationID(of: id, on: connection) else {
        return ChatPage(messages: [], hasOlder: false, hasNewer: false)
      }
      return try ChatPaging(conversation: conversation, limit: max(1, limit))
        .page(at: anchor, on: connection)
    }
  }
}

extension Store {
  /// Our replies of an order's chat that could not be sent, oldest first.
  package func failedReplies(of id: OrderID) throws -> [MessageID] {
    try database.read { connection in
      guard let conversation = try ChatMessages.conversationID(of: id, on: connection) else {
        return []
      }
      return try connection.map(
        """
        SELECT id FROM messages
        WHERE conversation_id = \(conversation) AND sender_role = 'agent' AND status = 'failed'
        ORDER BY sent_at, seq, serial
        """
      ) { MessageID(try $0.text("id")) }
    }
  }
}

extension Conversation: RowDecodable {
  package init(row: borrowing Row) throws {
    self.init(
      id: try row.text("id"),
      orderID: try row.orderID("order_id"),
      customerName: try row.text("customer_name"),
      state: try row.choice("state"),
      unreadCount: try row.integer("unread_count"),
      channel: try row.textIfPresent("channel"),
      lastCustomerMessageAt: try row.instantIfPresent("last_customer_at")
    )
  }
}

/// Pages of one conversation.
struct ChatPaging {
  let conversation: String
  let limit: Int

  func page(at anchor: ChatAnchor, on connection: borrowing Connection) throws -> ChatPage {
    switch anchor {
    case .newest: try before(nil, connection)
    case .before(let place): try before(place, connection)
    case .after(let place): try after(place, connection)
    case .firstUnread:
      try around(ChatMessages.firstUnread(in: conversation, on: connection), connection)
    case .around(let message):
      try around(ChatMessages.place(of: message, in: conversation, on: connection), connection)
    }
  }

  private func before(
    _ place: MessagePlace?,
    _ connection: borrowing Connection
  ) throws -> ChatPage {
    let found = try ChatMessages.older(
      than: place,
      in: conversation,
      limit: limit + 1,
      on: connection
    )
    return ChatPage(
      messages: found.prefix(limit).reversed(),
      hasOlder: found.count > limit,
      hasNewer: try place.map { try isMore(from: $0, connection) } ?? false
    )
  }

  private func isMore(
    from place: MessagePlace,
    _ connection: borrowing Connection
  ) throws -> Bool {
    try !ChatMessages.newer(
      than: place,
      including: true,
      in: conversation,
      limit: 1,
      on: connection
    ).isEmpty
  }

  private func after(_ place: MessagePlace, _ connection: borrowing Connection) throws -> ChatPage {
    let found = try ChatMessages.newer(
      than: place,
      including: false,
      in: conversation,
      limit: limit + 1,
      on: connection
    )
    let next = MessagePlace(sentAt: place.sentAt, seq: place.seq, serial: place.serial + 1)
    let behind = try ChatMessages.older(than: next, in: conversation, limit: 1, on: connection)
    return ChatPage(
      messages: Array(found.prefix(limit)),
      hasOlder: !behind.isEmpty,
      hasNewer: found.count > limit
    )
  }

  /// A third of the page stands above, so that one sees what was said before.
  private func around(
    _ place: MessagePlace?,
    _ connection: borrowing Connection
  ) throws -> ChatPage {
    guard let place else { return try before(nil, connection) }
    let below = try ChatMessages.newer(
      than: place,
      including: true,
      in: conversation,
      limit: limit + 1,
      on: connection
    )
    let wantedAbove = max(limit / 3, limit - below.count)
    let above = try ChatMessages.older(
      than: place,
      in: conversation,
      limit: wantedAbove + 1,
      on: connection
    )
    let top = above.prefix(wantedAbove)
    let rest = below.prefix(limit - top.count)
    return ChatPage(
      messages: top.reversed() + Array(rest),
      hasOlder: above.count > wantedAbove,
      hasNewer: below.count > rest.count
    )
  }
}
