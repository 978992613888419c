package import SQLiteKit

/// Whether a store may be changed by this process.
package enum StoreAccess: Sendable {
  case readWrite, readOnly
}

/// One SQLite file with orders, chats and what staff did, brought to the newest schema.
package struct Store: Sendable {
  /// Reads and writes of the foreground.
  package let database: Database
  /// A second connection, for reading only: counts and long searches, which may be interrupted.
  package let longReads: Database

  /// The letters "ODCK".
  package static let applicationID: Int32 = 0x4F44_434B

  /// Opens the store at `path`; a missing one is made where both `access` and `makingNew` allow it.
  ///
  /// `label` names this process in the messages of others who wait for it. Whoever writes much
  /// wants a larger cache than one who looks at a page now and then. Throws ``StoreOpenError`` or
  /// ``StoreError``; a file that is refused stays as it was.
  package init(
    at path: String,
    access: StoreAccess = .readWrite,
    makingNew: Bool = true,
    label: String = "orderdeck",
    cacheKibibytes: Int = 8192
  ) throws {
    let options = Database.Options(
      readOnly: access == .readOnly,
      createIfMissing: access == .readWrite && makingNew,
      applicationID: Self.applicationID,
      cacheKibibytes: cacheKibibytes,
      label: label,
      kind: "an orderdeck store",
      trustsSchema: true
    )
    var reading = options
    reading.readOnly = true
    reading.createIfMissing = false
    reading.cacheKibibytes = 2048
    guard let known = try Self.existing(path, options, reading) else {
      database = try Database(at: path, options: options)
      try Self.migrator.migrate(database)
      longReads = try Database(at: database.path, options: reading)
      try SchemaGuard(script: M001.script).check(longReads, isComplete: true)
      return
    }
    longReads = known
    database = try Database(at: known.path, options: options)
    if access == .readWrite { try Self.migrator.migrate(database) }
  }

  /// The file looked at before it is opened for writing, so that what is refused stays as it is.
  ///
  /// Nil for a file that is yet to be made, or whose making was cut short.
  private static func existing(
    _ path: String,
    _ writing: Database.Options,
    _ reading: Database.Options
  ) throws -> Database? {
    let database: Database
    do {
      database = try Database(at: path, options: reading)
    } catch StoreOpenError.missing where writing.createIfMissing {
      return nil
    } catch StoreOpenError.folderMissing where writing.createIfMissing {
      return nil
    } catch StoreOpenError.refused(_, let error) where !writing.readOnly && error.isReadOnly {
      // Whoever was making the file died at it: what is left of that must be undone by writing.
      return nil
    }
    let missing = try migrator.pending(in: database)
    guard missing.isEmpty || !writing.readOnly else {
      throw StoreError.olderThanProgram(database.path, migrations: missing)
    }
    try SchemaGuard(script: M001.script).check(database, isComplete: missing.isEmpty)
    return database
  }

  /// Absolute, with the links of its folder resolved.
  package var path: String { database.path }

  package var isReadOnly: Bool { database.options.readOnly }

  /// The names of all steps of the schema, oldest first.
  package static var schemaSteps: [String] { [M001.name] }

  static let migrator = Migrator([
    Migration(M001.name) { connection in
      try connection.execute(script: M001.script)
      try connection.run("PRAGMA user_version = \(raw: String(SchemaGuard.mark))")
    }
  ])
}
