package import Commerce
import JSON
import SQLiteKit
package import Store

/// Sends what of one kind waits in the outbox and is due, each item under its own key and at least
/// once.
///
/// A thread of the console runs it, or the command line once; any number may run at the same time
/// on one store. An item is taken with a lease in one short transaction, delivered outside of any,
/// and marked in another; whoever dies in between leaves a lease that runs out.
package struct OutboxWorker: OutboxCarrier {
  private let store: Store
  private let delivery: any OutboxDelivery
  /// What no other worker on this store is called.
  private let owner: String
  private let clock: @Sendable () -> Instant
  private let policy: DeliveryPolicy

  /// Delivers replies.
  package init(
    store: Store,
    transport: any Transport,
    owner: String,
    clock: @escaping @Sendable () -> Instant,
    policy: DeliveryPolicy = DeliveryPolicy()
  ) {
    let delivery = ReplyDelivery(transport: transport)
    self.init(store: store, delivery: delivery, owner: owner, clock: clock, policy: policy)
  }

  /// Sends e-mails.
  package init(
    store: Store,
    mailer: any Mailer,
    owner: String,
    clock: @escaping @Sendable () -> Instant,
    policy: DeliveryPolicy = DeliveryPolicy()
  ) {
    let delivery = EmailDelivery(mailer: mailer)
    self.init(store: store, delivery: delivery, owner: owner, clock: clock, policy: policy)
  }

  private init(
    store: Store,
    delivery: any OutboxDelivery,
    owner: String,
    clock: @escaping @Sendable () -> Instant,
    policy: DeliveryPolicy
  ) {
    self.store = store
    self.delivery = delivery
    self.owner = owner
    self.clock = clock
    self.policy = policy
  }

  package var keepsInOutbox: String? { delivery.keepsInOutbox }

  package func keptCount() throws -> Int {
    guard let notice = delivery.keepsInOutbox else { return 0 }
    return try store.database.read { try Outbox.keptCount(delivery.kind, because: notice, on: $0) }
  }

  /// Delivers until nothing is due any more, or `limit` tries have been made.
  ///
  /// `shouldStop` is asked before each try: while slow ones fail, others fall due again without end.
  /// Throws `SQLiteError` when the store cannot be written; nothing is lost by that.
  package func deliverDue(
    limit: Int,
    shouldStop: () -> Bool
  ) throws -> DeliveryReport {
    var report = DeliveryReport()
    if let notice = delivery.keepsInOutbox {
      report.kept = try store.database.write {
        try Outbox.keep(delivery.kind, because: notice, at: clock(), on: $0)
      }
      return report
    }
    for _ in 0..<limit {
      guard !shouldStop(), let item = try take() else { return report }
      try deliver(item, &report)
    }
    return report
  }

  /// When `deliverDue` has something to do next; nil when nothing waits.
  package func nextDue() throws -> Instant? {
    try store.database.read { connection in
      guard let notice = delivery.keepsInOutbox else {
        return try Outbox.nextDue(delivery.kind, on: connection)
      }
      return try Outbox.nextDue(delivery.kind, without: notice, on: connection)
    }
  }

  // MARK: One item

  private func take() throws -> OutboxItem? {
    let now = clock()
    // Most of the time nothing is due, and looking takes no lock.
    guard let due = try nextDue(), due <= now else { return nil }
    let lease = OutboxLease(
      owner: owner,
      until: now.advanced(byMilliseconds: policy.leaseMilliseconds)
    )
    return try store.database.write {
      try Outbox.take(delivery.kind, at: now, lease: lease, on: $0)
    }
  }

  private func deliver(_ item: OutboxItem, _ report: inout DeliveryReport) throws {
    switch outcome(of: item) {
    case .success:
      if try finish(item, as: .sent, error: nil) { report.sent += 1 }
    case .failure(let failure) where failure.isPermanent || item.attempts >= policy.mostAttempts:
      if try finish(item, as: .parked, error: failure.sentence) { report.parked += 1 }
    case .failure(let failure):
      if try finish(item, as: .waiting, error: failure.sentence) { report.failed += 1 }
    }
  }

  private func outcome(of item: OutboxItem) -> Result<Void, TransportFailure> {
    guard item.attempts <= policy.mostAttempts else {
      return .failure(TransportFailure("sending it was broken off \(policy.mostAttempts) times"))
    }
    do {
      try delivery.deliver(item)
      return .success(())
    } catch {
      return .failure(error)
    }
  }

  /// False when the lease was lost meanwhile: whoever has it now decides.
  private func finish(
    _ item: OutboxItem,
    as state: OutboxItem.State,
    error: String?
  ) throws -> Bool {
    let now = clock()
    let pause = policy.pauseMilliseconds(afterAttempt: item.attempts)
    let dueAt = state == .waiting ? now.advanced(byMilliseconds: pause) : item.dueAt
    return try store.database.write { connection in
      guard try Outbox.isHeld(item.id, by: owner, on: connection) else { return false }
      try Outbox.release(item.id, as: state, dueAt: dueAt, lastError: error, on: connection)
      try delivery.tell(item, state, error, at: now, on: connection)
      return true
    }
  }
}

/// How often and how patiently is tried.
package struct DeliveryPolicy: Equatable, Sendable {
  /// After that many failures the item is parked, to be seen by a person.
  package var mostAttempts: Int
  package var firstPauseMilliseconds: Int64
  package var longestPauseMilliseconds: Int64
  /// Longer than any delivery takes.
  package var leaseMilliseconds: Int64

  package init(
    mostAttempts: Int = 8,
    firstPauseMilliseconds: Int64 = 5_000,
    longestPauseMilliseconds: Int64 = 15 * 60_000,
    leaseMilliseconds: Int64 = 120_000
  ) {
    self.mostAttempts = mostAttempts
    self.firstPauseMilliseconds = firstPauseMilliseconds
    self.longestPauseMilliseconds = longestPauseMilliseconds
    self.leaseMilliseconds = leaseMilliseconds
  }

  /// Twice as long after each failure.
  package func pauseMilliseconds(afterAttempt attempt: Int) -> Int64 {
    let doublings = min(max(attempt - 1, 0), 30)
    let pause = firstPauseMilliseconds.multipliedReportingOverflow(by: 1 << doublings)
    return pause.overflow
      ? longestPauseMilliseconds : min(pause.partialValue, longestPauseMilliseconds)
  }
}

/// What one run of the worker came to.
package struct DeliveryReport: Equatable, Sendable {
  package var sent = 0
  /// To be tried again.
  package var failed = 0
  package var parked = 0
  /// Left in the outbox with a notice, for want of a transport.
  package var kept = 0

  package init() {}

  package mutating func add(_ other: DeliveryReport) {
    sent += other.sent
    failed += other.failed
    parked += other.parked
    kept += other.kept
  }
}
