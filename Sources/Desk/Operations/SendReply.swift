import Commerce
import JSON
import SQLiteKit
import Store

/// Answers the customer: the message is queued at once and leaves when its undo window has passed.
struct SendReply: DeskOperation {
  static let name = "send_reply"
  static let undo = UndoRule.always
  static let insteadOfUndo: String? =
    "take it back in its chat while it has not left, else write again"
  /// What the chat channels take in one message.
  static let longest = 4096

  var order: OrderID
  var body: String

  struct Plan: Sendable {
    var facts: OrderFacts
    var body: String
  }

  var record: JSONObject { JSONObject([.init(key: "body", value: .string(body))]) }

  static func read(_ record: JSONObject, order: OrderID) -> Operation? {
    record["body"]?.stringValue.map { .sendReply(order, body: $0) }
  }

  func sentence(ofMany count: Int) -> String {
    CountText.of(count, "reply is queued", many: "replies are queued")
  }

  func rule(
    in scope: ActScope,
    on connection: borrowing Connection
  ) throws -> Ruling<Plan> {
    let facts = try scope.facts(of: order, on: connection)
    let words = try WrittenText.read(body, as: "a reply", longest: Self.longest, about: facts)
    try ReplyOutbox.refuseWithoutAddress(facts)
    switch facts.conversationState {
    // An archived chat is only put away; answering takes it out again.
    case .active, .archived: return .change(Plan(facts: facts, body: words))
    case .closed:
      throw Refusal.about(facts, .illegal, "its chat is closed, so nothing can be sent there")
    }
  }

  func apply(
    _ plan: Plan,
    in scope: ActScope,
    on connection: borrowing Connection
  ) throws -> AppliedChange {
    let conversation = try OrderChanges.conversation(of: plan.facts, on: connection)
    let unread = try ReadMarks.unread(in: conversation, on: connection)
    let wasArchived = plan.facts.conversationState == .archived
    if wasArchived { try OrderChanges.reopen(conversation: conversation, on: connection) }
    try ReadMarks.clear(in: conversation, on: connection)
    let message = try send(plan, in: conversation, scope, on: connection)
    let isMore = try scope.takeOut(plan.body, ofDraft: .reply, of: order, on: connection)
    let done = "reply to \(plan.facts.number) is queued"
    return AppliedChange(
      sentence: isMore ? "\(done); the other words of your draft stay" : done,
      inverse: JSONObject([
        .init(key: "message", value: .string(message.id.rawValue)),
        .init(key: "unread", value: .array(unread.map { .integer($0) })),
      ]),
      audit: JSONObject([
        .init(key: "number", value: .string(plan.facts.number)),
        .init(key: "message", value: .string(message.id.rawValue)),
        .init(key: "body_sha256", value: .string(SHA256.hexDigest(of: plan.body.utf8))),
      ])
    )
  }

  private func send(
    _ plan: Plan,
    in conversation: String,
    _ scope: ActScope,
    on connection: borrowing Connection
  ) throws -> NewMessage {
    let message = NewMessage(
      id: MessageID(scope.newID()),
      conversationID: conversation,
      chatSessionID: plan.facts.chatSessionID,
      role: .agent,
      senderName: scope.actor.name,
      body: plan.body,
      status: .queued
    )
    try OrderChanges.insert(message, at: scope.now, on: connection)
    try ReplyOutbox.enqueue(message, of: plan.facts, in: scope, on: connection)
    let event = NewEvent(id: scope.newID(), orderID: order, kind: .message, to: "reply")
    try scope.write(event, on: connection)
    return message
  }

  // MARK: Undo

  static func takeBack(
    _ change: StandingChange,
    in scope: ActScope,
    on connection: borrowing Connection
  ) throws -> AppliedChange {
    let facts = try scope.facts(of: change.order, on: connection)
    let (id, item) = try ReplyOutbox.waiting(change, of: facts, on: connection)
    guard let message = try OrderChanges.message(id, on: connection) else {
      throw Refusal.isOnItsWay(facts)
    }
    let others = try ActsTable.standingChanges(of: id, in: facts.id, on: connection)
      .filter { $0.actID != change.actID }
    try ReplyOutbox.cancel(item, message, of: facts, in: scope, on: connection)
    let unread = (change.inverse["unread"]?.arrayValue ?? []).compactMap(\.integerValue)
    try ReadMarks.set(
      unread.map { Int($0) },
      isUnread: true,
      in: message.conversationID,
      on: connection
    )
    let wasTried = ReplyOutbox.wasTried(item, others)
    let done =
      wasTried
      ? "is taken back, its text is a draft again; it was tried before, so the customer may have it"
      : "was not sent, its text is a draft again"
    return AppliedChange(
      sentence: "reply to \(facts.number) \(done)",
      audit: JSONObject([
        .init(key: "number", value: .string(facts.number)),
        .init(key: "message", value: .string(id.rawValue)),
      ]),
      takesBack: others
    )
  }
}
