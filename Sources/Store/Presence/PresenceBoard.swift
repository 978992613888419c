package import Commerce
package import SQLiteKit

/// What one console says of the person at it.
package struct PresenceEntry: Equatable, Sendable {
  /// The run of the console; see `ConsoleName`.
  package var console: String
  /// Where the console's process number means something; see `ProcessMark.place`.
  package var machine: String
  package var presence: StaffPresence
  /// When the console said so last.
  package var saidAt: Instant

  package init(console: String, machine: String, presence: StaffPresence, saidAt: Instant) {
    self.console = console
    self.machine = machine
    self.presence = presence
    self.saidAt = saidAt
  }
}

/// Who is at which order now, in a file of its own beside the store.
///
/// What is written here is no change of the shop: it wakes nobody who waits for changes of the store,
/// makes nothing that was read of the store old, takes no turn at its writer lock and is in no backup.
package struct PresenceBoard: Sendable {
  private let database: Database

  /// The letters "ODCP".
  private static let applicationID: Int32 = 0x4F44_4350

  /// Opens the board of a store; a missing one is made where something is to be said.
  ///
  /// Throws ``StoreOpenError``, as `missing` where there is none.
  package init(of store: Store, isReadOnly: Bool) throws {
    database = try Database(
      at: "\(store.path).presence",
      options: Database.Options(
        readOnly: isReadOnly,
        createIfMissing: !isReadOnly,
        applicationID: Self.applicationID,
        busyTimeout: .seconds(1),
        cacheKibibytes: 64,
        label: "orderdeck presence",
        kind: "a presence board of orderdeck",
        isDurable: false,
        permissionsOf: store.path
      )
    )
    if !isReadOnly { try Self.migrator.migrate(database) }
  }

  private static let migrator = Migrator([
    Migration(
      "001 presence",
      """
      CREATE TABLE presence (
        console TEXT NOT NULL PRIMARY KEY,
        machine TEXT NOT NULL,
        staff_id TEXT NOT NULL,
        staff_name TEXT NOT NULL,
        order_id TEXT,
        activity TEXT CHECK (activity = 'viewing' OR activity = 'replying'),
        since TEXT NOT NULL,
        said_at TEXT NOT NULL,
        CHECK ((order_id IS NULL) = (activity IS NULL))
      ) STRICT, WITHOUT ROWID;
      """
    )
  ])

  /// What all consoles have said, whether they still run or not.
  package func entries() throws -> [PresenceEntry] {
    try database.read { connection in
      guard try connection.exists("SELECT 1 FROM sqlite_schema WHERE name = 'presence'") else {
        return []
      }
      return try connection.all(
        """
        SELECT console, machine, staff_id, staff_name, order_id, activity, since, said_at
        FROM presence ORDER BY console
        """
      )
    }
  }

  /// Puts an entry in the place of what its console said before, and takes others away.
  package func put(_ entry: PresenceEntry, removing consoles: [String] = []) throws {
    let presence = entry.presence
    try database.write { connection in
      for console in consoles { try Self.remove(console, on: connection) }
      try connection.run(
        """
        INSERT INTO presence
          (console, machine, staff_id, staff_name, order_id, activity, since, said_at)
        VALUES (\(entry.console), \(entry.machine), \(presence.staff), \(presence.name),
          \(presence.place?.order), \(presence.place?.activity), \(presence.since),
          \(entry.saidAt))
        ON CONFLICT (console) DO UPDATE SET staff_name = excluded.staff_name,
          order_id = excluded.order_id, activity = excluded.activity, since = excluded.since,
          said_at = excluded.said_at
        """
      )
    }
  }

  package func remove(_ console: String) throws {
    try database.write { try Self.remove(console, on: $0) }
  }

  private static func remove(_ console: String, on connection: borrowing Connection) throws {
    try connection.run("DELETE FROM presence WHERE console = \(console)")
  }

  /// Calls back soon after each change that another process makes.
  package func watch(_ onChange: @escaping @Sendable () -> Void) throws -> ChangeWatcher {
    try ChangeWatcher(watching: database.path, ignoring: database, onChange: onChange)
  }
}

extension PresenceEntry: RowDecodable {
  package init(row: borrowing Row) throws {
    let activity = try row.choiceIfPresent("activity", as: PresencePlace.Activity.self)
    let order = try row.textIfPresent("order_id").map { OrderID($0) }
    var place: PresencePlace?
    if let order, let activity { place = PresencePlace(order, activity) }
    self.init(
      console: try row.text("console"),
      machine: try row.text("machine"),
      presence: StaffPresence(
        staff: StaffID(try row.text("staff_id")),
        name: try row.text("staff_name"),
        place: place,
        since: try row.instant("since")
      ),
      saidAt: try row.instant("said_at")
    )
  }
}
