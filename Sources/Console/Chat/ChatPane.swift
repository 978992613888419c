import Commerce
import Screen
import Widgets

extension Model {
  /// Paints title, messages and composer, and says where the cursor stands while a reply is written.
  func paintChat(
    in rects: Panes.ChatRects,
    joining divider: Int?,
    on canvas: inout Canvas
  ) -> Place? {
    paintChatTitle(in: rects.title, joining: divider, on: &canvas)
    guard orders.selected != nil else { return nil }
    paintMessages(in: rects.log, on: &canvas)
    return paintComposer(in: rects, on: &canvas)
  }

  private func paintChatTitle(in line: Rect, joining divider: Int?, on canvas: inout Canvas) {
    let isFocused = (focus == .chat || focus == .composer) && overlay == nil
    let role: Role = isFocused ? .ruleFocused : .rule
    // Below the order a rule parts the two; alone the pane has the rule of the screen above it.
    if panes.detail != nil {
      canvas.drawHorizontalRule(at: line.origin, length: line.width, role: role)
    }
    if panes.detail != nil, let divider {
      canvas.write(glyphs.teeRight, at: Place(column: divider, row: line.row), role: .rule)
    }
    guard let order = selectedSummary else { return }
    if isFocused { canvas.write(glyphs.selectionBar, at: line.origin, role: .accent) }
    let end = chatFacts(beside: order.customerName, in: line.width)
    let endWidth = end.isEmpty ? 0 : SafeText.width(of: end, glyphs: glyphs) + 4
    let room = line.width - endWidth - 2
    canvas.write(
      chatTitle(of: order, room: room),
      at: Place(column: line.column + 1, row: line.row),
      role: isFocused ? .titleFocused : .title,
      width: room
    )
    guard !end.isEmpty else { return }
    let place = Place(column: line.endColumn - 1, row: line.row)
    canvas.writeRight(" \(end) ", endingAt: place, role: .dim, width: endWidth)
  }

  /// Whose chat it is: the longest of the forms that has room.
  private func chatTitle(of order: OrderSummary, room: Int) -> String {
    let name = order.customerName
    let forms =
      panes.detail == nil
      ? [" \(order.number)  Chat with \(name) ", " \(order.number)  \(name) ", " \(name) "]
      : [" Chat with \(name) ", " \(name) "]
    return forms.first { SafeText.width(of: $0, glyphs: glyphs) <= room } ?? " \(name) "
  }

  /// As many of the facts as leave the name whole, the first one in any case.
  private func chatFacts(beside name: String, in width: Int) -> String {
    var facts = chatFacts
    func text() -> String { facts.joined(separator: " \(glyphs.separator) ") }
    let room = width - SafeText.width(of: name, glyphs: glyphs) - 8
    while facts.count > 1, SafeText.width(of: text(), glyphs: glyphs) > room { facts.removeLast() }
    return text()
  }

  /// Who is there and how the thread stands, in words, the most telling first.
  private var chatFacts: [String] {
    var facts = [presenceFact].compactMap(\.self)
    if let since = composer.reply.alsoOpenSince {
      facts.append("also open elsewhere since \(zone.clock(at: since))")
    }
    if chat.unreadCount > 0 { facts.append("\(chat.unreadCount) unread") }
    switch chat.presence {
    case .online, .typing: facts.append("online")
    case .away, nil: break
    }
    switch chat.conversation?.state {
    case .archived: facts.append("archived")
    case .closed: facts.append("closed")
    case .active, nil: break
    }
    if let channel = chat.conversation?.channel { facts.append(channel) }
    return facts
  }

  private func paintMessages(in area: Rect, on canvas: inout Canvas) {
    if case .failed(let sentence) = chat.loading {
      canvas.writeCentered(sentence, in: area.line(area.height / 2), role: .noticeError)
    } else if chat.messages.isEmpty {
      let text = chat.loading.isUnderWay ? "Loading\(glyphs.ellipsis)" : emptyChatText
      canvas.writeCentered(text, in: area.line(area.height / 2), role: .dim)
    } else {
      chat.log.paint(in: area, on: &canvas)
    }
  }

  private var emptyChatText: String {
    chat.canWrite ? "No messages yet." : "This order has no chat."
  }

  private func paintComposer(in rects: Panes.ChatRects, on canvas: inout Canvas) -> Place? {
    guard chat.canWrite else { return nil }
    let isFocused = focus == .composer && overlay == nil
    canvas.fill(rects.composer, surface: .field)
    let prompt = Place(column: rects.composer.column + 1, row: rects.composer.row)
    canvas.write(glyphs.prompt, at: prompt, role: isFocused ? .accent : .dim)
    return composer.area.paint(
      in: rects.composerText,
      on: &canvas,
      placeholder: composerPlaceholder,
      isFocused: isFocused
    )
  }

  private var composerPlaceholder: String {
    if isReadOnly { return "read-only" }
    if focus == .composer { return "Reply to \(chat.conversation?.customerName ?? "customer")" }
    let key = keys.keyName(of: .reply).map { "\($0) " } ?? ""
    return "\(key)reply\(glyphs.ellipsis)"
  }
}
