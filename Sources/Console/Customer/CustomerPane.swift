import Commerce
import Screen
import Widgets

/// All orders of one customer over the panes, with what they come to.
struct CustomerPane: Equatable, Sendable {
  /// The order from which it was opened.
  let origin: OrderSummary
  var profile: CustomerProfile?
  var profileRequest: RequestID?
  var window = OrderWindow()
  var list = ListState()
  var request: PageOfPane?
  var failure: String?

  struct PageOfPane: Equatable, Sendable {
    var id: RequestID
    var purpose: Purpose

    enum Purpose: Equatable, Sendable { case first, after, before }
  }

  var listing: OrderListing {
    OrderListing(filter: OrderFilter(.sameCustomer([.order(number: origin.number)])))
  }

  var selected: OrderSummary? { list.selected.map { window.rows[$0] } }
}

/// Where the eye was before it went to another order of a customer.
struct ReturnPlace: Equatable, Sendable {
  var view: OrderView
  var filter: OrderFilter
  var filterText: String
  var sort: OrderSort
  var selection: OrderID
  var focus: Focus
  var rightPane: Focus
}

extension Model {
  mutating func openCustomer() -> [Effect] {
    guard let order = selectedSummary else { return [] }
    var pane = CustomerPane(origin: order)
    let request = nextRequest()
    pane.profileRequest = request
    overlay = .customer(pane)
    return [.loadCustomer(.order(number: order.number), request)] + loadPane(.first)
  }

  private mutating func loadPane(_ purpose: CustomerPane.PageOfPane.Purpose) -> [Effect] {
    guard case .customer(var pane) = overlay, pane.request == nil else { return [] }
    let page: PageRequest? =
      switch purpose {
      case .first: .first
      case .after: pane.window.end.map { .after($0) }
      case .before: pane.window.start.map { .before($0) }
      }
    guard let page else { return [] }
    let request = nextRequest()
    pane.request = CustomerPane.PageOfPane(id: request, purpose: purpose)
    overlay = .customer(pane)
    return [.loadOrders(pane.listing, page, limit: OrderWindow.pageSize, request)]
  }

  mutating func customerLoaded(_ request: RequestID, _ profile: CustomerProfile?) -> [Effect] {
    guard case .customer(var pane) = overlay, pane.profileRequest == request else { return [] }
    pane.profileRequest = nil
    pane.profile = profile
    overlay = .customer(pane)
    return []
  }

  /// True when the page was asked for by the customer pane.
  mutating func paneLoaded(_ request: RequestID, _ page: OrderPage) -> Bool {
    guard case .customer(var pane) = overlay, let asked = pane.request, asked.id == request else {
      return false
    }
    pane.request = nil
    let near = pane.list.selection - 25..<pane.list.selection + 26
    switch asked.purpose {
    case .first:
      pane.window.replace(with: page, firstIndex: 0)
      pane.list.setCount(page.rows.count)
      pane.window.index(of: pane.origin.id).map { pane.list.select($0) }
    case .after:
      let dropped = pane.window.append(page, keeping: near)
      pane.list.insertAbove(-dropped)
      pane.list.setCount(pane.window.rows.count)
    case .before:
      pane.list.insertAbove(pane.window.prepend(page, keeping: near))
      pane.list.setCount(pane.window.rows.count)
    }
    overlay = .customer(pane)
    return true
  }

  /// Fetches orders of the pane ahead of the eye; asked for after every message.
  mutating func loadPaneAhead() -> [Effect] {
    guard case .customer(let pane) = overlay, pane.request == nil else { return [] }
    let margin = max(25, 2 * pane.list.visibleRows)
    if pane.window.hasAfter, pane.list.selection + margin >= pane.window.rows.count {
      return loadPane(.after)
    }
    if pane.window.hasBefore, pane.list.selection < margin { return loadPane(.before) }
    return []
  }

  mutating func moveInCustomer(_ motion: Motion) -> [Effect] {
    guard case .customer(var pane) = overlay else { return [] }
    pane.list.take(motion)
    overlay = .customer(pane)
    return []
  }

  /// True when the question was the pane's.
  mutating func paneFailed(_ request: RequestID, _ sentence: String) -> Bool {
    guard case .customer(var pane) = overlay else { return false }
    guard pane.profileRequest == request || pane.request?.id == request else { return false }
    pane.profileRequest = nil
    pane.request = nil
    pane.failure = sentence
    overlay = .customer(pane)
    return true
  }

  /// Enter: the order, from which Esc leads back to where one was.
  mutating func acceptCustomer() -> [Effect] {
    guard case .customer(let pane) = overlay, let order = pane.selected else { return [] }
    overlay = nil
    guard order.id != pane.origin.id else {
      focus(on: .detail)
      return []
    }
    let place = presentPlace
    let effects = goTo(order.id)
    // From one of their orders to the next it is still the first place that was left.
    orders.returnPlace = orders.returnPlace ?? place
    let back = keys.keyName(of: .back) ?? "Esc"
    say("\(order.number); \(back) goes back to \(pane.origin.number)")
    return effects
  }

  /// Where the eye is now; nil in an empty list.
  var presentPlace: ReturnPlace? {
    orders.selected.map { order in
      ReturnPlace(
        view: orders.view,
        filter: orders.filter,
        filterText: orders.filterText,
        sort: orders.sort,
        selection: order.id,
        focus: focus == .composer ? .chat : focus,
        rightPane: rightPane
      )
    }
  }

  mutating func goBack(to place: ReturnPlace) -> [Effect] {
    orders.returnPlace = nil
    let isSame = orders.view == place.view && orders.filter == place.filter
    orders.view = place.view
    orders.filter = place.filter
    orders.filterText = place.filterText
    orders.sort = place.sort
    focus = place.focus
    rightPane = place.rightPane
    if isSame, let row = orders.window.index(of: place.selection), orders.shown == orders.listing {
      orders.list.jump(to: row)
      return []
    }
    return showListing(.around(place.selection))
  }
}
