import Commerce
import SQLiteKit
import Store

/// Writes a page of a source, or its beginning, in one transaction: rows, quarantine and counts.
struct PageWriter {
  let source: SyncSourceRow
  let now: Instant
  /// Each record in a savepoint of its own, after the page failed as a whole.
  var isCareful = false

  /// What writing a page, or the beginning of one, did.
  struct Outcome: Sendable {
    var counts = SyncCounts()
    var problems: [SyncProblem] = []
    var mended = MendedLines()
    /// How many of the items were written.
    var written = 0
  }

  /// Writes items in parts, until all are written or the pace says that it is enough for one
  /// transaction.
  func write(
    _ items: ArraySlice<PageItem>,
    _ pace: TurnPace,
    on connection: borrowing Connection
  ) throws -> Outcome {
    var outcome = Outcome()
    let conflictsBefore = try IntakeConflicts.lastNumber(on: connection)
    let planned = try PlannedItem.plan(items, on: connection)
    if isCareful {
      try writeParts(of: planned, pace, &outcome, on: connection)
    } else {
      try IntakeTurn.take(on: connection) { connection in
        try writeParts(of: planned, pace, &outcome, on: connection)
      }
    }
    try outcome.mended.resolve(at: now, on: connection)
    outcome.counts.conflicts = try IntakeConflicts.lastNumber(on: connection) - conflictsBefore
    outcome.counts.unknownWords = try IntakeConflicts.unknownWords(
      after: conflictsBefore,
      on: connection
    )
    return outcome
  }

  private func writeParts(
    of items: [PlannedItem],
    _ pace: TurnPace,
    _ outcome: inout Outcome,
    on connection: borrowing Connection
  ) throws {
    // One by one they cost more than was learned from pages.
    var size = isCareful ? min(pace.first, SyncLimits.leastPageRecords) : pace.first
    while size > 0, outcome.written < items.count {
      let part = PlannedItem.part(of: items.dropFirst(outcome.written).prefix(size))
      try write(part, &outcome, on: connection)
      outcome.written += part.count
      size = pace.next(outcome.written)
    }
  }

  private func write(
    _ items: ArraySlice<PlannedItem>,
    _ outcome: inout Outcome,
    on connection: borrowing Connection
  ) throws {
    var records: [FeedRecord] = []
    var verdicts: [SyncPlan.Verdict] = []
    var places: [PlannedItem] = []
    for planned in items {
      switch planned.item.content {
      case .blank: outcome.counts.blank += 1
      case .problem(let problem): try setAside(planned, problem, &outcome, on: connection)
      case .record(let record):
        guard let verdict = planned.verdict else { continue }
        records.append(record)
        verdicts.append(verdict)
        places.append(planned)
      }
    }
    if isCareful {
      for (index, record) in records.enumerated() {
        try writeAlone(record, verdicts[index], places[index], &outcome, on: connection)
      }
    } else {
      let done = try RecordWriter(now: now).write(records, verdicts, on: connection)
      for (index, record) in records.enumerated() {
        try note(done[index], record, places[index], &outcome, on: connection)
      }
    }
  }

  /// One record in a savepoint; what the store refuses goes to quarantine.
  private func writeAlone(
    _ record: FeedRecord,
    _ verdict: SyncPlan.Verdict,
    _ planned: PlannedItem,
    _ outcome: inout Outcome,
    on connection: borrowing Connection
  ) throws {
    do {
      let done = try connection.savepoint { connection in
        try RecordWriter(now: now).write([record], [verdict], on: connection)
      }
      try note(done.first ?? verdict, record, planned, &outcome, on: connection)
    } catch let error as SQLiteError where error.isRefusalOfValues {
      let problem = FeedProblem(field: nil, reason: "the store refused it: \(error.message)")
      try setAside(planned, problem, &outcome, on: connection)
    }
  }

  /// Counts what came of a record; one that was refused waits in quarantine.
  private func note(
    _ verdict: SyncPlan.Verdict,
    _ record: FeedRecord,
    _ planned: PlannedItem,
    _ outcome: inout Outcome,
    on connection: borrowing Connection
  ) throws {
    if case .refused(let problem) = verdict {
      return try setAside(planned, problem, &outcome, on: connection)
    }
    Self.count(verdict, record, &outcome.counts)
    outcome.mended.note(record, at: planned.place)
  }

  private static func count(
    _ verdict: SyncPlan.Verdict,
    _ record: FeedRecord,
    _ counts: inout SyncCounts
  ) {
    switch verdict {
    case .insert:
      counts.inserted += 1
      counts.insertedByType[record.typeName, default: 0] += 1
    case .update: counts.updated += 1
    case .unchanged, .stale, .conflict, .refused: counts.unchanged += 1
    }
  }

  private func setAside(
    _ planned: PlannedItem,
    _ problem: FeedProblem,
    _ outcome: inout Outcome,
    on connection: borrowing Connection
  ) throws {
    let item = planned.item
    let line = QuarantinedLine(
      sourceID: source.id,
      line: item.line,
      byteOffset: item.byteOffset,
      reason: problem.sentence,
      bytes: Array(item.bytes),
      digest: Quarantine.digest(of: item.bytes, source: source.id)
    )
    guard try Quarantine.keep(line, at: now, on: connection) else {
      outcome.counts.discarded += 1
      return
    }
    outcome.counts.quarantined += 1
    outcome.problems.append(
      SyncProblem(
        line: item.line,
        byteOffset: item.byteOffset,
        rowID: item.rowID,
        sentence: problem.sentence
      )
    )
    try outcome.mended.note(item, setAsideAt: planned.place, digest: line.digest, on: connection)
  }
}

extension SQLiteError {
  /// The values of one record were refused; the store itself works.
  ///
  /// Any other error of code 1 is a fault of ours or of the store, for which a whole feed may not be set aside.
  var isRefusalOfValues: Bool {
    isConstraint || isTooBig || code == Self.mismatch
      || (code == 1 && Self.valueMessages.contains { message.hasPrefix($0) })
  }

  /// SQLITE_MISMATCH.
  private static let mismatch: Int32 = 20
  /// What SQLite's own functions say about a value.
  private static let valueMessages = ["malformed JSON", "JSON ", "integer overflow"]
}
