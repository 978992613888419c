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

  /// Numbers that end in these digits, newest first; fewer than three digits say too little.
  package func orderNumbers(endingIn digits: String, limit: Int) throws -> [String] {
    guard digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }), (3...20).contains(digits.count)
    else { return [] }
    return try database.read { connection in
      try OrderNumbers.containing(digits, .max, on: connection).filter { $0.hasSuffix(digits) }
    }
    .prefix(limit).map(\.self)
  }

  /// Numbers that begin with, contain, end in or nearly are what was typed, newest first: for
  /// completion and for "did you mean".
  package func orderNumbers(like text: String, limit: Int) throws -> [String] {
    try database.read { connection in
      let beginning = try OrderNumbers.beginning(with: text, limit, on: connection)
      guard beginning.isEmpty else { return beginning }
      let containing = try OrderNumbers.containing(text, limit, on: connection)
      guard containing.isEmpty else { return containing }
      let near = try OrderNumbers.near(text, limit, on: connection)
      guard near.isEmpty else { return near }
      let digits = OrderNumbers.lastDigits(of: text)
      let parts = try OrderNumbers.containing(digits, limit, on: connection)
      guard parts.isEmpty else { return parts }
      return try OrderNumbers.ending(in: digits, limit, on: connection)
    }
  }
}

enum OrderNumbers {
  /// The order has one of these numbers, written as it is or in small letters.
  static func isOne(of numbers: [String]) -> SQL {
    "o.order_number IN (\(sql: numbers.flatMap { [$0, $0.uppercased()] }.asSQLList))"
  }

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

  /// Numbers one or two slips away, the nearest first; looks at every number there is.
  static func near(
    _ text: String,
    _ limit: Int,
    on connection: borrowing Connection
  ) throws -> [String] {
    var found: [(number: String, slips: Int)] = []
    try connection.forEach(
      """
      SELECT order_number FROM orders
      WHERE length(order_number) BETWEEN \(text.count - 2) AND \(text.count + 2)
      ORDER BY order_number DESC
      """
    ) { row in
      let number = try row.text("order_number")
      guard let slips = NearestWord.slips(text, number, atMost: 2) else { return }
      let place = found.firstIndex { $0.slips > slips } ?? found.count
      found.insert((number, slips), at: place)
      if found.count > limit { found.removeLast() }
    }
    return found.map(\.number)
  }

  /// For one or two digits, which the index of parts does not know; looks at every number.
  static func ending(
    in digits: String,
    _ limit: Int,
    on connection: borrowing Connection
  ) throws -> [String] {
    guard !digits.isEmpty else { return [] }
    return try connection.map(
      """
      SELECT order_number FROM orders WHERE substr(order_number, -length(\(digits))) = \(digits)
      ORDER BY order_number DESC LIMIT \(limit)
      """
    ) { try $0.text("order_number") }
  }

  /// People remember the digits and get the letters wrong.
  static func lastDigits(of text: String) -> String {
    let digits = text.unicodeScalars.reversed().prefix { ("0"..."9").contains($0) }.reversed()
    return String(String.UnicodeScalarView(digits.drop { $0 == "0" }))
  }
}
