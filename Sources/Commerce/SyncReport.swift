/// What one run of sync did; the sum of the first six is the number of lines read.
package struct SyncCounts: Equatable, Sendable {
  package var inserted = 0
  package var updated = 0
  /// Exact repeats and older snapshots: nothing changed.
  package var unchanged = 0
  package var quarantined = 0
  /// Records that came before and were discarded then.
  package var discarded = 0
  package var blank = 0
  /// Beside the others: differences that were recorded for staff to settle.
  package var conflicts = 0
  /// Of those conflicts: words for a status or a payment that we do not know.
  package var unknownWords = 0
  /// By record type, of those inserted.
  package var insertedByType: [String: Int] = [:]

  package init() {}

  /// Adds the counts of another run.
  package mutating func add(_ other: SyncCounts) {
    inserted += other.inserted
    updated += other.updated
    unchanged += other.unchanged
    quarantined += other.quarantined
    discarded += other.discarded
    blank += other.blank
    conflicts += other.conflicts
    unknownWords += other.unknownWords
    insertedByType.merge(other.insertedByType) { $0 + $1 }
  }

  /// What has come since those counts were taken.
  package func since(_ earlier: SyncCounts) -> SyncCounts {
    var counts = self
    counts.inserted -= earlier.inserted
    counts.updated -= earlier.updated
    counts.unchanged -= earlier.unchanged
    counts.quarantined -= earlier.quarantined
    counts.discarded -= earlier.discarded
    counts.blank -= earlier.blank
    counts.conflicts -= earlier.conflicts
    counts.unknownWords -= earlier.unknownWords
    counts.insertedByType.merge(earlier.insertedByType) { $0 - $1 }
    counts.insertedByType = counts.insertedByType.filter { $0.value != 0 }
    return counts
  }

  /// Whether anything but repeats and blank lines was read.
  package var isNews: Bool { read > unchanged + blank }

  /// `1 unknown status`: of an order or of its payment.
  package var unknownWordsText: String {
    unknownWords == 1 ? "1 unknown status" : "\(unknownWords) unknown statuses"
  }

  package var read: Int { inserted + updated + unchanged + quarantined + discarded + blank }
}

/// One source as the sync screen and `sync status` show it.
package struct SyncSourceStatus: Equatable, Sendable {
  package var id: String
  package var location: String
  package var lastRunAt: Instant?
  package var lastSuccessAt: Instant?
  package var lastError: String?
  package var lastCounts: SyncCounts?
  /// The newest run that changed something: repeated runs mostly find nothing new.
  package var lastChangeAt: Instant?
  package var lastChangeCounts: SyncCounts?

  package init(id: String, location: String) {
    self.id = id
    self.location = location
  }
}

/// The sync screen and `sync status`, whole.
package struct SyncOverview: Equatable, Sendable {
  package var sources: [SyncSourceStatus] = []
  package var chatOrders = 0
  /// Chat orders that are not payable yet, so no orders.
  package var chatOrdersWaiting = 0
  package var chatSessions = 0
  /// Sessions whose messages wait for an order.
  package var unlinkedSessions = 0
  package var outboxWaiting = 0
  package var outboxParked = 0
  package var quarantine: [QuarantinedRecord] = []
  /// Of those that are open; discarded ones are counted for themselves.
  package var quarantineCount = 0
  package var discardedCount = 0
  package var conflicts: [FieldConflict] = []
  package var conflictCount = 0

  package init() {}
}

/// A line of a feed that was not taken in, kept whole.
package struct QuarantinedRecord: Equatable, Sendable, Identifiable {
  package var id: Int
  package var source: String
  package var line: Int?
  /// The id of the row, of a source that is a database.
  package var rowID: String?
  package var reason: String
  /// The start of the line as text, for the screen; the whole bytes stay in the store.
  package var excerpt: String
  package var firstSeenAt: Instant
  package var attempts: Int

  package init(
    id: Int,
    source: String,
    line: Int?,
    reason: String,
    excerpt: String,
    firstSeenAt: Instant,
    attempts: Int
  ) {
    self.id = id
    self.source = source
    self.line = line
    self.reason = reason
    self.excerpt = excerpt
    self.firstSeenAt = firstSeenAt
    self.attempts = attempts
  }

  /// Where in its source it stands: `, line 12` or `, row bot-7`; empty where nobody knows.
  package var place: String {
    line.map { ", line \($0)" } ?? rowID.map { ", row \($0)" } ?? ""
  }
}

/// A quarantined record that staff count no more.
package struct DiscardedRecord: Equatable, Sendable {
  package var record: QuarantinedRecord
  package var discardedAt: Instant
  package var discardedBy: String
  package var discardReason: String

  package init(
    record: QuarantinedRecord,
    discardedAt: Instant,
    discardedBy: String,
    discardReason: String
  ) {
    self.record = record
    self.discardedAt = discardedAt
    self.discardedBy = discardedBy
    self.discardReason = discardReason
  }
}

/// One difference between a chat order and its order.
package struct SyncDrift: Equatable, Sendable {
  package enum Kind: String, CaseIterable, Sendable {
    case missing, doubled, amount, currency, orphan, payment
  }
  package var kind: Kind
  package var orderID: OrderID
  package var orderNumber: String
  /// One sentence: what the chat checkout says and what the order says.
  package var explanation: String
  package var canRepair: Bool

  package init(
    kind: Kind,
    orderID: OrderID,
    orderNumber: String,
    explanation: String,
    canRepair: Bool
  ) {
    self.kind = kind
    self.orderID = orderID
    self.orderNumber = orderNumber
    self.explanation = explanation
    self.canRepair = canRepair
  }
}

extension Sequence<SyncDrift> {
  /// The orders that a repair can mend, each once: one order may differ in several things.
  package var ordersToRepair: [OrderID] {
    var seen: Set<OrderID> = []
    return filter(\.canRepair).map(\.orderID).filter { seen.insert($0).inserted }
  }
}
