import Dispatch
import Foundation
import SQLiteKit
import Synchronization
import TestSupport
import Testing

@Suite(.serialized)
struct ChangeWatcherTests {
  private let folder: TemporaryFolder
  private let path: String
  private let database: Database

  init() throws {
    folder = try TemporaryFolder()
    path = folder.path("t.db")
    database = try Database.withItems(at: path)
  }

  /// Counts the calls of a watcher and lets a test wait for the next one.
  private final class Calls: Sendable {
    private let semaphore = DispatchSemaphore(value: 0)

    func note() { semaphore.signal() }

    func waitForOne(atMost time: Double = 5) -> Bool {
      semaphore.wait(timeout: .now() + time) == .success
    }
  }

  @Test func `a commit of another connection is told`() throws {
    let calls = Calls()
    let watcher = try ChangeWatcher(watching: path) { calls.note() }
    #expect(watcher.isEventDriven)
    try database.add("a")
    #expect(calls.waitForOne())
    try database.add("b")
    #expect(calls.waitForOne())
    watcher.stop()
  }

  @Test func `a commit of another process without the lock file is told`() throws {
    let calls = Calls()
    let watcher = try ChangeWatcher(watching: path, ignoring: database) { calls.note() }
    StrangeWriter(path).execute("INSERT INTO item (name) VALUES ('s')")
    #expect(calls.waitForOne())
    watcher.stop()
  }

  @Test func `a rollback and own commits are not told`() throws {
    let calls = Calls()
    let other = try Database(at: path, options: .store)
    let watcher = try ChangeWatcher(watching: path, ignoring: database) { calls.note() }
    try database.add("own")
    try other.dryRun { try $0.run("INSERT INTO item (name) VALUES ('undone')") }
    #expect(!calls.waitForOne(atMost: 0.3))
    try other.add("foreign")
    #expect(calls.waitForOne())
    watcher.stop()
  }

  @Test func `many commits are gathered into few calls and the last is never missed`() throws {
    let calls = Mutex(0)
    let allAreWritten = DispatchSemaphore(value: 0)
    let lastIsSeen = DispatchSemaphore(value: 0)
    let reader = try Database(at: path, options: .store.with { $0.readOnly = true })
    let watcher = try ChangeWatcher(watching: path) {
      let isFirst = calls.withLock {
        $0 += 1
        return $0 == 1
      }
      // Kept busy, it cannot tell of the commits one by one.
      if isFirst { _ = allAreWritten.wait(timeout: .now() + 60) }
      if (try? reader.itemCount()) == 300 { lastIsSeen.signal() }
    }
    for number in 1...300 { try database.add("\(number)") }
    allAreWritten.signal()
    #expect(lastIsSeen.wait(timeout: .now() + 5) == .success)
    watcher.stop()
    #expect(calls.withLock { $0 } <= 3)
  }

  @Test func `nothing is told after stop and stopping twice is harmless`() throws {
    let calls = Calls()
    let watcher = try ChangeWatcher(watching: path) { calls.note() }
    watcher.stop()
    watcher.stop()
    try database.add("late")
    #expect(!calls.waitForOne(atMost: 0.1))
  }

  @Test func `a watcher may be let go from its own call`() throws {
    let holder = Mutex<ChangeWatcher?>(nil)
    let calls = Calls()
    let watcher = try ChangeWatcher(watching: path) {
      holder.withLock { $0 = nil }
      calls.note()
    }
    holder.withLock { $0 = watcher }
    try database.add("a")
    #expect(calls.waitForOne())
  }
}
