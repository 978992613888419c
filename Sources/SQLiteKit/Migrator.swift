/// One named step in the history of the schema; never edited after release.
package struct Migration: Sendable {
  package let name: String
  let apply: @Sendable (borrowing Connection) throws -> Void

  /// A step of SQL text, one or many statements.
  package init(_ name: String, _ sql: String) {
    self.init(name) { try $0.execute(script: sql) }
  }

  package init(
    _ name: String,
    apply: @escaping @Sendable (borrowing Connection) throws -> Void
  ) {
    self.name = name
    self.apply = apply
  }
}

/// Brings a database from whatever step it is at to the newest, each step in its transaction.
package struct Migrator: Sendable {
  private let migrations: [Migration]

  package init(_ migrations: [Migration]) {
    precondition(
      Set(migrations.map(\.name)).count == migrations.count,
      "two migrations share a name"
    )
    self.migrations = migrations
  }

  /// Runs what is missing, up to and including `last`.
  ///
  /// A failing step leaves no trace and ends the run; the steps before it are kept. Throws
  /// ``StoreOpenError/newerThanProgram(_:migrations:)`` before any change when the database has
  /// steps this program does not know.
  package func migrate(_ database: Database, upTo last: String? = nil) throws {
    for name in try pending(in: database) {
      guard let migration = migrations.first(where: { $0.name == name }) else { continue }
      try database.write { try runIfNew(migration, on: $0, path: database.path) }
      if name == last { return }
    }
  }

  /// The names of the steps still to be run, in order; changes nothing.
  package func pending(in database: Database) throws -> [String] {
    try database.read { connection in
      let applied = try applied(on: connection, path: database.path)
      return migrations.map(\.name).filter { !applied.contains($0) }
    }
  }

  private func runIfNew(
    _ migration: Migration,
    on connection: borrowing Connection,
    path: String
  ) throws {
    try connection.run(
      """
      CREATE TABLE IF NOT EXISTS schema_migrations (
        name TEXT NOT NULL PRIMARY KEY,
        applied_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now'))
      ) STRICT
      """
    )
    // Another process may have come first.
    guard try !applied(on: connection, path: path).contains(migration.name) else { return }
    try migration.apply(connection)
    try connection.run("INSERT INTO schema_migrations (name) VALUES (\(migration.name))")
  }

  private func applied(on connection: borrowing Connection, path: String) throws -> Set<String> {
    let hasTable = try connection.exists(
      "SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'schema_migrations'"
    )
    guard hasTable else { return [] }
    let names = try connection.map("SELECT name FROM schema_migrations ORDER BY rowid") {
      try $0.text("name")
    }
    let known = Set(migrations.map(\.name))
    let unknown = names.filter { !known.contains($0) }
    guard unknown.isEmpty else {
      throw StoreOpenError.newerThanProgram(path, migrations: unknown)
    }
    return Set(names)
  }
}
