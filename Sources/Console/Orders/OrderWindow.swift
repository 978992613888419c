import Commerce

/// The part of the list that is in memory: some pages in a row, of however many there are.
///
/// Pages come and go whole, since only a page knows the cursors of its ends.
struct OrderWindow: Equatable, Sendable {
  /// Rows kept at most, unless more are near the eye or of one page.
  static let mostRows = 300
  static let pageSize = 100

  private(set) var rows: [OrderSummary] = []
  private(set) var hasBefore = false
  private(set) var hasAfter = false
  /// How many orders come before the first row; nil after a jump to where nobody counted yet.
  private(set) var firstIndex: Int?
  /// False while it is unknown, or may have changed since it was counted.
  private(set) var isFirstIndexExact = true
  private var pages: [PageEnds] = []

  private struct PageEnds: Equatable, Sendable {
    var count: Int
    var start: OrderCursor
    var end: OrderCursor
  }

  var isEmpty: Bool { rows.isEmpty }
  var start: OrderCursor? { pages.first?.start }
  var end: OrderCursor? { pages.last?.end }

  func index(of id: OrderID) -> Int? { rows.firstIndex { $0.id == id } }

  /// Corrects a row that is known to be different from what was loaded.
  mutating func change(_ id: OrderID, _ change: (inout OrderSummary) -> Void) {
    guard let index = index(of: id) else { return }
    change(&rows[index])
  }

  /// Says where the page that begins with that row stands in the whole list.
  mutating func setIndex(_ index: Int, at start: OrderCursor) {
    isFirstIndexExact = true
    guard let place = pages.firstIndex(where: { $0.start == start }) else { return }
    firstIndex = max(0, index - pages[..<place].reduce(0) { $0 + $1.count })
  }

  mutating func replace(with page: OrderPage, firstIndex: Int?, isExact: Bool = true) {
    rows = page.rows
    hasBefore = page.hasBefore
    hasAfter = page.hasAfter
    self.firstIndex = page.hasBefore ? firstIndex : 0
    isFirstIndexExact = !page.hasBefore || firstIndex != nil && isExact
    pages = Self.ends(of: page)
  }

  /// Keeps a row that the pages do not hold any more, since somebody is working on it.
  mutating func keep(_ row: OrderSummary, at index: Int) {
    rows.insert(row, at: min(index, rows.count))
    if !pages.isEmpty { pages[0].count += 1 }
  }

  /// Adds the page after the last row; says how many rows were dropped above, all of them before
  /// those near the eye.
  mutating func append(_ page: OrderPage, keeping near: Range<Int>) -> Int {
    let page = withoutKnown(page)
    rows += page.rows
    pages += Self.ends(of: page)
    // A page without anything new ends the list, else it would be asked for for ever.
    hasAfter = page.hasAfter && !page.rows.isEmpty
    var dropped = 0
    while rows.count - dropped > Self.mostRows, let first = pages.first,
      dropped + first.count <= near.lowerBound
    {
      pages.removeFirst()
      dropped += first.count
    }
    guard dropped > 0 else { return 0 }
    rows.removeFirst(dropped)
    hasBefore = true
    firstIndex = firstIndex.map { $0 + dropped }
    return dropped
  }

  /// Adds the page before the first row, dropping rows after those near the eye when
  /// there are too many; says how many rows came in above.
  mutating func prepend(_ page: OrderPage, keeping near: Range<Int>) -> Int {
    let page = withoutKnown(page)
    rows = page.rows + rows
    pages = Self.ends(of: page) + pages
    hasBefore = page.hasBefore && !page.rows.isEmpty
    firstIndex = hasBefore ? firstIndex.map { max(0, $0 - page.rows.count) } : 0
    if !hasBefore { isFirstIndexExact = true }
    let endOfNear = near.upperBound + page.rows.count
    while rows.count > Self.mostRows, let last = pages.last, rows.count - last.count >= endOfNear {
      pages.removeLast()
      rows.removeLast(last.count)
      hasAfter = true
    }
    return page.rows.count
  }

  /// An order that moved between two pages would else stand in the list twice.
  private func withoutKnown(_ page: OrderPage) -> OrderPage {
    let known = Set(rows.map(\.id))
    var page = page
    page.rows.removeAll { known.contains($0.id) }
    return page
  }

  private static func ends(of page: OrderPage) -> [PageEnds] {
    guard let start = page.start, let end = page.end, !page.rows.isEmpty else { return [] }
    return [PageEnds(count: page.rows.count, start: start, end: end)]
  }
}
