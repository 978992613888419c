/// The count of a return within its order, as people say and type it: `R1`.
package struct ReturnID: Hashable, Sendable, CustomStringConvertible {
  package let number: Int

  package init(_ number: Int) { self.number = number }

  /// Nil for anything but `R1`, in capital or small letters.
  package init?(text: String) {
    guard text.first == "R" || text.first == "r", let number = Int(text.dropFirst()), number > 0
    else { return nil }
    self.number = number
  }

  package var description: String { "R\(number)" }
}

package enum ReturnReason: String, CaseIterable, Sendable {
  case damaged, defective
  case wrongItem = "wrong_item"
  case notAsDescribed = "not_as_described"
  case changedMind = "changed_mind"
  /// With free text beside it.
  case other

  /// As people read it: `wrong item`.
  package var words: String { rawValue.replacing("_", with: " ") }
}

/// A wish for goods to come back.
package struct ReturnRequest: Equatable, Sendable {
  /// Nil for all that was sent and is in no return yet.
  package var items: [ItemQuantity]?
  package var reason: ReturnReason
  /// Words beside the reason; `other` needs them.
  package var text: String?

  package init(items: [ItemQuantity]? = nil, reason: ReturnReason, text: String? = nil) {
    self.items = items
    self.reason = reason
    self.text = text
  }
}

/// What of a return has come.
package struct ReceivedGoods: Equatable, Sendable {
  /// Nil for all that was announced; a product that is not named has not come.
  package var items: [ItemQuantity]?
  /// How many of what came are damaged.
  package var damaged: [ItemQuantity]
  /// Whether the goods go back into stock: a word that is kept, no stock is counted here.
  package var restocks: Bool

  package init(
    items: [ItemQuantity]? = nil,
    damaged: [ItemQuantity] = [],
    restocks: Bool = false
  ) {
    self.items = items
    self.damaged = damaged
    self.restocks = restocks
  }
}

/// What somebody does with a return that was asked for.
package enum ReturnMove: Equatable, Sendable {
  case approve
  case reject(reason: String?)
  /// The customer has sent it, with whatever is known of its way.
  case send(ShipmentNote)
  case receive(ReceivedGoods)
  case close
  case cancel(reason: String?)

  package var state: ReturnState {
    switch self {
    case .approve: .approved
    case .reject: .rejected
    case .send: .inTransit
    case .receive: .received
    case .close: .closed
    case .cancel: .cancelled
    }
  }

  package var reason: String? {
    switch self {
    case .reject(let reason), .cancel(let reason): reason
    case .approve, .send, .receive, .close: nil
    }
  }
}

/// One return of an order, for people to see.
package struct OrderReturn: Equatable, Sendable {
  package struct Line: Equatable, Sendable {
    /// What the product is known by: see ``OrderItem/sku``.
    package var sku: String
    package var name: String
    package var quantity: Int
    /// Nil until the return has come.
    package var received: Int?
    package var damaged: Int?

    package init(sku: String, name: String, quantity: Int) {
      self.sku = sku
      self.name = name
      self.quantity = quantity
    }
  }

  package struct Person: Equatable, Sendable {
    package var id: StaffID
    package var name: String

    package init(id: StaffID, name: String) {
      self.id = id
      self.name = name
    }
  }

  package var id: ReturnID
  package var orderID: OrderID
  package var orderNumber: String
  package var state: ReturnState
  package var reason: ReturnReason
  package var reasonText: String?
  package var lines: [Line]
  package var requester: Person
  /// Who approved or rejected it.
  package var decider: Person?
  package var receiver: Person?
  package var carrier: String?
  package var trackingNumber: String?
  /// Nil until it has come.
  package var restocks: Bool?
  /// Why it was rejected or cancelled.
  package var endReason: String?
  package var requestedAt: Instant
  package var decidedAt: Instant?
  package var sentAt: Instant?
  package var receivedAt: Instant?
  package var endedAt: Instant?

  package init(
    id: ReturnID,
    orderID: OrderID,
    orderNumber: String,
    state: ReturnState = .requested,
    reason: ReturnReason,
    reasonText: String? = nil,
    lines: [Line],
    requester: Person,
    requestedAt: Instant
  ) {
    self.id = id
    self.orderID = orderID
    self.orderNumber = orderNumber
    self.state = state
    self.reason = reason
    self.reasonText = reasonText
    self.lines = lines
    self.requester = requester
    self.requestedAt = requestedAt
  }
}

// MARK: - Steps

extension OrderReturn {
  /// Takes a step that the rules have allowed; what has come is already in the lines.
  package mutating func take(_ move: ReturnMove, by person: Person, at now: Instant) {
    state = move.state
    switch move {
    case .approve:
      decider = person
      decidedAt = now
    case .reject(let reason):
      decider = person
      decidedAt = now
      end(now, reason)
    case .send(let note):
      let note = note.trimmed
      carrier = note.carrier
      trackingNumber =
        note.trackingNumbers.isEmpty
        ? nil : note.trackingNumbers.joined(separator: ", ")
      sentAt = now
    case .receive(let goods):
      receiver = person
      receivedAt = now
      restocks = goods.restocks
    case .close: endedAt = now
    case .cancel(let reason): end(now, reason)
    }
  }

