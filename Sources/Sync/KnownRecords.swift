import SQLiteKit
import Store

/// What the store holds for the records of one page, and what the page itself has added so far.
struct KnownRecords: Equatable {
  var chatOrders: [String: ChatOrderSnapshot] = [:]
  var orders: [String: StoredOrder] = [:]
  var messages: [String: IncomingMessage] = [:]
  var sessions: [String: SessionDescription] = [:]
  /// Ids of this page's chat orders that are storefront orders in the store.
  var storefrontIDs: Set<String> = []
  /// Ids of this page's storefront orders that are chat orders in the store.
  var chatIDs: Set<String> = []

  init() {}

  /// Asks for all records at once: one query a kind.
  init(for records: [FeedRecord], on connection: borrowing Connection) throws {
    var ids = IDs()
    for record in records { ids.add(record) }
    chatOrders = try ChatOrderIntake.stored(ids.chatOrders, on: connection)
    orders = try StandardOrderIntake.stored(ids.orders, on: connection)
    messages = try MessageIntake.stored(ids.messages, on: connection)
    sessions = try SessionIntake.stored(ids.sessions, on: connection)
    storefrontIDs = try ForeignIDs.storefront(ids.chatOrders, on: connection)
    chatIDs = try ForeignIDs.chat(ids.orders, on: connection)
  }

  private struct IDs {
    var chatOrders: [String] = []
    var orders: [String] = []
    var messages: [String] = []
    var sessions: [String] = []

    mutating func add(_ record: FeedRecord) {
      switch record {
      case .chatOrder(let order): chatOrders.append(order.id)
      case .order(let order): orders.append(order.id)
      case .message(let message): messages.append(message.id)
      case .chatSession(let session): sessions.append(session.id)
      }
    }
  }
}
