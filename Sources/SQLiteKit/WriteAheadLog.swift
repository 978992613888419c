import CSQLite
import Glibc

/// When the write-ahead log is copied back into the database file.
///
/// SQLite 3.7.0 to 3.51.2 can damage a database when two connections write or checkpoint in the
/// same instant, so every checkpoint runs under the ``WriterLock``, never by SQLite's own will.
enum WriteAheadLog {
  /// After this many new frames a commit is followed by a checkpoint that waits for nobody.
  static let passiveFrames = 1000
  /// From this size on a checkpoint also tries to empty the file.
  static let truncatingSize = 16 << 20
  /// No write begins on a longer log, unless it can be emptied first.
  static let refusedSize = 64 << 20

  static func path(of database: String) -> String { database + "-wal" }

  /// The size of the file in bytes, 0 when there is none; it is never opened.
  static func size(of database: String) -> Int {
    var status = stat()
    guard lstat(path(of: database), &status) == 0 else { return 0 }
    return Int(status.st_size)
  }
}

extension Connection {
  enum CheckpointMode {
    case passive
    case truncate

    fileprivate var code: Int32 {
      switch self {
      case .passive: SQLITE_CHECKPOINT_PASSIVE
      case .truncate: SQLITE_CHECKPOINT_TRUNCATE
      }
    }
  }

  /// Copies the log back; the caller holds the writer lock.
  func checkpoint(_ mode: CheckpointMode) throws(SQLiteError) {
    let code = sqlite3_wal_checkpoint_v2(handle, "main", mode.code, nil, nil)
    guard code == SQLITE_OK else { throw noting(SQLiteError(code, on: handle, sql: nil)) }
  }

  /// Whether so much was committed since the last checkpoint that one should follow.
  var isCheckpointDue: Bool {
    if state.logFrames < state.checkpointedFrames { state.checkpointedFrames = 0 }
    return state.logFrames - state.checkpointedFrames >= WriteAheadLog.passiveFrames
  }

  /// The caller holds the writer lock; it never fails, as the commit stands.
  func checkpointAfterCommit(walSize: Int, busyTimeout: Duration) {
    state.checkpointedFrames = state.logFrames
    waitWhenBusy(for: .zero)
    defer { waitWhenBusy(for: busyTimeout) }
    do {
      try checkpoint(walSize > WriteAheadLog.truncatingSize ? .truncate : .passive)
    } catch {
      // Busy: a reader holds an older snapshot. Full or broken disk: the commit is safe in the
      // log, and the next write reports the disk. Either way a later commit tries again.
    }
  }
}
