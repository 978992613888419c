/// Who wants a change.
package enum ChangeActor: Equatable, Sendable {
  case staff(StaffRole)
  /// Sync, a payment or a carrier.
  case system
}

/// A wanted change of status, with all that the rules ask about.
package struct StatusChange: Equatable, Sendable {
  package var from: OrderStatus
  package var to: OrderStatus
  package var actor: ChangeActor
  package var payment: PaymentStatus
  package var paymentMethod: String?
  package var shipment: ShipmentNote?
  package var reason: String?
  /// Why nothing is paid back for a cancelled order that was paid.
  package var noRefund: String?
  /// The carrier has reported the parcel as delivered.
  package var hasCarrierEvent = false
  /// How long ago the same person took the step that is to be taken back; nil when somebody
  /// else did.
  package var ownStepAgeMilliseconds: Int64?

  package init(
    from: OrderStatus,
    to: OrderStatus,
    actor: ChangeActor,
    payment: PaymentStatus,
    reason: String? = nil
  ) {
    self.from = from
    self.to = to
    self.actor = actor
    self.payment = payment
    self.reason = reason
  }
}

/// What a legal change comes to.
package enum StatusDecision: Equatable, Sendable {
  /// The order is in that status already: no change and no event.
  case unchanged
  case step(StatusStep)
}

package struct StatusStep: Equatable, Sendable {
  package var edge: StatusEdge
  /// The statuses to write events for, in order; the last is the new status.
  package var statuses: [OrderStatus]
  /// Without the white space around it; nil when none was given.
  package var reason: String?
  /// Only for `shipped`, without blanks; nil when neither carrier nor number was given.
  package var shipment: ShipmentNote?
  /// What becomes of the money of a cancelled order; nil when there is none to speak of.
  package var refund: RefundWish?
}

/// What becomes of the money of an order that is cancelled.
package enum RefundWish: Equatable, Sendable {
  /// All that was captured and not given back yet.
  case requested
  /// With the reason.
  case notDue(String)
}

/// Why a change of status was refused, in one sentence that says what is possible.
package struct StatusRefusal: Error, Equatable, Sendable {
  package enum Need: Equatable, Sendable {
    case reason
    /// Carrier and tracking number, or a reason why there is none.
    case shipment
    /// Why nothing is paid back, in words.
    case refund
  }

  /// `illegal`, `forbidden` or `invalid`.
  package var kind: Refusal.Kind
  package var sentence: String
  /// Where the order can go instead, for this actor.
  package var legal: [OrderStatus]
  /// What would make the same change possible, so that a form can ask for it.
  package var need: Need?
}

extension OrderRules {
  package static func check(
    _ change: StatusChange
  ) -> Result<StatusDecision, StatusRefusal> {
    guard change.from != change.to else { return .success(.unchanged) }
    guard let edge = edge(from: change.from, to: change.to) else {
      return .failure(illegal(change))
    }
    if let refusal = forbidden(change, edge) { return .failure(refusal) }
    let step = StatusStep(
      edge: edge,
      statuses: edge.passing + [edge.to],
      reason: change.reason.flatMap { Reason($0)?.text },
      shipment: edge.isShipping ? change.shipment?.trimmed : nil,
      refund: edge.kind == .cancel && change.payment.holdsMoney ? change.refund : nil
    )
    if let refusal = invisible(change) { return .failure(refusal) }
    if let refusal = missing(change, step) { return .failure(refusal) }
    return .success(.step(step))
  }

  private static func legalNext(for change: StatusChange) -> [OrderStatus] {
    switch change.actor {
    case .staff(let role): legalNext(from: change.from, by: role)
    case .system: edges.filter { $0.from == change.from && $0.isOpenToSystem }.map(\.to)
    }
  }

  private static func illegal(_ change: StatusChange) -> StatusRefusal {
    let rule =
      switch (change.from, change.to) {
      case (.cancelled, _): staysCancelled
      case (.shipped, .cancelled), (.delivered, .cancelled):
        "a \(change.from) order cannot be cancelled; use a return (\(returnCommand)) "
          + "or a replacement instead"
      case (.delivered, _): "a delivered order goes no further"
      default: "an order cannot go from \(change.from) to \(change.to)"
      }
    let legal = legalNext(for: change)
    let sentence = rule + possible(legal, from: change.from)
    return StatusRefusal(kind: .illegal, sentence: sentence, legal: legal)
  }

