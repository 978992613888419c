import Commerce
import Screen
import Widgets

/// The run through what is due.
extension Model {
  /// Begins a run, or in one calls the order in hand done and goes on.
  mutating func runTriage() -> [Effect] {
    if triage != nil { return passOn(isHandled: true) }
    guard orders.marks.isEmpty else {
      let back = keys.keyName(of: .back) ?? "Esc"
      return refuse("acts would mean the marked orders; \(back) drops the marks")
    }
    screen = .orders
    triage = TriageRun(begunAt: now, filter: orders.listing.filter, home: presentPlace)
    return loadDue()
  }

  /// Leaves the order in hand for another time.
  mutating func skipInTriage() -> [Effect] {
    triage == nil
      ? refuse("no triage is running; \(triageKey) begins one") : passOn(isHandled: false)
  }

  private var triageKey: String { keys.keyName(of: .triage) ?? "the palette" }

  private mutating func passOn(isHandled: Bool) -> [Effect] {
    guard let id = triage?.current?.order.id else { return [] }
    if isHandled { triage?.handled.insert(id) } else { triage?.skipped.insert(id) }
    triage?.words = []
    triage?.actID = nil
    return loadDue()
  }

  private mutating func loadDue() -> [Effect] {
    guard let filter = triage?.filter else { return [] }
    let request = nextRequest()
    triage?.request = request
    return [.loadDue(filter, limit: DueQueue.most, request)]
  }

  mutating func dueLoaded(_ request: RequestID, _ queue: DueQueue) -> [Effect] {
    guard triage?.request == request else { return [] }
    triage?.request = nil
    triage?.queue = queue
    return openNextDue()
  }

  /// True when the question was the run's, which cannot go on then.
  mutating func triageFailed(_ request: RequestID) -> Bool {
    guard triage?.request == request else { return false }
    triage = nil
    return true
  }

  // MARK: From one order to the next

  /// Opens what is due first and nobody else has in hand.
  private mutating func openNextDue() -> [Effect] {
    while let next = triage?.left.first {
      if let reason = reasonToPass(next) {
        triage?.skipped.insert(next.order.id)
        triage?.words.append("\(next.order.number) is passed over: \(reason)")
      } else {
        return open(next)
      }
    }
    return endTriage()
  }

  /// Why an order is left to somebody else; nil when it is not.
  private func reasonToPass(_ due: DueOrder) -> String? {
    if let colleague = colleagues.at(due.order.id).first {
      return "\(colleague.name) is \(colleague.activityWord) it"
    }
    guard let begun = triage?.begunAt, let assignment = due.order.assignment,
      assignment.staff != staff.id, let since = assignment.since, since >= begun
    else { return nil }
    return "\(assignment.name) has it now"
  }

  private mutating func open(_ due: DueOrder) -> [Effect] {
    triage?.current = due
    triage?.isArriving = true
    triage?.verdict = nil
    detail.layout = nil
    focus(on: .detail)
    announce(due)
    // Rows that are on their way would bring the eye back to where it was.
    if let row = orders.window.index(of: due.order.id), orders.shown == orders.listing,
      !orders.loading.isUnderWay
    {
      orders.list.jump(to: row)
      return []
    }
    return load(.around(due.order.id))
  }

  private mutating func announce(_ due: DueOrder) {
    let next = "\(due.order.number), \(due.order.customerName): \(due.first.words(now: now))"
    let before = triage?.words.joined(separator: "; ") ?? ""
    say(before.isEmpty ? "Next \(next)" : "\(before). Next \(next)")
    notice?.actID = triage?.actID
  }

  /// The order in hand is there once its pane shows it; asked after every message.
  mutating func arriveInTriage() -> [Effect] {
    guard let triage, triage.isArriving, let current = triage.current, !orders.loading.isUnderWay
    else { return [] }
    guard orders.selected?.id == current.order.id else {
      self.triage?.skipped.insert(current.order.id)
      self.triage?.words.append("\(current.order.number) is not in this list any more")
      return openNextDue()
    }
    guard detail.orderID == current.order.id, detail.request == nil else { return [] }
    self.triage?.isArriving = false
    self.triage?.changeoverEnd = now.advanced(byMilliseconds: TriageRun.changeoverMilliseconds)
    return []
  }

