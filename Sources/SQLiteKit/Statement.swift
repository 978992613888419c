import CSQLite

/// One compiled statement and what is known about it; closed when the last holder lets go.
@usableFromInline
final class Statement {
  let handle: OpaquePointer
  let sql: String
  let parameterCount: Int
  let isReadOnly: Bool
  /// True between `begin` and `finish`: the cache may not lend it twice.
  var isRunning = false
  /// The cache's clock when it was last lent.
  var lastUse: UInt64 = 0

  private(set) var columnNames: [String] = []
  private var repeatedNames: Set<String> = []
  private var preparations: Int32 = -1
  /// Rows are mostly read in column order, so the next column is tried first.
  private var nextColumn = 0

  init(handle: OpaquePointer, sql: String) {
    self.handle = handle
    self.sql = sql
    parameterCount = Int(sqlite3_bind_parameter_count(handle))
    isReadOnly = sqlite3_stmt_readonly(handle) != 0
  }

  deinit { sqlite3_finalize(handle) }

  /// Reads the column names once, and again when SQLite recompiled after a schema change.
  func resolveColumns() {
    let current = sqlite3_stmt_status(handle, SQLITE_STMTSTATUS_REPREPARE, 0)
    guard current != preparations else { return }
    preparations = current
    columnNames = (0..<sqlite3_column_count(handle)).map { column in
      sqlite3_column_name(handle, column).map { String(cString: $0) } ?? ""
    }
    var seen: Set<String> = []
    repeatedNames = Set(columnNames.filter { !seen.insert($0).inserted })
  }

  func startRow() { nextColumn = 0 }

  func index(of column: String) throws(RowError) -> Int32 {
    if !repeatedNames.isEmpty, repeatedNames.contains(column) {
      throw RowError(column: column, sql: sql, problem: .ambiguous)
    }
    if nextColumn < columnNames.count, columnNames[nextColumn] == column {
      nextColumn += 1
      return Int32(truncatingIfNeeded: nextColumn - 1)
    }
    guard let index = columnNames.firstIndex(of: column) else {
      throw RowError(column: column, sql: sql, problem: .missing(present: columnNames))
    }
    nextColumn = index + 1
    return Int32(truncatingIfNeeded: index)
  }
}

// MARK: - Binding

extension Statement {
  func bind(_ arguments: [DatabaseValue]) throws(SQLiteError) {
    guard arguments.count == parameterCount else {
      throw .misuse("\(parameterCount) values are needed, \(arguments.count) given", sql)
    }
    var index: Int32 = 1
    for argument in arguments {
      let code = bind(argument, at: index)
      guard code == SQLITE_OK else { throw SQLiteError(code, on: nil, sql: sql) }
      index += 1
    }
  }

  private func bind(_ value: DatabaseValue, at index: Int32) -> Int32 {
    switch value {
    case .null: sqlite3_bind_null(handle, index)
    case .integer(let number): sqlite3_bind_int64(handle, index, number)
    case .real(let number): sqlite3_bind_double(handle, index, number)
    case .text(let string): bind(string, at: index)
    case .blob(let bytes): bind(bytes, at: index)
    }
  }

  private func bind(_ string: String, at index: Int32) -> Int32 {
    var string = string
    return string.withUTF8 { bytes in
      bytes.withMemoryRebound(to: CChar.self) { characters in
        // A nil pointer would bind NULL.
        guard let start = characters.baseAddress else {
          return csqlite_bind_text(handle, index, "", 0)
        }
        return csqlite_bind_text(handle, index, start, UInt64(characters.count))
      }
    }
  }

  private func bind(_ bytes: [UInt8], at index: Int32) -> Int32 {
    // An empty array may have no address, and a nil pointer would bind NULL.
    guard !bytes.isEmpty else { return sqlite3_bind_zeroblob(handle, index, 0) }
    return bytes.withUnsafeBytes { buffer in
      csqlite_bind_blob(handle, index, buffer.baseAddress, UInt64(buffer.count))
    }
  }
}

// MARK: - Reading the current row

extension Statement {
  func type(of column: Int32) -> StoredType {
    switch sqlite3_column_type(handle, column) {
    case SQLITE_INTEGER: .integer
    case SQLITE_FLOAT: .real
    case SQLITE_TEXT: .text
    case SQLITE_BLOB: .blob
    default: .null
    }
  }

  func text(at column: Int32) -> String {
    guard let start = sqlite3_column_text(handle, column) else { return "" }
    let count = Int(sqlite3_column_bytes(handle, column))
    return String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
  }

  func blob(at column: Int32) -> [UInt8] {
    guard let start = sqlite3_column_blob(handle, column) else { return [] }
    return [UInt8](
      UnsafeRawBufferPointer(start: start, count: Int(sqlite3_column_bytes(handle, column)))
    )
  }

  func value(at column: Int32) -> DatabaseValue {
    switch type(of: column) {
    case .null: .null
    case .integer: .integer(sqlite3_column_int64(handle, column))
    case .real: .real(sqlite3_column_double(handle, column))
    case .text: .text(text(at: column))
    case .blob: .blob(blob(at: column))
    }
  }
}
