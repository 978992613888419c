import Commerce
import Screen
import Widgets

extension Model {
  mutating func toggleMark() -> [Effect] {
    guard let order = orders.selected else { return [] }
    guard orders.marks.toggle(order) else {
      let count = CountText.grouped(orders.marks.count)
      say("All \(count) orders are marked; Esc drops the marks", .warning)
      return []
    }
    orders.lastMarked = order.id
    orders.list.move(by: 1)
    return []
  }

  /// Marks every order of the list: those loaded when that is all, else all that the filter finds.
  mutating func markAll() -> [Effect] {
    let window = orders.window
    guard !window.isEmpty else { return refuse("there are no orders to mark") }
    if !window.hasBefore && !window.hasAfter {
      orders.marks = .none
      orders.marks.add(window.rows)
    } else if let count = orders.count {
      orders.marks = .matching(orders.listing.filter, count: count)
    } else {
      return refuse("the orders are still being counted; try again in a moment")
    }
    let marked = "\(CountText.grouped(orders.marks.count)) marked"
    guard orders.marks.count > OrderRules.mostInBulk else {
      say("\(marked); acts now mean all of them, Esc drops the marks")
      return []
    }
    let most = CountText.grouped(OrderRules.mostInBulk)
    say("\(marked), but one act changes at most \(most): narrow the filter first", .warning)
    return []
  }

  mutating func markRange() -> [Effect] {
    guard let selection = orders.list.selected, let last = orders.lastMarked,
      let start = orders.window.index(of: last)
    else { return refuse("mark an order first; the range goes from there to here") }
    orders.marks.add(orders.window.rows[min(start, selection)...max(start, selection)])
    say("\(CountText.grouped(orders.marks.count)) marked")
    return []
  }

  mutating func clearMarks() -> [Effect] {
    orders.marksOutside = [:]
    return clearMarksInList()
  }

  /// Leaves those that wait outside of this list.
  mutating func clearMarksInList() -> [Effect] {
    orders.marks = .none
    orders.lastMarked = nil
    return []
  }

  // MARK: Another list

  /// Marks are kept, but what is not in the list that is shown is not acted on; those that were made
  /// in the list that comes are there again.
  mutating func takeMarksAlong() {
    let filter = orders.listing.filter
    let before = orders.marksFilter
    orders.marksFilter = filter
    orders.lastMarked = nil
    guard filter != before else { return }
    switch orders.marks {
    case .matching(_, let count):
      say("The mark on all \(CountText.grouped(count)) orders is dropped: this is another list")
    case .some(let marked):
      for order in marked.values {
        orders.marksOutside[order.id] = MarkOutside(order: order, filter: before)
      }
    }
    let back = orders.marksOutside.values.filter { $0.filter == filter }.map(\.order)
    orders.marks = .none
    orders.marks.add(back)
    for order in back { orders.marksOutside[order.id] = nil }
  }

  /// Rows that are loaded have their marks again; of the others it is said once.
  mutating func bringMarksBack(isOtherList: Bool) {
    guard !orders.marksOutside.isEmpty, case .some = orders.marks else { return }
    for row in orders.window.rows where orders.marksOutside.removeValue(forKey: row.id) != nil {
      orders.marks.add([row])
    }
    let count = orders.marksOutside.count
    guard isOtherList, count > 0 else { return }
    let these = count == 1 ? "1 mark is" : "\(CountText.grouped(count)) marks are"
    say("\(these) outside this list, and acts leave \(count == 1 ? "it" : "them") out", .warning)
  }
}
