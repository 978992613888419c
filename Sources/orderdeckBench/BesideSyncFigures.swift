import Commerce
import Glibc
import SQLiteKit
import Store

/// How long a console's small write takes while another process pulls a large feed.
struct BesideSyncFigures {
  let options: BenchOptions

  func figures() throws -> [Figure] {
    let feed = MadeUpFeed(orders: options.repetitions(12_000, quick: 3_000))
    let folder = try ScratchFolder(named: "beside")
    let source = folder.path("feed.ndjson")
    try feed.write(to: source)
    let path = folder.path("store.db")
    let store = try Store(at: path)
    try Writer.prepare(path)
    let calm = try (0..<options.repetitions(100, quick: 30)).map { try write($0, to: store) }
    let sync = try pull(source, into: path, home: folder.path)
    var spans: [Double] = []
    while isRunning(sync) {
      spans.append(try write(spans.count, to: store))
      Nap.milliseconds(10)
    }
    return [
      Figure(
        name: "write beside a sync",
        unit: .milliseconds,
        ours: Samples(spans).inMilliseconds,
        bare: Samples(calm).inMilliseconds,
        target: .tailAtMost(50)
      )
    ]
  }

  private func pull(_ source: String, into path: String, home: String) throws -> pid_t {
    var launch = Launch(
      options.program ?? Launch.sibling("orderdeck"),
      ["--db", path, "sync", "--from", source, "--json"]
    )
    launch.environment = ["LANG": "C.UTF-8", "HOME": home]
    return try launch.start { actions in
      for stream: Int32 in 0...2 {
        posix_spawn_file_actions_addopen(&actions, stream, "/dev/null", O_RDWR, 0)
      }
    }
  }

  /// Keeps a draft, as a console does while somebody types.
  private func write(_ turn: Int, to store: Store) throws -> Double {
    let draft = Draft(
      kind: .reply,
      body: "Your lamp is on its way \(turn)",
      updatedAt: QueryContext.bench.now
    )
    return try Stopwatch.time {
      try store.database.write { connection in
        try DraftsTable.put(draft, of: OrderID("c-1"), by: StaffID("bench"), on: connection)
      }
    }
  }

  private func isRunning(_ process: pid_t) -> Bool {
    var status: Int32 = 0
    return waitpid(process, &status, WNOHANG) == 0
  }
}
