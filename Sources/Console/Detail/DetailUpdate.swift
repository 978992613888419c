import Commerce
import Widgets

/// The panes on the right follow the selected order.
extension Model {
  /// Shows another order in detail and chat when the selection has moved; asked after every message.
  mutating func followSelection() -> [Effect] {
    let selected = orders.selected?.id
    guard selected != detail.orderID else { return [] }
    // While another listing is on its way the panes keep what they show.
    if selected == nil, orders.loading.isUnderWay { return [] }
    var effects = leaveOrder()
    let step = stepOfSelection
    detail = DetailState()
    detail.step = step
    detail.orderID = selected
    effects += loadDetail() + enterChat(of: selected)
    return effects
  }

  /// Up or down from the order that is shown; nil for a jump, after which nobody knows.
  private var stepOfSelection: Int? {
    guard let now = orders.list.selected,
      let before = detail.orderID.flatMap(orders.window.index(of:))
    else { return nil }
    return (now - before).signum()
  }

  /// Has the next order that way read, when the one that is shown is there; asked after every message.
  mutating func readAhead() -> [Effect] {
    guard let step = detail.step, detail.request == nil, !chat.loading.isUnderWay else { return [] }
    detail.step = nil
    let rows = orders.window.rows
    guard let selection = orders.list.selected, rows.indices.contains(selection + step) else {
      return []
    }
    return [.readAhead(rows[selection + step].id, limit: ChatState.pageSize)]
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
