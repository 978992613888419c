import Commerce
import JSON
import SQLiteKit
import Store

/// Marks the customer's newest message as unread, so that somebody comes back to it.
struct MarkUnread: DeskOperation {
  static let name = "mark_unread"
  static let undo = UndoRule.onlyInBulk
  static let insteadOfUndo: String? = "mark them again"

  var order: OrderID

  struct Plan: Sendable {
    var facts: OrderFacts
    var conversation: String
    var message: Int
  }

  var record: JSONObject { JSONObject() }

  static func read(_ record: JSONObject, order: OrderID) -> Operation? { .markUnread(order) }

  func sentence(ofMany count: Int) -> String {
    CountText.of(count, "chat is unread", many: "chats are unread")
  }

  func rule(
    in scope: ActScope,
    on connection: borrowing Connection
  ) throws -> Ruling<Plan> {
    let facts = try scope.facts(of: order, on: connection)
    guard let conversation = facts.conversationID,
      let message = try ReadMarks.newestFromCustomer(in: conversation, on: connection)
    else {
      throw Refusal.about(facts, .illegal, "its customer has not written anything yet")
    }
    guard try ReadMarks.unread(in: conversation, on: connection).isEmpty else {
      return .unchanged("\(facts.number) is unread already")
    }
    return .change(Plan(facts: facts, conversation: conversation, message: message))
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
    let serials = [plan.message]
    try ReadMarks.set(serials, isUnread: true, in: plan.conversation, on: connection)
    return AppliedChange(
      sentence: "\(plan.facts.number) is unread",
      inverse: ReadMarkInverse(
        conversation: plan.conversation,
        serials: serials,
        isUnread: false
      ).record,
      audit: JSONObject([.init(key: "number", value: .string(plan.facts.number))])
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
