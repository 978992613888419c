import Commerce
import SQLiteKit

/// Chooses the way to a listing's rows.
struct ListingPlanner {
  let context: QueryContext
  var limits = SearchLimits.usual

  func plan(_ listing: OrderListing, on connection: borrowing Connection) throws -> ListingPlan {
    let order = ListOrder(listing.sort)
    let texts = listing.filter.terms.filter { TextCondition($0.condition) != nil }
    let others = listing.filter.terms.filter { TextCondition($0.condition) == nil }
    let kinds = KindFilter(others)
    var plan = try plan(kinds, order, on: connection)
    if !texts.isEmpty {
      plan.orderCount = try connection.integer("SELECT max(serial) FROM orders") ?? 0
    }
    for term in texts { try narrow(&plan, by: term, on: connection) }
    return plan
  }

  private func plan(
    _ kinds: KindFilter,
    _ order: ListOrder,
    on connection: borrowing Connection
  ) throws -> ListingPlan {
    let others = FilterPredicate(context: context).sql(kinds.rest)
    let whole: SQL = "\(sql: kinds.condition) AND \(sql: others)"
    if let few = try SmallSets(context: context).best(for: kinds, order, on: connection) {
      return ListingPlan(order: order, branches: [few], rest: whole, whole: whole)
    }
    let counts = try StatusCounts.read(on: connection)
    if order.isByCreation, let (branches, left) = kinds.branches(counts: counts) {
      let rest: SQL = "\(sql: left) AND \(sql: others)"
      return ListingPlan(order: order, branches: branches, rest: rest, whole: whole)
    }
    if order.isByCreation {
      for term in kinds.rest {
        let branches = try ListingPlan.Branch.byCreation(term, in: context, on: connection)
        guard let branches else { continue }
        return ListingPlan(order: order, branches: branches, rest: whole, whole: whole)
      }
    }
    let all = ListingPlan.Branch(from: "orders o INDEXED BY \(raw: order.index)")
    return ListingPlan(order: order, branches: [all], rest: whole, whole: whole)
  }

  private func narrow(
    _ plan: inout ListingPlan,
    by term: FilterTerm,
    on connection: borrowing Connection
  ) throws {
    guard let condition = TextCondition(term.condition) else { return }
    let search = try TextSearch(
      condition,
      isNegated: term.isNegated,
      limits: limits,
      on: connection
    )
    let isWorthWalking =
      search.canLead && plan.order.isByCreation && search.likelyHits > limits.fewHits
    guard search.isRare, !isWorthWalking else {
      plan.commonTerms.append(search)
      return
    }
    try plan.narrow(by: search, on: connection)
  }
}
