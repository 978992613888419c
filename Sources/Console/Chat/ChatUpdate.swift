import Commerce
import Screen
import Widgets

/// Loading and scrolling the chat of the selected order.
extension Model {
  mutating func enterChat(of id: OrderID?) -> [Effect] {
    let wanted = chat.wantedMessage
    let showsWords = chat.showsTickWords
    chat = ChatState()
    chat.orderID = id
    chat.wantedMessage = wanted
    chat.showsTickWords = showsWords
    chat.log = ChatLog(glyphs: glyphs)
    composer = ComposerState(after: composer, for: id)
    return loadChat(wanted.map { .around($0) } ?? .firstUnread, for: .open)
  }

  private mutating func loadChat(_ anchor: ChatAnchor, for purpose: ChatPurpose) -> [Effect] {
    guard let id = chat.orderID else { return [] }
    let request = nextRequest()
    chat.loading = .loading(request, purpose)
    return [.loadChat(id, anchor, limit: ChatState.pageSize, request)]
  }

  /// Goes to a message, loading the part of the chat around it when it is not there yet.
  mutating func goToMessage(_ id: MessageID) -> [Effect] {
    chat.wantedMessage = id
    guard let place = chat.places[id] else { return loadChat(.around(id), for: .open) }
    chat.wantedMessage = nil
    rebuildChatLog()
    chat.log.scroll(to: place)
    return []
  }

  /// Loads what is new after a change; a chat that is scrolled far back only learns that there is more.
  mutating func refreshChat() -> [Effect] {
    guard chat.orderID != nil else { return [] }
    guard !chat.loading.isUnderWay else {
      chat.isStale = true
      return []
    }
    guard !chat.hasNewer else { return [] }
    return loadChat(.newest, for: .refresh)
  }

  mutating func chatLoaded(_ request: RequestID, _ answer: ChatAnswer) -> [Effect] {
    guard case .loading(request, let purpose) = chat.loading else { return [] }
    chat.loading = .idle
    chat.conversation = answer.conversation
    let effects = takeDrafts(answer, isFirst: purpose == .open)
    take(answer.page, for: purpose)
    if answer.conversation == nil, focus == .composer {
      focus = .chat
      return effects + refuse(Self.noChatReason)
    }
    guard chat.isStale else { return effects }
    chat.isStale = false
    return effects + refreshChat()
  }

  private mutating func take(_ page: ChatPage, for purpose: ChatPurpose) {
    switch purpose {
    case .open: openChat(at: page)
    case .refresh: refreshMessages(from: page)
    case .older:
      chat.messages = page.messages + chat.messages
      chat.hasOlder = page.hasOlder && !page.messages.isEmpty
      prependToChatLog()
    case .newer:
      chat.messages += page.messages
      chat.hasNewer = page.hasNewer && !page.messages.isEmpty
      rebuildChatLog()
    }
  }

  private mutating func openChat(at page: ChatPage) {
    chat.messages = page.messages
    chat.hasOlder = page.hasOlder
    chat.hasNewer = page.hasNewer
    if chat.firstUnread == nil { chat.firstUnread = page.messages.first { $0.isUnread }?.id }
    sizeChatLog()
    rebuildChatLog()
    chat.log.scrollToEnd()
    if let goal = chat.wantedMessage ?? chat.firstUnread, let place = chat.places[goal] {
      chat.log.scroll(to: place)
    }
    chat.wantedMessage = nil
  }

  /// The page reaches back into what is loaded, or leaves a gap that only a new beginning closes.
  private mutating func refreshMessages(from page: ChatPage) {
    if let first = page.messages.first?.place, let last = chat.messages.last?.place, first <= last {
      let kept = chat.messages.filter { $0.place < first }
      if kept.isEmpty { chat.hasOlder = page.hasOlder }
      chat.messages = kept + page.messages
    } else {
      chat.messages = page.messages
      chat.hasOlder = page.hasOlder
    }
    chat.hasNewer = page.hasNewer
    if chat.messages.contains(where: \.isUnread) { chat.isMarkingRead = false }
    noteFirstUnread()
    rebuildChatLog()
  }

  /// A message that came while the chat was open gets the divider only when nobody was looking.
  private mutating func noteFirstUnread() {
    guard !isChatInFocus else { return }
    let isDividerGone = !chat.messages.contains { $0.id == chat.firstUnread && $0.isUnread }
    if isDividerGone { chat.firstUnread = chat.messages.first { $0.isUnread }?.id }
  }

  var isChatInFocus: Bool {
    screen == .orders && overlay == nil && (focus == .chat || focus == .composer)
  }

  /// Fetches messages ahead of the eye; asked for after every message.
  mutating func loadChatAhead() -> [Effect] {
    guard chat.loading == .idle, panes.chat != nil else { return [] }
    if chat.hasOlder, chat.log.isAtStart, let first = chat.messages.first?.place {
      return loadChat(.before(first), for: .older)
    }
    if chat.hasNewer, chat.log.isAtEnd, let last = chat.messages.last?.place {
      return loadChat(.after(last), for: .newer)
    }
    return []
  }

  mutating func scrollChat(_ motion: Motion) -> [Effect] {
    switch motion {
    case .up: chat.log.scroll(by: -1)
    case .down: chat.log.scroll(by: 1)
    case .pageUp: chat.log.scrollPage(down: false)
    case .pageDown: chat.log.scrollPage(down: true)
    case .halfPageUp: chat.log.scroll(by: -max(1, chat.log.height / 2))
    case .halfPageDown: chat.log.scroll(by: max(1, chat.log.height / 2))
    case .top: chat.log.scrollToStart()
    case .bottom: return showNewest()
    }
    return []
  }

  mutating func showNewest() -> [Effect] {
    if chat.hasNewer { return loadChat(.newest, for: .open) }
    chat.log.scrollToEnd()
    return []
  }

  mutating func sizeChatLog() {
    guard let chatRects = panes.chat else { return }
    let log = chatRects.log
    // The composer's height does not count, or lines would come and go while one types.
    let isRoomy = chatRects.composer.endRow - chatRects.title.row > ChatState.tightRows
    if chat.isRoomy != isRoomy {
      chat.isRoomy = isRoomy
      rebuildChatLog()
    }
    chat.log.resize(width: log.width, height: log.height)
  }

  mutating func toggleTickWords() -> [Effect] {
    chat.showsTickWords.toggle()
    rebuildChatLog()
    return []
  }

  mutating func takePresence(_ id: OrderID, _ presence: CustomerPresence) -> [Effect] {
    guard chat.orderID == id else { return [] }
    chat.presence = presence
    chat.presenceAt = now
    rebuildChatLog()
    return []
  }
}

extension ComposerState {
  /// An empty field for another order; what is on its way out stays known.
  init(after other: ComposerState, for id: OrderID?) {
    self.init()
    orderID = id
    sending = other.sending
  }
}
