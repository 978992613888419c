/// SQL text whose interpolated values become bound parameters, never text.
///
///     let sql: SQL = "SELECT id FROM customer_order WHERE status = \(status) ORDER BY id"
///
/// `\(raw: text)` splices text of the program itself (never of a user), `\(sql: other)` nests
/// another piece together with its values.
package struct SQL: ExpressibleByStringInterpolation, Sendable {
  private(set) var pieces: SQLPieces
  /// One value for each `?` of the text, in order.
  package private(set) var arguments: [DatabaseValue]

  /// With `?` in the place of each value.
  package var text: String { pieces.text }

  package init(stringLiteral value: String) {
    self.init(raw: value)
  }

  package init(stringInterpolation: StringInterpolation) {
    pieces = stringInterpolation.pieces
    arguments = stringInterpolation.arguments
  }

  /// Trusted text with its own `?` places and their values.
  package init(raw text: String, arguments: [DatabaseValue] = []) {
    pieces = SQLPieces(first: text)
    self.arguments = arguments
  }

  package static func + (first: SQL, second: SQL) -> SQL {
    var sum = first
    sum += second
    return sum
  }

  package static func += (first: inout SQL, second: SQL) {
    first.pieces.append(second.pieces)
    first.arguments += second.arguments
  }

  package struct StringInterpolation: StringInterpolationProtocol {
    var pieces: SQLPieces
    var arguments: [DatabaseValue] = []

    package init(literalCapacity: Int, interpolationCount: Int) {
      pieces = SQLPieces(capacity: interpolationCount * 2)
      arguments.reserveCapacity(interpolationCount)
    }

    package mutating func appendLiteral(_ literal: String) {
      if !literal.isEmpty { pieces.append(literal) }
    }

    private mutating func append(_ value: DatabaseValue) {
      pieces.append("?")
      arguments.append(value)
    }

    package mutating func appendInterpolation(_ value: some DatabaseValueConvertible) {
      append(value.databaseValue)
    }

    package mutating func appendInterpolation<Value: DatabaseValueConvertible>(_ value: Value?) {
      append(value?.databaseValue ?? .null)
    }

    // The commonest types again, without the detour through a witness table.
    package mutating func appendInterpolation(_ value: String) { append(.text(value)) }
    package mutating func appendInterpolation(_ value: Int) { append(.integer(Int64(value))) }
    package mutating func appendInterpolation(_ value: DatabaseValue) { append(value) }

    package mutating func appendInterpolation<Value: RawRepresentable>(_ value: Value)
    where Value.RawValue: DatabaseValueConvertible {
      append(value.rawValue.databaseValue)
    }

    package mutating func appendInterpolation<Value: RawRepresentable>(_ value: Value?)
    where Value.RawValue: DatabaseValueConvertible {
      append(value?.rawValue.databaseValue ?? .null)
    }

    // Without these two, a type that is both would be ambiguous.
    package mutating func appendInterpolation<Value>(_ value: Value)
    where
      Value: RawRepresentable & DatabaseValueConvertible,
      Value.RawValue: DatabaseValueConvertible
    {
      append(value.databaseValue)
    }

    package mutating func appendInterpolation<Value>(_ value: Value?)
    where
      Value: RawRepresentable & DatabaseValueConvertible,
      Value.RawValue: DatabaseValueConvertible
    {
      append(value?.databaseValue ?? .null)
    }

    /// Splices text of the program itself, such as a column name it chose.
    package mutating func appendInterpolation(raw trusted: String) {
      pieces.append(trusted)
    }

    package mutating func appendInterpolation(sql nested: SQL) {
      pieces.append(nested.pieces)
      arguments += nested.arguments
    }
  }
}

extension SQL: Equatable {
  package static func == (first: SQL, second: SQL) -> Bool {
    first.text == second.text && first.arguments == second.arguments
  }
}

extension Sequence<SQL> {
  /// One piece out of many: `conditions.joined(separator: " AND ")`.
  package func joined(separator: String = "") -> SQL {
    var joined: SQL = ""
    var isFirst = true
    for piece in self {
      if !isFirst { joined += SQL(raw: separator) }
      joined += piece
      isFirst = false
    }
    return joined
  }
}

extension Sequence where Element: DatabaseValueConvertible {
  /// The bound values between commas, for `IN (\(sql: ids.asSQLList))`.
  package var asSQLList: SQL {
    map { SQL(raw: "?", arguments: [$0.databaseValue]) }.joined(separator: ", ")
  }
}
