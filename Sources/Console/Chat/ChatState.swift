import Commerce
import Widgets

/// The chat of the selected order: the messages that are loaded, and which of them are in view.
struct ChatState: Equatable, Sendable {
  static let pageSize = 80

  var orderID: OrderID?
  var conversation: Conversation?
  var messages: [ChatMessage] = []
  var hasOlder = false
  var hasNewer = false
  /// The first message that was unread when the chat was opened; the divider stays above it.
  var firstUnread: MessageID?
  var log = ChatLog()
  /// True where the pane is high enough for empty lines between speakers.
  var isRoomy = false
  /// The highest pane, title and composer included, that has no line to give away.
  static let tightRows = 14
  /// Where each message stands in the log.
  var places: [MessageID: Int] = [:]

  var loading = ChatLoading.idle
  /// Something changed while a page was on its way.
  var isStale = false
  /// The message to open the chat at, for a jump from a search.
  var wantedMessage: MessageID?

  var showsTickWords = false
  var search: ChatSearch?
  var presence: CustomerPresence?
  var presenceAt: Instant?
  /// Since when unread messages have been in front of the eyes.
  var dwellSince: Instant?
  /// Asked for already; true until another message comes.
  var isMarkingRead = false
  /// Marked as unread by its key while it was looked at, so looking on does not mark it as read.
  var staysUnread = false

  /// Whether there is a thread to write into; so it is taken until the store has said otherwise,
  /// since nobody should wait for a page to begin typing.
  var canWrite: Bool {
    if case .loading(_, .open) = loading { return true }
    return conversation != nil
  }

  var unreadCount: Int { messages.reduce(0) { $0 + ($1.isUnread ? 1 : 0) } }

  /// The newest reply of ours that has not left.
  var heldReply: ChatMessage? {
    messages.last { $0.role == .agent && ($0.status == .queued || $0.status == .failed) }
  }

  /// The newest reply of ours that failed.
  var failedReply: ChatMessage? { messages.last { $0.status == .failed && $0.role != .customer } }
}

enum ChatLoading: Equatable, Sendable {
  case idle
  case loading(RequestID, ChatPurpose)
  case failed(String)

  var isUnderWay: Bool {
    if case .loading = self { true } else { false }
  }
}

enum ChatPurpose: Equatable, Sendable {
  /// A chat that was not shown before, or another place in it.
  case open
  /// The newest messages again, after a change.
  case refresh
  case older, newer
}

/// What was searched for in this chat, newest hit first.
struct ChatSearch: Equatable, Sendable {
  var query: String
  var hits: [MessageID]
  var current = 0
}
