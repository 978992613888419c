import Commerce
import Screen
import Widgets

/// The filter, the chips that write into it, the views and the sort order.
extension Model {
  mutating func openFilter() -> [Effect] {
    // Empty, as everywhere: the filter that holds goes with the first letter of the next one.
    var field = FilterField("")
    field.opener = orders.selected?.id
    orders.field = field
    return []
  }

  mutating func editFilter(_ key: Key) -> [Effect] {
    guard var field = orders.field, field.buffer.edit(key) else { return [] }
    return take(&field)
  }

  mutating func pasteIntoFilter(_ text: String) -> [Effect] {
    guard var field = orders.field else { return [] }
    field.buffer.insert(text)
    return take(&field)
  }

  mutating func completeFilter() -> [Effect] {
    guard var field = orders.field, field.complete() else { return [] }
    return take(&field)
  }

  /// Filters by what stands in the field now, when it can be read.
  private mutating func take(_ field: inout FilterField) -> [Effect] {
    let text = field.buffer.text
    field.completions = OrderFilter.complete(text, cursor: field.cursor)
    defer { orders.field = field }
    do {
      let filter = try OrderFilter(query: text)
      field.error = nil
      orders.filterText = text
      guard filter != orders.filter else { return [] }
      orders.filter = filter
      return showListing(.first)
    } catch {
      field.error = error
      guard error.isUnfinished, case .emptyValue = error.problem,
        text.last == ":"
      else { return [] }
      return showWithoutLastWord(of: text)
    }
  }

  /// A field without its value yet says nothing, and neither did its name while it looked like a
  /// word: what stood before it holds until the value comes.
  private mutating func showWithoutLastWord(of text: String) -> [Effect] {
    let before = text.lastIndex(where: \.isWhitespace).map { String(text[..<$0]) } ?? ""
    // What cannot be read without its last word either leaves the list as it is.
    guard let filter = try? OrderFilter(query: before) else { return [] }
    orders.filterText = before
    guard filter != orders.filter else { return [] }
    orders.filter = filter
    return showListing(.first)
  }

  /// Enter: the list has the keys again, filtered by the last text that could be read.
  mutating func acceptFilter() -> [Effect] {
    if let error = orders.field?.error { return refuse(error.sentence) }
    orders.field = nil
    return [.saveViewState(viewState)]
  }

  /// Esc: no filter, and the order that was selected stays it.
  mutating func clearFilter() -> [Effect] {
    let id = orders.selected?.id ?? orders.field?.opener
    orders.field = nil
    orders.filterText = ""
    guard !orders.filter.isEmpty else { return [] }
    orders.filter = OrderFilter()
    return showListing(id.map { .around($0) } ?? .first) + [.saveViewState(viewState)]
  }

  /// Nil shows every status.
  mutating func showStatus(_ status: OrderStatus?) -> [Effect] {
    orders.filter = orders.filter.replacingStatus(with: status)
    orders.filterText = orders.filter.text
    return showListing(.first) + [.saveViewState(viewState)]
  }

  mutating func stepChip(by step: Int) -> [Effect] {
    let choices = [nil] + OrderStatus.allCases.map { Optional($0) }
    let current = choices.firstIndex(of: orders.filter.soleStatus) ?? 0
    return showStatus(choices[(current + step + choices.count) % choices.count])
  }

  mutating func show(_ view: OrderView, _ purpose: LoadPurpose = .first) -> [Effect] {
    screen = .orders
    focus = .list
    orders.view = view
    orders.field = nil
    orders.filter = OrderFilter()
    orders.filterText = ""
    say("\(view.title): \(view.explanation)")
    return showListing(purpose) + [.saveViewState(viewState)]
  }

  mutating func cycleSort() -> [Effect] {
    let all = OrderSort.allCases
    let index = all.firstIndex(of: orders.sort) ?? 0
    orders.sort = all[(index + 1) % all.count]
    say("Sorted by \(orders.sort.title)")
    return load(aroundSelection) + [.saveViewState(viewState)]
  }

  mutating func toggleDensity() -> [Effect] {
    orders.density = orders.density == .comfortable ? .compact : .comfortable
    return [.saveViewState(viewState)]
  }

  /// In the list every row matches the filter, so a step to the next match is a step.
  mutating func stepListMatch(by step: Int) -> [Effect] {
    orders.list.move(by: step)
    return []
  }

  /// The same order stays selected in the list that comes.
  var aroundSelection: LoadPurpose {
    orders.selected.map { .around($0.id) } ?? .first
  }
}

extension OrderSort {
  /// As it stands behind "sorted by".
  var title: String {
    switch self {
    case .newest: "newest first"
    case .oldest: "oldest first"
    case .activity: "last activity"
    case .total: "total"
    case .customer: "customer"
    }
  }
}

extension OrderView {
  /// What the view holds, in words.
  var explanation: String {
    switch self {
    case .all: "orders of every kind"
    case .chat: "orders from chat"
    case .standard: "orders from the storefront"
    case .unread: "orders with unread messages"
    case .unpaid: "orders that are unpaid, pending or failed"
    case .toShip: "paid orders that are confirmed, processing or packaged"
    case .failedMessages: "orders with a reply that failed or is tried again"
    case .conflicts: "orders on which staff and source differ"
    case .today: "orders of today"
    }
  }
}
