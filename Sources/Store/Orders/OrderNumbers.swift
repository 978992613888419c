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
    guard digits.utf8.allSatisfy({ (0x30...0x39).contains($0) || $0 == 0x2D }),
      (3...20).contains(digits.count), digits.utf8.first != 0x2D
    else { return [] }
    return try database.read { connection in
      try OrderNumbers.containing(digits, .max, on: connection).filter { $0.hasSuffix(digits) }
    }
    .prefix(limit).map(\.self)
  }

  /// The order of that number, else those whose numbers end in these digits, newest first.
  package func orders(
    numbered text: String,
    limit: Int,
    by staff: StaffID?
  ) throws -> [OrderSummary] {
    let whole = try orderID(number: text)
    let ids =
      try whole.map { [$0] }
      ?? orderNumbers(endingIn: text, limit: limit).compactMap { try orderID(number: $0) }
    return try database.read { connection in
      let serials = try ids.compactMap { id in
        try connection.integer("SELECT serial FROM orders WHERE id = \(id)")
      }
      return try OrderSummaries.load(serials, staff: staff, on: connection)
    }
  }

  /// Numbers that were probably meant by one that no order has, the nearest first.
  package func orderNumbers(meantBy text: String, limit: Int) throws -> [String] {
    try database.read { try OrderNumbers.meant(by: text, limit, on: $0) }
  }
}

enum OrderNumbers {
  /// The order has one of these numbers, written as it is or in small letters.
  static func isOne(of numbers: [String]) -> SQL {
    "o.order_number IN (\(sql: numbers.flatMap { [$0, $0.uppercased()] }.asSQLList))"
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

  /// Looks at every number there is that is about as long or ends in the same digits.
  static func meant(
    by text: String,
    _ limit: Int,
    on connection: borrowing Connection
  ) throws -> [String] {
    let typed = TypedNumber(text)
    var found: [(number: String, distance: Int)] = []
    try connection.forEach(
      """
      SELECT order_number FROM orders
      WHERE length(order_number) BETWEEN \(text.count - 1) AND \(text.count + 1)
        OR (\(typed.value) <> '' AND substr(order_number, -length(\(typed.value))) = \(typed.value))
      ORDER BY order_number DESC
      """
    ) { row in
      let number = try row.text("order_number")
      guard let distance = typed.distance(to: number) else { return }
      let place = found.firstIndex { $0.distance > distance } ?? found.count
      found.insert((number, distance), at: place)
      if found.count > limit { found.removeLast() }
    }
    return found.map(\.number)
  }
}

/// An order's number as somebody typed it, with a slip or without its letters.
struct TypedNumber {
  let text: String
  /// Its last digits as they stand, and without the zeros before them.
  let digits: String
  let value: String

  init(_ text: String) {
    self.text = text
    (digits, value) = Self.lastDigits(of: text)
  }

  /// How far a number is from what was typed; nil for one that was hardly meant.
  ///
  /// Near is one slip, or the same last digits under other letters; one or two digits say something
  /// only where no letter does. Another digit in the same place is another order, and no slip.
  func distance(to number: String) -> Int? {
    let other = Self.lastDigits(of: number)
    let isSame = !value.isEmpty && other.value == value
    if let slips = NearestWord.slips(text, number, atMost: 1), !hasOtherDigit(than: number) {
      return isSame ? slips : slips + 1
    }
    let says = digits.count >= 3 || !digits.isEmpty && !text.contains(where: \.isLetter)
    if isSame, says { return 3 }
    return digits.count >= 3 && !value.isEmpty && other.digits.hasSuffix(digits) ? 4 : nil
  }

  private func hasOtherDigit(than number: String) -> Bool {
    guard number.count == text.count else { return false }
    let differing = zip(text, number).filter { $0 != $1 }
    return differing.contains { $0.isNumber && $1.isNumber } && differing.count == 1
  }

  private static func lastDigits(of text: String) -> (digits: String, value: String) {
    let digits = text.unicodeScalars.reversed().prefix { ("0"..."9").contains($0) }.reversed()
    let value = digits.drop { $0 == "0" }
    return (String(String.UnicodeScalarView(digits)), String(String.UnicodeScalarView(value)))
  }
}
