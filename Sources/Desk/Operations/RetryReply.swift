import Commerce
import JSON
import SQLiteKit
import Store

/// Sends a reply again that was given up, under its own key, so it can never arrive twice as two.
struct RetryReply: DeskOperation {
  static let name = "retry_reply"
  static let undo = UndoRule.always
  static let insteadOfUndo: String? = "take it back in its chat while it has not left"

  var order: OrderID
  var message: MessageID

  struct Plan: Sendable {
    var facts: OrderFacts
    var message: MessageFacts
    /// Nil for a reply that did not go out through this house before.
    var item: OutboxItem?
  }

  var record: JSONObject {
    JSONObject([.init(key: "message", value: .string(message.rawValue))])
  }

  static func read(_ record: JSONObject, order: OrderID) -> Operation? {
    record["message"]?.stringValue.map { .retryReply(order, MessageID($0)) }
  }

  func sentence(ofMany count: Int) -> String {
    CountText.of(count, "reply is queued again", many: "replies are queued again")
  }

  func rule(
    in scope: ActScope,
    on connection: borrowing Connection
  ) throws -> Ruling<Plan> {
    let facts = try scope.facts(of: order, on: connection)
    let found = try ReplyOutbox.message(message, of: facts, on: connection)
    guard found.role == .agent else {
      throw Refusal.about(facts, .illegal, "only a reply of ours can be sent again")
    }
    guard found.status == .failed else {
      let rule = "that reply has not failed, it is \(found.status)"
      throw Refusal.about(facts, .illegal, rule)
    }
    try ReplyOutbox.refuseWithoutAddress(facts)
    let item = try Outbox.item(of: message, on: connection)
    return .change(Plan(facts: facts, message: found, item: item))
  }

  func apply(
    _ plan: Plan,
    in scope: ActScope,
    on connection: borrowing Connection
  ) throws -> AppliedChange {
    if let item = plan.item {
      try Outbox.requeue(item.id, dueAt: scope.leavesAt, on: connection)
    } else {
      try enqueue(plan, in: scope, on: connection)
    }
    try OrderChanges.setMessage(message, status: .queued, failure: nil, on: connection)
    let event = NewEvent(id: scope.newID(), orderID: order, kind: .message, to: "reply again")
    try scope.write(event, on: connection)
    return AppliedChange(
      sentence: "reply to \(plan.facts.number) is queued again",
      inverse: JSONObject([
        .init(key: "message", value: .string(message.rawValue)),
        .init(key: "failure", value: .optional(plan.message.failure)),
        .init(key: "attempts", value: .integer(plan.item?.attempts ?? 0)),
        .init(key: "last_error", value: .optional(plan.item?.lastError)),
      ]),
      audit: JSONObject([
        .init(key: "number", value: .string(plan.facts.number)),
        .init(key: "message", value: .string(message.rawValue)),
      ])
    )
  }

  private func enqueue(
    _ plan: Plan,
    in scope: ActScope,
    on connection: borrowing Connection
  ) throws {
    let again = NewMessage(
      id: message,
      conversationID: plan.message.conversationID,
      chatSessionID: plan.facts.chatSessionID,
      role: .agent,
      senderName: plan.message.senderName,
      body: plan.message.body,
      status: .queued
    )
    try ReplyOutbox.enqueue(again, of: plan.facts, in: scope, on: connection)
  }

  static func takeBack(
    _ change: StandingChange,
    in scope: ActScope,
    on connection: borrowing Connection
  ) throws -> AppliedChange {
    let facts = try scope.facts(of: change.order, on: connection)
    let (id, item) = try ReplyOutbox.waiting(change, of: facts, on: connection)
    try Outbox.park(
      item.id,
      attempts: Int(change.inverse["attempts"]?.integerValue ?? 0),
      lastError: change.inverse["last_error"]?.stringValue,
      on: connection
    )
    let failure = change.inverse["failure"]?.stringValue
    try OrderChanges.setMessage(id, status: .failed, failure: failure, on: connection)
    try scope.writeUndo(
      of: facts.id,
      field: "reply",
      from: "reply again",
      to: nil,
      on: connection
    )
    return AppliedChange(
      sentence: "reply to \(facts.number) was not sent again",
      audit: JSONObject([
        .init(key: "number", value: .string(facts.number)),
        .init(key: "message", value: .string(id.rawValue)),
      ])
    )
  }
}
