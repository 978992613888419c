import Commerce
import JSON
import SQLiteKit
import Store

/// A return with its order, as a step of it finds both.
struct ReturnFacts: Sendable {
  var order: OrderFacts
  var goods: OrderReturn

  /// As sentences name it: `return R1`.
  var words: String { "return \(goods.id)" }

  func refusal(_ kind: Refusal.Kind, _ rule: String) -> Refusal { .about(order, kind, rule) }

  /// For the audit trail.
  func detail(from: ReturnState?, to: ReturnState) -> JSONObject {
    JSONObject([
      .init(key: "number", value: .string(order.number)),
      .init(key: "return", value: .string(goods.id.description)),
      .init(key: "goods", value: .string(goods.contents)),
      .init(key: "from", value: .optional(from?.rawValue)),
      .init(key: "to", value: .string(to.rawValue)),
    ])
  }
}

extension ActScope {
  /// The return of that order, or the refusal that there is none.
  func goods(
    _ id: ReturnID,
    of order: OrderID,
    on connection: borrowing Connection
  ) throws -> ReturnFacts {
    let facts = try facts(of: order, on: connection)
    guard let goods = try ReturnTable.find(id, of: order, on: connection) else {
      throw Refusal.about(facts, .notFound, "there is no return \(id) of it")
    }
    return ReturnFacts(order: facts, goods: goods)
  }

  /// What is to come back, checked against all that was sent and is in no return that stands.
  func returnable(
    of facts: OrderFacts,
    _ wanted: [ItemQuantity]?,
    on connection: borrowing Connection
  ) throws -> [ParcelItem] {
    let returns = try ReturnTable.returns(of: facts.id, on: connection)
    switch ReturnRules.contents(wanted, of: try left(of: facts, after: returns, on: connection)) {
    case .success(let goods): return goods
    case .failure(let refusal): throw Refusal.about(facts, refusal.kind, refusal.sentence)
    }
  }

  /// What was sent and is in none of these returns.
  func left(
    of facts: OrderFacts,
    after returns: [OrderReturn],
    on connection: borrowing Connection
  ) throws -> [ParcelItem] {
    ReturnRules.returnable(
      of: try OrderChanges.items(of: facts.id, facts.currency, on: connection),
      parcels: try ParcelsTable.standing(of: facts.id, on: connection),
      returns: returns
    )
  }

  /// Adds the line that a step of a return leaves on the timeline.
  func writeReturn(
    _ facts: ReturnFacts,
    from: ReturnState?,
    reason: String? = nil,
    on connection: borrowing Connection
  ) throws {
    let detail: JSONObject = JSONObject([
      .init(key: "return", value: .integer(facts.goods.id.number)),
      .init(key: "goods", value: .string(facts.goods.contents)),
    ])
    let event = NewEvent(
      id: newID(),
      orderID: facts.order.id,
      kind: .goodsReturn,
      from: from?.rawValue,
      to: facts.goods.state.rawValue,
      reason: reason,
      detail: JSONValue.object(detail).text()
    )
    try write(event, on: connection)
    try OrderChanges.touch(facts.order.id, at: now, on: connection)
  }

  /// The return that an act left in a state; refuses when it has moved on since.
  func returnToTakeBack(
    _ change: StandingChange,
    left state: ReturnState,
    on connection: borrowing Connection
  ) throws -> ReturnFacts {
    let order = try facts(of: change.order, on: connection)
    guard let number = change.inverse["return"]?.integerValue else {
      throw Refusal.unreadableInverse(of: order)
    }
    let facts = try goods(ReturnID(Int(number)), of: change.order, on: connection)
    guard facts.goods.state == state else {
      let rule = "cannot be taken back: \(facts.words) is \(facts.goods.state.words) by now"
      throw facts.refusal(.cannotUndo, rule)
    }
    return facts
  }

  /// Refuses to take a parcel off its way whose goods are to come back, or have.
  func refuseIfReturned(
    _ facts: OrderFacts,
    _ kind: Refusal.Kind,
    on connection: borrowing Connection
  ) throws {
    let standing = try ReturnTable.returns(of: facts.id, on: connection)
      .first { $0.state.stands }
    guard let goods = standing else { return }
    let lead = kind == .cannotUndo ? "cannot be taken back: " : ""
    let way =
      goods.state.isHere ? "its goods are here again" : "cancel that return first"
    let rule = "\(lead)return \(goods.id) of it is \(goods.state.words); \(way)"
    throw Refusal.about(facts, kind, rule)
  }
}

extension ActScope {
  /// Refuses money for a return whose goods have not come, or for more of them than came.
  func refuseUnlessReturned(
    _ request: RefundRequest,
    _ order: OrderFacts,
    on connection: borrowing Connection
  ) throws {
    guard let id = request.returnID else { return }
    let goods = try goods(id, of: order.id, on: connection).goods
    guard goods.state.isHere else {
      let rule = "return \(id) is \(goods.state.words); money goes back for it once it is received"
      throw Refusal.about(order, .illegal, rule)
    }
    guard case .items(let items) = request.part else { return }
    let refunds = try RefundTable.refunds(of: order.id, on: connection)
    let left = goods.toRefund(after: refunds)
    for want in items {
      let line = left.first { $0.sku == want.item } ?? left.first { $0.name == want.item }
      guard want.quantity > line?.quantity ?? 0 else { continue }
      let most = line?.quantity ?? 0
      let rule = "of \(want.item) \(most) came with return \(id) and are not refunded"
      throw Refusal.about(order, .invalid, "\(rule), and \(want.quantity) are asked for")
    }
  }
}
