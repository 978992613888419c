/// The views of the list that are there from the start, each a query of its own; the first nine have
/// the number keys.
package enum OrderView: String, CaseIterable, Sendable {
  case all, mine, unassigned, waiting, unpaid
  case toShip = "to-ship"
  case late, conflicts, today
  case chat, standard, unread
  case failedMessages = "failed-messages"

  /// As it stands in the header and in the palette.
  package var title: String {
    switch self {
    case .all: "All"
    case .mine: "Mine"
    case .unassigned: "Unassigned"
    case .waiting: "Waiting"
    case .unpaid: "Unpaid"
    case .toShip: "To ship"
    case .late: "Late delivery"
    case .conflicts: "Sync problems"
    case .today: "Today"
    case .chat: "Chat"
    case .standard: "Standard"
    case .unread: "Unread"
    case .failedMessages: "Failed messages"
    }
  }

  package var filter: OrderFilter {
    switch self {
    case .all: OrderFilter()
    case .mine: Self.work(.assignee([.me]), .status(OrderStatus.allCases.filter(Self.isOpen)))
    case .unassigned: Self.work(.assignee([.nobody]), .status(Self.toWorkOn))
    case .waiting: Self.work(.waiting(true))
    case .unpaid: Self.work(.payment([.unpaid, .pending, .failed]))
    case .toShip: Self.work(.payment([.paid]), .status([.confirmed, .processing, .packaged]))
    case .late: Self.work(.late(true))
    case .conflicts: Self.work(.conflict(true))
    case .today: OrderFilter(.created(.day(.equal, .today)))
    case .chat: OrderFilter(.source([.chatCommerce]))
    case .standard: OrderFilter(.source([.standard]))
    case .unread: Self.work(.unread(true))
    case .failedMessages: Self.work(.has([.failed]))
    }
  }

  /// What the view holds, in words.
  package var explanation: String {
    switch self {
    case .all: "orders of every kind"
    case .chat: "orders from chat"
    case .standard: "orders from the storefront"
    case .unread: "orders with unread messages"
    case .unpaid: "orders that are unpaid, pending or failed"
    case .toShip: "paid orders that are confirmed, processing or packaged"
    case .failedMessages: "orders with a reply that failed or is tried again"
    case .mine: "open orders that are yours"
    case .unassigned: "orders to work on that nobody has"
    case .waiting: "orders whose customer waits for an answer"
    case .late: "orders that are late"
    case .conflicts: "orders on which staff and source differ"
    case .today: "orders of today"
    }
  }

  /// The number key that it has until somebody puts a view of their own there.
  package var numberKey: Int? {
    Self.allCases.firstIndex(of: self).map { $0 + 1 }.flatMap { $0 <= 9 ? $0 : nil }
  }

  /// What the list asks for: a filter that says which of the snoozed it wants goes before the view.
  package func terms(beside filter: OrderFilter) -> [FilterTerm] {
    let names = filter.terms.contains { $0.condition.isAboutSnooze }
    return self.filter.terms.filter { !(names && $0.condition.isAboutSnooze) }
  }

  /// What is to be worked on: without what is put off.
  private static func work(_ conditions: FilterCondition...) -> OrderFilter {
    OrderFilter((conditions + [.snoozed(false)]).map { FilterTerm($0) })
  }

  private static func isOpen(_ status: OrderStatus) -> Bool {
    status != .delivered && status != .cancelled
  }

  private static let toWorkOn: [OrderStatus] = [.pending, .confirmed, .processing, .packaged]
}

extension FilterCondition {
  fileprivate var isAboutSnooze: Bool {
    if case .snoozed = self { true } else { false }
  }
}
