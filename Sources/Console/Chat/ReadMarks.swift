import Commerce
import Widgets

/// When a chat counts as read: after it was looked at for a moment, or answered, never by passing.
extension Model {
  static let dwellMilliseconds: Int64 = 2_000

  /// Starts and stops the moment of looking; asked after every message.
  mutating func watchReading() -> [Effect] {
    if !isChatInFocus { chat.staysUnread = false }
    let isLooking = isChatInFocus && settings.markRead == .dwell && chat.unreadCount > 0
    guard isLooking, !chat.isMarkingRead, !chat.staysUnread, !isReadOnly else {
      chat.dwellSince = nil
      return []
    }
    guard let since = chat.dwellSince else {
      chat.dwellSince = now
      return []
    }
    guard now.milliseconds(since: since) >= Self.dwellMilliseconds else { return [] }
    return markChatRead()
  }

  /// Scrolling to the end is as good as a moment of looking.
  mutating func noteScrolledToEnd() -> [Effect] {
    guard settings.markRead == .dwell, isChatInFocus, chat.log.isAtEnd, !chat.hasNewer else {
      return []
    }
    return markChatRead()
  }

  mutating func markReadByReply(_ id: OrderID) -> [Effect] {
    settings.markRead == .manual || chat.orderID != id ? [] : markChatRead()
  }

  private mutating func markChatRead() -> [Effect] {
    guard let id = chat.orderID, chat.unreadCount > 0, !chat.isMarkingRead, !isReadOnly else {
      return []
    }
    chat.isMarkingRead = true
    chat.dwellSince = nil
    let request = nextRequest()
    acts[request] = .markRead
    return [.markRead(id, request)]
  }

  /// The key: read becomes unread and unread becomes read.
  mutating func toggleUnread() -> [Effect] {
    guard case .orders(let targets) = orders.targets, !targets.isEmpty else {
      return refuse("mark single orders to change whether they are read")
    }
    let makesUnread = targets.allSatisfy { $0.unreadCount == 0 }
    let operations = targets.map { order in
      makesUnread ? Operation.markUnread(order.id) : Operation.markRead(order.id)
    }
    chat.staysUnread = makesUnread && isChatInFocus
    let word = makesUnread ? "unread" : "read"
    let title = targets.count == 1 ? "\(targets[0].number) \(word)" : "\(targets.count) \(word)"
    return perform(Act(.operations(operations), title: title), as: .readMark)
  }
}
