package import SQLiteKit

/// Tells which ids are whose, since two sources may give one id to two orders.
package enum ForeignIDs {
  /// Those that the store knows as storefront orders.
  package static func storefront(
    _ ids: [String],
    on connection: borrowing Connection
  ) throws -> Set<String> {
    try among(ids, "SELECT id FROM orders WHERE source = 'standard' AND id IN", on: connection)
  }

  /// Those that the store knows as chat orders.
  package static func chat(
    _ ids: [String],
    on connection: borrowing Connection
  ) throws -> Set<String> {
    try among(ids, "SELECT id FROM chat_orders WHERE id IN", on: connection)
  }

  private static func among(
    _ ids: [String],
    _ selection: String,
    on connection: borrowing Connection
  ) throws -> Set<String> {
    var found: Set<String> = []
    try IntakeIDs.forEachRow(selection, in: ids, on: connection) { row in
      found.insert(try row.text("id"))
    }
    return found
  }
}
