import Commerce
import Widgets

/// Carrying out commands, whether a key, the palette or the mouse asked for them.
extension Model {
  mutating func run(_ command: Command) -> [Effect] {
    if let reason = disabledReason(for: command) {
      return command == .reply ? refuseReply(reason) : refuse(reason)
    }
    if let motion = Command.motions[command] { return move(motion) }
    if let view = Command.views[command] { return show(view) }
    if let kind = Command.moves[command] { return openMoveForm(kind) }
    if Command.money.contains(command) { return openMoney(command) }
    if let step = Command.pastSteps[command] {
      return step == 0 ? returnToNow() : stepPast(by: step)
    }
    return carryOut(command)
  }

  private mutating func carryOut(_ command: Command) -> [Effect] {
    switch command {
    case .up, .down, .top, .bottom, .pageUp, .pageDown, .halfPageUp, .halfPageDown, .viewAll,
      .viewMine, .viewUnassigned, .viewWaiting, .viewLate, .viewChat, .viewStandard, .viewUnread,
      .viewUnpaid, .viewToShip, .viewFailedMessages,
      .viewConflicts, .viewToday, .ship, .markDelivered, .cancelOrder, .stepBack, .earlier,
      .later, .present, .refund, .approveRefund, .cancelRefund, .retryRefund, .capturePayment,
      .goodsReturn:
      []  // Motions, views, moves, money and steps into the past; `run` has them.
    case .open: open()
    case .back: back()
    case .nextPane: stepPane(by: 1)
    case .previousPane: stepPane(by: -1)
    case .zoom: toggleZoom()
    case .filter: overlay == nil ? openFilter() : filterHelp()
    case .nextMatch, .previousMatch: stepMatch(by: command == .nextMatch ? 1 : -1)
    case .nextChip, .previousChip: stepChip(by: command == .nextChip ? 1 : -1)
    case .sort, .jump: command == .sort ? cycleSort() : openJump()
    case .viewList, .saveView, .changeView, .deleteView: runOnViews(command)
    case .mark: toggleMark()
    case .markAll: markAll()
    case .markRange: markRange()
    case .clearMarks: clearMarks()
    case .nextStatus: stepStatus()
    case .chooseStatus: openStatusForm()
    case .reply: startReply()
    case .editOrder, .newOrder, .replaceOrder, .openLinked: runOnContents(command)
    case .note, .customerNote: openNote(command == .note ? .note : .customerNote)
    case .email, .reveal: command == .email ? openEmail() : revealContact()
    case .assign, .tag, .priority, .snooze: openHandling(command)
    case .markUnread: toggleUnread()
    case .retryReply: retryReply()
    case .cancelReply: cancelReply()
    case .copyNumber: copyNumber()
    case .caseFile: openCaseFile()
    case .undo, .redo: command == .undo ? undo() : redo()
    case .searchChat, .searchAllChats: openSearch(inAll: command == .searchAllChats)
    case .tickWords: toggleTickWords()
    case .send: sendReply()
    case .newLine: breakReplyLine()
    case .editor: openEditor()
    case .runSync: runSync()
    case .verifySync: verifySync()
    case .repair, .repairAll: repair(all: command == .repairAll)
    case .retryRecord, .retryAllRecords: retryRecords(all: command == .retryAllRecords)
    case .settleConflict: openSettle()
    case .discardRecord: openDiscard()
    case .accept: accept()
    case .cancel: cancel()
    case .complete: overlay == nil ? completeFilter() : []
    case .nextField, .previousField: stepField(by: command == .nextField ? 1 : -1)
    case .ordersScreen, .syncScreen: command == .ordersScreen ? showOrders() : showSync()
    case .palette: openPalette()
    case .help: openHelp()
    case .commandLog, .customer, .triage, .triageSkip: goThrough(command)
    case .density: toggleDensity()
    case .theme: openThemes()
    case .repaint: [.repaint] + refresh()
    case .suspend: suspend()
    case .quit: quit()
    }
  }

  private mutating func openHandling(_ command: Command) -> [Effect] {
    switch command {
    case .assign: openAssign()
    case .tag: openTags()
    case .priority: openPriority()
    default: openSnooze()
    }
  }

  /// Pages of more than one order, and the run through what is due.
  private mutating func goThrough(_ command: Command) -> [Effect] {
    switch command {
    case .customer: openCustomer()
    case .triage: runTriage()
    case .triageSkip: skipInTriage()
    default: openCommandLog()
    }
  }

  /// What orders are made of, and what they are made in place of.
  private mutating func runOnContents(_ command: Command) -> [Effect] {
    switch command {
    case .editOrder: openEditForm()
    case .newOrder: openNewOrder()
    case .replaceOrder: openReplacement()
    default: openLinked()
    }
  }

  private mutating func stepField(by step: Int) -> [Effect] {
    if case .sale = overlay { return stepSaleField(by: step) }
    if case .money = overlay { return stepMoneyField(by: step) }
    if case .edit = overlay { return stepEditField(by: step) }
    if case .email = overlay { return stepEmailField() }
    if case .view = overlay { return stepViewField(by: step) }
    return stepMoveField(by: step)
  }

  mutating func accept() -> [Effect] {
    switch overlay {
    case .palette: return acceptPalette()
    case .search: return acceptSearch()
    case .status: return acceptStatusForm()
    case .move: return acceptMoveForm()
    case .edit: return acceptEditForm()
    case .email: return acceptEmail()
    case .sale: return acceptSale()
    case .note: return acceptNote()
    case .choice: return acceptChoice()
    case .tags: return acceptTags()
    case .jump: return acceptJump()
    case .snooze: return acceptSnoozeTime()
    case .settle: return acceptSettle()
    case .reason: return acceptReason()
    case .count: return acceptCount()
    case .money: return acceptMoney()
    case .themes: return acceptTheme()
    case .repair: return acceptRepair()
    case .steps: return acceptSteps()
    case .quit: return leave()
    case .help: return acceptHelp()
    case .commandLog: return acceptCommandLog()
    case .customer: return acceptCustomer()
    case .views: return acceptViews()
    case .view: return acceptView()
    case .page:
      overlay = nil
      return []
    case nil: return acceptFilter()
    }
  }

  mutating func cancel() -> [Effect] {
    switch overlay {
    case .move: return cancelMoveForm()
    case .edit: return cancelEditForm()
    case .email: return cancelEmail()
    case .sale: return cancelSale()
    case .note: return cancelNote()
    case .money: return cancelMoney()
    case .tags: return cancelTags()
    case .reason: return cancelReason()
    case .count: return cancelCount()
    case .themes: return cancelThemes()
    case .view: return openViews()
    case .help: return cancelHelp()
    case .palette, .search, .status, .choice, .snooze, .jump, .settle, .page, .repair, .steps,
      .commandLog, .customer, .views, .quit:
      overlay = nil
      return []
    case nil: return orders.field == nil ? leaveComposer() : clearFilter()
    }
  }

  private mutating func suspend() -> [Effect] {
    putDraftAway() + [.saveViewState(viewState), .suspend]
  }

  /// Leaves at once, or asks when there are words that nobody has sent.
  private mutating func quit() -> [Effect] {
    if let reason = lackOfRest { return refuse(reason) }
    guard !composer.area.isEmpty else { return leave() }
    overlay = .quit
    return []
  }

  private mutating func leave() -> [Effect] {
    overlay = nil
    return putDraftAway() + [.saveViewState(viewState), .quit]
  }
}
