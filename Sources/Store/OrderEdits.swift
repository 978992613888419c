package import Commerce
package import SQLiteKit

/// What an edit asks and writes; the rules and the transaction are Desk's.
package enum OrderEdits {
  /// What staff may edit of an order, as it is stored.
  package struct Fields: Equatable, Sendable {
    /// As stored, so that an undo brings back exactly what was there.
    package var address: String?
    package var addressFields: Address?
    package var notes: String?
    package var amounts: Amounts
    package var items: [OrderItem]
  }

  package struct Amounts: Equatable, Sendable {
    package var shipping: Money
    package var tax: Money
    package var discount: Money
    package var total: Money

    package init(shipping: Money, tax: Money, discount: Money, total: Money) {
      self.shipping = shipping
      self.tax = tax
      self.discount = discount
      self.total = total
    }
  }

  package static func fields(
    of facts: OrderFacts,
    on connection: borrowing Connection
  ) throws -> Fields? {
    let items = try OrderChanges.items(of: facts.id, facts.currency, on: connection)
    return try connection.first(
      """
      SELECT o.currency, o.shipping_address, o.customer_notes, o.shipping_amount, o.tax_amount,
        o.discount_amount, o.total_amount, \(sql: Address.columns)
      FROM orders o WHERE o.id = \(facts.id)
      """
    ) { row in
      Fields(
        address: try row.textIfPresent("shipping_address"),
        addressFields: try Address(of: row),
        notes: try row.textIfPresent("customer_notes"),
        amounts: Amounts(
          shipping: try row.money("shipping_amount"),
          tax: try row.money("tax_amount"),
          discount: try row.money("discount_amount"),
          total: try row.money("total_amount")
        ),
        items: items
      )
    }
  }

  // MARK: Whose a field is

  /// What the source says of a field that staff have edited, as JSON; nil where it is the source's.
  package static func said(
    _ part: OrderEdit.Part,
    of id: OrderID,
    on connection: borrowing Connection
  ) throws -> String? {
    try connection.text("SELECT edited -> \(path(of: part)) FROM orders WHERE id = \(id)")
  }

  /// Makes a field the staff's, with what the source says of it as JSON; one that is theirs stays so.
  package static func take(
    _ part: OrderEdit.Part,
    saying said: String,
    of id: OrderID,
    on connection: borrowing Connection
  ) throws {
    try connection.run(
      """
      UPDATE orders
      SET edited = json_insert(coalesce(edited, '{}'), \(path(of: part)), json(\(said)))
      WHERE id = \(id)
      """
    )
  }

  /// Makes a field the source's again.
  package static func giveBack(
    _ part: OrderEdit.Part,
    of id: OrderID,
    on connection: borrowing Connection
  ) throws {
    try connection.run(
      """
      UPDATE orders SET edited = nullif(json_remove(edited, \(path(of: part))), '{}')
      WHERE id = \(id)
      """
    )
  }

  private static func path(of part: OrderEdit.Part) -> String { "$.\(part.rawValue)" }

  /// The address that the source says while staff keep the order's for its status, as JSON; nil
  /// where it has not said one since.
  package static func addressSaid(
    of id: OrderID,
    on connection: borrowing Connection
  ) throws -> String? {
    try connection.text(
      """
      SELECT CASE WHEN said = '' THEN 'null' ELSE said END FROM (
        SELECT \(raw: M001.addressOfLine) AS said FROM order_events e
        JOIN orders o ON o.id = e.order_id AND o.source_updated_at = e.at
        WHERE e.order_id = \(id) AND e.kind = 'payment' AND e.via = 'sync' AND e.detail IS NOT NULL
        LIMIT 1)
      """
    )
  }

  // MARK: Writing

  package static func writeNotes(
    _ notes: String?,
    of id: OrderID,
    on connection: borrowing Connection
  ) throws {
    try connection.run("UPDATE orders SET customer_notes = \(notes) WHERE id = \(id)")
  }

  /// Writes the lines anew with what they come to.
  package static func write(
    _ items: [OrderItem],
    _ amounts: Amounts,
    of id: OrderID,
    on connection: borrowing Connection
  ) throws {
    try connection.run("DELETE FROM order_items WHERE order_id = \(id)")
    for (position, item) in items.enumerated() {
      try connection.run(
        """
        INSERT INTO order_items (order_id, position, product_id, name, quantity, unit_amount)
        VALUES (\(id), \(position), \(item.productID), \(item.name), \(item.quantity),
          \(item.unitPrice.minorUnits))
        """
      )
    }
    let names = items.map { $0.productID.isEmpty ? $0.name : "\($0.name) \($0.productID)" }
    try connection.run(
      """
      UPDATE orders SET item_names = \(names.joined(separator: " ")),
        shipping_amount = \(amounts.shipping.minorUnits), tax_amount = \(amounts.tax.minorUnits),
        discount_amount = \(amounts.discount.minorUnits), total_amount = \(amounts.total.minorUnits),
        currency = \(amounts.total.currency.code),
        total_differs = \(amounts.differ(from: items) ? 1 : 0)
      WHERE id = \(id)
      """
    )
  }

  // MARK: Money

  /// What the order costs beside what was paid for it; what is set aside counts as refunded.
  package static func balance(
    of id: OrderID,
    total: Money,
    on connection: borrowing Connection
  ) throws -> PaymentBalance? {
    try OrderMoney.ledger(of: id, on: connection).map { PaymentBalance(total: total, ledger: $0) }
  }

  /// Whether any of its lines is refunded or to be, which names it by its place.
  package static func hasRefundedItems(
    _ id: OrderID,
    on connection: borrowing Connection
  ) throws -> Bool {
    try OrderMoney.parts(of: id, on: connection)?.items.contains { $0.refunded > 0 } ?? false
  }
}

extension OrderEdits.Amounts {
  /// Whether the total is not that of the items with shipping, tax and discount.
  fileprivate func differ(from items: [OrderItem]) -> Bool {
    do {
      let sum = try EditRules.sum(of: items, total.currency)
      return try sum.adding(shipping).adding(tax).subtracting(discount) != total
    } catch {
      // What cannot be counted is not the total.
      return true
    }
  }
}
