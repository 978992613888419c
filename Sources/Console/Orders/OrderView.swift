package import Commerce

/// The numbered views of the list, each a filter of its own.
package enum OrderView: String, CaseIterable, Sendable {
  case all, chat, standard, unread, unpaid
  case toShip = "to-ship"
  case failedMessages = "failed-messages"
  case conflicts, today

  /// As it stands in the header and in the palette.
  package var title: String {
    switch self {
    case .all: "All"
    case .chat: "Chat"
    case .standard: "Standard"
    case .unread: "Unread"
    case .unpaid: "Unpaid"
    case .toShip: "To ship"
    case .failedMessages: "Failed messages"
    case .conflicts: "Conflicts"
    case .today: "Today"
    }
  }

  package var filter: OrderFilter {
    switch self {
    case .all: OrderFilter()
    case .chat: OrderFilter(.source([.chatCommerce]))
    case .standard: OrderFilter(.source([.standard]))
    case .unread: OrderFilter(.unread(true))
    case .unpaid: OrderFilter(.payment([.unpaid, .pending, .failed]))
    case .toShip:
      OrderFilter(.payment([.paid]), .status([.confirmed, .processing, .packaged]))
    case .failedMessages: OrderFilter(.has([.failed]))
    case .conflicts: OrderFilter(.conflict(true))
    case .today: OrderFilter(.created(.day(.equal, .today)))
    }
  }
}
