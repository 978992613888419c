import Commerce
import Console

/// How the made-up shop answers each effect.
extension SampleShop {
  mutating func answer(_ effect: Effect) -> Message? {
    switch effect {
    case .loadOrders(let listing, let page, let limit, let request):
      .ordersLoaded(request, self.page(listing, page, limit))
    case .loadCounts(let request):
      .countsLoaded(
        request,
        counts,
        outbox,
        nextBack: orders.compactMap { $0.snooze?.end.time }.min(),
        views: views
      )
    case .countOrders(let filter, let request), .countView(let filter, let request):
      .ordersCounted(request, matching(filter).count)
    case .countBefore(_, let cursor, let request): .positionCounted(request, cursor.serial)
    case .loadOrder(let id, let request): .orderLoaded(request, detail(of: id))
    case .loadDue(_, _, let request): .dueLoaded(request, DueQueue(orders: dues))
    case .loadCustomer(let key, let request): .customerLoaded(request, customer(key))
    case .loadChat(let id, let anchor, let limit, let request):
      .chatLoaded(request, chat(of: id, anchor, limit))
    case .searchMessages(let text, let id, _, let request):
      .messagesFound(request, hits(of: text, in: id))
    case .findOrders(let number, let limit, let request):
      .ordersFound(request, Array(numbered(number).prefix(limit)))
    case .loadSync(let request): .syncLoaded(request, overview)
    case .loadSources(let request): .sourcesLoaded(request, overview.sources)
    case .loadStaff(let request): .staffLoaded(request, people)
    case .verifySync(let request): .driftLoaded(request, drift)
    case .perform(let act, let request): perform(act, request)
    case .loadUndoable(let request): .undoableLoaded(request, undoable)
    case .loadSelf(let request): me.map { .selfLoaded(request, $0) }
    case .undo(_, let request), .redo(let request): takeBack(request)
    case .changeView(let change, let request): self.change(change, request)
    case .markRead(let id, let request): markRead(id, request)
    case .revealContact(_, let request): setMasked(false, request)
    case .hideContact(let request): setMasked(true, request)
    case .repairSync(let id, let isRehearsal, let request):
      .performed(
        request,
        Receipt(
          actID: "repair",
          summary: isRehearsal ? "1 order would be repaired" : "1 order is repaired",
          changed: [change(of: id ?? OrderID("id-CHT001230"))],
          isDryRun: isRehearsal
        )
      )
    case .retryQuarantine(_, let request):
      .performed(request, Receipt(actID: nil, summary: "Nothing was taken in"))
    case .runSync(_, let request): .syncFinished(request, SyncCounts())
    case .saveDraft(let id, let kind, let body, _, _):
      save(Draft(kind: kind, body: body, updatedAt: Self.now), of: id)
    case .openEditor(_, _, let text, let request): .editorReturned(request, text + " (edited)")
    case .copy(let text): .copied(text)
    case .writeCaseFile: .notice("Written: ~/case.md", isError: false)
    case .setTheme(let name): .themeChanged(name)
    case .readAhead, .tellPresence, .saveViewState, .repaint, .ring, .suspend, .quit, .stopAct: nil
    }
  }

  private func numbered(_ number: String) -> [OrderSummary] {
    let others = orders.filter { $0.number != number && number.count >= 3 }
    return orders.filter { $0.number == number } + others.filter { $0.number.hasSuffix(number) }
  }

  private mutating func change(_ change: ViewChange, _ request: RequestID) -> Message {
    if let refusal { return .refused(request, Refusal(refusalKind, sentence: refusal)) }
    switch change {
    case .delete(let view): views.removeAll { $0.id == view.id }
    case .save(var view):
      views.removeAll { $0.id == view.id }
      if view.id.isEmpty { view.id = "view \(views.count)" }
      views.append(view)
    }
    return .performed(request, Receipt(actID: nil, summary: "the views are changed"))
  }

  private mutating func setMasked(_ isMasked: Bool, _ request: RequestID) -> Message {
    if let refusal { return .refused(request, Refusal(refusalKind, sentence: refusal)) }
    self.isMasked = isMasked
    return .performed(request, Receipt(actID: nil, summary: isMasked ? "cut" : "shown"))
  }

  private func customer(_ key: CustomerKey) -> CustomerProfile? {
    let theirs = orders.filter { isOne(key, $0) }
    guard let newest = theirs.first else { return nil }
    var history = CustomerHistory(
      orderCount: theirs.count,
      netSpend: [newest.total],
      firstOrderAt: theirs.last?.createdAt
    )
    history.lastOrderAt = newest.createdAt
    history.averages = [newest.total]
    let message = newest.lastMessage.map {
      CustomerProfile.LastMessage(orderNumber: newest.number, at: newest.activityAt, preview: $0)
    }
    return CustomerProfile(name: newest.customerName, history: history, lastMessage: message)
  }

