package import Commerce
package import JSON

/// A receipt as JSON: for `--json`, and kept with the key of its request.
package enum ReceiptRecord {
  package static func value(of receipt: Receipt) -> JSONValue {
    [
      "act_id": .optional(receipt.actID),
      "summary": .string(receipt.summary),
      "changed": .array(receipt.changed.map { value(of: $0) }),
      "unchanged": .array(
        receipt.unchanged.map {
          [
            "order_id": .string($0.orderID.rawValue), "order_number": .string($0.orderNumber),
            "sentence": .string($0.sentence),
          ]
        }
      ),
      "refused": .array(receipt.refused.map { value(of: $0) }),
      "undo_until": .optional(receipt.undoUntil?.rfc3339),
      "dry_run": .bool(receipt.isDryRun),
      "replay": .bool(receipt.isReplay),
    ]
  }

  private static func value(of change: Receipt.Change) -> JSONValue {
    var record = JSONObject([
      .init(key: "order_id", value: .string(change.orderID.rawValue)),
      .init(key: "order_number", value: .string(change.orderNumber)),
      .init(key: "sentence", value: .string(change.sentence)),
      .init(key: "before", value: .optional(change.before)),
    ])
    if let made = change.made {
      record["placed"] = [
        "order_id": .string(made.id.rawValue), "order_number": .string(made.number),
      ]
    }
    return .object(record)
  }

  package static func value(of refusal: Refusal) -> JSONValue {
    [
      "kind": .string(refusal.kind.rawValue),
      "order_id": .optional(refusal.orderID?.rawValue),
      "order_number": .optional(refusal.orderNumber),
      "sentence": .string(refusal.sentence),
    ]
  }

  /// Nil when another version of this program wrote it.
  static func read(_ text: String) throws -> Receipt? {
    guard let record = try JSONValue(reading: text).objectValue,
      let summary = record["summary"]?.stringValue,
      let changed = changes(record["changed"]),
      let unchanged = changes(record["unchanged"]),
      let refused = refusals(record["refused"])
    else { return nil }
    let undoUntil = record["undo_until"]?.stringValue
    return Receipt(
      actID: record["act_id"]?.stringValue,
      summary: summary,
      changed: changed,
      unchanged: unchanged,
      refused: refused,
      undoUntil: try undoUntil.map { try Instant(rfc3339: $0) }
    )
  }

  private static func changes(_ value: JSONValue?) -> [Receipt.Change]? {
    guard let values = value?.arrayValue else { return nil }
    let changes = values.compactMap { change($0) }
    return changes.count == values.count ? changes : nil
  }

  private static func change(_ value: JSONValue) -> Receipt.Change? {
    guard let id = value["order_id"]?.stringValue,
      let number = value["order_number"]?.stringValue,
      let sentence = value["sentence"]?.stringValue
    else { return nil }
    var change = Receipt.Change(
      orderID: OrderID(id),
      orderNumber: number,
      sentence: sentence,
      before: value["before"]?.stringValue
    )
    if let made = value["placed"], let id = made["order_id"]?.stringValue,
      let number = made["order_number"]?.stringValue
    {
      change.made = MadeOrder(id: OrderID(id), number: number)
    }
    return change
  }

  private static func refusals(_ value: JSONValue?) -> [Refusal]? {
    guard let values = value?.arrayValue else { return nil }
    let refusals = values.compactMap { refusal($0) }
    return refusals.count == values.count ? refusals : nil
  }

  private static func refusal(_ value: JSONValue) -> Refusal? {
    guard let kind = value["kind"]?.stringValue.flatMap(Refusal.Kind.init(rawValue:)),
      let sentence = value["sentence"]?.stringValue
    else { return nil }
    return Refusal(
      kind,
      orderID: value["order_id"]?.stringValue.map(OrderID.init(rawValue:)),
      orderNumber: value["order_number"]?.stringValue,
      sentence: sentence
    )
  }
}
