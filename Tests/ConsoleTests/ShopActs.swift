import Commerce
import Console

/// How the made-up shop carries acts out, and what it knows of an order.
extension SampleShop {
  mutating func perform(_ act: Act, _ request: RequestID) -> Message {
    if let refusal { return .refused(request, Refusal(refusalKind, sentence: refusal)) }
    if act.isRehearsal {
      let changes = operations(of: act).map { change(of: $0.orderID) }
      return .performed(
        request,
        Receipt(actID: nil, summary: act.title, changed: changes, isDryRun: true)
      )
    }
    var changed: [Receipt.Change] = []
    var refused: [Refusal] = []
    for operation in operations(of: act) {
      if let refusal = carryOut(operation) {
        refused.append(refusal)
      } else {
        changed.append(change(by: operation))
      }
    }
    undoable = Self.undoable(act, operations(of: act))
    let failures = refused.isEmpty ? "" : ", \(refused.count) refused"
    return .performed(
      request,
      Receipt(
        actID: "act",
        summary: "\(act.title)\(failures)",
        changed: changed,
        refused: refused,
        undoUntil: undoable?.until
      )
    )
  }

  /// With the order that it has placed.
  private func change(by operation: Operation) -> Receipt.Change {
    switch operation {
    case .placeOrder, .replaceOrder:
      guard let order = orders.first else { return change(of: operation.orderID) }
      var change = change(of: order.id)
      change.made = MadeOrder(id: order.id, number: order.number)
      return change
    default: return change(of: operation.orderID)
    }
  }

  func change(of id: OrderID) -> Receipt.Change {
    let number = orders.first { $0.id == id }?.number ?? ""
    return Receipt.Change(orderID: id, orderNumber: number)
  }

  /// A reply waits ten seconds; what sends nothing can be taken back for a quarter of an hour.
  static func undoable(_ act: Act, _ operations: [Operation]) -> Undoable {
    let isHeld = operations.contains {
      switch $0 {
      case .sendReply, .retryReply, .sendEmail, .retryEmail: true
      default: false
      }
    }
    let seconds: Int64 = isHeld ? 10 : 15 * 60
    return Undoable(
      id: "act",
      title: act.title,
      until: now.advanced(byMilliseconds: seconds * 1_000),
      isHeld: isHeld
    )
  }

  private func operations(of act: Act) -> [Operation] {
    switch act.target {
    case .operations(let operations): operations
    case .matching(let filter, let move, _): matching(filter).map { move.operation(on: $0.id) }
    }
  }

  private mutating func carryOut(_ operation: Operation) -> Refusal? {
    if case .discardRecord = operation { return nil }
    if case .placeOrder(let wanted, _) = operation {
      place(wanted)
      return nil
    }
    guard let row = orders.firstIndex(where: { $0.id == operation.orderID }) else {
      return Refusal(.notFound, sentence: "there is no such order")
    }
    switch operation {
    case .setStatus(_, let status, _, _):
      guard OrderRules.edge(from: orders[row].status, to: status) != nil else {
        let number = orders[row].number
        return Refusal(.illegal, orderNumber: number, sentence: "\(number) cannot be \(status)")
      }
      orders[row].status = status
      orders[row].revision += 1
    case .ship: orders[row].status = .shipped
    case .cancel: orders[row].status = .cancelled
    case .stepBack:
      orders[row].status = OrderRules.previousStatus(before: orders[row].status) ?? .pending
    case .sendReply(let id, let body): send(body, to: id)
    case .markUnread: orders[row].unreadCount = 1
    case .markRead: orders[row].unreadCount = 0
    case .cancelReply(let id, let message):
      guard let taken = chats[id]?.first(where: { $0.id == message }) else { break }
      chats[id]?.removeAll { $0.id == message }
      drafts[id] = [Draft(kind: .reply, body: taken.body, updatedAt: Self.now)]
    case .assign(_, let staff): orders[row].assignment = assignment(staff)
    case .claim:
      guard orders[row].assignment == nil else {
        let sentence = "\(orders[row].number): tom has had it for 3 min"
        return Refusal(.revisionConflict, orderNumber: orders[row].number, sentence: sentence)
      }
      orders[row].assignment = assignment(StaffID("maya"))
    case .tag(_, let edit):
      // What is no tag is refused by the form before it comes here.
      orders[row].tags = (try? edit.applied(to: orders[row].tags)) ?? orders[row].tags
    case .setPriority(_, let priority): orders[row].priority = priority
    case .snooze(_, let end):
      let maya = StaffID("maya")
      orders[row].snooze = Snooze(until: end, since: Self.now, staff: maya, name: "maya")
    case .unsnooze, .seeSnoozeEnd: orders[row].snooze = nil
    case .settleConflict: orders[row].hasConflict = false
    case .requestRefund(let id, let request): add(request, to: id, orders[row].total)
    case .approveRefund(_, let refund): setRefund(refund, .approved)
    case .cancelRefund(_, let refund, _): setRefund(refund, .cancelled)
    case .requestReturn(let id, let request): add(request, to: id)
    case .moveReturn(_, let id, let move): take(move, id)
    case .editOrder: orders[row].revision += 1
    case .placeOrder: break
    case .replaceOrder(let id, let request, _): replace(orders[row], id, request)
    case .addNote, .addCustomerNote:
      drafts[operation.orderID]?.removeAll { $0.kind == .note || $0.kind == .customerNote }
    case .sendEmail, .retryEmail, .cancelEmail, .retryReply, .saveDraft, .repairFromSync,
      .discardRecord, .resolveRefund,
      .retryRefund, .capturePayment:
      break
    }
    return nil
  }

