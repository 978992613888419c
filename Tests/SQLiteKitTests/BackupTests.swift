import Foundation
import SQLiteKit
import TestSupport
import Testing

struct BackupTests {
  private let folder: TemporaryFolder
  private let database: Database

  init() throws {
    folder = try TemporaryFolder()
    database = try Database.withItems(at: folder.path("t.db"))
    try database.write { connection in
      for number in 1...500 {
        let name = "\(number) " + String(repeating: "x", count: 2000)
        try connection.run("INSERT INTO item (name) VALUES (\(name))")
      }
    }
  }

  private var copy: String { folder.path("copy.db") }

  @Test func `a backup is one private file that opens as a store`() throws {
    var steps: [Int] = []
    try database.backup(to: copy) { done, total in
      #expect(done <= total)
      steps.append(done)
    }
    #expect(steps == steps.sorted())
    #expect(try folder.permissions("copy.db") == 0o600)
    #expect(try folder.names().filter { $0.contains("copy") } == ["copy.db"])
    let restored = try Database(at: copy, options: .store)
    #expect(try restored.itemCount() == 500)
    #expect(try restored.integrityCheck() == [])
  }

  @Test func `a backup under writers is one moment of the store`() throws {
    let other = try Database(at: folder.path("t.db"), options: .store)
    try database.backup(to: copy) { _, _ in try other.add("while copying") }
    #expect(try Database(at: copy, options: .store).itemCount() == 500)
    #expect(try database.itemCount() > 500)
  }

  @Test func `a file that is there is only replaced when asked`() throws {
    try folder.write(Data("mine".utf8), to: "copy.db")
    let error = #expect(throws: BackupError.self) { try database.backup(to: copy) }
    #expect(error == .targetExists(copy))
    #expect(try folder.bytes("copy.db") == Data("mine".utf8))
    try database.backup(to: copy, replace: true)
    #expect(try Database(at: copy, options: .store).itemCount() == 500)
  }

  @Test func `a backup onto the store itself or a store in use is refused`() throws {
    let own = #expect(throws: BackupError.self) {
      try database.backup(to: database.path, replace: true)
    }
    #expect(own == .targetInUse(database.path))
    let other = try Database.withItems(at: folder.path("other.db"))
    #expect(throws: BackupError.self) { try database.backup(to: other.path, replace: true) }
    #expect(try database.itemCount() == 500)
  }

  @Test
  func `a backup that somebody has looked into can be replaced once nobody is at it`() throws {
    try database.backup(to: copy)
    do {
      let looker = try Database(at: copy, options: .store)
      #expect(try looker.itemCount() == 500)
      let error = #expect(throws: BackupError.self) {
        try database.backup(to: copy, replace: true)
      }
      #expect(error == .targetInUse(copy))
      #expect(try looker.itemCount() == 500)
    }
    #expect(try folder.names().contains("copy.db-wal"))
    try database.backup(to: copy, replace: true)
    #expect(try Database(at: copy, options: .store).itemCount() == 500)
  }

  @Test func `a backup that is given up leaves nothing`() throws {
    struct Stop: Error {}
    #expect(throws: Stop.self) { try database.backup(to: copy) { _, _ in throw Stop() } }
    #expect(try folder.names().filter { $0.contains("copy") } == [])
  }

  @Test func `what a killed backup left is removed by the next`() async throws {
    await #expect(processExitsWith: .signal(SIGKILL)) {
      [copy = copy as String, path = database.path as String] in
      let database = try Database(at: path, options: .store)
      try database.backup(to: copy) { _, _ in kill(getpid(), SIGKILL) }
    }
    #expect(try folder.names().filter { $0.contains("copy.db.partial") }.count >= 1)
    #expect(try folder.names().contains("copy.db") == false)
    try database.backup(to: copy)
    #expect(try folder.names().filter { $0.contains("copy") } == ["copy.db"])
  }

  @Test func `a store in memory is backed up too`() throws {
    let memory = try Database.inMemory()
    try memory.write { try $0.execute(script: "CREATE TABLE t (a); INSERT INTO t VALUES (1)") }
    try memory.backup(to: copy)
    let restored = try Database(at: copy, options: .init(readOnly: true))
    #expect(try restored.read { try $0.integer("SELECT a FROM t") } == 1)
  }
}
