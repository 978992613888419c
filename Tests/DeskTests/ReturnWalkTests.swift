import Commerce
import Desk
import SQLiteKit
import Store
import TestSupport
import Testing

/// People of three roles who do anything to returns, at random, and take it back.
@Suite struct ReturnWalkTests {
  @Test func `random steps of returns take legal edges only and hold no more than was sent`() throws
  {
    let walk = try ReturnWalk(seed: 4)
    let steps = Trials.count(600)
    for _ in 0..<steps { try walk.step() }
    print("\(steps) random steps of returns: \(walk.done) done, \(walk.refused) refused")
    #expect(walk.done > steps / 6 && walk.refused > steps / 6)
    let edges = try walk.shop.texts(
      """
      SELECT DISTINCT coalesce(from_value, '-') || ' ' || to_value AS text FROM order_events
      WHERE kind = 'return'
      """
    )
    let legal: Set = [
      "- requested", "cancelled requested", "requested approved", "requested rejected",
      "requested cancelled", "approved in_transit", "approved cancelled", "in_transit received",
      "in_transit cancelled", "received closed",
    ]
    #expect(Set(edges).isSubset(of: legal), "\(edges)")
    #expect(edges.count >= 8)
    #expect(try walk.shop.expectIntactAudit())
  }
}

private final class ReturnWalk {
  let shop: Shop
  private(set) var done = 0
  private(set) var refused = 0
  private var random: SeededNumbers
  private var orders: [OrderID] = []

  struct TooMany: Error { let words: [String] }

  init(seed: UInt64) throws {
    shop = try Shop()
    random = SeededNumbers(seed: seed)
    try shop.hire(Shop.ana, Shop.ben, Shop.cleo, Shop.dora)
    for place in 0..<4 {
      let status: OrderStatus = place == 0 ? .packaged : place == 1 ? .shipped : .delivered
      orders.append(try shop.sale("W-\(place)", status: status))
    }
  }

  private func pick<Value>(_ values: [Value]) -> Value? { values.randomElement(using: &random) }

  func step() throws {
    let order = pick(orders) ?? orders[0]
    let desk = shop.desk(pick([Shop.ana, Shop.ben, Shop.cleo, Shop.dora]) ?? Shop.ana)
    do {
      switch Int.random(in: 0..<12, using: &random) {
      case 0: _ = try desk.undo()
      case 1: _ = try desk.redo()
      case 2: _ = try desk.perform([other(order)])
      case 3...4: _ = try desk.perform([.requestReturn(order, request())])
      default: _ = try desk.perform([move(order)])
      }
      done += 1
    } catch is Refusal {
      refused += 1
    }
    try expectWithinWhatWasSent()
  }

  /// What a return stands on: parcels that go and come, money that rests on goods.
  private func other(_ order: OrderID) -> Operation {
    switch Int.random(in: 0..<4, using: &random) {
    case 0: .stepBack(order, reason: "because of the walk")
    case 1: .ship(order, .untracked, reason: "because of the walk")
    default:
      .requestRefund(
        order,
        RefundRequest(
          part: .items([ItemQuantity(item: "mug", quantity: 1)]),
          reason: .damaged,
          returnID: ReturnID(Int.random(in: 1...3, using: &random))
        )
      )
    }
  }

  private func request() -> ReturnRequest {
    let items = [
      ItemQuantity(item: "mug", quantity: Int.random(in: 1...3, using: &random)),
      ItemQuantity(item: "Tea pot", quantity: 1),
    ]
    let some = Array(items.shuffled(using: &random).prefix(Int.random(in: 0...2, using: &random)))
    return ReturnRequest(items: some.isEmpty ? nil : some, reason: .changedMind)
  }

  private func move(_ order: OrderID) throws -> Operation {
    let all = try shop.store.returns(of: order)
    let goods = pick(all.suffix(3))
    let legal = goods.map { ReturnRules.legalNext(from: $0.state) } ?? []
    let isLegal = Int.random(in: 0..<3, using: &random) > 0
    let state = (isLegal ? pick(legal) : pick(ReturnState.allCases)) ?? .approved
    return .moveReturn(order, goods?.id ?? ReturnID(1), move(to: state))
  }

  private func move(to state: ReturnState) -> ReturnMove {
    let reason = pick(["because of the walk", "because of the walk", nil]) ?? nil
    switch state {
    case .requested, .approved: return .approve
    case .rejected: return .reject(reason: reason)
    case .cancelled: return .cancel(reason: reason)
    case .inTransit: return .send(.untracked)
    case .closed: return .close
    case .received:
      let mug = ItemQuantity(item: "mug", quantity: 1)
      return .receive(ReceivedGoods(items: pick([nil, [mug]]) ?? nil))
    }
  }

  /// By what stands in the tables alone: of each product no more than two mugs and one tea pot.
  private func expectWithinWhatWasSent() throws {
    let over = try shop.texts(
      """
      SELECT r.order_id || ' ' || i.sku || ' ' || sum(coalesce(i.received, i.quantity)) AS text
      FROM returns r JOIN return_items i ON i.order_id = r.order_id AND i.number = r.number
      WHERE r.state NOT IN ('rejected', 'cancelled')
      GROUP BY r.order_id, i.sku
      HAVING sum(coalesce(i.received, i.quantity)) > CASE i.sku WHEN 'mug' THEN 2 ELSE 1 END
      UNION ALL
      SELECT r.order_id || ' is ' || o.status FROM returns r JOIN orders o ON o.id = r.order_id
      WHERE r.state NOT IN ('rejected', 'cancelled') AND o.status NOT IN ('shipped', 'delivered')
      UNION ALL
      SELECT f.id || ' rests on nothing' FROM refunds f JOIN returns r
        ON r.order_id = f.order_id AND r.number = f.return_number
      WHERE f.state = 'requested' AND r.state NOT IN ('received', 'closed')
      """
    )
    guard over.isEmpty else { throw TooMany(words: over) }
  }
}
