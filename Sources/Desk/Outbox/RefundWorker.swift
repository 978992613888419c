package import Commerce
import JSON
import SQLiteKit
import Store

/// Sends approved refunds to the payment provider, each under its own key.
///
/// A refund is stored as sent before the first byte leaves. Whoever dies in between leaves one that
/// is without an answer: it keeps its key and its reservation, is tried again with the same key for
/// less than a day, and is then settled by a person.
package struct RefundWorker: OutboxCarrier {
  /// Providers forget a key after a day; an hour less, for clocks that disagree.
  package static let longestRetry: Int64 = 23 * 3_600_000
  /// By how much clocks may disagree.
  static let clockSlack: Int64 = 3_600_000

  private let desk: Desk
  private let provider: any PaymentProvider
  /// What no other worker on this store is called.
  private let owner: String
  private let policy: DeliveryPolicy

  package init(
    desk: Desk,
    provider: any PaymentProvider,
    owner: String,
    policy: DeliveryPolicy = DeliveryPolicy()
  ) {
    self.desk = desk
    self.provider = provider
    self.owner = owner
    self.policy = policy
  }

  package var keepsInOutbox: String? { provider.keepsInOutbox }

  package func keptCount() throws -> Int {
    guard let notice = provider.keepsInOutbox else { return 0 }
    return try desk.store.database.read { try Outbox.keptCount(.refund, because: notice, on: $0) }
  }

  package func deliverDue(limit: Int, shouldStop: () -> Bool) throws -> DeliveryReport {
    var report = DeliveryReport()
    if let notice = provider.keepsInOutbox {
      report.kept = try desk.store.database.write {
        try Outbox.keep(.refund, because: notice, at: desk.clock(), on: $0)
      }
      return report
    }
    for _ in 0..<limit {
      guard !shouldStop(), let taken = try take() else { return report }
      switch taken {
      case .passed: report.parked += 1
      case .toSend(let item, let refund): try settle(item, provider.pay(refund), &report)
      }
    }
    return report
  }

  package func nextDue() throws -> Instant? {
    try desk.store.database.read { connection in
      guard let notice = provider.keepsInOutbox else {
        return try Outbox.nextDue(.refund, on: connection)
      }
      return try Outbox.nextDue(.refund, without: notice, on: connection)
    }
  }

  // MARK: Before it is sent

  private enum Taken: Sendable {
    case toSend(OutboxItem, OutboundRefund)
    /// It will not be sent, and says why.
    case passed
  }

  private func take() throws -> Taken? {
    let now = desk.clock()
    // Most of the time nothing is due, and looking takes no lock.
    guard let due = try nextDue(), due <= now else { return nil }
    let lease = OutboxLease(
      owner: owner,
      until: now.advanced(byMilliseconds: policy.leaseMilliseconds)
    )
    return try desk.store.database.write { connection in
      guard let item = try Outbox.take(.refund, at: now, lease: lease, on: connection) else {
        return nil
      }
      let log = RefundLog(desk: desk, now: now)
      guard let id = item.refundID, let refund = try RefundTable.refund(id, on: connection) else {
        try log.close(item, as: .cancelled, error: nil, on: connection)
        return .passed
      }
      return try prepare(item, refund, log, on: connection)
    }
  }

  private func prepare(
    _ item: OutboxItem,
    _ refund: Refund,
    _ log: RefundLog,
    on connection: borrowing Connection
  ) throws -> Taken {
    switch refund.state {
    case .approved:
      let ledger = try OrderMoney.ledger(of: refund.orderID, on: connection)
      let noRoom = ledger?.lackOfRoom(in: refund.amount.currency).map {
        "\($0); cancel it, or retry it once there is room"
      }
      if let rule = ledger?.lackOfOneCurrency ?? noRoom {
        try log.park(item, refund, "not sent: \(rule)", on: connection)
        return .passed
      }
      try RefundTable.markSent(refund.id, at: log.now, on: connection)
      try log.write(refund, from: .approved, to: .pending, on: connection)
    case .pending:
      let words = "whoever sent it did not come back with an answer"
      let step = RefundStep(.unknown, failure: words)
      try log.take(refund, to: step, on: connection)
      guard log.mayRetry(refund) else { return try giveUp(item, refund, log, on: connection) }
    case .unknown:
      guard log.mayRetry(refund) else { return try giveUp(item, refund, log, on: connection) }
    case .requested, .cancelled, .succeeded, .failed, .canceledByProvider:
      try log.close(item, as: .cancelled, error: nil, on: connection)
      return .passed
    }
    let outbound = OutboundRefund(
      key: refund.id.rawValue,
      attempt: item.attempts,
      orderID: refund.orderID,
      orderNumber: refund.orderNumber,
      amount: refund.amount,
      reason: refund.reason,
      payment: try OrderMoney.paymentNames(of: refund.orderID, on: connection)
    )
    return .toSend(item, outbound)
  }

  private func giveUp(
    _ item: OutboxItem,
    _ refund: Refund,
    _ log: RefundLog,
    on connection: borrowing Connection
  ) throws -> Taken {
    let words = "no answer for 23 hours: look it up at the provider, then settle it by hand"
    try log.park(item, refund, words, on: connection)
    return .passed
  }

  // MARK: After it was sent

  private func settle(
    _ item: OutboxItem,
    _ answer: RefundAnswer,
    _ report: inout DeliveryReport
  ) throws {
    let log = RefundLog(desk: desk, now: desk.clock())
    let isMine = try desk.store.database.write { connection in
      // When the lease was lost meanwhile, whoever has it now decides.
      guard try Outbox.isHeld(item.id, by: owner, on: connection), let id = item.refundID,
        let refund = try RefundTable.refund(id, on: connection)
      else { return false }
      try settle(item, refund, answer, log, on: connection)
      return true
    }
    guard isMine else { return }
    switch answer {
    case .succeeded: report.sent += 1
    case .refused: report.parked += 1
    case .unknown: report.failed += 1
    }
  }

  private func settle(
    _ item: OutboxItem,
    _ refund: Refund,
    _ answer: RefundAnswer,
    _ log: RefundLog,
    on connection: borrowing Connection
  ) throws {
    switch answer {
    case .succeeded(let reference):
      let step = RefundStep(.succeeded, providerReference: reference)
      try log.take(refund, to: step, on: connection)
      try log.close(item, as: .sent, error: nil, on: connection)
    case .refused(let words):
      try log.take(refund, to: RefundStep(.failed, failure: words), on: connection)
      try log.close(item, as: .refused, error: words, on: connection)
    case .unknown(let words):
      if refund.state == .unknown {
        try RefundTable.note(failure: words, of: refund.id, on: connection)
      } else {
        try log.take(refund, to: RefundStep(.unknown, failure: words), on: connection)
      }
      let pause = policy.pauseMilliseconds(afterAttempt: item.attempts)
      try Outbox.release(
        item.id,
        as: .waiting,
        dueAt: log.now.advanced(byMilliseconds: pause),
        lastError: words,
        on: connection
      )
    }
  }
}

