import Commerce
import JSON
import SQLiteKit
import Store

/// Gives up a refund of which nothing was sent; its amount can be refunded otherwise again.
struct CancelRefund: DeskOperation {
  static let name = "cancel_refund"
  static let undo = UndoRule.always
  static let insteadOfUndo: String? = "request a new refund"

  var order: OrderID
  var refund: RefundID
  var reason: String?

  var record: JSONObject {
    JSONObject([
      .init(key: "refund", value: .string(refund.rawValue)),
      .init(key: "reason", value: .optional(reason)),
    ])
  }

  static func read(_ record: JSONObject, order: OrderID) -> Operation? {
    record["refund"]?.stringValue.map {
      .cancelRefund(order, RefundID($0), reason: record["reason"]?.stringValue)
    }
  }

  func sentence(ofMany count: Int) -> String {
    CountText.of(count, "refund is cancelled", many: "refunds are cancelled")
  }

  func rule(
    in scope: ActScope,
    on connection: borrowing Connection
  ) throws -> Ruling<RefundFacts> {
    let facts = try scope.refund(refund, of: order, on: connection)
    guard facts.refund.state != .cancelled else {
      return .unchanged("\(facts.order.number): the \(facts.words) is cancelled already")
    }
    try scope.refuseIfIllegal(facts, to: .cancelled, reason: reason)
    return .change(facts)
  }

  func apply(
    _ facts: RefundFacts,
    in scope: ActScope,
    on connection: borrowing Connection
  ) throws -> AppliedChange {
    let before = facts.refund.state
    let step = RefundStep(.cancelled, actID: scope.actID)
    try RefundTable.take(refund, to: step, at: scope.now, on: connection)
    try RefundOutbox.close(refund, as: .cancelled, on: connection)
    let words = reason.flatMap { Reason($0)?.text }
    try scope.writeRefund(facts, from: before, to: .cancelled, reason: words, on: connection)
    return AppliedChange(
      sentence: "\(facts.order.number): \(facts.words) is cancelled",
      before: before.rawValue,
      inverse: JSONObject([
        .init(key: "refund", value: .string(refund.rawValue)),
        .init(key: "from", value: .string(before.rawValue)),
      ]),
      audit: facts.detail(from: before, to: .cancelled)
    )
  }

  static func takeBack(
    _ change: StandingChange,
    in scope: ActScope,
    on connection: borrowing Connection
  ) throws -> AppliedChange {
    let facts = try scope.refundToTakeBack(change, left: .cancelled, on: connection)
    guard let before = change.inverse["from"]?.stringValue.flatMap(RefundState.init(rawValue:))
    else { throw Refusal.unreadableInverse(of: facts.order) }
    let room = try OrderMoney.room(of: facts.order.id, on: connection)
    guard facts.refund.amount.minorUnits <= room else {
      let rule = "cannot be taken back: what it set aside is refunded otherwise by now"
      throw facts.refusal(.cannotUndo, rule)
    }
    if let id = facts.refund.returnID,
      try !scope.goods(id, of: facts.order.id, on: connection).goods.state.isHere
    {
      let rule = "cannot be taken back: return \(id), which it was for, has not come any more"
      throw facts.refusal(.cannotUndo, rule)
    }
    let step = RefundStep(before, actID: scope.actID)
    try RefundTable.take(facts.refund.id, to: step, at: scope.now, on: connection)
    if before == .approved { try RefundOutbox.enqueue(facts, in: scope, on: connection) }
    try scope.writeUndo(
      of: facts.order.id,
      field: "refund",
      from: "\(facts.words) cancelled",
      to: "\(facts.words) \(before.words)",
      on: connection
    )
    return AppliedChange(
      sentence: "\(facts.order.number): \(facts.words) is \(before.words) again",
      before: RefundState.cancelled.rawValue,
      audit: facts.detail(from: .cancelled, to: before)
    )
  }
}
