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
    /// What sent it, and sent it again.
    var sendings: [RecordedChange]

    var wasTried: Bool { ReplyOutbox.wasTried(item, sendings) }
  }

  var record: JSONObject {
    JSONObject([.init(key: "message", value: .string(message.rawValue))])
  }

  static func read(_ record: JSONObject, order: OrderID) -> Operation? {
    record["message"]?.stringValue.map { .cancelReply(order, MessageID($0)) }
  }

  func sentence(ofMany count: Int) -> String {
    CountText.of(count, "reply is taken back", many: "replies are taken back")
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
    if let rule = obstacle(item, found.status, at: scope.now) {
      throw Refusal.about(facts, .illegal, rule)
    }
    try refuseIfSomebodyElses(item, of: facts, in: scope, on: connection)
    let sendings = try ActsTable.standingChanges(of: message, in: order, on: connection)
    return .change(Plan(facts: facts, message: found, item: item, sendings: sendings))
  }

  /// Why the reply cannot be taken back any more; nil when it can.
  private func obstacle(_ item: OutboxItem, _ status: MessageStatus?, at now: Instant) -> String? {
    switch item.state {
    case .sent: return "the reply has left already; write another one"
    case .cancelled: return "the reply is taken back already"
    case .waiting, .parked, .sending, .refused: break
    }
    // The source may know more than the worker, whose answer was lost.
    switch status {
    case .sent, .delivered, .read: return "the customer has it already; write another one"
    case .queued, .failed, nil: break
    }
    // A worker that died leaves a lease that runs out.
    guard item.state == .sending, item.leaseUntil.map({ now < $0 }) ?? true else { return nil }
    return "the reply is on its way already; wait a moment to see what becomes of it"
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
      plan.wasTried ? "; it was tried before, so the customer may have it" : ""
    return AppliedChange(
      sentence: "reply to \(number) is taken back, its text is a draft again\(doubt)",
      audit: JSONObject([
        .init(key: "number", value: .string(number)),
        .init(key: "message", value: .string(message.rawValue)),
        .init(key: "attempts", value: .integer(plan.item.attempts)),
      ]),
      takesBack: plan.sendings
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
