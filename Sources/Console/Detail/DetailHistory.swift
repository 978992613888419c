import Commerce
import Screen
import Widgets

/// Where the order is on its way, and what happened to it.
extension DetailBlocks {
  var tracker: ProgressTracker {
    let status = order.summary.status
    guard status != .cancelled else { return stoppedTracker }
    let reached = OrderRules.path.firstIndex(of: status) ?? 0
    let steps = OrderRules.path.enumerated().map { index, step in
      let state: ProgressTracker.State =
        index < reached || status == .delivered ? .done : index == reached ? .current : .expected
      return ProgressTracker.Step(
        label(of: step),
        state,
        note: note(of: step, isCurrent: index == reached)
      )
    }
    return ProgressTracker(steps)
  }

  private var stoppedTracker: ProgressTracker {
    let reached = statusEvents.last { $0.to != OrderStatus.cancelled.rawValue }?.to
    let last = OrderRules.path.firstIndex { $0.rawValue == reached } ?? 0
    let done = OrderRules.path.prefix(last + 1).map { ProgressTracker.Step(label(of: $0), .done) }
    let at = statusEvents.last.map { timeText($0.at) } ?? ""
    return ProgressTracker(done + [ProgressTracker.Step("cancelled", .stopped, note: at)])
  }

  private func label(of step: OrderStatus) -> String {
    step == .pending && order.summary.status != .pending ? "placed" : step.rawValue
  }

  private func note(of step: OrderStatus, isCurrent: Bool) -> String {
    if step == .delivered, order.summary.status != .delivered {
      return order.estimatedDelivery.map { "due \(dayText($0))" } ?? ""
    }
    guard isCurrent, let event = statusEvents.last(where: { $0.to == step.rawValue }) else {
      return ""
    }
    return step == .delivered ? timeText(event.at) : "since \(timeText(event.at))"
  }

  private var statusEvents: [OrderEvent] {
    order.timeline.filter { event in
      // What is taken back may be something else, such as a reply, which leaves the status as it was.
      event.kind == .status
        || event.kind == .undo
          && event.to.flatMap(OrderStatus.init(rawValue:)) != nil
    }
  }

  // MARK: Timeline, newest first

  var timeline: [DetailBlock] {
    let events = folded.reversed()
    guard !events.isEmpty else { return [] }
    let newest = statusEvents.last
    let rows = events.map { event in
      let isCurrent = event == newest && order.summary.status != .cancelled
      return Timeline.Row(
        mark: isCurrent ? glyphs.dot : mark(of: event.kind),
        role: isCurrent ? .progressCurrent : role(of: event.kind),
        time: timeText(event.at),
        what: words(for: event),
        // Who placed it by hand stands in the words.
        who: event.kind == .placed && event.staffRoad != nil ? "" : event.actor,
        detail: detail(of: event),
        // Notes stand below in full.
        mostLines: event.kind == .note || event.kind == .customerNote ? 1 : Self.mostLines
      )
    }
    let timeline = Timeline(rows).wrapped(to: width, glyphs: glyphs)
    return [.heading("Timeline"), .timeline(timeline)]
  }

  /// Lines of one event, beyond which it is told in part.
  private static let mostLines = 4

  /// Payment and refund lines that repeat the one before say nothing new.
  private var folded: [OrderEvent] {
    var last: [EventKind: String] = [:]
    return order.timeline.filter { event in
      guard event.kind == .payment || event.kind == .refund, event.refundState == nil else {
        return true
      }
      let value = event.to ?? ""
      defer { last[event.kind] = value }
      return last[event.kind] != value
    }
  }

  private func mark(of kind: EventKind) -> String {
    switch kind {
    case .placed, .synced, .payment, .status, .shipment, .tracking, .edit, .refund, .replacement,
      .goodsReturn:
      glyphs.tick
    case .note, .customerNote, .ticket, .message, .email, .assignee, .tags, .priority, .snooze:
      glyphs.separator
    case .cancel: glyphs.cross
    case .conflict: glyphs.warningSign
    case .undo: glyphs.arrowLeft
    }
  }

