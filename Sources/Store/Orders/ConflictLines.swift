import Commerce
import SQLiteKit

/// What a timeline says of conflicts, read from what they are now.
enum ConflictLines {
  /// When each was said by the source and, where it settled by itself, when that was.
  ///
  /// A person who settles one leaves a line of his own.
  static func load(of id: OrderID, on connection: borrowing Connection) throws -> [OrderEvent] {
    var lines: [OrderEvent] = []
    var newestWords: [String: String] = [:]
    try connection.forEach(
      """
      SELECT \(sql: Conflicts.columns), c.ours AS then_ours, c.state, c.settled_at,
        o.created_at AS placed_at,
        CASE o.source WHEN 'chat_commerce' THEN 'chat checkout' ELSE 'storefront' END AS actor,
        c.settled_by IS NULL AND c.settled_at IS NOT NULL
          AND NOT EXISTS (SELECT 1 FROM conflicts n WHERE n.order_id = c.order_id
            AND n.field = c.field AND n.source_updated_at > c.source_updated_at)
          AND NOT EXISTS (SELECT 1 FROM conflicts p WHERE p.order_id = c.order_id
            AND p.field = c.field AND p.theirs IS c.theirs AND p.settled_by IS NOT NULL)
          AS settled_itself
      \(sql: Conflicts.from)
      WHERE c.order_id = \(id) ORDER BY c.source_updated_at, c.field, c.theirs
      """
    ) { row in
      var conflict = try FieldConflict(row: row)
      let isOpen = try row.text("state") == "open"
      // What is past is told as it was then.
      if !isOpen, conflict.isToldAsItWas {
        conflict.ours = try row.textIfPresent("then_ours")
      }
      let actor = try row.text("actor")
      // A source that says the same again says nothing new.
      if conflict.words != newestWords[conflict.field] {
        newestWords[conflict.field] = conflict.words
        let placedAt = try row.instantIfPresent("placed_at") ?? conflict.since
        lines.append(line(conflict.words, at: max(conflict.since, placedAt), by: actor))
      }
      guard try row.bool("settled_itself"), let at = try row.instantIfPresent("settled_at") else {
        return
      }
      lines.append(line("\(conflict.label) settled by itself", at: at, by: actor))
    }
    return lines
  }

  private static func line(_ words: String, at moment: Instant, by actor: String) -> OrderEvent {
    OrderEvent(at: moment, kind: .conflict, actor: actor, via: "sync", to: words)
  }
}

extension FieldConflict {
  /// Our side is what the order has now, which may have changed since.
  fileprivate var isToldAsItWas: Bool {
    field == "status" || field.hasPrefix("edited_") || isUnknownWord
  }
}
