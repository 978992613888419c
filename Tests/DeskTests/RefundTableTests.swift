import Commerce
import Desk
import SQLiteKit
import Store
import TestSupport
import Testing

/// Every role, every state, every step of a refund, through the door, against the table of the rules.
@Suite struct RefundTableTests {
  enum Step: CaseIterable {
    case approve, cancel, succeed, fail

    var state: RefundState {
      switch self {
      case .approve: .approved
      case .cancel: .cancelled
      case .succeed: .succeeded
      case .fail: .failed
      }
    }

    func operation(_ order: OrderID, _ refund: RefundID) -> Operation {
      switch self {
      case .approve: .approveRefund(order, refund)
      case .cancel: .cancelRefund(order, refund, reason: "because of the table")
      case .succeed, .fail:
        .resolveRefund(
          order,
          refund,
          RefundResolution(succeeded: self == .succeed, reference: "re_1", reason: "the table")
        )
      }
    }
  }

  @Test(arguments: StaffRole.allCases)
  func `each step has exactly the outcome of the table`(role: StaffRole) throws {
    let shop = try Shop()
    try shop.hire(Shop.ana, Shop.ben, Shop.cleo, Shop.dora)
    for from in RefundState.allCases {
      for step in Step.allCases {
        for isOwn in [false, true] {
          try check(from, step, role, isOwn: isOwn, in: shop)
        }
      }
    }
    #expect(try shop.expectIntactAudit())
    #expect(try shop.number("SELECT sum(amount) FROM ledger_entries") == 0)
  }

  private func check(
    _ from: RefundState,
    _ step: Step,
    _ role: StaffRole,
    isOwn: Bool,
    in shop: Shop
  ) throws {
    let order = try shop.sale("T-\(try shop.number("SELECT count(*) FROM orders") ?? 0)")
    let key = "\(order)-refund"
    try shop.request(
      order,
      .amount(shop.euro(100)),
      by: isOwn ? Shop.staff(role) : Shop.ben,
      key: key
    )
    try shop.sql(
      """
      UPDATE refunds SET state = \(from), sent_place = 1, source_refunded = 0 WHERE id = \(key)
      """
    )
    let operation = step.operation(order, RefundID(key))
    let desk = shop.desk(Shop.staff(role))
    let refusal = try shop.refusal { try desk.perform([operation]) }
    let state = try shop.refundState(key)
    let outcome = refusal?.kind.rawValue ?? (state == from ? "unchanged" : "done")
    let expected = expected(from, step, role, isOwn: isOwn, operation)
    #expect(outcome == expected, "\(role), own \(isOwn): \(from) to \(step.state)")
    #expect(state == (expected == "done" ? step.state : from))
    #expect(try shop.money(order)?.contains("NOT") == false)
    if refusal?.kind == .illegal, let sentence = refusal?.sentence {
      let legal = RefundRules.legalNext(from: from).map(\.rawValue)
      #expect(legal.allSatisfy { sentence.contains($0) }, "\(sentence)")
    }
  }

  private func expected(
    _ from: RefundState,
    _ step: Step,
    _ role: StaffRole,
    isOwn: Bool,
    _ operation: Operation
  ) -> String {
    if let action = operation.requiredAction, Permissions.permission(role, action).isDenied {
      return "forbidden"
    }
    guard from != step.state else { return "unchanged" }
    guard let edge = RefundRules.edge(from: from, to: step.state) else { return "illegal" }
    guard let needed = edge.role, role >= needed else { return "forbidden" }
    if step == .cancel, role == .agent, !isOwn { return "forbidden" }
    return "done"
  }

  @Test(arguments: StaffRole.allCases)
  func `everybody may ask for a refund, of a paid order`(role: StaffRole) throws {
    let shop = try Shop()
    for payment in PaymentStatus.allCases {
      let order = try shop.sale(
        "P-\(payment)".prefix(20).description,
        payment: payment,
        method: "invoice"
      )
      guard try shop.facts(order) != nil else { continue }
      let refusal = try shop.refusal { try shop.request(order, .full, by: Shop.staff(role)) }
      // A source that says `refunded` leaves nothing.
      let isOpen = payment == .paid || payment == .partiallyRefunded
      #expect(refusal?.kind == (isOpen ? nil : .illegal), "\(role): \(payment)")
    }
  }

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
