import Commerce
import JSON
import SQLiteKit
import Store

/// Settles a refund that had no answer by what a person found at the provider.
struct ResolveUnknownRefund: DeskOperation {
  static let name = "resolve_refund"
  // What the provider says is a fact, and not ours to take back.
  static let undo = UndoRule.never

  var order: OrderID
  var refund: RefundID
  var resolution: RefundResolution

  private var state: RefundState { resolution.succeeded ? .succeeded : .failed }

  var record: JSONObject {
    JSONObject([
      .init(key: "refund", value: .string(refund.rawValue)),
      .init(key: "succeeded", value: .bool(resolution.succeeded)),
      .init(key: "reference", value: .optional(resolution.reference)),
      .init(key: "reason", value: .optional(resolution.reason)),
    ])
  }

  static func read(_ record: JSONObject, order: OrderID) -> Operation? {
    guard let refund = record["refund"]?.stringValue,
      let succeeded = record["succeeded"]?.boolValue
    else { return nil }
    let resolution = RefundResolution(
      succeeded: succeeded,
      reference: record["reference"]?.stringValue,
      reason: record["reason"]?.stringValue
    )
    return .resolveRefund(order, RefundID(refund), resolution)
  }

  func sentence(ofMany count: Int) -> String {
    CountText.of(count, "refund is settled", many: "refunds are settled")
  }

  func rule(
    in scope: ActScope,
    on connection: borrowing Connection
  ) throws -> Ruling<RefundFacts> {
    let facts = try scope.refund(refund, of: order, on: connection)
    guard facts.refund.state != state else {
      return .unchanged("\(facts.order.number): the \(facts.words) is \(state.words) already")
    }
    try scope.refuseIfIllegal(facts, to: state, reason: resolution.reason)
    // Only of one that has no answer: of any other the provider itself tells.
    guard facts.refund.state == .unknown else {
      let rule = "only a refund without an answer is settled by hand, and it is "
      throw facts.refusal(.illegal, rule + facts.refund.state.words)
    }
    guard !resolution.succeeded || resolution.reference.flatMap({ Reason.trimmed($0) }) != nil
    else { throw facts.refusal(.invalid, "a refund that was paid needs the provider's reference") }
    let item = try Outbox.item(of: refund, on: connection)
    if item?.state == .sending, let until = item?.leaseUntil, scope.now < until {
      throw facts.refusal(.illegal, "it is being tried again right now; wait for the answer")
    }
    return .change(facts)
  }

  func apply(
    _ facts: RefundFacts,
    in scope: ActScope,
    on connection: borrowing Connection
  ) throws -> AppliedChange {
    let reason = resolution.reason.flatMap { Reason($0)?.text }
    let step = RefundStep(
      state,
      providerReference: resolution.reference.flatMap { Reason.trimmed($0) },
      failure: resolution.succeeded ? nil : reason,
      actID: scope.actID
    )
    try RefundTable.take(refund, to: step, at: scope.now, on: connection)
    let outbox: OutboxItem.State = resolution.succeeded ? .sent : .refused
    try RefundOutbox.close(refund, as: outbox, on: connection)
    try scope.writeRefund(facts, from: .unknown, to: state, reason: reason, on: connection)
    return AppliedChange(
      sentence: "\(facts.order.number): \(facts.words) is \(state.words)",
      before: RefundState.unknown.rawValue,
      audit: facts.detail(from: .unknown, to: state)
    )
  }

  static func takeBack(
    _ change: StandingChange,
    in scope: ActScope,
    on connection: borrowing Connection
  ) throws -> AppliedChange {
    throw Refusal.neverTakenBack(change.order, "settling a refund by hand")
  }
}
