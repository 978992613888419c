import SQLiteKit
import TestSupport
import Testing

private struct Stop: Error {}

struct TransactionTests {
  private let folder: TemporaryFolder
  private let database: Database

  init() throws {
    folder = try TemporaryFolder()
    database = try Database.withItems(at: folder.path("t.db"))
  }

  @Test func `a write is kept whole or not at all`() throws {
    #expect(throws: Stop.self) {
      try database.write { connection in
        try connection.run("INSERT INTO item (name) VALUES ('a')")
        throw Stop()
      }
    }
    #expect(try database.itemCount() == 0)
    try database.add("b")
    #expect(try database.itemCount() == 1)
  }

  @Test func `a dry run shows its result and keeps nothing`() throws {
    let count = try database.dryRun { connection in
      try connection.run("INSERT INTO item (name) VALUES ('a')")
      return try connection.integer("SELECT count(*) FROM item")
    }
    #expect(count == 1)
    #expect(try database.itemCount() == 0)
  }

  @Test func `a read may not write and says which door to take`() throws {
    let error = #expect(throws: SQLiteError.self) {
      try database.read { try $0.run("INSERT INTO item (name) VALUES ('a')") }
    }
    #expect(error?.isReadOnly == true)
    #expect(error?.message == "a read may not write; use Database.write")
    #expect(throws: SQLiteError.self) {
      try database.read { try $0.execute(script: "SELECT 1; DELETE FROM item") }
    }
  }

  @Test func `a read sees one moment whatever others commit`() throws {
    let other = try Database(at: folder.path("t.db"), options: .store)
    let counts = try database.read { connection in
      let before = try connection.integer("SELECT count(*) FROM item")
      try other.add("a")
      return [before, try connection.integer("SELECT count(*) FROM item")]
    }
    #expect(counts == [0, 0])
    #expect(try database.itemCount() == 1)
  }

  @Test func `a failed savepoint undoes its own changes only`() throws {
    try database.write { connection in
      try connection.run("INSERT INTO item (name) VALUES ('kept')")
      #expect(throws: Stop.self) {
        try connection.savepoint { connection in
          try connection.run("INSERT INTO item (name) VALUES ('undone')")
          try connection.savepoint { try $0.run("INSERT INTO item (name) VALUES ('too')") }
          throw Stop()
        }
      }
      try connection.savepoint { try $0.run("INSERT INTO item (name) VALUES ('also kept')") }
    }
    let names = try database.read {
      try $0.map("SELECT name FROM item ORDER BY id") { try $0.text("name") }
    }
    #expect(names == ["kept", "also kept"])
  }

  @Test func `changes and the newest row id are those of the last statement`() throws {
    try database.write { connection in
      try connection.run("INSERT INTO item (name) VALUES ('a'), ('b'), ('c')")
      #expect(connection.changes == 3)
      #expect(connection.lastInsertRowID == 3)
      try connection.run("UPDATE item SET name = 'x' WHERE id > \(1)")
      #expect(connection.changes == 2)
    }
  }

  @Test func `after SQLite gave up the transaction nothing more is written in it`() throws {
    try database.write { connection in
      try connection.execute(
        script: """
          CREATE TRIGGER guard BEFORE INSERT ON item WHEN NEW.name = 'bad'
          BEGIN SELECT RAISE(ROLLBACK, 'bad is not a name'); END;
          """
      )
    }
    let error = #expect(throws: SQLiteError.self) {
      try database.write { connection in
        try connection.run("INSERT INTO item (name) VALUES ('before')")
        // Swallowed on purpose: what follows would each commit alone.
        try? connection.run("INSERT INTO item (name) VALUES ('bad')")
        try? connection.run("INSERT INTO item (name) VALUES ('after')")
      }
    }
    #expect(error?.isRaisedByTrigger == true)
    #expect(error?.userSentence == "bad is not a name")
    #expect(try database.itemCount() == 0)
  }

  @Test func `a body that commits by itself is found out`() throws {
    #expect(throws: SQLiteError.self) {
      try database.write { try $0.run("COMMIT") }
    }
    try database.add("still works")
    #expect(try database.itemCount() == 1)
  }

  @Test func `foreign keys are enforced and double quotes are no strings`() throws {
    try database.write { connection in
      try connection.run("CREATE TABLE part (item INTEGER REFERENCES item (id)) STRICT")
    }
    let error = #expect(throws: SQLiteError.self) {
      try database.write { try $0.run("INSERT INTO part (item) VALUES (99)") }
    }
    #expect(error?.message == "FOREIGN KEY constraint failed")
    #expect(throws: SQLiteError.self) { try database.read { try $0.text("SELECT \"oops\"") } }
  }

  @Test func `the settings of the recipe hold`() throws {
    let settings = try database.dryRun { connection in
      try ["journal_mode", "synchronous", "foreign_keys", "trusted_schema", "cell_size_check"]
        .map { try connection.value("PRAGMA \(raw: $0)") }
    }
    #expect(
      settings == [.text("wal"), .integer(2), .integer(1), .integer(0), .integer(1)]
    )
    #expect(throws: SQLiteError.self) {
      try database.write { try $0.run("ATTACH 'other.db' AS other") }
    }
  }

  @Test func `using the database inside its own closure stops with the rule`() async {
    let result = await #expect(
      processExitsWith: .failure,
      observing: [\.standardErrorContent]
    ) {
      let database = try Database.inMemory()
      try database.write { _ in try database.write { _ in } }
    }
    let text = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
    #expect(text.contains("use the connection that was lent"))
  }
}
