import Commerce
import Widgets

extension Model {
  /// Takes one message in and says what is to be done about it.
  package mutating func update(_ message: Message) -> [Effect] {
    var effects = holdLargeActs(react(to: message))
    effects += settle()
    log(effects)
    return effects
  }

  private mutating func react(to message: Message) -> [Effect] {
    switch message {
    case .launched: launch()
    case .input(let input): take(input)
    case .tick(let instant): tick(instant)
    case .ordersLoaded(let request, let page): ordersLoaded(request, page)
    case .countsLoaded(let request, let counts, let outbox, let nextBack, let views):
      countsLoaded(request, counts, outbox, nextBack) + viewsLoaded(views)
    case .ordersCounted(let request, let count):
      ordersCounted(request, count) + viewCounted(request, count)
    case .positionCounted(let request, let count): positionCounted(request, count)
    case .orderLoaded(let request, let order): orderLoaded(request, order)
    case .customerLoaded(let request, let profile): customerLoaded(request, profile)
    case .dueLoaded(let request, let queue): dueLoaded(request, queue)
    case .chatLoaded(let request, let answer): chatLoaded(request, answer)
    case .ordersFound(let request, let found): ordersFound(request, found)
    case .messagesFound(let request, let hits): messagesFound(request, hits)
    case .syncLoaded(let request, let overview): syncLoaded(request, overview)
    case .sourcesLoaded(let request, let sources): sourcesLoaded(request, sources)
    case .staffLoaded(let request, let staff): staffLoaded(request, staff)
    case .selfLoaded(_, let person): selfLoaded(person)
    case .driftLoaded(let request, let drift): driftLoaded(request, drift)
    case .undoableLoaded(let request, let undoable): undoableLoaded(request, undoable)
    case .performed(let request, let receipt): performed(request, receipt)
    case .refused(let request, let refusal): refused(request, refusal)
    case .syncFinished(let request, let counts): syncFinished(request, counts)
    case .editorReturned(let request, let text, let path): editorReturned(request, text, path)
    case .failed(let request, let sentence): failed(request, sentence)
    case .storeChanged: refresh() + loadSelf()
    case .actProgress(let request, let progress): actProgress(request, progress)
    case .syncProgress(let progress): note { $0.sync.progress = progress }
    case .draftSaved(let id, let kind, let kept): draftSaved(id, kind, kept)
    case .copied(let text): note { $0.say("Copied \(text)", .success) }
    case .themeChanged(let name): note { $0.theme = name }
    case .watching(let isLive): note { $0.isLive = isLive }
    case .customerPresence(let id, let presence): takePresence(id, presence)
    case .colleagues(let others): takeColleagues(others)
    case .notice(let text, let isError): note { $0.say(text, isError ? .error : .plain) }
    }
  }

  private mutating func note(_ change: (inout Model) -> Void) -> [Effect] {
    change(&self)
    return []
  }

  private mutating func launch() -> [Effect] {
    if let narrowed = narrowedWords { say(narrowed) }
    if let problem = keyProblems.first {
      let more = keyProblems.count > 1 ? " (and \(keyProblems.count - 1) more)" : ""
      say("Configuration, line \(problem.line): \(problem.sentence)\(more)", .warning)
    }
    return load(wantedSelection.map { .around($0) } ?? .first) + loadCounts() + countListing()
      + loadSync() + loadUndoable()
  }

  /// What of the last time still hides orders; nil when all are shown.
  private var narrowedWords: String? {
    guard screen == .orders else { return nil }
    let view = orders.view == .all ? nil : "view \(orders.view.title)"
    let filter = orders.filter.isEmpty ? nil : "filter \(orders.filterText)"
    let parts = [view, filter].compactMap(\.self)
    guard !parts.isEmpty else { return nil }
    let back = keys.keyName(of: .back).map { "; \($0) drops it" } ?? ""
    return "From last time: \(parts.joined(separator: ", "))\(back)"
  }

  /// Somebody may have changed the person's role, or name, since this console began.
  private mutating func loadSelf() -> [Effect] { [.loadSelf(nextRequest())] }

  private mutating func selfLoaded(_ person: Staff) -> [Effect] {
    guard person.id == staff.id, person != staff else { return [] }
    if person.role != staff.role {
      say("Your role is \(person.role.rawValue) now; it was \(staff.role.rawValue)", .warning)
    }
    staff = person
    return []
  }

  /// A question that could not be answered.
  private mutating func failed(_ request: RequestID, _ sentence: String) -> [Effect] {
    if let act = acts.removeValue(forKey: request) {
      actEnded(request)
      return actFailed(act, sentence)
    }
    if paneFailed(request, sentence) || viewCountFailed(request) { return [] }
    if case .loading(request, _) = orders.loading {
      orders.loading = .failed(sentence)
    } else if case .loading(request, _) = chat.loading {
      chat.loading = .failed(sentence)
    } else if case .search(var search) = overlay, search.request == request {
      search.request = nil
      search.failure = sentence
      overlay = .search(search)
      return []
    } else if case .jump(let form) = overlay, form.request == request {
      overlay = nil
    } else if case .move(let form) = overlay, form.request == request {
      overlay = nil
    } else if case .choice(var form) = overlay, form.request == request {
      form.request = nil
      overlay = .choice(form)
    } else if !triageFailed(request), !forget(request, sentence) {
      return []
    }
    return refuse(sentence)
  }

  /// True when somebody waited for the answer.
  private mutating func forget(_ request: RequestID, _ sentence: String) -> Bool {
    switch request {
    case orders.countsRequest: orders.countsRequest = nil
    case orders.countRequest: orders.countRequest = nil
    case orders.positionRequest?.id: break  // Asked again with the next rows.
    case detail.request:
      detail.request = nil
      detail.failure = sentence
    case sync.request:
      sync.request = nil
      sync.failure = sentence
    case sync.driftRequest: sync.driftRequest = nil
    case undoableRequest: undoableRequest = nil
    case sync.runRequest:
      sync.runRequest = nil
      sync.progress = nil
    case composer.editorRequest: composer.editorRequest = nil
    default: return false
    }
    return true
  }

  /// Brings everything that hangs on something else in line with it, after every message.
  private mutating func settle() -> [Effect] {
    if focus != .detail { _ = returnToNow() }
    layOut()
    var effects = followSelection() + arriveInTriage()
    if !effects.isEmpty { layOut() }
    if let search = wantedSearch, chat.orderID != nil {
      chat.search = search
      wantedSearch = nil
    }
    effects += loadAhead() + loadPaneAhead() + countPosition() + loadChatAhead() + watchReading()
    effects += readAhead() + tellPresence() + seeSnoozeEnd()
    return effects
  }
}
