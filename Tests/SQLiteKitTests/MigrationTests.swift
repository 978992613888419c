import SQLiteKit
import TestSupport
import Testing

struct MigrationTests {
  private let folder: TemporaryFolder
  private let database: Database

  private let first = Migration("001 items", "CREATE TABLE item (id INTEGER PRIMARY KEY) STRICT;")
  private let second = Migration(
    "002 names",
    """
    -- Two statements, a comment, and a ; in a string.
    ALTER TABLE item ADD COLUMN name TEXT NOT NULL DEFAULT 'a;b';
    CREATE INDEX item_name ON item (name);
    """
  )

  init() throws {
    folder = try TemporaryFolder()
    database = try Database(at: folder.path("t.db"), options: .store)
  }

  private func objects() throws -> [String] {
    try database.read {
      try $0.map("SELECT name FROM sqlite_schema WHERE name NOT LIKE 'sqlite_%' ORDER BY name") {
        try $0.text("name")
      }
    }
  }

  @Test func `steps run once each in order`() throws {
    let migrator = Migrator([first, second])
    #expect(try migrator.pending(in: database) == ["001 items", "002 names"])
    try migrator.migrate(database)
    try migrator.migrate(database)
    #expect(try migrator.pending(in: database).isEmpty)
    #expect(try objects() == ["item", "item_name", "schema_migrations"])
  }

  @Test func `a step keeps the rows that are there`() throws {
    try Migrator([first, second]).migrate(database, upTo: "001 items")
    try database.write { try $0.run("INSERT INTO item (id) VALUES (7)") }
    try Migrator([first, second]).migrate(database)
    #expect(try database.read { try $0.text("SELECT name FROM item WHERE id = 7") } == "a;b")
  }

  @Test func `a step that was applied is frozen`() throws {
    try Migrator([first]).migrate(database)
    let edited = Migration("001 items", "CREATE TABLE other (id INTEGER) STRICT")
    try Migrator([edited]).migrate(database)
    #expect(try objects() == ["item", "schema_migrations"])
  }

  @Test func `a failing step leaves no trace and the steps before it stay`() throws {
    let broken = Migration(
      "002 broken",
      "CREATE TABLE extra (id INTEGER); INSERT INTO nowhere VALUES (1)"
    )
    #expect(throws: SQLiteError.self) { try Migrator([first, broken]).migrate(database) }
    #expect(try objects() == ["item", "schema_migrations"])
    #expect(try Migrator([first, broken]).pending(in: database) == ["002 broken"])
    try Migrator([first, second]).migrate(database)
    #expect(try objects().contains("item_name"))
  }

  @Test func `a step may be written in Swift`() throws {
    let step = Migration("002 rows") { connection in
      for id in 1...3 { try connection.run("INSERT INTO item (id) VALUES (\(id))") }
    }
    try Migrator([first, step]).migrate(database)
    #expect(try database.itemCount() == 3)
  }

  @Test func `a store with a step this program does not know is refused unchanged`() throws {
    try Migrator([first, second]).migrate(database)
    let old = Migrator([first])
    let error = #expect(throws: StoreOpenError.self) { try old.migrate(database) }
    #expect(error == .newerThanProgram(database.path, migrations: ["002 names"]))
    #expect(error?.description.contains("Update the program") == true)
    #expect(throws: StoreOpenError.self) { try old.pending(in: database) }
  }

  @Test func `two programs that migrate at once apply each step once`() throws {
    let other = try Database(at: folder.path("t.db"), options: .store)
    let step = Migration("002 by the other first", "CREATE TABLE late (id INTEGER) STRICT")
    try Migrator([first]).migrate(database)
    // The other one applies the step between our look at what is pending and our own write.
    let racing = Migration("001 items", "SELECT 1")
    try Migrator([racing, step]).migrate(other)
    try Migrator([racing, step]).migrate(database)
    #expect(try objects() == ["item", "late", "schema_migrations"])
  }
}
