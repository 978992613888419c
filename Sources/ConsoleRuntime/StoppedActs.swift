import Console
import Synchronization

/// The acts of many turns that are to end after the turn that runs.
final class StoppedActs: Sendable {
  private struct State {
    var requests: Set<RequestID> = []
    var isAll = false
  }

  private let state = Mutex(State())

  func insert(_ request: RequestID) {
    state.withLock { _ = $0.requests.insert(request) }
  }

  /// The console ends, so whatever is under way ends too.
  func insertAll() {
    state.withLock { $0.isAll = true }
  }

  func contains(_ request: RequestID) -> Bool {
    state.withLock { $0.isAll || $0.requests.contains(request) }
  }
}
