package import Commerce
import SQLiteKit

extension Store {
  /// The order of that number, written as it is or in small letters.
  package func orderID(number: String) throws -> OrderID? {
    try database.read { connection in
      try connection.first(
        """
        SELECT id FROM orders WHERE order_number IN (\(number), \(number.uppercased()))
        ORDER BY order_number = \(number) DESC LIMIT 1
        """
      ) { try $0.orderID("id") }
    }
  }

  /// Numbers that begin with, contain or end in what was typed, newest first: for completion and
  /// for "did you mean".
  package func orderNumbers(like text: String, limit: Int) throws -> [String] {
    try database.read { connection in
      let beginning = try OrderNumbers.beginning(with: text, limit, on: connection)
      guard beginning.isEmpty else { return beginning }
      let containing = try OrderNumbers.containing(text, limit, on: connection)
      guard containing.isEmpty else { return containing }
      return try OrderNumbers.containing(OrderNumbers.lastDigits(of: text), limit, on: connection)
    }
  }
}

enum OrderNumbers {
  static func beginning(
    with text: String,
    _ limit: Int,
    on connection: borrowing Connection
  ) throws -> [String] {
    let start = text.uppercased()
    // The highest scalar closes the range of all texts that begin so.
    return try connection.map(
      """
      SELECT order_number FROM orders
      WHERE order_number >= \(start) AND order_number < \(start + "\u{10FFFF}")
      ORDER BY order_number DESC LIMIT \(limit)
      """
    ) { try $0.text("order_number") }
  }

  static func containing(
    _ text: String,
    _ limit: Int,
    on connection: borrowing Connection
  ) throws -> [String] {
    guard FullText.isLongEnoughForParts(text) else { return [] }
    let expression = "{order_number} : " + FullText.phrase(text)
    return try connection.map(
      """
      SELECT o.order_number FROM number_search
        CROSS JOIN orders o ON o.serial = number_search.rowid
      WHERE number_search MATCH \(expression)
      ORDER BY number_search.rowid DESC LIMIT \(limit)
      """
    ) { try $0.text("order_number") }
  }

  /// People remember the digits and get the letters wrong.
  static func lastDigits(of text: String) -> String {
    let digits = text.unicodeScalars.reversed().prefix { ("0"..."9").contains($0) }.reversed()
    return String(String.UnicodeScalarView(digits.drop { $0 == "0" }))
  }
}
