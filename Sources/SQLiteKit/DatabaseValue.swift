/// One value as SQLite stores it.
package enum DatabaseValue: Equatable, Sendable {
  case null
  case integer(Int64)
  /// SQLite stores not-a-number as NULL.
  case real(Double)
  /// UTF-8; NUL characters inside are kept.
  case text(String)
  case blob([UInt8])
}

/// A value that may stand in an ``SQL`` interpolation.
///
/// An enum with raw values needs no conformance: `\(order.status)` binds its raw value.
package protocol DatabaseValueConvertible {
  var databaseValue: DatabaseValue { get }
}

extension DatabaseValue: DatabaseValueConvertible {
  package var databaseValue: DatabaseValue { self }
}

extension Int: DatabaseValueConvertible {
  package var databaseValue: DatabaseValue { .integer(Int64(self)) }
}

extension Int64: DatabaseValueConvertible {
  package var databaseValue: DatabaseValue { .integer(self) }
}

extension Bool: DatabaseValueConvertible {
  package var databaseValue: DatabaseValue { .integer(self ? 1 : 0) }
}

extension Double: DatabaseValueConvertible {
  package var databaseValue: DatabaseValue { .real(self) }
}

extension String: DatabaseValueConvertible {
  package var databaseValue: DatabaseValue { .text(self) }
}

extension Substring: DatabaseValueConvertible {
  package var databaseValue: DatabaseValue { .text(String(self)) }
}

extension [UInt8]: DatabaseValueConvertible {
  package var databaseValue: DatabaseValue { .blob(self) }
}

extension Optional: DatabaseValueConvertible where Wrapped: DatabaseValueConvertible {
  package var databaseValue: DatabaseValue {
    switch self {
    case .none: .null
    case .some(let value): value.databaseValue
    }
  }
}

extension DatabaseValueConvertible
where Self: RawRepresentable, RawValue: DatabaseValueConvertible {
  package var databaseValue: DatabaseValue { rawValue.databaseValue }
}
