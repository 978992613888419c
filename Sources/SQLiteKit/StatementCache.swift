import CSQLite

/// Compiled statements by their text; the one unused for longest makes room.
final class StatementCache {
  private var statements: [SQLPieces: Statement] = [:]
  private let capacity: Int
  private var clock: UInt64 = 0
  private(set) var compilations = 0

  init(capacity: Int = 100) {
    self.capacity = capacity
  }

  /// Lends the statement for `sql`; a second one when the first is still running.
  func take(_ sql: SQLPieces, on handle: OpaquePointer) throws(SQLiteError) -> Statement {
    clock += 1
    let known = statements[sql]
    if let known, !known.isRunning {
      known.lastUse = clock
      return known
    }
    let fresh = try compile(sql.text, on: handle)
    fresh.lastUse = clock
    guard known == nil else { return fresh }
    if statements.count >= capacity { dropOldest() }
    statements[sql] = fresh
    return fresh
  }

  func removeAll() { statements.removeAll() }

  private func dropOldest() {
    let idle = statements.filter { !$0.value.isRunning }
    guard let oldest = idle.min(by: { $0.value.lastUse < $1.value.lastUse }) else { return }
    statements[oldest.key] = nil
  }

  private func compile(
    _ sql: String,
    on handle: OpaquePointer
  ) throws(SQLiteError) -> Statement {
    compilations += 1
    var statement: OpaquePointer?
    var code = SQLITE_OK
    var isAlone = true
    var text = sql
    text.withUTF8 { bytes in
      bytes.withMemoryRebound(to: CChar.self) { characters in
        var rest: UnsafePointer<CChar>?
        let length = Int32(clamping: characters.count)
        let flags = UInt32(SQLITE_PREPARE_PERSISTENT)
        code = sqlite3_prepare_v3(
          handle,
          characters.baseAddress,
          length,
          flags,
          &statement,
          &rest
        )
        guard code == SQLITE_OK, let rest, let start = characters.baseAddress else { return }
        isAlone = isBlank(rest, count: characters.count - (rest - start), on: handle)
      }
    }
    guard code == SQLITE_OK else { throw SQLiteError(code, on: handle, sql: sql) }
    guard let statement else { throw .misuse("the SQL holds no statement", sql) }
    guard isAlone else {
      sqlite3_finalize(statement)
      throw .misuse("the SQL holds more than one statement; use execute(script:)", sql)
    }
    return Statement(handle: statement, sql: sql)
  }

  /// Whether nothing but blanks and comments is left after the first statement.
  private func isBlank(_ rest: UnsafePointer<CChar>, count: Int, on handle: OpaquePointer) -> Bool {
    guard count > 0 else { return true }
    var second: OpaquePointer?
    let code = sqlite3_prepare_v3(handle, rest, Int32(clamping: count), 0, &second, nil)
    sqlite3_finalize(second)
    return code == SQLITE_OK && second == nil
  }
}
