import Commerce
import Screen
import Widgets

/// Messages as the items of a chat log.
extension Model {
  mutating func rebuildChatLog() {
    let (items, places) = chatItems()
    chat.places = places
    chat.log.replace(with: items)
  }

  /// Older messages came in above; what is in view stays where it is.
  ///
  /// The first item stood for all that was not loaded, so the last of the new ones takes its place.
  mutating func prependToChatLog() {
    let old = chat.log.items.count
    let (items, places) = chatItems()
    chat.places = places
    let added = items.count - old
    guard old > 0, added >= 0 else { return chat.log.replace(with: items) }
    chat.log.change(at: 0, to: items[added])
    chat.log.prepend(Array(items.prefix(added)))
  }

  private func chatItems() -> ([ChatItem], [MessageID: Int]) {
    var items: [ChatItem] = []
    var places: [MessageID: Int] = [:]
    var day: CivilDate?
    var speaker: ChatMessage?
    if chat.hasOlder { items.append(.aside("\(glyphs.arrowUp) older messages")) }
    for message in chat.messages {
      let date = zone.date(at: message.sentAt)
      // The first day is known only when nothing older can belong to it.
      if date != day, day != nil || !chat.hasOlder {
        items.append(.day(dayText(of: message.sentAt)))
        speaker = nil
      }
      day = date
      if message.id == chat.firstUnread {
        items.append(.newMessages("new messages"))
        speaker = nil
      }
      if let speaker, chat.isRoomy, !message.isSpoken(like: speaker) { items.append(.gap) }
      speaker = message
      places[message.id] = items.count
      items.append(item(for: message))
    }
    if chat.hasNewer { items.append(.aside("\(glyphs.arrowDown) newer messages")) }
    if chat.presence == .typing, !chat.hasNewer {
      items.append(
        .aside("\(chat.conversation?.customerName ?? "customer") is typing\(glyphs.ellipsis)")
      )
    }
    return (items, places)
  }

  private func item(for message: ChatMessage) -> ChatItem {
    if message.role == .system {
      return .system("\(message.body)  \(zone.clock(at: message.sentAt))")
    }
    let isFound = chat.search?.hits.contains(message.id) == true
    let isCurrent = chat.search.map {
      $0.hits.indices.contains($0.current) && $0.hits[$0.current] == message.id
    }
    return .bubble(
      ChatBubble(
        side: message.role == .customer ? .customer : .ours,
        heading: heading(of: message),
        text: message.body,
        matches: isFound ? matches(in: message.body) : [],
        closing: closing(of: message),
        reason: reason(of: message),
        isSelected: isCurrent == true
      )
    )
  }

  private func heading(of message: ChatMessage) -> String {
    switch message.role {
    case .customer, .system: ""
    case .bot: message.senderName.isEmpty ? "bot" : "\(message.senderName) (bot)"
    case .agent: message.senderName == staff.name ? "" : message.senderName
    }
  }

  private func matches(in body: String) -> [Range<Int>] {
    guard let query = chat.search?.query else { return [] }
    let words = query.split(separator: " ").map(String.init)
    return TextMatches.ranges(of: words, in: body)
  }

  private func closing(of message: ChatMessage) -> [Span] {
    let time = Span(zone.clock(at: message.sentAt), .time)
    if message.role == .customer { return [time] }
    return [time, Span(" ", .time)] + ticks(of: message)
  }

  /// What keeps a reply of ours from its customer, and what to press.
  private func reason(of message: ChatMessage) -> Span {
    let hasFailed = message.status == .failed
    guard message.role != .customer, hasFailed || message.problem != nil else {
      return Span("", .dim)
    }
    // The keys act on the newest, so only there they are named.
    let acts = [
      message.id == chat.failedReply?.id
        ? keys.keyName(of: .retryReply).map { "\($0) retry" } : nil,
      message.id == chat.heldReply?.id
        ? keys.keyName(of: .cancelReply).map { "\($0) take back" } : nil,
    ]
    let hints = acts.compactMap(\.self).joined(separator: " \(glyphs.separator) ")
    let lines = [message.problem ?? "", hints].filter { !$0.isEmpty }
    return Span(lines.joined(separator: "\n"), hasFailed ? .failed : .warning)
  }

  private func ticks(of message: ChatMessage) -> [Span] {
    switch message.status {
    case .queued:
      let seconds = isOfLastAct(message) ? undoCountdown : nil
      let countdown = seconds.map { " \(glyphs.separator) undo \($0) s" } ?? ""
      return [Span("\(glyphs.queued) queued\(countdown)", .tick)]
    case .sent: return [Span(glyphs.tick + word("sent"), .tick)]
    case .delivered: return [Span(glyphs.doubleTick + word("delivered"), .tick)]
    case .read: return [Span(glyphs.doubleTick + word("read"), .tickRead)]
    case .failed: return [Span("\(glyphs.cross) failed", .failed)]
    }
  }

  /// Whether undo, which takes back the last act, would take back this reply.
  private func isOfLastAct(_ message: ChatMessage) -> Bool {
    guard let undoable, undoable.isHeld else { return false }
    let began = undoable.until.advanced(
      byMilliseconds: -Int64(settings.undoSeconds) * 1_000 - 1_000
    )
    return message.sentAt >= began
  }

  private func word(_ word: String) -> String { chat.showsTickWords ? " \(word)" : "" }
}

extension ChatMessage {
  /// True where both are words of one speaker, or one of them is a footnote, which parts by itself.
  fileprivate func isSpoken(like other: ChatMessage) -> Bool {
    if role == .system || other.role == .system { return true }
    return role == other.role && (role == .customer || senderName == other.senderName)
  }
}

/// Where words stand in a text, whatever their case.
enum TextMatches {
  /// Ranges of UTF-8 bytes, ascending, none over another.
  static func ranges(of words: [String], in text: String) -> [Range<Int>] {
    let haystack = foldedBytes(text)
    var found: [Range<Int>] = []
    for word in words {
      let needle = foldedBytes(word)
      guard !needle.isEmpty, needle.count <= haystack.count else { continue }
      var start = 0
      while start + needle.count <= haystack.count {
        if haystack[start..<(start + needle.count)].elementsEqual(needle) {
          found.append(start..<(start + needle.count))
          start += needle.count
        } else {
          start += 1
        }
      }
    }
    return found.sorted { $0.lowerBound < $1.lowerBound }.reduce(into: []) { kept, range in
      if range.lowerBound >= kept.last?.upperBound ?? 0 { kept.append(range) }
    }
  }

  /// ASCII letters small; other letters count as they are, so that every byte keeps its place.
  private static func foldedBytes(_ text: String) -> [UInt8] {
    text.utf8.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }
  }
}
