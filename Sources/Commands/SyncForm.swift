import Commerce
import JSON
import Reports

/// Sync's values as text and as JSON.
enum SyncForm {
  static func lines(of overview: SyncOverview, zone: LocalZone) -> [String] {
    var lines: [String] = []
    for source in overview.sources {
      lines.append("source    \(source.location)")
      lines.append("last run  \(run(source.lastRunAt, source.lastCounts, zone))")
      if source.lastChangeAt != source.lastRunAt {
        lines.append("last news \(run(source.lastChangeAt, source.lastChangeCounts, zone))")
      }
      if let error = source.lastError { lines.append("FAILED    \(error)") }
    }
    if overview.sources.isEmpty {
      lines.append("no source yet: orderdeck sync --from feed.ndjson")
    }
    lines.append(
      "chat      \(CountText.of(overview.chatOrders, "chat order")), "
        + "\(CountText.grouped(overview.chatOrdersWaiting)) not payable yet, "
        + "\(CountText.of(overview.chatSessions, "session")), "
        + "\(CountText.grouped(overview.unlinkedSessions)) without an order"
    )
    lines.append("outbox    \(outbox(overview))")
    let discarded = overview.discardedCount
    lines.append(
      "quarantine \(CountText.grouped(overview.quarantineCount))"
        + (discarded > 0
          ? ", \(CountText.grouped(discarded)) discarded: sync status --discarded" : "")
    )
    lines += overview.quarantine.map { record in
      "  \(record.id)  \(record.source)\(record.place): \(record.reason)"
    }
    if overview.quarantineCount > overview.quarantine.count {
      let total = CountText.grouped(overview.quarantineCount)
      lines.append("  \(CountText.grouped(overview.quarantine.count)) of \(total) shown")
    }
    lines.append("conflicts \(CountText.grouped(overview.conflictCount))")
    lines += overview.conflicts.map { conflict in
      "  \(conflict.orderNumber ?? conflict.orderID.rawValue)  \(OrderText.line(of: conflict, zone))"
    }
    return lines
  }

  static func outbox(_ overview: SyncOverview) -> String {
    "\(CountText.grouped(overview.outboxWaiting)) waiting, "
      + "\(CountText.grouped(overview.outboxParked)) parked"
  }

  static func line(of discarded: DiscardedRecord, zone: LocalZone) -> String {
    let record = discarded.record
    return "\(record.id)  \(record.source)\(record.place): \(record.reason)  · discarded "
      + "\(OrderText.time(discarded.discardedAt, zone)) by \(discarded.discardedBy): "
      + discarded.discardReason
  }

  private static func run(_ at: Instant?, _ counts: SyncCounts?, _ zone: LocalZone) -> String {
    guard let at else { return "never" }
    return OrderText.time(at, zone) + (counts.map { ", \(sentence($0))" } ?? "")
  }

  static func sentence(_ counts: SyncCounts) -> String {
    guard counts.read > 0 else { return "nothing new" }
    var parts = [
      (counts.inserted, "new"), (counts.updated, "updated"), (counts.unchanged, "unchanged"),
      (counts.quarantined, "quarantined"), (counts.blank, "blank"),
    ]
    if counts.discarded > 0 { parts.insert((counts.discarded, "discarded"), at: 4) }
    let list = parts.map { "\(CountText.grouped($0)) \($1)" }.joined(separator: ", ")
    return "\(CountText.grouped(counts.read)) read: \(list); "
      + CountText.of(counts.conflicts, "conflict")
      + (counts.unknownWords == 0 ? "" : ", \(counts.unknownWordsText)")
  }

  static func overview(_ overview: SyncOverview) -> JSONValue {
    [
      "sources": .array(overview.sources.map(source)),
      "chat_orders": .integer(overview.chatOrders),
      "chat_orders_not_payable": .integer(overview.chatOrdersWaiting),
      "chat_sessions": .integer(overview.chatSessions),
      "sessions_without_order": .integer(overview.unlinkedSessions),
      "outbox_waiting": .integer(overview.outboxWaiting),
      "outbox_parked": .integer(overview.outboxParked),
      "quarantined": .integer(overview.quarantineCount),
      "quarantine": .array(overview.quarantine.map(record)),
      "discarded": .integer(overview.discardedCount),
      "open_conflicts": .integer(overview.conflictCount),
      "conflicts": .array(overview.conflicts.map(JSONForm.conflict)),
    ]
  }

  private static func source(_ source: SyncSourceStatus) -> JSONValue {
    [
      "id": .string(source.id),
      "location": .string(source.location),
      "last_run_at": .optional(source.lastRunAt?.rfc3339),
      "last_success_at": .optional(source.lastSuccessAt?.rfc3339),
      "last_error": .optional(source.lastError),
      "last_counts": source.lastCounts.map(JSONForm.counts) ?? .null,
      "last_change_at": .optional(source.lastChangeAt?.rfc3339),
      "last_change_counts": source.lastChangeCounts.map(JSONForm.counts) ?? .null,
    ]
  }

  static func discarded(_ discarded: DiscardedRecord) -> JSONValue {
    guard case .object(var form) = record(discarded.record) else { return .null }
    form["discarded_at"] = .string(discarded.discardedAt.rfc3339)
    form["discarded_by"] = .string(discarded.discardedBy)
    form["discard_reason"] = .string(discarded.discardReason)
    return .object(form)
  }

  private static func record(_ record: QuarantinedRecord) -> JSONValue {
    [
      "id": .integer(record.id),
      "source": .string(record.source),
      "line": record.line.map { .integer($0) } ?? .null,
      "row_id": .optional(record.rowID),
      "reason": .string(record.reason),
      "excerpt": .string(record.excerpt),
      "first_seen_at": .string(record.firstSeenAt.rfc3339),
      "attempts": .integer(record.attempts),
    ]
  }

  /// Names the chat order, since its number may be another's.
  static func line(of drift: SyncDrift) -> String {
    "\(drift.orderNumber) (\(drift.orderID.rawValue)): \(drift.explanation)"
  }

  static func drift(_ drift: SyncDrift) -> JSONValue {
    [
      "kind": .string(drift.kind.rawValue),
      "order_id": .string(drift.orderID.rawValue),
      "order_number": .string(drift.orderNumber),
      "explanation": .string(drift.explanation),
      "can_repair": .bool(drift.canRepair),
    ]
  }
}
