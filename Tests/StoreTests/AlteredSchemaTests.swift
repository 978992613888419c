import Foundation
import SQLiteKit
import Store
import TestSupport
import Testing

/// A store in which another program changed more than rows.
@Suite struct AlteredSchemaTests {
  @Test(arguments: [
    "CREATE TRIGGER spy AFTER INSERT ON messages BEGIN DELETE FROM audit; END",
    "CREATE TRIGGER spy BEFORE UPDATE ON orders BEGIN SELECT RAISE(IGNORE); END",
    "DROP TRIGGER order_events_no_update",
    "DROP VIEW unified_orders; CREATE VIEW unified_orders AS SELECT 1 AS id",
    "DROP VIEW unified_orders",
    "DROP INDEX orders_by_created; CREATE INDEX orders_by_created ON orders (serial)",
    "DROP TABLE drafts; CREATE TABLE drafts (order_id TEXT, staff_id TEXT, kind TEXT, "
      + "body TEXT AS (hex(zeroblob(100000000))), updated_at TEXT)",
    "DROP TABLE tickets; CREATE VIEW tickets AS SELECT * FROM orders",
    "DROP TABLE message_search; CREATE TABLE message_search (body TEXT)",
    "PRAGMA writable_schema = 1; UPDATE sqlite_schema SET sql = replace(sql, 'DELETE ON', 'UPDATE ON') "
      + "WHERE name = 'audit_no_delete'",
  ])
  func `is refused with the reason and left as it is`(script: String) throws {
    let temporary = try closedStore()
    let path = temporary.path("orders.db")
    let altering = """
      import sqlite3, sys
      store = sqlite3.connect(sys.argv[1], isolation_level=None)
      store.executescript(sys.argv[2])
      store.execute("PRAGMA wal_checkpoint(TRUNCATE)")
      """
    #expect(try Python.run(altering, path, script) == 0)
    let before = try Data(contentsOf: URL(fileURLWithPath: path))
    try expectRefusal(path)
    #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == before)
  }

  @Test func `a store of another build is said to be one, and left as it is`() throws {
    let temporary = try closedStore()
    let path = temporary.path("orders.db")
    let aging = """
      import sqlite3, sys
      store = sqlite3.connect(sys.argv[1], isolation_level=None)
      store.executescript("DROP VIEW unified_orders; PRAGMA user_version = 1")
      store.execute("PRAGMA wal_checkpoint(TRUNCATE)")
      """
    #expect(try Python.run(aging, path) == 0)
    let before = try Data(contentsOf: URL(fileURLWithPath: path))
    for access in [StoreAccess.readWrite, .readOnly] {
      let error = #expect(throws: StoreError.self) { _ = try Store(at: path, access: access) }
      let words = try #require(error.map { "\($0)" })
      #expect(words.contains("was made by another build of orderdeck (the missing unified_orders)"))
      #expect(!words.contains("altered by"))
    }
    #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == before)
  }

  @Test func `tables, indexes and views of other names are nobody's business`() throws {
    let temporary = try closedStore()
    let path = temporary.path("orders.db")
    let adding = """
      import sqlite3, sys
      store = sqlite3.connect(sys.argv[1])
      store.executescript("CREATE TABLE theirs (x); CREATE VIEW mine AS SELECT id FROM orders;"
        "CREATE INDEX extra ON orders (carrier); CREATE TRIGGER own AFTER INSERT ON theirs"
        " BEGIN DELETE FROM theirs; END; ANALYZE;")
      """
    #expect(try Python.run(adding, path) == 0)
    _ = try Store(at: path)
  }

  private func expectRefusal(_ path: String) throws {
    for access in [StoreAccess.readWrite, .readOnly] {
      let error = #expect(throws: StoreError.self) { _ = try Store(at: path, access: access) }
      #expect(error.map { "\($0)" }?.contains("altered by another program") == true)
    }
  }

  private func closedStore() throws -> TemporaryFolder {
    let folder = try TemporaryFolder("altered")
    let store = try Store(at: folder.path("orders.db"))
    try store.database.checkpoint()
    return folder
  }
}
