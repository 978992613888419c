import Commerce
import Desk
import SQLiteKit
import Store
import Testing

@Suite struct CancelTests {
  private let shop: Shop
  private let order: OrderID

  init() throws {
    shop = try Shop()
    order = try shop.order("CHT001")
  }

  private func money(_ id: OrderID) throws -> [String] {
    try shop.texts(
      """
      SELECT to_value || ' | ' || coalesce(reason, '') || ' | ' || detail AS text
      FROM order_events WHERE order_id = \(id) AND kind = 'cancel'
      """
    )
  }

  @Test func `of a paid order a refund is requested, and the answer says so`() throws {
    let receipt = try shop.desk().perform([
      .cancel(order, reason: "out of stock", noRefund: nil)
    ])
    #expect(
      receipt.summary == "CHT001 is cancelled; a refund of €12.00 is requested, "
        + "and waits for approval"
    )
    #expect(try shop.status(order) == .cancelled)
    #expect(
      try money(order) == [
        "refund of €12.00 requested |  | "
          + #"{"refund":"requested","amount":1200,"currency":"EUR"}"#
      ]
    )
    #expect(
      try shop.texts(
        """
        SELECT action || ' ' || (detail ->> 'reason') || ' ' || (detail ->> 'refund') AS text
        FROM audit
        """
      ) == ["cancel out of stock requested"]
    )
    #expect(
      try shop.texts("SELECT state || ' ' || amount || ' ' || reason_text AS text FROM refunds")
        == ["requested 1200 order cancelled: out of stock"]
    )
    #expect(try shop.money(order) == "paid 1200 captured, 0 refunded, 1200 reserved")
    #expect(try shop.number("SELECT count(*) FROM outbox") == 0)
  }

  @Test func `one undo takes back the cancellation with its refund, and redo brings both again`()
    throws
  {
    let desk = shop.desk()
    _ = try desk.perform([.cancel(order, reason: "out of stock", noRefund: nil)])
    #expect(
      try desk.undo().summary
        == "CHT001 is processing again, and its refund is not requested any more"
    )
    #expect(try shop.texts("SELECT state AS text FROM refunds") == ["cancelled"])
    #expect(try shop.money(order) == "paid 1200 captured, 0 refunded, 0 reserved")
    _ = try desk.redo()
    #expect(try shop.status(order) == .cancelled)
    #expect(try shop.texts("SELECT state AS text FROM refunds") == ["requested"])
    #expect(try shop.money(order) == "paid 1200 captured, 0 refunded, 1200 reserved")
    #expect(try shop.expectIntactAudit())
  }

  @Test func `with its refund approved a cancellation is not taken back`() throws {
    let desk = shop.desk()
    _ = try desk.perform([.cancel(order, reason: "out of stock", noRefund: nil)])
    let refund = RefundID(try shop.texts("SELECT id AS text FROM refunds")[0])
    _ = try shop.desk(Shop.dora).perform([.approveRefund(order, refund)])
    let refusal = try shop.refusal { try desk.undo() }
    #expect(
      refusal?.sentence.hasSuffix(
        "\" cannot be taken back: the refund of €12.00 is approved by now"
      ) == true
    )
    #expect(try shop.status(order) == .cancelled)
  }

  @Test func `what is set aside already is not asked for twice`() throws {
    try shop.request(order, .amount(shop.euro(500)), key: "r1")
    let rest = try shop.desk().perform([.cancel(order, reason: "mistake", noRefund: nil)])
    #expect(
      rest.summary == "CHT001 is cancelled; a refund of €7.00 is requested, "
        + "and waits for approval; under way already: €5.00 (requested, id r1)"
    )
    let whole = try shop.order("CHT002")
    try shop.request(whole, .full, key: "r2")
    _ = try shop.desk(Shop.dora).perform([.approveRefund(whole, RefundID("r2"))])
    let none = try shop.desk().perform([.cancel(whole, reason: "mistake", noRefund: nil)])
    #expect(
      none.summary == "CHT002 is cancelled; €12.00 is set aside for refunds already: "
        + "€12.00 (approved, id r2)"
    )
    #expect(try shop.number("SELECT count(*) FROM refunds") == 3)
  }

  @Test func `without a refund the ones under way are named, because they go on`() throws {
    try shop.request(order, .amount(shop.euro(500)), key: "r1")
    let receipt = try shop.desk().perform([
      .cancel(order, reason: "mistake", noRefund: "paid cash back")
    ])
    #expect(
      receipt.summary == "CHT001 is cancelled, without a further refund; under way already: "
        + "€5.00 (requested, id r1)"
    )
    let later = try shop.request(order, .amount(shop.euro(100)), key: "r2")
    #expect(
      later.summary == "CHT001: refund of €1.00 is requested, its id is r2; "
        + "the order was cancelled without a refund: paid cash back"
    )
  }

  @Test func `cash of an order that got dearer is asked for as far as it came`() throws {
    let method = "cash_on_delivery"
    let cash = try shop.sale("CHT009", status: .delivered, payment: .pending, method: method)
    _ = try shop.desk().perform([.capturePayment(cash, reference: "list 7")])
    try shop.sql(
      """
      UPDATE chat_orders SET amount_total = 9000, updated_at = '2026-05-02T08:00:00Z'
      WHERE id = \(cash)
      """
    )
    for reason in ["one", "two"] {
      _ = try shop.desk(Shop.dora).perform([.stepBack(cash, reason: "wrong \(reason)")])
    }
    let receipt = try shop.desk().perform([.cancel(cash, reason: "customer left", noRefund: nil)])
    #expect(receipt.summary.contains("a refund of €40.00 is requested"))
    #expect(try shop.money(cash)?.hasSuffix("4000 captured, 0 refunded, 4000 reserved") == true)
  }

  @Test func `that none is due has its reason`() throws {
    let blank = try shop.refusal {
      try shop.desk().perform([.cancel(order, reason: "duplicate", noRefund: " x ")])
    }
    #expect(
      blank?.sentence == "CHT001: why no refund is due needs at least 3 visible characters"
    )
    let receipt = try shop.desk().perform([
      .cancel(order, reason: "duplicate", noRefund: "paid only once")
    ])
    #expect(receipt.summary == "CHT001 is cancelled, without a refund")
    #expect(
      try money(order) == [
        #"no refund due | paid only once | {"refund":"not_due","amount":1200,"currency":"EUR"}"#
      ]
    )
  }

  @Test func `what a refund gave back already is not counted again`() throws {
    let partly = try shop.order("CHT002", payment: .partiallyRefunded, refunded: 200)
    #expect(
      try shop.desk().perform([.cancel(partly, reason: "broken", noRefund: nil)]).summary
        .contains("a refund of €10.00 is requested")
    )
    let wholly = try shop.order("CHT003", payment: .refunded, refunded: 1_200)
    let receipt = try shop.desk().perform([.cancel(wholly, reason: "broken", noRefund: nil)])
    #expect(receipt.summary == "CHT003 is cancelled")
    #expect(try money(wholly) == [#"nothing to pay back |  | {"refund":"none"}"#])
  }

  @Test func `it needs a reason, and agents may before the goods are taken up`() throws {
    let none = try shop.refusal {
      try shop.desk().perform([.cancel(order, reason: nil, noRefund: nil)])
    }
    #expect(none?.sentence == "CHT001: cancelling needs a reason")
    let agent = shop.desk(Shop.cleo)
    let late = try shop.refusal {
      try agent.perform([.cancel(order, reason: "mistake", noRefund: nil)])
    }
    #expect(late?.kind == .forbidden)
    let early = try shop.order("CHT004", status: .confirmed)
    _ = try agent.perform([.cancel(early, reason: "mistake", noRefund: nil)])
    #expect(try shop.status(early) == .cancelled)
  }

  @Test(arguments: [OrderStatus.shipped, .delivered])
  func `what has left the house is returned or replaced instead`(status: OrderStatus) throws {
    let gone = try shop.order("CHT005", status: status)
    let refusal = try shop.refusal {
      try shop.desk(Shop.dora).perform([.cancel(gone, reason: "too late", noRefund: nil)])
    }
    #expect(refusal?.kind == .illegal)
    #expect(
      refusal?.sentence.hasPrefix(
        "CHT005: a \(status) order cannot be cancelled; "
          + "use a return (`orderdeck return request`) or a replacement instead"
      ) == true
    )
  }

  @Test func `it is final when its window is over, and says what to do instead`() throws {
    let desk = shop.desk()
    let before = try shop.dump(besidesHistory: true)
    _ = try desk.perform([.cancel(order, reason: "mistake", noRefund: nil)])
    _ = try desk.undo()
    #expect(try shop.dump(besidesHistory: true) == before)
    _ = try desk.redo()
    shop.clock.advance(seconds: 15 * 60 + 1)
    let late = try shop.refusal { try desk.undo() }
    #expect(late?.sentence.hasSuffix("make a replacement order") == true)
    let back = try shop.refusal {
      try shop.desk(Shop.dora).perform([.stepBack(order, reason: "by mistake")])
    }
    #expect(
      back?.sentence
        == "CHT001: a cancelled order stays cancelled; make a replacement order instead"
    )
  }

  @Test func `choosing the status cancelled is the same operation`() throws {
    try shop.desk().set(order, to: .cancelled, reason: "out of stock")
    #expect(try shop.texts("SELECT action AS text FROM audit") == ["cancel"])
    #expect(try money(order).count == 1)
  }
}

