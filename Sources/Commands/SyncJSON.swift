import Commerce
import JSON
import Reports
import Sync

/// What a sync did as JSON.
extension JSONForm {
  /// The counts, and the line that is cut off: null when the feed ends with a whole one.
  static func report(_ report: SyncReport) -> JSONValue {
    guard case .object(var form) = counts(report.counts) else { return .null }
    form["cut_off_line"] = report.cutOff?.line.map { .integer($0) } ?? .null
    return .object(form)
  }

  /// What came at one moment of a watch; the report at its end has no `at`.
  static func batch(_ counts: SyncCounts, at now: Instant) -> JSONValue {
    guard case .object(var form) = Self.counts(counts) else { return .null }
    form["at"] = .string(now.rfc3339)
    return .object(form)
  }

  static func counts(_ counts: SyncCounts) -> JSONValue {
    let types = counts.insertedByType.sorted { $0.key < $1.key }
    return [
      "read": .integer(counts.read),
      "inserted": .integer(counts.inserted),
      "updated": .integer(counts.updated),
      "unchanged": .integer(counts.unchanged),
      "quarantined": .integer(counts.quarantined),
      "discarded": .integer(counts.discarded),
      "blank": .integer(counts.blank),
      "conflicts": .integer(counts.conflicts),
      "unknown_statuses": .integer(counts.unknownWords),
      "inserted_by_type": .object(
        JSONObject(types.map { JSONObject.Member(key: $0.key, value: .integer($0.value)) })
      ),
    ]
  }
}
