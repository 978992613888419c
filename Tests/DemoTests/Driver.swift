import Commerce
import Demo
import Store

/// Lets made-up customers live by a clock of the test, from one due moment to the next.
struct Driver {
  struct Change {
    var at: Instant
    var order: OrderID
    var presence: DemoPresence
  }

  let transport: DemoTransport
  private var shop: LiveShop
  private var now: Instant
  private(set) var steps = 0
  private(set) var presences: [Change] = []

  /// A quiet shop does nothing by itself and only answers.
  init(
    _ store: Store,
    seed: UInt64,
    from now: Instant,
    transport: DemoTransport = DemoTransport(seed: 1, refusesOneIn: 0),
    isQuiet: Bool = false
  ) throws {
    shop = try LiveShop(storePath: store.path, transport: transport, seed: seed)
    self.transport = transport
    self.now = now
    if !isQuiet { shop.begin(at: now) }
  }

  /// Gives back what went wrong.
  mutating func run(for milliseconds: Int64) -> [String] {
    let end = now.advanced(byMilliseconds: milliseconds)
    var problems: [String] = []
    while true {
      let step = shop.step(at: now)
      steps += 1
      problems += step.problems
      presences += step.presences.map { Change(at: now, order: $0.order, presence: $0.presence) }
      guard let next = step.next, next <= end else { break }
      now = max(next, now)
    }
    now = end
    return problems
  }
}
