import Commerce
import SQLiteKit

/// Ways to orders by the shop's own fields.
///
/// The indexes of assignee and priority end in the time of creation, so they give pages in that
/// order; a set that is small enough is sorted, see ``SmallSets``.
extension ListingPlan.Branch {
  /// Nil for nobody's orders, and for the priority that nearly all have: no index leads there.
  init?(priorities list: [Priority]) {
    guard !list.isEmpty, !list.contains(.medium) else { return nil }
    self.init(
      from: "orders o INDEXED BY orders_by_priority",
      equality: FilterPredicate.sql(priorities: list)
    )
  }

  /// The branches by time of creation for one term; nil when there is no such index.
  static func byCreation(
    _ term: FilterTerm,
    in context: QueryContext,
    on connection: borrowing Connection
  ) throws -> [ListingPlan.Branch]? {
    guard !term.isNegated else { return nil }
    if case .sameCustomer(let keys) = term.condition { return SameCustomer.branches(keys) }
    if case .priority(let list) = term.condition, !list.contains(.medium) {
      return list.compactMap { ListingPlan.Branch(priorities: [$0]) }
    }
    guard case .assignee(let matches) = term.condition, !matches.contains(.nobody) else {
      return nil
    }
    return try people(matches, in: context, on: connection).map { person in
      ListingPlan.Branch(
        from: "orders o INDEXED BY orders_by_assignee",
        equality: "o.assignee_id = \(person)"
      )
    }
  }

  /// Everybody who is meant, each once.
  private static func people(
    _ matches: [AssigneeMatch],
    in context: QueryContext,
    on connection: borrowing Connection
  ) throws -> [String] {
    let predicate = FilterPredicate(context: context)
    let isMeant = matches.map(predicate.isPerson).joined(separator: " OR ")
    return try connection.map("SELECT s.id FROM staff s WHERE \(sql: isMeant)") {
      try $0.text("id")
    }
  }
}

extension SmallSets {
  /// An order with two of the tags is one order; each can be there once for each tag.
  static func tagged(_ tags: [String]) -> ListingPlan.Branch {
    let most = (mostRows + 1) * tags.count
    let words = tags.map { $0.lowercased() }.asSQLList
    return ListingPlan.Branch(
      from: """
        (SELECT DISTINCT f.order_id FROM (SELECT t.order_id FROM order_tags t
            INDEXED BY order_tags_by_tag WHERE t.tag IN (\(sql: words)) LIMIT \(most)) f) f
        CROSS JOIN orders o ON o.id = f.order_id
        """
    )
  }
}

extension FilterPredicate {
  /// Whether a row of `staff s` is somebody's name.
  func isPerson(_ match: AssigneeMatch) -> SQL {
    switch match {
    case .me: "s.id = \(context.staff)"
    case .nobody: "0"
    case .name(let name):
      "s.id = \(name) OR s.name LIKE \(FullText.pattern(containing: name)) ESCAPE '\\'"
    }
  }

  /// Everything that these people take care of; nil when nobody's orders are asked for as well.
  func assigned(_ matches: [AssigneeMatch]) -> ListingPlan.Branch? {
    guard !matches.contains(.nobody) else { return nil }
    let isMeant = matches.map(isPerson).joined(separator: " OR ")
    return ListingPlan.Branch(
      from: "orders o INDEXED BY orders_by_assignee",
      equality: "o.assignee_id IN (SELECT s.id FROM staff s WHERE \(sql: isMeant))"
    )
  }
}
