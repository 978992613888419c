import Commerce
import Widgets

extension Model {
  mutating func toggleMark() -> [Effect] {
    guard let order = orders.selected else { return [] }
    guard orders.marks.toggle(order) else {
      return refuse("all \(orders.marks.count) orders are marked; Esc drops the marks")
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
    say("\(orders.marks.count) marked; acts now mean all of them, Esc drops the marks")
    return []
  }

  mutating func markRange() -> [Effect] {
    guard let selection = orders.list.selected, let last = orders.lastMarked,
      let start = orders.window.index(of: last)
    else { return refuse("mark an order first; the range goes from there to here") }
    orders.marks.add(orders.window.rows[min(start, selection)...max(start, selection)])
    say("\(orders.marks.count) marked")
    return []
  }

  mutating func clearMarks() -> [Effect] {
    orders.marks = .none
    orders.lastMarked = nil
    return []
  }
}
