import Commerce
import Console
import Desk
import Dispatch
import SQLiteKit
import Store
import Sync

/// Reading effects.
extension EffectRunner {
  func loadOrders(
    _ listing: OrderListing,
    _ page: PageRequest,
    _ limit: Int,
    _ request: RequestID
  ) {
    answer(request, on: foreground) { [workplace, context] in
      .ordersLoaded(
        request,
        try workplace.store.orders(listing, page: page, limit: limit, in: context)
      )
    }
  }

  func loadCounts(_ request: RequestID) {
    answer(request, on: foreground) { [workplace] in
      let store = workplace.store
      return .countsLoaded(
        request,
        try store.statusCounts(),
        try store.outboxCounts(),
        nextBack: try store.nextSnoozeEnd(after: workplace.now()),
        views: try store.savedViews(for: workplace.staff.id)
      )
    }
  }

  func countOrders(_ filter: OrderFilter, _ request: RequestID) {
    count(.orders, request) { [workplace, context] in
      .ordersCounted(request, try workplace.store.orderCount(filter, in: context))
    }
  }

  /// Apart from the counts of the list: nobody waits for it, and none makes another one worthless.
  func countView(_ filter: OrderFilter, _ request: RequestID) {
    answer(request, on: longReads) { [workplace, context] in
      .ordersCounted(request, try workplace.store.orderCount(filter, in: context))
    }
  }

  func countBefore(_ listing: OrderListing, _ cursor: OrderCursor, _ request: RequestID) {
    count(.position, request) { [workplace, context] in
      let store = workplace.store
      return .positionCounted(
        request,
        try store.orderCount(before: cursor, of: listing, in: context)
      )
    }
  }

  /// A count that was interrupted or is no longer wanted has no answer: a newer one is asked for.
  private func count(
    _ kind: CountQueue.Kind,
    _ request: RequestID,
    _ work: @escaping @Sendable () throws -> Message
  ) {
    counts.ask(kind, request, interrupt: workplace.store.longReads.interrupt)
    longReads.async { [mailbox, counts] in
      do {
        guard let answer = try counts.run(kind, request, work) else { return }
        mailbox.post(answer)
      } catch let error as SQLiteError where error.isInterrupted {
        return
      } catch {
        mailbox.post(.failed(request, FailureText.sentence(for: error)))
      }
    }
  }

  func loadOrder(_ id: OrderID, _ request: RequestID) {
    if shown.leave(for: id) { ahead.outdate() }
    ask(.order(id), request)
  }

  /// Lets the order be read whole until another one is shown.
  func revealContact(_ id: OrderID, _ request: RequestID) {
    ahead.outdate()
    answer(request, on: foreground) { [workplace, shown] in
      _ = try workplace.desk.revealContact(of: id)
      shown.reveal(id)
      return .performed(request, Receipt(actID: nil, summary: "shown; noted in the audit trail"))
    }
  }

  func hideContact(_ request: RequestID) {
    ahead.outdate()
    answer(request, on: foreground) { [shown] in
      shown.reveal(nil)
      return .performed(
        request,
        Receipt(actID: nil, summary: "phone, e-mail and address are cut again")
      )
    }
  }

  func loadChat(_ id: OrderID, _ anchor: ChatAnchor, _ limit: Int, _ request: RequestID) {
    guard anchor != .firstUnread else { return ask(.chat(id, limit: limit), request) }
    answer(request, on: foreground) {
      .chatLoaded(request, try readChat(id, anchor, limit))
    }
  }

  /// Reads what `loadOrder` and `loadChat` will ask for; nobody waits for it.
  func readAhead(_ id: OrderID, _ limit: Int) {
    let changes = ahead.changes
    foreground.async {
      for question in [ReadAhead.Question.order(id), .chat(id, limit: limit)] {
        // What cannot be read now is read by the key that needs it, which tells of the trouble.
        _ = try? ahead.read(question, after: changes) { try read(question) }
      }
    }
  }

