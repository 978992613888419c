import Commerce
import Screen
import Widgets

/// The last two lines: what the last act did and can be undone, and the keys that work now.
extension Model {
  func paintStatus(in line: Rect, on canvas: inout Canvas) {
    let start = Place(column: line.column + 1, row: line.row)
    if let long = longNotice(in: line.width) {
      canvas.write(long[0], at: start, width: line.width - 2)
      return
    }
    var end = line.endColumn - 2
    if let undo = undoText(in: line.width) {
      let text = " \(undo) "
      let width = SafeText.width(of: text, glyphs: glyphs)
      end -= width
      canvas.write(text, at: Place(column: end, row: line.row), role: .accent)
      end -= 1
    }
    guard let notice else {
      if let progress = progressText {
        canvas.write(" \(progress) ", at: start, role: .accent, width: end - 2)
      }
      return
    }
    let sign = sign(of: notice.kind)
    let spans = [
      Span(" \(sign.text)", sign.role), Span("\(notice.text) ", textRole(of: notice.kind)),
    ]
    canvas.write(spans, at: start, width: end - 2)
  }

  /// What the line cannot hold beside what can be undone, in two lines: the second one takes the
  /// place of the keys until the next key, so that nothing moves and no order is covered.
  private func longNotice(in width: Int) -> [[Span]]? {
    guard let notice else { return nil }
    let sign = sign(of: notice.kind)
    let whole = " \(sign.text)\(notice.text) "
    let taken = undoText(in: width).map { SafeText.width(of: $0, glyphs: glyphs) + 3 } ?? 0
    guard SafeText.width(of: whole, glyphs: glyphs) > width - 4 - taken else { return nil }
    let lead = SafeText.width(of: " \(sign.text)", glyphs: glyphs)
    let room = width - 3 - lead
    let role = textRole(of: notice.kind)
    let lines = TextWrap.lines(of: notice.text, width: room, glyphs: glyphs)
    guard lines.count > 1, let first = lines.first else {
      return [[Span(" \(sign.text)", sign.role), Span("\(notice.text) ", role)]]
    }
    var rest = Substring(notice.text.bytes(first.range.upperBound..<notice.text.utf8.count))
    while rest.first == " " { rest = rest.dropFirst() }
    let indent = String(repeating: " ", count: lead)
    return [
      [Span(" \(sign.text)", sign.role), Span("\(notice.text.bytes(first.range)) ", role)],
      [Span(indent, role), Span("\(rest) ", role)],
    ]
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

  /// Beside what was just done that needs no name; anything else is named, so that nobody takes
  /// back another act than they think, and where there is little room the name is cut.
  private func undoText(in width: Int) -> String? {
    guard !isReadOnly, let undoable, let key = undoKey else { return nil }
    let dot = glyphs.separator
    let end = undoCountdown.map { "\(dot) \($0) s" } ?? "until \(zone.clock(at: undoable.until))"
    if let notice, notice.actID == undoable.id {
      return undoCountdown == nil ? "\(key) undo \(dot) \(end)" : "\(key) undo \(end)"
    }
    let said = notice.map { SafeText.width(of: $0.text, glyphs: glyphs) + 7 } ?? 0
    let room = width - 6 - said
    let origin = undoable.origin.map { " (\($0))" } ?? ""
    let long = "\(key) takes back \"\(undoable.title)\"\(origin) \(end)"
    if SafeText.width(of: long, glyphs: glyphs) <= room { return long }
    let rest = SafeText.width(of: "\(key) takes back \"\" \(end)", glyphs: glyphs)
    let columns = max(Self.leastOfUndo, room - rest)
    let title = SafeText.fitted(undoable.title, to: columns, glyphs: glyphs)
    return "\(key) takes back \"\(title)\" \(end)"
  }

  /// Columns of an act's name that tell order and deed.
  private static let leastOfUndo = 24

  /// While words are typed a letter is a letter, so the other key is named.
  var undoKey: String? {
    keys.keys(of: .undo).first { !isTyping || !$0.isLetter }.map(KeyName.name)
  }

  func paintFooter(in line: Rect, on canvas: inout Canvas) {
    canvas.fill(line, surface: .footer)
    if let long = longNotice(in: line.width), long.count > 1 {
      let start = Place(column: line.column + 1, row: line.row)
      canvas.write(long[1], at: start, width: line.width - 2)
      return
    }
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
    if command == .back, screen == .sync { return "orders" }
    if command == .nextStatus, orders.marks.isEmpty { return nextStatus?.rawValue ?? "next" }
    if command == .markUnread, (orders.selected?.unreadCount ?? 0) > 0 { return "read" }
    return KeyBindings.binding(of: command)?.label ?? ""
  }

  private var footerCommands: [Command] {
    if screen == .sync {
      return [
        .open, .back, .runSync, .verifySync, .repair, .repairAll, .settleConflict, .retryRecord,
        .discardRecord, .retryAllRecords, .palette, .help,
      ]
    }
    if orders.field != nil { return [.accept, .complete, .cancel] }
    if triage != nil, focus != .composer {
      return [
        .triage, .triageSkip, .reply, .nextStatus, .ship, .assign, .note, .back, .palette, .help,
      ]
    }
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
    case .detail where detail.past != nil: return [.earlier, .later, .present, .palette, .help]
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
    case .composer: return [.send, .cancel, .newLine, .editor, .nextPane]
    }
  }

  /// Marks, place in the list and age of the last sync, at the right end.
  private var footerFacts: [Span] {
    var facts: [Span] = []
    if screen == .orders {
      if let marks = marksText { facts.append(Span(marks, .mark)) }
      if let place = placeInList { facts.append(Span(place, .dim)) }
    }
    if let progress = sync.progress {
      facts.append(Span("syncing, \(CountText.of(progress.recordsRead, "record"))", .accent))
    } else if let last = sync.sources.compactMap(\.lastSuccessAt).max() {
      facts.append(Span("synced \(ago(last))", .dim))
    }
    return facts.enumerated().flatMap { index, fact in
      index == 0 ? [fact] : [Span(" \(glyphs.separator) ", .dim), fact]
    }
  }

  /// `4 marked, 3 more outside`: those are not in this list, and acts leave them out.
  private var marksText: String? {
    let inside = orders.marks.count
    let outside = orders.marksOutside.count
    guard inside + outside > 0 else { return nil }
    let marked = "\(CountText.grouped(inside)) marked"
    if outside == 0 { return marked }
    let rest = CountText.grouped(outside)
    return inside == 0 ? "\(rest) marked outside" : "\(marked), \(rest) more outside"
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
