import Commerce

/// The panes on the right follow the selected order.
extension Model {
  /// Shows another order in detail and chat when the selection has moved; asked after every message.
  mutating func followSelection() -> [Effect] {
    let selected = orders.selected?.id
    guard selected != detail.orderID else { return [] }
    // While another listing is on its way the panes keep what they show.
    if selected == nil, orders.loading.isUnderWay { return [] }
    var effects = leaveOrder()
    detail = DetailState()
    detail.orderID = selected
    effects += loadDetail() + enterChat(of: selected)
    return effects
  }

  /// Puts unsent words away before another order takes the panes.
  private mutating func leaveOrder() -> [Effect] {
    let effects = putDraftAway()
    if focus == .composer { focus = .list }
    return effects
  }

  mutating func loadDetail() -> [Effect] {
    guard let id = detail.orderID else { return [] }
    let request = nextRequest()
    detail.request = request
    return [.loadOrder(id, request)]
  }

  mutating func orderLoaded(_ request: RequestID, _ order: OrderDetail?) -> [Effect] {
    guard detail.request == request else { return [] }
    detail.request = nil
    detail.order = order
    detail.layout = nil
    detail.failure = order == nil ? "This order is not there any more." : nil
    if let summary = order?.summary {
      orders.window.change(summary.id) { row in
        row.status = summary.status
        row.payment = summary.payment
        row.unreadCount = summary.unreadCount
        row.revision = summary.revision
      }
    }
    return []
  }

  /// The selected order as it is known best.
  var selectedSummary: OrderSummary? {
    if let order = detail.order, order.summary.id == orders.selected?.id {
      return order.summary
    }
    return orders.selected
  }
}
