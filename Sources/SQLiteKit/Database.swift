import CSQLite
import Glibc
import Synchronization

/// The only way to a connection: one caller at a time, and nobody can keep it.
///
/// Reads in one process that must not wait for each other need a `Database` each. A call made
/// from inside the closure of another call on the same `Database` is a programming error and traps.
package final class Database: Sendable {
  /// Absolute, with the links of its folder resolved; ":memory:" without a file.
  package let path: String
  package let options: Options
  private let connection: Mutex<Connection>
  let lock: WriterLock?
  let opening: Opening
  private let interruption: Interruption
  /// See ``lastTurn``.
  let turn = Mutex(Turn())
  /// The thread inside `withConnection`, 0 for none.
  private let occupant = Atomic<UInt>(0)

  /// Opens the database file at `path`.
  ///
  /// Throws ``StoreOpenError``, a sentence for a person; the file is then left as it was.
  package convenience init(at path: String, options: Options = Options()) throws {
    let opening = try Opening(at: path, options: options, interruption: Interruption())
    let lock = try opening.makeLock()
    self.init(opening, lock: lock, connection: try opening.connect(lock: lock))
  }

  private init(
    _ opening: Opening,
    lock: WriterLock?,
    connection: consuming sending Connection
  ) {
    path = opening.file.path
    options = opening.options
    self.opening = opening
    self.lock = lock
    interruption = opening.interruption
    self.connection = Mutex(connection)
  }

  /// A database without a file, gone with the object.
  package static func inMemory() throws -> Database {
    let opening = Opening(file: .memory, options: Options(), interruption: Interruption())
    return Database(opening, lock: nil, connection: try opening.connect(lock: nil))
  }

  /// Reads one snapshot; a statement that would write is refused.
  package func read<T: Sendable>(_ body: (borrowing Connection) throws -> T) throws -> T {
    try withConnection { connection in try connection.inTransaction(.read, body) }
  }

  /// Runs `body` as the only writer of the file and keeps all of it or nothing.
  ///
  /// When it returns, the changes are on the disk. It throws what `body` throws, or
  /// ``SQLiteError``: `isBusy` after `busyTimeout`, `isFull`, `isIOError`.
  package func write<T: Sendable>(_ body: (borrowing Connection) throws -> T) throws -> T {
    try transact(.write, body)
  }

  /// Runs `body` like ``write(_:)`` and undoes all of it, whatever happens.
  package func dryRun<T: Sendable>(_ body: (borrowing Connection) throws -> T) throws -> T {
    try transact(.dryRun, body)
  }

  /// Ends the running ``read(_:)`` from another thread; that read throws `isInterrupted`.
  package func interrupt() {
    interruption.request()
  }

  private func transact<T: Sendable>(
    _ kind: TransactionKind,
    _ body: (borrowing Connection) throws -> T
  ) throws -> T {
    try withConnection { connection in
      guard !options.readOnly else {
        throw SQLiteError.readOnly("\(path) is open for reading only", nil)
      }
      let result = try underLock(connection) { try connection.inTransaction(kind, body) }
      checkpointIfDue(connection)
      return result
    }
  }

  /// Lends the connection outside of any transaction, replaced first if an I/O error hurt it.
  func withConnection<T: Sendable>(_ body: (borrowing Connection) throws -> T) throws -> T {
    let thread = UInt(pthread_self())
    precondition(
      occupant.load(ordering: .relaxed) != thread,
      "a Database call inside the closure of another; use the connection that was lent"
    )
    return try connection.withLock { connection in
      occupant.store(thread, ordering: .relaxed)
      defer { occupant.store(0, ordering: .relaxed) }
      if connection.state.isSuspect, !opening.file.isInMemory {
        connection = try opening.again().connect(lock: lock)
      }
      return try body(connection)
    }
  }
}
