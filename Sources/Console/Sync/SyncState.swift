import Commerce
import Widgets

/// The sync screen: what came in, what did not, and what differs.
struct SyncState: Equatable, Sendable {
  var overview: SyncOverview?
  /// Of the overview or, where that was not asked for, alone.
  var sources: [SyncSourceStatus] = []
  var request: RequestID?
  var askedAt: Instant?
  var failure: String?
  /// Differences between chat orders and orders; nil before they were looked for.
  var drift: [SyncDrift]?
  var driftRequest: RequestID?
  /// Somebody asked for it, so what was found is told.
  var tellsDrift = false
  var runRequest: RequestID?
  var progress: SyncProgress?
  var list = ListState()

  /// Everything that can be selected, from top to bottom.
  var rows: [SyncRow] {
    let overview = overview ?? SyncOverview()
    return overview.sources.map(SyncRow.source)
      + (drift ?? []).map(SyncRow.drift)
      + overview.conflicts.map(SyncRow.conflict)
      + overview.quarantine.map(SyncRow.quarantined)
  }

  var selected: SyncRow? {
    let rows = rows
    return list.selected.flatMap { rows.indices.contains($0) ? rows[$0] : nil }
  }
}

enum SyncRow: Equatable, Sendable {
  case source(SyncSourceStatus)
  case drift(SyncDrift)
  case conflict(FieldConflict)
  case quarantined(QuarantinedRecord)

  var section: SyncSection {
    switch self {
    case .source: .sources
    case .drift: .drift
    case .conflict: .conflicts
    case .quarantined: .quarantine
    }
  }

  var orderID: OrderID? {
    switch self {
    case .source, .quarantined: nil
    case .drift(let drift): drift.orderID
    case .conflict(let conflict): conflict.orderID
    }
  }
}

enum SyncSection: CaseIterable, Equatable, Sendable {
  case sources, drift, conflicts, quarantine
}

/// What a repair would do, asked before it is done.
struct RepairQuestion: Equatable, Sendable {
  /// Nil means every difference.
  var orderID: OrderID?
  var lines: [String]
}
