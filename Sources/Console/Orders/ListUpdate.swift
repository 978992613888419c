import Commerce
import Widgets

/// Loading and moving through the orders list.
extension Model {
  /// Shows what the listing asks for now, and how many orders that is.
  mutating func showListing(_ purpose: LoadPurpose) -> [Effect] {
    takeMarksAlong()
    return load(purpose) + countListing()
  }

  /// Loads the same rows again after a change, keeping the selected order where it is.
  mutating func reloadList() -> [Effect] {
    guard !orders.loading.isUnderWay else {
      orders.isStale = true
      return []
    }
    guard orders.shown == orders.listing, !orders.window.isEmpty else {
      return load(wantedSelection.map { .around($0) } ?? .first)
    }
    return load(.reload(anchors: anchors))
  }

  /// The selected order, then its neighbours, should it be gone.
  private var anchors: [OrderID] {
    let rows = orders.window.rows
    guard let selection = orders.list.selected else { return [] }
    let near = (1...4).flatMap { [selection + $0, selection - $0] }
    return ([selection] + near).filter(rows.indices.contains).map { rows[$0].id }
  }

  mutating func load(_ purpose: LoadPurpose) -> [Effect] {
    guard let (page, limit) = pageRequest(for: purpose) else { return [] }
    let request = nextRequest()
    orders.loading = .loading(request, purpose)
    return [.loadOrders(orders.listing, page, limit: limit, request)]
  }

  private func pageRequest(for purpose: LoadPurpose) -> (PageRequest, limit: Int)? {
    let size = OrderWindow.pageSize
    // Somebody waits for these rows: half a page, or as many as a high screen shows.
    let leap = max(size / 2, self.size.height)
    let window = orders.window
    switch purpose {
    case .first: return (.first, leap)
    case .last: return (.last, leap)
    case .around(let id): return (.around(id), size)
    case .after: return window.end.map { (.after($0), size) }
    case .before: return window.start.map { (.before($0), size) }
    case .reload(let anchors):
      // Near the top the first rows are asked for, so that what is new is among them.
      let reach = (orders.list.selected ?? 0) + size
      if window.firstIndex == 0, reach <= OrderWindow.mostRows { return (.first, reach) }
      return (anchors.first.map { .around($0) } ?? .first, 2 * size)
    }
  }

  mutating func ordersLoaded(_ request: RequestID, _ page: OrderPage) -> [Effect] {
    if targetsLoaded(request, page.rows) || paneLoaded(request, page) { return [] }
    guard case .loading(request, let purpose) = orders.loading else { return [] }
    orders.loading = .idle
    orders.positionRequest = nil
    if case .reload(let anchors) = purpose, mustLookFurther(for: anchors, in: page) {
      return load(.reload(anchors: Array(anchors.dropFirst())))
    }
    let isTried = orders.field?.isTrying == true
    if let effects = leaveOutNameWithoutOrders(page) { return effects }
    var effects = ring(for: page, purpose)
    if isTried {
      takeMarksAlong()
      effects += countListing()
    }
    take(page, for: purpose)
    let isOther = orders.shown?.filter != orders.listing.filter
    orders.shown = orders.listing
    orders.marks.refresh(from: orders.window.rows)
    bringMarksBack(isOtherList: isOther)
    wantedSelection = nil
    guard orders.isStale else { return effects }
    orders.isStale = false
    return effects + reloadList()
  }

  /// Rings when a customer has written since the rows were loaded last.
  private func ring(for page: OrderPage, _ purpose: LoadPurpose) -> [Effect] {
    guard settings.ringsBell, case .reload = purpose else { return [] }
    let known = Dictionary(
      orders.window.rows.map { ($0.id, $0.unreadCount) },
      uniquingKeysWith: { first, _ in first }
    )
    let hasWritten = page.rows.contains { row in
      // A row that was not loaded may have been unread for long.
      row.unreadCount > known[row.id] ?? row.unreadCount
    }
    return hasWritten ? [.ring] : []
  }

  private func mustLookFurther(for anchors: [OrderID], in page: OrderPage) -> Bool {
    guard anchors.count > 1, orders.window.firstIndex != 0 else { return false }
    return !page.rows.contains { anchors.contains($0.id) }
  }

