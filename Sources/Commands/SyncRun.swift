import Commerce
import Host
import JSON
import Reports
import Store
import Sync

/// One call of `sync --from`: runs it, shows progress, prints the report.
struct SyncRun {
  /// Enough to see what is wrong with a feed; all of them are in quarantine.
  private static let problemsShown = 20

  let session: Session
  let invocation: Invocation

  func run() throws -> ExitStatus {
    guard let text = invocation.value("from") else {
      throw UsageError("`orderdeck sync` needs --from SOURCE: a .ndjson file, -, or sqlite:PATH")
    }
    try session.refuseWhenReadOnly()
    let source = try session.source(text)
    if isWatching, source == .standardInput {
      throw UsageError("standard input cannot be watched: --watch is for a file or a database")
    }
    let interrupt = InterruptSignal()
    let store = try session.storeOrNew()
    let before = try store.syncSources().first { $0.id == source.row.id }
    let runner = SyncRunner(store: store)
    let progress = ProgressLine(session: session)
    let options = SyncOptions(
      isFull: invocation.has("full"),
      progress: { try progress.show($0) },
      batch: { batch in
        try progress.finish()
        try tell(batch, of: text)
      },
      isCancelled: { interrupt.happened }
    )
    let report: SyncReport
    if isWatching {
      try session.talk("watching \(text); Ctrl-C ends it")
      report = try runner.watch(source, options: options)
    } else {
      report = try runner.run(source, options: options)
    }
    try progress.finish()
    if !isWatching { try tell(report.problems, of: report.counts.quarantined, from: text) }
    try print(report, of: text, lastRunAt: before?.lastRunAt)
    return report.wasCancelled ? .interrupted : .done
  }

  private var isWatching: Bool { invocation.has("watch") }

  /// What a watched source just brought: a line of talk, and with `--json` a value of its own.
  private func tell(_ batch: SyncBatch, of source: String) throws {
    try tell(batch.problems, of: batch.counts.quarantined, from: source)
    if session.isJSON {
      try session.say(JSONForm.batch(batch.counts, at: session.now))
    } else {
      let time = OrderText.time(session.now, try session.context().zone)
      try session.talk("\(time)  \(SyncForm.sentence(batch.counts))")
    }
  }

  private func tell(_ problems: [SyncProblem], of count: Int, from source: String) throws {
    let shown = problems.prefix(Self.problemsShown)
    for problem in shown {
      let place = problem.line.map { ", line \($0)" } ?? problem.rowID.map { ", row \($0)" } ?? ""
      try session.talk("\(source)\(place): \(problem.sentence)")
    }
    if count > shown.count {
      try session.talk(
        "\(CountText.grouped(shown.count)) of \(CountText.grouped(count)) shown; "
          + "all are in quarantine: `orderdeck sync status`"
      )
    }
  }

  private func print(
    _ report: SyncReport,
    of source: String,
    lastRunAt: Instant?
  ) throws {
    if let cutOff = report.cutOff {
      let place = cutOff.line.map { ", line \($0)" } ?? ""
      try session.talk("\(source)\(place): \(cutOff.sentence)")
    }
    if session.isJSON {
      try session.say(JSONForm.report(report))
    } else {
      try session.say(try nothingNew(report, lastRunAt) ?? SyncForm.sentence(report.counts))
    }
  }

  /// Why a run took nothing from a file that is all taken; nil for any other run.
  private func nothingNew(_ report: SyncReport, _ lastRunAt: Instant?) throws -> String? {
    guard report.counts.read == 0, report.skippedLines > 0, !report.wasCancelled,
      report.cutOff == nil, let lastRunAt
    else { return nil }
    let time = OrderText.time(lastRunAt, try session.context().zone)
    let line = CountText.grouped(report.skippedLines)
    return "nothing new: the file is at line \(line) as at \(time); "
      + "--full reads it again"
  }
}

extension Session {
  /// The source that a text names, its path taken from where the program was called.
  func source(_ text: String) throws -> SyncSource {
    do {
      switch try SyncSource(text) {
      case .ndjson(let path): return .ndjson(path: try reachable(path))
      case .sqlite(let path): return .sqlite(path: try reachable(path))
      case .standardInput: return .standardInput
      }
    } catch let error as SyncError {
      throw UsageError(error.sentence)
    }
  }

  /// A source that is not there now may be there in a moment: a mount, a bot that starts later.
  private func reachable(_ path: String) throws -> String {
    let path = absolute(path)
    guard FileIdentity.of(path) != nil else {
      throw CommandFailure(
        "the source \(path) is not there, or you may not look into its folder; check the path",
        status: .tryAgain
      )
    }
    return path
  }
}
