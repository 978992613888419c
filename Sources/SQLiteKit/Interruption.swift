import CSQLite
import Synchronization

/// The way by which another thread ends the read that a connection is in.
///
/// `sqlite3_interrupt` alone would lose a request that comes just before a statement's first step:
/// SQLite forgets it when a statement begins and none runs
/// (https://www.sqlite.org/c3ref/interrupt.html). So the running statement asks by itself as well.
final class Interruption: Sendable {
  /// How many instructions of SQLite's machine a statement runs before it asks again.
  private static let instructionsBetweenLooks: Int32 = 1_000

  /// The address of the reading connection; nil between reads.
  ///
  /// An address, because a pointer may not cross threads. It is cleared, under the same lock that
  /// ``request()`` takes, before the connection can be closed.
  private let reader = Mutex<UInt?>(nil)
  private let isRequested = Atomic(false)

  var wasRequested: Bool { isRequested.load(ordering: .relaxed) }

  func readBegins(on handle: OpaquePointer) {
    isRequested.store(false, ordering: .relaxed)
    let context = Unmanaged.passUnretained(self).toOpaque()
    sqlite3_progress_handler(
      handle,
      Self.instructionsBetweenLooks,
      { context in
        guard let context else { return 0 }
        return Unmanaged<Interruption>.fromOpaque(context).takeUnretainedValue().wasRequested
          ? 1 : 0
      },
      context
    )
    reader.withLock { $0 = UInt(bitPattern: handle) }
  }

  func readEnds(on handle: OpaquePointer) {
    reader.withLock { $0 = nil }
    sqlite3_progress_handler(handle, 0, nil, nil)
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
