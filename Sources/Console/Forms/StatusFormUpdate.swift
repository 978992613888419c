import Commerce
import Screen
import Widgets

extension Model {
  mutating func openStatusForm(preselecting status: OrderStatus? = nil) -> [Effect] {
    let targets = orders.targets
    if let reason = bulkRefusal(targets.count) { return refuse(reason) }
    let options = statusOptions(for: targets)
    guard !options.isEmpty else {
      let status = selectedSummary?.status.rawValue ?? "this status"
      return refuse("from \(status) there is nowhere to go for \(staff.role.rawValue)")
    }
    var form = StatusForm(targets, options: options, preselecting: status ?? usual(for: targets))
    if status != nil { form = filled(form) ?? form }
    overlay = .status(form)
    return []
  }

  /// The step that most likely is meant: never one back, and never the end of an order.
  private func usual(for targets: ActTargets) -> OrderStatus? {
    switch targets {
    case .matching: nil
    case .orders(let orders):
      orders.lazy.compactMap { OrderRules.nextStatus(after: $0.status) }.first
    }
  }

  /// What at least one of the orders may become.
  private func statusOptions(for targets: ActTargets) -> [OrderStatus] {
    switch targets {
    case .matching: return OrderStatus.allCases.filter { $0 != .pending }
    case .orders(let orders):
      let legal = orders.map { OrderRules.legalNext(from: $0.status, by: staff.role) }
      // One order: its usual step first. Many: the way of an order from its beginning.
      if legal.count == 1 { return legal[0] }
      return OrderStatus.allCases.filter { status in legal.contains { $0.contains(status) } }
    }
  }

  mutating func moveInStatusForm(_ motion: Motion) -> [Effect] {
    guard case .status(var form) = overlay, form.stage == .choosing else { return [] }
    form.list.take(motion)
    overlay = .status(form)
    return []
  }

  mutating func editStatusForm(_ key: Key) -> [Effect] {
    guard case .status(var form) = overlay, case .filling(let field) = form.stage else { return [] }
    if let step = key.fieldMotion {
      guard form.stepReason(by: step) else { return stepStatusField(by: step.signum()) }
    } else {
      _ = form.values[field].edit(key)
    }
    overlay = .status(form)
    return []
  }

  mutating func pasteIntoStatusForm(_ text: String) -> [Effect] {
    guard case .status(var form) = overlay, case .filling(let field) = form.stage else { return [] }
    form.values[field].insert(text)
    overlay = .status(form)
    return []
  }

  mutating func stepStatusField(by step: Int) -> [Effect] {
    guard case .status(var form) = overlay, case .filling(let field) = form.stage else { return [] }
    form.stage = .filling((field + step + form.fields.count) % form.fields.count)
    overlay = .status(form)
    return []
  }

  mutating func cancelStatusForm() -> [Effect] {
    guard case .status(var form) = overlay else { return [] }
    guard form.stage != .choosing else {
      overlay = nil
      return []
    }
    form.stage = .choosing
    form.fields = []
    form.problem = ""
    overlay = .status(form)
    return []
  }

  /// Enter: does it, or asks for what is missing.
  mutating func acceptStatusForm() -> [Effect] {
    guard case .status(let form) = overlay else { return [] }
    guard let move = form.move else {
      overlay = nil
      say("Nothing is changed")
      return []
    }
    if let asking = filled(form) {
      overlay = .status(asking)
      return []
    }
    let outcome = preview(of: move, on: form.targets)
    guard outcome.possible > 0 else {
      var failed = form
      failed.problem = outcome.refusal ?? "none of the orders can take this step"
      overlay = .status(failed)
      return []
    }
    overlay = nil
    return perform(move, on: form.targets)
  }

  /// The form with the fields that the chosen status still needs; nil when nothing is missing.
  private func filled(_ form: StatusForm) -> StatusForm? {
    guard let move = form.move else { return nil }
    var asking = form
    guard let refusal = firstNeed(of: move, on: form.targets) else { return nil }
    let sentence = refusal.sentence.capitalizedSentence
    if form.stage == .choosing {
      let tracked: [StatusForm.Field] = [.carrier, .trackingNumber, .reason]
      asking.ask(for: refusal.need == .shipment ? tracked : [.reason], because: "")
    }
    asking.problem = sentence
    return asking
  }

  /// What each field still lacks, in words; blank where nothing is missing any more.
  func lacks(of form: StatusForm) -> [String] {
    let need = form.move.flatMap { firstNeed(of: $0, on: form.targets)?.need }
    let reason = form.text(.reason)
    return form.fields.map { field in
      switch (field, need) {
      case (_, nil): return " "
      case (.reason, _) where reason != nil: return "at least 3 characters"
      case (.reason, .shipment?), (.reason, .refund?): return " "
      case (.reason, .reason?):
        return form.usualReasons.isEmpty ? "missing" : "type it or choose one"
      case (.carrier, _), (.trackingNumber, _):
        return form.text(field) == nil ? "missing" : " "
      }
    }
  }

  private func firstNeed(of move: StatusMove, on targets: ActTargets) -> StatusRefusal? {
    switch targets {
    case .matching(_, let count):
      let need = OrderRules.edges.first { $0.to == move.status && $0.kind != .back }
      guard count > 0, let from = need?.from else { return nil }
      var change = StatusChange(
        from: from,
        to: move.status,
        actor: .staff(staff.role),
        payment: .paid,
        reason: move.reason
      )
      change.shipment = move.shipment
      return refusal(change).flatMap { $0.need == nil ? nil : $0 }
    case .orders(let orders):
      return orders.lazy.compactMap { self.refusal(self.change(of: $0, to: move)) }
        .first { $0.need != nil }
    }
  }

  private func refusal(_ change: StatusChange) -> StatusRefusal? {
    if case .failure(let refusal) = OrderRules.check(change) { return refusal }
    return nil
  }

  /// How many of the orders could take the step as it is filled in, and why the first other not.
  func preview(
    of move: StatusMove,
    on targets: ActTargets
  ) -> (possible: Int, refusal: String?) {
    switch targets {
    case .matching(_, let count): return (count, nil)
    case .orders(let orders):
      var possible = 0
      var first: String?
      for order in orders {
        switch OrderRules.check(change(of: order, to: move)) {
        case .success: possible += 1
        case .failure(let refusal):
          let needsMore = refusal.need != nil
          if needsMore {
            possible += 1
          } else {
            first = first ?? "\(order.number): \(refusal.sentence)"
          }
        }
      }
      return (possible, first)
    }
  }
}
