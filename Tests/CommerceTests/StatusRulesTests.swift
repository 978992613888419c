import Commerce
import TestSupport
import Testing

@Suite struct StatusRulesTests {
  /// The law once more, by hand: each legal pair with the lowest role that may, `a`, `o` or `A`.
  static let law: [String: String] = [
    "pending confirmed": "a", "pending processing": "o", "pending cancelled": "a",
    "confirmed processing": "o", "confirmed cancelled": "a", "confirmed pending": "o",
    "processing packaged": "o", "processing shipped": "o", "processing cancelled": "o",
    "processing confirmed": "o", "packaged shipped": "o", "packaged cancelled": "o",
    "packaged processing": "o", "shipped delivered": "o", "shipped packaged": "o",
    "delivered shipped": "A",
  ]
  static let openToSystem: Set = [
    "pending confirmed", "pending cancelled", "confirmed cancelled", "processing shipped",
    "packaged shipped", "shipped delivered",
  ]

  /// A change that lacks nothing, so that only role and edge can be wrong with it.
  func complete(_ from: OrderStatus, _ to: OrderStatus, _ actor: ChangeActor) -> StatusChange {
    var change = StatusChange(
      from: from,
      to: to,
      actor: actor,
      payment: .paid,
      reason: "because I must"
    )
    change.shipment = ShipmentNote(carrier: "DHL", trackingNumber: "00340434")
    change.ownStepAgeMilliseconds = 60_000
    return change
  }

  func isLegal(_ role: StaffRole, _ pair: String) -> Bool {
    switch (Self.law[pair], role) {
    case ("a", _), ("o", .ops), ("o", .admin), ("A", .admin): true
    default: false
    }
  }

  @Test(arguments: OrderStatus.allCases, OrderStatus.allCases)
  func `every cell of role, from and to has its outcome`(from: OrderStatus, to: OrderStatus) {
    let pair = "\(from.rawValue) \(to.rawValue)"
    for role in StaffRole.allCases {
      let result = OrderRules.check(complete(from, to, .staff(role)))
      switch result {
      case .success(.unchanged): #expect(from == to)
      case .success(.step(let step)):
        #expect(isLegal(role, pair))
        #expect(step.statuses.last == to)
      case .failure(let refusal):
        #expect(from != to && !isLegal(role, pair))
        #expect(refusal.kind == (Self.law[pair] == nil ? .illegal : .forbidden))
        #expect(refusal.legal.allSatisfy { isLegal(role, "\(from.rawValue) \($0.rawValue)") })
      }
    }
    let isOpen = from == to || Self.openToSystem.contains(pair)
    #expect((refusal(complete(from, to, .system)) == nil) == isOpen)
  }

  @Test func `the table has no edge twice and leaves cancelled by none`() {
    let pairs = OrderRules.edges.map { "\($0.from.rawValue) \($0.to.rawValue)" }
    #expect(Set(pairs).count == pairs.count)
    #expect(Set(pairs) == Set(Self.law.keys))
    #expect(OrderRules.edges.allSatisfy { $0.from != .cancelled })
  }

