import Commerce
import Foundation
import Host
import JSON
import SQLiteKit
import Store
import Sync
import Synchronization
import TestSupport
import Testing

/// Promise P2: whatever the order, the repetition, the page size or the crash, the same rows.
@Suite struct ArrivalTests {
  private let expected: SyncBench
  private let lines = SeededFeed.lines(seed: 7)

  init() throws {
    expected = try SyncBench()
    try expected.sync(lines)
  }

  @Test func `the seeded feed is a fair one`() throws {
    #expect(lines.count > 150)
    #expect(try expected.count("orders") > 30)
    #expect(try expected.count("refunds") > 3)
    #expect(try expected.count("messages WHERE is_unread = 1") > 5)
    #expect(try expected.count("chat_orders WHERE payment_status = 'unpaid'") > 0)
    #expect(try expected.count("quarantine") == 0)
    #expect(try expected.runner.verify() == [])
  }

  @Test(arguments: [1, 2, 3, 4, 5, 6] as [UInt64])
  func `any permutation ends in the same rows`(seed: UInt64) throws {
    var random = SeededNumbers(seed: seed)
    let bench = try SyncBench()
    try bench.sync(lines.shuffled(using: &random))
    try expectSame(expected, bench)
  }

  @Test(arguments: [11, 12, 13] as [UInt64])
  func `repeated and shuffled lines end in the same rows`(seed: UInt64) throws {
    var random = SeededNumbers(seed: seed)
    let repeated = lines + lines.filter { _ in Bool.random(using: &random) }
    let bench = try SyncBench()
    try bench.sync(repeated.shuffled(using: &random), options: SyncOptions(pageSize: 9))
    try expectSame(expected, bench)
  }

  @Test(arguments: 1...7)
  func `the page size decides nothing`(size: Int) throws {
    let bench = try SyncBench()
    try bench.sync(lines, options: SyncOptions(pageSize: size))
    try expectSame(expected, bench)
  }

  @Test func `a second run reads nothing and a full one changes nothing`() throws {
    let before = try expected.dump()
    let path = expected.folder.path("feed.ndjson")
    let second = try expected.runner.run(.ndjson(path: path))
    #expect(second.counts.read == 0)
    #expect(second.skippedLines == lines.count)
    let full = try expected.runner.run(.ndjson(path: path), options: SyncOptions(isFull: true))
    #expect(full.counts.inserted == 0)
    #expect(full.counts.updated == 0)
    #expect(full.counts.unchanged == lines.count)
    #expect(try expected.dump() == before)
  }

  /// Three snapshots of one checkout: paid or failed, in the order of their times.
  @Test(arguments: 0..<8)
  func `whether a checkout ever was payable does not depend on what came first`(
    which: Int
  ) throws {
    let lines = (0..<3).map { day in
      FeedDraft.chatOrder(1)
        .with("payment.status", which & (1 << day) == 0 ? "failed" : "paid")
        .with("payment.refunded", "0.00")
        .with("updated_at", .string("2026-03-0\(day + 2)T10:00:00Z")).line
    }
    func column(_ order: [Int]) throws -> Int {
      let bench = try SyncBench()
      // A page for each, so that they are not sorted before they are stored.
      for place in order { try bench.sync([lines[place]], name: "part\(place)") }
      #expect(try bench.count("orders") == (which == 0 ? 0 : 1))
      return try bench.count("chat_orders WHERE was_payable = 1")
    }
    let expected = try column([0, 1, 2])
    for order in [[0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]] {
      #expect(try column(order) == expected, "\(order)")
    }
  }

  private struct Killed: Error {}

  @Test func `a run that ends after any page goes on where it was`() throws {
    let bench = try SyncBench()
    try Data((lines.joined(separator: "\n") + "\n").utf8)
      .write(to: URL(fileURLWithPath: bench.folder.path("feed.ndjson")))
    var runs = 0
    var report: SyncReport?
    while report == nil {
      runs += 1
      let limit = 1 + runs % 3
      var pages = 0
      let options = SyncOptions(
        pageSize: 10,
        progress: { _ in
          pages += 1
          if pages == limit { throw Killed() }
        }
      )
      do {
        report = try bench.runner.run(
          .ndjson(path: bench.folder.path("feed.ndjson")),
          options: options
        )
      } catch is Killed {
        #expect(try bench.text("SELECT outcome FROM sync_runs ORDER BY serial DESC") == "failed")
      }
    }
    #expect(runs > 5)
    try expectSame(expected, bench)
  }

  @Test func `a cancelled run is an interrupted one and loses nothing`() throws {
    let bench = try SyncBench()
    var looks = 0
    let options = SyncOptions(
      pageSize: 20,
      isCancelled: {
        looks += 1
        return looks > 3
      }
    )
    let report = try bench.sync(lines, options: options)
    #expect(report.wasCancelled)
    #expect(report.counts.read < lines.count)
    #expect(try bench.text("SELECT outcome FROM sync_runs") == "interrupted")
    try bench.sync(lines)
    try expectSame(expected, bench)
  }

  @Test func `two runs of one feed at once end in the same rows`() throws {
    let bench = try SyncBench()
    let path = bench.folder.path("feed.ndjson")
    try Data((lines.joined(separator: "\n") + "\n").utf8).write(to: URL(fileURLWithPath: path))
    let failures = Mutex<[String]>([])
    let storePath = bench.store.path
    DispatchQueue.concurrentPerform(iterations: 2) { number in
      do {
        let runner = SyncRunner(store: try Store(at: storePath, label: "run \(number)"))
        try runner.run(.ndjson(path: path), options: SyncOptions(pageSize: 4 + number))
      } catch {
        failures.withLock { $0.append("\(error)") }
      }
    }
    #expect(failures.withLock { $0 } == [])
    try expectSame(expected, bench)
    let size = try #require(FileManager.default.contents(atPath: path)).count
    #expect(try bench.integer("SELECT cursor ->> 'offset' FROM sync_sources") == size)
  }

  @Test func `a feed that was written anew is read from its start`() throws {
    let bench = try SyncBench()
    try bench.sync(Array(lines.prefix(40)))
    let report = try bench.sync(lines.reversed())
    #expect(report.skippedLines == 0)
    #expect(report.counts.read == lines.count)
    try expectSame(expected, bench)
  }
}
