import Glibc
import Synchronization

/// Set from the signal handler, which may touch nothing else.
private let isInterrupted = Atomic(false)

/// Notices Ctrl-C and SIGTERM instead of dying of them, so that long work can end between two pages.
package struct InterruptSignal: Sendable {
  /// Takes both signals for the rest of the process; a second one ends it at once.
  package init() {
    for number in [SIGINT, SIGTERM] {
      signal(number) { _ in
        if isInterrupted.exchange(true, ordering: .relaxed) { _exit(130) }
      }
    }
  }

  package var happened: Bool { isInterrupted.load(ordering: .relaxed) }
}
