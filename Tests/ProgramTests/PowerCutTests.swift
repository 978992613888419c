import Foundation
import SQLiteKit
import Store
import TestSupport
import Testing

extension TheProgram {
  /// P1: what the program said is done is there after a power cut at any instant.
  @Suite(.enabled(if: SystemCalls.canBeTraced)) struct `A power cut` {
    private static let notes = 24
    private static let orders = 500

    private struct Recording {
      var start: [DiskTrace.StoreFile: [UInt8]]
      var trace: DiskTrace
    }

    /// Confirmed acts of the real program, one run each, and in the middle a feed so large that
    /// the log is copied back into the database and begun anew.
    private func record() throws -> Recording {
      let floor = try ShopFloor.withShop(orders: 8)
      try floor.folder.write(try SampleFeed.text(orders: Self.orders), to: "large.ndjson")
      var start: [DiskTrace.StoreFile: [UInt8]] = [:]
      // Nobody has the store open now, so that its files may be read.
      let path = floor.folder.path(".local/share/orderdeck/orders")
      for file in DiskTrace.StoreFile.allCases {
        start[file] = try TemporaryFolder.bytes(of: path + file.rawValue)
      }
      var trace = DiskTrace()
      for act in 0..<Self.notes {
        if act == Self.notes / 2 {
          let words = ["sync", "--from", floor.folder.path("large.ndjson")]
          trace.add(try log(of: words, floor), of: .feed)
        }
        let words = ["order", "note", "CHT00000\(act % 4 * 2 + 2)", "note \(act)"]
        trace.add(try log(of: words, floor), of: .note)
      }
      return Recording(start: start, trace: trace)
    }

    private func log(of words: [String], _ floor: ShopFloor) throws -> [UInt8] {
      let log = floor.folder.path("trace.log")
      let outcome = try ProgramRun.outcome(
        of: "strace",
        DiskTrace.options + ["-o", log, try BuiltProgram.orderdeck()] + words,
        environment: floor.environment()
      )
      try #require(outcome.status == 0, "\(outcome.errorOutput)")
      return try TemporaryFolder.bytes(of: log)
    }

    /// Why what a cut left will not do; nil when it is as good as promised.
    private func fault(of disk: CutDisk, _ random: inout SeededNumbers) throws -> String? {
      let folder = try TemporaryFolder("image")
      for (file, bytes) in disk.image(&random) {
        try Data(bytes).write(to: URL(filePath: folder.path("orders") + file.rawValue))
      }
      do {
        let store = try Store(at: folder.path("orders.db"))
        guard try store.database.integrityCheck() == [] else { return "the file is damaged" }
        let counts = try store.database.read { connection in
          try ["order_events WHERE kind = 'note'", "acts", "audit", "orders"].map {
            try connection.integer("SELECT count(*) FROM \(raw: $0)") ?? 0
          }
        }
        guard Set(counts[..<3]).count == 1 else { return "half an act is there: \(counts)" }
        guard counts[0] >= disk.notes, !disk.hasFeed || counts[3] == Self.orders else {
          return "\(disk.notes) notes were confirmed, the feed \(disk.hasFeed); there is \(counts)"
        }
        return nil
      } catch {
        return "the store does not open: \(error)"
      }
    }

    private func faults(
      in recording: Recording,
      images: Int,
      forgetsSyncs: Bool
    ) throws -> [String] {
      var random = SeededNumbers(seed: 11)
      let steps = recording.trace.steps
      let cuts = (0..<images).map { _ in Int.random(in: 0...steps.count, using: &random) }.sorted()
      var disk = CutDisk(recording.start, forgetsSyncs: forgetsSyncs)
      var done = 0
      var faults: [String] = []
      for cut in cuts {
        for step in steps[done..<cut] { disk.follow(step) }
        done = cut
        if let fault = try fault(of: disk, &random) {
          faults.append("step \(cut) of \(steps.count): \(fault)")
        }
      }
      return faults
    }

    @Test func `loses nothing that was confirmed`() throws {
      let recording = try record()
      let steps = recording.trace.steps
      #expect(
        steps.count { if case .acknowledged(.note) = $0 { true } else { false } } == Self.notes
      )
      // The log was copied back meanwhile, and begun anew.
      #expect(steps.contains { if case .write(.database, _, _) = $0 { true } else { false } })
      let images = Trials.count(100)
      #expect(try faults(in: recording, images: images, forgetsSyncs: false) == [])
      // The same search finds losses on a disk that lies, so it would find ours.
      #expect(try faults(in: recording, images: 40, forgetsSyncs: true) != [])
      print(
        "\(images) power cuts within \(Self.notes) confirmed acts and a sync: nothing lost, nothing damaged"
      )
    }
  }
}
