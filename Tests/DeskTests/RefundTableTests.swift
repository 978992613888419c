import Commerce
import Desk
import SQLiteKit
import Store
import TestSupport
import Testing

/// The ledger under any steps; the table of who may take which is in RuleTableTests.
@Suite struct RefundTableTests {
  /// Any legal steps of any program, past the desk: the database's own triggers keep the ledger.
  @Test func `random rows never refund more than was captured, and the status is the ledger's`()
    throws
  {
    let shop = try Shop()
    let steps = Trials.count(1_000)
    let orders = try (0..<max(8, steps / 100)).map { try shop.sale("R-\($0)") }
    var random = SeededNumbers(seed: 11)
    var taken = 0
    var refused = 0
    for start in stride(from: 0, to: steps, by: 200) {
      let counts = try shop.store.database.write { connection in
        var walk = RefundWalk(orders: orders, random: random, place: start)
        for _ in 0..<min(200, steps - start) { try walk.step(on: connection) }
        return walk
      }
      random = counts.random
      taken += counts.taken
      refused += counts.refused
    }
    #expect(
      try shop.number("SELECT count(*) FROM order_money WHERE refunded + reserved > captured") == 0
    )
    #expect(try shop.number("SELECT coalesce(sum(amount), 0) FROM ledger_entries") == 0)
    #expect(taken > steps / 3 && refused > 0)
    print("\(steps) random steps: \(taken) taken, \(refused) refused by the cap")
  }
}

/// Random legal steps of refunds, each checked where it is taken.
private struct RefundWalk: Sendable {
  let orders: [OrderID]
  var random: SeededNumbers
  var place: Int
  var taken = 0
  var refused = 0

  mutating func step(on connection: borrowing Connection) throws {
    place += 1
    let order = orders[Int.random(in: 0..<orders.count, using: &random)]
    let amount = Int.random(in: 1...1_500, using: &random)
    let wish = Int.random(in: 0..<3, using: &random)
    let open = try connection.map(
      """
      SELECT id, state FROM refunds WHERE order_id = \(order) AND origin = 'staff'
        AND state NOT IN ('cancelled', 'failed', 'canceled')
      ORDER BY id
      """
    ) { (id: try $0.text("id"), state: try $0.choice("state") as RefundState) }
    let chosen = open.isEmpty ? nil : open[Int.random(in: 0..<open.count, using: &random)]
    let next = chosen.flatMap {
      RefundRules.legalNext(from: $0.state).randomElement(using: &random)
    }
    let key = "walk-\(place)"
    do {
      try connection.savepoint { inner in
        if wish == 0 || chosen == nil {
          try inner.run(
            """
            INSERT INTO refunds (id, order_id, origin, amount, currency, state, reason,
              requester_id, created_at, changed_at)
            VALUES (\(key), \(order), 'staff', \(amount), 'EUR', 'requested', 'damaged', 'ana',
              '2026-05-04T09:00:00.000Z', '2026-05-04T09:00:00.000Z')
            """
          )
        } else if let chosen, let next {
          if next == .pending {
            let now = Instant(milliseconds: 1_777_885_200_000)
            try RefundTable.markSent(RefundID(chosen.id), at: now, on: inner)
          } else {
            try inner.run("UPDATE refunds SET state = \(next) WHERE id = \(chosen.id)")
          }
        }
      }
      taken += 1
    } catch is SQLiteError {
      refused += 1
    }
    try check(order, on: connection)
  }

  private func check(_ order: OrderID, on connection: borrowing Connection) throws {
    let ledger = try OrderMoney.ledger(of: order, on: connection)
    let status = try connection.text("SELECT payment_status FROM orders WHERE id = \(order)")
    guard let ledger, ledger.status.rawValue == status,
      ledger.refunded + ledger.reserved <= ledger.captured
    else { throw WalkError(order: order, place: place) }
  }

  struct WalkError: Error {
    let order: OrderID
    let place: Int
  }
}
