import Commerce

/// Orders that staff place: RELIABILITY.md 4.1, first and last row.
extension OperationTable {
  static let saleTables = [
    placeOrder, replaceOrder, replaceByWhatWasReplaced, replaceMoreThanOrdered, replaceForReason,
  ]

  /// The states are what the wish is like.
  private static let placeOrder = OperationTable(
    name: "place an order by hand",
    given: { _, _ in [] },
    operation: { .placeOrder(newOrder($0)) },
    found: Found.placed,
    rows: """
      whole | pending+unpaid+standard+staff pending+unpaid+standard+staff pending+unpaid+standard+staff
      """
  )

  private static func newOrder(_ subject: Subject) -> NewOrder {
    let mug = OrderItem(
      productID: "mug",
      name: "Mug",
      quantity: 2,
      unitPrice: Money(minorUnits: 1_200, currency: .eur)
    )
    return NewOrder(customerName: subject.number, items: [mug], currency: .eur)
  }

  private static let replaceOrder = OperationTable(
    name: "replace",
    given: { Given.order($0, $1) },
    operation: { .replaceOrder($0.order, ReplacementRequest(reason: .lost)) },
    found: Found.replaced,
    rows: """
      pending    | illegal illegal illegal | edit it instead
      confirmed  | illegal illegal illegal | edit it instead
      processing | illegal illegal illegal | edit it instead
      packaged   | illegal illegal illegal | edit it instead
      shipped    | 4+0     4+0     4+0
      delivered  | 4+0     4+0     4+0
      cancelled  | 4+0     4+0     4+0
      """
  )

  /// Of four lamps, three are asked for.
  private static let replaceByWhatWasReplaced = OperationTable(
    name: "replace three of four, by what is replaced already",
    given: { subject, state in
      let words = state.split(separator: " ").map(String.init)
      return Given.order(subject, "delivered")
        + Given.replacement(subject, lamps: Int(words[0]) ?? 0, status: words[1])
    },
    operation: {
      let three = [ParcelQuantity(sku: "lamp", quantity: 3)]
      return .replaceOrder($0.order, ReplacementRequest(items: three, reason: .defect))
    },
    found: Found.replaced,
    rows: """
      1 pending   | 4+0     4+0     4+0
      1 delivered | 4+0     4+0     4+0
      2 pending   | invalid invalid invalid
      4 shipped   | invalid invalid invalid
      4 cancelled | 3+0     3+0     3+0
      """
  )

  private static let replaceMoreThanOrdered = OperationTable(
    name: "replace five of four, said so",
    given: { Given.order($0, $1) },
    operation: {
      let five = [ParcelQuantity(sku: "lamp", quantity: 5)]
      let request = ReplacementRequest(items: five, reason: .defect, exceedsOrder: true)
      return .replaceOrder($0.order, request)
    },
    found: Found.replaced,
    rows: """
      shipped   | invalid 5+0 5+0
      delivered | invalid 5+0 5+0
      """
  )

  private static let replaceForReason = OperationTable(
    name: "replace for another reason without words",
    given: { Given.order($0, $1) },
    operation: { .replaceOrder($0.order, ReplacementRequest(reason: .other)) },
    found: Found.replaced,
    rows: """
      shipped   | invalid invalid invalid
      delivered | invalid invalid invalid
      cancelled | invalid invalid invalid
      """
  )
}
