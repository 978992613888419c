import Commerce
import Foundation
import SQLiteKit
import Store
import TestSupport
import Testing

@Suite struct OpeningTests {
  private let now = Instant(milliseconds: 1_790_000_000_000)

  @Test func `a missing store and its folder are made for their owner alone`() throws {
    let folder = try TemporaryFolder("open")
    let path = folder.path("share/orderdeck/orders.db")
    let store = try Store(at: path)
    #expect(store.path.hasSuffix("/share/orderdeck/orders.db"))
    #expect(try permissions(folder.path("share/orderdeck")) == 0o700)
    #expect(try permissions(path) == 0o600)
  }

  @Test func `whoever writes waits five seconds for the others`() throws {
    #expect(try TemporaryStore().database.options.busyTimeout == .seconds(5))
  }

  @Test func `opening again finds everything and runs no step twice`() throws {
    let temporary = try TemporaryStore()
    try temporary.insertChat(OrderRow("a"))
    let again = try Store(at: temporary.path)
    #expect(try again.order(OrderID("a"))?.summary.number == "N-a")
    #expect(
      try temporary.texts("SELECT name FROM schema_migrations ORDER BY rowid") == Store.schemaSteps
    )
  }

  @Test func `a store of a newer program is refused and left as it is`() throws {
    let folder = try TemporaryFolder("open")
    let path = folder.path("orders.db")
    try closed(Store(at: path)) { store in
      try store.database.write {
        try $0.run("INSERT INTO schema_migrations (name) VALUES ('999 from the future')")
      }
      try store.database.checkpoint()
    }
    let before = try Data(contentsOf: URL(filePath: path))
    #expect(throws: StoreOpenError.newerThanProgram(path, migrations: ["999 from the future"])) {
      _ = try Store(at: path)
    }
    #expect(try Data(contentsOf: URL(filePath: path)) == before)
  }

  @Test func `a database of another program is refused and left as it is`() throws {
    let folder = try TemporaryFolder("open")
    let path = folder.path("theirs.db")
    try closed(
      Database(at: path, options: Database.Options(createIfMissing: true))
    ) { database in
      try database.write { try $0.run("CREATE TABLE notes (text TEXT)") }
      try database.checkpoint()
    }
    let before = try Data(contentsOf: URL(filePath: path))
    #expect(throws: StoreOpenError.self) { _ = try Store(at: path) }
    #expect(try Data(contentsOf: URL(filePath: path)) == before)
  }

  @Test func `a text file is refused`() throws {
    let folder = try TemporaryFolder("open")
    let path = try folder.write(String(repeating: "orders\n", count: 400), to: "orders.db")
    #expect(throws: StoreOpenError.notADatabase(path)) { _ = try Store(at: path) }
  }

  @Test func `reading only makes no file and brings nothing up to date`() throws {
    let folder = try TemporaryFolder("open")
    let path = folder.path("orders.db")
    #expect(throws: StoreOpenError.missing(path)) { _ = try Store(at: path, access: .readOnly) }
    let options = Database.Options(
      createIfMissing: true,
      applicationID: Store.applicationID
    )
    let empty = try Database(at: path, options: options)
    #expect(throws: StoreError.olderThanProgram(path, migrations: Store.schemaSteps)) {
      _ = try Store(at: path, access: .readOnly)
    }
    #expect(try empty.read { try $0.integer("SELECT count(*) FROM sqlite_schema") } == 0)
  }

  @Test func `a store for reading only refuses to write`() throws {
    let temporary = try TemporaryStore()
    try temporary.insertChat(OrderRow("a"))
    let reader = try Store(at: temporary.path, access: .readOnly)
    #expect(reader.isReadOnly)
    #expect(try reader.statusCounts().total == 1)
    #expect(throws: SQLiteError.self) {
      try reader.database.write { try $0.run("DELETE FROM drafts") }
    }
  }

  // MARK: People

  @Test func `the first person on a new store is admin, the next an agent`() throws {
    let temporary = try TemporaryStore()
    let store = temporary.store
    let first = try store.identify(osUser: "ana", now: now)
    let second = try store.identify(osUser: "bo", now: now)
    #expect(first.role == .admin)
    #expect(second.role == .agent)
    #expect(try store.identify(osUser: "ana", now: now) == first)
    #expect(try store.staff() == [first, second])
    #expect(try store.staff(named: "BO") == second)
    #expect(try store.staff(named: "nobody") == nil)
  }

  @Test func `reading only knows a new person without keeping them`() throws {
    let temporary = try TemporaryStore()
    let reader = try Store(at: temporary.path, access: .readOnly)
    #expect(try reader.identify(osUser: "ana", now: now).role == .admin)
    #expect(try temporary.store.staff() == [])
  }

  @Test func `an id that another program gave away is not taken over`() throws {
    let temporary = try TemporaryStore()
    try temporary.run(
      """
      INSERT INTO staff (id, name, role, created_at)
      VALUES ('ana', 'Another Ana', 'ops', '2026-01-01T00:00:00.000Z')
      """
    )
    let person = try temporary.store.identify(osUser: "ana", now: now)
    #expect(person.id == StaffID("os:ana"))
    #expect(person.role == .agent)
  }

  // MARK: Aids

  private func permissions(_ path: String) throws -> Int? {
    try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
  }

  /// Uses a database and lets go of it, so that its file may be looked at by other means.
  private func closed<Opened>(_ opened: Opened, _ body: (Opened) throws -> Void) throws {
    try body(opened)
  }
}
