import Commerce
import Desk
import SQLiteKit
import Store
import Testing

/// Approved refunds on their way to the payment provider.
@Suite struct RefundWorkerTests {
  private let shop: Shop
  private let order: OrderID

  /// A refund of 5.00 € is approved, and its undo window has passed.
  init() throws {
    shop = try Shop()
    try shop.hire(Shop.ana, Shop.ben, Shop.cleo, Shop.dora)
    order = try shop.sale("CHT001")
    try shop.request(order, .amount(shop.euro(500)), key: "k")
    _ = try shop.desk(Shop.ben).perform([.approveRefund(order, RefundID("k"))])
    shop.clock.advance(seconds: 11)
  }

  private func events() throws -> [String] {
    try shop.texts(
      """
      SELECT from_value || '>' || to_value || ' ' || actor AS text FROM order_events
      WHERE kind = 'refund' AND via = 'outbox' ORDER BY serial
      """
    )
  }

  @Test func `an approved refund is paid once, under its key, and says under which name`() throws {
    let provider = FakeProvider()
    #expect(try shop.refundWorker(provider).deliverDue().sent == 1)
    #expect(try shop.refundWorker(provider).deliverDue() == DeliveryReport())
    let asked = try #require(provider.all.first)
    #expect(provider.keys == ["k"])
    #expect(asked.amount == shop.euro(500) && asked.payment.paymentIntent == "pi-CHT001")
    let refund = try #require(try shop.store.refund(RefundID("k")))
    #expect(refund.state == .succeeded && refund.providerReference == "re_1")
    #expect(try shop.money(order) == "partially_refunded 4000 captured, 500 refunded, 0 reserved")
    #expect(try events() == ["approved>pending outbox", "pending>succeeded outbox"])
    #expect(try shop.expectIntactAudit())
  }

  @Test func `without a provider it is kept, and says so`() throws {
    let worker = shop.refundWorker(NoPaymentProvider())
    #expect(try worker.deliverDue().kept == 1)
    #expect(try worker.deliverDue().kept == 0)
    #expect(try worker.nextDue() == nil)
    let refund = try #require(try shop.store.refund(RefundID("k")))
    #expect(refund.state == .approved)
    #expect(refund.problem == "no payment provider: kept in the outbox")
    #expect(try shop.refundWorker(FakeProvider()).deliverDue().sent == 1)
  }

  @Test func `before its window has passed nothing is sent`() throws {
    try shop.request(order, .amount(shop.euro(7)), key: "late")
    _ = try shop.desk(Shop.ben).perform([.approveRefund(order, RefundID("late"))])
    shop.clock.advance(seconds: 9)
    let provider = FakeProvider()
    _ = try shop.refundWorker(provider).deliverDue()
    #expect(provider.keys == ["k"])
  }

  @Test func `one that is refused for good frees its amount`() throws {
    let provider = FakeProvider { _ in .refused("the card is closed") }
    #expect(try shop.refundWorker(provider).deliverDue().parked == 1)
    #expect(try shop.refundState("k") == .failed)
    #expect(try shop.money(order) == "paid 4000 captured, 0 refunded, 0 reserved")
    shop.clock.advance(seconds: 100_000)
    #expect(try shop.refundWorker(provider).deliverDue() == DeliveryReport())
    #expect(provider.keys == ["k"])
  }

  @Test func `without an answer it keeps key and amount, is tried for 23 h, then waits`() throws {
    let provider = FakeProvider { _ in .unknown("no answer") }
    #expect(try shop.refundWorker(provider).deliverDue().failed == 1)
    #expect(try shop.refundState("k") == .unknown)
    #expect(try shop.money(order) == "paid 4000 captured, 0 refunded, 500 reserved")
    var tries = 1
    while let due = try shop.refundWorker(provider).nextDue() {
      shop.clock.advance(seconds: Double(due.milliseconds - shop.clock.now.milliseconds) / 1000)
      _ = try shop.refundWorker(provider).deliverDue()
      tries += 1
    }
    #expect(tries > 20)
    #expect(Set(provider.keys) == ["k"])
    let refund = try #require(try shop.store.refund(RefundID("k")))
    #expect(refund.state == .unknown)
    #expect(refund.problem?.contains("look it up at the provider") == true)
    let hours = shop.clock.now.milliseconds - (refund.sentAt?.milliseconds ?? 0)
    #expect(hours >= 23 * 3_600_000 && hours < 24 * 3_600_000)
    let cancel = Operation.cancelRefund(order, RefundID("k"), reason: "give up")
    #expect(try shop.refusal { try shop.desk(Shop.dora).perform([cancel]) }?.kind == .illegal)
    try settleByHand()
  }

