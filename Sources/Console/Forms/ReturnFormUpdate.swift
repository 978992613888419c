import Commerce

/// The key for returns: what it opens follows from the returns that the order has.
extension Model {
  /// Without an open return it asks for one, else which step is taken.
  mutating func openReturn() -> [Effect] {
    guard let order = orderForMoney else { return refuse(Self.stillLoading) }
    let open = order.returns.filter { !$0.state.isEnded }
    guard !open.isEmpty else { return openForm(.requestReturn, of: order) }
    let steps = open.flatMap { goods in
      ReturnRules.legalNext(from: goods.state).map { ChoiceForm.Choice.goods(goods, $0) }
        + (goods.toRefund(after: order.refunds).isEmpty ? [] : [.refundOfGoods(goods)])
    }
    let further: [ChoiceForm.Choice] = order.itemsToReturn.isEmpty ? [] : [.furtherReturn]
    overlay = .choice(
      ChoiceForm(.goodsReturn, of: .orders([order.summary]), among: steps + further)
    )
    return []
  }

  /// The step that was chosen: done at once where nothing is to be asked.
  mutating func take(_ goods: OrderReturn, to state: ReturnState) -> [Effect] {
    guard let order = orderForMoney else { return refuse(Self.stillLoading) }
    if let reason = refusal(of: goods, to: state) { return refuse(reason) }
    let move: ReturnMove
    switch state {
    case .approved: move = .approve
    case .closed: move = .close
    case .requested, .rejected, .inTransit, .received, .cancelled:
      return openForm(.moveReturn(goods, to: state), of: order)
    }
    return performMoney(
      .moveReturn(order.summary.id, goods.id, move),
      "return \(goods.id) \(state.words)",
      of: order.summary.number
    )
  }

  mutating func takeFurtherReturn() -> [Effect] {
    guard let order = orderForMoney else { return refuse(Self.stillLoading) }
    return openForm(.requestReturn, of: order)
  }

  mutating func takeRefundOfGoods() -> [Effect] {
    if let reason = disabledReason(for: .refund) { return refuse(reason) }
    return openMoney(.refund)
  }

  /// Why this person may not take the step; nil when they may.
  func refusal(of goods: OrderReturn, to state: ReturnState) -> String? {
    guard let edge = ReturnRules.edges.first(where: { $0.from == goods.state && $0.to == state }),
      staff.role < edge.role
    else { return nil }
    let who = edge.role == .ops ? "ops or admin" : "an admin"
    return "that needs \(who), and you are \(staff.role)"
  }

  /// Why no return of the order can be asked for or taken further.
  var lackOfReturn: String? {
    guard orders.marks.isEmpty else { return "goods come back order by order; drop the marks" }
    guard let order = orderForMoney else { return nil }
    guard order.returns.allSatisfy(\.state.isEnded) else { return nil }
    let request = ReturnRequest(reason: .damaged)
    if let refusal = ReturnRules.refusal(of: request, in: order.summary.status) {
      return refusal.sentence
    }
    guard case .failure(let refusal) = ReturnRules.contents(nil, of: order.itemsToReturn) else {
      return nil
    }
    return refusal.sentence
  }
}
