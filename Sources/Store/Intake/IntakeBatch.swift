import SQLiteKit

/// Writes many rows with one statement.
///
/// Around each statement FTS5 writes out what it has gathered, which costs more than many rows. So
/// all rows go into one statement, filled up with rows of NULL, which the statement leaves out;
/// and few sizes of statements mean few to compile.
enum IntakeBatch {
  private static let sizes = [1, 8, 32, 64, 128, 256]

  /// Lends `(?, …), (?, …)` for some rows at a time, with their values.
  ///
  /// The statement takes only rows whose `column1` is not NULL.
  static func forEach<Element>(
    of elements: [Element],
    columns: Int,
    arguments: (Element) -> [DatabaseValue],
    _ body: (String, [DatabaseValue]) throws -> Void
  ) throws {
    let row = "(" + Array(repeating: "?", count: columns).joined(separator: ", ") + ")"
    var rest = elements[...]
    while !rest.isEmpty {
      let size = sizes.first { $0 >= rest.count } ?? sizes[sizes.endIndex - 1]
      let rows = Array(repeating: row, count: size).joined(separator: ", ")
      var values = rest.prefix(size).flatMap(arguments)
      values += Array(repeating: .null, count: size * columns - values.count)
      try body(rows, values)
      rest = rest.dropFirst(size)
    }
  }
}
