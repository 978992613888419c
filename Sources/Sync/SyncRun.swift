import Commerce
import Host
import JSON
import SQLiteKit
import Store

/// One run of one source: writes pages, keeps the counts and the pace.
final class SyncRun {
  let store: Store
  let source: SyncSourceRow
  let options: SyncOptions
  let isWatching: Bool
  private(set) var report: SyncReport
  private let clock: Clock
  private let number: Int64
  private let startedAt: Int64
  private var pace: SyncPace
  /// What `options.batch` was told before.
  private var told = SyncCounts()
  private var toldProblems = 0
  /// When the ledger was told last that all is taken; by the monotonic clock.
  private var caughtUpAt = Int64.min

  init(
    _ runner: SyncRunner,
    _ source: SyncSourceRow,
    _ options: SyncOptions,
    isWatching: Bool
  ) throws {
    store = runner.store
    clock = runner.clock
    self.source = source
    self.options = options
    self.isWatching = isWatching
    report = SyncReport(sourceID: source.id)
    pace = SyncPace(fixedSize: options.pageSize)
    let now = clock.now()
    startedAt = clock.monotonicMilliseconds()
    number = try store.database.write { connection in
      try SyncLedger.begin(source, at: now, on: connection)
    }
  }

  /// Records of the next page.
  var pageSize: Int { pace.pageSize }

  /// Whether somebody asked to stop; remembered for the report.
  var mustStop: Bool {
    if !report.wasCancelled { report.wasCancelled = options.isCancelled() }
    return report.wasCancelled
  }

  func skip(lines: Int) { report.skippedLines = lines }

  func setCutOff(_ problem: SyncProblem?) { report.cutOff = problem }

  /// Writes a page and then moves the cursor, in one transaction or, where that would take too
  /// long, in several: what is read again after a crash between them changes nothing.
  func write(
    _ items: [PageItem],
    progress: (done: Int64, total: Int64?),
    movingCursor: (borrowing Connection) throws -> Void
  ) throws {
    var rest = items[...]
    repeat {
      pace.breathe(clock)
      let before = report.counts
      let outcome = try patiently {
        try writePage(rest, adding: before, movingCursor)
      }
      pace.wrote(outcome.written, in: store.database.lastTurn, clock)
      report.counts.add(outcome.counts)
      let room = SyncLimits.reportedProblems - report.problems.count
      report.problems += outcome.problems.prefix(max(0, room))
      try options.progress(
        SyncProgress(counts: report.counts, done: progress.done, total: progress.total)
      )
      rest = rest.dropFirst(outcome.written)
    } while !rest.isEmpty && !mustStop
  }

  /// The source is read to its end for now.
  func tellBatch() throws {
    guard isWatching else { return }
    let batch = SyncBatch(
      counts: report.counts.since(told),
      problems: Array(report.problems.dropFirst(toldProblems))
    )
    (told, toldProblems) = (report.counts, report.problems.count)
    try noteCaughtUp(isNews: batch.counts.isNews)
    if batch.counts.isNews { try options.batch(batch) }
  }

  /// With each news, and else once a minute: whoever looks sees that the source is followed.
  private func noteCaughtUp(isNews: Bool) throws {
    let moment = clock.monotonicMilliseconds()
    guard isNews || moment >= caughtUpAt.addingClamped(SyncLimits.millisecondsBetweenNotes) else {
      return
    }
    caughtUpAt = moment
    let now = clock.now()
    try patiently {
      try store.database.write { connection in
        try SyncLedger.caughtUp(source: source.id, at: now, on: connection)
      }
    }
  }

  private func writePage(
    _ items: ArraySlice<PageItem>,
    adding before: SyncCounts,
    _ movingCursor: (borrowing Connection) throws -> Void
  ) throws -> PageWriter.Outcome {
    var writer = PageWriter(source: source, now: clock.now())
    do {
      return try transact(writer, items, before, movingCursor)
    } catch let error as SQLiteError where error.isRefusalOfValues {
      // One record is to blame: the page again, each record on its own.
      writer.isCareful = true
      return try transact(writer, items, before, movingCursor)
    }
  }

  private func transact(
    _ writer: PageWriter,
    _ items: ArraySlice<PageItem>,
    _ before: SyncCounts,
    _ movingCursor: (borrowing Connection) throws -> Void
  ) throws -> PageWriter.Outcome {
    try store.database.write { connection in
      let startedAt = clock.monotonicMilliseconds()
      let turn = TurnPace(first: pace.firstPart) { [pace, clock] count in
        pace.nextPart(after: count, in: clock.monotonicMilliseconds() - startedAt)
      }
      let outcome = try writer.write(items, turn, on: connection)
      var counts = before
      counts.add(outcome.counts)
      try SyncLedger.setCounts(counts.json.text(), ofRun: number, on: connection)
      if outcome.written == items.count { try movingCursor(connection) }
      return outcome
    }
  }

  /// A watch outlives a store that is busy for long; a single run says so.
  private func patiently<Result>(_ body: () throws -> Result) throws -> Result {
    while true {
      do {
        return try body()
      } catch let error as SQLiteError where error.isBusy && isWatching && !mustStop {
        Pause.milliseconds(options.pollMilliseconds)
      }
    }
  }

  /// Closes the run in the ledger as done, or as interrupted when somebody stopped it.
  func finish() throws -> SyncReport {
    try end(report.wasCancelled && !isWatching ? .interrupted : .done, nil)
    report.milliseconds = clock.monotonicMilliseconds() - startedAt
    return report
  }

  /// Closes the run in the ledger with the reason why it could not go on.
  func fail(_ error: any Error) {
    // The first error is the one to report, also when the ledger cannot be written either.
    try? end(.failed, Self.sentence(for: error))
  }

  private func end(_ outcome: SyncOutcome, _ problem: String?) throws {
    let now = clock.now()
    try store.database.write { connection in
      try SyncLedger.end(run: number, as: outcome, problem: problem, at: now, on: connection)
    }
  }

  private static func sentence(for error: any Error) -> String {
    switch error {
    case let error as SQLiteError: error.userSentence
    default: "\(error)"
    }
  }
}
