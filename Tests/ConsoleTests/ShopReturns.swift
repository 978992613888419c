import Commerce
import Console

/// Returns of the made-up shop.
extension SampleShop {
  static let me = OrderReturn.Person(id: StaffID("maya"), name: "maya")

  mutating func add(_ request: ReturnRequest, to id: OrderID) {
    guard let detail = detail(of: id) else { return }
    let wanted = ReturnRules.contents(request.items, of: detail.itemsToReturn)
    guard case .success(let goods) = wanted else { return }
    let number = returns.count { $0.orderID == id } + 1
    returns.append(
      OrderReturn(
        id: ReturnID(number),
        orderID: id,
        orderNumber: detail.summary.number,
        reason: request.reason,
        reasonText: request.text,
        lines: goods.map {
          OrderReturn.Line(sku: $0.sku, name: $0.name, quantity: $0.quantity)
        },
        requester: Self.me,
        requestedAt: Self.now
      )
    )
  }

  mutating func take(_ move: ReturnMove, _ id: ReturnID) {
    guard let place = returns.firstIndex(where: { $0.id == id }) else { return }
    if case .receive(let goods) = move,
      case .success(let lines) = ReturnRules.received(goods, of: returns[place].lines)
    {
      returns[place].lines = lines
    }
    returns[place].take(move, by: Self.me, at: Self.now)
  }
}
