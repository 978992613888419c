package import Desk
import Synchronization

/// Takes replies for the made-up customers, who answer while a ``DemoLife`` runs.
///
/// About one reply in 25 is refused once, so that a failure and its retry can be seen.
package final class DemoTransport: Transport {
  private struct State {
    var posted: [OutboundMessage] = []
    var taken: Set<String> = []
    var refused: Set<String> = []
    var random: DemoRandom
    var onArrival: (@Sendable () -> Void)?
  }

  private let state: Mutex<State>
  private let refusesOneIn: Int

  /// `refusesOneIn` 0 refuses none, 1 each once.
  package init(seed: UInt64, refusesOneIn: Int = 25) {
    state = Mutex(State(random: DemoRandom(seed: seed)))
    self.refusesOneIn = refusesOneIn
  }

  package func deliver(_ message: OutboundMessage) throws(TransportFailure) {
    let (isAccepted, onArrival) = state.withLock { state in
      (accept(message, &state), state.onArrival)
    }
    guard isAccepted else {
      throw TransportFailure(
        "the made-up network was down for a moment; retry sends it",
        isPermanent: true
      )
    }
    onArrival?()
  }

  /// One key is taken once, and refused at most once.
  private func accept(_ message: OutboundMessage, _ state: inout State) -> Bool {
    guard !state.taken.contains(message.key) else { return true }
    if refusesOneIn > 0, !state.refused.contains(message.key),
      state.random.number(1...refusesOneIn) == 1
    {
      state.refused.insert(message.key)
      return false
    }
    state.taken.insert(message.key)
    state.posted.append(message)
    return true
  }

  /// Gives out what has come since the last time.
  func collect() -> [OutboundMessage] {
    state.withLock { state in
      defer { state.posted = [] }
      return state.posted
    }
  }

  /// Calls when a reply has come; nil ends that.
  func onArrival(_ body: (@Sendable () -> Void)?) {
    state.withLock { $0.onArrival = body }
  }
}
