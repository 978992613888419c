import Commerce
import Desk
import SQLiteKit
import Store
import TestSupport
import Testing

/// Four people of three roles, a payment provider and a talking source, all at random.
///
/// `ORDERDECK_TRIALS=100` makes it 100,000 steps.
@Suite struct RandomStepsTests {
  @Test func `random steps take legal edges only, and each payment is the ledger's`() throws {
    let steps = Trials.count(1_000)
    let walk = try RandomSteps(seed: 21)
    for _ in 0..<steps { try walk.step() }
    print("\(steps) random steps: \(walk.summary)")
    #expect(walk.done > steps / 10 && walk.refused > steps / 10)
    try expectLegalEdges(walk.shop)
    #expect(
      try walk.shop.number(
        """
        SELECT count(*) FROM orders o JOIN order_money m ON m.order_id = o.id
        WHERE (o.payment_status, o.amount_refunded) IS NOT (m.payment_status, m.refunded)
        """
      ) == 0
    )
    #expect(try walk.shop.number("SELECT sum(amount) FROM ledger_entries") == 0)
    #expect(try walk.shop.expectIntactAudit())
  }

  private func expectLegalEdges(_ shop: Shop) throws {
    let statuses = try edges(shop, "status")
    #expect(statuses.count > 10)
    for (from, to) in statuses {
      let edge = OrderRules.edge(
        from: try #require(from.flatMap(OrderStatus.init(rawValue:))),
        to: try #require(to.flatMap(OrderStatus.init(rawValue:)))
      )
      #expect(edge != nil, "\(from ?? "") to \(to ?? "")")
    }
    let refunds = try edges(shop, "refund")
    #expect(refunds.count > 6)
    for (from, to) in refunds {
      let edge = RefundRules.edge(
        from: from.flatMap(RefundState.init(rawValue:)),
        to: try #require(to.flatMap(RefundState.init(rawValue:)))
      )
      #expect(edge != nil, "refund \(from ?? "") to \(to ?? "")")
    }
  }

  /// What people and the outbox have written, each pair once.
  private func edges(_ shop: Shop, _ kind: String) throws -> [(from: String?, to: String?)] {
    try shop.store.database.read { connection in
      try connection.map(
        """
        SELECT DISTINCT from_value, to_value FROM order_events
        WHERE kind = \(kind) AND via <> 'sync'
        """
      ) { (try $0.textIfPresent("from_value"), try $0.textIfPresent("to_value")) }
    }
  }
}

/// One step after the other, with the money of its order looked at after each.
private final class RandomSteps {
  let shop: Shop
  private(set) var done = 0
  private(set) var refused = 0
  private var delivered = 0
  private var reported = 0
  private var random: SeededNumbers
  private var place = 0
  private var orders: [OrderID] = []

  struct WrongMoney: Error {
    let order: OrderID
    let place: Int
    let words: String
  }

  init(seed: UInt64) throws {
    shop = try Shop()
    try shop.hire(Shop.ana, Shop.ben, Shop.cleo, Shop.dora)
    random = SeededNumbers(seed: seed)
    for _ in 0..<6 { try addOrder() }
  }

  var summary: String {
    "\(done) done, \(refused) refused, \(delivered) with the provider, \(reported) of the source"
  }

  func step() throws {
    place += 1
    if place.isMultiple(of: 20) { try addOrder() }
    let order = pick(Array(orders.suffix(12))) ?? orders[0]
    let room = try store { try OrderMoney.room(of: order, on: $0) }
    let chance = Int.random(in: 0..<20, using: &random)
    switch chance {
    case 0: try report(order)
    case 1...2: try deliver()
    default: try act(on: order, chance)
    }
    let words = try shop.money(order) ?? "no order"
    let after = try store { try OrderMoney.room(of: order, on: $0) }
    // Only a source may say that more went back than there was.
    guard !words.contains("NOT"), after >= 0 || after >= room || chance == 0 else {
      throw WrongMoney(order: order, place: place, words: words)
    }
  }

