import Screen

/// From what the hands did to what it means here.
extension Model {
  mutating func take(_ input: Input) -> [Effect] {
    switch input {
    case .key(let key):
      if clearsError(key) { return [] }
      return leavingNotice { $0.take(key) }
    // Quick hands look like a paste, and nobody sees where the words would go.
    case .paste where arrangement == .tooSmall: return []
    case .paste(let text): return leavingNotice { $0.paste(text) }
    case .mouse(let event): return leavingNotice { $0.take(event) }
    case .resized(let width, let height):
      size = ScreenSize(width: width, height: height)
      return []
    case .focusGained, .focusLost: return []
    }
  }

  /// Esc after an error takes the error away and nothing else, so that who only wants to be rid of
  /// it loses no marks and leaves no screen.
  private mutating func clearsError(_ key: Key) -> Bool {
    guard notice?.kind == .error, arrangement != .tooSmall,
      keys.command(for: key, in: contexts) == .back
    else { return false }
    notice = nil
    return true
  }

  /// Where keys have their meaning now.
  var contexts: [KeyContext] {
    if let overlay { return overlay.contexts }
    switch screen {
    case .sync: return [.sync, .anywhere]
    case .orders:
      if orders.field != nil { return [.field] }
      switch focus {
      case .list: return [.list, .anywhere]
      case .detail: return [.detail, .anywhere]
      case .chat: return [.chat, .anywhere]
      case .composer: return [.composer]
      }
    }
  }

  private mutating func take(_ key: Key) -> [Effect] {
    noteSeenOrders()
    if arrangement == .tooSmall { return takeUnseen(key) }
    if dropsRefusedWord(key) || dropsKeyBetweenOrders(key) { return [] }
    let command = keys.command(for: key, in: contexts)
    if let view = ownView(on: key, beside: command) { return show(view) }
    if let command { return run(command) }
    if isTyping { return type(key) }
    if key.isLetter || key.control || key.alt {
      let help = keys.keyName(of: .help).map { "; \($0) shows the keys" } ?? ""
      say("\(KeyName.name(of: key)) does nothing here\(help)")
    }
    return []
  }

  /// Where nothing can be shown nothing is done, but for leaving.
  private mutating func takeUnseen(_ key: Key) -> [Effect] {
    guard let command = keys.command(for: key, in: contexts) else { return [] }
    return [.quit, .suspend, .repaint].contains(command) ? run(command) : []
  }

  /// A key for the text under the cursor.
  private mutating func type(_ key: Key) -> [Effect] {
    switch overlay {
    case .palette: return editPalette(key)
    case .search: return editSearch(key)
    case .move: return editMoveForm(key)
    case .edit: return editEditForm(key)
    case .email: return editEmail(key)
    case .sale: return editSale(key)
    case .note: return typeIntoNote(key)
    case .tags: return editTags(key)
    case .snooze: return editSnoozeTime(key)
    case .jump: return editJump(key)
    case .money: return editMoney(key)
    case .help: return editHelp(key)
    case .reason: return editReason(key)
    case .count: return editCount(key)
    case .view: return editView(key)
    case .themes, .status, .choice, .settle, .page, .repair, .steps, .commandLog, .customer, .views,
      .quit:
      return []
    case nil: return orders.field == nil ? editReply(key) : editFilter(key)
    }
  }

  /// Enter saves a note, so any other key of the reply's two begins a line.
  private mutating func typeIntoNote(_ key: Key) -> [Effect] {
    beginsLine(key) ? breakNoteLine() : editNote(key)
  }

  /// One of the reply's two keys, since the other one accepts the form.
  func beginsLine(_ key: Key) -> Bool {
    (keys.keys(of: .newLine) + keys.keys(of: .send)).contains(key)
  }

  /// Pasted text is text: it goes into a field, or nowhere.
  private mutating func paste(_ text: String) -> [Effect] {
    switch overlay {
    case .palette: return pasteIntoPalette(text)
    case .search: return pasteIntoSearch(text)
    case .move: return pasteIntoMoveForm(text)
    case .edit: return pasteIntoEditForm(text)
    case .email: return pasteIntoEmail(text)
    case .sale: return pasteIntoSale(text)
    case .note: return pasteIntoNote(text)
    case .tags: return pasteIntoTags(text)
    case .snooze: return pasteIntoSnoozeTime(text)
    case .jump: return pasteIntoJump(text)
    case .money: return pasteIntoMoney(text)
    case .help(let page) where page.isTyping: return pasteIntoHelp(text)
    case .reason: return pasteIntoReason(text)
    case .count: return pasteIntoCount(text)
    case .view: return pasteIntoView(text)
    case .help, .themes, .status, .choice, .settle, .page, .repair, .steps, .commandLog, .customer,
      .views, .quit:
      break
    case nil:
      if orders.field != nil, screen == .orders {
        return pasteLineIntoFilter(text)
      }
      if contexts.contains(.composer) { return pasteIntoReply(text) }
    }
    say("Pasted text was ignored: there is no field here to put it in", .warning)
    return []
  }

  /// Takes one line, and leaves the field when the line has its end.
  ///
  /// Quick hands and scripts look like a paste, and their Enter is meant. In the filter it changes
  /// nothing but that the field is left, so a pasted one may do the same; elsewhere Enter goes
  /// somewhere or sends something, and stays text.
  private mutating func pasteLineIntoFilter(_ text: String) -> [Effect] {
    guard let last = text.last, last.isNewline, !text.dropLast().contains(where: \.isNewline) else {
      return pasteIntoFilter(text)
    }
    let line = String(text.dropLast())
    let effects = line.isEmpty ? [] : pasteIntoFilter(line)
    return effects + accept()
  }
}