  private mutating func send(_ body: String, to id: OrderID) {
    let serial = (chats[id]?.count ?? 0) + 100
    var message = Self.message(serial, .agent, body, minutesAgo: 0, .queued)
    message.place.serial = serial
    chats[id, default: []].append(message)
    drafts[id]?.removeAll { $0.kind == .reply }
  }

  private mutating func place(_ wanted: NewOrder) {
    // What its form has checked comes to something.
    let total = (try? NewOrderRules.total(of: wanted)) ?? .zero(wanted.currency)
    let order = Self.order("ORD-2026-900001", wanted.customerName, total, .pending, minutesAgo: 0)
    orders.insert(order, at: 0)
  }

  private mutating func replace(
    _ original: OrderSummary,
    _ id: OrderID,
    _ request: ReplacementRequest
  ) {
    let none = Money.zero(original.total.currency)
    let number = "ORD-2026-90000\(links.count + 1)"
    let order = Self.order(number, original.customerName, none, .pending, minutesAgo: 0)
    orders.insert(order, at: 0)
    let (new, why) = (order.id, request.why)
    links[id, default: []].append(
      LinkedOrder(id: new, number: number, status: .pending, relation: .replacedBy, reason: why)
    )
    links[new] = [
      LinkedOrder(
        id: id,
        number: original.number,
        status: original.status,
        relation: .replaces,
        reason: why
      )
    ]
  }

  private mutating func add(_ request: RefundRequest, to id: OrderID, _ total: Money) {
    var amount = total
    if case .amount(let money) = request.part { amount = money }
    var refund = Refund(
      id: RefundID("refund-\(refunds.count + 1)"),
      orderID: id,
      orderNumber: "",
      isReported: false,
      amount: amount,
      shipping: .zero(total.currency),
      state: .requested,
      createdAt: Self.now
    )
    refund.reason = request.reason
    refund.reasonText = request.text
    refund.requester = "maya"
    refunds.append(refund)
  }

  private mutating func setRefund(_ id: RefundID, _ state: RefundState) {
    guard let place = refunds.firstIndex(where: { $0.id == id }) else { return }
    refunds[place].state = state
  }

  func assignment(_ staff: StaffID?) -> Assignment? {
    people.first { $0.id == staff }.map {
      Assignment(staff: $0.id, name: $0.name, since: Self.minutesAgo(3))
    }
  }

  mutating func markRead(_ id: OrderID, _ request: RequestID) -> Message {
    if let row = orders.firstIndex(where: { $0.id == id }) { orders[row].unreadCount = 0 }
    for index in (chats[id] ?? []).indices { chats[id]?[index].isUnread = false }
    return .performed(request, Receipt(actID: nil, summary: "read", changed: [change(of: id)]))
  }

