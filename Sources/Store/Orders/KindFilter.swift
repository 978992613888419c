import Commerce
import SQLiteKit

/// The part of a filter that is about status, source and payment: what indexes and kept counts
/// know by heart.
struct KindFilter {
  private(set) var statuses = OrderStatus.allCases
  private(set) var sources = OrderSource.allCases
  private(set) var payments = PaymentStatus.allCases
  /// All other terms.
  private(set) var rest: [FilterTerm] = []

  init(_ terms: [FilterTerm]) {
    for term in terms {
      switch term.condition {
      case .status(let list): keep(&statuses, list, term.isNegated)
      case .source(let list): keep(&sources, list, term.isNegated)
      case .payment(let list): keep(&payments, list, term.isNegated)
      case .word, .phrase, .refund, .goodsReturn, .currency, .amount, .created, .updated, .customer,
        .sameCustomer,
        .number,
        .tag, .assignee, .priority, .unread, .conflict, .snoozed, .has, .late, .waiting:
        rest.append(term)
      }
    }
  }

  private func keep<Value: Equatable>(
    _ values: inout [Value],
    _ list: [Value],
    _ isNegated: Bool
  ) {
    values.removeAll { list.contains($0) == isNegated }
  }

  private var hasAllStatuses: Bool { statuses.count == OrderStatus.allCases.count }
  private var hasAllSources: Bool { sources.count == OrderSource.allCases.count }
  private var hasAllPayments: Bool { payments.count == PaymentStatus.allCases.count }

  /// The number of orders, when the kept counts know it.
  func count(in counts: StatusCounts) -> Int? {
    guard rest.isEmpty, hasAllPayments else { return nil }
    return statuses.reduce(0) { sum, status in
      sources.reduce(sum) { $0 + counts[status, $1] }
    }
  }

  /// As one condition on `orders o`.
  var condition: SQL {
    var parts: [SQL] = []
    if !hasAllStatuses { parts.append(isOneOf("o.status", statuses)) }
    if !hasAllSources { parts.append(isOneOf("o.source", sources)) }
    if !hasAllPayments { parts.append(isOneOf("o.payment_status", payments)) }
    return parts.isEmpty ? "1" : parts.joined(separator: " AND ")
  }

  private func isOneOf<Value: RawRepresentable<String>>(_ column: String, _ list: [Value]) -> SQL {
    "\(raw: column) IN (\(sql: list.map(\.rawValue).asSQLList))"
  }

  // MARK: Branches

  /// The rows by time of creation as branches that each run along one index, and the condition
  /// that is left; nil when no index of these kinds helps.
  func branches(counts: StatusCounts) -> (branches: [ListingPlan.Branch], rest: SQL)? {
    if !hasAllStatuses {
      let pairs = statuses.flatMap { status in sources.map { (status, $0) } }
      let branches = pairs.filter { counts[$0, $1] > 0 }.map { status, source in
        ListingPlan.Branch(
          from: "orders o INDEXED BY orders_by_status",
          equality: "o.status = \(status) AND o.source = \(source)"
        )
      }
      return (branches, hasAllPayments ? "1" : isOneOf("o.payment_status", payments))
    }
    if !hasAllPayments {
      let branches = payments.map { payment in
        ListingPlan.Branch(
          from: "orders o INDEXED BY orders_by_payment",
          equality: "o.payment_status = \(payment)"
        )
      }
      return (branches, hasAllSources ? "1" : isOneOf("o.source", sources))
    }
    guard !hasAllSources else { return nil }
    let branches = sources.map { source in
      ListingPlan.Branch(
        from: "orders o INDEXED BY orders_by_source",
        equality: "o.source = \(source)"
      )
    }
    return (branches, "1")
  }

  /// All rows of these statuses and sources, in no order.
  var unordered: ListingPlan.Branch? {
    guard !hasAllStatuses else { return nil }
    let statusList: SQL = isOneOf("o.status", statuses)
    return ListingPlan.Branch(
      from: "orders o INDEXED BY orders_by_status",
      equality: "\(sql: statusList) AND \(sql: isOneOf("o.source", sources))"
    )
  }
}
