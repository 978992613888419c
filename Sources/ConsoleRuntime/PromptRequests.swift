import Commerce
import Console

extension Effect {
  /// The request whose answer comes within milliseconds, so that a frame may wait for it.
  var promptRequest: RequestID? {
    switch self {
    case .loadOrders(_, let page, _, let request): page.isAhead ? nil : request
    case .loadCounts(let request), .loadOrder(_, let request), .loadChat(_, _, _, let request),
      .loadSources(let request), .loadStaff(let request), .loadUndoable(let request),
      .loadSelf(let request), .loadCustomer(_, let request), .loadDue(_, _, let request),
      .perform(_, let request), .undo(_, let request), .redo(let request),
      .markRead(_, let request), .revealContact(_, let request), .hideContact(let request),
      .findOrders(_, _, let request), .changeView(_, let request):
      request
    case .readAhead, .loadSync, .countOrders, .countView, .countBefore, .searchMessages,
      .verifySync,
      .stopAct, .repairSync, .retryQuarantine, .runSync, .saveDraft, .openEditor, .copy,
      .setTheme, .saveViewState, .repaint, .ring, .suspend, .quit, .writeCaseFile, .tellPresence:
      nil
    }
  }
}

extension PageRequest {
  /// Rows beyond those that are loaded, fetched before the eye comes there.
  fileprivate var isAhead: Bool {
    switch self {
    case .after, .before: true
    case .first, .last, .around: false
    }
  }
}

extension Message {
  /// The request that it answers.
  var answeredRequest: RequestID? {
    switch self {
    case .ordersLoaded(let request, _), .countsLoaded(let request, _, _, _, _),
      .ordersCounted(let request, _), .positionCounted(let request, _),
      .orderLoaded(let request, _), .customerLoaded(let request, _),
      .dueLoaded(let request, _), .chatLoaded(let request, _),
      .messagesFound(let request, _), .ordersFound(let request, _), .syncLoaded(let request, _),
      .sourcesLoaded(let request, _), .driftLoaded(let request, _), .staffLoaded(let request, _),
      .undoableLoaded(let request, _), .selfLoaded(let request, _),
      .performed(let request, _), .refused(let request, _), .syncFinished(let request, _),
      .editorReturned(let request, _, _), .failed(let request, _):
      request
    case .launched, .input, .tick, .storeChanged, .syncProgress, .actProgress, .draftSaved,
      .copied, .themeChanged, .watching, .customerPresence, .colleagues, .notice:
      nil
    }
  }
}
