import CSQLite

extension Connection {
  /// Switches and limits that need no look into the file.
  ///
  /// `trustsSchema` is needed where triggers write to a full-text index: SQLite before 3.41 does
  /// not count FTS5 among the harmless modules.
  func harden(trustsSchema: Bool) throws(SQLiteError) {
    try setSwitch(SQLITE_DBCONFIG_DEFENSIVE, on: true)
    try setSwitch(SQLITE_DBCONFIG_TRUSTED_SCHEMA, on: trustsSchema)
    try setSwitch(SQLITE_DBCONFIG_DQS_DML, on: false)
    try setSwitch(SQLITE_DBCONFIG_DQS_DDL, on: false)
    try setSwitch(SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, on: false)
    try setSwitch(SQLITE_DBCONFIG_ENABLE_FKEY, on: true)
    // A checkpoint belongs under the writer lock, and closing happens outside of it.
    try setSwitch(SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, on: true)
    sqlite3_wal_autocheckpoint(handle, 0)
    sqlite3_limit(handle, SQLITE_LIMIT_LENGTH, 64 << 20)
    sqlite3_limit(handle, SQLITE_LIMIT_SQL_LENGTH, 4 << 20)
    sqlite3_limit(handle, SQLITE_LIMIT_ATTACHED, 0)
    sqlite3_limit(handle, SQLITE_LIMIT_VARIABLE_NUMBER, 32_766)
    sqlite3_limit(handle, SQLITE_LIMIT_TRIGGER_DEPTH, 50)
  }

  func setSwitch(_ which: Int32, on isOn: Bool) throws(SQLiteError) {
    let code = csqlite_set_switch(handle, which, isOn ? 1 : 0)
    guard code == SQLITE_OK else { throw SQLiteError(code, on: handle, sql: nil) }
  }

  /// Settings of every connection to a file of ours; with a cache this reads the schema.
  func configure(
    cacheKibibytes: Int?,
    isReadOnly: Bool,
    isDurable: Bool = true
  ) throws(SQLiteError) {
    try execute(
      script: """
        PRAGMA cell_size_check = ON;
        PRAGMA mmap_size = 0;
        PRAGMA temp_store = MEMORY;
        PRAGMA journal_size_limit = \(WriteAheadLog.truncatingSize);
        """
    )
    if let cacheKibibytes { try execute(script: "PRAGMA cache_size = -\(cacheKibibytes)") }
    if isReadOnly {
      try execute(script: "PRAGMA query_only = ON")
    } else {
      try execute(script: "PRAGMA synchronous = \(isDurable ? "FULL" : "OFF")")
    }
    countLogFrames()
  }

  func waitWhenBusy(for time: Duration) {
    sqlite3_busy_timeout(handle, Int32(clamping: time.milliseconds))
  }

  /// Lets SQLite tell the length of the write-ahead log at each commit.
  private func countLogFrames() {
    let context = Unmanaged.passUnretained(state).toOpaque()
    sqlite3_wal_hook(
      handle,
      { context, _, _, frames in
        guard let context else { return SQLITE_OK }
        Unmanaged<TransactionState>.fromOpaque(context).takeUnretainedValue()
          .logFrames = Int(frames)
        return SQLITE_OK
      },
      context
    )
  }
}

extension Duration {
  var milliseconds: Int64 {
    components.seconds * 1000 + components.attoseconds / 1_000_000_000_000_000
  }
}
