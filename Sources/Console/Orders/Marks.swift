import Commerce

/// The orders that the next act is meant for, beside the selected one.
enum Marks: Equatable, Sendable {
  /// By id, as they were when they were marked.
  case some([OrderID: OrderSummary])
  /// Every order that the filter finds, loaded or not.
  case matching(OrderFilter, count: Int)

  static let none = Marks.some([:])

  var isEmpty: Bool { count == 0 }

  var count: Int {
    switch self {
    case .some(let orders): orders.count
    case .matching(_, let count): count
    }
  }

  func contains(_ id: OrderID) -> Bool {
    switch self {
    case .some(let orders): orders[id] != nil
    case .matching: true
    }
  }

  /// Marks the order, or takes its mark away; false when the marks are not single orders.
  mutating func toggle(_ order: OrderSummary) -> Bool {
    guard case .some(var orders) = self else { return false }
    if orders.removeValue(forKey: order.id) == nil { orders[order.id] = order }
    self = .some(orders)
    return true
  }

  mutating func add(_ rows: some Sequence<OrderSummary>) {
    guard case .some(var orders) = self else { return }
    for row in rows { orders[row.id] = row }
    self = .some(orders)
  }

  /// Takes over what rows that were loaded again say now.
  mutating func refresh(from rows: [OrderSummary]) {
    guard case .some(var orders) = self, !orders.isEmpty else { return }
    for row in rows where orders[row.id] != nil { orders[row.id] = row }
    self = .some(orders)
  }
}
