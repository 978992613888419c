import CSQLite

/// One open connection, lent to a closure by ``Database``; it cannot be copied or kept.
package struct Connection: ~Copyable {
  let handle: OpaquePointer
  let statements = StatementCache()
  let state: TransactionState

  /// Opens without reading a byte of the file; see ``configure(_:)``.
  init(
    opening name: String,
    flags: Int32,
    interruption: Interruption = Interruption()
  ) throws(SQLiteError) {
    handle = try Self.open(name, flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE)
    state = TransactionState(interruption: interruption)
  }

  deinit {
    statements.removeAll()
    sqlite3_close_v2(handle)
  }

  /// Spares every allocation of SQLite a global lock; refused, harmlessly, once SQLite is in use.
  private static let countsNoMemory = csqlite_forgo_memory_statistics() == SQLITE_OK

  private static func open(_ name: String, _ flags: Int32) throws(SQLiteError) -> OpaquePointer {
    _ = Self.countsNoMemory
    var opened: OpaquePointer?
    let code = sqlite3_open_v2(name, &opened, flags, nil)
    guard code == SQLITE_OK, let opened else {
      let error = SQLiteError(code, on: opened, sql: nil)
      sqlite3_close_v2(opened)
      throw error
    }
    return opened
  }
}

// MARK: - Running statements

extension Connection {
  /// Runs one statement to its end; rows, if any, are passed over.
  package func run(_ sql: SQL) throws(SQLiteError) {
    let statement = try begin(sql)
    defer { finish(statement) }
    while try advance(statement) {}
  }

  /// Rows changed by the newest INSERT, UPDATE or DELETE, without those of triggers.
  package var changes: Int { Int(sqlite3_changes64(handle)) }

  package var lastInsertRowID: Int64 { sqlite3_last_insert_rowid(handle) }

  /// How often SQL was compiled; it stands still while statements come from the cache.
  package var statementCompilations: Int { statements.compilations }

  @usableFromInline
  func begin(_ sql: SQL) throws(SQLiteError) -> Statement {
    try refuseIfEnded(sql)
    let statement: Statement
    do {
      statement = try statements.take(sql.pieces, on: handle)
    } catch {
      throw noting(error)
    }
    try refuseWriting(statement)
    try statement.bind(sql.arguments)
    statement.isRunning = true
    return statement
  }

  /// Steps to the next row; false after the last.
  @usableFromInline
  func advance(_ statement: Statement) throws(SQLiteError) -> Bool {
    let code = sqlite3_step(statement.handle)
    if code == SQLITE_ROW {
      statement.startRow()
      return true
    }
    if code == SQLITE_DONE { return false }
    throw noting(SQLiteError(code, on: handle, sql: statement.sql).withoutSearchText)
  }

  @usableFromInline
  func resolveColumns(of statement: Statement) {
    statement.resolveColumns()
  }

  @usableFromInline
  func finish(_ statement: Statement) {
    sqlite3_reset(statement.handle)
    if statement.parameterCount > 0 { sqlite3_clear_bindings(statement.handle) }
    statement.isRunning = false
  }

  func refuseIfEnded(_ sql: @autoclosure () -> SQL) throws(SQLiteError) {
    if let error = state.lostTo { throw error }
    guard state.mode == .reading, state.interruption.wasRequested else { return }
    throw .interrupted(sql().text)
  }

  func refuseWriting(_ statement: Statement) throws(SQLiteError) {
    guard state.mode == .reading, !statement.isReadOnly else { return }
    throw .readOnly("a read may not write; use Database.write", statement.sql)
  }

  /// Remembers what an error did to the connection, and gives the error back.
  func noting(_ error: SQLiteError) -> SQLiteError {
    if error.isIOError { state.isSuspect = true }
    if state.mode == .writing, sqlite3_get_autocommit(handle) != 0 { state.lostTo = error }
    return error
  }
}