  @Test func `a hundred thousand random steps use legal edges only`() throws {
    var random = SeededNumbers(seed: 31)
    var status = OrderStatus.pending
    var refusals = 0
    for _ in 0..<100_000 {
      let to = try #require(OrderStatus.allCases.randomElement(using: &random))
      let actor: ChangeActor =
        Bool.random(using: &random)
        ? .system : .staff(try #require(StaffRole.allCases.randomElement(using: &random)))
      var change = StatusChange(
        from: status,
        to: to,
        actor: actor,
        payment: try #require(PaymentStatus.allCases.randomElement(using: &random))
      )
      change.reason =
        [nil, "", "  ", "\u{200B}\u{200B}\u{200B}", "wrong size"].randomElement(using: &random)
        ?? nil
      change.ownStepAgeMilliseconds =
        [nil, 0, 900_000, 900_001].randomElement(using: &random) ?? nil
      change.shipment =
        Bool.random(using: &random)
        ? ShipmentNote(carrier: "DHL", trackingNumber: "1") : nil
      switch OrderRules.check(change) {
      case .success(.unchanged): #expect(status == to)
      case .failure(let refusal):
        refusals += 1
        #expect(!refusal.sentence.isEmpty)
      case .success(.step(let step)):
        #expect(Self.law["\(status.rawValue) \(to.rawValue)"] != nil)
        if step.edge.reason == .always { #expect(step.reason == "wrong size") }
        status = to
      }
      // A cancelled order is at its end, so the walk begins again.
      if status == .cancelled { status = .pending }
    }
    #expect(refusals > 50_000)
  }

  @Test func `the same status again is no change, even for a cancelled order`() {
    let change = StatusChange(from: .cancelled, to: .cancelled, actor: .system, payment: .unpaid)
    #expect(OrderRules.check(change) == .success(.unchanged))
  }

  @Test func `a skip writes the step that it passes over`() throws {
    let step = try #require(steps(complete(.pending, .processing, .staff(.ops))))
    #expect(step.statuses == [.confirmed, .processing])
    let shipped = try #require(steps(complete(.processing, .shipped, .staff(.ops))))
    #expect(shipped.statuses == [.packaged, .shipped])
    #expect(steps(complete(.packaged, .shipped, .staff(.ops)))?.statuses == [.shipped])
  }

  @Test func `passing over confirmed asks for what confirming asks`() throws {
    var change = complete(.pending, .processing, .staff(.ops))
    change.payment = .unpaid
    change.reason = nil
    #expect(refusal(change)?.need == .reason)
    #expect(refusal(change)?.sentence == "confirming an order that is not paid needs a reason")
    change.paymentMethod = "cash_on_delivery"
    #expect(steps(change) != nil)
  }

  @Test func `shipping needs carrier and tracking number, or a reason`() throws {
    var change = complete(.packaged, .shipped, .staff(.ops))
    change.reason = nil
    #expect(steps(change)?.shipment == ShipmentNote(carrier: "DHL", trackingNumber: "00340434"))
    change.shipment = ShipmentNote(carrier: " DHL ", trackingNumber: "  ")
    #expect(refusal(change)?.need == .shipment)
    #expect(refusal(change)?.kind == .invalid)
    change.shipment = nil
    #expect(refusal(change)?.need == .shipment)
    change.reason = "letter post"
    #expect(steps(change)?.reason == "letter post")
    #expect(steps(change)?.shipment == nil)
  }

  @Test(arguments: [
    "", "  \n ", "\u{200B}\u{200B}\u{200B}\u{200B}", "ok", "\u{3164}\u{3164}\u{3164}",
    "\u{2800}\u{2800}\u{2800}\u{2800}", "a\u{202E}\u{202C}b", "\u{301}\u{301}\u{301}",
  ])
  func `a reason that nobody can see is none`(text: String) {
    var change = complete(.pending, .cancelled, .staff(.agent))
    change.reason = text
    #expect(refusal(change)?.need == .reason)
    #expect(Reason(text) == nil)
  }

  @Test(arguments: [
    ("out of stock", "out of stock"), ("  wrong  size \n", "wrong  size"), ("在庫切れ", "在庫切れ"),
    ("👍👍👍", "👍👍👍"),
  ])
  func `a reason is kept without the blanks around it`(text: String, kept: String) {
    #expect(Reason(text)?.text == kept)
  }

  @Test func `cancelling wants a refund of what was captured, unless told why not`() {
    var change = complete(.confirmed, .cancelled, .staff(.agent))
    #expect(steps(change)?.refund == .requested)
    change.noRefund = " paid only once "
    #expect(steps(change)?.refund == .notDue("paid only once"))
    change.noRefund = "no"
    #expect(refusal(change)?.need == .refund)
    for payment in [PaymentStatus.unpaid, .pending, .failed, .refunded] {
      change.noRefund = nil
      change.payment = payment
      #expect(steps(change) != nil)
      #expect(steps(change)?.refund == nil)
    }
  }

  @Test func `an unpaid order is confirmed with a reason or a method settled later`() {
    var change = complete(.pending, .confirmed, .staff(.agent))
    change.reason = nil
    #expect(steps(change) != nil)
    change.payment = .pending
    #expect(refusal(change)?.need == .reason)
    change.paymentMethod = "Cash_On_Delivery"
    #expect(steps(change) != nil)
  }

  @Test func `delivered without word from the carrier needs a reason`() {
    var change = complete(.shipped, .delivered, .staff(.ops))
    change.reason = nil
    #expect(refusal(change)?.need == .reason)
    change.hasCarrierEvent = true
    #expect(steps(change) != nil)
    change.hasCarrierEvent = false
    change.actor = .system
    #expect(steps(change) != nil)
  }

  @Test func `ops take back their own fresh step only, an admin any`() {
    var change = complete(.packaged, .processing, .staff(.ops))
    #expect(steps(change) != nil)
    change.ownStepAgeMilliseconds = 15 * 60_000 + 1
    #expect(refusal(change)?.kind == .forbidden)
    change.ownStepAgeMilliseconds = nil
    #expect(refusal(change)?.kind == .forbidden)
    change.actor = .staff(.admin)
    #expect(steps(change) != nil)
    change.reason = nil
    #expect(refusal(change)?.need == .reason)
  }

  @Test func `a refusal says why and what is possible`() {
    #expect(
      refusal(complete(.shipped, .cancelled, .staff(.ops)))?.sentence
        == "a shipped order cannot be cancelled; "
        + "use a return (`orderdeck return request`) or a replacement instead "
        + "(possible now: delivered, back to packaged)"
    )
    #expect(
      refusal(complete(.cancelled, .pending, .staff(.admin)))?.sentence
        == "a cancelled order stays cancelled; make a replacement order instead"
    )
    #expect(
      refusal(complete(.confirmed, .processing, .staff(.agent)))?.sentence
        == "only ops and admins may set processing, and you are an agent (possible now: cancelled)"
    )
    #expect(
      refusal(complete(.pending, .delivered, .staff(.agent)))?.sentence
        == "an order cannot go from pending to delivered (possible now: confirmed, cancelled)"
    )
  }

  @Test func `the next step follows the way and stops at its ends`() {
    #expect(
      OrderStatus.allCases.map { OrderRules.nextStatus(after: $0) }
        == [.confirmed, .processing, .packaged, .shipped, .delivered, nil, nil]
    )
    #expect(OrderRules.legalNext(from: .pending) == [.confirmed, .processing, .cancelled])
    #expect(OrderRules.legalNext(from: .processing) == [.packaged, .shipped, .cancelled])
    #expect(OrderRules.legalNext(from: .delivered) == [])
    #expect(OrderRules.legalNext(from: .delivered, by: .admin) == [.shipped])
  }

  private func steps(_ change: StatusChange) -> StatusStep? {
    if case .success(.step(let step)) = OrderRules.check(change) { step } else { nil }
  }

  private func refusal(_ change: StatusChange) -> StatusRefusal? {
    if case .failure(let refusal) = OrderRules.check(change) { refusal } else { nil }
  }
}
