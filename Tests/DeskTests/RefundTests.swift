import Commerce
import Desk
import SQLiteKit
import Store
import TestSupport
import Testing

/// Money that goes back: asked for, allowed, given up, settled.
@Suite struct RefundTests {
  private let shop: Shop
  private let order: OrderID

  init() throws {
    shop = try Shop()
    try shop.hire(Shop.ana, Shop.ben, Shop.cleo, Shop.dora)
    order = try shop.sale("CHT001")
  }

  // MARK: Request

  @Test func `a refund sets money aside at once and sends nothing`() throws {
    let receipt = try shop.request(order, .amount(shop.euro(500)), by: Shop.cleo, key: "r1")
    #expect(receipt.summary == "CHT001: refund of €5.00 is requested, its id is r1")
    #expect(try shop.money(order) == "paid 4000 captured, 0 refunded, 500 reserved")
    #expect(try shop.number("SELECT count(*) FROM outbox") == 0)
    #expect(try shop.timeline(order) == ["refund >requested"])
    #expect(
      try shop.texts(
        """
        SELECT account || ' ' || sum(amount) AS text FROM ledger_entries GROUP BY account
        """
      )
        == ["customer -4000", "refunds_pending 500", "revenue 3500"]
    )
    #expect(try shop.expectIntactAudit())
  }

  @Test func `all parts of an order come to what was paid for them`() throws {
    // 2 × 12.00 and 1 × 15.00, less 3.00 discount, and 4.00 shipping: 40.00.
    let one = RefundPart.items([ItemQuantity(item: "mug", quantity: 1)])
    #expect(try shop.refund(order, one, key: "a").amount.minorUnits == 1107)
    #expect(try shop.refund(order, one, key: "b").amount.minorUnits == 1108)
    let pot = RefundPart.items([ItemQuantity(item: "Tea pot", quantity: 1)])
    #expect(try shop.refund(order, pot, key: "c").amount.minorUnits == 1385)
    let shipping = try shop.refund(order, .shipping, key: "d")
    #expect(shipping.amount.minorUnits == 400 && shipping.shipping.minorUnits == 400)
    #expect(try shop.money(order) == "paid 4000 captured, 0 refunded, 4000 reserved")
    #expect(
      try shop.texts("SELECT name || ' ' || quantity || ' ' || amount AS text FROM refund_items")
        == ["Mug 1 1107", "Mug 1 1108", "Tea pot 1 1385"]
    )
  }

  @Test func `a mug that is refunded stays so when the source sends its lines in another order`()
    throws
  {
    let mugs = RefundPart.items([ItemQuantity(item: "mug", quantity: 2)])
    _ = try shop.request(order, mugs)
    let turned = #"""
      [{"product_id":"","name":"Tea pot","quantity":1,"unit_amount":1500},
       {"product_id":"mug","name":"Mug","quantity":2,"unit_amount":1200}]
      """#
    try shop.sql(
      """
      UPDATE chat_orders SET items = \(turned), updated_at = '2026-05-02T08:00:00Z'
      WHERE id = \(order)
      """
    )
    let again = RefundPart.items([ItemQuantity(item: "mug", quantity: 1)])
    let refusal = try shop.refusal { try shop.request(order, again) }
    #expect(refusal?.sentence == "CHT001: of mug 0 can be refunded, and 1 are asked for")
    let detail = try #require(try shop.store.order(order))
    #expect(detail.refundableParts.items.map(\.left) == [1, 0])
  }

  @Test func `full is all that is left`() throws {
    _ = try shop.request(order, .amount(shop.euro(1_500)))
    #expect(try shop.refund(order, .full, key: "rest").amount.minorUnits == 2_500)
    let none = try shop.refusal { try shop.request(order, .full) }
    #expect(none?.kind == .illegal)
    #expect(
      none?.sentence
        == "CHT001: nothing is left to refund (€40.00 paid, €0.00 refunded, €40.00 set aside)"
    )
  }

  @Test func `what cannot be refunded is refused with what can`() throws {
    let cases: [(RefundPart, Refusal.Kind, String)] = [
      (.amount(shop.euro(4_001)), .illegal, "at most €40.00 can be refunded"),
      (.amount(shop.euro(0)), .invalid, "a refund is more than €0.00"),
      (.amount(Money(minorUnits: 5, currency: .usd)), .invalid, "so USD cannot be refunded"),
      (.items([ItemQuantity(item: "cup", quantity: 1)]), .invalid, "it has mug, Tea pot"),
      (.items([ItemQuantity(item: "mug", quantity: 3)]), .invalid, "of mug 2 can be refunded"),
      (.items([]), .invalid, "no item is named"),
    ]
    for (part, kind, words) in cases {
      let refusal = try shop.refusal { try shop.request(order, part) }
      #expect(refusal?.kind == kind)
      #expect(refusal?.sentence.contains(words) == true, "\(refusal?.sentence ?? "none")")
    }
    let unpaid = try shop.sale("CHT002", payment: .pending, method: "cash_on_delivery")
    let early = try shop.refusal { try shop.request(unpaid, .full) }
    #expect(early?.sentence == "CHT002: nothing is paid, so nothing can be refunded")
    #expect(try shop.number("SELECT count(*) FROM refunds") == 0)
  }

  @Test func `other needs words, and only ops call a payment fraudulent`() throws {
    let wordless = try shop.refusal {
      try shop.desk().perform([
        .requestRefund(order, RefundRequest(part: .full, reason: .other, text: "ab"))
      ])
    }
    #expect(wordless?.kind == .invalid)
    let fraud = Operation.requestRefund(order, RefundRequest(part: .full, reason: .fraudulent))
    #expect(try shop.refusal { try shop.desk(Shop.cleo).perform([fraud]) }?.kind == .forbidden)
    #expect(try shop.refusal { try shop.desk(Shop.ana).perform([fraud]) } == nil)
  }

  @Test func `one key is one refund, and no other one's`() throws {
    _ = try shop.request(order, .amount(shop.euro(500)), key: "k")
    let again = try shop.request(order, .amount(shop.euro(500)), key: "k")
    #expect(again.actID == nil)
    #expect(again.summary == "CHT001: the refund of €5.00 with this key is requested already")
    let other = try shop.refusal { try shop.request(order, .amount(shop.euro(501)), key: "k") }
    #expect(other?.kind == .keyReused)
    #expect(try shop.number("SELECT count(*) FROM refunds") == 1)
  }

  // MARK: Approve and cancel

  @Test func `ops approve up to their limit, and nobody a large one of their own`() throws {
    let limits = RefundLimits(ops: 2_000, fourEyes: 1_000)
    let settings = DeskSettings(refundLimits: limits)
    _ = try shop.request(order, .amount(shop.euro(1_200)), by: Shop.ana, key: "own")
    _ = try shop.request(order, .amount(shop.euro(2_100)), by: Shop.dora, key: "large")
    let approve = { (staff: Staff, key: String) in
      try shop.refusal {
        try shop.desk(staff, settings: settings).perform([.approveRefund(order, RefundID(key))])
      }?.sentence
    }
    #expect(
      try approve(Shop.cleo, "own")?.contains("needs ops or admin, and you are agent") == true
    )
    #expect(
      try approve(Shop.ana, "own")
        == "CHT001: above €10.00 somebody else has to approve what you asked for"
    )
    #expect(try approve(Shop.ben, "own") == nil)
    #expect(
      try approve(Shop.ben, "large")
        == "CHT001: ops approve refunds up to €20.00, and this one is €21.00"
    )
    #expect(
      try approve(Shop.dora, "large")?.contains("somebody else has to approve") == true,
      "an admin is no exception"
    )
  }

  @Test func `agents cancel their own, others need ops; the amount is free again`() throws {
    _ = try shop.request(order, .amount(shop.euro(4_000)), by: Shop.ana, key: "k")
    let cancel = Operation.cancelRefund(order, RefundID("k"), reason: "customer keeps it")
    let refused = try shop.refusal { try shop.desk(Shop.cleo).perform([cancel]) }
    #expect(refused?.kind == .forbidden)
    let bare = Operation.cancelRefund(order, RefundID("k"), reason: " ")
    #expect(try shop.refusal { try shop.desk(Shop.ben).perform([bare]) }?.kind == .invalid)
    _ = try shop.desk(Shop.ben).perform([cancel])
    #expect(try shop.money(order) == "paid 4000 captured, 0 refunded, 0 reserved")
    _ = try shop.request(order, .full, by: Shop.cleo, key: "mine")
    let own = Operation.cancelRefund(order, RefundID("mine"), reason: "a mistake")
    #expect(try shop.refusal { try shop.desk(Shop.cleo).perform([own]) } == nil)
  }

  // MARK: Undo

  @Test func `each step is taken back within its window, and a key never goes to another`() throws {
    let desk = shop.desk(Shop.dora)
    _ = try shop.request(order, .amount(shop.euro(500)), by: Shop.dora, key: "k")
    _ = try desk.undo()
    #expect(try shop.refundState("k") == .cancelled)
    #expect(try shop.money(order) == "paid 4000 captured, 0 refunded, 0 reserved")
    _ = try shop.request(order, .amount(shop.euro(600)), by: Shop.dora, key: "m")
    _ = try desk.perform([.approveRefund(order, RefundID("m"))])
    _ = try desk.undo()
    #expect(try shop.refundState("m") == .requested)
    shop.clock.advance(seconds: 11)
    let provider = FakeProvider()
    #expect(try shop.refundWorker(provider).deliverDue() == DeliveryReport())
    #expect(provider.keys == [], "an approval that was taken back was never sent")
    _ = try desk.perform([.cancelRefund(order, RefundID("m"), reason: "a mistake")])
    _ = try desk.undo()
    #expect(try shop.refundState("m") == .requested)
    #expect(try shop.money(order) == "paid 4000 captured, 0 refunded, 600 reserved")
    #expect(try shop.expectIntactAudit())
  }

  @Test func `a cancelled refund does not come back when its money is refunded otherwise`() throws {
    let desk = shop.desk()
    _ = try shop.request(order, .full, key: "k")
    _ = try desk.perform([.cancelRefund(order, RefundID("k"), reason: "too much")])
    _ = try shop.request(order, .amount(shop.euro(100)), by: Shop.ben)
    let refusal = try shop.refusal { try desk.undo() }
    #expect(refusal?.kind == .cannotUndo)
    #expect(try shop.refundState("k") == .cancelled)
  }

  // MARK: Cash on delivery

  @Test func `cash on delivery is noted once, by ops, when the parcel is there`() throws {
    let cash = try shop.sale(
      "CHT003",
      status: .shipped,
      payment: .pending,
      method: "cash_on_delivery"
    )
    let capture = Operation.capturePayment(cash, reference: "list 7")
    #expect(try shop.refusal { try shop.desk(Shop.cleo).perform([capture]) }?.kind == .forbidden)
    let early = try shop.refusal { try shop.desk().perform([capture]) }
    #expect(early?.sentence.contains("it is shipped; set it to delivered first") == true)
    try shop.desk(Shop.ben).set(cash, to: .delivered, reason: "customer confirmed it")
    let bare = Operation.capturePayment(cash, reference: " ")
    #expect(try shop.refusal { try shop.desk().perform([bare]) }?.kind == .invalid)
    #expect(try shop.desk().perform([capture]).summary == "CHT003 is paid: €40.00")
    #expect(try shop.money(cash) == "paid 4000 captured, 0 refunded, 0 reserved")
    #expect(try shop.desk(Shop.ben).perform([capture]).summary == "CHT003 is paid already")
    _ = try shop.desk().undo()
    #expect(try shop.money(cash) == "pending 0 captured, 0 refunded, 0 reserved")
    #expect(try shop.number("SELECT count(*) FROM ledger_transfers") == 2)
    let card = try shop.refusal {
      try shop.desk().perform([.capturePayment(order, reference: "x")])
    }
    #expect(card?.kind == .illegal)
  }

  @Test func `money that was refunded since keeps a capture from being taken back`() throws {
    let cash = try shop.sale(
      "CHT003",
      status: .delivered,
      payment: .pending,
      method: "cash_on_delivery"
    )
    _ = try shop.desk().perform([.capturePayment(cash, reference: "list 7")])
    _ = try shop.request(cash, .amount(shop.euro(1)), by: Shop.ben)
    let act = try shop.texts("SELECT id AS text FROM acts ORDER BY serial")[0]
    let refusal = try shop.refusal { try shop.desk().undo(.act(act)) }
    #expect(refusal?.sentence.contains("a refund of it is under way or paid") == true)
  }

  // MARK: The source

  @Test func `a source that counts our refund does not count it twice`() throws {
    try shop.pay(order, 1_000, key: "k")
    #expect(try shop.money(order) == "partially_refunded 4000 captured, 1000 refunded, 0 reserved")
    try shop.report(order, refunded: 1_000, payment: .partiallyRefunded, at: "2026-05-04T10:00:00Z")
    #expect(try shop.money(order) == "partially_refunded 4000 captured, 1000 refunded, 0 reserved")
    try shop.report(order, refunded: 1_500, payment: .partiallyRefunded, at: "2026-05-04T11:00:00Z")
    #expect(try shop.money(order) == "partially_refunded 4000 captured, 1500 refunded, 0 reserved")
    try shop.pay(order, 2_500, key: "l")
    #expect(try shop.money(order) == "refunded 4000 captured, 4000 refunded, 0 reserved")
    #expect(try shop.number("SELECT sum(amount) FROM ledger_entries") == 0)
  }

  @Test func `a snapshot that knows nothing of our refund leaves the payment as it is`() throws {
    try shop.pay(order, 4_000, key: "k")
    try shop.report(order, refunded: 0, payment: .paid, at: "2026-05-04T10:00:00Z")
    #expect(try shop.money(order) == "refunded 4000 captured, 4000 refunded, 0 reserved")
  }

  @Test func `a refund that a source made impossible is not approved and not sent`() throws {
    _ = try shop.request(order, .amount(shop.euro(3_000)), key: "k")
    _ = try shop.request(order, .amount(shop.euro(500)), key: "l")
    _ = try shop.desk(Shop.ben).perform([.approveRefund(order, RefundID("l"))])
    try shop.report(order, refunded: 3_000, payment: .partiallyRefunded, at: "2026-05-04T10:00:00Z")
    let refusal = try shop.refusal {
      try shop.desk(Shop.dora).perform([.approveRefund(order, RefundID("k"))])
    }
    #expect(
      refusal?.sentence == "CHT001: more is set aside than is left to refund (€40.00 paid, "
        + "€30.00 refunded, €35.00 set aside), so this one is too much; cancel it"
    )
    shop.clock.advance(seconds: 11)
    let provider = FakeProvider()
    #expect(try shop.refundWorker(provider).deliverDue().parked == 1)
    #expect(provider.keys == [])
    _ = try shop.desk(Shop.ben).perform([.cancelRefund(order, RefundID("k"), reason: "too much")])
    #expect(
      try shop.money(order) == "partially_refunded 4000 captured, 3000 refunded, 500 reserved"
    )
  }

  @Test func `a total that its source has lowered is named as what it is`() throws {
    _ = try shop.request(order, .amount(shop.euro(3_000)), key: "k")
    try shop.sql(
      """
      UPDATE chat_orders SET amount_total = 2000, updated_at = '2026-05-04T10:00:00Z'
      WHERE id = \(order)
      """
    )
    let refusal = try shop.refusal {
      try shop.desk(Shop.dora).perform([.approveRefund(order, RefundID("k"))])
    }
    #expect(
      refusal?.sentence == "CHT001: more is set aside than is left to refund (€20.00 paid, "
        + "€0.00 refunded, €30.00 set aside), so this one is too much; cancel it"
    )
  }

  @Test func `amounts of two currencies are never counted together`() throws {
    _ = try shop.request(order, .amount(shop.euro(300)), key: "k")
    _ = try shop.request(order, .amount(shop.euro(200)), key: "l")
    _ = try shop.desk(Shop.ben).perform([.approveRefund(order, RefundID("l"))])
    try shop.sql(
      """
      UPDATE chat_orders SET currency = 'JPY', amount_total = 1100, metadata = '{}',
        updated_at = '2026-05-04T10:00:00Z' WHERE id = \(order)
      """
    )
    let cancel = Operation.cancel(order, reason: "out of stock", noRefund: nil)
    let approve = Operation.approveRefund(order, RefundID("k"))
    for wish in [approve, cancel] {
      let refusal = try shop.refusal { try shop.desk(Shop.dora).perform([wish]) }
      #expect(refusal?.sentence.contains("its source has changed its currency") == true)
    }
    #expect(try shop.refusal { try shop.request(order, .full) }?.kind == .illegal)
    shop.clock.advance(seconds: 11)
    let provider = FakeProvider()
    #expect(try shop.refundWorker(provider).deliverDue().parked == 1)
    #expect(provider.keys == [])
    for key in ["k", "l"] {
      _ = try shop.desk(Shop.ben).perform([
        .cancelRefund(order, RefundID(key), reason: "other currency")
      ])
    }
    #expect(try shop.money(order) == "paid 1100 captured, 0 refunded, 0 reserved")
    #expect(try shop.refund(order, .full, key: "m").amount.currency == .jpy)
  }

  @Test func `cash for an edited order goes back once, whatever its source paid back`() throws {
    let cash = try shop.sale(
      "CHT003",
      status: .packaged,
      payment: .pending,
      method: "cash_on_delivery"
    )
    let desk = shop.desk(Shop.dora)
    let pots = OrderEdit(quantities: [ParcelQuantity(sku: "Tea pot", quantity: 2)])
    _ = try desk.perform([.editOrder(cash, pots)])
    try desk.set(cash, to: .shipped)
    _ = try desk.perform([
      .setStatus(cash, to: .delivered, shipment: nil, reason: "seen there"),
      .capturePayment(cash, reference: "list 7"),
    ])
    try shop.report(cash, refunded: 4_000, payment: .refunded, at: "2026-05-04T10:00:00Z")
    try shop.pay(cash, 1_500, key: "k")
    #expect(try shop.money(cash) == "refunded 5500 captured, 5500 refunded, 0 reserved")
  }

  // MARK: The database itself

  @Test func `the database keeps cap, ledger and keys, whoever writes`() throws {
    _ = try shop.request(order, .amount(shop.euro(3_999)), key: "k")
    let statements: [SQL] = [
      """
      INSERT INTO refunds (id, order_id, origin, amount, currency, state, reason, requester_id,
        created_at, changed_at)
      VALUES ('z', \(order), 'staff', 2, 'EUR', 'requested', 'damaged', 'x', '2026-05-04', '2026')
      """,
      "UPDATE refunds SET amount = 5 WHERE id = 'k'", "DELETE FROM refunds WHERE id = 'k'",
      "UPDATE ledger_transfers SET amount = 1", "DELETE FROM ledger_transfers",
    ]
    for statement in statements {
      #expect(throws: SQLiteError.self) { try shop.sql(statement) }
    }
    #expect(try shop.money(order) == "paid 4000 captured, 0 refunded, 3999 reserved")
  }
}
