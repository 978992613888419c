import CSQLite

/// A program that writes the file with SQLite alone and knows nothing of our lock file.
final class StrangeWriter {
  private var handle: OpaquePointer?

  init(_ path: String) {
    sqlite3_open_v2(path, &handle, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, nil)
    sqlite3_busy_timeout(handle, 5000)
  }

  deinit { sqlite3_close_v2(handle) }

  /// Gives back SQLite's result code, 0 for success.
  @discardableResult
  func execute(_ sql: String) -> Int32 {
    sqlite3_exec(handle, sql, nil, nil, nil)
  }
}
