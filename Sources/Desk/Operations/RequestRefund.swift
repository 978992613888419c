import Commerce
import JSON
import SQLiteKit
import Store

/// Asks for money to be paid back: it is set aside at once and leaves when somebody has approved it.
struct RequestRefund: DeskOperation {
  static let name = "request_refund"
  static let undo = UndoRule.always
  static let insteadOfUndo: String? = "cancel the refund"

  var order: OrderID
  var request: RefundRequest

  struct Plan: Sendable {
    var facts: OrderFacts
    var parts: RefundAmount
    /// Why the order was cancelled without a refund; nil when nobody decided so.
    var noRefund: String?
    /// The refund that an undo cancelled and a redo brings back, under its own id.
    var cancelled: Refund?
  }

  var record: JSONObject { RefundRecord.value(of: request) }

  static func read(_ record: JSONObject, order: OrderID) -> Operation? {
    RefundRecord.read(record).map { .requestRefund(order, $0) }
  }

  func sentence(ofMany count: Int) -> String {
    CountText.of(count, "refund is requested", many: "refunds are requested")
  }

  // MARK: Rule

  func rule(
    in scope: ActScope,
    on connection: borrowing Connection
  ) throws -> Ruling<Plan> {
    let facts = try scope.facts(of: order, on: connection)
    let undone = try cancelledByUndo(in: scope, on: connection)
    if undone == nil, let words = try standing(facts, on: connection) { return .unchanged(words) }
    let ledger = try OrderMoney.ledger(of: order, on: connection)
    if let rule = ledger?.lackOfOneCurrency { throw Refusal.about(facts, .illegal, rule) }
    guard let ledger, ledger.captured > 0,
      let parts = try OrderMoney.parts(of: order, on: connection)
    else { throw Refusal.about(facts, .illegal, "nothing is paid, so nothing can be refunded") }
    let currency = parts.total.currency
    let room = Money(minorUnits: ledger.refundable, currency: currency)
    var wanted: RefundAmount
    do {
      wanted = try parts.amount(of: request.part, room: room)
    } catch {
      throw Refusal.about(facts, .invalid, error.sentence)
    }
    // A key is one refund for good; without one, another amount makes another refund.
    let cancelled = undone.flatMap {
      request.key != nil || $0.amount == wanted.amount ? $0 : nil
    }
    if let cancelled { wanted.amount = cancelled.amount }
    try scope.refuseUnlessReturned(request, facts, on: connection)
    try refuseIfTooMuch(wanted.amount, ledger, facts)
    let change = RefundChange(
      from: nil,
      to: .requested,
      actor: .staff(scope.actor.role),
      amount: wanted.amount,
      isRequester: true,
      refundReason: request.reason,
      reason: request.text,
      limits: scope.refundLimits
    )
    if let refusal = RefundRules.refusal(of: change) {
      throw Refusal.about(facts, refusal.kind, refusal.sentence)
    }
    let noRefund = try OrderMoney.reasonForNoRefund(of: order, on: connection)
    return .change(Plan(facts: facts, parts: wanted, noRefund: noRefund, cancelled: cancelled))
  }

  /// The refund of this person that the undo cancelled which is done again; nil where there is none.
  private func cancelledByUndo(
    in scope: ActScope,
    on connection: borrowing Connection
  ) throws -> Refund? {
    guard let undo = scope.redoes else { return nil }
    let record = JSONValue.object(self.record).text(.canonical)
    let refund = try RefundTable.cancelled(by: undo, of: order, request: record, on: connection)
    return refund?.requesterID == scope.actor.id ? refund : nil
  }

  /// The sentence for a key that stands for this very request already; nil for a new one.
  private func standing(
    _ facts: OrderFacts,
    on connection: borrowing Connection
  ) throws -> String? {
    guard let key = request.key else { return nil }
    guard (1...255).contains(key.utf8.count), Reason.trimmed(key) == key else {
      let rule = "the key of a refund has 1 to 255 bytes and no blank ends"
      throw Refusal.about(facts, .invalid, rule)
    }
    guard let refund = try RefundTable.refund(RefundID(key), on: connection) else {
      try refuseIfMisleading(key, facts, on: connection)
      return nil
    }
    let record = try RefundTable.record(of: refund.id, on: connection)
    guard refund.orderID == order, record == JSONValue.object(self.record).text(.canonical) else {
      throw Refusal.about(facts, .keyReused, "the key \(key) belongs to another refund; choose one")
    }
    let words = RefundFacts(order: facts, refund: refund).words
    guard RefundRules.isReserving(refund.state) else {
      let state = "the \(words) with the key \(key) is \(refund.state.words)"
      let rule = "\(state); request it with another key"
      throw Refusal.about(facts, .keyReused, rule)
    }
    return "\(facts.number): the \(words) with this key is \(refund.state.words) already"
  }

