import CSQLite
import Glibc

extension Database {
  /// Writes a sound copy of this moment to `target` (0600), while others go on writing.
  ///
  /// The copy is made under a passing name beside the target, checked, brought to the disk and
  /// only then named; so a file under the final name is whole. `progress` is told pages done and
  /// pages in all, and ends the backup by throwing. Throws ``BackupError`` or ``SQLiteError``.
  package func backup(
    to target: String,
    replace: Bool = false,
    progress: (_ pagesDone: Int, _ pagesTotal: Int) throws -> Void = { _, _ in }
  ) throws {
    let target = try BackupTarget(at: target, source: path, replace: replace)
    try target.create()
    do {
      try copy(to: target.passingPath, progress)
      try checkCopy(at: target.passingPath)
      try target.publish()
    } catch {
      target.discard()
      throw error
    }
  }

  private func copy(
    to passingPath: String,
    _ progress: (Int, Int) throws -> Void
  ) throws {
    guard !opening.file.isInMemory else {
      return try withConnection { try copy($0, to: passingPath, progress) }
    }
    // A connection of its own keeps this one free; its open read holds the copy to one moment.
    let source = try Connection(
      opening: path,
      flags: SQLITE_OPEN_READONLY | SQLITE_OPEN_NOFOLLOW
    )
    try source.harden(trustsSchema: options.trustsSchema)
    source.waitWhenBusy(for: options.busyTimeout)
    try source.inTransaction(.read) { source in
      _ = try source.integer("SELECT count(*) FROM sqlite_schema")
      try copy(source, to: passingPath, progress)
    }
  }

  private func copy(
    _ source: borrowing Connection,
    to passingPath: String,
    _ progress: (Int, Int) throws -> Void
  ) throws {
    let copy = try Connection(
      opening: passingPath,
      flags: SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOFOLLOW
    )
    try copy.harden(trustsSchema: options.trustsSchema)
    try copy.receivePages(from: source, patience: options.busyTimeout, progress)
    // One file without a log beside it; the first to open it as a store turns the log on again.
    _ = try copy.text("PRAGMA journal_mode = DELETE")
  }

  private func checkCopy(at passingPath: String) throws {
    let copy = try Connection(
      opening: passingPath,
      flags: SQLITE_OPEN_READONLY | SQLITE_OPEN_NOFOLLOW
    )
    try copy.harden(trustsSchema: options.trustsSchema)
    let findings = try copy.findings(of: "integrity_check")
    guard findings.isEmpty else { throw BackupError.damaged(findings) }
  }
}

extension Connection {
  /// Copies all pages of `source` into this empty database.
  fileprivate borrowing func receivePages(
    from source: borrowing Connection,
    patience: Duration,
    _ progress: (Int, Int) throws -> Void
  ) throws {
    guard let backup = sqlite3_backup_init(handle, "main", source.handle, "main") else {
      throw SQLiteError(sqlite3_extended_errcode(handle), on: handle, sql: nil)
    }
    do {
      try step(backup, patience, progress)
    } catch {
      sqlite3_backup_finish(backup)
      throw error
    }
    let code = sqlite3_backup_finish(backup)
    guard code == SQLITE_OK else { throw SQLiteError(code, on: handle, sql: nil) }
  }

  private func step(
    _ backup: OpaquePointer,
    _ patience: Duration,
    _ progress: (Int, Int) throws -> Void
  ) throws {
    var deadline = MonotonicTime.now + patience
    while true {
      let code = sqlite3_backup_step(backup, 512)
      let total = Int(sqlite3_backup_pagecount(backup))
      switch code & 0xFF {
      case SQLITE_DONE:
        return try progress(total, total)
      case SQLITE_OK:
        deadline = MonotonicTime.now + patience
        try progress(total - Int(sqlite3_backup_remaining(backup)), total)
      case SQLITE_BUSY, SQLITE_LOCKED:
        guard MonotonicTime.now < deadline else { throw SQLiteError(code, on: nil, sql: nil) }
        MonotonicTime.pause(.milliseconds(5))
      default:
        throw SQLiteError(code, on: nil, sql: nil)
      }
    }
  }
}
