import Commerce
import Screen
import Widgets

/// The last two lines: what the last act did and can be undone, and the keys that work now.
extension Model {
  func paintStatus(in line: Rect, on canvas: inout Canvas) {
    var end = line.endColumn - 2
    if let undo = undoText(in: line.width) {
      let text = " \(undo) "
      let width = SafeText.width(of: text, glyphs: glyphs)
      end -= width
      canvas.write(text, at: Place(column: end, row: line.row), role: .accent)
      end -= 1
    }
    guard let notice else { return }
    let sign = sign(of: notice.kind)
    let spans = [
      Span(" \(sign.text)", sign.role), Span("\(notice.text) ", textRole(of: notice.kind)),
    ]
    canvas.write(spans, at: Place(column: line.column + 1, row: line.row), width: end - 2)
  }

  private func sign(of kind: Notice.Kind) -> Span {
    switch kind {
    case .plain: Span("", .notice)
    case .success: Span("\(glyphs.tick) ", .success)
    case .warning: Span("\(glyphs.warningSign) ", .warning)
    case .error: Span("\(glyphs.cross) ", .noticeError)
    }
  }

  private func textRole(of kind: Notice.Kind) -> Role {
    switch kind {
    case .plain, .success, .warning: .notice
    case .error: .noticeError
    }
  }

  /// Beside what was just done that needs no name; later it has one, where there is room.
  private func undoText(in width: Int) -> String? {
    guard let undoable, let key = undoKey else { return nil }
    if let seconds = undoCountdown { return "\(key) undo \(glyphs.separator) \(seconds) s" }
    let end = "until \(zone.clock(at: undoable.until))"
    let short = "\(key) undo \(glyphs.separator) \(end)"
    let long = "\(key) takes back \"\(undoable.title)\" \(end)"
    let isRoomy = SafeText.width(of: long, glyphs: glyphs) <= width - 6
    return notice == nil && isRoomy ? long : short
  }

  /// While words are typed a letter is a letter, so the other key is named.
  private var undoKey: String? {
    keys.keys(of: .undo).first { !isTyping || !$0.isLetter }.map(KeyName.name)
  }

  func paintFooter(in line: Rect, on canvas: inout Canvas) {
    canvas.fill(line, surface: .footer)
    let hints = overlay.map(hints(of:)) ?? paneHints
    KeyHints(hints, trailing: footerFacts).paint(in: line, on: &canvas)
  }

  private var paneHints: [KeyHints.Hint] {
    footerCommands.compactMap { command -> KeyHints.Hint? in
      guard let key = keys.keyName(of: command), disabledReason(for: command) == nil,
        !isIdle(command)
      else { return nil }
      return KeyHints.Hint(short(key), label(of: command), isPinned: command == .help)
    }
  }

  /// True for what could be done, and would do nothing now.
  private func isIdle(_ command: Command) -> Bool {
    switch command {
    case .open: screen == .orders && orders.selected == nil
    case .repairAll: sync.drift?.isEmpty ?? true
    case .retryAllRecords: sync.overview?.quarantineCount ?? 0 == 0
    default: false
    }
  }

  private func label(of command: Command) -> String {
    if command == .nextStatus, orders.marks.isEmpty { return nextStatus?.rawValue ?? "next" }
    if command == .markUnread, (orders.selected?.unreadCount ?? 0) > 0 { return "read" }
    return KeyBindings.binding(of: command)?.label ?? ""
  }

  private var footerCommands: [Command] {
    if screen == .sync {
      return [
        .open, .runSync, .verifySync, .repair, .repairAll, .settleConflict, .retryRecord,
        .discardRecord, .retryAllRecords, .ordersScreen, .palette, .help,
      ]
    }
    if orders.field != nil { return [.accept, .complete, .cancel] }
    switch focus {
    case .list where !orders.marks.isEmpty:
      return [
        .nextStatus, .chooseStatus, .assign, .markUnread, .copyNumber, .mark, .back, .palette,
        .help,
      ]
    case .list:
      return [
        .open, .settleConflict, .reply, .nextStatus, .chooseStatus, .note, .filter, .mark, .sort,
        .palette, .help,
      ]
    case .detail:
      return [
        .open, .settleConflict, .reply, .nextStatus, .chooseStatus, .note, .copyNumber, .back,
        .palette, .help,
      ]
    case .chat:
      return [
        .reply, .retryReply, .cancelReply, .searchChat, .nextMatch, .nextStatus, .note, .back,
        .palette, .help,
      ]
    case .composer: return [.send, .newLine, .editor, .cancel, .nextPane]
    }
  }

  /// Marks, place in the list and age of the last sync, at the right end.
  private var footerFacts: [Span] {
    var facts: [Span] = []
    if screen == .orders {
      if !orders.marks.isEmpty {
        facts.append(Span("\(CountText.grouped(orders.marks.count)) marked", .mark))
      }
      if let place = placeInList { facts.append(Span(place, .dim)) }
    }
    if let progress = sync.progress {
      facts.append(Span("syncing, \(CountText.grouped(progress.recordsRead)) records", .accent))
    } else if let last = sync.sources.compactMap(\.lastSuccessAt).max() {
      let age = self.age(of: last)
      facts.append(Span(age == "now" ? "synced now" : "synced \(age) ago", .dim))
    }
    return facts.enumerated().flatMap { index, fact in
      index == 0 ? [fact] : [Span(" \(glyphs.separator) ", .dim), fact]
    }
  }

  private var placeInList: String? {
    guard let count = orders.count else { return nil }
    let total = CountText.grouped(count)
    guard let row = orders.list.selected, let first = orders.window.firstIndex else {
      return "\(total) \(count == 1 ? "order" : "orders")"
    }
    return "\(CountText.grouped(min(count, first + row + 1))) of \(total)"
  }
}