@Suite struct StepBackTests {
  private let shop: Shop
  private let order: OrderID

  init() throws {
    shop = try Shop()
    order = try shop.order("CHT001")
  }

  @Test func `ops go back from their own fresh step, with a reason, and the line stays`() throws {
    let desk = shop.desk()
    try desk.set(order, to: .packaged)
    let none = try shop.refusal { try desk.perform([.stepBack(order, reason: nil)]) }
    #expect(none?.sentence == "CHT001: going back needs a reason")
    let receipt = try desk.perform([.stepBack(order, reason: "set by mistake")])
    #expect(receipt.summary == "CHT001 is processing")
    #expect(
      try shop.timeline(order) == ["status processing>packaged", "status packaged>processing"]
    )
    #expect(try shop.texts("SELECT action AS text FROM audit").last == "step_back")
    #expect(try desk.undo().summary == "CHT001 is packaged again")
  }

  @Test func `later, or after somebody else's step, only an admin goes back`() throws {
    try shop.desk().set(order, to: .packaged)
    let others = try shop.refusal {
      try shop.desk(Shop.ben).perform([.stepBack(order, reason: "by mistake")])
    }
    #expect(others?.kind == .forbidden)
    shop.clock.advance(seconds: 15 * 60 + 1)
    let late = try shop.refusal {
      try shop.desk().perform([.stepBack(order, reason: "by mistake")])
    }
    #expect(late?.sentence.contains("ops may within 15 minutes of their own step") == true)
    _ = try shop.desk(Shop.dora).perform([.stepBack(order, reason: "by mistake")])
    #expect(try shop.status(order) == .processing)
  }

  @Test func `what was taken back, or went back, makes nobody the author of a step`() throws {
    try shop.desk().set(order, to: .packaged)
    let ben = shop.desk(Shop.ben)
    let way = "ops may within 15 minutes of their own step"
    for _ in 1...2 {
      try ben.set(order, to: .shipped)
      _ = try ben.undo()
      let refusal = try shop.refusal { try ben.perform([.stepBack(order, reason: "by mistake")]) }
      #expect(refusal?.sentence.contains(way) == true)
    }
    try ben.set(order, to: .shipped)
    _ = try ben.perform([.stepBack(order, reason: "by mistake")])
    let further = try shop.refusal { try ben.perform([.stepBack(order, reason: "by mistake")]) }
    #expect(further?.sentence.contains(way) == true)
    _ = try shop.desk().perform([.stepBack(order, reason: "by mistake")])
    #expect(try shop.status(order) == .processing, "it is Ana's own step still")
  }

  @Test func `only an admin takes delivered back, and the day of delivery stays`() throws {
    let desk = shop.desk()
    try desk.set(order, to: .shipped)
    try desk.set(order, to: .delivered, reason: "handed over")
    let refusal = try shop.refusal { try desk.perform([.stepBack(order, reason: "by mistake")]) }
    #expect(refusal?.kind == .forbidden)
    let first = try shop.facts(order)?.deliveredAt
    _ = try shop.desk(Shop.dora).perform([.stepBack(order, reason: "wrong order")])
    #expect(try shop.status(order) == .shipped)
    #expect(try shop.store.order(order)?.standingDelivery == nil, "nobody reads that it was")
    shop.clock.advance(seconds: 60)
    try desk.set(order, to: .delivered, reason: "handed over")
    #expect(try shop.facts(order)?.deliveredAt == first)
  }

  @Test func `the beginning has nothing behind it`() throws {
    let pending = try shop.order("CHT002", status: .pending)
    let refusal = try shop.refusal {
      try shop.desk(Shop.dora).perform([.stepBack(pending, reason: "by mistake")])
    }
    #expect(
      refusal?.sentence == "CHT002: a pending order has no step behind it "
        + "(possible now: confirmed, processing, cancelled)"
    )
  }

  @Test func `a cancellation whose refund a colleague gave up can be taken back`() throws {
    let desk = shop.desk()
    _ = try desk.perform([.cancel(order, reason: "by mistake", noRefund: nil)])
    let refund = try #require(try shop.store.refunds(of: order).first).id
    _ = try shop.desk(Shop.ben).perform([.cancelRefund(order, refund, reason: "wrong order")])
    #expect(try desk.undo().summary == "CHT001 is processing again")
    #expect(try shop.money(order) == "paid 1200 captured, 0 refunded, 0 reserved")
  }
}