  private func store<Value: Sendable>(
    _ read: @Sendable (borrowing Connection) throws -> Value
  ) throws -> Value {
    try shop.store.database.read(read)
  }

  private func pick<Value>(_ values: [Value]) -> Value? { values.randomElement(using: &random) }

  private func addOrder() throws {
    let isCash = orders.count.isMultiple(of: 3)
    let order = try shop.sale(
      "W-\(orders.count)",
      status: pick([.confirmed, .processing, .packaged]) ?? .confirmed,
      payment: isCash ? .pending : .paid,
      method: isCash ? "cash_on_delivery" : "card"
    )
    orders.append(order)
  }

  // MARK: Others

  /// Newer, older and repeated words of the source.
  private func report(_ order: OrderID) throws {
    reported += 1
    let payment = pick([PaymentStatus.paid, .partiallyRefunded, .refunded, .failed]) ?? .paid
    let time = Instant(
      milliseconds: shop.clock.now.milliseconds + Int64.random(in: -90...90, using: &random) * 1_000
    )
    let refunded = payment == .failed ? 0 : Int.random(in: 0...3, using: &random) * 700
    try shop.report(order, refunded: refunded, payment: payment, at: time.rfc3339)
  }

  private func deliver() throws {
    delivered += 1
    shop.clock.advance(seconds: 11)
    let answer = pick([RefundAnswer.succeeded(reference: "re"), .refused("no"), .unknown("late")])
    _ = try shop.refundWorker(FakeProvider { _ in answer ?? .unknown("nothing") }).deliverDue()
  }

  // MARK: Staff

  private func act(on order: OrderID, _ chance: Int) throws {
    let desk = shop.desk(pick([Shop.ana, Shop.ben, Shop.cleo, Shop.dora]) ?? Shop.ana)
    do {
      switch chance {
      case 3: _ = try desk.undo()
      case 4: _ = try desk.redo()
      case 5...11: _ = try desk.perform([moneyOperation(order)])
      default: _ = try desk.perform([statusOperation(order)])
      }
      done += 1
    } catch is Refusal {
      refused += 1
    }
  }

  private var reason: String? {
    pick(["because of the walk", "because of the walk", nil, "x"]) ?? nil
  }

  private func statusOperation(_ order: OrderID) throws -> Operation {
    let legal = try shop.status(order).map { OrderRules.legalNext(from: $0, by: .admin) } ?? []
    return switch Int.random(in: 0..<8, using: &random) {
    case 0: .ship(order, .untracked, reason: reason)
    case 1: .cancel(order, reason: reason, noRefund: reason)
    case 2: .stepBack(order, reason: reason)
    case 3:
      .setStatus(order, to: pick(OrderStatus.allCases) ?? .shipped, shipment: nil, reason: reason)
    default: .setStatus(order, to: pick(legal) ?? .shipped, shipment: nil, reason: reason)
    }
  }

  private func moneyOperation(_ order: OrderID) throws -> Operation {
    let ids = try shop.store.refunds(of: order).filter { !$0.isReported }.map(\.id)
    let chance = Int.random(in: 0..<8, using: &random)
    guard let refund = pick(ids), chance > 2 else {
      return chance == 0 ? .capturePayment(order, reference: "list \(place)") : request(order)
    }
    switch chance {
    case 3: return .cancelRefund(order, refund, reason: reason)
    case 4:
      let isPaid = Bool.random(using: &random)
      let found = RefundResolution(succeeded: isPaid, reference: "re", reason: reason)
      return .resolveRefund(order, refund, found)
    default: return .approveRefund(order, refund)
    }
  }

  private func request(_ order: OrderID) -> Operation {
    let parts: [RefundPart] = [
      .full, .shipping, .items([ItemQuantity(item: "mug", quantity: 1)]),
      .amount(shop.euro(Int64.random(in: 1...1_500, using: &random))),
    ]
    let wish = RefundRequest(part: pick(parts) ?? .full, reason: .damaged)
    return .requestRefund(order, wish)
  }
}
