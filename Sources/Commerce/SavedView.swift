/// A list that a person gave a name: a query with an order of its rows.
package struct SavedView: Equatable, Sendable {
  /// Blank until it is kept.
  package var id: String
  package var owner: StaffID
  package var ownerName: String
  package var name: String
  /// As it is kept; another build may have written what this one does not know.
  package var query: String
  package var sort: String
  /// The key from 1 to 9 that shows it to its owner.
  package var numberKey: Int?
  package var isShared: Bool

  package init(
    id: String = "",
    owner: StaffID,
    ownerName: String = "",
    name: String,
    query: String,
    sort: String = OrderSort.newest.rawValue,
    numberKey: Int? = nil,
    isShared: Bool = false
  ) {
    self.id = id
    self.owner = owner
    self.ownerName = ownerName
    self.name = name
    self.query = query
    self.sort = sort
    self.numberKey = numberKey
    self.isShared = isShared
  }

  /// What the list asks for; a view that this build cannot read is refused by its name.
  package func listing() throws(Refusal) -> OrderListing {
    guard let order = OrderSort(rawValue: sort) else {
      throw unreadable("there is no order of rows called \(sort)")
    }
    do {
      return OrderListing(filter: try OrderFilter(query: query), sort: order)
    } catch {
      throw unreadable(error.sentence)
    }
  }

  private func unreadable(_ reason: String) -> Refusal {
    Refusal(
      .invalid,
      sentence:
        "the view \(name) cannot be read here, a newer orderdeck may have made it: \(reason)"
    )
  }
}

/// A view of the list, whoever made it.
package enum NamedView: Equatable, Sendable {
  case builtIn(OrderView)
  case saved(SavedView)

  /// All that a person has: those that are always there, their own, those of others.
  package static func all(with saved: [SavedView]) -> [NamedView] {
    OrderView.allCases.map { .builtIn($0) } + saved.map { .saved($0) }
  }

  package var id: String {
    switch self {
    case .builtIn(let view): view.rawValue
    case .saved(let view): view.id
    }
  }

  package var title: String {
    switch self {
    case .builtIn(let view): view.title
    case .saved(let view): view.name
    }
  }

  /// What `--view` calls it.
  package var word: String {
    switch self {
    case .builtIn(let view): view.rawValue
    case .saved(let view): view.name
    }
  }

  package var query: String {
    switch self {
    case .builtIn(let view): view.filter.text
    case .saved(let view): view.query
    }
  }

  /// The number key that shows it to a person who has these views.
  package func numberKey(for person: StaffID, beside saved: [SavedView]) -> Int? {
    switch self {
    case .saved(let view): view.owner == person ? view.numberKey : nil
    case .builtIn(let view):
      view.numberKey.flatMap { key in
        saved.contains { $0.owner == person && $0.numberKey == key } ? nil : key
      }
    }
  }

  /// What the list asks for beside a filter of its own.
  package func listing(beside filter: OrderFilter = OrderFilter()) throws(Refusal) -> OrderListing {
    switch self {
    case .builtIn(let view):
      return OrderListing(filter: OrderFilter(view.terms(beside: filter) + filter.terms))
    case .saved(let view):
      var listing = try view.listing()
      listing.filter = OrderFilter(listing.filter.terms + filter.terms)
      return listing
    }
  }
}

/// A change of somebody's own views; it changes no order.
package enum ViewChange: Equatable, Sendable {
  /// A new one where it has no id yet.
  case save(SavedView)
  case delete(SavedView)
}
