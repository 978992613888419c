import Commerce
import Desk
import SQLiteKit
import Store
import Synchronization

/// A payment provider that remembers the keys it was asked for and answers as the test says.
final class FakeProvider: PaymentProvider {
  private let answer: @Sendable (OutboundRefund) -> RefundAnswer
  private let asked = Mutex<[OutboundRefund]>([])

  init(
    _ answer: @escaping @Sendable (OutboundRefund) -> RefundAnswer = { _ in
      .succeeded(reference: "re_1")
    }
  ) {
    self.answer = answer
  }

  func pay(_ refund: OutboundRefund) -> RefundAnswer {
    asked.withLock { $0.append(refund) }
    return answer(refund)
  }

  var all: [OutboundRefund] { asked.withLock { $0 } }
  var keys: [String] { all.map(\.key) }
}

extension Shop {
  /// An order of 40.00 €: two mugs of 12.00, a tea pot of 15.00, 4.00 shipping, 3.00 off.
  @discardableResult
  func sale(
    _ number: String,
    status: OrderStatus = .processing,
    payment: PaymentStatus = .paid,
    method: String = "card"
  ) throws -> OrderID {
    let items = #"""
      [{"product_id":"mug","name":"Mug","quantity":2,"unit_amount":1200},
       {"product_id":"","name":"Tea pot","quantity":1,"unit_amount":1500}]
      """#
    try sql(
      """
      INSERT INTO chat_orders (id, order_number, customer_name, customer_phone, items, currency,
        amount_total, status, payment_status, payment_method, stripe_payment_intent_id, metadata,
        created_at, updated_at)
      VALUES (\("order-" + number), \(number), 'Maria', '+351 912', \(items), 'EUR', 4000, \(status),
        \(payment), \(method), \("pi-" + number),
        '{"shipping_amount": 400, "discount_amount": 300}', '2026-05-01T08:00:00Z',
        '2026-05-01T08:00:00Z')
      """
    )
    return OrderID("order-" + number)
  }

  /// What the source says of an order's payment from then on.
  func report(
    _ order: OrderID,
    refunded: Int,
    payment: PaymentStatus,
    at time: String
  ) throws {
    try sql(
      """
      UPDATE chat_orders SET amount_refunded = \(refunded), payment_status = \(payment),
        updated_at = \(time)
      WHERE id = \(order)
      """
    )
  }

  func euro(_ cents: Int64) -> Money { Money(minorUnits: cents, currency: .eur) }

  @discardableResult
  func request(
    _ order: OrderID,
    _ part: RefundPart,
    by staff: Staff = Shop.ana,
    key: String? = nil
  ) throws -> Receipt {
    let request = RefundRequest(part: part, reason: .damaged, key: key)
    return try desk(staff).perform([.requestRefund(order, request)])
  }

  /// The same, and what was stored.
  func refund(_ order: OrderID, _ part: RefundPart, key: String) throws -> Refund {
    try request(order, part, key: key)
    guard let refund = try store.refund(RefundID(key)) else { throw RefundMissing() }
    return refund
  }

  struct RefundMissing: Error {}

  func refundState(_ key: String) throws -> RefundState? {
    try store.refund(RefundID(key))?.state
  }

  /// Brings a refund all the way to the customer.
  func pay(_ order: OrderID, _ cents: Int64, key: String) throws {
    try request(order, .amount(euro(cents)), key: key)
    _ = try desk(Shop.dora).perform([.approveRefund(order, RefundID(key))])
    clock.advance(seconds: 11)
    _ = try refundWorker(FakeProvider()).deliverDue()
  }

  func refundWorker(_ provider: any PaymentProvider, owner: String = "payer") -> RefundWorker {
    RefundWorker(desk: desk(Shop.ana), provider: provider, owner: owner)
  }

  /// What an order says of its payment, beside what its ledger comes to.
  func money(_ order: OrderID) throws -> String? {
    guard let ledger = try store.ledger(of: order), let facts = try facts(order) else { return nil }
    let status = facts.payment == ledger.status ? facts.payment.rawValue : "NOT THE LEDGER'S"
    return "\(status) \(ledger.captured) captured, \(ledger.refunded) refunded, "
      + "\(ledger.reserved) reserved"
  }
}