  mutating func save(_ draft: Draft, of id: OrderID) -> Message {
    drafts[id, default: []].removeAll { $0.kind == draft.kind }
    if !draft.body.isEmpty { drafts[id, default: []].append(draft) }
    if let row = orders.firstIndex(where: { $0.id == id }) {
      orders[row].drafts = Set(drafts[id, default: []].map(\.kind))
    }
    return .draftSaved(id, draft.kind, KeptDraft(body: draft.body, stored: draft.body))
  }

  func detail(of id: OrderID) -> OrderDetail? {
    guard let order = orders.first(where: { $0.id == id }) else { return nil }
    let currency = order.total.currency
    let zero = Money.zero(currency)
    let half = Money(minorUnits: order.total.minorUnits / 2, currency: currency)
    var detail = OrderDetail(
      summary: order,
      items: items ?? [
        OrderItem(
          productID: "lamp",
          name: "Oak desk lamp, warm white",
          quantity: 2,
          unitPrice: half
        )
      ],
      shipping: zero,
      tax: zero,
      discount: zero,
      refunded: order.payment == .partiallyRefunded
        ? Money(minorUnits: 2_000, currency: currency) : zero,
      timeline: timeline(of: order),
      customer: CustomerHistory(
        orderCount: 4,
        netSpend: [order.total],
        firstOrderAt: Self.minutesAgo(400_000)
      )
    )
    detail.returns = returns.filter { $0.orderID == id }
    detail.refunds = refunds.filter { $0.orderID == id }
    let reserved = detail.refunds.filter { RefundRules.isReserving($0.state) }
    detail.ledger = PaymentLedger(
      captured: paymentMethod == "card" ? (captured ?? order.total).minorUnits : 0,
      refunded: detail.refunded.minorUnits,
      reserved: reserved.reduce(0) { $0 + $1.amount.minorUnits },
      reported: order.payment
    )
    if areCustomersKnown {
      detail.customerEmail = "someone@example.com"
      detail.customerPhone = "+39 06 555 0100"
    }
    detail.shippingAddress = Address(
      street: "Via Roma 12",
      city: "Roma",
      postalCode: "00184",
      country: "IT"
    )
    detail.paymentMethod = paymentMethod
    detail.paymentIntentID = "pi_3QKx9fV"
    detail.checkoutSessionID = "cs_test_81b"
    detail.chatSessionID =
      order.source == .chatCommerce && areCustomersKnown ? "chat_8f2" : nil
    detail.estimatedDelivery = "2026-11-15"
    detail.customerNotes = "Please ring twice."
    detail.conflicts = order.hasConflict ? overview.conflicts.filter { $0.orderID == id } : []
    detail.parcels = parcels
    detail.links = links[id] ?? []
    return isMasked ? detail.withMaskedContact : detail
  }

  private func timeline(of order: OrderSummary) -> [OrderEvent] {
    let start = order.createdAt.advanced(byMilliseconds: -27 * 3_600_000)
    func event(
      _ hours: Int64,
      _ kind: EventKind,
      _ actor: String,
      to value: String? = nil
    ) -> OrderEvent {
      OrderEvent(
        at: start.advanced(byMilliseconds: hours * 3_600_000),
        kind: kind,
        actor: actor,
        via: "sync",
        to: value
      )
    }
    var events = [
      event(0, .placed, "chat"), event(0, .payment, "stripe", to: "paid"),
      event(1, .status, "sync", to: "confirmed"), event(2, .payment, "stripe", to: "paid"),
    ]
    if order.status != .confirmed && order.status != .pending {
      events.append(event(25, .status, "maya", to: order.status.rawValue))
    }
    if let refund {
      var line = event(25, .refund, "stripe", to: refund.display())
      line.amount = refund
      events.append(line)
    }
    if let email {
      var line = event(26, .email, "maya", to: email.text.subject)
      line.email = email
      events.append(line)
    }
    events.append(event(26, .note, "tom", to: "Customer is moving house on Saturday."))
    return events
  }
}
