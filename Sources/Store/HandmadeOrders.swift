package import Commerce
package import SQLiteKit

/// Orders that staff place themselves: their numbers, their rows, and what they are made in place of.
package enum HandmadeOrders {
  /// Ours begin here each year, so that a storefront that counts from 1 in the same form and sends its
  /// numbers later does not come upon one of them.
  static let firstNumber = 900_001

  /// The next number of that year, which nobody has or will have: it is given by this transaction.
  package static func takeNumber(
    in year: Int,
    on connection: borrowing Connection
  ) throws -> String {
    let last = try connection.integer("SELECT last FROM made_numbers WHERE year = \(year)")
    var next = last.map { $0 + 1 } ?? firstNumber
    while try isTaken(number(next, in: year), on: connection) { next += 1 }
    try connection.run(
      """
      INSERT INTO made_numbers (year, last) VALUES (\(year), \(next))
      ON CONFLICT (year) DO UPDATE SET last = excluded.last
      """
    )
    return number(next, in: year)
  }

  private static func number(_ count: Int, in year: Int) -> String {
    let digits = String(count)
    return "ORD-\(year)-" + String(repeating: "0", count: max(0, 6 - digits.count)) + digits
  }

  /// Also by a checkout that is no order yet.
  private static func isTaken(
    _ number: String,
    on connection: borrowing Connection
  ) throws -> Bool {
    try connection.exists(
      """
      SELECT 1 FROM orders WHERE order_number = \(number)
      UNION ALL SELECT 1 FROM chat_orders
        WHERE order_number = \(number) AND order_number GLOB 'ORD-*'
      """
    )
  }

  // MARK: Rows

  /// An order as it is to be stored; address and items are JSON.
  package struct Row: Equatable, Sendable {
    package var id: OrderID
    package var number: String
    package var customerName: String
    package var customerEmail: String?
    package var customerPhone: String?
    package var address: String?
    package var items: String
    package var amounts: OrderEdits.Amounts
    package var paymentMethod: String?
    package var customerNotes: String?

    package init(
      id: OrderID,
      number: String,
      customerName: String,
      items: String,
      amounts: OrderEdits.Amounts
    ) {
      self.id = id
      self.number = number
      self.customerName = customerName
      self.items = items
      self.amounts = amounts
    }
  }

  /// Takes it in by the road of every order, and then lets no source speak for it.
  package static func insert(
    _ row: Row,
    at now: Instant,
    on connection: borrowing Connection
  ) throws {
    try connection.run(
      """
      INSERT INTO order_intake (id, order_number, source, customer_name, customer_email,
        customer_phone, shipping_address, items, currency, shipping_amount, tax_amount,
        discount_amount, total_amount, amount_refunded, status, payment_status, payment_method,
        customer_notes, metadata, created_at, updated_at)
      VALUES (\(row.id), \(row.number), 'standard', \(row.customerName), \(row.customerEmail),
        \(row.customerPhone), \(row.address), \(row.items), \(row.amounts.total.currency.code),
        \(row.amounts.shipping.minorUnits), \(row.amounts.tax.minorUnits),
        \(row.amounts.discount.minorUnits), \(row.amounts.total.minorUnits), 0, 'pending', 'unpaid',
        \(row.paymentMethod), \(row.customerNotes), '{}', \(now), \(now))
      """
    )
    try connection.run(
      """
      UPDATE orders SET source_updated_at = NULL, source_status = NULL, status_owner = 'staff'
      WHERE id = \(row.id)
      """
    )
    try connection.run(
      """
      UPDATE orders SET payment_status = (SELECT m.payment_status FROM order_money m
        WHERE m.order_id = orders.id)
      WHERE id = \(row.id)
      """
    )
  }

  /// What of an order is copied to one in its place; the address is as stored.
  package struct Copied: Equatable, Sendable {
    package var address: String?
    package var items: [OrderItem]
  }

  package static func copied(
    of facts: OrderFacts,
    on connection: borrowing Connection
  ) throws -> Copied {
    Copied(
      address: try connection.text("SELECT shipping_address FROM orders WHERE id = \(facts.id)"),
      items: try OrderChanges.items(of: facts.id, facts.currency, on: connection)
    )
  }

  /// The newest change by others since the act that placed the order; nil when there is none that
  /// still stands.
  package static func changeByOthers(
    than person: StaffID,
    of id: OrderID,
    after actID: String,
    on connection: borrowing Connection
  ) throws -> ChangeLine? {
    try connection.first(
      """
      SELECT e.actor, e.kind, e.from_value, e.to_value, a.staff_id
      FROM order_events e JOIN acts a ON a.id = e.act_id
      WHERE e.order_id = \(id) AND e.act_id <> \(actID) AND a.staff_id <> \(person)
        AND EXISTS (SELECT 1 FROM act_changes c
          WHERE c.act_id = e.act_id AND c.undone_by IS NULL)
      ORDER BY e.serial DESC LIMIT 1
      """
    )
  }

  // MARK: Replacements

  package static func link(
    _ order: OrderID,
    replacing original: OrderID,
    for request: ReplacementRequest,
    on connection: borrowing Connection
  ) throws {
    try connection.run(
      """
      INSERT INTO replacements (order_id, replaces_id, reason, reason_text)
      VALUES (\(order), \(original), \(request.reason), \(request.text))
      """
    )
  }

  /// How many of each product stand in orders made in its place; cancelled ones do not count.
  package static func replaced(
    of original: OrderID,
    on connection: borrowing Connection
  ) throws -> [ParcelQuantity] {
    try connection.map(
      """
      SELECT CASE i.product_id WHEN '' THEN i.name ELSE i.product_id END AS sku,
        sum(i.quantity) AS quantity
      FROM replacements r JOIN orders o ON o.id = r.order_id
        JOIN order_items i ON i.order_id = o.id
      WHERE r.replaces_id = \(original) AND o.status <> 'cancelled'
      GROUP BY sku ORDER BY sku
      """
    ) { ParcelQuantity(sku: try $0.text("sku"), quantity: try $0.integer("quantity")) }
  }

  /// The order that it replaces, then those that replace it, in the order in which they were made.
  package static func links(
    of id: OrderID,
    on connection: borrowing Connection
  ) throws -> [LinkedOrder] {
    try connection.map(
      """
      SELECT o.id, o.order_number, o.status, 'replaces' AS relation, r.reason, r.reason_text,
        0 AS place
      FROM replacements r JOIN orders o ON o.id = r.replaces_id WHERE r.order_id = \(id)
      UNION ALL
      SELECT o.id, o.order_number, o.status, 'replaced_by', r.reason, r.reason_text, o.serial
      FROM replacements r JOIN orders o ON o.id = r.order_id WHERE r.replaces_id = \(id)
      ORDER BY place
      """
    ) { row in
      let reason: ReplacementReason = try row.choice("reason")
      let text = try row.textIfPresent("reason_text")
      return LinkedOrder(
        id: try row.orderID("id"),
        number: try row.text("order_number"),
        status: try row.choice("status"),
        relation: try row.choice("relation"),
        reason: ReplacementRequest(reason: reason, text: text).why
      )
    }
  }
}
