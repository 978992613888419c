package import Commerce
package import SQLiteKit

/// Times are stored as canonical text, so that comparing texts compares instants.
extension Instant: DatabaseValueConvertible {
  package var databaseValue: DatabaseValue { .text(rfc3339) }
}

extension Row {
  /// A time in RFC 3339 text; any other text is a ``RowError``.
  package func instant(_ column: String) throws -> Instant {
    let text = try text(column)
    do {
      return try Instant(rfc3339: text)
    } catch {
      throw unknown(column, "Instant")
    }
  }

  package func instantIfPresent(_ column: String) throws -> Instant? {
    try isNull(column) ? nil : instant(column)
  }

  /// A currency by its code of three capital letters; any other text is a ``RowError``.
  package func currency(_ column: String) throws -> Currency {
    guard let currency = Currency(code: try text(column)) else {
      throw unknown(column, "Currency")
    }
    return currency
  }

  /// The minor units in `column` with the currency code in `currencyColumn`.
  package func money(_ column: String, currency currencyColumn: String = "currency") throws -> Money
  {
    Money(minorUnits: try int64(column), currency: try currency(currencyColumn))
  }

  package func orderID(_ column: String) throws -> OrderID {
    OrderID(try text(column))
  }
}
