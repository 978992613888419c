/// How far a refund is.
package enum RefundState: String, CaseIterable, Sendable {
  case requested, approved
  /// Taken back by us before anything was sent.
  case cancelled
  /// Sent to the provider.
  case pending
  case succeeded, failed
  /// Called off by the provider.
  case canceledByProvider = "canceled"
  /// No answer: it may or may not have been paid, so it keeps its key and its reservation.
  case unknown
}

package enum RefundReason: String, CaseIterable, Sendable {
  case duplicate, fraudulent
  case requestedByCustomer = "requested_by_customer"
  case damaged
  case notReceived = "not_received"
  /// With free text beside it.
  case other
}

/// One step of a refund (RELIABILITY.md 4.3); `from` nil is its beginning.
package struct RefundEdge: Equatable, Sendable {
  package let from: RefundState?
  package let to: RefundState
  /// The lowest role that may; nil is nobody but the system.
  package let role: StaffRole?
  package let isOpenToSystem: Bool
  package let needsReason: Bool
}

package enum RefundRules {
  package static let edges: [RefundEdge] = [
    person(nil, .requested, .agent, needsReason: true),
    // Up to the limit of ops; above it an admin. Never the requester above the second limit.
    person(.requested, .approved, .ops),
    person(.requested, .cancelled, .agent, needsReason: true),
    person(.approved, .cancelled, .agent, needsReason: true),
    system(.approved, .pending),
    system(.pending, .succeeded),
    system(.pending, .failed),
    system(.pending, .canceledByProvider),
    system(.pending, .unknown),
    either(.unknown, .succeeded, .admin),
    either(.unknown, .failed, .admin),
    // The provider gave the money back to us.
    system(.succeeded, .failed),
  ]

  package static func legalNext(from state: RefundState?) -> [RefundState] {
    edges.filter { $0.from == state }.map(\.to)
  }

  /// Whether the amount is still set aside, so that nobody refunds it a second time.
  package static func isReserving(_ state: RefundState) -> Bool {
    switch state {
    case .requested, .approved, .pending, .unknown, .succeeded: true
    case .cancelled, .failed, .canceledByProvider: false
    }
  }

  private static func person(
    _ from: RefundState?,
    _ to: RefundState,
    _ role: StaffRole,
    needsReason: Bool = false
  ) -> RefundEdge {
    RefundEdge(from: from, to: to, role: role, isOpenToSystem: false, needsReason: needsReason)
  }

  private static func system(_ from: RefundState, _ to: RefundState) -> RefundEdge {
    RefundEdge(from: from, to: to, role: nil, isOpenToSystem: true, needsReason: false)
  }

  /// The system by what it finds out, or a person by hand with the provider's reference.
  private static func either(
    _ from: RefundState,
    _ to: RefundState,
    _ role: StaffRole
  ) -> RefundEdge {
    RefundEdge(from: from, to: to, role: role, isOpenToSystem: true, needsReason: true)
  }
}
