import Commerce
import Screen
import Widgets

/// Searching words in one chat or in all, with the hits below as they come.
struct MessageSearch: Equatable, Sendable {
  static let mostHits = 100

  /// Nil searches all chats.
  let orderID: OrderID?
  var buffer = EditBuffer()
  var request: RequestID?
  /// Nil until something was searched for.
  var hits: [MessageHit]?
  var list = ListState()
  var failure: String?
}

extension Model {
  mutating func openSearch(inAll: Bool) -> [Effect] {
    var search = MessageSearch(orderID: inAll ? nil : orders.selected?.id)
    search.list.resize(visibleRows: searchRows)
    overlay = .search(search)
    return []
  }

  var searchRows: Int { max(1, (size.height - 11) / 2) }

  mutating func editSearch(_ key: Key) -> [Effect] {
    guard case .search(var search) = overlay else { return [] }
    if let motion = key.fieldMotion {
      search.list.move(by: motion)
      overlay = .search(search)
      return []
    }
    guard search.buffer.edit(key) else { return [] }
    return ask(&search)
  }

  mutating func pasteIntoSearch(_ text: String) -> [Effect] {
    guard case .search(var search) = overlay else { return [] }
    search.buffer.insert(text)
    return ask(&search)
  }

  private mutating func ask(_ search: inout MessageSearch) -> [Effect] {
    defer { overlay = .search(search) }
    let text = search.buffer.text
    guard text.contains(where: { !$0.isWhitespace }) else {
      search.request = nil
      search.hits = nil
      search.list.setCount(0)
      return []
    }
    let request = nextRequest()
    search.request = request
    return [
      .searchMessages(text, in: search.orderID, limit: MessageSearch.mostHits, request)
    ]
  }

  mutating func messagesFound(_ request: RequestID, _ hits: [MessageHit]) -> [Effect] {
    guard case .search(var search) = overlay, search.request == request else { return [] }
    search.request = nil
    search.failure = nil
    search.hits = hits
    search.list.setCount(hits.count)
    search.list.moveToFirst()
    overlay = .search(search)
    return []
  }

  /// Enter: goes to the message in its chat.
  mutating func acceptSearch() -> [Effect] {
    guard case .search(let search) = overlay else { return [] }
    guard let hits = search.hits, let row = search.list.selected else {
      return refuse("nothing found yet; Esc leaves the search")
    }
    overlay = nil
    let hit = hits[row]
    let inThisChat = hits.filter { $0.orderID == hit.orderID }.map(\.message.id)
    let current = inThisChat.firstIndex(of: hit.message.id) ?? 0
    let found = ChatSearch(query: search.buffer.text, hits: inThisChat, current: current)
    focus = .chat
    rightPane = .chat
    guard hit.orderID == chat.orderID else {
      chat.wantedMessage = hit.message.id
      let effects = goTo(hit.orderID, focusing: .chat)
      wantedSearch = found
      return effects
    }
    chat.search = found
    return goToMessage(hit.message.id)
  }

  /// The next hit in this chat: hits stand newest first, so the next one is older.
  mutating func stepChatMatch(by step: Int) -> [Effect] {
    guard var search = chat.search, !search.hits.isEmpty else { return [] }
    search.current = (search.current + step + search.hits.count) % search.hits.count
    chat.search = search
    say("Match \(search.current + 1) of \(search.hits.count)")
    return goToMessage(search.hits[search.current])
  }

  /// Shows an order wherever it is, in the list as it stands or in the list of all.
  mutating func goTo(_ id: OrderID, focusing pane: Focus = .detail) -> [Effect] {
    screen = .orders
    focus = pane
    rightPane = pane == .chat ? .chat : .detail
    if let row = orders.window.index(of: id), orders.shown == orders.listing {
      orders.list.jump(to: row)
      return []
    }
    orders.view = .all
    orders.filter = OrderFilter()
    orders.filterText = ""
    return showListing(.around(id))
  }
}
