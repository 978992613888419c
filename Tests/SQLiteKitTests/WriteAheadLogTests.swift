import Foundation
import SQLiteKit
import TestSupport
import Testing

struct WriteAheadLogTests {
  private let folder: TemporaryFolder
  private let path: String
  private let database: Database
  private let big = String(repeating: "x", count: 400_000)

  init() throws {
    folder = try TemporaryFolder()
    path = folder.path("t.db")
    database = try Database.withItems(at: path)
  }

  @Test func `the log stays small under steady writing`() throws {
    for _ in 1...150 { try database.add(big) }
    #expect(database.walSize < 24 << 20)
  }

  @Test func `closing leaves the log for the next to open`() throws {
    do { try Database(at: path, options: .store).add("in the log") }
    #expect(database.walSize > 0)
    #expect(try database.itemCount() == 1)
  }

  @Test func `a checkpoint empties the log`() throws {
    try database.add("a")
    #expect(database.walSize > 0)
    try database.checkpoint()
    #expect(database.walSize == 0)
    #expect(try database.itemCount() == 1)
  }

  @Test func `an endless reader cannot make the log grow beyond its bound`() throws {
    let options = Database.Options.store.with { $0.busyTimeout = .milliseconds(20) }
    let writer = try Database(at: path, options: options)
    let reader = try Database(at: path, options: .store.with { $0.readOnly = true })
    let error = #expect(throws: SQLiteError.self) {
      try reader.read { connection in
        _ = try connection.integer("SELECT count(*) FROM item")
        for _ in 1...400 { try writer.add(big) }
      }
    }
    #expect(error?.isBusy == true)
    #expect(error?.userSentence.contains("read for too long by pid \(getpid()) (") == true)
    #expect(writer.walSize < 66 << 20)
    try writer.add("after")
    #expect(writer.walSize < 24 << 20)
  }
}
