import SQLiteKit

/// Writes many rows with one statement.
///
/// Around each statement FTS5 writes out what it has gathered, which costs more than a row; and
/// few sizes of statements mean few to compile.
enum IntakeBatch {
  private static let sizes = [128, 32, 8, 1]

  /// Lends `(?, …), (?, …)` for some rows at a time, with their values.
  static func forEach<Element>(
    of elements: [Element],
    columns: Int,
    arguments: (Element) -> [DatabaseValue],
    _ body: (String, [DatabaseValue]) throws -> Void
  ) throws {
    let row = "(" + Array(repeating: "?", count: columns).joined(separator: ", ") + ")"
    var rest = elements[...]
    while !rest.isEmpty {
      let size = sizes.first { $0 <= rest.count } ?? 1
      let rows = Array(repeating: row, count: size).joined(separator: ", ")
      try body(rows, rest.prefix(size).flatMap(arguments))
      rest = rest.dropFirst(size)
    }
  }
}
