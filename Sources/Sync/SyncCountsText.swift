import Commerce
import JSON

extension SyncCounts {
  /// As the ledger keeps them.
  var json: JSONValue {
    let types = insertedByType.sorted { $0.key < $1.key }
      .map { JSONObject.Member(key: $0.key, value: .integer($0.value)) }
    return [
      "inserted": .integer(inserted), "updated": .integer(updated),
      "unchanged": .integer(unchanged), "quarantined": .integer(quarantined),
      "blank": .integer(blank), "conflicts": .integer(conflicts),
      "insertedByType": .object(JSONObject(types)),
    ]
  }

  mutating func add(_ other: SyncCounts) {
    inserted += other.inserted
    updated += other.updated
    unchanged += other.unchanged
    quarantined += other.quarantined
    blank += other.blank
    conflicts += other.conflicts
    insertedByType.merge(other.insertedByType, uniquingKeysWith: +)
  }
}
