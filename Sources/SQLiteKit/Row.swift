import CSQLite

/// A type that can be read from one result row.
package protocol RowDecodable {
  init(row: borrowing Row) throws
}

/// The row a query stands on; it is gone when the query moves on, so it cannot be kept.
///
/// Every reader throws ``RowError`` for a missing column or another type than asked for; nothing
/// is converted silently. The `IfPresent` readers give nil for NULL.
package struct Row: ~Copyable {
  private let statement: Statement

  @usableFromInline
  init(_ statement: Statement) {
    self.statement = statement
  }

  package var columnNames: [String] { statement.columnNames }

  package func text(_ column: String) throws(RowError) -> String {
    statement.text(at: try index(of: column, holding: .text))
  }

  package func integer(_ column: String) throws(RowError) -> Int {
    Int(try int64(column))
  }

  package func int64(_ column: String) throws(RowError) -> Int64 {
    sqlite3_column_int64(statement.handle, try index(of: column, holding: .integer))
  }

  /// An INTEGER that is 0 or 1.
  package func bool(_ column: String) throws(RowError) -> Bool {
    switch try int64(column) {
    case 0: false
    case 1: true
    default: throw unknown(column, "Bool")
    }
  }

  package func blob(_ column: String) throws(RowError) -> [UInt8] {
    statement.blob(at: try index(of: column, holding: .blob))
  }

  package func isNull(_ column: String) throws(RowError) -> Bool {
    statement.type(of: try statement.index(of: column)) == .null
  }

  /// Whatever the column holds, unconverted.
  package func value(_ column: String) throws(RowError) -> DatabaseValue {
    statement.value(at: try statement.index(of: column))
  }

  // MARK: Optional readers

  package func textIfPresent(_ column: String) throws(RowError) -> String? {
    let index = try statement.index(of: column)
    switch statement.type(of: index) {
    case .null: return nil
    case .text: return statement.text(at: index)
    case let found: throw mismatch(column, .text, found)
    }
  }

  package func int64IfPresent(_ column: String) throws(RowError) -> Int64? {
    let index = try statement.index(of: column)
    switch statement.type(of: index) {
    case .null: return nil
    case .integer: return sqlite3_column_int64(statement.handle, index)
    case let found: throw mismatch(column, .integer, found)
    }
  }

  package func integerIfPresent(_ column: String) throws(RowError) -> Int? {
    try int64IfPresent(column).map { Int($0) }
  }

  package func boolIfPresent(_ column: String) throws(RowError) -> Bool? {
    try isNull(column) ? nil : bool(column)
  }

  // MARK: Enums

  /// The case whose raw value the column holds: `try row.choice("status")`.
  package func choice<Value: RawRepresentable<String>>(
    _ column: String,
    as type: Value.Type = Value.self
  ) throws(RowError) -> Value {
    guard let value = Value(rawValue: try text(column)) else { throw unknown(column, "\(type)") }
    return value
  }

  package func choiceIfPresent<Value: RawRepresentable<String>>(
    _ column: String,
    as type: Value.Type = Value.self
  ) throws(RowError) -> Value? {
    try isNull(column) ? nil : choice(column, as: type)
  }

  /// The error of a column whose text is of no use to `type`, for decoders outside this module.
  package func unknown(_ column: String, _ type: String) -> RowError {
    RowError(column: column, sql: statement.sql, problem: .unknownValue(of: type))
  }

  private func index(of column: String, holding type: StoredType) throws(RowError) -> Int32 {
    let index = try statement.index(of: column)
    let found = statement.type(of: index)
    guard found == type else { throw mismatch(column, type, found) }
    return index
  }

  private func mismatch(_ column: String, _ expected: StoredType, _ found: StoredType) -> RowError {
    let problem = RowError.Problem.wrongType(expected: expected, found: found)
    return RowError(column: column, sql: statement.sql, problem: problem)
  }
}
