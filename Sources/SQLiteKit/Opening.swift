import CSQLite
import Glibc

/// The steps from a path to a connection that may be used.
///
/// First a look at the header that takes no lock and makes no file beside (`immutable`), so that
/// a stranger's database is refused untouched; then the real opening, which sees the newest state.
struct Opening {
  let file: StoreFile
  let options: Database.Options
  let interruption: Interruption

  init(file: StoreFile, options: Database.Options, interruption: Interruption) {
    self.file = file
    self.options = options
    self.interruption = interruption
  }

  /// Finds the file and refuses what is not ours.
  init(at path: String, options: Database.Options, interruption: Interruption) throws {
    let mayMake = options.createIfMissing && !options.readOnly
    file = try StoreFile(at: path, makingFolder: mayMake)
    self.options = options
    self.interruption = interruption
    try file.check(options)
    try inspect()
  }

  /// The same file, which must still be there.
  func again() throws -> Opening {
    var options = options
    options.createIfMissing = false
    return try Opening(at: file.path, options: options, interruption: interruption)
  }

  /// The lock file; nil where nothing is written or nobody else can write.
  func makeLock() throws(StoreOpenError) -> WriterLock? {
    guard !options.readOnly, !file.isInMemory else { return nil }
    return try WriterLock(for: file.path, label: options.label, mode: try mode)
  }

  private var mode: mode_t {
    get throws(StoreOpenError) {
      guard !file.exists, let model = options.permissionsOf else { return file.mode }
      return try StoreFile(at: model, makingFolder: false).mode
    }
  }

  func connect(lock: WriterLock?) throws -> Connection {
    if file.isInMemory { return try Connection.inMemory(options, interruption) }
    do {
      return try prepared(open(), lock)
    } catch let error as SQLiteError {
      throw explained(error)
    }
  }

  private func prepared(
    _ connection: consuming Connection,
    _ lock: WriterLock?
  ) throws -> Connection {
    try prepare(connection, lock)
    return connection
  }

  private func open() throws(SQLiteError) -> Connection {
    let access = options.readOnly ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE
    guard !file.exists else {
      return try Connection(
        opening: file.path,
        flags: access | SQLITE_OPEN_NOFOLLOW,
        interruption: interruption
      )
    }
    // The new file takes the permissions of its lock file, whatever the umask.
    let name = uri(file.path, "modeof=" + percentEncoded(WriterLock.path(for: file.path)))
    let flags = access | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOFOLLOW | SQLITE_OPEN_URI
    return try Connection(opening: name, flags: flags, interruption: interruption)
  }

  private func prepare(_ connection: borrowing Connection, _ lock: WriterLock?) throws {
    let isOurs = options.applicationID != nil
    try connection.harden(trustsSchema: options.trustsSchema && isOurs)
    connection.waitWhenBusy(for: options.busyTimeout)
    if try mustBeMarked(connection), let lock {
      _ = try lock.acquire(within: options.busyTimeout)
      defer { lock.release() }
      try mark(connection)
    }
    if !options.readOnly { try useWriteAheadLog(connection, lock) }
    try connection.configure(
      cacheKibibytes: options.cacheKibibytes,
      isReadOnly: options.readOnly,
      isDurable: options.isDurable
    )
  }

  // MARK: Whose file it is

  /// Refuses a stranger's file by its header, before anything beside it is made.
  func inspect() throws {
    guard file.exists, !file.isEmpty else { return }
    do {
      try inspectHeader()
    } catch let error as SQLiteError {
      // Only this is certain here: during a checkpoint by another process the rest of the file
      // may look damaged to a reader that takes no lock.
      if error.isNotADatabase, !file.hasJournal { throw StoreOpenError.notADatabase(file.path) }
    }
  }

  private func inspectHeader() throws {
    let connection = try Connection(
      opening: uri(file.path, "immutable=1"),
      flags: SQLITE_OPEN_READONLY | SQLITE_OPEN_NOFOLLOW | SQLITE_OPEN_URI
    )
    try connection.harden(trustsSchema: false)
    _ = try mustBeMarked(connection)
  }

  /// Whether the file is new; throws when it belongs to somebody else.
  private func mustBeMarked(_ connection: borrowing Connection) throws -> Bool {
    let found = Int32(truncatingIfNeeded: try connection.integer("PRAGMA application_id") ?? 0)
    guard let wanted = options.applicationID else { return false }
    if found == wanted { return false }
    guard found == 0 else {
      throw StoreOpenError.foreign(file.path, wanted: options.kind, applicationID: found)
    }
    let tables = try connection.map("SELECT name FROM sqlite_schema ORDER BY name LIMIT 5") {
      try $0.text("name")
    }
    guard tables.isEmpty else {
      throw StoreOpenError.foreignTables(file.path, wanted: options.kind, tables: tables)
    }
    return true
  }

  private func mark(_ connection: borrowing Connection) throws {
    try connection.inTransaction(.write) { connection in
      guard try mustBeMarked(connection), let id = options.applicationID else { return }
      try connection.run("PRAGMA application_id = \(raw: String(id))")
    }
  }

  private func useWriteAheadLog(
    _ connection: borrowing Connection,
    _ lock: WriterLock?
  ) throws {
    guard try connection.text("PRAGMA journal_mode") != "wal" else { return }
    _ = try lock?.acquire(within: options.busyTimeout)
    defer { lock?.release() }
    let mode = try connection.text("PRAGMA journal_mode = WAL")
    guard mode == "wal" else {
      throw SQLiteError.misuse("write-ahead logging is not possible here", nil)
    }
  }

  private func explained(_ error: SQLiteError) -> StoreOpenError {
    if error.isNotADatabase { return .notADatabase(file.path) }
    if error.isCorrupt { return .corrupt(file.path, detail: error.message) }
    // Our own lock's error names the holder; SQLite's does not know it.
    if error.isBusy, error.sql != nil { return .busy(file.path) }
    return .refused(file.path, error)
  }

  // MARK: Names for SQLite

  private func uri(_ path: String, _ query: String) -> String {
    "file:\(percentEncoded(path))?\(query)"
  }

  private func percentEncoded(_ path: String) -> String {
    var encoded = ""
    for byte in path.utf8 {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "/"), UInt8(ascii: "."),
        UInt8(ascii: "-"), UInt8(ascii: "_"):
        encoded.unicodeScalars.append(Unicode.Scalar(byte))
      default:
        encoded += "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
      }
    }
    return encoded
  }
}

extension Connection {
  static func inMemory(
    _ options: Database.Options,
    _ interruption: Interruption
  ) throws(SQLiteError) -> Connection {
    let connection = try Connection(
      opening: ":memory:",
      flags: SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_MEMORY,
      interruption: interruption
    )
    try connection.harden(trustsSchema: true)
    try connection.configure(cacheKibibytes: options.cacheKibibytes, isReadOnly: false)
    return connection
  }
}

extension SQLiteError {
  var isNotADatabase: Bool { code == SQLITE_NOTADB }
}
