import Commerce
import JSON
import SQLiteKit
import Store

/// Lets an approved refund leave, under its own key, that was not sent for lack of room.
///
/// Whoever may approve it may do so: what was paid and given back has changed since it was approved.
struct RetryRefund: DeskOperation {
  static let name = "retry_refund"
  static let undo = UndoRule.always
  static let insteadOfUndo: String? = "cancel the refund while it has not left"

  var order: OrderID
  var refund: RefundID

  struct Plan: Sendable {
    var facts: RefundFacts
    var item: OutboxItem
  }

  var record: JSONObject {
    JSONObject([.init(key: "refund", value: .string(refund.rawValue))])
  }

  static func read(_ record: JSONObject, order: OrderID) -> Operation? {
    record["refund"]?.stringValue.map { .retryRefund(order, RefundID($0)) }
  }

  func sentence(ofMany count: Int) -> String {
    CountText.of(count, "refund is queued again", many: "refunds are queued again")
  }

  func rule(
    in scope: ActScope,
    on connection: borrowing Connection
  ) throws -> Ruling<Plan> {
    let facts = try scope.refund(refund, of: order, on: connection)
    guard facts.refund.state == .approved else {
      let instead = facts.refund.state == .unknown ? "; settle it by what the provider shows" : ""
      let rule = "only a refund that is approved and was not sent is tried again, and it is "
      throw facts.refusal(.illegal, rule + facts.refund.state.words + instead)
    }
    try scope.refuseUnlessApproving(facts)
    guard let item = try Outbox.item(of: refund, on: connection), item.state == .parked else {
      return .unchanged("\(facts.order.number): the \(facts.words) waits to be sent already")
    }
    if let rule = try OrderMoney.ledger(of: order, on: connection)?.lackOfOneCurrency {
      throw facts.refusal(.illegal, rule)
    }
    let room = try OrderMoney.room(of: order, on: connection)
    guard room >= 0 else {
      let over = Money(minorUnits: -room, currency: facts.refund.amount.currency).display()
      let rule = "with the \(facts.words) it would be \(over) more than was paid"
      throw facts.refusal(.illegal, "\(rule): cancel a refund of it")
    }
    return .change(Plan(facts: facts, item: item))
  }

  func apply(
    _ plan: Plan,
    in scope: ActScope,
    on connection: borrowing Connection
  ) throws -> AppliedChange {
    try Outbox.requeue(plan.item.id, dueAt: scope.leavesAt, on: connection)
    try RefundTable.note(failure: nil, of: refund, on: connection)
    let facts = plan.facts
    try scope.writeRefund(facts, from: .approved, to: .approved, on: connection)
    return AppliedChange(
      sentence: "\(facts.order.number): \(facts.words) is queued again",
      before: plan.item.lastError,
      inverse: JSONObject([
        .init(key: "refund", value: .string(refund.rawValue)),
        .init(key: "attempts", value: .integer(plan.item.attempts)),
        .init(key: "last_error", value: .optional(plan.item.lastError)),
      ]),
      audit: facts.detail(from: .approved, to: .approved)
    )
  }

  static func takeBack(
    _ change: StandingChange,
    in scope: ActScope,
    on connection: borrowing Connection
  ) throws -> AppliedChange {
    let facts = try scope.refundToTakeBack(change, left: .approved, on: connection)
    guard let item = try Outbox.item(of: facts.refund.id, on: connection), item.state == .waiting
    else {
      let rule = "cannot be taken back: the \(facts.words) is on its way by now"
      throw facts.refusal(.cannotUndo, rule)
    }
    let words = change.inverse["last_error"]?.stringValue
    try Outbox.park(
      item.id,
      attempts: Int(change.inverse["attempts"]?.integerValue ?? 0),
      lastError: words,
      on: connection
    )
    try RefundTable.note(failure: words, of: facts.refund.id, on: connection)
    try scope.writeUndo(
      of: facts.order.id,
      field: "refund",
      from: "\(facts.words) queued again",
      to: nil,
      on: connection
    )
    return AppliedChange(
      sentence: "\(facts.order.number): \(facts.words) is kept again and was not sent",
      audit: facts.detail(from: .approved, to: .approved)
    )
  }
}
