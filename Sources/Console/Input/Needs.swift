import Commerce

/// Why a command cannot be done now.
extension Model {
  /// One sentence to stand behind a colon; nil when it can be done.
  func disabledReason(for command: Command) -> String? {
    KeyBindings.binding(of: command)?.needs.lazy.compactMap { self.lack(of: $0) }.first
  }

  private func lack(of need: KeyNeed) -> String? {
    switch need {
    case .order:
      orders.selected == nil && orders.marks.isEmpty ? "there is no order to do that with" : nil
    case .writing: isReadOnly ? Self.readOnlyReason : lackOfPresent
    case .chat: chat.canWrite ? nil : Self.noChatReason
    case .nextStep: lackOfNextStep
    case .move(let status):
      lackOfRole(for: status.map { .set($0, reason: nil) } ?? .back(reason: nil))
    case .permission(let action): Permissions.refusal(of: action, to: staff.role)
    case .heldReply: chat.heldReply == nil ? "no reply of this chat waits or has failed" : nil
    case .failedReply: chat.failedReply == nil ? "no reply of this chat has failed" : nil
    case .repairable: lackOfRepair
    case .quarantined: lackOfRecord
    case .conflict: lackOfConflict
    case .matches: lackOfMatches
    case .refundable: lackOfRefund
    case .requestedRefund:
      hasRefund(in: [.requested]) ? nil : "no refund of this order waits to be approved"
    case .parkedRefund:
      detail.order?.refunds.contains(where: \.isParked) == true
        ? nil : "no refund of this order was kept for lack of room"
    case .unsentRefund:
      hasRefund(in: [.requested, .approved]) ? nil : "no refund of this order is still to be sent"
    case .cashToCome: lackOfCash
    case .returnable: lackOfReturn
    case .replaceable: lackOfReplacement
    case .link: lackOfLink
    case .marks:
      orders.marks.isEmpty && orders.marksOutside.isEmpty
        ? "nothing is marked; Space marks an order" : nil
    }
  }

  static let noChatReason = "this order has no chat"

  private var lackOfNextStep: String? {
    guard orders.marks.isEmpty, let order = selectedSummary else { return lackOfBulkRole }
    guard let next = nextStatus else { return "a \(order.status.rawValue) order goes no further" }
    return lackOfRole(for: .set(next, reason: nil))
  }

  /// What the role alone forbids; what else is missing is said, or asked for, when it is tried.
  private func lackOfRole(for move: StatusMove) -> String? {
    guard orders.marks.isEmpty, let order = selectedSummary else { return lackOfBulkRole }
    guard case .failure(let refusal) = decision(on: order, move), refusal.kind == .forbidden else {
      return nil
    }
    return refusal.sentence
  }

  private var lackOfBulkRole: String? {
    let isDenied = Permissions.permission(staff.role, .bulkStatus).isDenied
    return isDenied ? bulkRefusal(orders.marks.count) : nil
  }

  private var lackOfRefund: String? {
    guard orders.marks.isEmpty else { return "money goes back order by order; drop the marks" }
    guard let ledger = detail.order?.ledger else { return nil }
    if ledger.captured == 0 { return "nothing is paid, so nothing can be refunded" }
    return ledger.refundable == 0 ? "nothing is left to refund" : nil
  }

  private var lackOfCash: String? {
    guard let order = detail.order, order.summary.id == selectedSummary?.id else { return nil }
    let isOnDelivery = order.isPaidOnDelivery
    guard isOnDelivery || !order.hasSource else {
      return "only cash on delivery is noted here; of other payments the source tells"
    }
    if let ledger = order.ledger, ledger.captured > 0 { return "this order is paid already" }
    if order.summary.total.isZero { return "this order costs nothing, so nothing is to be paid" }
    let status = order.summary.status
    guard status != .cancelled else { return "a cancelled order takes no payment" }
    return status == .delivered || !isOnDelivery
      ? nil : "cash on delivery comes with the parcel, and this order is \(status.rawValue)"
  }

  private func hasRefund(in states: [RefundState]) -> Bool {
    detail.order?.refunds.contains { !$0.isReported && states.contains($0.state) } ?? false
  }

  private var lackOfRepair: String? {
    guard case .drift(let drift) = sync.selected else {
      return sync.drift == nil
        ? "verify first, to see what differs" : "select a difference to repair it"
    }
    return drift.canRepair ? nil : "this difference has to be settled at the source"
  }

  private var lackOfRecord: String? {
    if case .quarantined = sync.selected { return nil }
    return "select a quarantined record for that"
  }

  private var lackOfConflict: String? {
    if !conflictsInView.isEmpty { return nil }
    return screen == .sync ? "select a conflict to settle it" : "this order has no conflict"
  }

  private var lackOfMatches: String? {
    if focus == .chat {
      return chat.search == nil ? "nothing was searched for in this chat" : nil
    }
    return orders.filter.isEmpty ? "there is no filter to step through" : nil
  }
}
