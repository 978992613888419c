import Commerce
import Foundation
import JSON
import SQLiteKit
import Store
import Sync
import TestSupport
import Testing

/// What ends a line, what a file may begin and end with, and what is kept of a bad line.
@Suite struct LineReadingTests {
  private let bench: SyncBench
  private let good = FeedDraft.order(1).line

  init() throws { bench = try SyncBench() }

  @Test func `an empty feed is a run that changes nothing`() throws {
    let report = try bench.sync(Data())
    #expect(report.counts == SyncCounts())
    #expect(try bench.text("SELECT outcome FROM sync_runs") == "done")
  }

  @Test func `a byte order mark at the start is skipped, later it is no record`() throws {
    let feed = "\u{FEFF}\(good)\n\u{FEFF}\(FeedDraft.order(2).line)\n"
    let report = try bench.sync(Data(feed.utf8))
    #expect(report.counts.inserted == 1)
    #expect(report.problems.map(\.line) == [2])
  }

  @Test func `another encoding is refused whole with its name`() throws {
    let bytes = try #require("\(good)\n".data(using: .utf16))
    #expect(throws: SyncError.notUTF8(encoding: "UTF-16")) { try bench.sync(bytes) }
    #expect(throws: SyncError.notUTF8(encoding: "UTF-16")) { try bench.sync(bytes.dropFirst(2)) }
    #expect(try bench.text("SELECT last_error FROM sync_sources")?.contains("UTF-16") == true)
    #expect(try bench.count("orders") == 0)
  }

  @Test func `CRLF ends a line too and blank lines are counted`() throws {
    let body = FeedDraft.message(1, session: 1).with("body", "one\rtwo").line
    let report = try bench.sync(Data("\(good)\r\n\r\n  \t\n\(body)\r\n\n".utf8))
    #expect(report.counts.inserted == 2)
    #expect(report.counts.blank == 3)
    #expect(report.counts.read == 5)
    #expect(
      try bench.text("SELECT body FROM messages WHERE chat_session_id IS NOT NULL")
        == "one\rtwo"
    )
  }

  @Test func `separators of Unicode and NUL do not end a line`() throws {
    let body = FeedDraft.message(1, session: 1).with("body", "X").line
      .replacingOccurrences(of: "X", with: "a\u{2028}b\u{85}c")
    let report = try bench.sync(Data("\(body)\n\u{0}\u{0}\n\(good)\n".utf8))
    #expect(report.counts.inserted == 2)
    #expect(report.problems.map(\.line) == [2])
  }

  @Test func `a whole last record without a line end is taken once`() throws {
    #expect(try bench.sync(Data(good.utf8)).counts.inserted == 1)
    let grown = try bench.sync(Data("\(good)\n\(FeedDraft.order(2).line)\n".utf8))
    #expect(grown.counts.inserted + grown.counts.unchanged <= 2)
    #expect(try bench.count("orders") == 2)
  }

  @Test func `a line that is cut off is reported, left, and taken when it is whole`() throws {
    let second = FeedDraft.order(2).with("customer.name", "Zoë 🎁").line
    let whole = Data("\(good)\n\(second)\n".utf8)
    for cut in [1, 2, 30, 200] {
      let bench = try SyncBench()
      let report = try bench.sync(whole.dropLast(cut + 1))
      #expect(report.counts.read == 1)
      #expect(report.cutOff?.line == 2)
      #expect(try bench.count("quarantine") == 0)
      try append(whole.suffix(cut + 1), to: bench.folder.path("feed.ndjson"))
      let next = try bench.runner.run(.ndjson(path: bench.folder.path("feed.ndjson")))
      #expect(next.counts.inserted == 1)
      #expect(next.skippedLines == 1)
      #expect(next.cutOff == nil)
    }
  }

  private func append(_ bytes: Data, to path: String) throws {
    let handle = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
    try handle.seekToEnd()
    try handle.write(contentsOf: bytes)
    try handle.close()
  }

  @Test func `bytes that are not UTF-8 are set aside as they are`() throws {
    var bad = Data(FeedDraft.message(1, session: 1).with("body", "caf?").line.utf8)
    let place = try #require(bad.firstIndex(of: UInt8(ascii: "?")))
    bad[place] = 0xE9
    let report = try bench.sync(bad + Data("\n\(good)\n".utf8))
    #expect(report.counts.inserted == 1)
    #expect(report.problems.map(\.line) == [1])
    let kept = try bench.store.database.read { connection in
      try connection.first("SELECT raw, line, byte_offset, reason FROM quarantine") { row in
        (try row.blob("raw"), try row.integer("line"), try row.text("reason"))
      }
    }
    #expect(kept?.0 == Array(bad))
    #expect(kept?.1 == 1)
    #expect(kept?.2.contains("not UTF-8") == true)
  }

  @Test func `of a line beyond the limit the start and the digest are kept`() throws {
    let long = String(repeating: "y", count: SyncLimits.lineBytes + 5)
    let report = try bench.sync(Data("\(long)\n\(good)\n\(long)".utf8))
    #expect(report.counts.inserted == 1)
    #expect(report.counts.quarantined == 1)
    #expect(report.cutOff?.line == 3)
    #expect(try bench.integer("SELECT length(raw) FROM quarantine") == SyncLimits.lineBytes)
    let digest = SHA256.hexDigest(of: long.utf8)
    #expect(try bench.text("SELECT reason FROM quarantine")?.contains(digest) == true)
  }

  @Test func `a line just within the limit is taken whole`() throws {
    let room =
      SyncLimits.lineBytes - FeedDraft.message(1, session: 1).with("body", "").line.utf8.count
    let body = String(repeating: "z", count: room)
    let line = FeedDraft.message(1, session: 1).with("body", .string(body)).line
    #expect(line.utf8.count == SyncLimits.lineBytes)
    #expect(try bench.sync([line, good]).counts.inserted == 2)
    #expect(try bench.integer("SELECT length(body) FROM messages WHERE seq = 1") == room)
  }

  @Test func `a feed that is not there says so and leaves no trace`() throws {
    #expect(throws: (any Error).self) { try bench.runner.run(.ndjson(path: "/nowhere/feed")) }
    #expect(throws: (any Error).self) { try bench.runner.run(.ndjson(path: bench.folder.path)) }
    #expect(try bench.count("sync_sources") == 0)
  }

  @Test func `the store is never opened as a feed of itself`() throws {
    let path = bench.store.path
    try FileManager.default.createSymbolicLink(
      atPath: bench.folder.path("link"),
      withDestinationPath: path
    )
    for source in [SyncSource.ndjson(path: path), .ndjson(path: bench.folder.path("link"))] {
      #expect(throws: SyncError.self) { try bench.runner.run(source) }
    }
    #expect(throws: SyncError.self) { try bench.runner.run(.sqlite(path: path)) }
  }
}
