import Store
import Sync

/// How fast a feed comes in: from its bytes, against writing the same rows from values.
struct FeedFigures {
  let options: BenchOptions

  func figures() throws -> [Figure] {
    let feed = MadeUpFeed(orders: options.repetitions(6_000, quick: 800))
    let folder = try ScratchFolder(named: "feed")
    let source = folder.path("feed.ndjson")
    try feed.write(to: source)
    let rows = try feed.lines.map { BareIntake.Row(try FeedRecord(line: Array($0.utf8)[...])) }
    let rounds = options.repetitions(5, quick: 2)
    var turn = 0
    let times = try Interleaved.time(rounds: rounds) {
      turn += 1
      try pull(source, into: folder.path("ours-\(turn).db"))
    } bare: {
      turn += 1
      let path = folder.path("bare-\(turn).db")
      _ = try Store(at: path)
      try BareIntake(into: path).write(rows)
    }
    let perSecond = { (samples: Samples) in samples.rate(of: rows.count) }
    return [
      Figure(
        name: "feed, NDJSON records into the store",
        unit: .perSecond,
        ours: perSecond(times.ours),
        bare: nil,
        target: .atLeast(15_000)
      ),
      Figure(
        name: "feed, against the same rows from values",
        unit: .perSecond,
        ours: perSecond(times.ours),
        bare: perSecond(times.bare),
        target: .ratioAtLeast(0.6)
      ),
    ]
  }

  private func pull(_ source: String, into path: String) throws {
    let report = try SyncRunner(store: Store(at: path)).run(.ndjson(path: source))
    guard report.problems.isEmpty else {
      throw BareError("the made-up feed is refused: \(report.problems[0].sentence)")
    }
  }
}

extension Samples {
  /// Of spans in nanoseconds: how many of `count` that is in a second.
  func rate(of count: Int) -> Samples { mapped { Double(count) * 1e9 / $0 } }
}
