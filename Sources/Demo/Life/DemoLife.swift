package import Commerce
import Dispatch
import Host
import Synchronization

/// The made-up customers, at work while a console is open.
///
/// They have a queue and a connection of their own and write as another program would. Between two
/// deeds nothing runs. What they cannot do because the store is busy they try again later.
package final class DemoLife: Sendable {
  private let shop: Mutex<LiveShop>
  private let transport: DemoTransport
  private let presence: @Sendable (OrderID, DemoPresence) -> Void
  private let queue = DispatchQueue(label: "orderdeck.demo")
  private let isStopped = Atomic(false)
  /// Counts the alarms, so that only the newest wakes anybody.
  private let alarm = Atomic(0)
  private let clock = Clock()

  /// Begins at once.
  ///
  /// `presence` is called on the queue of the customers and must not call ``stop()``.
  ///
  /// Throws `StoreOpenError` when there is no store at `storePath`.
  package init(
    storePath: String,
    transport: DemoTransport,
    pace: DemoPace = DemoPace(),
    seed: UInt64,
    presence: @escaping @Sendable (OrderID, DemoPresence) -> Void
  ) throws {
    var shop = try LiveShop(
      storePath: storePath,
      transport: transport,
      pace: pace,
      seed: seed
    )
    shop.begin(at: clock.now())
    self.shop = Mutex(shop)
    self.transport = transport
    self.presence = presence
    transport.onArrival { [weak self] in self?.wake() }
    wake()
  }

  deinit { transport.onArrival(nil) }

  /// Ends the made-up customers, and waits for the deed that is being done.
  package func stop() {
    isStopped.store(true, ordering: .sequentiallyConsistent)
    transport.onArrival(nil)
    queue.sync {}
  }

  private func wake() {
    queue.async { [weak self] in self?.step() }
  }

  private func step() {
    guard !isStopped.load(ordering: .sequentiallyConsistent) else { return }
    let now = clock.now()
    let step = shop.withLock { $0.step(at: now) }
    for change in step.presences { presence(change.order, change.presence) }
    guard let next = step.next else { return }
    sleep(untilMilliseconds: max(1, next.milliseconds(since: now)))
  }

  private func sleep(untilMilliseconds wait: Int64) {
    let number = alarm.add(1, ordering: .sequentiallyConsistent).newValue
    queue.asyncAfter(deadline: .now() + .milliseconds(Int(min(wait, 60_000)))) { [weak self] in
      guard let self, alarm.load(ordering: .sequentiallyConsistent) == number else { return }
      step()
    }
  }
}
