import Commerce
import JSON
import SQLiteKit
import Store

extension Desk {
  /// Lets this person export a table, and notes it in the audit trail where its role asks for that.
  ///
  /// `query` names the orders and `count` is how many they are.
  /// - Returns: true when contact data are to be masked.
  package func beginExport(of table: String, query: String, count: Int) throws -> Bool {
    try refuseUnlessAllowed(.exportOrders)
    guard try permission(.exportOrders) == .logged else { return true }
    guard !settings.isReadOnly, !store.isReadOnly else {
      let rule = "a whole export is noted in the audit trail, and --read-only keeps nothing"
      throw Refusal(.readOnly, sentence: rule)
    }
    let detail: JSONValue = [
      "table": .string(table), "query": .string(query), "orders": .integer(count),
    ]
    let entry = AuditEntry(action: "export_orders", subject: "", detail: detail.text())
    let scope = scope(actID: "", now: clock())
    try store.database.write { try AuditTrail.append(entry, by: scope, on: $0) }
    return false
  }
}