  /// A key is an id beside others: none may stand for an order, or for what a source reports.
  private func refuseIfMisleading(
    _ key: String,
    _ facts: OrderFacts,
    on connection: borrowing Connection
  ) throws {
    if key.hasSuffix(":source") {
      let rule = "a key ending in :source stands for what a source reports; choose another"
      throw Refusal.about(facts, .invalid, rule)
    }
    if let number = try OrderMoney.orderNumber(beginning: key, on: connection) {
      let rule = "the key \(key) begins with the order number \(number); choose another"
      throw Refusal.about(facts, .invalid, rule)
    }
  }

  private func refuseIfTooMuch(
    _ amount: Money,
    _ ledger: PaymentLedger,
    _ facts: OrderFacts
  ) throws {
    let text = { (units: Int64) in
      Money(minorUnits: units, currency: amount.currency).display()
    }
    let sums = ledger.words(in: amount.currency)
    guard ledger.refundable > 0 else {
      throw Refusal.about(facts, .illegal, "nothing is left to refund (\(sums))")
    }
    guard amount.minorUnits > 0 else {
      throw Refusal.about(facts, .invalid, "a refund is more than \(text(0))")
    }
    guard amount.minorUnits <= ledger.refundable else {
      let rule = "at most \(text(ledger.refundable)) can be refunded (\(sums))"
      throw Refusal.about(facts, .illegal, rule)
    }
  }

  // MARK: Apply

  func apply(
    _ plan: Plan,
    in scope: ActScope,
    on connection: borrowing Connection
  ) throws -> AppliedChange {
    let id = try write(plan, in: scope, on: connection)
    let facts = try scope.refund(id, of: order, on: connection)
    let words = [request.reason.words, request.text].compactMap(\.self).joined(separator: ": ")
    try scope.writeRefund(facts, from: nil, to: .requested, reason: words, on: connection)
    // The id that a rehearsal makes is never seen again.
    let isMadeUp = scope.isRehearsal && request.key == nil && plan.cancelled == nil
    let name = isMadeUp ? "" : ", its id is \(id)"
    let decision = plan.noRefund.map { "; the order was cancelled without a refund: \($0)" } ?? ""
    return AppliedChange(
      sentence: "\(plan.facts.number): \(facts.words) is requested\(name)\(decision)",
      before: plan.facts.payment.rawValue,
      inverse: JSONObject([.init(key: "refund", value: .string(id.rawValue))]),
      audit: facts.detail(from: plan.cancelled?.state, to: .requested)
    )
  }

  private func write(
    _ plan: Plan,
    in scope: ActScope,
    on connection: borrowing Connection
  ) throws -> RefundID {
    if let cancelled = plan.cancelled {
      let step = RefundStep(.requested, actID: scope.actID)
      try RefundTable.take(cancelled.id, to: step, at: scope.now, on: connection)
      return cancelled.id
    }
    let refund = NewRefund(
      id: RefundID(request.key ?? scope.newID()),
      orderID: order,
      amount: plan.parts.amount,
      shipping: plan.parts.shipping,
      request: request,
      record: JSONValue.object(record).text(.canonical),
      lines: plan.parts.lines,
      requester: scope.actor.id,
      actID: scope.actID
    )
    try RefundTable.insert(refund, at: scope.now, on: connection)
    return refund.id
  }

  /// Cancels it: its row stays, since a key is never given away.
  static func takeBack(
    _ change: StandingChange,
    in scope: ActScope,
    on connection: borrowing Connection
  ) throws -> AppliedChange {
    let facts = try scope.refundToTakeBack(change, left: .requested, on: connection)
    let step = RefundStep(.cancelled, actID: scope.actID)
    try RefundTable.take(facts.refund.id, to: step, at: scope.now, on: connection)
    try scope.writeUndo(
      of: facts.order.id,
      field: "refund",
      from: "\(facts.words) requested",
      to: nil,
      on: connection
    )
    return AppliedChange(
      sentence: "\(facts.order.number): \(facts.words) is not requested any more",
      audit: facts.detail(from: .requested, to: .cancelled)
    )
  }
}
