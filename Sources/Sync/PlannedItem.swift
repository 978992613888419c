import SQLiteKit

/// An item of a page with what is to be done with it.
struct PlannedItem {
  /// Where it stands in its page.
  let place: Int
  let item: PageItem
  /// Nil for what is no record.
  let verdict: SyncPlan.Verdict?

  /// Decides over all items of a page with one look at the store.
  static func plan(
    _ items: ArraySlice<PageItem>,
    on connection: borrowing Connection
  ) throws -> [PlannedItem] {
    let records = items.compactMap { item in
      if case .record(let record) = item.content { record } else { nil }
    }
    let plan = SyncPlan(for: records, knowing: try KnownRecords(for: records, on: connection))
    var verdicts = plan.verdicts.makeIterator()
    return zip(items.indices, items).map { place, item in
      guard case .record = item.content else {
        return PlannedItem(place: place, item: item, verdict: nil)
      }
      return PlannedItem(place: place, item: item, verdict: verdicts.next())
    }
  }

  /// The beginning of items that can be written without a look at the clock.
  static func part(of items: ArraySlice<PlannedItem>) -> ArraySlice<PlannedItem> {
    var retold = 0
    let end = items.firstIndex { item in
      if item.isRetold { retold += 1 }
      return retold > SyncLimits.retoldRecords
    }
    return items[..<(end ?? items.endIndex)]
  }

  /// Whether something is known of it already, by which writing it may take long.
  private var isRetold: Bool {
    switch verdict {
    case .update, .stale, .conflict: true
    case .insert, .unchanged, .refused, nil: false
    }
  }
}

/// How many items one transaction writes before it looks at the clock, and after that.
struct TurnPace {
  let first: Int
  /// Given how many are written; 0 when that is enough.
  let next: (Int) -> Int
}
