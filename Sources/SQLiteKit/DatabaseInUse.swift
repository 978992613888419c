extension Database {
  /// Whether another connection, of this process or another, has the file open now.
  ///
  /// Found by asking to leave the write-ahead log, which SQLite allows only to the last one.
  /// To be asked before the file is removed; the answer holds for that moment only.
  package func isOpenElsewhere() throws -> Bool {
    try withConnection { connection in
      do throws(SQLiteError) {
        try connection.run("PRAGMA journal_mode = DELETE")
      } catch {
        guard error.isBusy else { throw error }
        return true
      }
      try connection.run("PRAGMA journal_mode = WAL")
      return false
    }
  }
}
