package import Commerce
import Host
import JSON
import SQLiteKit
import Store

/// What `repair` did, or would do.
package struct RepairReport: Equatable, Sendable {
  /// Differences that are mended now.
  package var mended: [SyncDrift] = []
  /// Differences that a person must look at.
  package var left: [SyncDrift] = []

  package init() {}
}

/// What came of repairing one order by its number.
package enum SyncOneOutcome: Equatable, Sendable {
  case noSuchChatOrder
  /// The chat order is not payable yet, so there is rightly no order.
  case waitsForPayment
  case agrees(OrderID)
  case mended(OrderID, [SyncDrift])
  case cannotMend(OrderID, [SyncDrift])
}

/// What came of trying quarantined records again.
package struct RetryReport: Equatable, Sendable {
  package var taken = 0
  /// Those that are still not good, with the reason of today.
  package var failed: [SyncProblem] = []

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

  /// Mends what can be mended, each order in a transaction of its own; `only` asks for one.
  package func repair(dryRun: Bool = false, only: OrderID? = nil) throws -> RepairReport {
    var report = RepairReport()
    var drifts: [SyncDrift] = []
    try store.longReads.read { connection in
      try ChatOrderDrift.forEach(order: only, on: connection) { drifts.append($0) }
    }
    for drift in drifts {
      guard drift.canRepair else {
        report.left.append(drift)
        continue
      }
      let isMended = try dryRun || mend(drift.orderID)
      if isMended { report.mended.append(drift) } else { report.left.append(drift) }
    }
    return report
  }

  /// False when the difference is still there afterwards.
  private func mend(_ id: OrderID) throws -> Bool {
    let now = clock.now()
    return try store.database.write { connection in
      guard try Self.hasMendableDrift(id, on: connection) else { return true }
      guard try ChatOrderDrift.repair(id, at: now, on: connection) else { return false }
      return try !Self.hasMendableDrift(id, on: connection)
    }
  }

  private static func hasMendableDrift(
    _ id: OrderID,
    on connection: borrowing Connection
  ) throws -> Bool {
    var isFound = false
    try ChatOrderDrift.forEach(order: id, on: connection) { isFound = isFound || $0.canRepair }
    return isFound
  }

  /// Repairs one order from the chat order with this number.
  package func repairOne(number: String) throws -> SyncOneOutcome {
    let found = try store.database.read { connection in
      try ChatOrderDrift.chatOrderID(number: number, on: connection)
    }
    guard let id = found else { return .noSuchChatOrder }
    let report = try repair(only: id)
    if !report.left.isEmpty { return .cannotMend(id, report.left) }
    if !report.mended.isEmpty { return .mended(id, report.mended) }
    let isOrder = try store.database.read { connection in
      try ChatOrderDrift.isOrder(id, on: connection)
    }
    return isOrder ? .agrees(id) : .waitsForPayment
  }

  /// Tries quarantined records again, all or the one with this number, each in a transaction.
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
        try connection.savepoint { connection in
          let known = try KnownRecords(for: [record], on: connection)
          let plan = SyncPlan(for: [record], knowing: known)
          _ = try RecordWriter(now: now).write([record], plan.verdicts, on: connection)
        }
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
