/// An order as it was at a moment of its past, as far as its timeline tells.
///
/// What the timeline does not tell, such as the customer's other orders, is as it is now. A refund is
/// known by the times of its last steps: one whose step was taken back shows nothing of that step.
package struct OrderPast: Equatable, Sendable {
  /// Everything that happened up to here is in it, and nothing later.
  package let moment: Instant
  /// Its place among the moments of the order, from 1.
  package let position: Int
  package let count: Int
  package let order: OrderDetail
  /// Items and total in words where they were others than now; `order` has those of now.
  package let items: String?

  package var isNow: Bool { position == count }
}

extension OrderDetail {
  /// When something happened, each moment once, oldest first.
  package var moments: [Instant] {
    timeline.map(\.at).sorted().reduce(into: []) { moments, at in
      if moments.last != at { moments.append(at) }
    }
  }

  package func past(at moment: Instant) -> OrderPast {
    let moments = moments
    let position = moments.count { $0 <= moment }
    let isNow = position == moments.count
    return OrderPast(
      moment: moment,
      position: position,
      count: moments.count,
      order: isNow ? self : setBack(to: moment),
      items: isNow ? nil : itemsThen(moment)
    )
  }

  private func setBack(to moment: Instant) -> OrderDetail {
    var past = self
    past.timeline = timeline.filter { $0.at <= moment }
    past.parcels = parcels.filter { $0.shippedAt <= moment }
    past.conflicts = conflicts.filter { $0.seenAt <= moment }
    past.refunds = refunds.compactMap { $0.past(at: moment, reported: reportedRefund(moment)) }
    past.returns = returns.compactMap { $0.past(at: moment) }
    past.setBackStatus(moment, in: timeline)
    past.setBackHandling(moment, in: timeline)
    past.setBackEdits(moment, in: timeline)
    past.setBackMoney(moment, in: timeline)
    return past
  }

  // MARK: Fields

  private mutating func setBackStatus(_ moment: Instant, in timeline: [OrderEvent]) {
    let history = FieldHistory(of: .status, in: timeline)
    if case .was(let word) = history.value(at: moment) {
      summary.status = word.flatMap(OrderStatus.init(rawValue:)) ?? .pending
      unknownStatusWord = nil
    }
    if let deliveredAt, deliveredAt > moment { self.deliveredAt = nil }
    let tracking = FieldHistory(of: .tracking, in: timeline)
    guard case .was(let number) = tracking.value(at: moment) else { return }
    trackingNumber = number
    if number == nil { carrier = nil }
  }

  private mutating func setBackHandling(_ moment: Instant, in timeline: [OrderEvent]) {
    // Only what is snoozed now says by whom and since when.
    if let snooze = summary.snooze, snooze.since > moment { summary.snooze = nil }
    if case .was(let word) = FieldHistory(of: .priority, in: timeline).value(at: moment) {
      summary.priority = word.flatMap(Priority.init(rawValue:)) ?? .medium
    }
    if case .was(let list) = FieldHistory(of: .tags, in: timeline).value(at: moment) {
      summary.tags = list.map { $0.split(separator: ",").map(\.trimmedBlanks) } ?? []
    }
    let assignee = FieldHistory(of: .assignee, in: timeline)
    if case .was(let name) = assignee.value(at: moment) {
      let since = assignee.changes.last { $0.at <= moment }?.at
      // Only the name stands in the timeline.
      summary.assignment = name.map { Assignment(staff: StaffID(""), name: $0, since: since) }
    }
  }

  private mutating func setBackEdits(_ moment: Instant, in timeline: [OrderEvent]) {
    if case .was(let words) = FieldHistory(ofEdits: .address, in: timeline).value(at: moment) {
      shippingAddress = words.map { Address(street: $0) }
    }
    if case .was(let text) = FieldHistory(ofEdits: .notes, in: timeline).value(at: moment) {
      customerNotes = text
    }
  }

  private func itemsThen(_ moment: Instant) -> String? {
    let history = FieldHistory(ofEdits: .items, in: timeline)
    guard case .was(let words) = history.value(at: moment) else { return nil }
    return words ?? "none"
  }

  // MARK: Money

