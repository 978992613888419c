import SQLiteKit

/// Asks for many ids with few compiled statements: always the same number of places, filled up
/// with NULL, which equals nothing.
enum IntakeIDs {
  static let batch = 100
  private static let places = Array(repeating: "?", count: batch).joined(separator: ", ")

  /// Runs `select` followed by `(?, ?, …)` for each batch of `ids`.
  static func forEachRow(
    _ select: String,
    in ids: [String],
    on connection: borrowing Connection,
    _ body: (borrowing Row) throws -> Void
  ) throws {
    var rest = ids[...]
    while !rest.isEmpty {
      var arguments = rest.prefix(batch).map(DatabaseValue.text)
      rest = rest.dropFirst(batch)
      arguments += Array(repeating: .null, count: batch - arguments.count)
      try connection.forEach(SQL(raw: "\(select) (\(places))", arguments: arguments), body)
    }
  }
}

extension String? {
  var intakeValue: DatabaseValue { map(DatabaseValue.text) ?? .null }
}
