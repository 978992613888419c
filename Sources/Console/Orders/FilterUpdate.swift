import Commerce
import Screen
import Widgets

/// The filter, the chips that write into it, the views and the sort order.
extension Model {
  mutating func openFilter() -> [Effect] {
    // Empty, as everywhere: the filter that holds goes with the first letter of the next one.
    var field = FilterField("")
    field.opener = orders.selected?.id
    orders.returnPlace = nil
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
    field.isTrying = false
    field.leftOut = nil
    defer { orders.field = field }
    do {
      let filter = try OrderFilter(query: text)
      field.error = nil
      orders.filterText = text
      guard filter != orders.filter else { return [] }
      orders.filter = filter
      guard field.beginningOfName != nil else { return showListing(.first) }
      field.isTrying = true
      // Marks and count wait until the rows tell whether the word is left out.
      orders.count = nil
      orders.countRequest = nil
      return load(.first)
    } catch {
      field.error = error
      guard error.isUnfinished, case .emptyValue = error.problem,
        text.last == ":"
      else { return [] }
      return showWithoutLastWord(of: field)
    }
  }

  /// A field without its value yet says nothing, and neither did its name while it looked like a
  /// word: what stood before it holds until the value comes.
  private mutating func showWithoutLastWord(of field: FilterField) -> [Effect] {
    let before = field.textBeforeLastWord
    // What cannot be read without its last word either leaves the list as it is.
    guard let filter = try? OrderFilter(query: before) else { return [] }
    orders.filterText = before
    guard filter != orders.filter else { return [] }
    orders.filter = filter
    return showListing(.first)
  }

  /// The rows of a filter whose last word may be a field's name have come.
  ///
  /// While a name is typed the list does not jump to nothing: a word that no order has is left out
  /// until Enter says that it is one. Nil where the rows are shown.
  mutating func leaveOutNameWithoutOrders(_ page: OrderPage) -> [Effect]? {
    guard let field = orders.field, field.isTrying else { return nil }
    orders.field?.isTrying = false
    guard page.rows.isEmpty, let word = field.beginningOfName,
      // What cannot be read without its last word either shows that nothing is found.
      let filter = try? OrderFilter(query: field.textBeforeLastWord)
    else { return nil }
    orders.field?.leftOut = word
    orders.filter = filter
    orders.filterText = field.textBeforeLastWord
    guard orders.shown == orders.listing else { return showListing(.first) }
    defer { orders.isStale = false }
    return countListing() + (orders.isStale ? reloadList() : [])
  }

  /// Enter: the list has the keys again, filtered by the last text that could be read.
  mutating func acceptFilter() -> [Effect] {
    guard let field = orders.field else { return [] }
    if let error = field.error { return refuse(error.sentence) }
    orders.field = nil
    // Its text was read as it was typed, so it can be read again.
    guard field.isTrying || field.leftOut != nil,
      let filter = try? OrderFilter(query: field.buffer.text)
    else { return [.saveViewState(viewState)] }
    orders.filter = filter
    orders.filterText = field.buffer.text
    return showListing(.first) + [.saveViewState(viewState)]
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
    orders.returnPlace = nil
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
    orders.returnPlace = nil
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
    case .activityUp: "last activity, longest ago first"
    case .totalUp: "total, smallest first"
    case .customerDown: "customer, from Z to A"
    }
  }
}
