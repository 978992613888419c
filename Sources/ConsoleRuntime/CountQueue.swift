package import Console
import Synchronization

/// The counts that were asked for: of each kind only the newest is wanted.
///
/// A shop that changes all the time is counted again and again; without this, counts of rows that
/// nobody sees any more would hold up whatever is read behind them.
package final class CountQueue: Sendable {
  package enum Kind: Sendable {
    case orders, position
  }

  private struct State {
    var newest: [Kind: RequestID] = [:]
    var isRunning = false
  }

  private let state = Mutex(State())

  package init() {}

  /// Makes older counts of the kind worthless.
  ///
  /// New orders to count end the count that runs, but no other long read: a search has an answer
  /// that somebody waits for.
  package func ask(_ kind: Kind, _ request: RequestID, interrupt: () -> Void) {
    // Under the lock, so that what runs cannot become something else meanwhile.
    state.withLock { state in
      state.newest[kind] = request
      if kind == .orders, state.isRunning { interrupt() }
    }
  }

  /// Does the work of a request, one at a time; nil when a newer one was asked for meanwhile.
  package func run<Answer>(
    _ kind: Kind,
    _ request: RequestID,
    _ work: () throws -> Answer
  ) rethrows -> Answer? {
    let isWanted = state.withLock { state in
      state.isRunning = state.newest[kind] == request
      return state.isRunning
    }
    guard isWanted else { return nil }
    defer { state.withLock { $0.isRunning = false } }
    return try work()
  }
}
