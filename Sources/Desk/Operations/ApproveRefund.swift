import Commerce
import JSON
import SQLiteKit
import Store

/// Lets a refund go to the payment provider when the undo window has passed.
struct ApproveRefund: DeskOperation {
  static let name = "approve_refund"
  static let undo = UndoRule.always
  static let insteadOfUndo: String? = "cancel the refund while it has not been sent"

  var order: OrderID
  var refund: RefundID

  var record: JSONObject { JSONObject([.init(key: "refund", value: .string(refund.rawValue))]) }

  static func read(_ record: JSONObject, order: OrderID) -> Operation? {
    record["refund"]?.stringValue.map { .approveRefund(order, RefundID($0)) }
  }

  func sentence(ofMany count: Int) -> String {
    CountText.of(count, "refund is approved", many: "refunds are approved")
  }

  func rule(
    in scope: ActScope,
    on connection: borrowing Connection
  ) throws -> Ruling<RefundFacts> {
    let facts = try scope.refund(refund, of: order, on: connection)
    guard facts.refund.state != .approved else {
      return .unchanged("\(facts.order.number): the \(facts.words) is approved already")
    }
    try scope.refuseIfIllegal(facts, to: .approved)
    let ledger = try OrderMoney.ledger(of: order, on: connection)
    if let rule = ledger?.lackOfOneCurrency { throw facts.refusal(.illegal, rule) }
    if let rule = ledger?.lackOfRoom(in: facts.refund.amount.currency) {
      throw facts.refusal(.illegal, "\(rule), so this one is too much; cancel it")
    }
    return .change(facts)
  }

  func apply(
    _ facts: RefundFacts,
    in scope: ActScope,
    on connection: borrowing Connection
  ) throws -> AppliedChange {
    let step = RefundStep(.approved, approver: scope.actor.id, actID: scope.actID)
    try RefundTable.take(refund, to: step, at: scope.now, on: connection)
    try RefundOutbox.enqueue(facts, in: scope, on: connection)
    try scope.writeRefund(facts, from: .requested, to: .approved, on: connection)
    return AppliedChange(
      sentence: "\(facts.order.number): \(facts.words) is approved",
      before: RefundState.requested.rawValue,
      inverse: record,
      audit: facts.detail(from: .requested, to: .approved)
    )
  }

  static func takeBack(
    _ change: StandingChange,
    in scope: ActScope,
    on connection: borrowing Connection
  ) throws -> AppliedChange {
    let facts = try scope.refundToTakeBack(change, left: .approved, on: connection)
    try RefundOutbox.close(facts.refund.id, as: .cancelled, on: connection)
    try RefundTable.withdrawApproval(
      of: facts.refund.id,
      at: scope.now,
      actID: scope.actID,
      on: connection
    )
    try scope.writeUndo(
      of: facts.order.id,
      field: "refund",
      from: "\(facts.words) approved",
      to: "\(facts.words) requested",
      on: connection
    )
    return AppliedChange(
      sentence: "\(facts.order.number): \(facts.words) is not approved any more, nothing was sent",
      before: RefundState.approved.rawValue,
      audit: facts.detail(from: .approved, to: .requested)
    )
  }
}
