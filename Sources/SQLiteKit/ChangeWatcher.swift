import Glibc
import Synchronization

/// Tells when another connection or process has committed to a database file.
///
/// It sleeps in the kernel until the log or the lock file is written, then compares SQLite's
/// `data_version`. Where the system reports nothing, it looks four times a second.
package final class ChangeWatcher: Sendable {
  private let loop: WatchLoop
  private let thread: Mutex<pthread_t?>

  /// Starts a thread that calls `onChange` after each commit, several commits in one call.
  ///
  /// Commits made through `own` are passed over. `onChange` runs on the watcher's thread and
  /// should only post a message. Throws ``StoreOpenError`` when the file cannot be read.
  package init(
    watching path: String,
    ignoring own: Database? = nil,
    onChange: @escaping @Sendable () -> Void
  ) throws {
    loop = try WatchLoop(path: path, own: own, onChange: onChange)
    thread = Mutex(try Self.start(loop))
  }

  deinit { stop() }

  /// Whether the system reports writes; if not, there is polling.
  package var isEventDriven: Bool { loop.isEventDriven }

  /// Ends the thread and waits for it; after this `onChange` is not called any more.
  ///
  /// Do not call it while holding what `onChange` waits for.
  package func stop() {
    guard let thread = thread.withLock({ $0.take() }) else { return }
    loop.requestStop()
    if pthread_equal(thread, pthread_self()) != 0 {
      pthread_detach(thread)
    } else {
      pthread_join(thread, nil)
    }
  }

  private static func start(_ loop: WatchLoop) throws -> pthread_t {
    // Signals belong to the main thread: window sizes and Ctrl-C must not wake this one.
    var all = sigset_t()
    var before = sigset_t()
    sigfillset(&all)
    pthread_sigmask(SIG_SETMASK, &all, &before)
    defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
    var thread = pthread_t()
    let context = Unmanaged.passRetained(loop)
    let code = pthread_create(
      &thread,
      nil,
      { context in
        guard let context else { return nil }
        Unmanaged<WatchLoop>.fromOpaque(context).takeRetainedValue().run()
        return nil
      },
      context.toOpaque()
    )
    guard code == 0 else {
      context.release()
      throw SQLiteError.misuse("no thread for the watcher: \(systemMessage(code))", nil)
    }
    return thread
  }
}