/// What the worker writes about a refund: its row, its line on the timeline, its audit record.
private struct RefundLog {
  let scope: ActScope

  var now: Instant { scope.now }

  init(desk: Desk, now: Instant) {
    var scope = desk.scope(actID: desk.newID(), now: now)
    scope.actor = Staff(id: StaffID("outbox"), name: "outbox", role: .agent)
    scope.via = "outbox"
    self.scope = scope
  }

  func mayRetry(_ refund: Refund) -> Bool {
    guard let sentAt = refund.sentAt else { return false }
    let age = now.milliseconds - sentAt.milliseconds
    // With the clock set back by more than that, how long ago it was is not known.
    return age > -RefundWorker.clockSlack && age < RefundWorker.longestRetry
  }

  func take(
    _ refund: Refund,
    to step: RefundStep,
    on connection: borrowing Connection
  ) throws {
    try RefundTable.take(refund.id, to: step, at: now, on: connection)
    try write(refund, from: refund.state, to: step.state, reason: step.failure, on: connection)
  }

  func write(
    _ refund: Refund,
    from: RefundState,
    to: RefundState,
    reason: String? = nil,
    on connection: borrowing Connection
  ) throws {
    let facts = RefundFacts(
      order: try scope.facts(of: refund.orderID, on: connection),
      refund: refund
    )
    let event = NewEvent(
      id: scope.newID(),
      orderID: refund.orderID,
      kind: .refund,
      from: from.rawValue,
      to: to.rawValue,
      reason: reason,
      detail: RefundEvent.detail(of: refund.id, refund.amount)
    )
    // No person's act wrote it.
    let author = EventAuthor(actor: scope.actor.name, via: scope.via, at: now, actID: nil)
    try OrderChanges.append(event, by: author, on: connection)
    try OrderChanges.touch(refund.orderID, at: now, on: connection)
    let entry = AuditEntry(
      action: "refund_\(to.rawValue)",
      subject: refund.orderID.rawValue,
      detail: JSONValue.object(facts.detail(from: from, to: to)).text()
    )
    try AuditTrail.append(entry, by: scope, on: connection)
  }

  func close(
    _ item: OutboxItem,
    as state: OutboxItem.State,
    error: String?,
    on connection: borrowing Connection
  ) throws {
    try Outbox.release(item.id, as: state, dueAt: item.dueAt, lastError: error, on: connection)
  }

  func park(
    _ item: OutboxItem,
    _ refund: Refund,
    _ words: String,
    on connection: borrowing Connection
  ) throws {
    try close(item, as: .parked, error: words, on: connection)
    try RefundTable.note(failure: words, of: refund.id, on: connection)
  }
}
