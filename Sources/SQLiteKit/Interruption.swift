import CSQLite
import Synchronization

/// The way by which another thread ends the read that a connection is in.
final class Interruption: Sendable {
  /// The address of the reading connection; nil between reads.
  ///
  /// An address, because a pointer may not cross threads. It is cleared, under the same lock that
  /// ``request()`` takes, before the connection can be closed.
  private let reader = Mutex<UInt?>(nil)
  private let isRequested = Atomic(false)

  var wasRequested: Bool { isRequested.load(ordering: .relaxed) }

  func readBegins(on handle: OpaquePointer) {
    isRequested.store(false, ordering: .relaxed)
    reader.withLock { $0 = UInt(bitPattern: handle) }
  }

  func readEnds() {
    reader.withLock { $0 = nil }
  }

  /// Ends the running read, if any; a write is never touched.
  func request() {
    reader.withLock { address in
      guard let address, let handle = OpaquePointer(bitPattern: address) else { return }
      isRequested.store(true, ordering: .relaxed)
      sqlite3_interrupt(handle)
    }
  }
}
