import CSQLite
import SQLiteKit

/// SQLite as a C program calls it, with the settings that the product gives its own connections.
final class BareDatabase {
  let handle: OpaquePointer

  init(at path: String) throws(BareError) {
    var opened: OpaquePointer?
    let flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX
    guard sqlite3_open_v2(path, &opened, flags, nil) == SQLITE_OK, let opened else {
      throw BareError("cannot open \(path)")
    }
    handle = opened
    try run("PRAGMA synchronous = FULL")
    try run("PRAGMA foreign_keys = ON")
    try run("PRAGMA cache_size = -8192")
    sqlite3_busy_timeout(handle, 5_000)
  }

  deinit { sqlite3_close_v2(handle) }

  /// Runs one or more statements without values.
  func run(_ sql: String) throws(BareError) {
    guard sqlite3_exec(handle, sql, nil, nil, nil) == SQLITE_OK else { throw error(sql) }
  }

  func prepare(_ sql: String) throws(BareError) -> BareStatement {
    var statement: OpaquePointer?
    let flags = UInt32(SQLITE_PREPARE_PERSISTENT)
    guard sqlite3_prepare_v3(handle, sql, -1, flags, &statement, nil) == SQLITE_OK, let statement
    else { throw error(sql) }
    return BareStatement(statement, of: self)
  }

  /// The first column of the first row.
  func text(_ sql: String) throws(BareError) -> String {
    let statement = try prepare(sql)
    guard try statement.step(), let text = sqlite3_column_text(statement.handle, 0) else {
      throw BareError("no row: \(sql)")
    }
    return String(cString: text)
  }

  func integer(_ sql: String) throws(BareError) -> Int {
    Int(try text(sql)) ?? 0
  }

  func error(_ sql: String) -> BareError {
    BareError("\(String(cString: sqlite3_errmsg(handle))): \(sql)")
  }
}

struct BareError: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) {
    self.description = description
  }
}

/// One compiled statement, kept for many runs.
final class BareStatement {
  let handle: OpaquePointer
  private let database: BareDatabase
  private let scratch = UnsafeMutableRawPointer.allocate(byteCount: 1 << 16, alignment: 16)

  init(_ handle: OpaquePointer, of database: BareDatabase) {
    self.handle = handle
    self.database = database
  }

  deinit {
    sqlite3_finalize(handle)
    scratch.deallocate()
  }

  func step() throws(BareError) -> Bool {
    switch sqlite3_step(handle) {
    case SQLITE_ROW: return true
    case SQLITE_DONE: return false
    default: throw database.error(String(cString: sqlite3_sql(handle)))
    }
  }

  /// Runs with these values, copies every column of every row, and says how many rows there were.
  @discardableResult
  func run(_ values: [DatabaseValue] = []) throws(BareError) -> Int {
    for (place, value) in values.enumerated() { bind(value, Int32(place + 1)) }
    defer { sqlite3_reset(handle) }
    var rows = 0
    let columns = sqlite3_column_count(handle)
    while try step() {
      rows += 1
      for column in 0..<columns { copy(column) }
    }
    return rows
  }

  private func copy(_ column: Int32) {
    switch sqlite3_column_type(handle, column) {
    case SQLITE_TEXT:
      guard let text = sqlite3_column_text(handle, column) else { return }
      scratch.copyMemory(
        from: text,
        byteCount: min(1 << 16, Int(sqlite3_column_bytes(handle, column)))
      )
    case SQLITE_INTEGER:
      scratch.storeBytes(of: sqlite3_column_int64(handle, column), as: Int64.self)
    default: break
    }
  }

  private func bind(_ value: DatabaseValue, _ place: Int32) {
    switch value {
    case .null: sqlite3_bind_null(handle, place)
    case .integer(let number): sqlite3_bind_int64(handle, place, number)
    case .real(let number): sqlite3_bind_double(handle, place, number)
    case .text(var text):
      text.withUTF8 { bytes in
        bytes.withMemoryRebound(to: CChar.self) { characters in
          _ = csqlite_bind_text(handle, place, characters.baseAddress, UInt64(bytes.count))
        }
      }
    case .blob(let bytes):
      _ = bytes.withUnsafeBytes {
        csqlite_bind_blob(handle, place, $0.baseAddress, UInt64($0.count))
      }
    }
  }
}
