import CSQLite

/// What a connection is in the middle of.
final class TransactionState {
  enum Mode {
    /// Statements commit by themselves: set-up, and pragmas outside a transaction.
    case free
    case reading
    case writing
  }

  var mode = Mode.free
  var savepointDepth = 0
  /// The error with which SQLite ended the transaction by itself (full disk, I/O error).
  ///
  /// Statements run after it would each commit alone, so they are refused with the same error.
  var lostTo: SQLiteError?
  /// Set after an I/O error: pages may differ from the disk, so the connection is made anew.
  var isSuspect = false
  /// Frames in the write-ahead log after the newest commit, as told by SQLite's hook.
  var logFrames = 0
  var checkpointedFrames = 0
  let interruption: Interruption

  init(interruption: Interruption) {
    self.interruption = interruption
  }

  func begin(_ mode: Mode) {
    self.mode = mode
    lostTo = nil
    savepointDepth = 0
  }

  func end() {
    mode = .free
    lostTo = nil
    savepointDepth = 0
  }
}
