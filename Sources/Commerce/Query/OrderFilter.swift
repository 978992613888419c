/// Which orders are meant: the query language of the console and of `--query`, as values.
///
/// `OrderFilter(query:)` reads it from text, `text` writes it back, the store turns it into SQL.
package struct OrderFilter: Equatable, Hashable, Sendable {
  /// All of them must hold; none means every order.
  package var terms: [FilterTerm]

  package init(_ terms: [FilterTerm] = []) {
    self.terms = terms
  }

  package init(_ conditions: FilterCondition...) {
    terms = conditions.map { FilterTerm($0) }
  }

  package var isEmpty: Bool { terms.isEmpty }
}

/// One condition, or that it must not hold.
package struct FilterTerm: Equatable, Hashable, Sendable {
  package var condition: FilterCondition
  package var isNegated: Bool

  package init(_ condition: FilterCondition, isNegated: Bool = false) {
    self.condition = condition
    self.isNegated = isNegated
  }
}

/// What one term asks.
///
/// A list means any of its values and is never empty.
package enum FilterCondition: Equatable, Hashable, Sendable {
  /// One free word: the beginning of a word in customer, items or messages, or part of a number.
  case word(String)
  /// Quoted words: exactly these, side by side.
  case phrase(String)
  case status([OrderStatus])
  case payment([PaymentStatus])
  /// A refund made here that is that far; what a source reports is the payment status.
  case refund([RefundState])
  /// Goods that come back, or none.
  case goodsReturn([ReturnMatch])
  case source([OrderSource])
  case currency([Currency])
  case amount(AmountRange)
  case created(TimeCondition)
  /// The newest of order change and message.
  case updated(TimeCondition)
  /// Part of the customer's name, e-mail or phone.
  case customer([String])
  /// The order number, whole: what is done to the order of one number is done to no other.
  case number([String])
  /// Every order of the same customer; see ``CustomerKey``.
  case sameCustomer([CustomerKey])
  case tag([String])
  case assignee([AssigneeMatch])
  case priority([Priority])
  case unread(Bool)
  /// An open conflict between store and source.
  case conflict(Bool)
  /// Put off and not back yet.
  case snoozed(Bool)
  case has([OrderTrait])
  /// The estimated delivery is past and the order neither delivered nor cancelled.
  case late(Bool)
  /// The customer wrote last, and neither staff nor bot have answered.
  case waiting(Bool)
}

/// What `return:` asks: a state, or several states together.
package enum ReturnMatch: Equatable, Hashable, Sendable {
  case state(ReturnState)
  /// Nobody is done with it.
  case open
  /// Neither rejected nor cancelled.
  case some
  case none

  /// The states of the returns that are meant; nil where none of an order may be one that stands.
  package var states: [ReturnState]? {
    switch self {
    case .state(let state): [state]
    case .open: ReturnState.allCases.filter { !$0.isEnded }
    case .some: ReturnState.allCases.filter(\.stands)
    case .none: nil
    }
  }

  static let words = ["open", "yes", "no"] + ReturnState.allCases.map(\.rawValue)

  init?(queryWord word: String) {
    switch word {
    case "open": self = .open
    case "yes": self = .some
    case "no", "none": self = .none
    case "canceled": self = .state(.cancelled)
    default:
      guard let state = ReturnState(rawValue: word) else { return nil }
      self = .state(state)
    }
  }

  var queryWord: String {
    switch self {
    case .state(let state): state.rawValue
    case .open: "open"
    case .some: "yes"
    case .none: "no"
    }
  }
}

package enum AssigneeMatch: Equatable, Hashable, Sendable {
  case me
  case nobody
  case name(String)
}

/// What an order can have, as `has:` names it.
package enum OrderTrait: String, CaseIterable, Sendable {
  case draft
  /// A message that failed, or one that is tried again after it did.
  case failed
  /// An internal note.
  case note
  /// A stated total that is not that of the items.
  case totalDiffers = "total_differs"
}

// MARK: - Chips

extension OrderFilter {
  /// The one status that is asked for, when it is exactly one.
  package var soleStatus: OrderStatus? {
    let statuses = terms.compactMap { term -> [OrderStatus]? in
      guard !term.isNegated, case .status(let list) = term.condition else { return nil }
      return list
    }
    guard statuses.count == 1, statuses[0].count == 1 else { return nil }
    return statuses[0][0]
  }

  /// The same filter for this status only, or for every status when nil.
  package func replacingStatus(with status: OrderStatus?) -> OrderFilter {
    let others = terms.filter { term in
      if case .status = term.condition { false } else { true }
    }
    return OrderFilter((status.map { [FilterTerm(.status([$0]))] } ?? []) + others)
  }
}
