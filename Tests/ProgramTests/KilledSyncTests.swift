import Foundation
import Glibc
import SQLiteKit
import Store
import TestSupport
import Testing

extension TheProgram {
  /// P2: a run that is killed anywhere and repeated ends in the rows of one that was left alone.
  @Suite struct `A sync that is killed` {
    private static let orders = 120

    private func dump(_ floor: ShopFloor) throws -> [String] {
      try StoreDump.lines(of: try Store(at: floor.storePath).database)
    }

    /// Each order once more in a newer snapshot, then all lines in an order of chance.
    private func feed(_ random: inout SeededNumbers) throws -> String {
      var lines = try SampleFeed.lines(orders: Self.orders, messagesEach: 2)
      for index in 1...Self.orders {
        let isChat = index % 2 == 0
        var order = isChat ? SampleFeed.chatOrder(index) : SampleFeed.standardOrder(index)
        order["customer"] = ["name": "Newer \(index)", "email": NSNull(), "phone": NSNull()]
        order["updated_at"] = SampleFeed.time(index, 1_200)
        lines.append(try SampleFeed.line(order))
      }
      return lines.shuffled(using: &random).joined(separator: "\n") + "\n"
    }

    private func expected() throws -> (dump: [String], milliseconds: Int) {
      let floor = try ShopFloor()
      var random = SeededNumbers(seed: 0)
      let feed = try feed(&random)
      let start = ContinuousClock.now
      try floor.sync(feed)
      let (seconds, attoseconds) = (ContinuousClock.now - start).components
      let milliseconds = Int(seconds) * 1_000 + Int(attoseconds / 1_000_000_000_000_000)
      return (try dump(floor), milliseconds)
    }

    @Test func `and repeated loses nothing and doubles nothing`() throws {
      let (expected, milliseconds) = try expected()
      #expect(expected.count > 1_000)
      var kills = 0
      for trial in 1...Trials.count(4) {
        var random = SeededNumbers(seed: UInt64(trial))
        let floor = try ShopFloor()
        try floor.folder.write(try feed(&random), to: "feed.ndjson")
        for _ in 0..<5 {
          let run = try floor.start(["sync", "--from", floor.folder.path("feed.ndjson")])
          // Within half of what a whole run took, so that most are struck at work.
          let moment = Int.random(in: 0...milliseconds / 2, using: &random)
          guard !run.ends(within: moment) else { break }
          run.signal(SIGKILL)
          _ = try run.wait()
          kills += 1
        }
        let last = try floor.call("sync", "--from", floor.folder.path("feed.ndjson"))
        #expect(last.status == 0, "seed \(trial): \(last.errorOutput)")
        #expect(try dump(floor) == expected, "seed \(trial)")
        let again = try floor.call("sync", "--from", floor.folder.path("feed.ndjson"), "--full")
        #expect(again.output.contains(" 0 new, 0 updated,"), "seed \(trial): \(again.output)")
        #expect(try floor.call("sync", "verify").status == 0, "seed \(trial)")
        try floor.expectSound("seed \(trial)")
      }
      #expect(kills >= Trials.count(4))
      print("sync was killed \(kills) times, and every store ended in the same rows")
    }

    @Test func `a torn line waits for its end`() throws {
      let floor = try ShopFloor()
      let feed = Array(try SampleFeed.text(orders: 40).utf8)
      let path = floor.folder.path("feed.ndjson")
      let whole = try ShopFloor()
      try whole.sync(String(decoding: feed, as: UTF8.self))
      var random = SeededNumbers(seed: 7)
      var cuts = (0..<6).map { _ in Int.random(in: 1..<feed.count, using: &random) }.sorted()
      cuts.append(feed.count)
      var written = 0
      for cut in cuts {
        let file = try FileHandle(forWritingTo: URL(filePath: try touched(path)))
        try file.seekToEnd()
        try file.write(contentsOf: Data(feed[written..<cut]))
        try file.close()
        written = cut
        let run = try floor.call("sync", "--from", path, "--json")
        #expect(run.status == 0)
        #expect(run.output.contains("\"quarantined\":0"))
      }
      #expect(try dump(floor) == dump(whole))
    }

    private func touched(_ path: String) throws -> String {
      if !FileManager.default.fileExists(atPath: path) { try Data().write(to: URL(filePath: path)) }
      return path
    }

    @Test func `standard input is a source, and paths begin where the program was called`() throws {
      let floor = try ShopFloor()
      try floor.folder.write(try SampleFeed.text(orders: 4), to: "feed.ndjson")
      let piped = try floor.call(
        "sync",
        "--from",
        "-",
        "--json",
        input: floor.folder.path("feed.ndjson")
      )
      #expect(piped.output.hasPrefix("{\"read\":12,\"inserted\":12,"))
      let program = try BuiltProgram.orderdeck()
      let relative = try ProgramRun.outcome(
        of: "bash",
        [
          "-c",
          "cd '\(floor.folder.path)'; PWD=/tmp exec '\(program)' --db x.db sync --from feed.ndjson",
        ],
        environment: floor.environment()
      )
      #expect(relative.status == 0)
      #expect(FileManager.default.fileExists(atPath: floor.folder.path("x.db")))
    }

    @Test func `SIGINT ends it between two pages with its own status`() throws {
      let floor = try ShopFloor()
      try floor.folder.write(try SampleFeed.text(orders: 20), to: "feed.ndjson")
      let run = try floor.start(["sync", "--from", floor.folder.path("feed.ndjson"), "--watch"])
      let deadline = ContinuousClock.now + .seconds(60)
      while !FileManager.default.fileExists(atPath: floor.storePath)
        || (try? floor.number("SELECT count(*) FROM orders")) != 20
      {
        try #require(ContinuousClock.now < deadline && !run.ends(within: 20))
      }
      let more = try SampleFeed.line(SampleFeed.chatOrder(22)) + "\n"
      let feed = try FileHandle(forWritingTo: URL(filePath: floor.folder.path("feed.ndjson")))
      try feed.seekToEnd()
      try feed.write(contentsOf: Data(more.utf8))
      try feed.close()
      while (try? floor.number("SELECT count(*) FROM orders")) != 21 {
        try #require(ContinuousClock.now < deadline && !run.ends(within: 20))
      }
      run.signal(SIGINT)
      let end = try run.wait()
      #expect(end.status == 130)
      let lines = end.errorOutput.split(separator: "\n")
      #expect(lines.contains { $0.hasPrefix("watching ") && $0.hasSuffix("; Ctrl-C ends it") })
      #expect(lines.last?.contains("1 read: 1 new") == true)
      try floor.expectSound()
    }

    @Test func `lines beyond all measure are refused in little memory`() throws {
      let floor = try ShopFloor()
      let path = floor.folder.path("monsters.ndjson")
      try floor.python(
        """
        with open("\(path)", "wb") as feed:
          feed.write(b'{"type":"order","x":"' + b"a" * 12_000_000 + b'"}\\n')
          feed.write(b"[" * 100_000 + b"]" * 100_000 + b"\\n")
          feed.write(b'{"type":"message","id":"\\x00"}\\n\\xff\\xfe\\n\\r\\n')
          feed.write(b'{"type":"message","body":"\\xc3\\x28"}\\n')
        """
      )
      let (outcome, peakBytes) = try floor.measuredCall("sync", "--from", path, "--json")
      #expect(outcome.status == 0)
      #expect(outcome.output.contains("\"read\":6,"))
      #expect(outcome.output.contains("\"quarantined\":5,"))
      #expect(peakBytes < 200 << 20)
      #expect(try floor.call("order", "list").status == 0)
    }
  }
}
