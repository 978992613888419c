import Foundation
import SQLiteKit
import TestSupport
import Testing

struct WriterLockTests {
  private let folder: TemporaryFolder
  private let path: String
  private let database: Database

  init() throws {
    folder = try TemporaryFolder()
    path = folder.path("t.db")
    database = try Database.withItems(at: path)
  }

  @Test func `programs that write at once lose nothing and meet no error`() async throws {
    let database = database
    await withTaskGroup(of: Void.self) { group in
      for _ in 1...3 {
        group.addTask { [path] in
          await #expect(processExitsWith: .success) { [path = path as String] in
            let database = try Database(at: path, options: .store)
            for _ in 1...200 { try database.add("by a process") }
          }
        }
      }
      group.addTask {
        // A database object of the same process is one more writer.
        #expect(throws: Never.self) { for _ in 1...200 { try database.add("by this one") } }
      }
    }
    #expect(try database.itemCount() == 800)
    #expect(try database.integrityCheck() == [])
  }

  @Test func `a program that knows no lock file is waited for and loses nothing`() async throws {
    let database = database
    let path = path
    await withTaskGroup(of: Void.self) { group in
      group.addTask {
        let strange = StrangeWriter(path)
        for _ in 1...200 { #expect(strange.execute("INSERT INTO item (name) VALUES ('s')") == 0) }
      }
      group.addTask {
        #expect(throws: Never.self) { for _ in 1...200 { try database.add("ours") } }
      }
    }
    #expect(try database.itemCount() == 400)
    #expect(try database.integrityCheck() == [])
  }

  @Test func `a writer that waits in vain is told who holds the lock`() throws {
    let options = Database.Options.store.with {
      $0.busyTimeout = .milliseconds(60)
      $0.label = "impatient"
    }
    let other = try Database(at: path, options: options)
    let error = try database.write { _ in
      #expect(throws: SQLiteError.self) { try other.add("x") }
    }
    #expect(error?.isBusy == true)
    let sentence = "pid \(getpid()) (test) has been writing \(path) for 1 s; try again."
    #expect(error?.userSentence == sentence)
    try other.add("now")
  }

  @Test func `a strange program that holds the write lock makes us busy and not broken`() throws {
    let options = Database.Options.store.with { $0.busyTimeout = .milliseconds(60) }
    let other = try Database(at: path, options: options)
    let strange = StrangeWriter(path)
    strange.execute("BEGIN IMMEDIATE")
    let error = #expect(throws: SQLiteError.self) { try other.add("x") }
    #expect(error?.isBusy == true)
    #expect(error?.userSentence.contains("pid \(getpid()) (") == true)
    #expect(try other.itemCount() == 0)
    strange.execute("ROLLBACK")
    try other.add("now")
  }

  @Test func `a killed writer frees the lock and leaves nothing half done`() async throws {
    await #expect(processExitsWith: .signal(SIGKILL)) { [path = path as String] in
      let database = try Database(at: path, options: .store)
      try database.add("kept")
      try database.write { connection in
        try connection.run("INSERT INTO item (name) VALUES ('lost')")
        kill(getpid(), SIGKILL)
      }
    }
    let names = try database.write {
      try $0.map("SELECT name FROM item") { try $0.text("name") }
    }
    #expect(names == ["kept"])
  }

  @Test func `a lock file that was removed is made again`() throws {
    let other = try Database(at: path, options: .store.with { $0.busyTimeout = .milliseconds(60) })
    try FileManager.default.removeItem(atPath: path + ".lock")
    try database.write { _ in
      let error = #expect(throws: SQLiteError.self) { try other.add("x") }
      #expect(error?.isBusy == true)
    }
    #expect(try folder.permissions("t.db.lock") == 0o600)
  }
}
