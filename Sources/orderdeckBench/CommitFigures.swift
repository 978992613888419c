import SQLiteKit
import Store
import Synchronization

/// How soon another process's commit is noticed.
struct CommitFigures {
  let options: BenchOptions

  func figures() throws -> [Figure] {
    let folder = try ScratchFolder(named: "commit")
    let path = folder.path("store.db")
    let store = try Store(at: path)
    try Writer.prepare(path)
    let noticed = Noticed()
    let watcher = try store.watch { noticed.note(Stopwatch.now) }
    defer { watcher.stop() }
    let writer = try Writer(at: path)
    var delays: [Double] = []
    for turn in 0..<options.repetitions(100, quick: 20) {
      // Commits in quick succession are told together; this one stands alone.
      Nap.milliseconds(50)
      let before = noticed.count
      let committed = try writer.commit("\(turn)")
      if let moment = noticed.wait(after: before) { delays.append(Double(moment - committed)) }
    }
    return [
      Figure(
        name: "another process's commit to callback",
        unit: .milliseconds,
        ours: Samples(delays).inMilliseconds,
        bare: nil,
        target: .bothAtMost(median: 10, tail: 50)
      )
    ]
  }
}

/// Moments at which the watcher called back.
private final class Noticed: Sendable {
  private let moments = Mutex<[Int64]>([])

  var count: Int { moments.withLock { $0.count } }

  func note(_ moment: Int64) { moments.withLock { $0.append(moment) } }

  /// The first call after `count` calls; nil when none comes within a second.
  func wait(after count: Int) -> Int64? {
    let deadline = Stopwatch.now + 1_000_000_000
    while Stopwatch.now < deadline {
      let found = moments.withLock { $0.count > count ? $0[count] : nil }
      if let found { return found }
      Nap.milliseconds(1)
    }
    return nil
  }
}