  private mutating func end(_ now: Instant, _ reason: String?) {
    endedAt = now
    endReason = reason.flatMap { Reason($0)?.text }
  }

  /// Goes back to a state that it had, without what came after it.
  package mutating func goBack(to state: ReturnState) {
    self.state = state
    if !state.isEnded {
      endedAt = nil
      endReason = nil
    }
    if state == .requested || state == .approved || state == .inTransit { forgetGoods() }
    if state == .requested || state == .approved {
      carrier = nil
      trackingNumber = nil
      sentAt = nil
    }
    guard state == .requested else { return }
    decider = nil
    decidedAt = nil
  }

  private mutating func forgetGoods() {
    receiver = nil
    receivedAt = nil
    restocks = nil
    for place in lines.indices {
      lines[place].received = nil
      lines[place].damaged = nil
    }
  }

  /// As it was then; nil where nobody had asked for it yet.
  package func past(at moment: Instant) -> OrderReturn? {
    guard requestedAt <= moment else { return nil }
    if let endedAt, endedAt <= moment { return self }
    var past = self
    let steps: [(Instant?, ReturnState)] = [
      (receivedAt, .received), (sentAt, .inTransit), (decidedAt, .approved),
    ]
    past.goBack(to: steps.first { $0.0.map { $0 <= moment } ?? false }?.1 ?? .requested)
    return past
  }
}

// MARK: - Words

extension ReturnState {
  /// As people read it: `in transit`.
  package var words: String { rawValue.replacing("_", with: " ") }

  /// Nothing more comes of it.
  package var isEnded: Bool {
    switch self {
    case .rejected, .closed, .cancelled: true
    case .requested, .approved, .inTransit, .received: false
    }
  }

  /// It holds goods: some are to come back, or have.
  package var stands: Bool {
    switch self {
    case .rejected, .cancelled: false
    case .requested, .approved, .inTransit, .received, .closed: true
    }
  }

  /// The goods are here, so that money can go back for them.
  package var isHere: Bool { self == .received || self == .closed }
}

extension OrderReturn {
  /// What it holds of each product: of what has come only that.
  package var held: [ParcelItem] {
    guard state.stands else { return [] }
    return goods
  }

  /// What came, or while it has not come what is to come.
  package var goods: [ParcelItem] {
    lines.compactMap { line in
      let count = line.received ?? line.quantity
      return count > 0 ? ParcelItem(sku: line.sku, name: line.name, quantity: count) : nil
    }
  }

  /// `2 × Mug, 1 × Tea pot`.
  package var contents: String { ParcelItem.words(goods) }

  package var damagedCount: Int { lines.map { $0.damaged ?? 0 }.clampedSum }

  /// How it came, once it has: `1 damaged, back into stock`.
  package var condition: String? {
    guard let restocks else { return nil }
    let announced = lines.map(\.quantity).clampedSum
    let came = lines.map { $0.received ?? 0 }.clampedSum
    let part = came < announced ? "\(came) of \(announced) came, " : ""
    let damage = damagedCount > 0 ? "\(damagedCount) damaged, " : ""
    return part + damage + (restocks ? "back into stock" : "not back into stock")
  }

  /// `DHL 0034`; nil when nothing is known of its way.
  package var tracking: String? {
    let words = [carrier, trackingNumber].compactMap(\.self)
    return words.isEmpty ? nil : words.joined(separator: " ")
  }

  /// How far it is, with what, why and by whom.
  package var story: String {
    var words = [state.words, contents]
    words.append([reason.words, reasonText].compactMap(\.self).joined(separator: ": "))
    words.append("by \(requester.name)")
    if let decider, state != .rejected { words.append("approved by \(decider.name)") }
    if let tracking { words.append(tracking) }
    if let condition { words.append(condition) }
    if let endReason { words.append(endReason) }
    return words.filter { !$0.isEmpty }.joined(separator: ", ")
  }

  /// What can happen next and who may; nil when nothing more can.
  package var nextWords: String? {
    let edges = ReturnRules.edges.filter { $0.from == state }
    guard !edges.isEmpty else { return nil }
    let words = edges.map { "\($0.to.words) (\($0.role == .agent ? "anyone" : $0.role.rawValue))" }
    return "next: \(words.joined(separator: ", "))"
  }
}

extension OrderReturn {
  /// What came of it and no refund for it has yet, so far as refunds name items.
  package func toRefund(after refunds: [Refund]) -> [ParcelItem] {
    guard state.isHere else { return [] }
    var left = goods
    let standing = refunds.filter { $0.returnID == id && RefundRules.isReserving($0.state) }
    for line in standing.flatMap(\.lines) {
      let sku = line.productID.isEmpty ? line.name : line.productID
      guard let place = left.firstIndex(where: { $0.sku == sku }) else { continue }
      left[place].quantity = max(0, left[place].quantity.subtractingClamped(line.quantity))
    }
    return left.filter { $0.quantity > 0 }
  }
}
