import Commerce
import Console
import Desk
import Dispatch
import Synchronization

/// Everything that carries something out of the house; none waits for another.
struct OutboxLoops: Sendable {
  private let loops: [OutboxLoop]

  init(workplace: Workplace, mailbox: Mailbox) {
    let replies = OutboxWorker(
      store: workplace.store,
      transport: workplace.transport,
      owner: workplace.newID(),
      clock: workplace.now
    )
    let refunds = RefundWorker(
      desk: workplace.desk,
      provider: workplace.paymentProvider,
      owner: workplace.newID()
    )
    let emails = OutboxWorker(
      store: workplace.store,
      mailer: workplace.mailer,
      owner: workplace.newID(),
      clock: workplace.now
    )
    loops = [replies as any OutboxCarrier, emails, refunds].map {
      OutboxLoop(carrier: $0, workplace: workplace, mailbox: mailbox)
    }
  }

  /// Looks when the next thing is due, now and after every change.
  func reschedule() { for loop in loops { loop.reschedule() } }

  /// Takes nothing more out of the outbox; a delivery that is under way goes on.
  func stop() { for loop in loops { loop.stop() } }

  /// Waits for deliveries that are under way.
  func drain(until deadline: DispatchTime, unless isToldToEnd: () -> Bool) {
    for loop in loops { loop.drain(until: deadline, unless: isToldToEnd) }
  }
}

/// Delivers what is due of one kind, and sleeps exactly until the next thing is.
final class OutboxLoop: Sendable {
  private struct State {
    /// Counts wishes to look again; a timer that was overtaken by a newer wish does nothing.
    var wish = 0
    var isStopped = false
    var lastNotice: String?
  }

  private let carrier: any OutboxCarrier
  private let now: @Sendable () -> Instant
  private let mailbox: Mailbox
  private let isReadOnly: Bool
  private let queue = DispatchQueue(label: "orderdeck.outbox", qos: .utility)
  private let state = Mutex(State())

  init(carrier: any OutboxCarrier, workplace: Workplace, mailbox: Mailbox) {
    self.carrier = carrier
    now = workplace.now
    isReadOnly = workplace.desk.settings.isReadOnly
    self.mailbox = mailbox
  }

  /// Looks when the next thing is due, now and after every change.
  func reschedule() {
    guard !isReadOnly else { return }
    let wish = state.withLock { state in
      state.wish += 1
      return state.isStopped ? nil : state.wish
    }
    guard let wish else { return }
    queue.async { self.look(wish) }
  }

  /// Takes nothing more out of the outbox; a delivery that is under way goes on.
  func stop() {
    state.withLock { $0.isStopped = true }
  }

  /// Waits for a delivery that is under way.
  func drain(until deadline: DispatchTime, unless isToldToEnd: () -> Bool) {
    queue.drain(until: deadline, unless: isToldToEnd)
  }

  private var isStopped: Bool { state.withLock { $0.isStopped } }

  private func isCurrent(_ wish: Int) -> Bool {
    state.withLock { $0.wish == wish && !$0.isStopped }
  }

  private func look(_ wish: Int) {
    guard isCurrent(wish) else { return }
    do {
      guard let due = try carrier.nextDue() else { return }
      let wait = due.milliseconds - now().milliseconds
      guard wait <= 0 else {
        queue.asyncAfter(deadline: .now() + .milliseconds(Int(min(wait, 3_600_000)))) {
          self.look(wish)
        }
        return
      }
      report(try carrier.deliverDue(shouldStop: { self.isStopped }))
      queue.async { self.look(wish) }
    } catch {
      tellOnce("the outbox waits: \(FailureText.sentence(for: error))")
      queue.asyncAfter(deadline: .now() + .seconds(5)) { self.look(wish) }
    }
  }

  private func report(_ delivery: DeliveryReport) {
    if delivery.sent + delivery.failed + delivery.parked > 0 { mailbox.post(.storeChanged) }
    if delivery.kept > 0, let notice = carrier.keepsInOutbox { tellOnce(notice) }
  }

  /// The same trouble is told once, not at each try.
  private func tellOnce(_ sentence: String) {
    let isNew = state.withLock { state in
      defer { state.lastNotice = sentence }
      return state.lastNotice != sentence
    }
    if isNew { mailbox.post(.notice(sentence, isError: false)) }
  }
}
