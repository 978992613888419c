package import Commerce

/// A move along an order's way with what it takes, not yet bound to an order.
package enum StatusMove: Equatable, Sendable {
  case set(OrderStatus, reason: String?)
  /// The reason is why there is no carrier or tracking number.
  case ship(ShipmentNote, reason: String?)
  case cancel(reason: String?, noRefund: String?)
  case back(reason: String?)

  package func operation(on order: OrderID) -> Operation {
    switch self {
    case .set(let status, let reason):
      .setStatus(order, to: status, shipment: nil, reason: reason)
    case .ship(let note, let reason): .ship(order, note, reason: reason)
    case .cancel(let reason, let noRefund): .cancel(order, reason: reason, noRefund: noRefund)
    case .back(let reason): .stepBack(order, reason: reason)
    }
  }

  /// Where it brings an order; nil where it leads nowhere.
  func status(from status: OrderStatus) -> OrderStatus? {
    switch self {
    case .set(let wanted, _): wanted
    case .ship: .shipped
    case .cancel: .cancelled
    case .back: OrderRules.previousStatus(before: status)
    }
  }

  var reason: String? {
    switch self {
    case .set(_, let reason), .ship(_, let reason), .cancel(let reason, _), .back(let reason):
      reason
    }
  }

  /// As titles of acts say it: `38 orders shipped`.
  var done: String {
    switch self {
    case .set(let status, _): status.rawValue
    case .ship: "shipped"
    case .cancel: "cancelled"
    case .back: "one step back"
    }
  }

  /// As previews say it: `38 will ship`.
  var coming: String {
    switch self {
    case .set(let status, _): "will be \(status.rawValue)"
    case .ship: "will ship"
    case .cancel: "will be cancelled"
    case .back: "will go a step back"
    }
  }
}

/// What a move would come to for several orders, asked of the same rules as the desk's.
struct MovePreview: Equatable, Sendable {
  /// Those that take the step, as soon as nothing is missing in the form.
  var possible = 0
  /// The others by what they are, in the order in which they were met: `3 pending`.
  private(set) var others: [(word: String, count: Int)] = []
  /// Why the first other one cannot; one sentence.
  private(set) var refusal: String?

  mutating func addOther(_ word: String, because sentence: String?) {
    refusal = refusal ?? sentence
    if let place = others.firstIndex(where: { $0.word == word }) {
      others[place].count += 1
    } else {
      others.append((word, 1))
    }
  }

  /// `38 will ship, 4 cannot: 3 pending, 1 cancelled`.
  func words(_ move: StatusMove) -> String {
    let coming = "\(CountText.grouped(possible)) \(move.coming)"
    guard !others.isEmpty else { return coming }
    let list = others.map { "\(CountText.grouped($0.count)) \($0.word)" }
      .joined(separator: ", ")
    let count = CountText.grouped(others.reduce(0) { $0 + $1.count })
    return "\(coming), \(count) cannot: \(list)"
  }

  static func == (left: MovePreview, right: MovePreview) -> Bool {
    left.possible == right.possible && left.refusal == right.refusal
      && left.others.map(\.word) == right.others.map(\.word)
      && left.others.map(\.count) == right.others.map(\.count)
  }
}

extension Model {
  /// What the rules say of a move of one order; nil for a further parcel, which moves nothing.
  ///
  /// The carrier's word and the age of the person's own step are known to the desk only, so the
  /// desk may allow or refuse what this says otherwise.
  func decision(
    on order: OrderSummary,
    _ move: StatusMove
  ) -> Result<StatusDecision, StatusRefusal> {
    guard let status = move.status(from: order.status) else {
      return .failure(OrderRules.noStepBack(from: order.status, by: staff.role))
    }
    var change = StatusChange(
      from: order.status,
      to: status,
      actor: .staff(staff.role),
      payment: order.payment,
      reason: move.reason
    )
    if case .ship(let note, _) = move { change.shipment = note }
    if case .cancel(_, let noRefund) = move { change.noRefund = noRefund }
    change.ownStepAgeMilliseconds = 0
    if detail.order?.summary.id == order.id { change.paymentMethod = detail.order?.paymentMethod }
    return OrderRules.check(change)
  }

  func preview(of move: StatusMove, on orders: [OrderSummary]) -> MovePreview {
    var preview = MovePreview()
    var decisions = Decisions()
    for order in orders {
      switch decision(on: order, move, &decisions) {
      case .success(.step): preview.possible += 1
      case .success(.unchanged): preview.addOther("\(order.status.rawValue) already", because: nil)
      case .failure(let refusal) where refusal.need != nil: preview.possible += 1
      case .failure(let refusal):
        let sentence = "\(order.number): \(refusal.sentence)"
        preview.addOther(order.status.rawValue, because: sentence)
      }
    }
    return preview
  }

  /// What the first order that could take the step still needs; nil when nothing is missing.
  func firstNeed(of move: StatusMove, on orders: [OrderSummary]) -> StatusRefusal? {
    var decisions = Decisions()
    for order in orders {
      guard case .failure(let refusal) = decision(on: order, move, &decisions) else { continue }
      if refusal.need != nil { return refusal }
    }
    return nil
  }

  /// What the rules said of orders that are alike: of ten thousand there are few kinds.
  private struct Decisions {
    struct Kind: Hashable {
      var status: OrderStatus
      var payment: PaymentStatus
      var isShown: Bool
    }

    var byKind: [Kind: Result<StatusDecision, StatusRefusal>] = [:]
  }

  private func decision(
    on order: OrderSummary,
    _ move: StatusMove,
    _ known: inout Decisions
  ) -> Result<StatusDecision, StatusRefusal> {
    let kind = Decisions.Kind(
      status: order.status,
      payment: order.payment,
      isShown: order.id == detail.order?.summary.id
    )
    if let decision = known.byKind[kind] { return decision }
    let decision = decision(on: order, move)
    known.byKind[kind] = decision
    return decision
  }
}