  private mutating func setBackMoney(_ moment: Instant, in timeline: [OrderEvent]) {
    guard var ledger else { return }
    if case .was(let word) = FieldHistory(of: .payment, in: timeline).value(at: moment) {
      ledger.reported = word.flatMap(PaymentStatus.init(rawValue:)) ?? .unpaid
      if !ledger.reported.hasCapture { ledger.captured = 0 }
      unknownPaymentWord = nil
    }
    let isRefundedLater = timeline.contains { $0.kind == .refund && $0.at > moment }
    if isRefundedLater {
      let own = refunds.filter { !$0.isReported }
      ledger.refunded = max(
        own.filter { $0.state == .succeeded }.reduce(0) { $0.addingClamped($1.amount.minorUnits) },
        reportedRefund(moment)?.minorUnits ?? 0
      )
      ledger.reserved = own.filter { !$0.state.isSettled }
        .reduce(0) { $0.addingClamped($1.amount.minorUnits) }
    }
    refunded = Money(minorUnits: ledger.refunded, currency: refunded.currency)
    summary.payment = ledger.status
    self.ledger = ledger
  }

  /// What the source had reported by then; nil for nothing.
  private func reportedRefund(_ moment: Instant) -> Money? {
    timeline.last { $0.kind == .refund && $0.refundState == nil && $0.at <= moment }?.amount
  }
}

extension Refund {
  /// Nil where nobody had asked for it yet.
  fileprivate func past(at moment: Instant, reported: Money?) -> Refund? {
    var past = self
    if isReported {
      guard let reported else { return nil }
      past.amount = reported
      return past
    }
    guard createdAt <= moment else { return nil }
    if let settledAt, settledAt <= moment { return past }
    past.settledAt = nil
    past.problem = nil
    past.providerReference = nil
    if let sentAt, sentAt <= moment {
      past.state = .pending
    } else if let approvedAt, approvedAt <= moment {
      past.state = .approved
      past.sentAt = nil
    } else {
      past.state = .requested
      past.sentAt = nil
      past.approvedAt = nil
      past.approver = nil
    }
    return past
  }
}

/// The changes of one field as the timeline tells them, oldest first.
private struct FieldHistory {
  enum Value {
    /// Nothing has changed it since.
    case asNow
    case was(String?)
  }

  private(set) var changes: [(at: Instant, from: String?, to: String?)] = []

  /// Of the field whose lines are of that kind; an undo of it says so in words.
  init(of kind: EventKind, in timeline: [OrderEvent]) {
    for event in timeline {
      if event.kind == kind {
        changes.append((event.at, event.from, event.to))
      } else if event.kind == .undo, event.undoes == kind.rawValue {
        let from = event.from.flatMap { Self.value(in: $0, of: kind) }
        changes.append((event.at, from, event.to.flatMap { Self.value(in: $0, of: kind) }))
      }
    }
  }

  /// Of what staff and sources edit; items that a source changed have no part of their own.
  init(ofEdits part: OrderEdit.Part, in timeline: [OrderEvent]) {
    for event in timeline {
      let isOfSource = event.part == nil && event.via == "sync" && part == .items
      if event.kind == .edit, event.part == part || isOfSource {
        changes.append((event.at, Self.known(event.from), Self.known(event.to)))
      } else if event.kind == .undo, event.undoes == part.rawValue {
        let from = event.from.map { String($0.dropFirst(part.label.count + 1)) }
        changes.append((event.at, Self.known(from), Self.known(event.to)))
      }
    }
  }

  func value(at moment: Instant) -> Value {
    guard let newest = changes.last, newest.at > moment else { return .asNow }
    if let last = changes.last(where: { $0.at <= moment }) { return .was(last.to) }
    return .was(changes[0].from)
  }

  /// An edit calls an empty field `none`.
  private static func known(_ words: String?) -> String? { words == "none" ? nil : words }

  /// The value within the words of an undo: `priority high`, `assigned to Ben`, `no tags`.
  private static func value(in words: String, of kind: EventKind) -> String? {
    let lead =
      switch kind {
      case .assignee: "assigned to "
      case .priority, .tags, .payment: "\(kind.rawValue) "
      default: ""
      }
    guard words.hasPrefix(lead) else { return nil }
    let value = String(words.dropFirst(lead.count))
    return kind == .assignee && value == "nobody" ? nil : value
  }
}

extension Substring {
  fileprivate var trimmedBlanks: String {
    String(drop { $0 == " " })
  }
}
