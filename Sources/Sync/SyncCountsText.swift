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
      "discarded": .integer(discarded), "blank": .integer(blank),
      "conflicts": .integer(conflicts), "unknownWords": .integer(unknownWords),
      "insertedByType": .object(JSONObject(types)),
    ]
  }
}
