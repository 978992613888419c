/// One step that an order's status may take, and who may take it when.
///
/// The rows of RELIABILITY.md 4.1; code, help and tests all read them from `OrderRules.edges`.
package struct StatusEdge: Equatable, Sendable {
  package enum Kind: String, Sendable {
    case forward
    /// Forward over a step, which gets its own event.
    case skip
    case cancel
    /// One step back, for somebody who made a mistake.
    case back
  }

  /// When the change has to be explained.
  package enum ReasonRule: Equatable, Sendable {
    case never
    case always
    /// Unless it is paid, or will be by a method that is settled later.
    case unlessPayable
    /// Unless carrier and tracking number are given.
    case unlessTracked
    /// Unless the carrier has said so; staff only.
    case unlessCarrierSaid
  }

  package let from: OrderStatus
  package let to: OrderStatus
  package let kind: Kind
  /// The lowest role that may, each role including the one before.
  package let role: StaffRole
  /// Whether sync, payment or carrier may do it without a person.
  package let isOpenToSystem: Bool
  package let reason: ReasonRule

  /// Steps between the two that are passed over, in order.
  package var passing: [OrderStatus] {
    guard kind == .skip, let first = OrderRules.path.firstIndex(of: from),
      let last = OrderRules.path.firstIndex(of: to)
    else { return [] }
    return Array(OrderRules.path[(first + 1)..<last])
  }
}

/// What may happen to an order, as data and as the one function that reads it.
package enum OrderRules {
  /// The way of an order that nothing happens to.
  package static let path: [OrderStatus] = [
    .pending, .confirmed, .processing, .packaged, .shipped, .delivered,
  ]

  /// More at once than this is a mistake more often than a wish: who means it says how many.
  package static let mostUnasked = 200

  /// More than this never change at once, since each of them is held and told by name.
  package static let mostInBulk = 20_000

  /// Why so many orders are not changed at once; nil when they are.
  ///
  /// `expected` is how many the person said that they are, where they said so.
  package static func refusal(ofMany count: Int, expected: Int?) -> String? {
    let these = CountText.grouped(count)
    guard count <= mostInBulk else {
      let most = CountText.grouped(mostInBulk)
      return "at most \(most) orders change at once, and these are \(these); take fewer"
    }
    guard count > mostUnasked, expected != count else { return nil }
    if let expected {
      return "these are \(these) orders, and not \(CountText.grouped(expected)); look again"
    }
    return "these are \(these) orders; more than \(mostUnasked) change at once only when their "
      + "number is given"
  }

  /// How long ops may take back a step of their own without an admin.
  package static let ownStepBackLimitMilliseconds: Int64 = 15 * 60_000

  /// Every legal change of status; what is not here is illegal for everybody.
  package static let edges: [StatusEdge] = [
    edge(.pending, .confirmed, .forward, .agent, system: true, reason: .unlessPayable),
    // It passes confirmed, so it asks what confirming asks.
    edge(.pending, .processing, .skip, .ops, reason: .unlessPayable),
    edge(.pending, .cancelled, .cancel, .agent, system: true, reason: .always),
    edge(.confirmed, .processing, .forward, .ops),
    edge(.confirmed, .cancelled, .cancel, .agent, system: true, reason: .always),
    edge(.confirmed, .pending, .back, .ops, reason: .always),
    edge(.processing, .packaged, .forward, .ops),
    edge(.processing, .shipped, .skip, .ops, system: true, reason: .unlessTracked),
    edge(.processing, .cancelled, .cancel, .ops, reason: .always),
    edge(.processing, .confirmed, .back, .ops, reason: .always),
    edge(.packaged, .shipped, .forward, .ops, system: true, reason: .unlessTracked),
    edge(.packaged, .cancelled, .cancel, .ops, reason: .always),
    edge(.packaged, .processing, .back, .ops, reason: .always),
    edge(.shipped, .delivered, .forward, .ops, system: true, reason: .unlessCarrierSaid),
    edge(.shipped, .packaged, .back, .ops, reason: .always),
    edge(.delivered, .shipped, .back, .admin, reason: .always),
  ]

  /// Where an order can go from here, the usual step first: forward, skips, cancel.
  package static func legalNext(from status: OrderStatus) -> [OrderStatus] {
    edges.filter { $0.from == status && $0.kind != .back }.map(\.to)
  }

  /// The same for one role, with the step back where that role may ever take it.
  package static func legalNext(from status: OrderStatus, by role: StaffRole) -> [OrderStatus] {
    edges.filter { $0.from == status && $0.role <= role }.map(\.to)
  }

  /// The one usual step forward; nil at the end of the way.
  package static func nextStatus(after status: OrderStatus) -> OrderStatus? {
    edges.first { $0.from == status && $0.kind == .forward }?.to
  }

  /// Where one step back leads; nil at the beginning of the way and beside it.
  package static func previousStatus(before status: OrderStatus) -> OrderStatus? {
    edges.first { $0.from == status && $0.kind == .back }?.to
  }

  package static func edge(from: OrderStatus, to: OrderStatus) -> StatusEdge? {
    edges.first { $0.from == from && $0.to == to }
  }

  private static func edge(
    _ from: OrderStatus,
    _ to: OrderStatus,
    _ kind: StatusEdge.Kind,
    _ role: StaffRole,
    system: Bool = false,
    reason: StatusEdge.ReasonRule = .never
  ) -> StatusEdge {
    StatusEdge(
      from: from,
      to: to,
      kind: kind,
      role: role,
      isOpenToSystem: system,
      reason: reason
    )
  }
}

extension StaffRole: Comparable {
  private var rank: Int {
    switch self {
    case .agent: 0
    case .ops: 1
    case .admin: 2
    }
  }

  /// Lower means that the other role includes this one.
  package static func < (left: StaffRole, right: StaffRole) -> Bool { left.rank < right.rank }
}
