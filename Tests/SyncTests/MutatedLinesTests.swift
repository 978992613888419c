import Commerce
import Foundation
import SQLiteKit
import Store
import Sync
import TestSupport
import Testing

/// Promise P10: any bytes may come.
@Suite struct MutatedLinesTests {
  /// Change with ORDERDECK_SEED to try others.
  private static let seed =
    ProcessInfo.processInfo.environment["ORDERDECK_SEED"].flatMap { UInt64($0) } ?? 2_026

  @Test func `of ten thousand mutated lines every one is counted`() throws {
    var random = SeededNumbers(seed: Self.seed)
    let lines = SeededFeed.lines(seed: 3).map { Array($0.utf8) }
    var feed: [UInt8] = []
    var ends = 0
    for _ in 0..<10_000 {
      let line = lines.randomElement(using: &random) ?? []
      let mutated = mutate(line, among: lines, &random)
      feed += mutated + [0x0A]
      ends += 1 + mutated.count { $0 == 0x0A }
    }
    let bench = try SyncBench()
    let report = try bench.sync(Data(feed))
    let counts = report.counts
    #expect(counts.read == ends, "seed \(Self.seed)")
    #expect(counts.quarantined > 1_000)
    #expect(counts.inserted > 50)
    #expect(try bench.text("PRAGMA integrity_check") == "ok")
    #expect(try bench.text("SELECT \"table\" FROM pragma_foreign_key_check") == nil)
    #expect(
      try bench.count("quarantine WHERE length(reason) > 0 AND length(raw) > 0")
        == bench.count("quarantine")
    )
    let again = try bench.runner.retry()
    #expect(again.taken == 0)
  }

  private func mutate(
    _ line: [UInt8],
    among lines: [[UInt8]],
    _ random: inout SeededNumbers
  ) -> [UInt8] {
    var line = line
    for _ in 0..<Int.random(in: 0...3, using: &random) {
      guard let place = line.indices.randomElement(using: &random) else { return line }
      switch Int.random(in: 0..<7, using: &random) {
      case 0: line[place] = UInt8.random(in: 0...255, using: &random)
      case 1: line.remove(at: place)
      case 2: line.insert(UInt8.random(in: 0...255, using: &random), at: place)
      case 3: line.removeSubrange(place...)
      case 4: line += line[place...].prefix(200)
      case 5: line.replaceSubrange(place..., with: lines.randomElement(using: &random) ?? [])
      default:
        line[place] = Array("0123456789-.:{}[]\",ntf".utf8).randomElement(using: &random) ?? 0
      }
    }
    return line
  }
}
