import Commerce
import JSON
import SQLiteKit
import Store

/// Writes records as the plan decided: first orders and sessions, then messages, each kind in as
/// few statements as can be, then what only records or tells of the past.
struct RecordWriter {
  let now: Instant

  /// Returns what really came of each: a new order may turn out to be a conflict.
  func write(
    _ records: [FeedRecord],
    _ verdicts: [SyncPlan.Verdict],
    on connection: borrowing Connection
  ) throws -> [SyncPlan.Verdict] {
    let batches = RecordBatches(records, verdicts)
    try ChatOrderIntake.put(batches.chatOrders, on: connection)
    let taken = try StandardOrderIntake.put(batches.orders, on: connection)
    for order in batches.chatOrders { try restoreTexts(order.items, of: order.id, connection) }
    for order in batches.orders { try restoreTexts(order.items, of: order.id, connection) }
    for session in batches.sessions { try SessionIntake.put(session, on: connection) }
    try MessageIntake.add(batches.messages, on: connection)
    let leftOut = Set(batches.orders.map(\.id)).subtracting(taken)
    for (record, verdict) in batches.rest where !leftOut.contains(record.id) {
      try write(record, verdict, on: connection)
    }
    for id in batches.retold { try IntakeConflicts.recordUndone(order: id, on: connection) }
    guard !leftOut.isEmpty else { return verdicts }
    return try zip(records, verdicts).map { record, verdict in
      guard case .order(let order) = record, leftOut.contains(order.id) else { return verdict }
      return try Self.verdict(onLeftOut: order, on: connection)
    }
  }

  /// A storefront order that became none: a chat order's id, or a number that is another's.
  private static func verdict(
    onLeftOut order: StandardOrderSnapshot,
    on connection: borrowing Connection
  ) throws -> SyncPlan.Verdict {
    let clash = try NumberClash.sentence(
      number: order.orderNumber,
      ofOrder: order.id,
      on: connection
    )
    return clash.map { .refused(FeedProblem(field: nil, reason: $0)) } ?? .conflict([])
  }

  private func write(
    _ record: FeedRecord,
    _ verdict: SyncPlan.Verdict,
    on connection: borrowing Connection
  ) throws {
    if case .conflict(let differences) = verdict {
      return try keep(differences, of: record, on: connection)
    }
    switch record {
    case .chatOrder(let order): try ChatOrderIntake.addHistory(of: order, on: connection)
    case .order(let order): try StandardOrderIntake.addHistory(of: [order], on: connection)
    case .message(let message): try MessageIntake.setStatus(of: message, on: connection)
    case .chatSession: break
    }
  }

  /// SQLite cuts a text out of JSON at a NUL; the few items that hold one are written once more.
  private func restoreTexts(
    _ items: String,
    of order: String,
    _ connection: borrowing Connection
  ) throws {
    guard items.contains("\\u0000") else { return }
    for (position, item) in (try JSONValue(reading: items).arrayValue ?? []).enumerated() {
      try OrderItemsIntake.setTexts(
        product: item["product_id"]?.stringValue ?? "",
        name: item["name"]?.stringValue ?? "",
        at: position,
        of: order,
        on: connection
      )
    }
  }

  private func keep(
    _ differences: [FieldDifference],
    of record: FeedRecord,
    on connection: borrowing Connection
  ) throws {
    let subject = try Self.subject(of: record, on: connection)
    for difference in differences {
      let conflict = IntakeConflict(
        orderID: subject.id,
        field: difference.field,
        ours: difference.ours,
        theirs: difference.theirs,
        sourceUpdatedAt: subject.updatedAt
      )
      try IntakeConflicts.record(conflict, seenAt: now, on: connection)
    }
  }

  private static func subject(
    of record: FeedRecord,
    on connection: borrowing Connection
  ) throws -> (id: String, updatedAt: Instant) {
    switch record {
    case .chatOrder(let order): (order.id, order.updatedAt)
    case .order(let order): (order.id, order.updatedAt)
    case .message(let message):
      (
        try MessageIntake.owner(ofMessage: message.id, on: connection) ?? message.chatSessionID,
        message.sentAt
      )
    case .chatSession(let session): (session.id, session.startedAt)
    }
  }
}

/// The records of a page by how they are written.
private struct RecordBatches {
  private(set) var chatOrders: [ChatOrderSnapshot] = []
  private(set) var orders: [StandardOrderSnapshot] = []
  private(set) var sessions: [SessionDescription] = []
  private(set) var messages: [IncomingMessage] = []
  /// What touches a row that is there, or none.
  private(set) var rest: [(FeedRecord, SyncPlan.Verdict)] = []
  /// Orders of which this page has not the first snapshot.
  private(set) var retold: Set<String> = []

  init(_ records: [FeedRecord], _ verdicts: [SyncPlan.Verdict]) {
    for (record, verdict) in zip(records, verdicts) {
      switch verdict {
      case .unchanged, .refused: continue
      case .conflict: rest.append((record, verdict))
      case .stale:
        rest.append((record, verdict))
        noteRetold(record)
      case .insert: add(record, verdict)
      case .update:
        add(record, verdict)
        noteRetold(record)
      }
    }
  }

  private mutating func noteRetold(_ record: FeedRecord) {
    switch record {
    case .chatOrder(let order): retold.insert(order.id)
    case .order(let order): retold.insert(order.id)
    case .message, .chatSession: break
    }
  }

  private mutating func add(_ record: FeedRecord, _ verdict: SyncPlan.Verdict) {
    switch record {
    case .chatOrder(let order): chatOrders.append(order)
    case .order(let order): orders.append(order)
    case .chatSession(let session): sessions.append(session)
    case .message(let message) where verdict == .insert: messages.append(message)
    case .message: rest.append((record, verdict))
    }
  }
}