  private func role(of kind: EventKind) -> Role {
    switch kind {
    case .placed, .synced, .payment, .status, .shipment, .tracking, .edit, .replacement, .ticket,
      .email:
      .text
    case .message, .undo, .assignee, .tags, .priority, .snooze: .dim
    case .note: .internalNote
    case .customerNote: .customerNote
    case .refund, .goodsReturn, .conflict: .warning
    case .cancel: .danger
    }
  }

  private func words(for event: OrderEvent) -> String {
    let value = event.to ?? ""
    switch event.kind {
    case .placed:
      if let road = event.staffRoad { return "placed by \(event.actor) \(road)" }
      return order.summary.source == .chatCommerce ? "placed in chat" : "placed"
    case .synced: return value.isEmpty ? "taken in from chat" : "\(value) from chat"
    case .payment: return paymentWords(value)
    case .status: return isStepBack(event) ? "back to \(value)" : value
    case .shipment: return "parcel \(value)"
    case .tracking: return "tracking \(value)"
    case .edit:
      let lead = event.part.map { "\($0.label): " } ?? ""
      return lead
        + (event.from.map { "\($0) \(glyphs.arrowRight) \(value)" } ?? "edited \(value)")
    case .note: return "note: \(value.isEmpty ? event.reason ?? "" : value)"
    case .customerNote: return "to the customer: \(value)"
    case .refund:
      let much = event.amount.map(text(of:)) ?? amount(value)
      guard let state = event.refundState else { return "refunded \(much)" }
      let isRetrial = event.from == event.to
      return "refund of \(much) \(isRetrial ? "queued again" : state.words)"
    case .goodsReturn:
      let id = event.returnID.map { " \($0)" } ?? ""
      return "return\(id) \(event.returnState?.words ?? value): \(event.goods ?? "")"
    case .cancel: return value.isEmpty ? "cancelled" : value
    case .replacement: return event.replacementWords(on: order.summary.number)
    case .ticket: return "ticket \(value)"
    case .message: return value.isEmpty ? "message" : value
    case .email:
      // A line of its own tells what became of one; it names the subject as what it was before.
      if let subject = event.from { return "e-mail \(value): \(subject)" }
      return "e-mail \(event.email?.state.words ?? "written"): \(value)"
    case .conflict: return "conflict: \(value)"
    case .assignee: return "assigned to \(value.isEmpty ? "nobody" : value)"
    case .tags: return value.isEmpty ? "tags taken off" : "tagged \(value)"
    case .priority: return "priority \(value)"
    case .snooze:
      guard let end = SnoozeEnd(text: value) else { return "no longer snoozed" }
      return "snoozed \(end.words(now: event.at, in: zone, dates: settings.dates))"
    case .undo:
      return "taken back: \([event.from, event.to].compactMap { $0 }.joined(separator: " to "))"
    }
  }

  private func isStepBack(_ event: OrderEvent) -> Bool {
    guard let from = event.from.flatMap(OrderStatus.init(rawValue:)),
      let to = event.to.flatMap(OrderStatus.init(rawValue:))
    else { return false }
    return OrderRules.edge(from: from, to: to)?.kind == .back
  }

  private func paymentWords(_ value: String) -> String {
    guard let status = PaymentStatus(rawValue: value) else { return "payment \(value)" }
    return status == .paid ? "paid \(text(of: paid))" : "payment \(status.longWord)"
  }

  /// What came in, which the total is not any more once the items were edited.
  private var paid: Money {
    let total = order.summary.total
    guard let captured = order.ledger?.captured, captured > 0 else { return total }
    return Money(minorUnits: captured, currency: total.currency)
  }

  /// The store keeps amounts of a refund as minor units.
  private func amount(_ text: String) -> String {
    let currency = order.summary.total.currency
    return Int64(text).map { self.text(of: Money(minorUnits: $0, currency: currency)) } ?? text
  }

  private func detail(of event: OrderEvent) -> String {
    if event.kind == .note || event.kind == .customerNote { return "" }
    if let email = event.email { return email.state == .sent ? "" : email.problem ?? "" }
    if let reason = event.reason { return reason }
    return event.kind == .payment && event.to == PaymentStatus.paid.rawValue
      ? order.paymentMethod ?? "" : ""
  }
}
