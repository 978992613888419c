import Synchronization

extension Database {
  /// The size of the write-ahead log in bytes.
  package var walSize: Int { lock == nil ? 0 : WriteAheadLog.size(of: path) }

  /// Copies the whole log into the database file and empties it.
  ///
  /// Throws `isBusy`, naming them, while other programs read an older snapshot.
  package func checkpoint() throws {
    guard lock != nil else { return }
    try withConnection { connection in
      try underLock(connection) { try emptyLog(connection) }
    }
  }

  /// A write as others see it.
  package struct Turn: Sendable {
    /// How long it kept other writers out.
    package var length = Duration.zero
    /// Whether somebody waited at its end.
    package var wasAwaited = false
  }

  package var lastTurn: Turn { turn.withLock { $0 } }

  /// Follows a commit in a turn of its own, so that whoever waits need not wait for both.
  ///
  /// While others wait it is left to a later commit, unless the log has become long.
  func checkpointIfDue(_ connection: borrowing Connection) {
    guard let lock, connection.isCheckpointDue else { return }
    let size = walSize
    let isUrgent = size > WriteAheadLog.truncatingSize
    guard lock.acquireAtOnce(evenIfOthersWait: isUrgent) else { return }
    defer { lock.release() }
    connection.checkpointAfterCommit(walSize: size, busyTimeout: options.busyTimeout)
  }

  /// Runs `body` as the only writer or checkpointer of the file.
  func underLock<T>(
    _ connection: borrowing Connection,
    _ body: () throws -> T
  ) throws -> T {
    guard let lock else { return try body() }
    let waited = try lock.acquire(within: options.busyTimeout)
    let began = MonotonicTime.now
    defer {
      let wasAwaited = lock.isAwaited
      lock.release()
      let length = MonotonicTime.now - began
      turn.withLock { $0 = Turn(length: length, wasAwaited: wasAwaited) }
    }
    // Programs that do not know the lock file are waited for by SQLite, within the same limit.
    let isLate = waited > .milliseconds(100)
    if isLate { connection.waitWhenBusy(for: options.busyTimeout - waited) }
    defer { if isLate { connection.waitWhenBusy(for: options.busyTimeout) } }
    do {
      // No write makes a log longer that cannot be emptied because of somebody's endless read.
      if walSize > WriteAheadLog.refusedSize { try emptyLog(connection) }
      return try body()
    } catch let error as SQLiteError {
      throw naming(error)
    }
  }

  private func emptyLog(_ connection: borrowing Connection) throws {
    do {
      try connection.checkpoint(.truncate)
    } catch {
      guard error.isBusy else { throw error }
      let readers = LockHolders.readers(of: path)
      throw SQLiteError.busy(
        "\(path) has been read for too long by \(listed(readers)), so its log cannot be emptied; "
          + "end that program and try again."
      )
    }
  }

  /// The same error with the name of the program that has the write lock, if that was the reason.
  private func naming(_ error: SQLiteError) -> SQLiteError {
    guard error.isBusy, error.sql == TransactionKind.write.opening.text else { return error }
    let writer = LockHolders.writer(of: path)
    return .busy("\(writer ?? "another program") is writing \(path); try again.")
  }

  private func listed(_ programs: [String]) -> String {
    programs.isEmpty ? "another program" : programs.joined(separator: " and ")
  }
}
