package import Commerce
import SQLiteKit

/// The made-up customers as a list of what they are about to do; time comes from outside.
package struct LiveShop: Sendable {
  /// What came of one step.
  package struct Step: Sendable {
    package var presences: [(order: OrderID, presence: DemoPresence)] = []
    /// When there is something to do again.
    package var next: Instant?
    /// Why something could not be done, for whoever looks for it.
    package var problems: [String] = []
  }

  let outside: OutsideProgram
  let transport: DemoTransport
  let pace: DemoPace
  let library = ScriptLibrary()
  let people: DemoPeople
  var random: DemoRandom
  private(set) var agenda: [Deed] = []

  /// After the store was busy.
  static let retryMilliseconds: Int64 = 700

  /// Throws `StoreOpenError` when there is no store at `storePath`.
  package init(
    storePath: String,
    transport: DemoTransport,
    pace: DemoPace = DemoPace(),
    seed: UInt64
  ) throws {
    outside = try OutsideProgram(storePath: storePath)
    self.transport = transport
    self.pace = pace
    random = DemoRandom(seed: seed)
    people = .usual
  }

  /// The moment is a part of the chance, so that no later run repeats an id.
  package mutating func begin(at now: Instant) {
    random = DemoRandom(seed: random.next() ^ UInt64(bitPattern: now.milliseconds))
    // Whoever opens the demo shall see a customer type and a new order come before long.
    let first = now.advanced(byMilliseconds: random.milliseconds(pace.firstMilliseconds))
    plan(.happen(.question), at: first)
    plan(.happen(.checkout), at: first)
    planAnything(after: first)
  }

  mutating func plan(_ kind: Deed.Kind, at moment: Instant) {
    let place = agenda.firstIndex { $0.at > moment } ?? agenda.endIndex
    agenda.insert(Deed(at: moment, kind: kind), at: place)
  }

  /// A customer who is interrupted begins anew.
  mutating func forgetPlans(for order: OrderID) {
    agenda.removeAll { $0.concerns(order) }
  }

  /// Does all that is due, each deed in a transaction of its own.
  package mutating func step(at now: Instant) -> Step {
    var step = Step()
    for reply in transport.collect() { receive(reply, at: now) }
    while let deed = agenda.first, deed.at <= now {
      agenda.removeFirst()
      attempt(deed.kind, at: now, &step)
    }
    step.next = agenda.first?.at
    return step
  }

  /// A busy store is asked again later; what else fails is left undone, as a made-up customer's
  /// failure must never disturb the console.
  private mutating func attempt(_ kind: Deed.Kind, at now: Instant, _ step: inout Step) {
    do {
      try perform(kind, at: now, &step)
    } catch let error as SQLiteError where error.isBusy {
      return plan(kind, at: now.advanced(byMilliseconds: Self.retryMilliseconds))
    } catch {
      step.problems.append("\(error)")
    }
    if case .happenAnything = kind { planAnything(after: now) }
  }

  private mutating func planAnything(after moment: Instant) {
    let pause = random.milliseconds(pace.betweenMilliseconds)
    plan(.happenAnything, at: moment.advanced(byMilliseconds: pause))
  }

  private mutating func perform(_ kind: Deed.Kind, at now: Instant, _ step: inout Step) throws {
    switch kind {
    case .happen(let happening): try happen(happening, at: now)
    case .happenAnything:
      try happen(random.pick(Happening.chances, else: .question), at: now)
    case .presence(let order, let presence): step.presences.append((order, presence))
    case .write(let message): try outside.write(message, at: now)
    case .open(let session): try outside.open(session, at: now)
    case .checkOut(let checkout): try outside.checkOut(checkout, at: now)
    case .pay(let order, let intent, let words):
      try outside.pay(order, intentID: intent, confirmation: words, at: now)
    case .deliver(let order, let words): try outside.deliver(order, notice: words, at: now)
    case .report(let message, let status): try outside.report(status, of: message)
    case .answer(let reply): try answer(reply, at: now)
    }
  }
}