  /// Answers at once what is known already, without a hand-over to a worker.
  private func ask(_ question: ReadAhead.Question, _ request: RequestID) {
    if let known = ahead.answer(to: question) { return mailbox.post(known(request)) }
    let changes = ahead.changes
    answer(request, on: foreground) {
      try ahead.read(question, after: changes) { try read(question) }(request)
    }
  }

  private func read(_ question: ReadAhead.Question) throws -> ReadAhead.Answer {
    switch question {
    case .order(let id):
      let order = try workplace.store.order(id, for: shown.reader(of: id, workplace))
      return { .orderLoaded($0, order) }
    case .chat(let id, let limit):
      let chat = try readChat(id, .firstUnread, limit)
      return { .chatLoaded($0, chat) }
    }
  }

  private func readChat(_ id: OrderID, _ anchor: ChatAnchor, _ limit: Int) throws -> ChatAnswer {
    let store = workplace.store
    var answer = ChatAnswer(
      conversation: try store.conversation(of: id),
      page: try store.chat(of: id, at: anchor, limit: limit),
      drafts: try store.drafts(of: id, by: workplace.staff.id)
    )
    for draft in answer.drafts { answer.alsoOpen[draft.kind] = console.othersOpen(draft) }
    return answer
  }

  func searchMessages(
    _ text: String,
    in order: OrderID?,
    _ limit: Int,
    _ request: RequestID
  ) {
    answer(request, on: longReads) { [workplace] in
      .messagesFound(
        request,
        try workplace.store.searchMessages(text, in: order, limit: limit, before: nil)
      )
    }
  }

  func findOrders(_ number: String, _ limit: Int, _ request: RequestID) {
    answer(request, on: foreground) { [workplace] in
      .ordersFound(
        request,
        try workplace.store.orders(numbered: number, limit: limit, by: workplace.staff.id)
      )
    }
  }

  func loadDue(_ filter: OrderFilter, _ limit: Int, _ request: RequestID) {
    answer(request, on: longReads) { [workplace, context] in
      .dueLoaded(request, try workplace.store.due(filter, limit: limit, in: context))
    }
  }

  func loadCustomer(_ key: CustomerKey, _ request: RequestID) {
    answer(request, on: longReads) { [workplace] in
      .customerLoaded(request, try workplace.store.customer(key))
    }
  }

  func loadSync(_ request: RequestID) {
    answer(request, on: longReads) { [workplace] in
      .syncLoaded(request, try workplace.store.syncOverview(limit: 200, for: workplace.desk.reader))
    }
  }

  func loadSources(_ request: RequestID) {
    answer(request, on: foreground) { [workplace] in
      .sourcesLoaded(request, try workplace.store.syncSources())
    }
  }

  func loadStaff(_ request: RequestID) {
    answer(request, on: foreground) { [workplace] in
      .staffLoaded(request, try workplace.store.staff())
    }
  }

  /// A newcomer whom a store for reading only does not keep is still who began.
  func loadSelf(_ request: RequestID) {
    answer(request, on: foreground) { [workplace] in
      let me = workplace.staff
      return .selfLoaded(request, try workplace.store.staff(named: me.id.rawValue) ?? me)
    }
  }

  func loadUndoable(_ request: RequestID) {
    answer(request, on: foreground) { [workplace, ownActs] in
      let act = try workplace.desk.undoable()
      return .undoableLoaded(
        request,
        act.map {
          Undoable(
            id: $0.id,
            title: $0.title,
            until: $0.until,
            isHeld: $0.isHeld,
            origin: ownActs.origin(of: $0)
          )
        }
      )
    }
  }

  func verifySync(_ request: RequestID) {
    answer(request, on: longReads) { [workplace] in
      .driftLoaded(request, try SyncRunner(store: workplace.store).verify())
    }
  }
}