  private mutating func take(_ page: OrderPage, for purpose: LoadPurpose) {
    switch purpose {
    case .first: show(page, firstIndex: 0, selecting: 0)
    case .last:
      let before = orders.count.map { max(0, $0 - page.rows.count) }
      show(page, firstIndex: before, selecting: page.rows.count - 1)
    case .around(let id):
      let row = page.rows.firstIndex { $0.id == id }
      show(page, firstIndex: nil, selecting: row ?? 0)
    case .reload(let anchors): replace(with: page, anchors: anchors)
    case .after:
      let dropped = orders.window.append(page, keeping: nearRows)
      orders.list.insertAbove(-dropped)
      orders.list.setCount(orders.window.rows.count)
    case .before:
      orders.list.insertAbove(orders.window.prepend(page, keeping: nearRows))
      orders.list.setCount(orders.window.rows.count)
    }
  }

  private mutating func show(_ page: OrderPage, firstIndex: Int?, selecting row: Int) {
    orders.window.replace(with: page, firstIndex: firstIndex)
    orders.list.setCount(page.rows.count)
    orders.list.jump(to: row)
  }

  /// Puts a page in the place of the rows that it shows as they are now.
  private mutating func replace(with page: OrderPage, anchors: [OrderID]) {
    let before = orders.list
    let selected = orders.selected
    let first = firstIndex(of: page, anchors: anchors)
    orders.window.replace(with: page, firstIndex: first, isExact: first == 0)
    keepInView(selected, at: before.selection)
    let rows = orders.window.rows
    let anchor = anchors.lazy.compactMap { id in rows.firstIndex { $0.id == id } }.first
    let row = anchor ?? min(before.selection, max(0, rows.count - 1))
    let isAtTop = before.top == 0 && !page.hasBefore
    orders.list.setCount(max(before.count, rows.count))
    // Seen from the top, rows that come in push down; further down, what is in view stays put.
    if !isAtTop { orders.list.insertAbove(row - before.selection) }
    orders.list.setCount(rows.count)
    orders.list.select(row)
  }

  /// Where a page of the same listing stands, taken from a row that was there before: right until
  /// something comes in above, and a good guess then.
  private func firstIndex(of page: OrderPage, anchors: [OrderID]) -> Int? {
    guard let first = orders.window.firstIndex, first > 0 else { return orders.window.firstIndex }
    return anchors.lazy.compactMap { id -> Int? in
      guard let old = orders.window.index(of: id),
        let new = page.rows.firstIndex(where: { $0.id == id })
      else { return nil }
      return max(0, first + old - new)
    }.first
  }

  /// An order that leaves the filter by what was just done to it stays until the eye moves on, so
  /// that the next key cannot hit another customer.
  private mutating func keepInView(_ order: OrderSummary?, at index: Int) {
    guard let order, orders.shown == orders.listing, orders.window.index(of: order.id) == nil else {
      return
    }
    orders.window.keep(order, at: index)
  }

  /// The rows that are loaded before the eye comes to them; below 0 and past the end too.
  private var nearRows: Range<Int> {
    let margin = max(25, 2 * orders.list.visibleRows)
    let selection = orders.list.selection
    return selection - margin..<selection + margin + 1
  }

  /// Fetches rows ahead of the eye; asked for after every message.
  mutating func loadAhead() -> [Effect] {
    guard orders.loading == .idle, orders.shown == orders.listing else { return [] }
    let near = nearRows
    if orders.window.hasAfter, near.upperBound > orders.window.rows.count { return load(.after) }
    if orders.window.hasBefore, near.lowerBound < 0 { return load(.before) }
    return []
  }

  mutating func moveList(_ motion: Motion) -> [Effect] {
    switch motion {
    case .up: orders.list.move(by: -1)
    case .down: orders.list.move(by: 1)
    case .pageUp: orders.list.movePage(down: false)
    case .pageDown: orders.list.movePage(down: true)
    case .halfPageUp: orders.list.moveHalfPage(down: false)
    case .halfPageDown: orders.list.moveHalfPage(down: true)
    case .top:
      if orders.window.hasBefore { return load(.first) }
      orders.list.moveToFirst()
    case .bottom:
      if orders.window.hasAfter { return load(.last) }
      orders.list.moveToLast()
    }
    return []
  }
}
