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
      if targets.count > 1 { return stepStatus(of: targets) }
      guard let order = selectedSummary, let next = nextStatus else { return [] }
      return moveOne(order, to: next)
    }
  }

  /// Each marked order takes its own next step; those that cannot are named in the answer.
  private mutating func stepStatus(of targets: [OrderSummary]) -> [Effect] {
    if let reason = bulkRefusal(targets.count) { return refuse(reason) }
    let operations = targets.compactMap { order in
      OrderRules.nextStatus(after: order.status).map {
        StatusMove(to: $0).operation(on: order.id)
      }
    }
    guard !operations.isEmpty else { return refuse("none of the marked orders has a next step") }
    let act = Act(.operations(operations), title: "next step of \(operations.count) orders")
    return perform(act, as: .status)
  }

  /// Takes the step at once when it needs nothing more, else asks for what it needs.
  private mutating func moveOne(_ order: OrderSummary, to next: OrderStatus) -> [Effect] {
    switch OrderRules.check(change(of: order, to: StatusMove(to: next))) {
    case .success: return perform(StatusMove(to: next), on: order)
    case .failure(let refusal):
      guard refusal.need != nil else { return refuse(refusal.sentence) }
      return openStatusForm(preselecting: next)
    }
  }

  private mutating func perform(_ move: StatusMove, on order: OrderSummary) -> [Effect] {
    let act = Act(
      .operations([move.operation(on: order.id)]),
      title: "\(order.number) \(move.status.rawValue)",
      ifRevision: order.revision
    )
    return perform(act, as: .status)
  }

  /// Carries out what the form was filled with.
  mutating func perform(_ move: StatusMove, on targets: ActTargets) -> [Effect] {
    if let reason = bulkRefusal(targets.count) { return refuse(reason) }
    switch targets {
    case .matching(let filter, let count):
      let title = "\(count) orders \(move.status.rawValue)"
      return perform(Act(.matching(filter, .status(move)), title: title), as: .status)
    case .orders(let orders):
      if orders.count == 1 { return perform(move, on: orders[0]) }
      let operations = orders.map { move.operation(on: $0.id) }
      let title = "\(orders.count) orders \(move.status.rawValue)"
      return perform(Act(.operations(operations), title: title), as: .status)
    }
  }

  /// Why so many at once cannot be done; nil when they can.
  func bulkRefusal(_ count: Int) -> String? {
    guard count > 1 else { return nil }
    if Permissions.permission(staff.role, .bulkStatus).isDenied {
      return "only ops and admins may move many orders at once, and you are \(staff.role.rawValue)"
    }
    return tooManyRefusal(count)
  }

  func tooManyRefusal(_ count: Int) -> String? {
    guard count > OrderRules.mostInBulk else { return nil }
    return "at most \(OrderRules.mostInBulk) orders at once, and \(count) are marked"
  }

  /// What the rules are asked about an order.
  ///
  /// The carrier's word and the age of the person's own step are known to the desk only, so the
  /// desk may allow or refuse what this says otherwise.
  func change(of order: OrderSummary, to move: StatusMove) -> StatusChange {
    var change = StatusChange(
      from: order.status,
      to: move.status,
      actor: .staff(staff.role),
      payment: order.payment,
      reason: move.reason
    )
    change.shipment = move.shipment
    change.ownStepAgeMilliseconds = 0
    if detail.order?.summary.id == order.id { change.paymentMethod = detail.order?.paymentMethod }
    return change
  }
}
