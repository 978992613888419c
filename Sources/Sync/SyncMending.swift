package import Commerce
import Host
import JSON
import SQLiteKit
import Store

/// What came of trying quarantined records again.
package struct RetryReport: Equatable, Sendable {
  package var taken = 0
  /// Those that are still not good, with the reason of today.
  package var failed: [SyncProblem] = []
  /// Of those, the ones that were discarded before and stay so.
  package var stillDiscarded = 0

  package init() {}
}

extension SyncRunner {
  /// Lends each difference between chat orders and orders, without collecting them.
  package func verify(_ body: (SyncDrift) throws -> Void) throws {
    try store.longReads.read { connection in
      try ChatOrderDrift.forEach(on: connection, body)
    }
  }

  package func verify() throws -> [SyncDrift] {
    var drifts: [SyncDrift] = []
    try verify { drifts.append($0) }
    return drifts
  }

  /// Tries quarantined records again, each in a transaction: all that nobody discarded, or the one
  /// with this number.
  package func retry(only: Int? = nil) throws -> RetryReport {
    var report = RetryReport()
    var last = 0
    while true {
      let after = last
      let records = try store.database.read { connection in
        try Quarantine.open(after: after, only: only, limit: 20, on: connection)
      }
      guard let newest = records.last else { return report }
      for record in records { try retry(record, &report) }
      last = newest.number
    }
  }

  private func retry(_ record: OpenQuarantine, _ report: inout RetryReport) throws {
    let now = clock.now()
    let content = Self.content(of: record)
    let problem = try store.database.write { connection -> FeedProblem? in
      let problem = try Self.take(content, at: now, on: connection)
      if let problem {
        try Quarantine.failAgain(record.number, reason: problem.sentence, on: connection)
      } else {
        try Quarantine.resolve(record.number, at: now, on: connection)
      }
      return problem
    }
    guard let problem else {
      report.taken += 1
      return
    }
    if record.isDiscarded { report.stillDiscarded += 1 }
    report.failed.append(
      SyncProblem(
        line: record.line.line,
        byteOffset: record.line.byteOffset,
        rowID: nil,
        sentence: problem.sentence
      )
    )
  }

  /// Nil when the record is in the store now.
  private static func take(
    _ content: RecordContent,
    at now: Instant,
    on connection: borrowing Connection
  ) throws -> FeedProblem? {
    switch content {
    case .blank: return nil
    case .problem(let problem): return problem
    case .record(let record):
      do {
        let verdicts = try connection.savepoint { connection in
          let known = try KnownRecords(for: [record], on: connection)
          let plan = SyncPlan(for: [record], knowing: known)
          return try RecordWriter(now: now).write([record], plan.verdicts, on: connection)
        }
        if case .refused(let problem)? = verdicts.first { return problem }
        return nil
      } catch let error as SQLiteError where error.isRefusalOfValues {
        return FeedProblem(field: nil, reason: "the store refused it: \(error.message)")
      }
    }
  }

  private static func content(of record: OpenQuarantine) -> RecordContent {
    let bytes = record.line.bytes
    // Only the start of an overlong line was kept; its reason stays as it is.
    guard bytes.count < SyncLimits.lineBytes else {
      return .problem(FeedProblem(field: nil, reason: record.line.reason))
    }
    do {
      switch record.sourceKind {
      case .ndjson, .stdin: return .record(try FeedRecord(line: bytes[...]))
      case .sqlite:
        guard let row = try JSONValue(reading: bytes).objectValue else { return .blank }
        return .record(.chatOrder(try ChatOrderRowReading.chatOrder(row)))
      }
    } catch let problem as FeedProblem {
      return .problem(problem)
    } catch {
      return .problem(FeedProblem(field: nil, reason: "\(error)"))
    }
  }
}
