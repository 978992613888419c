import Commerce
import Widgets

/// How many orders there are, per status and in the listing.
extension Model {
  mutating func loadCounts() -> [Effect] {
    let request = nextRequest()
    orders.countsRequest = request
    return [.loadCounts(request)]
  }

  mutating func countsLoaded(
    _ request: RequestID,
    _ counts: StatusCounts,
    _ outbox: OutboxCounts,
    _ nextBack: Instant?
  ) -> [Effect] {
    guard orders.countsRequest == request else { return [] }
    orders.nextBack = nextBack
    orders.countsRequest = nil
    self.outbox = outbox
    orders.counts = counts
    if orders.seenTotal == nil { orders.seenTotal = counts.total }
    if let count = knownCount { orders.count = count }
    return []
  }

  /// Counts what the listing finds; without asking, where the counts per status say it.
  mutating func countListing() -> [Effect] {
    orders.countRequest = nil
    if asksOnlyForStatusAndSource {
      orders.count = knownCount
      return []
    }
    orders.count = nil
    let request = nextRequest()
    orders.countRequest = request
    return [.countOrders(orders.listing.filter, request)]
  }

  /// Counts again after a change, with the old figure shown until the new one is there.
  mutating func recountListing() -> [Effect] {
    let count = orders.count
    let effects = countListing()
    if orders.count == nil { orders.count = count }
    return effects
  }

  mutating func ordersCounted(_ request: RequestID, _ count: Int) -> [Effect] {
    guard orders.countRequest == request else { return [] }
    orders.countRequest = nil
    orders.count = count
    return []
  }

  /// Asks where in the list the rows stand, when a jump has led to where nobody counted.
  mutating func countPosition() -> [Effect] {
    guard orders.loading == .idle, orders.shown == orders.listing, orders.positionRequest == nil,
      !orders.window.isFirstIndexExact, let cursor = orders.window.start
    else { return [] }
    let request = nextRequest()
    orders.positionRequest = PositionRequest(id: request, cursor: cursor)
    return [.countBefore(orders.listing, cursor, request)]
  }

  mutating func positionCounted(_ request: RequestID, _ count: Int) -> [Effect] {
    guard let asked = orders.positionRequest, asked.id == request else { return [] }
    orders.positionRequest = nil
    orders.window.setIndex(count, at: asked.cursor)
    return []
  }

  /// New orders count as seen once somebody is at the top of the list and does something.
  mutating func noteSeenOrders() {
    guard screen == .orders, orders.list.top == 0, !orders.window.hasBefore else { return }
    orders.seenTotal = orders.counts?.total ?? orders.seenTotal
  }

  private var asksOnlyForStatusAndSource: Bool {
    guard sourcesOfView != nil else { return false }
    return orders.filter.isEmpty
      || orders.filter.terms.count == 1 && orders.filter.soleStatus != nil
  }

  private var sourcesOfView: [OrderSource]? {
    switch orders.view {
    case .all: OrderSource.allCases
    case .chat: [.chatCommerce]
    case .standard: [.standard]
    case .mine, .unassigned, .waiting, .unpaid, .toShip, .late, .conflicts, .today, .unread,
      .failedMessages:
      nil
    }
  }

  private var knownCount: Int? {
    guard asksOnlyForStatusAndSource else { return nil }
    return count(of: orders.filter.soleStatus)
  }

  /// Orders of a status, or of all, in the view; nil where only a query could tell.
  func count(of status: OrderStatus?) -> Int? {
    guard let counts = orders.counts, let sources = sourcesOfView else { return nil }
    let statuses = status.map { [$0] } ?? OrderStatus.allCases
    return statuses.reduce(0) { sum, status in
      sum + sources.reduce(0) { $0 + counts[status, $1] }
    }
  }
}