  private func settleByHand() throws {
    let resolve = { (staff: Staff, reference: String?) in
      try shop.refusal {
        try shop.desk(staff).perform([
          .resolveRefund(
            order,
            RefundID("k"),
            RefundResolution(succeeded: true, reference: reference, reason: "seen there")
          )
        ])
      }?.kind
    }
    #expect(try resolve(Shop.ana, "re_9") == .forbidden)
    #expect(try resolve(Shop.dora, nil) == .invalid)
    #expect(try resolve(Shop.dora, "re_9") == nil)
    #expect(try shop.refundState("k") == .succeeded)
    #expect(try shop.money(order) == "partially_refunded 4000 captured, 500 refunded, 0 reserved")
    #expect(try shop.refundWorker(FakeProvider()).nextDue() == nil)
    #expect(try shop.refusal { try shop.desk(Shop.dora).undo() }?.kind == .cannotUndo)
  }

  @Test func `a worker that dies between sending and the answer pays no second time`() throws {
    let second = FakeProvider()
    let heir = shop.refundWorker(second, owner: "second")
    // The first one's answer comes when another has taken its refund over.
    let first = FakeProvider { [clock = shop.clock] _ in
      clock.advance(seconds: 130)
      do {
        let report = try heir.deliverDue()
        return report.sent == 1 ? .succeeded(reference: "late") : .refused("no takeover")
      } catch {
        return .refused("\(error)")
      }
    }
    #expect(try shop.refundWorker(first, owner: "first").deliverDue() == DeliveryReport())
    #expect(first.keys + second.keys == ["k", "k"])
    #expect(second.all.map(\.attempt) == [2])
    #expect(try shop.store.refund(RefundID("k"))?.providerReference == "re_1")
    #expect(
      try events()
        == ["approved>pending outbox", "pending>unknown outbox", "unknown>succeeded outbox"]
    )
    #expect(try shop.money(order) == "partially_refunded 4000 captured, 500 refunded, 0 reserved")
  }

  @Test func `a refund that waits holds up no reply, nor a reply a refund`() throws {
    _ = try shop.desk().perform([.sendReply(order, body: "It is on its way")])
    shop.clock.advance(seconds: 11)
    let sent = SentMessages()
    #expect(try shop.worker(sent).deliverDue().sent == 1)
    #expect(try shop.refundWorker(FakeProvider()).deliverDue().sent == 1)
  }

  @Test func `the program's ending says what became of it`() throws {
    let provider = FakeProvider()
    _ = try shop.refundWorker(provider).deliverDue()
    let refund = try #require(provider.all.first)
    let answer = { (ending: CommandTransport.Ending) in
      CommandPaymentProvider { _ in ending }.pay(refund)
    }
    #expect(
      answer(.exited(0, output: "re_7\nmore", errorOutput: "")) == .succeeded(reference: "re_7")
    )
    #expect(answer(.exited(65, errorOutput: "card closed\n")) == .refused("card closed"))
    for ending: CommandTransport.Ending in [
      .exited(0, output: " \n", errorOutput: ""), .exited(75, errorOutput: "later"),
      .exited(1, errorOutput: ""), .killed(bySignal: 9), .timedOut, .couldNotStart("is not there"),
    ] {
      guard case .unknown = answer(ending) else {
        Issue.record("\(ending) says more than is known")
        continue
      }
    }
    #expect(refund.json.contains(#""amount":500"#) && !refund.json.contains("\n"))
  }
}
