import Commerce
import JSON
import SQLiteKit
import Store

/// Takes back a reply that has not left: it is kept, fails or was given up; its text is a draft again.
///
/// Undo does the same within its window; this works for as long as no worker has the reply.
struct CancelReply: DeskOperation {
  static let name = "cancel_reply"
  // Sending the draft is its opposite.
  static let undo = UndoRule.never

  var order: OrderID
  var message: MessageID

  struct Plan: Sendable {
    var facts: OrderFacts
    var message: MessageFacts
    var item: OutboxItem
  }

  var record: JSONObject {
    JSONObject([.init(key: "message", value: .string(message.rawValue))])
  }

  static func read(_ record: JSONObject, order: OrderID) -> Operation? {
    record["message"]?.stringValue.map { .cancelReply(order, MessageID($0)) }
  }

  func sentence(ofMany count: Int) -> String {
    count == 1 ? "1 reply is taken back" : "\(count) replies are taken back"
  }

  func rule(
    in scope: ActScope,
    on connection: borrowing Connection
  ) throws -> Ruling<Plan> {
    let facts = try scope.facts(of: order, on: connection)
    let found = try ReplyOutbox.message(message, of: facts, on: connection)
    guard found.role == .agent, let item = try Outbox.item(of: message, on: connection) else {
      throw Refusal.about(facts, .illegal, "only a reply that was written here can be taken back")
    }
    switch item.state {
    case .waiting, .parked: break
    case .sending:
      let rule = "the reply is on its way already; wait a moment to see what becomes of it"
      throw Refusal.about(facts, .illegal, rule)
    case .sent:
      throw Refusal.about(facts, .illegal, "the reply has left already; write another one")
    case .cancelled: throw Refusal.about(facts, .illegal, "the reply is taken back already")
    }
    try refuseIfSomebodyElses(item, of: facts, in: scope, on: connection)
    return .change(Plan(facts: facts, message: found, item: item))
  }

  /// The draft goes to whoever takes the reply back, so its author must not lose it by surprise.
  private func refuseIfSomebodyElses(
    _ item: OutboxItem,
    of facts: OrderFacts,
    in scope: ActScope,
    on connection: borrowing Connection
  ) throws {
    guard let id = item.actID, let act = try ActsTable.act(id, on: connection),
      act.staffID != scope.actor.id
    else { return }
    guard Permissions.permission(scope.actor.role, .revert).isDenied else { return }
    throw Refusal.about(facts, .forbidden, "only an admin may take back somebody else's reply")
  }

  func apply(
    _ plan: Plan,
    in scope: ActScope,
    on connection: borrowing Connection
  ) throws -> AppliedChange {
    let number = plan.facts.number
    try ReplyOutbox.cancel(plan.item, plan.message, of: plan.facts, in: scope, on: connection)
    // A try that ended with an error may have reached the customer all the same.
    let doubt =
      plan.item.attempts == 0 ? "" : "; it was tried before, so the customer may have it"
    return AppliedChange(
      sentence: "reply to \(number) is taken back, its text is a draft again\(doubt)",
      audit: JSONObject([
        .init(key: "number", value: .string(number)),
        .init(key: "message", value: .string(message.rawValue)),
        .init(key: "attempts", value: .integer(plan.item.attempts)),
      ])
    )
  }

  static func takeBack(
    _ change: StandingChange,
    in scope: ActScope,
    on connection: borrowing Connection
  ) throws -> AppliedChange {
    throw Refusal.neverTakenBack(change.order, "taking back a reply")
  }
}
