import Commerce
import Widgets

/// The orders list: what it asks for, what is loaded of it, and where the eye is.
struct OrdersState: Equatable, Sendable {
  var view: OrderView
  /// The filter that counts, always readable; the chips change it too.
  var filter: OrderFilter
  /// The filter as it stands in the field.
  var filterText: String
  var sort: OrderSort
  var density: ConsoleSettings.Density
  /// The filter field while it is open.
  var field: FilterField?

  var window = OrderWindow()
  var list = ListState()
  var marks = Marks.none
  /// Marked in another list, and not in this one as far as it is loaded: no act means them.
  var marksOutside: [OrderID: MarkOutside] = [:]
  /// The list that the marks belong to.
  var marksFilter = OrderFilter()
  /// Where a range of marks begins.
  var lastMarked: OrderID?

  var loading = ListLoading.idle
  /// Something changed while a page was on its way.
  var isStale = false
  /// The listing that the rows belong to; another one is asked for while it differs.
  var shown: OrderListing?

  /// Orders that the listing finds.
  var count: Int?
  var countRequest: RequestID?
  /// The row whose place in the whole list is asked for.
  var positionRequest: PositionRequest?
  var counts: StatusCounts?
  var countsRequest: RequestID?
  /// The person's own views, and those that others share.
  var saved: [SavedView] = []
  /// When the next snoozed order comes back by itself.
  var nextBack: Instant?
  /// Where Esc leads from another order of a customer.
  var returnPlace: ReturnPlace?
  /// All orders there were when the top of the list was last seen.
  var seenTotal: Int?

  init(_ state: ViewState, settings: ConsoleSettings) {
    view = state.view
    filterText = state.filter
    // The text that another version kept may be none that this one reads.
    filter = (try? OrderFilter(query: state.filter)) ?? OrderFilter()
    sort = state.sort
    density = state.density ?? settings.density
    marksFilter = listing.filter
  }

  var listing: OrderListing {
    OrderListing(filter: OrderFilter(view.terms(beside: filter) + filter.terms), sort: sort)
  }

  var selected: OrderSummary? { list.selected.map { window.rows[$0] } }

  var rowHeight: Int {
    switch density {
    case .comfortable: 2
    case .compact: 1
    }
  }

  /// Orders that came since the top of the list was last seen.
  var newCount: Int {
    guard let counts, let seenTotal else { return 0 }
    return max(0, counts.total - seenTotal)
  }

  /// The orders that an act is meant for: the marked ones, else the selected one.
  var targets: ActTargets {
    switch marks {
    case .matching(let filter, let count): .matching(filter, count: count)
    case .some(let orders) where !orders.isEmpty:
      .orders(orders.values.sorted { $0.number < $1.number })
    case .some: .orders(selected.map { [$0] } ?? [])
    }
  }
}

/// A mark that waits until its order is in the list again.
struct MarkOutside: Equatable, Sendable {
  var order: OrderSummary
  /// The list in which it was made.
  var filter: OrderFilter
}

/// A row whose place in the whole list is being counted.
struct PositionRequest: Equatable, Sendable {
  var id: RequestID
  var cursor: OrderCursor
}

enum ListLoading: Equatable, Sendable {
  case idle
  case loading(RequestID, LoadPurpose)
  /// One sentence.
  case failed(String)

  var isUnderWay: Bool {
    if case .loading = self { true } else { false }
  }
}

/// What the page that is on its way is for.
enum LoadPurpose: Equatable, Sendable {
  /// Another listing, from its first row.
  case first
  case last
  /// Another listing or place, with this order selected when it is there.
  case around(OrderID)
  /// The same listing again, after a change; when the first of these orders is gone, the next.
  case reload(anchors: [OrderID])
  case after
  case before
}

/// The orders that an act is meant for.
enum ActTargets: Equatable, Sendable {
  case orders([OrderSummary])
  case matching(OrderFilter, count: Int)

  var count: Int {
    switch self {
    case .orders(let orders): orders.count
    case .matching(_, let count): count
    }
  }
}
