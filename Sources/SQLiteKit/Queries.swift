/// Reading rows. The generic functions are inlinable, so that a caller in another module gets
/// them made for its own row type.
extension Connection {
  /// Lends each row in turn; the query ends early when `body` throws.
  @inlinable
  package func forEach(_ sql: SQL, _ body: (borrowing Row) throws -> Void) throws {
    let statement = try begin(sql)
    defer { finish(statement) }
    guard try advance(statement) else { return }
    resolveColumns(of: statement)
    repeat { try body(Row(statement)) } while try advance(statement)
  }

  @inlinable
  package func map<T>(_ sql: SQL, _ body: (borrowing Row) throws -> T) throws -> [T] {
    var results: [T] = []
    try forEach(sql) { row in results.append(try body(row)) }
    return results
  }

  @inlinable
  package func all<Record: RowDecodable>(
    _ sql: SQL,
    as type: Record.Type = Record.self
  ) throws -> [Record] {
    try map(sql) { try Record(row: $0) }
  }

  /// The first row only; later rows are not computed.
  @inlinable
  package func first<T>(_ sql: SQL, _ body: (borrowing Row) throws -> T) throws -> T? {
    let statement = try begin(sql)
    defer { finish(statement) }
    guard try advance(statement) else { return nil }
    resolveColumns(of: statement)
    return try body(Row(statement))
  }

  @inlinable
  package func first<Record: RowDecodable>(
    _ sql: SQL,
    as type: Record.Type = Record.self
  ) throws -> Record? {
    try first(sql) { try Record(row: $0) }
  }

  /// The first column of the first row; nil when there is no row.
  package func value(_ sql: SQL) throws(SQLiteError) -> DatabaseValue? {
    let statement = try begin(sql)
    defer { finish(statement) }
    return try advance(statement) ? statement.value(at: 0) : nil
  }

  /// The first column of the first row as an integer; nil for NULL or no row.
  package func integer(_ sql: SQL) throws -> Int? {
    switch try value(sql) {
    case .none, .null: nil
    case .integer(let number): Int(number)
    case .some(let other): throw mismatch(sql, .integer, other)
    }
  }

  /// The first column of the first row as text; nil for NULL or no row.
  package func text(_ sql: SQL) throws -> String? {
    switch try value(sql) {
    case .none, .null: nil
    case .text(let string): string
    case .some(let other): throw mismatch(sql, .text, other)
    }
  }

  /// Whether the query gives a row.
  package func exists(_ sql: SQL) throws(SQLiteError) -> Bool {
    let statement = try begin(sql)
    defer { finish(statement) }
    return try advance(statement)
  }

  private func mismatch(_ sql: SQL, _ expected: StoredType, _ found: DatabaseValue) -> RowError {
    let problem = RowError.Problem.wrongType(expected: expected, found: found.storedType)
    return RowError(column: "1", sql: sql.text, problem: problem)
  }
}

extension DatabaseValue {
  package var storedType: StoredType {
    switch self {
    case .null: .null
    case .integer: .integer
    case .real: .real
    case .text: .text
    case .blob: .blob
    }
  }
}