  /// True for a key that came when another order had just taken the place of the one it was meant
  /// for: it is told, not taken, and so are those behind it.
  mutating func dropsKeyBetweenOrders(_ key: Key) -> Bool {
    guard let triage, overlay == nil, screen == .orders, triage.isBetweenOrders(at: now) else {
      return false
    }
    let command = keys.command(for: key, in: contexts)
    if let command, [.back, .quit, .help, .repaint, .suspend].contains(command) { return false }
    self.triage?.changeoverEnd = now.advanced(byMilliseconds: TriageRun.changeoverMilliseconds)
    if let current = triage.current {
      announce(current)
      notice?.text += " (\(KeyName.name(of: key)) came too soon)"
    }
    return true
  }

  // MARK: Verdicts

  /// Notes an act that settles the order in hand.
  mutating func noteVerdict(_ act: Act, _ request: RequestID) {
    guard let id = triage?.current?.order.id, case .operations(let operations) = act.target,
      operations.count == 1, operations[0].orderID == id, operations[0].isVerdict, !act.isRehearsal
    else { return }
    triage?.verdict = request
  }

  /// Goes on once the act is done, unless words or a form are in hand.
  mutating func takeVerdict(_ request: RequestID, _ receipt: Receipt) -> [Effect] {
    guard triage?.verdict == request, let id = triage?.current?.order.id else { return [] }
    triage?.verdict = nil
    guard receipt.refused.isEmpty, !receipt.changed.isEmpty || receipt.actID != nil else {
      return []
    }
    guard overlay == nil, composer.area.isEmpty, orders.selected?.id == id else {
      let key = triageKey
      notice?.text += "; \(key) goes to the next"
      return []
    }
    triage?.handled.insert(id)
    triage?.words = [receipt.summary]
    triage?.actID = receipt.actID
    return loadDue()
  }

  // MARK: The end

  /// Ends the run with what came of it, where it was begun.
  mutating func endTriage() -> [Effect] {
    guard let run = triage else { return [] }
    triage = nil
    detail.layout = nil
    guard run.current != nil || !run.words.isEmpty else {
      say("Nothing is due here")
      return []
    }
    overlay = .page(TextPage(title: "Triage", lines: summary(of: run)))
    return run.home.map { goBack(to: $0) } ?? []
  }

  private func summary(of run: TriageRun) -> [String] {
    let left = run.queue.orders.filter { !run.handled.contains($0.order.id) }
    let count = CountText.grouped(left.count) + (run.queue.isCut ? " or more" : "")
    var lines = [
      "\(CountText.of(run.handled.count, "order")) handled, \(run.skipped.count) skipped, \(count) left"
    ]
    if let pace = run.pace(at: now) { lines.append("Pace \(pace) an order") }
    if let first = left.first {
      lines.append(
        "First of those left: \(first.order.number), \(first.order.customerName), "
          + first.first.words(now: now)
      )
    }
    let wait = left.flatMap { order in
      order.dues.filter { $0.reason == .waiting }.map { (order, $0) }
    }
    .min { $0.1.since < $1.1.since }
    if let (order, due) = wait {
      lines.append("Longest without an answer: \(order.order.number), \(due.words(now: now))")
    }
    return lines + run.words
  }
}

extension Operation {
  /// Settles what an order waited for, so that a triage run goes on to the next.
  fileprivate var isVerdict: Bool {
    switch self {
    case .setStatus, .ship, .cancel, .stepBack, .sendReply, .assign, .requestRefund,
      .approveRefund, .moveReturn, .capturePayment, .settleConflict, .sendEmail, .snooze:
      true
    // What is only noted leaves the order in hand, and so does taking it for oneself.
    default: false
    }
  }
}
