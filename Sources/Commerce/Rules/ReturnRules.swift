/// How far goods that come back are.
package enum ReturnState: String, CaseIterable, Sendable {
  case requested, approved, rejected
  case inTransit = "in_transit"
  case received, closed, cancelled
}

/// One step of a return (RELIABILITY.md 4.4); `from` nil is its beginning.
package struct ReturnEdge: Equatable, Sendable {
  package let from: ReturnState?
  package let to: ReturnState
  /// The lowest role that may.
  package let role: StaffRole
  package let isOpenToSystem: Bool
  package let needsReason: Bool
}

package enum ReturnRules {
  package static let edges: [ReturnEdge] = [
    edge(nil, .requested, .agent, system: true),
    edge(.requested, .approved, .ops),
    edge(.requested, .rejected, .ops, needsReason: true),
    edge(.requested, .cancelled, .agent, needsReason: true),
    edge(.approved, .inTransit, .ops, system: true),
    edge(.approved, .cancelled, .agent, needsReason: true),
    edge(.inTransit, .received, .ops),
    edge(.inTransit, .cancelled, .ops, needsReason: true),
    edge(.received, .closed, .ops),
  ]

  package static func legalNext(from state: ReturnState?) -> [ReturnState] {
    edges.filter { $0.from == state }.map(\.to)
  }

  /// Only what has left the house can come back.
  package static func canBegin(for status: OrderStatus) -> Bool {
    switch status {
    case .shipped, .delivered: true
    case .pending, .confirmed, .processing, .packaged, .cancelled: false
    }
  }

  private static func edge(
    _ from: ReturnState?,
    _ to: ReturnState,
    _ role: StaffRole,
    system: Bool = false,
    needsReason: Bool = false
  ) -> ReturnEdge {
    ReturnEdge(
      from: from,
      to: to,
      role: role,
      isOpenToSystem: system,
      needsReason: needsReason
    )
  }
}
