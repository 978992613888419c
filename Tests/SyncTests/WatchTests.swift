import Commerce
import Foundation
import SQLiteKit
import Store
import Sync
import TestSupport
import Testing

/// Sources that grow while they are watched.
///
/// Each look at the source is one step of the story.
@Suite struct WatchTests {
  private let bench: SyncBench
  private let path: String
  private let told = Told()

  init() throws {
    bench = try SyncBench()
    path = bench.folder.path("feed.ndjson")
  }

  private func append(_ text: String) throws {
    let handle = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
    try handle.seekToEnd()
    try handle.write(contentsOf: Data(text.utf8))
    try handle.close()
  }

  /// Ends the watch once the store holds `count` orders, or after so many looks that it hangs.
  private func options(
    until count: Int,
    _ step: @escaping (Int) throws -> Void
  ) -> (SyncOptions, Failures) {
    let failures = Failures()
    let bench = bench
    var looks = 0
    let told = told
    let options = SyncOptions(
      batch: { told.all.append($0.counts.read) },
      isCancelled: {
        looks += 1
        do {
          let orders = try bench.count("orders")
          try step(orders)
          return orders == count || looks > 60
        } catch {
          failures.all.append("\(error)")
          return true
        }
      }
    )
    return (options, failures)
  }

  private final class Failures { var all: [String] = [] }

  /// How many records each batch had.
  private final class Told { var all: [Int] = [] }

  @Test func `a feed is followed while it grows, is cut off and is replaced`() throws {
    try Data((FeedDraft.order(1).line + "\n").utf8).write(to: URL(fileURLWithPath: path))
    let second = FeedDraft.order(2).line + "\n"
    var steps = 0
    let (options, failures) = options(until: 4) { orders in
      switch (orders, steps) {
      case (1, 0): try append(String(second.prefix(100)))
      case (1, 1): try append(String(second.dropFirst(100)))
      case (2, 2): try append(FeedDraft.order(3).line)
      case (3, 3):
        let anew = [3, 4].map { FeedDraft.order($0).line + "\n" }.joined()
        try Data(anew.utf8).write(to: URL(fileURLWithPath: path + ".new"))
        try FileManager.default.removeItem(atPath: path)
        try FileManager.default.moveItem(atPath: path + ".new", toPath: path)
      default: return
      }
      steps += 1
    }
    let report = try bench.runner.watch(.ndjson(path: path), options: options)
    #expect(failures.all == [])
    #expect(steps == 4)
    #expect(try bench.count("orders") == 4)
    #expect(report.counts.quarantined == 0)
    #expect(try bench.text("SELECT outcome FROM sync_runs") == "done")
    #expect(told.all.first == 1)
    #expect(told.all.reduce(0, +) == 5)
  }

  @Test func `a bot's database is followed while it is written`() throws {
    let database = try Database(
      at: bench.folder.path("bot.db"),
      options: Database.Options(createIfMissing: true)
    )
    let insert = { (number: Int) in
      try database.write { connection in
        try connection.run(
          """
          INSERT INTO chat_orders VALUES (\("bot-\(number)"), \("B\(number)"), 'Ana', '[]', 'EUR',
            100, 'paid', '2026-03-01T09:00:00Z')
          """
        )
      }
    }
    try database.write { connection in
      try connection.run(
        """
        CREATE TABLE chat_orders (id TEXT, order_number TEXT, customer_name TEXT, items TEXT,
          currency TEXT, amount_total INTEGER, payment_status TEXT, created_at TEXT)
        """
      )
    }
    try insert(1)
    var written = 1
    let (options, failures) = options(until: 3) { orders in
      guard orders == written, written < 3 else { return }
      written += 1
      try insert(written)
    }
    try bench.runner.watch(.sqlite(path: database.path), options: options)
    #expect(failures.all == [])
    #expect(try bench.count("orders") == 3)
  }

  @Test func `a source that is followed counts as synced while the watch goes on`() throws {
    try Data((FeedDraft.order(1).line + "\n").utf8).write(to: URL(fileURLWithPath: path))
    let bench = bench
    var looks = 0
    var isSynced = false
    let options = SyncOptions(isCancelled: {
      looks += 1
      // A store that cannot be read shows nothing, and the looks run out.
      isSynced = (try? bench.store.syncSources().first?.lastSuccessAt) != nil
      return isSynced || looks > 60
    })
    try bench.runner.watch(.ndjson(path: path), options: options)
    #expect(isSynced)
  }

  @Test func `standard input cannot be watched, and the sentence says so`() {
    #expect(throws: SyncError.cannotWatch("standard input")) {
      try bench.runner.watch(.standardInput)
    }
  }
}