  private mutating func takeBack(_ request: RequestID) -> Message {
    undoable = earlier
    earlier = nil
    return .performed(request, Receipt(actID: "undo", summary: "Taken back"))
  }

  private var counts: StatusCounts {
    var counts = StatusCounts()
    for order in orders { counts[order.status, order.source] += 1 }
    return counts
  }

  func matching(_ filter: OrderFilter) -> [OrderSummary] {
    orders.filter { order in
      filter.terms.allSatisfy { matches($0.condition, order) != $0.isNegated }
    }
  }

  private func isOne(_ key: CustomerKey, _ order: OrderSummary) -> Bool {
    orders.contains { $0.number == key.text && $0.customerName == order.customerName }
  }

  private func matches(_ condition: FilterCondition, _ order: OrderSummary) -> Bool {
    switch condition {
    case .word(let word), .phrase(let word):
      order.number.lowercased().contains(word.lowercased())
        || order.customerName.lowercased().contains(word.lowercased())
    case .status(let statuses): statuses.contains(order.status)
    case .payment(let statuses): statuses.contains(order.payment)
    case .source(let sources): sources.contains(order.source)
    case .unread(let isUnread): (order.unreadCount > 0) == isUnread
    case .conflict(let isOpen): order.hasConflict == isOpen
    case .customer(let names): names.contains { order.customerName.lowercased().contains($0) }
    case .sameCustomer(let keys): keys.contains { isOne($0, order) }
    case .number(let numbers): numbers.contains(order.number)
    case .has(let traits):
      traits.contains(.failed) && (order.hasFailedMessage || order.hasRetriedReply)
        || traits.contains(.draft) && !order.drafts.isEmpty
    case .currency(let currencies): currencies.contains(order.total.currency)
    case .tag(let tags): tags.contains { order.tags.contains($0) }
    case .priority(let list): list.contains(order.priority)
    case .snoozed(let isSnoozed): (order.snooze != nil) == isSnoozed
    case .refund, .goodsReturn, .amount, .created, .updated, .assignee, .late: true
    case .waiting(let isWaiting): (order.lastMessage?.role == .customer) == isWaiting
    }
  }

  private func page(_ listing: OrderListing, _ page: PageRequest, _ limit: Int) -> OrderPage {
    let all = matching(listing.filter)
    let start: Int
    switch page {
    case .first: start = 0
    case .last: start = max(0, all.count - limit)
    case .after(let cursor): start = min(all.count, cursor.serial + 1)
    case .before(let cursor): start = max(0, cursor.serial - limit)
    case .around(let id):
      start = max(0, (all.firstIndex { $0.id == id } ?? 0) - limit / 2)
    }
    var end = min(all.count, start + limit)
    if case .before(let cursor) = page { end = min(all.count, cursor.serial) }
    let rows = Array(all[min(start, end)..<end])
    return OrderPage(
      rows: rows,
      start: rows.isEmpty ? nil : OrderCursor(key: "", serial: start),
      end: rows.isEmpty ? nil : OrderCursor(key: "", serial: end - 1),
      hasBefore: start > 0,
      hasAfter: end < all.count
    )
  }

  private func chat(of id: OrderID, _ anchor: ChatAnchor, _ limit: Int) -> ChatAnswer {
    let all = chats[id] ?? []
    var range = max(0, all.count - limit)..<all.count
    switch anchor {
    case .newest, .firstUnread: break
    case .before(let place):
      let end = all.firstIndex { $0.place >= place } ?? all.count
      range = max(0, end - limit)..<end
    case .after(let place):
      let start = all.firstIndex { $0.place > place } ?? all.count
      range = start..<min(all.count, start + limit)
    case .around(let message):
      let middle = all.firstIndex { $0.id == message } ?? 0
      let start = max(0, middle - limit / 2)
      range = start..<min(all.count, start + limit)
    }
    let page = ChatPage(
      messages: Array(all[range]),
      hasOlder: range.lowerBound > 0,
      hasNewer: range.upperBound < all.count
    )
    var answer = ChatAnswer(conversation: nil, page: page, drafts: drafts[id] ?? [])
    answer.alsoOpen = alsoOpen
    guard let order = orders.first(where: { $0.id == id }), order.source == .chatCommerce else {
      return answer
    }
    answer.conversation = Conversation(
      id: "chat-\(id)",
      orderID: id,
      customerName: order.customerName,
      state: .active,
      unreadCount: order.unreadCount,
      channel: "whatsapp"
    )
    return answer
  }

  private func hits(of text: String, in id: OrderID?) -> [MessageHit] {
    let words = text.lowercased().split(separator: " ")
    return chats.filter { id == nil || $0.key == id }.flatMap { order, messages in
      messages.reversed()
        .filter { message in words.allSatisfy { message.body.lowercased().contains($0) } }
        .map { message in
          let summary = orders.first { $0.id == order }
          return MessageHit(
            orderID: order,
            orderNumber: summary?.number ?? "",
            customerName: summary?.customerName ?? "",
            message: message
          )
        }
    }
  }
}
