import Commerce
import SQLiteKit

/// Which orders are one customer's, as SQL; ``CustomerKey`` says what that means.
///
/// The keys of an order are expressions with an index each, so that a customer of ten thousand orders
/// is found and paged like any other. NULL is the key of what tells nobody apart.
enum SameCustomer {
  static func email(_ order: String) -> String {
    let email = column("customer_email", of: order)
    return "CASE WHEN instr(\(email), '@') > 1 THEN lower(trim(\(email))) END"
  }

  static func phone(_ order: String) -> String {
    let signs = ["(0)", " ", "-", "(", ")", ".", "/", "+"]
    let digits = signs.reduce(column("customer_phone", of: order)) { "replace(\($0), '\($1)', '')" }
    return "CASE WHEN length(ltrim(\(digits), '0')) < \(CustomerKey.leastDigitsOfPhone) THEN NULL "
      + "WHEN substr(\(digits), 1, 2) = '00' THEN substr(\(digits), 3) ELSE \(digits) END"
  }

  private static func column(_ name: String, of order: String) -> String {
    order.isEmpty ? name : "\(order).\(name)"
  }

  /// One way to a customer's orders.
  private struct Arm {
    /// The index that ends in the time of creation; nil for single orders.
    var index: String?
    var condition: SQL
  }

  /// A value that was given goes through the same expression as a column.
  private static func arms(of key: CustomerKey) -> [Arm] {
    switch key {
    case .email(let text): [byEmail("\(raw: email("k")) FROM (SELECT \(text) AS customer_email) k")]
    case .phone(let text): [byPhone("\(raw: phone("k")) FROM (SELECT \(text) AS customer_phone) k")]
    case .order(let number):
      [
        byEmail("\(raw: email("k")) FROM orders k WHERE \(sql: isNumber(number, of: "k"))"),
        byPhone("\(raw: phone("k")) FROM orders k WHERE \(sql: isNumber(number, of: "k"))"),
        Arm(condition: isNumber(number, of: "o")),
      ]
    }
  }

  private static func byEmail(_ wanted: SQL) -> Arm {
    Arm(
      index: "orders_by_email",
      condition: "o.customer_email IS NOT NULL AND \(raw: email("o")) = (SELECT \(sql: wanted))"
    )
  }

  private static func byPhone(_ wanted: SQL) -> Arm {
    Arm(
      index: "orders_by_phone",
      condition: "o.customer_phone IS NOT NULL AND \(raw: phone("o")) = (SELECT \(sql: wanted))"
    )
  }

  private static func isNumber(_ number: String, of order: String) -> SQL {
    "\(raw: order).order_number IN (\(number), \(number.uppercased()))"
  }

  /// Whether a row of `orders o` is an order of one of these customers.
  static func condition(_ keys: [CustomerKey]) -> SQL {
    let arms = keys.flatMap(arms).map { "(\(sql: $0.condition))" as SQL }
    return "(\(sql: arms.joined(separator: " OR ")))"
  }

  /// Their orders by the time of creation, each in one branch only.
  static func branches(_ keys: [CustomerKey]) -> [ListingPlan.Branch] {
    var others: [SQL] = []
    return keys.flatMap(arms).map { arm in
      let index: SQL = arm.index.map { " INDEXED BY \(raw: $0)" } ?? ""
      let isNew = others.map { " AND coalesce(\(sql: $0), 0) = 0" as SQL }.joined()
      others.append(arm.condition)
      return ListingPlan.Branch(
        from: "orders o\(sql: index)",
        equality: "\(sql: arm.condition)\(sql: isNew)"
      )
    }
  }

  /// The serials of all their orders, as a query.
  static func serials(_ key: CustomerKey) -> SQL {
    arms(of: key).map { arm in
      let index: SQL = arm.index.map { " INDEXED BY \(raw: $0)" } ?? ""
      return "SELECT o.serial FROM orders o\(sql: index) WHERE \(sql: arm.condition)" as SQL
    }
    .joined(separator: " UNION ")
  }
}
