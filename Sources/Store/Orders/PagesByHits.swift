import Commerce
import SQLiteKit

/// Pages by time of creation out of the hits of one term, where a walk along the list would go far.
extension ListingPlan {
  /// The term to take the hits of: the one with the fewest, as far as that is known.
  var leadingTerm: Int? {
    guard order.isByCreation else { return nil }
    return commonTerms.indices.filter { commonTerms[$0].canLead }
      .min { commonTerms[$0].likelyHits < commonTerms[$1].likelyHits }
  }

  /// At most `limit` keys from the start on.
  ///
  /// Ends when no hit that is left can lead to an order before the last key, so the page is exact.
  mutating func keys(
    byHitsOf leader: Int,
    from start: ListOrder.Start,
    _ direction: ListOrder.Direction,
    limit: Int,
    on connection: borrowing Connection
  ) throws -> [OrderCursor] {
    let newestFirst = order.isDescending(direction)
    var indexes = try commonTerms[leader].rangedHits(
      newestFirst: newestFirst,
      from: start.cursor?.key,
      on: connection
    )
    var found: [OrderCursor] = []
    var asked: Set<Int> = []
    var chunk = 64
    while let nearest = Self.nearest(of: indexes) {
      if found.count == limit, let last = found.last, let bound = indexes[nearest].bound,
        indexes[nearest].isNearer(last.key, bound)
      {
        break
      }
      let rows = try indexes[nearest].take(chunk, on: connection)
      let orders = try TextSearch.orders(of: rows, in: indexes[nearest].table, on: connection)
        .filter { asked.insert($0).inserted }
      guard !orders.isEmpty else { continue }
      var few = self
      few.narrow(to: orders)
      let keys = try few.indexedKeys(from: start, direction, limit: orders.count, on: connection)
      found += try keeping(keys, besides: leader, on: connection)
      found.sort { order.precedes($0, $1, direction) }
      found.removeLast(max(0, found.count - limit))
      chunk = min(chunk * 2, 1_024)
    }
    return found
  }

  private static func nearest(of indexes: [RangedHits]) -> Int? {
    var nearest: (place: Int, bound: String)?
    for (place, index) in indexes.enumerated() {
      guard let bound = index.bound else { continue }
      if let known = nearest, !index.isNearer(bound, known.bound) { continue }
      nearest = (place, bound)
    }
    return nearest?.place
  }
}
