import Commerce
import JSON
import SQLiteKit
import Store

/// Sends an e-mail again that was given up, under its own id, so that it is the same message.
struct RetryEmail: DeskOperation {
  static let name = "retry_email"
  static let undo = UndoRule.always
  static let insteadOfUndo: String? = "take it back with `email cancel` while it has not left"

  var order: OrderID
  var email: EmailID

  struct Plan: Sendable {
    var facts: OrderFacts
    var item: OutboxItem
  }

  var record: JSONObject { JSONObject([.init(key: "email", value: .string(email.rawValue))]) }

  static func read(_ record: JSONObject, order: OrderID) -> Operation? {
    record["email"]?.stringValue.map { .retryEmail(order, EmailID($0)) }
  }

  func sentence(ofMany count: Int) -> String {
    CountText.of(count, "e-mail is queued again", many: "e-mails are queued again")
  }

  func rule(
    in scope: ActScope,
    on connection: borrowing Connection
  ) throws -> Ruling<Plan> {
    let facts = try scope.facts(of: order, on: connection)
    let item = try EmailOutbox.item(email, of: facts, on: connection)
    guard item.state == .parked else {
      throw Refusal.about(facts, .illegal, "that e-mail has not failed, it is \(item.state.words)")
    }
    return .change(Plan(facts: facts, item: item))
  }

  func apply(
    _ plan: Plan,
    in scope: ActScope,
    on connection: borrowing Connection
  ) throws -> AppliedChange {
    try Outbox.requeue(plan.item.id, dueAt: scope.leavesAt, on: connection)
    let event = NewEvent(
      id: scope.newID(),
      orderID: order,
      kind: .email,
      from: EmailOutbox.subject(of: plan.item),
      to: "queued again"
    )
    try scope.write(event, on: connection)
    return AppliedChange(
      sentence: "e-mail to \(plan.facts.number) is queued again",
      inverse: JSONObject([
        .init(key: "email", value: .string(email.rawValue)),
        .init(key: "attempts", value: .integer(plan.item.attempts)),
        .init(key: "last_error", value: .optional(plan.item.lastError)),
      ]),
      audit: EmailOutbox.audit(plan.item, of: plan.facts)
    )
  }

  static func takeBack(
    _ change: StandingChange,
    in scope: ActScope,
    on connection: borrowing Connection
  ) throws -> AppliedChange {
    let facts = try scope.facts(of: change.order, on: connection)
    let item = try EmailOutbox.waiting(change, of: facts, on: connection)
    try Outbox.park(
      item.id,
      attempts: Int(change.inverse["attempts"]?.integerValue ?? 0),
      lastError: change.inverse["last_error"]?.stringValue,
      on: connection
    )
    try scope.writeUndo(
      of: facts.id,
      field: "email",
      from: "e-mail queued again",
      to: nil,
      on: connection
    )
    return AppliedChange(
      sentence: "e-mail to \(facts.number) was not sent again",
      audit: EmailOutbox.audit(item, of: facts)
    )
  }
}

extension OutboxItem.State {
  /// As sentences about an e-mail call it.
  var words: String { SentEmail.State(rawValue: rawValue)?.words ?? rawValue }
}
