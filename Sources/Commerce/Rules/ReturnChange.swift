/// Why a return or a step of it was refused, in words that follow the order's number.
package struct ReturnRefusal: Error, Equatable, Sendable {
  /// `illegal`, `forbidden` or `invalid`.
  package var kind: Refusal.Kind
  package var sentence: String
}

extension ReturnRules {
  // MARK: Steps

  /// Nil when somebody of that role may take the step; the same state again is for the caller.
  package static func refusal(
    from state: ReturnState,
    by role: StaffRole,
    _ move: ReturnMove
  ) -> ReturnRefusal? {
    guard let edge = edges.first(where: { $0.from == state && $0.to == move.state }) else {
      let legal = legalNext(from: state).map(\.words).joined(separator: ", ")
      let possible = legal.isEmpty ? "" : " (possible now: \(legal))"
      return ReturnRefusal(
        kind: .illegal,
        sentence: "a return that is \(state.words) cannot become \(move.state.words)\(possible)"
      )
    }
    guard role >= edge.role else {
      return ReturnRefusal(
        kind: .forbidden,
        sentence: "\(edge.role.andAbove) may \(move.wanted), and you are \(role.withArticle)"
      )
    }
    guard edge.needsReason, move.reason.flatMap({ Reason($0) }) == nil else { return nil }
    return ReturnRefusal(
      kind: .invalid,
      sentence: "to \(move.wanted) needs a reason of at least 3 visible characters"
    )
  }

  /// Why no return of an order can begin, by its status and reason; nil when one can.
  package static func refusal(
    of request: ReturnRequest,
    in status: OrderStatus
  ) -> ReturnRefusal? {
    guard canBegin(for: status) else {
      let way = status == .cancelled ? "" : "; cancel or edit it instead"
      return ReturnRefusal(
        kind: .illegal,
        sentence: "only what was shipped can come back, and it is \(status)\(way)"
      )
    }
    guard request.reason == .other, request.text.flatMap({ Reason($0) }) == nil else { return nil }
    return ReturnRefusal(
      kind: .invalid,
      sentence: "the reason \"other\" needs words beside it, of at least 3 visible characters"
    )
  }

  // MARK: Goods

  /// What has left the house and is in no return, products of one id in one line: all items of an
  /// order of which no parcel is known here, else what is in its parcels.
  package static func returnable(
    of items: [OrderItem],
    parcels: [Parcel],
    returns: [OrderReturn]
  ) -> [ParcelItem] {
    var lines: [ParcelItem] = []
    let sent =
      parcels.isEmpty ? ShippingRules.left(of: items, after: []) : parcels.flatMap(\.items)
    for item in sent {
      if let line = lines.firstIndex(where: { $0.sku == item.sku }) {
        lines[line].quantity = lines[line].quantity.addingClamped(item.quantity)
      } else {
        lines.append(item)
      }
    }
    for item in returns.flatMap(\.held) {
      guard let line = lines.firstIndex(where: { $0.sku == item.sku }) else { continue }
      lines[line].quantity = lines[line].quantity.subtractingClamped(item.quantity)
    }
    return lines.filter { $0.quantity > 0 }
  }

  /// What is to come back, of what can; nil wants all of it.
  package static func contents(
    _ wanted: [ItemQuantity]?,
    of returnable: [ParcelItem]
  ) -> Result<[ParcelItem], ReturnRefusal> {
    guard !returnable.isEmpty else {
      let sentence = "nothing is left to return: all that was sent is in a return already"
      return .failure(ReturnRefusal(kind: .illegal, sentence: sentence))
    }
    guard let wanted else { return .success(returnable) }
    return picked(wanted, of: returnable, doing: "be returned")
  }

  /// The lines of a return with what has come of each.
  package static func received(
    _ goods: ReceivedGoods,
    of lines: [OrderReturn.Line]
  ) -> Result<[OrderReturn.Line], ReturnRefusal> {
    let announced = lines.map { ParcelItem(sku: $0.sku, name: $0.name, quantity: $0.quantity) }
    let came = goods.items.map { picked($0, of: announced, doing: "have come") }
    return (came ?? .success(announced)).flatMap { came in
      guard !goods.damaged.isEmpty else { return .success((came, [])) }
      return picked(goods.damaged, of: came, doing: "be damaged").map { (came, $0) }
    }
    .map { (came: [ParcelItem], damaged: [ParcelItem]) in
      lines.map { line in
        var line = line
        line.received = came.first { $0.sku == line.sku }?.quantity ?? 0
        line.damaged = damaged.first { $0.sku == line.sku }?.quantity ?? 0
        return line
      }
    }
  }

  /// So many of each, by the product's id or its exact name, of what there is.
  private static func picked(
    _ wanted: [ItemQuantity],
    of goods: [ParcelItem],
    doing what: String
  ) -> Result<[ParcelItem], ReturnRefusal> {
    var picked: [ParcelItem] = []
    for want in wanted {
      guard var item = find(want.item, in: goods) else {
        let known = goods.map { "\($0.quantity) of \($0.sku)" }.joined(separator: ", ")
        return invalid("\(want.item) cannot \(what); what can is \(known)")
      }
      guard !picked.contains(where: { $0.sku == item.sku }) else {
        return invalid("\(want.item) is named twice; give its quantity once")
      }
      guard (1...item.quantity).contains(want.quantity) else {
        return invalid("\(want.quantity) of \(want.item) cannot \(what): 1 to \(item.quantity) can")
      }
      item.quantity = want.quantity
      picked.append(item)
    }
    return picked.isEmpty ? invalid("at least one item has to \(what)") : .success(picked)
  }

  private static func invalid(_ sentence: String) -> Result<[ParcelItem], ReturnRefusal> {
    .failure(ReturnRefusal(kind: .invalid, sentence: sentence))
  }

  private static func find(_ name: String, in goods: [ParcelItem]) -> ParcelItem? {
    if let item = goods.first(where: { $0.sku == name }) { return item }
    let named = goods.filter { $0.name == name }
    return named.count == 1 ? named[0] : nil
  }
}

extension ReturnMove {
  fileprivate var wanted: String {
    switch self {
    case .approve: "approve a return"
    case .reject: "reject a return"
    case .send: "mark a return as in transit"
    case .receive: "receive a return"
    case .close: "close a return"
    case .cancel: "cancel a return"
    }
  }
}

extension OrderDetail {
  /// What can still come back of it.
  package var itemsToReturn: [ParcelItem] {
    ReturnRules.returnable(of: items, parcels: parcels, returns: returns)
  }
}
