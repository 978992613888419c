import Commerce
import JSON
import SQLiteKit
import Store

/// A refund with its order, as a step of it finds both.
struct RefundFacts: Sendable {
  var order: OrderFacts
  var refund: Refund

  /// As sentences name it: `refund of €5.00`.
  var words: String { "refund of \(refund.amount.display())" }

  func refusal(_ kind: Refusal.Kind, _ rule: String) -> Refusal {
    .about(order, kind, rule)
  }

  /// For the audit trail and the notes of the inverse.
  func detail(from: RefundState?, to: RefundState) -> JSONObject {
    JSONObject([
      .init(key: "number", value: .string(order.number)),
      .init(key: "refund", value: .string(refund.id.rawValue)),
      .init(key: "amount", value: .integer(refund.amount.minorUnits)),
      .init(key: "currency", value: .string(refund.amount.currency.code)),
      .init(key: "from", value: .optional(from?.rawValue)),
      .init(key: "to", value: .string(to.rawValue)),
    ])
  }
}

extension ActScope {
  /// The refund of that order, or the refusal that there is none.
  func refund(
    _ id: RefundID,
    of order: OrderID,
    on connection: borrowing Connection
  ) throws -> RefundFacts {
    let facts = try facts(of: order, on: connection)
    guard let refund = try RefundTable.refund(id, on: connection), refund.orderID == order else {
      throw Refusal.about(facts, .notFound, "there is no refund \(id) of it")
    }
    guard !refund.isReported else {
      throw Refusal.about(facts, .illegal, "what its source reports is not changed here")
    }
    return RefundFacts(order: facts, refund: refund)
  }

  /// Refuses who may not approve that refund, as if it were still asked for.
  func refuseUnlessApproving(_ facts: RefundFacts) throws {
    try refuseIfIllegal(facts, from: .requested, to: .approved)
  }

  /// Refuses a step that the table of refunds does not have, or not for this person.
  func refuseIfIllegal(
    _ facts: RefundFacts,
    from: RefundState? = nil,
    to state: RefundState,
    reason: String? = nil
  ) throws {
    let change = RefundChange(
      from: from ?? facts.refund.state,
      to: state,
      actor: .staff(actor.role),
      amount: facts.refund.amount,
      isRequester: facts.refund.requesterID == actor.id,
      refundReason: facts.refund.reason,
      reason: reason,
      limits: refundLimits
    )
    guard let refusal = RefundRules.refusal(of: change) else { return }
    throw facts.refusal(refusal.kind, refusal.sentence)
  }

  /// Adds the line that a step of a refund leaves on the timeline.
  func writeRefund(
    _ facts: RefundFacts,
    from: RefundState?,
    to: RefundState,
    reason: String? = nil,
    on connection: borrowing Connection
  ) throws {
    let detail = RefundEvent.detail(of: facts.refund.id, facts.refund.amount)
    let event = NewEvent(
      id: newID(),
      orderID: facts.order.id,
      kind: .refund,
      from: from?.rawValue,
      to: to.rawValue,
      reason: reason,
      detail: detail
    )
    try write(event, on: connection)
    try OrderChanges.touch(facts.order.id, at: now, on: connection)
  }

  /// The refund that an act left in a state; refuses when it has moved on since.
  func refundToTakeBack(
    _ change: StandingChange,
    left state: RefundState,
    on connection: borrowing Connection
  ) throws -> RefundFacts {
    let order = try facts(of: change.order, on: connection)
    guard let id = change.inverse["refund"]?.stringValue else {
      throw Refusal.unreadableInverse(of: order)
    }
    let facts = try refund(RefundID(id), of: change.order, on: connection)
    guard facts.refund.state == state else {
      let now = facts.refund.state == .succeeded ? "paid" : facts.refund.state.words
      let rule = "cannot be taken back: the \(facts.words) is \(now) by now"
      throw facts.refusal(.cannotUndo, rule)
    }
    return facts
  }
}

extension PaymentLedger {
  /// `€40.00 paid, €30.00 refunded, €5.00 set aside`.
  func words(in currency: Currency) -> String {
    let text = { (units: Int64) in Money(minorUnits: units, currency: currency).display() }
    return "\(text(captured)) paid, \(text(refunded)) refunded, \(text(reserved)) set aside"
  }

  /// Why nothing that is set aside can be paid out; nil where there is room for all of it.
  ///
  /// Only a source can bring this about, with more refunds or with a lower total.
  func lackOfRoom(in currency: Currency) -> String? {
    guard captured < refunded.addingClamped(reserved) else { return nil }
    return "more is set aside than is left to refund (\(words(in: currency)))"
  }
}

/// How a line of the timeline names the refund that it is about.
enum RefundEvent {
  static func detail(of id: RefundID, _ amount: Money) -> String {
    let detail: JSONValue = [
      "refund": .string(id.rawValue),
      "amount": .integer(amount.minorUnits),
      "currency": .string(amount.currency.code),
    ]
    return detail.text()
  }
}

/// An approved refund in the outbox, until the payment provider has it.
enum RefundOutbox {
  /// Under an id of its own, so that a key that somebody chose meets no message's.
  static func enqueue(
    _ facts: RefundFacts,
    in scope: ActScope,
    on connection: borrowing Connection
  ) throws {
    if let item = try Outbox.item(of: facts.refund.id, on: connection) {
      return try Outbox.requeue(item.id, dueAt: scope.leavesAt, on: connection)
    }
    let payload: JSONValue = ["key": .string(facts.refund.id.rawValue)]
    let item = NewOutboxItem(
      id: "refund:\(facts.refund.id)",
      orderID: facts.order.id,
      content: .refund(facts.refund.id),
      payload: payload.text(),
      dueAt: scope.leavesAt,
      actID: scope.actID
    )
    try Outbox.enqueue(item, at: scope.now, on: connection)
  }

  static func close(
    _ id: RefundID,
    as state: OutboxItem.State,
    on connection: borrowing Connection
  ) throws {
    guard let item = try Outbox.item(of: id, on: connection) else { return }
    try Outbox.setState(state, of: item.id, on: connection)
  }
}
