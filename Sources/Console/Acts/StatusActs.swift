import Commerce

/// Moving orders along: the next step by one key, any possible one by the form.
extension Model {
  /// The step that `s` takes on the selected order.
  var nextStatus: OrderStatus? {
    selectedSummary.flatMap { OrderRules.nextStatus(after: $0.status) }
  }

  mutating func stepStatus() -> [Effect] {
    switch orders.targets {
    case .matching: return openStatusForm()
    case .orders(let targets):
      if targets.count > 1 { return askForSteps(of: targets) }
      guard let order = selectedSummary, let next = nextStatus else { return [] }
      return moveOne(order, to: next)
    }
  }

  /// Takes the step at once when it needs nothing more, else asks for what it needs.
  private mutating func moveOne(_ order: OrderSummary, to next: OrderStatus) -> [Effect] {
    let move = StatusMove.set(next, reason: nil)
    switch decision(on: order, move) {
    case .success: return perform(move, on: [order])
    case .failure(let refusal):
      guard refusal.need != nil else { return refuse(refusal.sentence) }
      return openMoveForm(next == .shipped ? .ship : .set(next))
    }
  }

  /// Carries out a move that takes nothing more.
  mutating func perform(_ move: StatusMove, on targets: ActTargets) -> [Effect] {
    if let reason = bulkRefusal(targets.count) { return refuse(reason) }
    switch targets {
    case .matching(let filter, let count):
      let title = "\(CountText.of(count, "order")) \(move.done)"
      return perform(Act(.matching(filter, .status(move), count: count), title: title), as: .status)
    case .orders(let orders): return perform(move, on: orders)
    }
  }

  /// Carries out a move as it was filled in; of one order only as it was seen.
  mutating func perform(
    _ move: StatusMove,
    on orders: [OrderSummary],
    foundBy filter: OrderFilter? = nil
  ) -> [Effect] {
    let subject = orders.count == 1 ? orders[0].number : CountText.of(orders.count, "order")
    var act = Act(
      .operations(orders.map { move.operation(on: $0.id) }),
      title: "\(subject) \(move.done)",
      ifRevision: orders.count == 1 ? orders[0].revision : nil
    )
    act.selection = filter
    return perform(act, as: .status)
  }

  /// Why so many at once cannot be done; nil when they can.
  func bulkRefusal(_ count: Int) -> String? {
    guard count > 1 else { return nil }
    if Permissions.permission(staff.role, .bulkStatus).isDenied {
      return "only ops and admins may move many orders at once, and you are \(staff.role.rawValue)"
    }
    return tooManyRefusal(count)
  }

  /// The number of those that are fewer is asked for before they change.
  func tooManyRefusal(_ count: Int) -> String? {
    OrderRules.refusal(ofMany: count, expected: count)
  }
}