  private static func forbidden(_ change: StatusChange, _ edge: StatusEdge) -> StatusRefusal? {
    let rule: String
    switch change.actor {
    case .system:
      guard !edge.isOpenToSystem else { return nil }
      rule = "only staff may set \(edge.to) from \(edge.from)"
    case .staff(let role) where role < edge.role:
      let way = edge.kind == .back ? "go back from \(edge.from) to \(edge.to)" : edge.wanted
      rule = "\(edge.role.andAbove) may \(way), and you are \(role.withArticle)"
    case .staff(let role):
      guard edge.kind == .back, role < .admin, !isOwnFreshStep(change) else { return nil }
      rule = "only an admin may go back to \(edge.to); ops may within 15 minutes of their own step"
    }
    let legal = legalNext(for: change).filter { $0 != change.to }
    let sentence = rule + possible(legal, from: change.from)
    return StatusRefusal(kind: .forbidden, sentence: sentence, legal: legal)
  }

  private static func isOwnFreshStep(_ change: StatusChange) -> Bool {
    guard let age = change.ownStepAgeMilliseconds else { return false }
    return age <= ownStepBackLimitMilliseconds
  }

  private static func missing(_ change: StatusChange, _ step: StatusStep) -> StatusRefusal? {
    guard step.reason == nil, let rule = lack(change, step) else { return nil }
    let isBlank = change.reason.map { !$0.isEmpty } ?? false
    return StatusRefusal(
      kind: .invalid,
      sentence: isBlank ? "\(rule); a reason has at least 3 visible characters" : rule,
      legal: legalNext(for: change),
      need: step.edge.reason == .unlessTracked ? .shipment : .reason
    )
  }

  /// What the change lacks while it has no reason.
  private static func lack(_ change: StatusChange, _ step: StatusStep) -> String? {
    switch step.edge.reason {
    case .never: return nil
    case .always:
      return step.edge.kind == .cancel ? "cancelling needs a reason" : "going back needs a reason"
    case .unlessPayable:
      let isSettled = change.payment.hasCapture || isSettledLater(change.paymentMethod)
      return isSettled ? nil : "confirming an order that is not paid needs a reason"
    case .unlessTracked:
      return step.shipment?.isTracked == true
        ? nil : lackOfTracking
    case .unlessCarrierSaid:
      guard change.actor != .system, !change.hasCarrierEvent else { return nil }
      return "setting delivered without word from the carrier needs a reason"
    }
  }

  /// What asks for the return of a shipped order; a console has a key for it.
  package static let returnCommand = "`orderdeck return request`"

  package static let lackOfTracking =
    "shipping needs carrier and tracking number, or a reason why there is none"

  /// Why an order at the beginning of its way or beside it cannot go a step back.
  package static func noStepBack(from status: OrderStatus, by role: StaffRole) -> StatusRefusal {
    let rule = status == .cancelled ? staysCancelled : "a \(status) order has no step behind it"
    let legal = legalNext(from: status, by: role)
    let sentence = rule + possible(legal, from: status)
    return StatusRefusal(kind: .illegal, sentence: sentence, legal: legal)
  }

  private static let staysCancelled =
    "a cancelled order stays cancelled; make a replacement order instead"

  /// A reason for no refund is given in words or not at all.
  private static func invisible(_ change: StatusChange) -> StatusRefusal? {
    guard change.to == .cancelled, let words = change.noRefund, Reason(words) == nil else {
      return nil
    }
    return StatusRefusal(
      kind: .invalid,
      sentence: "why no refund is due needs at least 3 visible characters",
      legal: legalNext(for: change),
      need: .refund
    )
  }

  private static func possible(_ legal: [OrderStatus], from: OrderStatus) -> String {
    guard !legal.isEmpty else { return "" }
    let words = legal.map { status in
      let isBack = edges.contains { $0.from == from && $0.to == status && $0.kind == .back }
      return isBack ? "back to \(status)" : status.rawValue
    }
    return " (possible now: \(words.joined(separator: ", ")))"
  }
}

extension StatusChange {
  fileprivate var refund: RefundWish {
    noRefund.flatMap { Reason($0) }.map { .notDue($0.text) } ?? .requested
  }
}

extension StatusEdge {
  /// True for the step with which a parcel leaves.
  package var isShipping: Bool { to == .shipped && kind != .back }

  fileprivate var wanted: String {
    kind == .cancel ? "cancel a \(from) order" : "set \(to)"
  }
}

extension StaffRole {
  var andAbove: String {
    switch self {
    case .agent: "agents, ops and admins"
    case .ops: "only ops and admins"
    case .admin: "only an admin"
    }
  }

  var withArticle: String {
    switch self {
    case .agent: "an agent"
    case .ops: "ops"
    case .admin: "an admin"
    }
  }
}
