import Commerce

/// Moving inside a pane and between panes.
extension Model {
  mutating func move(_ motion: Motion) -> [Effect] {
    switch overlay {
    case .help(var page):
      page.scroll.move(motion)
      overlay = .help(page)
      return []
    case .page(var page):
      page.scroll.move(motion)
      overlay = .page(page)
      return []
    case .themes: return moveThemes(motion)
    case .status: return moveInStatusForm(motion)
    case .choice: return moveInChoice(motion)
    case .settle: return moveInSettle(motion)
    case .commandLog: return moveInCommandLog(motion)
    case .customer: return moveInCustomer(motion)
    case .views: return moveInViews(motion)
    case .palette, .move, .edit, .email, .sale, .note, .tags, .snooze, .jump, .reason, .money,
      .search, .repair, .steps, .count, .view, .quit:
      return []
    case nil: return screen == .sync ? moveSync(motion) : moveInPane(motion)
    }
  }

  private mutating func moveInPane(_ motion: Motion) -> [Effect] {
    switch focus {
    case .list: return moveList(motion)
    case .detail:
      detail.scroll.move(motion)
      return []
    case .chat, .composer:
      let effects = scrollChat(motion)
      return effects + (motion == .up || motion == .top ? [] : noteScrolledToEnd())
    }
  }

  mutating func stepMatch(by step: Int) -> [Effect] {
    focus == .chat ? stepChatMatch(by: step) : stepListMatch(by: step)
  }

  /// Enter: one level further in.
  mutating func open() -> [Effect] {
    if screen == .sync { return openSyncRow() }
    switch focus {
    case .list:
      guard orders.selected != nil else {
        if !orders.filter.isEmpty {
          say("There is no order to open; Esc drops the filter", .warning)
        }
        return []
      }
      focus = .detail
      rightPane = .detail
    case .detail:
      focus = .chat
      rightPane = .chat
    case .chat, .composer: return run(.reply)
    }
    return []
  }

  /// Esc: one level back; in the list marks go first, then the filter.
  mutating func back() -> [Effect] {
    if let effects = stopAct() { return effects }
    if screen == .sync { return showOrders() }
    if triage != nil, focus == .list || focus == .detail, detail.past == nil {
      return endTriage()
    }
    if isZoomed {
      isZoomed = false
      return []
    }
    switch focus {
    case .list:
      if !orders.marks.isEmpty { return clearMarksInList() }
      if let place = orders.returnPlace { return goBack(to: place) }
      if !orders.filter.isEmpty { return clearFilter() }
      return orders.view == .all ? [] : show(.all, aroundSelection)
    case .detail:
      if detail.past != nil { return returnToNow() }
      focus = .list
    case .chat:
      if chat.search != nil {
        chat.search = nil
        rebuildChatLog()
      } else {
        focus = arrangement == .triple ? .list : .detail
        rightPane = .detail
      }
    case .composer: return leaveComposer()
    }
    return []
  }

  mutating func stepPane(by step: Int) -> [Effect] {
    let writing: [Focus] = chat.canWrite && !isReadOnly ? [.composer] : []
    let ring: [Focus] = [.list, .detail, .chat] + writing
    let index = ring.firstIndex(of: focus) ?? 0
    let next = ring[(index + step + ring.count) % ring.count]
    let effects = focus == .composer ? putDraftAway() : []
    focus(on: next)
    return effects
  }

  mutating func focus(on pane: Focus) {
    composer.opener = nil
    focus = pane == .composer && (!chat.canWrite || isReadOnly) ? .chat : pane
    switch pane {
    case .list: break
    case .detail: rightPane = .detail
    case .chat, .composer: rightPane = .chat
    }
  }

  mutating func toggleZoom() -> [Effect] {
    guard arrangement != .single else { return refuse("each pane has the whole width already") }
    isZoomed.toggle()
    return []
  }

  mutating func copyNumber() -> [Effect] {
    switch orders.targets {
    case .matching: return refuse("mark single orders to copy their numbers")
    case .orders(let targets): return [.copy(targets.map(\.number).joined(separator: "\n"))]
    }
  }

  mutating func retryReply() -> [Effect] {
    guard let id = chat.orderID, let failed = chat.failedReply else { return [] }
    let number = selectedSummary?.number ?? ""
    let act = Act(.operations([.retryReply(id, failed.id)]), title: "retry reply on \(number)")
    return perform(act, as: .retryReply)
  }

  /// Its words stand in the reply again, so it is answered like an undo.
  mutating func cancelReply() -> [Effect] {
    guard let id = chat.orderID, let held = chat.heldReply else { return [] }
    let number = selectedSummary?.number ?? ""
    let act = Act(.operations([.cancelReply(id, held.id)]), title: "take back reply on \(number)")
    return putDraftAway() + perform(act, as: .undo)
  }
}
