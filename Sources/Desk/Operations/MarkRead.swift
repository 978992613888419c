import Commerce
import JSON
import SQLiteKit
import Store

/// Marks an order's chat as read, for everybody.
struct MarkRead: DeskOperation {
  static let name = "mark_read"
  static let undo = UndoRule.onlyInBulk
  static let insteadOfUndo: String? = "mark them again"

  var order: OrderID

  struct Plan: Sendable {
    var facts: OrderFacts
    var conversation: String
    var unread: [Int]
  }

  var record: JSONObject { JSONObject() }

  static func read(_ record: JSONObject, order: OrderID) -> Operation? { .markRead(order) }

  func sentence(ofMany count: Int) -> String {
    CountText.of(count, "chat is read", many: "chats are read")
  }

  func rule(
    in scope: ActScope,
    on connection: borrowing Connection
  ) throws -> Ruling<Plan> {
    let facts = try scope.facts(of: order, on: connection)
    guard let conversation = facts.conversationID else {
      return .unchanged("\(facts.number) has no chat yet")
    }
    let unread = try ReadMarks.unread(in: conversation, on: connection)
    guard !unread.isEmpty else { return .unchanged("\(facts.number) is read already") }
    return .change(Plan(facts: facts, conversation: conversation, unread: unread))
  }

  func refuseRedo(
    after undo: String,
    in scope: ActScope,
    on connection: borrowing Connection
  ) throws {
    try ReadMarkInverse.refuseRedo(of: order, after: undo, in: scope, on: connection)
  }

  func apply(
    _ plan: Plan,
    in scope: ActScope,
    on connection: borrowing Connection
  ) throws -> AppliedChange {
    try ReadMarks.clear(in: plan.conversation, on: connection)
    return AppliedChange(
      sentence: "\(plan.facts.number) is read",
      before: "\(CountText.grouped(plan.unread.count)) unread",
      inverse: ReadMarkInverse(
        conversation: plan.conversation,
        serials: plan.unread,
        isUnread: true
      ).record,
      audit: JSONObject([
        .init(key: "number", value: .string(plan.facts.number)),
        .init(key: "messages", value: .integer(plan.unread.count)),
      ])
    )
  }

  static func takeBack(
    _ change: StandingChange,
    in scope: ActScope,
    on connection: borrowing Connection
  ) throws -> AppliedChange {
    try ReadMarkInverse.takeBack(change, in: scope, on: connection)
  }
}

/// What takes a read mark back: the messages whose mark was changed.
struct ReadMarkInverse {
  var conversation: String
  var serials: [Int]
  /// What they are again.
  var isUnread: Bool

  var record: JSONObject {
    JSONObject([
      .init(key: "conversation", value: .string(conversation)),
      .init(key: "messages", value: .array(serials.map { .integer($0) })),
      .init(key: "unread", value: .bool(isUnread)),
    ])
  }

  static func takeBack(
    _ change: StandingChange,
    in scope: ActScope,
    on connection: borrowing Connection
  ) throws -> AppliedChange {
    let facts = try scope.facts(of: change.order, on: connection)
    guard let conversation = change.inverse["conversation"]?.stringValue,
      let serials = change.inverse["messages"]?.arrayValue,
      let isUnread = change.inverse["unread"]?.boolValue
    else { throw Refusal.unreadableInverse(of: facts) }
    try refuseIfDealtWithSince(change, facts, in: scope, on: connection)
    try ReadMarks.set(
      serials.compactMap(\.integerValue).map { Int($0) },
      isUnread: isUnread,
      in: conversation,
      on: connection
    )
    return AppliedChange(
      sentence: "\(facts.number) is \(isUnread ? "unread" : "read") again",
      audit: JSONObject([.init(key: "number", value: .string(facts.number))])
    )
  }

  /// A chat that was answered or marked since is not marked over that.
  private static func refuseIfDealtWithSince(
    _ change: StandingChange,
    _ facts: OrderFacts,
    in scope: ActScope,
    on connection: borrowing Connection
  ) throws {
    guard
      let since = try ActsTable.chatAct(on: change.order, after: change.actID, on: connection)
    else { return }
    let who = since.staff == scope.actor.id ? "you" : since.name
    let rule = "cannot be taken back: \(who) \(phrase(since.operation)) since"
    throw Refusal.about(facts, .cannotUndo, rule)
  }

  /// The same for doing it again over what somebody else did.
  static func refuseRedo(
    of order: OrderID,
    after undo: String,
    in scope: ActScope,
    on connection: borrowing Connection
  ) throws {
    let since = try ActsTable.chatAct(
      on: order,
      after: undo,
      byOthersThan: scope.actor.id,
      on: connection
    )
    guard let since else { return }
    let rule = "cannot be done again: \(since.name) \(phrase(since.operation)) since"
    throw Refusal.about(try scope.facts(of: order, on: connection), .cannotUndo, rule)
  }

  private static func phrase(_ operation: String) -> String {
    switch operation {
    case MarkRead.name: "marked it as read"
    case MarkUnread.name: "marked it as unread"
    default: "replied to the customer"
    }
  }
}
