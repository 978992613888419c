import Commerce
import SQLiteKit

/// The keys of one page, and whether the list goes on beyond it.
struct PageOfKeys {
  private(set) var cursors: [OrderCursor] = []
  private(set) var hasBefore = false
  private(set) var hasAfter = false

  init(
    _ request: PageRequest,
    limit: Int,
    of plan: inout ListingPlan,
    on connection: borrowing Connection
  ) throws {
    switch request {
    case .first: try walk(.end, .forward, limit, &plan, connection)
    case .last: try walk(.end, .backward, limit, &plan, connection)
    case .after(let cursor): try walk(.beyond(cursor), .forward, limit, &plan, connection)
    case .before(let cursor): try walk(.beyond(cursor), .backward, limit, &plan, connection)
    case .around(let id):
      if let cursor = try plan.cursor(of: id, on: connection) {
        try surround(cursor, limit, &plan, connection)
      } else {
        try walk(.end, .forward, limit, &plan, connection)
      }
    }
  }

  private mutating func walk(
    _ start: ListOrder.Start,
    _ direction: ListOrder.Direction,
    _ limit: Int,
    _ plan: inout ListingPlan,
    _ connection: borrowing Connection
  ) throws {
    // One key more than wanted tells whether there is more.
    let keys = try plan.keys(from: start, direction, limit: limit + 1, on: connection)
    let goesOn = keys.count > limit
    cursors = Array(keys.prefix(limit))
    let hasMoreBehind = try isMore(behind: start, direction, &plan, connection)
    switch direction {
    case .forward: (hasBefore, hasAfter) = (hasMoreBehind, goesOn)
    case .backward:
      cursors.reverse()
      (hasBefore, hasAfter) = (goesOn, hasMoreBehind)
    }
  }

  /// Whether rows lie on the other side of where the walk began.
  private func isMore(
    behind start: ListOrder.Start,
    _ direction: ListOrder.Direction,
    _ plan: inout ListingPlan,
    _ connection: borrowing Connection
  ) throws -> Bool {
    guard let cursor = start.cursor else { return false }
    return try !plan.keys(from: .at(cursor), direction.opposite, limit: 1, on: connection).isEmpty
  }

  /// A third of the page stands above the order, more when there is not enough below.
  private mutating func surround(
    _ cursor: OrderCursor,
    _ limit: Int,
    _ plan: inout ListingPlan,
    _ connection: borrowing Connection
  ) throws {
    let below = try plan.keys(from: .at(cursor), .forward, limit: limit + 1, on: connection)
    let wantedAbove = max(limit / 3, limit - below.count)
    let above = try plan.keys(
      from: .beyond(cursor),
      .backward,
      limit: wantedAbove + 1,
      on: connection
    )
    let top = above.prefix(wantedAbove)
    let rest = below.prefix(limit - top.count)
    cursors = top.reversed() + Array(rest)
    hasBefore = above.count > wantedAbove
    hasAfter = below.count > rest.count
  }
}
