import CSQLite

enum TransactionKind {
  /// One snapshot, begun by the first statement that reads.
  case read
  case write
  /// A write that is never kept.
  case dryRun

  var opening: SQL {
    switch self {
    case .read: "BEGIN"
    case .write, .dryRun: "BEGIN IMMEDIATE"
    }
  }

  var closing: SQL {
    switch self {
    case .read, .write: "COMMIT"
    case .dryRun: "ROLLBACK"
    }
  }

  var mode: TransactionState.Mode {
    switch self {
    case .read: .reading
    case .write, .dryRun: .writing
    }
  }
}

extension Connection {
  func inTransaction<T>(
    _ kind: TransactionKind,
    _ body: (borrowing Connection) throws -> T
  ) throws -> T {
    try run(kind.opening)
    state.begin(kind.mode)
    do {
      let result = try interruptible(kind) { try body(self) }
      // A body that swallowed the error of a lost transaction has saved nothing.
      if let error = state.lostTo { throw error }
      state.end()
      try close(kind)
      return result
    } catch {
      abandon()
      throw error
    }
  }

  /// Only the body of a read can be interrupted: its COMMIT or ROLLBACK must always come through.
  private func interruptible<T>(_ kind: TransactionKind, _ body: () throws -> T) throws -> T {
    guard kind == .read else { return try body() }
    state.interruption.readBegins(on: handle)
    defer { state.interruption.readEnds(on: handle) }
    return try body()
  }

  private func close(_ kind: TransactionKind) throws {
    do {
      try run(kind.closing)
    } catch {
      guard kind == .read else { throw error }
      // The rows are read; on a damaged file even ending a read may fail, and changes nothing.
      abandon()
    }
  }

  /// Rolls back, unless SQLite did so by itself: then ROLLBACK would be an error.
  private func abandon() {
    state.end()
    guard sqlite3_get_autocommit(handle) == 0 else { return }
    do {
      try run("ROLLBACK")
    } catch {
      // The first error is the one to report; a new connection forgets the transaction.
      state.isSuspect = true
    }
  }

  /// Runs `body` so that its failure undoes its own changes only.
  ///
  /// When SQLite ended the whole transaction (full disk, I/O error), that error is thrown and
  /// nothing more can be done inside it.
  package func savepoint<T>(_ body: (borrowing Connection) throws -> T) throws -> T {
    state.savepointDepth += 1
    let name = "level\(state.savepointDepth)"
    defer { state.savepointDepth -= 1 }
    try run("SAVEPOINT \(raw: name)")
    do {
      let result = try body(self)
      try run("RELEASE \(raw: name)")
      return result
    } catch {
      guard sqlite3_get_autocommit(handle) == 0 else { throw error }
      try run("ROLLBACK TO \(raw: name)")
      try run("RELEASE \(raw: name)")
      throw error
    }
  }

  /// Runs many statements without values, for migrations.
  package func execute(script: String) throws(SQLiteError) {
    var rest = Substring(script)
    while let (statement, remainder) = try compileFirst(of: rest) {
      rest = remainder
      guard let statement else { continue }
      defer { finish(statement) }
      try refuseIfEnded(SQL(raw: statement.sql))
      try refuseWriting(statement)
      statement.isRunning = true
      while try advance(statement) {}
    }
  }

  /// The first statement (nil for a comment) and what follows it; nil at the end.
  private func compileFirst(
    of script: Substring
  ) throws(SQLiteError) -> (Statement?, Substring)? {
    guard !script.isEmpty else { return nil }
    var text = String(script)
    var compiled: OpaquePointer?
    var consumed = 0
    var code = SQLITE_OK
    text.withUTF8 { bytes in
      bytes.withMemoryRebound(to: CChar.self) { characters in
        var tail: UnsafePointer<CChar>?
        let count = Int32(clamping: characters.count)
        code = sqlite3_prepare_v3(handle, characters.baseAddress, count, 0, &compiled, &tail)
        guard let tail, let start = characters.baseAddress else { return }
        consumed = tail - start
      }
    }
    let sql = String(decoding: text.utf8.prefix(consumed), as: UTF8.self)
    guard code == SQLITE_OK else { throw noting(SQLiteError(code, on: handle, sql: sql)) }
    guard consumed > 0 else { return nil }
    let remainder = Substring(String(decoding: text.utf8.dropFirst(consumed), as: UTF8.self))
    return (compiled.map { Statement(handle: $0, sql: sql) }, remainder)
  }
}
