/// How much of a refund who may decide alone, in minor units of whatever currency it has.
package struct RefundLimits: Equatable, Sendable {
  /// Ops approve up to this; above it an admin.
  package var ops: Int64
  /// Above this nobody approves what they asked for themselves.
  package var fourEyes: Int64

  package init(ops: Int64 = 50_000, fourEyes: Int64 = 10_000) {
    self.ops = ops
    self.fourEyes = fourEyes
  }
}

/// A wanted step of a refund, with all that the rules ask about.
package struct RefundChange: Equatable, Sendable {
  package var from: RefundState?
  package var to: RefundState
  package var actor: ChangeActor
  package var amount: Money
  /// Whether whoever wants it is the one who asked for the refund.
  package var isRequester: Bool
  package var refundReason: RefundReason?
  package var reason: String?
  package var limits: RefundLimits

  package init(
    from: RefundState?,
    to: RefundState,
    actor: ChangeActor,
    amount: Money,
    isRequester: Bool = false,
    refundReason: RefundReason? = nil,
    reason: String? = nil,
    limits: RefundLimits = RefundLimits()
  ) {
    self.from = from
    self.to = to
    self.actor = actor
    self.amount = amount
    self.isRequester = isRequester
    self.refundReason = refundReason
    self.reason = reason
    self.limits = limits
  }
}

/// Why a step of a refund was refused, in words that follow the order's number.
package struct RefundRefusal: Error, Equatable, Sendable {
  /// `illegal`, `forbidden` or `invalid`.
  package var kind: Refusal.Kind
  package var sentence: String
}

extension RefundRules {
  package static func edge(from: RefundState?, to: RefundState) -> RefundEdge? {
    edges.first { $0.from == from && $0.to == to }
  }

  /// Nil when the step may be taken; the same state again is for the caller to look at before.
  package static func refusal(of change: RefundChange) -> RefundRefusal? {
    guard let edge = edge(from: change.from, to: change.to) else { return illegal(change) }
    return forbidden(change, edge) ?? missing(change, edge)
  }

  private static func illegal(_ change: RefundChange) -> RefundRefusal {
    let from = change.from.map { "a refund that is \($0.words)" } ?? "a refund that is not there"
    let legal = legalNext(from: change.from).map(\.rawValue)
    let possible = legal.isEmpty ? "" : " (possible now: \(legal.joined(separator: ", ")))"
    return RefundRefusal(
      kind: .illegal,
      sentence: "\(from) cannot become \(change.to.words)\(possible)"
    )
  }

  private static func forbidden(_ change: RefundChange, _ edge: RefundEdge) -> RefundRefusal? {
    switch change.actor {
    case .system: edge.isOpenToSystem ? nil : forbidden("only staff may do that")
    case .staff(let role): forbidden(change, edge, to: role)
    }
  }

  private static func forbidden(
    _ change: RefundChange,
    _ edge: RefundEdge,
    to role: StaffRole
  ) -> RefundRefusal? {
    guard let needed = edge.role else {
      return forbidden("that a refund is \(change.to.words) only the payment provider says")
    }
    guard role >= needed else {
      return forbidden("\(needed.andAbove) may \(wanted(change)), and you are \(role.withArticle)")
    }
    switch change.to {
    case .requested where change.refundReason == .fraudulent && role < .ops:
      return forbidden("only ops and admins may call a payment fraudulent")
    case .approved: return forbiddenApproval(change, role)
    case .cancelled where role < .ops && !change.isRequester:
      return forbidden("agents cancel only refunds that they asked for themselves")
    default: return nil
    }
  }

  private static func forbiddenApproval(
    _ change: RefundChange,
    _ role: StaffRole
  ) -> RefundRefusal? {
    let amount = change.amount
    if role < .admin, amount.minorUnits > change.limits.ops {
      let limit = Money(minorUnits: change.limits.ops, currency: amount.currency).display()
      return forbidden("ops approve refunds up to \(limit), and this one is \(amount.display())")
    }
    if change.isRequester, amount.minorUnits > change.limits.fourEyes {
      let limit = Money(minorUnits: change.limits.fourEyes, currency: amount.currency).display()
      return forbidden("above \(limit) somebody else has to approve what you asked for")
    }
    return nil
  }

  private static func missing(_ change: RefundChange, _ edge: RefundEdge) -> RefundRefusal? {
    let reason = change.reason.flatMap { Reason($0) }
    switch change.to {
    case .requested:
      // The reason itself is a word of a list; only `other` says nothing alone.
      guard change.refundReason == .other, reason == nil else { return nil }
      return RefundRefusal(
        kind: .invalid,
        sentence: "the reason \"other\" needs words beside it, of at least 3 visible characters"
      )
    default:
      guard change.actor != .system, edge.needsReason, reason == nil else { return nil }
      return RefundRefusal(
        kind: .invalid,
        sentence: "\(wanted(change)) needs a reason of at least 3 visible characters"
      )
    }
  }

  private static func wanted(_ change: RefundChange) -> String {
    switch change.to {
    case .requested: "ask for a refund"
    case .approved: "approve a refund"
    case .cancelled: "cancel a refund"
    case .pending: "send a refund"
    case .succeeded, .failed, .canceledByProvider, .unknown: "settle a refund by hand"
    }
  }

  private static func forbidden(_ sentence: String) -> RefundRefusal {
    RefundRefusal(kind: .forbidden, sentence: sentence)
  }
}
