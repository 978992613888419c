import Commerce

/// Everything that a key or the palette can ask for; raw values are the names in the configuration.
package enum Command: String, CaseIterable, Sendable {
  // Moving in whatever has the focus
  case up, down, top, bottom
  case pageUp = "page-up"
  case pageDown = "page-down"
  case halfPageUp = "half-page-up"
  case halfPageDown = "half-page-down"
  case open
  case back
  case nextPane = "next-pane"
  case previousPane = "previous-pane"
  case zoom

  // Finding orders
  case filter
  case nextMatch = "next-match"
  case previousMatch = "previous-match"
  case previousChip = "previous-chip"
  case nextChip = "next-chip"
  case sort, jump
  case viewList = "views"
  case saveView = "save-view"
  case changeView = "change-view"
  case deleteView = "delete-view"
  case viewAll = "view-all"
  case viewMine = "view-mine"
  case viewUnassigned = "view-unassigned"
  case viewWaiting = "view-waiting"
  case viewLate = "view-late"
  case viewChat = "view-chat"
  case viewStandard = "view-standard"
  case viewUnread = "view-unread"
  case viewUnpaid = "view-unpaid"
  case viewToShip = "view-to-ship"
  case viewFailedMessages = "view-failed-messages"
  case viewConflicts = "view-conflicts"
  case viewToday = "view-today"

  // Marks
  case mark
  case markAll = "mark-all"
  case markRange = "mark-range"
  case clearMarks = "clear-marks"

  // Acts on the order, or on all marked
  case nextStatus = "next-status"
  case chooseStatus = "choose-status"
  case ship
  case markDelivered = "mark-delivered"
  case cancelOrder = "cancel-order"
  case stepBack = "step-back"
  case reply
  case newOrder = "new-order"
  case replaceOrder = "replace-order"
  case openLinked = "open-linked"
  case editOrder = "edit-order"
  case note
  case customerNote = "customer-note"
  case email
  case reveal
  case assign, tag, priority, snooze
  case refund
  case approveRefund = "approve-refund"
  case cancelRefund = "cancel-refund"
  case retryRefund = "retry-refund"
  case capturePayment = "capture-payment"
  case goodsReturn = "return"
  case markUnread = "mark-unread"
  case earlier, later, present
  case retryReply = "retry-reply"
  case cancelReply = "cancel-reply"
  case copyNumber = "copy-number"
  case caseFile = "case-file"
  case customer
  case triage
  case triageSkip = "triage-skip"
  case undo, redo

  // Chat
  case searchChat = "search-chat"
  case searchAllChats = "search-all-chats"
  case tickWords = "tick-words"
  case send
  case newLine = "new-line"
  case editor

  // Sync
  case runSync = "run-sync"
  case verifySync = "verify-sync"
  case repair
  case repairAll = "repair-all"
  case retryRecord = "retry-record"
  case retryAllRecords = "retry-all-records"
  case settleConflict = "settle-conflict"
  case discardRecord = "discard-record"

  // Fields, lists and forms that lie over the panes
  case accept
  case cancel
  case complete
  case nextField = "next-field"
  case previousField = "previous-field"

  // The console itself
  case ordersScreen = "orders-screen"
  case syncScreen = "sync-screen"
  case palette
  case help
  case commandLog = "command-log"
  case density
  case theme
  case repaint
  case suspend
  case quit

  /// The views that the numbered commands show.
  static let views: [Command: OrderView] = [
    .viewAll: .all, .viewMine: .mine, .viewUnassigned: .unassigned, .viewWaiting: .waiting,
    .viewLate: .late, .viewChat: .chat, .viewStandard: .standard, .viewUnread: .unread,
    .viewUnpaid: .unpaid, .viewToShip: .toShip, .viewFailedMessages: .failedMessages,
    .viewConflicts: .conflicts, .viewToday: .today,
  ]

  /// The moves of orders that ask for what they take.
  static let moves: [Command: MoveForm.Kind] = [
    .ship: .ship, .markDelivered: .set(.delivered), .cancelOrder: .cancel, .stepBack: .back,
  ]

  /// The forms about money and returned goods.
  static let money: Set<Command> = [
    .refund, .approveRefund, .cancelRefund, .retryRefund, .capturePayment, .goodsReturn,
  ]

  /// How far they go along the timeline that the order pane shows; 0 to the order as it is.
  static let pastSteps: [Command: Int] = [.earlier: -1, .later: 1, .present: 0]

  static let motions: [Command: Motion] = [
    .up: .up, .down: .down, .top: .top, .bottom: .bottom, .pageUp: .pageUp,
    .pageDown: .pageDown, .halfPageUp: .halfPageUp, .halfPageDown: .halfPageDown,
  ]
}

/// A move in whatever has the focus: rows of a list, lines of a page.
enum Motion: Equatable, Sendable {
  case up, down, top, bottom, pageUp, pageDown, halfPageUp, halfPageDown
}

/// Where a key means something.
///
/// While words are typed only `composer`, `field` and `form` count, so that no letter of a text is
/// ever taken as a command.
package enum KeyContext: String, CaseIterable, Sendable {
  /// Every pane and screen where nothing is typed.
  case anywhere
  case list, detail, chat, sync
  case composer
  /// A one-line field: the filter, the palette, the search through chats.
  case field
  /// A question with fields over a pane.
  case form
  /// A page to read or a list to choose from, over everything.
  case page

  /// As the help page heads it.
  package var title: String {
    switch self {
    case .anywhere: "Anywhere"
    case .list: "Orders list"
    case .detail: "Order"
    case .chat: "Chat"
    case .sync: "Sync"
    case .composer: "Writing a reply"
    case .field: "Filter, palette, search"
    case .form: "Forms"
    case .page: "Help and choices"
    }
  }

  /// True where letters are words, not commands.
  package var isTyping: Bool {
    switch self {
    case .composer, .field, .form: true
    case .anywhere, .list, .detail, .chat, .sync, .page: false
    }
  }

  /// Contexts whose keys work at the same time, so that one key must not mean two things there.
  func overlaps(_ other: KeyContext) -> Bool {
    if self == other { return true }
    let panes: [KeyContext] = [.list, .detail, .chat, .sync]
    return self == .anywhere && panes.contains(other) || other == .anywhere && panes.contains(self)
  }
}
