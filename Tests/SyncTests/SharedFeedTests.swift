import Commerce
import Foundation
import JSON
import SQLiteKit
import Store
import Sync
import TestSupport
import Testing

/// The converted public feeds, on machines that have them.
@Suite(.enabled(if: SharedFeed.folder != nil))
struct SharedFeedTests {
  private let bench: SyncBench
  private let folder: URL

  init() throws {
    bench = try SyncBench()
    folder = try #require(SharedFeed.folder)
  }

  private var feed: String { folder.appending(path: "small/feed.ndjson").path }

  @Test func `the small feed arrives with the counts that are written beside it`() throws {
    let report = try bench.runner.run(.ndjson(path: feed))
    #expect(report.counts.read == 7_281)
    #expect(report.counts.quarantined == 0)
    #expect(report.counts.conflicts == 0)
    #expect(report.problems == [])
    #expect(try bench.count("orders") == 1_000)
    #expect(try bench.count("orders WHERE source = 'chat_commerce'") == 300)
    #expect(try bench.count("orders WHERE source = 'standard'") == 700)
    #expect(try bench.count("messages WHERE id NOT LIKE '%:opened'") == 6_221)
    #expect(try bench.count("messages WHERE id LIKE '%:opened'") == 1_000)
    #expect(try bench.count("chat_sessions") == 308)
    #expect(try bench.runner.verify() == [])
    #expect(try bench.count(paymentsBesideTheLedger) == 0)
    #expect(try bench.text("PRAGMA integrity_check") == "ok")
    #expect(try bench.text("SELECT \"table\" FROM pragma_foreign_key_check") == nil)
  }

  @Test func `a second full pass over the small feed changes nothing`() throws {
    try bench.runner.run(.ndjson(path: feed))
    let before = try bench.dump()
    #expect(try bench.runner.run(.ndjson(path: feed)).counts.read == 0)
    let again = try bench.runner.run(.ndjson(path: feed), options: SyncOptions(isFull: true))
    #expect(again.counts.unchanged == 7_281)
    #expect(try bench.dump() == before)
  }

  @Test func `the small feed shuffled ends in the same rows`() throws {
    try bench.runner.run(.ndjson(path: feed))
    let lines = try Data(contentsOf: URL(fileURLWithPath: feed)).split(separator: 0x0A)
    var random = SeededNumbers(seed: 20)
    let other = try SyncBench()
    try other.sync(Data(lines.shuffled(using: &random).joined(separator: [0x0A])))
    try expectSame(bench, other)
  }

  @Test(arguments: SharedFeed.hostileNames)
  func `each hostile line has its verdict`(name: String) throws {
    let hostile = folder.appending(path: "hostile")
    let path = hostile.appending(path: "\(name).ndjson").path
    let expectations = try SharedFeed.verdicts(hostile.appending(path: "\(name).expect.ndjson"))
    let report = try bench.runner.run(.ndjson(path: path), options: SyncOptions(pageSize: 17))
    var rejected = Set(report.problems.compactMap(\.line))
    if let line = report.cutOff?.line { rejected.insert(line) }
    let wrong = (1...SharedFeed.lineCount(path)).filter { line in
      switch expectations[line] {
      case "accept", nil: rejected.contains(line)
      case "reject": !rejected.contains(line)
      default: false
      }
    }
    #expect(wrong.map { "\($0): \(expectations[$0] ?? "accept")" } == [])
    let counts = report.counts
    #expect(counts.read == SharedFeed.lineCount(path) - (report.cutOff == nil ? 0 : 1))
    #expect(counts.quarantined == report.problems.count)
    #expect(counts.blank == expectations.values.filter { $0 == "blank" }.count)
    #expect(try bench.text("PRAGMA integrity_check") == "ok")
  }
}

enum SharedFeed {
  static let folder: URL? = {
    let named = ProcessInfo.processInfo.environment["ORDERDECK_SHARED"].map {
      URL(fileURLWithPath: $0)
    }
    let package = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../..").standardizedFileURL
    let places = [
      named, package.appending(path: "../shared"), package.appending(path: "../../shared"),
    ]
    return places.compactMap { $0?.standardizedFileURL.appending(path: "data") }
      .first { FileManager.default.fileExists(atPath: $0.path) }
  }()

  static let hostileNames: [String] = {
    guard let folder else { return [] }
    // A folder that cannot be listed has no names to test.
    let names =
      (try? FileManager.default.contentsOfDirectory(
        atPath: folder.appending(path: "hostile").path
      )) ?? []
    return names.filter { $0.hasSuffix(".expect.ndjson") }
      .map { String($0.dropLast(".expect.ndjson".count)) }.sorted()
  }()

  static func verdicts(_ file: URL) throws -> [Int: String] {
    var verdicts: [Int: String] = [:]
    for line in Array(try Data(contentsOf: file)).split(separator: 0x0A) {
      let value = try JSONValue(reading: line)
      let number = Int(value["line"]?.integerValue ?? 0)
      verdicts[number] = value["verdict"]?.stringValue
    }
    return verdicts
  }

  static func lineCount(_ path: String) -> Int {
    guard let bytes = FileManager.default.contents(atPath: path) else { return 0 }
    let ends = bytes.count { $0 == 0x0A }
    return bytes.last == 0x0A ? ends : ends + 1
  }
}
