import CSQLite

/// A refusal by SQLite or by the lock around it: codes, SQL and place, never the bound values.
package struct SQLiteError: Error, Equatable, Sendable {
  /// The primary result code, such as 5 for SQLITE_BUSY.
  package let code: Int32
  /// The code with its detail, such as 517 for SQLITE_BUSY_SNAPSHOT.
  package let extendedCode: Int32
  package let message: String
  /// The text with `?` in place of values; nil when no statement was involved.
  package let sql: String?

  init(extendedCode: Int32, message: String, sql: String?) {
    code = extendedCode & 0xFF
    self.extendedCode = extendedCode
    self.message = message
    self.sql = sql
  }

  /// What SQLite says about the last call on `handle`.
  init(_ extendedCode: Int32, on handle: OpaquePointer?, sql: String?) {
    let text = handle.map { sqlite3_errmsg($0) } ?? sqlite3_errstr(extendedCode)
    self.init(
      extendedCode: extendedCode,
      message: text.map { String(cString: $0) } ?? "unknown error",
      sql: sql
    )
  }
}

extension SQLiteError {
  /// Somebody else writes; the same call may succeed in a moment.
  package var isBusy: Bool { code == SQLITE_BUSY || code == SQLITE_LOCKED }
  package var isFull: Bool { code == SQLITE_FULL }
  package var isReadOnly: Bool { code == SQLITE_READONLY }
  package var isCorrupt: Bool { code == SQLITE_CORRUPT || code == SQLITE_NOTADB }
  /// A read ended by ``Database/interrupt()``.
  package var isInterrupted: Bool { code == SQLITE_INTERRUPT }
  package var isIOError: Bool { code == SQLITE_IOERR }
  package var isConstraint: Bool { code == SQLITE_CONSTRAINT }
  /// Refused by a trigger's RAISE; `message` is the trigger's own sentence.
  package var isRaisedByTrigger: Bool { extendedCode == SQLITE_CONSTRAINT | (7 << 8) }
  /// A value or row beyond the limits of the connection.
  package var isTooBig: Bool { code == SQLITE_TOOBIG }

  static func interrupted(_ sql: String?) -> SQLiteError {
    SQLiteError(extendedCode: SQLITE_INTERRUPT, message: "interrupted", sql: sql)
  }

  static func misuse(_ message: String, _ sql: String?) -> SQLiteError {
    SQLiteError(extendedCode: SQLITE_MISUSE, message: message, sql: sql)
  }

  static func readOnly(_ message: String, _ sql: String?) -> SQLiteError {
    SQLiteError(extendedCode: SQLITE_READONLY, message: message, sql: sql)
  }

  static func busy(_ message: String, _ sql: String? = nil) -> SQLiteError {
    SQLiteError(extendedCode: SQLITE_BUSY, message: message, sql: sql)
  }

  /// The error without the words somebody searched for: FTS5 quotes them in its messages.
  var withoutSearchText: SQLiteError {
    guard code == SQLITE_ERROR else { return self }
    for prefix in ["fts5: ", "no such column: ", "unknown special query: "]
    where message.hasPrefix(prefix) {
      let text = "the search expression is not understood"
      return SQLiteError(extendedCode: extendedCode, message: text, sql: sql)
    }
    return self
  }

  /// One sentence for a person: what happened and what to do.
  package var userSentence: String {
    switch code {
    case SQLITE_BUSY where sql == nil: message
    case SQLITE_BUSY, SQLITE_LOCKED:
      "The database is being written by another program; nothing was changed, try again."
    case SQLITE_FULL:
      "The disk is full; nothing was changed. Make room and try again."
    case SQLITE_READONLY:
      "The database may not be written here; nothing was changed."
    case SQLITE_CORRUPT, SQLITE_NOTADB:
      "The database file is damaged (\(message)). Restore a backup, or keep the file for repair."
    case SQLITE_INTERRUPT: "The search was stopped."
    case SQLITE_IOERR:
      "The disk refused to read or write (code \(extendedCode)); nothing was changed. "
        + "Check the disk and try again."
    case SQLITE_NOMEM: "There is not enough memory; nothing was changed."
    case SQLITE_CANTOPEN:
      "The database could not be opened (code \(extendedCode)). Check the file and its folder."
    case SQLITE_TOOBIG: "The value is too big to be stored; nothing was changed."
    case SQLITE_CONSTRAINT where isRaisedByTrigger: message
    default: "The database refused: \(message)."
    }
  }
}

extension SQLiteError: CustomStringConvertible {
  package var description: String {
    "SQLite error \(extendedCode): \(message)" + (sql.map { " in `\($0)`" } ?? "")
  }
}
