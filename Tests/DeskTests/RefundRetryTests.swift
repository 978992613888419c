import Commerce
import Desk
import SQLiteKit
import Store
import TestSupport
import Testing

/// Approved refunds that were kept because their source had reported more.
@Suite struct RefundRetryTests {
  private let shop: Shop
  private let order: OrderID

  init() throws {
    shop = try Shop()
    try shop.hire(Shop.ana, Shop.ben, Shop.cleo, Shop.dora)
    order = try shop.sale("CHT001")
  }

  /// Of 40.00 € paid 5.00 € are approved and 30.00 € asked for when the source reports 30.00 €.
  private func keepForLackOfRoom() throws {
    _ = try shop.request(order, .amount(shop.euro(3_000)), key: "k")
    _ = try shop.request(order, .amount(shop.euro(500)), key: "l")
    _ = try shop.desk(Shop.ben).perform([.approveRefund(order, RefundID("l"))])
    try shop.report(order, refunded: 3_000, payment: .partiallyRefunded, at: "2026-05-04T10:00:00Z")
    shop.clock.advance(seconds: 11)
    #expect(try shop.refundWorker(FakeProvider()).deliverDue().parked == 1)
  }

  @Test func `a refund that was kept for lack of room is paid once there is room`() throws {
    try keepForLackOfRoom()
    let retry = Operation.retryRefund(order, RefundID("l"))
    let early = try shop.refusal { try shop.desk(Shop.ben).perform([retry]) }
    #expect(
      early?.sentence
        == "CHT001: with the refund of €5.00 it would be €25.00 more than was paid: "
        + "cancel a refund of it"
    )
    _ = try shop.desk(Shop.ben).perform([.cancelRefund(order, RefundID("k"), reason: "too much")])
    #expect(try shop.store.refund(RefundID("l"))?.isParked == true)
    #expect(try shop.refusal { try shop.desk(Shop.cleo).perform([retry]) }?.kind == .forbidden)
    let queued = try shop.desk(Shop.ben).perform([retry])
    #expect(queued.summary == "CHT001: refund of €5.00 is queued again")
    #expect(try shop.store.refund(RefundID("l"))?.isParked == false)
    #expect(try shop.desk(Shop.ben).perform([retry]).changed.isEmpty, "it waits already")
    shop.clock.advance(seconds: 11)
    let provider = FakeProvider()
    #expect(try shop.refundWorker(provider).deliverDue().sent == 1)
    #expect(provider.keys == ["l"])
    #expect(
      try shop.texts("SELECT action AS text FROM audit WHERE action = 'retry_refund' LIMIT 1")
        == ["retry_refund"]
    )
    #expect(try shop.expectIntactAudit())
  }

  @Test func `sending a kept refund again is taken back before it leaves`() throws {
    try keepForLackOfRoom()
    _ = try shop.desk(Shop.ben).perform([.cancelRefund(order, RefundID("k"), reason: "too much")])
    _ = try shop.desk(Shop.ben).perform([.retryRefund(order, RefundID("l"))])
    #expect(
      try shop.desk(Shop.ben).undo().summary
        == "CHT001: refund of €5.00 is kept again and was not sent"
    )
    let refund = try shop.store.refund(RefundID("l"))
    #expect(
      refund?.isParked == true && refund?.problem?.hasPrefix("not sent: more is set aside") == true
    )
    shop.clock.advance(seconds: 60)
    #expect(try shop.refundWorker(FakeProvider()).deliverDue() == DeliveryReport())
  }

  @Test func `only an approved refund is sent again`() throws {
    _ = try shop.request(order, .amount(shop.euro(500)), key: "k")
    let refusal = try shop.refusal {
      try shop.desk(Shop.ben).perform([.retryRefund(order, RefundID("k"))])
    }
    #expect(refusal?.kind == .illegal)
    #expect(refusal?.sentence.hasSuffix("is tried again, and it is requested") == true)
  }
}
