import CSQLite
import Glibc
import Synchronization

/// The lock file beside a database, held with `flock` around each write and each checkpoint.
///
/// It keeps two programs from the write-ahead log at the same instant, and it shares the turns
/// among writers far more evenly than SQLite's own waiting. It dies with its holder.
final class WriterLock: Sendable {
  let path: String
  private let database: String
  private let label: String
  private let mode: mode_t
  private let descriptor: Mutex<Int32>
  /// Courtesy was in vain: whoever is queued is stopped, so it is not repeated before this time.
  private let courtesyResumes = Mutex(Duration.zero)

  private static let longestPause = Duration.milliseconds(1)
  private static let longestCourtesy = Duration.milliseconds(50)
  private static let courtesyRest = Duration.milliseconds(200)

  /// Opens or creates the lock file; `mode` are the permissions of a new one.
  init(for database: String, label: String, mode: mode_t) throws(StoreOpenError) {
    self.database = database
    self.label = label
    self.mode = mode
    path = Self.path(for: database)
    descriptor = Mutex(try Self.open(path, mode: mode))
  }

  deinit { descriptor.withLock { _ = close($0) } }

  static func path(for database: String) -> String { database + ".lock" }

  private static func open(_ path: String, mode: mode_t) throws(StoreOpenError) -> Int32 {
    let flags = O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK
    let descriptor = Glibc.open(path, flags, mode)
    guard descriptor >= 0 else { throw .cannotLock(path, reason: systemMessage(errno)) }
    var status = stat()
    fstat(descriptor, &status)
    guard status.st_mode & S_IFMT == S_IFREG else {
      close(descriptor)
      throw .cannotLock(path, reason: "it is not a file")
    }
    // The umask must not take away what the database file grants; only the owner may do this.
    if status.st_size == 0, status.st_mode & 0o777 != mode { fchmod(descriptor, mode) }
    return descriptor
  }

  /// Takes the lock, waiting at most `limit`; gives back how long it waited.
  func acquire(within limit: Duration) throws(SQLiteError) -> Duration {
    let start = MonotonicTime.now
    letOthersGoFirst(until: start + min(limit, Self.longestCourtesy))
    guard !tryAcquire() else { return MonotonicTime.now - start }
    descriptor.withLock { WaitingMark.set(on: $0) }
    defer { descriptor.withLock { WaitingMark.clear(on: $0) } }
    var pause = Duration.microseconds(50)
    repeat {
      let waited = MonotonicTime.now - start
      guard waited < limit else { throw .busy(sentence(afterWaiting: waited)) }
      MonotonicTime.pause(min(pause, limit - waited))
      pause = min(pause * 2, Self.longestPause)
    } while !tryAcquire()
    return MonotonicTime.now - start
  }

  /// Takes the lock if nobody has it or, unless told otherwise, waits for it.
  func acquireAtOnce(evenIfOthersWait isUrgent: Bool) -> Bool {
    guard isUrgent || !isAwaited else { return false }
    return tryAcquire()
  }

  /// Whether somebody else waits for the lock.
  var isAwaited: Bool { descriptor.withLock { WaitingMark.isSetByOthers(on: $0) } }

  func release() {
    descriptor.withLock { descriptor in
      // This write, after the commit, also wakes every ``ChangeWatcher``.
      HolderRecord.write(Self.mark(of: descriptor), to: descriptor)
      flock(descriptor, LOCK_UN)
    }
  }

  private func tryAcquire() -> Bool {
    descriptor.withLock { descriptor in
      guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else { return false }
      var status = stat()
      fstat(descriptor, &status)
      guard status.st_nlink > 0 else {
        reopen(&descriptor)
        return false
      }
      HolderRecord.write("\(getpid()) \(label)", to: descriptor)
      return true
    }
  }

  /// Waits for the turn of somebody else, if somebody waits and the last turn was ours.
  ///
  /// Whoever writes without rest would win nearly every turn against those that look only
  /// now and then, and eight such writers would make the unlucky wait for seconds.
  private func letOthersGoFirst(until deadline: Duration) {
    guard MonotonicTime.now >= courtesyResumes.withLock({ $0 }) else { return }
    while descriptor.withLock({ isTurnOfOthers($0) }) {
      guard MonotonicTime.now < deadline else {
        return courtesyResumes.withLock { $0 = MonotonicTime.now + Self.courtesyRest }
      }
      MonotonicTime.pause(.microseconds(200))
    }
  }

  private func isTurnOfOthers(_ descriptor: Int32) -> Bool {
    WaitingMark.isSetByOthers(on: descriptor)
      && HolderRecord.read(from: descriptor) == Self.mark(of: descriptor)
  }

  /// What is left in the file after our turn.
  private static func mark(of descriptor: Int32) -> String { "free \(getpid())/\(descriptor)" }

  /// Somebody removed the lock file: a lock on it would keep nobody out.
  private func reopen(_ descriptor: inout Int32) {
    // When it cannot be made anew, the old one stays unusable and the wait ends in "busy".
    guard let fresh = try? Self.open(path, mode: mode) else {
      flock(descriptor, LOCK_UN)
      return
    }
    close(descriptor)
    descriptor = fresh
  }

  private func sentence(afterWaiting waited: Duration) -> String {
    let name =
      descriptor.withLock { HolderRecord.holder(in: $0) } ?? LockHolders.flockHolder(of: path)
      ?? "another program"
    let seconds = max(1, (waited.milliseconds + 500) / 1000)
    // Who it is comes first: a status line may have no room for the whole path.
    return "\(name) has been writing \(database) for \(seconds) s; try again."
  }
}
