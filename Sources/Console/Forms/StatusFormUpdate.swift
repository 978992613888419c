import Commerce
import Screen
import Widgets

extension Model {
  mutating func openStatusForm() -> [Effect] {
    let targets = orders.targets
    if let reason = bulkRefusal(targets.count) { return refuse(reason) }
    let options = statusOptions(for: targets)
    guard !options.isEmpty else {
      let status = selectedSummary?.status.rawValue ?? "this status"
      return refuse("from \(status) there is nowhere to go for \(staff.role.rawValue)")
    }
    overlay = .status(
      StatusForm(targets, options: options, preselecting: usual(for: targets))
    )
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
    guard case .status(var form) = overlay else { return [] }
    form.list.take(motion)
    form.problem = ""
    overlay = .status(form)
    return []
  }

  /// The move that a chosen status means, with nothing said yet of what it takes.
  func move(to status: OrderStatus, of form: StatusForm) -> StatusMove {
    MoveForm(form.kind(for: status), of: form.targets, left: nil).move
  }

  /// Enter: does it, or asks for what it takes.
  mutating func acceptStatusForm() -> [Effect] {
    guard case .status(var form) = overlay else { return [] }
    guard let chosen = form.chosen else {
      overlay = nil
      say("Nothing is changed")
      return []
    }
    let move = move(to: chosen, of: form)
    if asks(move, of: form.targets) {
      return openMoveForm(form.kind(for: chosen), of: form)
    }
    if case .orders(let orders) = form.targets {
      let preview = preview(of: move, on: orders)
      guard preview.possible > 0 else {
        form.problem = preview.refusal ?? "None of the orders can take this step"
        overlay = .status(form)
        return []
      }
    }
    overlay = nil
    return perform(move, on: form.targets)
  }

  /// Whether more has to be known: always of what goes out or ends, else where a rule asks.
  private func asks(_ move: StatusMove, of targets: ActTargets) -> Bool {
    switch (move, targets) {
    // Of all that a filter finds the orders are read first, so that it is seen what becomes of them.
    case (.ship, _), (.cancel, _), (.back, _), (.set(.delivered, _), _), (.set, .matching): true
    case (.set, .orders(let orders)): firstNeed(of: move, on: orders) != nil
    }
  }
}
