import Commerce
import JSON
import SQLiteKit
import Store

/// A reply in the outbox: with all that a transport needs, under the message's id.
enum ReplyOutbox {
  /// Nothing is handed to a transport that it could send nowhere.
  static func refuseWithoutAddress(_ facts: OrderFacts) throws {
    let lack = ReplyRules.lackOfAddress(
      chatSession: facts.chatSessionID,
      phone: facts.customerPhone,
      email: facts.customerEmail
    )
    if let lack { throw Refusal.about(facts, .illegal, lack) }
  }

  static func enqueue(
    _ message: NewMessage,
    of facts: OrderFacts,
    in scope: ActScope,
    on connection: borrowing Connection
  ) throws {
    let payload = JSONObject([
      .init(key: "order_id", value: .string(facts.id.rawValue)),
      .init(key: "order_number", value: .string(facts.number)),
      .init(key: "conversation_id", value: .string(message.conversationID)),
      .init(key: "chat_session_id", value: .optional(facts.chatSessionID)),
      .init(key: "channel", value: .optional(facts.channel)),
      .init(key: "customer_name", value: .string(facts.customerName)),
      .init(key: "customer_phone", value: .optional(facts.customerPhone)),
      .init(key: "customer_email", value: .optional(facts.customerEmail)),
      .init(key: "sender_name", value: .string(message.senderName)),
      .init(key: "body", value: .string(message.body)),
    ])
    let item = NewOutboxItem(
      id: message.id.rawValue,
      orderID: facts.id,
      content: .reply(message.id),
      payload: JSONValue.object(payload).text(),
      dueAt: scope.leavesAt,
      actID: scope.actID
    )
    try Outbox.enqueue(item, at: scope.now, on: connection)
  }

  /// The reply that an act queued, while it still waits for its time; refuses once it is on its
  /// way.
  static func waiting(
    _ change: StandingChange,
    of facts: OrderFacts,
    on connection: borrowing Connection
  ) throws -> (message: MessageID, item: OutboxItem) {
    guard let word = change.inverse["message"]?.stringValue else {
      throw Refusal.unreadableInverse(of: facts)
    }
    let id = MessageID(word)
    let item = try Outbox.item(of: id, on: connection)
    guard item?.state != .cancelled else {
      throw Refusal.about(facts, .cannotUndo, "the reply is taken back already")
    }
    guard let item, item.state == .waiting, item.attempts == 0 else {
      throw Refusal.isOnItsWay(facts)
    }
    return (id, item)
  }

  /// Takes a reply out of outbox and chat; its text is a draft again.
  static func cancel(
    _ item: OutboxItem,
    _ message: MessageFacts,
    of facts: OrderFacts,
    in scope: ActScope,
    on connection: borrowing Connection
  ) throws {
    try Outbox.setState(.cancelled, of: item.id, on: connection)
    try OrderChanges.deleteMessage(message.id, on: connection)
    try scope.writeUndo(of: facts.id, field: "reply", from: "reply", to: nil, on: connection)
    try scope.giveBack(message.body, asDraft: .reply, of: facts.id, on: connection)
  }

  /// The message that is to be sent again or taken back; refuses when this order's chat has none.
  static func message(
    _ id: MessageID,
    of facts: OrderFacts,
    on connection: borrowing Connection
  ) throws -> MessageFacts {
    guard let found = try OrderChanges.message(id, on: connection),
      found.conversationID == facts.conversationID
    else { throw Refusal.about(facts, .notFound, "there is no such message in its chat") }
    return found
  }
}

extension ReplyOutbox {
  /// Whether a try was made, under this queueing or an earlier one; it may have reached the provider
  /// although it ended with an error.
  static func wasTried(_ item: OutboxItem, _ sendings: [RecordedChange]) -> Bool {
    item.attempts > 0
      || sendings.contains { OperationRecord.read($0.change.operation)?.type == RetryReply.self }
  }
}

extension Refusal {
  static func isOnItsWay(_ facts: OrderFacts) -> Refusal {
    about(facts, .cannotUndo, "the reply is on its way already")
  }
}
