/// How SQLite holds a value in a row.
package enum StoredType: String, Equatable, Sendable {
  case null = "NULL"
  case integer = "INTEGER"
  case real = "REAL"
  case text = "TEXT"
  case blob = "BLOB"
}

/// A row that does not hold what the program expects: column, SQL and types, never the values.
package struct RowError: Error, Equatable, Sendable {
  package enum Problem: Equatable, Sendable {
    case missing(present: [String])
    /// Two columns of the result have this name; give one an alias.
    case ambiguous
    case wrongType(expected: StoredType, found: StoredType)
    /// The type is right, yet no case of the Swift type has this value.
    case unknownValue(of: String)
    /// The query gave no row where one was promised.
    case noRow
  }

  package let column: String
  package let sql: String
  package let problem: Problem

  package init(column: String, sql: String, problem: Problem) {
    self.column = column
    self.sql = sql
    self.problem = problem
  }
}

extension RowError: CustomStringConvertible {
  package var description: String {
    switch problem {
    case .missing(let present):
      "there is no column \(column) among \(present.joined(separator: ", ")) in `\(sql)`"
    case .ambiguous: "two columns are called \(column) in `\(sql)`"
    case .wrongType(let expected, let found):
      "column \(column) holds \(found.rawValue), not \(expected.rawValue), in `\(sql)`"
    case .unknownValue(let type): "column \(column) holds no known \(type) in `\(sql)`"
    case .noRow: "no row in `\(sql)`"
    }
  }
}
