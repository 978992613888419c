import Commerce
import JSON
import SQLiteKit
import Store

/// Notes that the money of an order has come: cash on delivery, or whatever no source tells of.
struct CapturePayment: DeskOperation {
  static let name = "capture_payment"
  static let undo = UndoRule.always
  static let insteadOfUndo: String? = "request a refund"

  var order: OrderID
  var reference: String

  struct Plan: Sendable {
    var facts: OrderFacts
    var amount: Money
    var reference: String
    /// Where the money came; empty for money that did not come with a parcel.
    var place: String
  }

  var record: JSONObject { JSONObject([.init(key: "reference", value: .string(reference))]) }

  static func read(_ record: JSONObject, order: OrderID) -> Operation? {
    record["reference"]?.stringValue.map { .capturePayment(order, reference: $0) }
  }

  func sentence(ofMany count: Int) -> String {
    CountText.of(count, "order is paid", many: "orders are paid")
  }

  func rule(
    in scope: ActScope,
    on connection: borrowing Connection
  ) throws -> Ruling<Plan> {
    let facts = try scope.facts(of: order, on: connection)
    let isOnDelivery = facts.paymentMethod?.lowercased() == OrderRules.cashOnDelivery
    guard isOnDelivery || !facts.hasSource else {
      let rule = "only cash on delivery is noted here; of other payments the source tells"
      throw Refusal.about(facts, .illegal, rule)
    }
    guard let ledger = try OrderMoney.ledger(of: order, on: connection),
      let total = try OrderMoney.parts(of: order, on: connection)?.total
    else { throw Refusal.about(facts, .notFound, "it has just gone") }
    if let rule = ledger.lackOfOneCurrency { throw Refusal.about(facts, .illegal, rule) }
    guard ledger.captured == 0 else { return .unchanged("\(facts.number) is paid already") }
    guard facts.status != .cancelled else {
      throw Refusal.about(facts, .illegal, "a cancelled order takes no payment")
    }
    guard !isOnDelivery || facts.status == .delivered else {
      let rule = "cash on delivery comes with the parcel, and it is \(facts.status)"
      throw Refusal.about(facts, .illegal, rule + "; set it to delivered first")
    }
    guard let words = Reason.trimmed(reference), words.utf8.count <= 255 else {
      throw Refusal.about(facts, .invalid, "a payment needs a reference of 1 to 255 bytes")
    }
    guard total.minorUnits > 0 else {
      throw Refusal.about(facts, .invalid, "it costs nothing, so nothing is to be paid")
    }
    let place = isOnDelivery ? " on delivery" : ""
    return .change(Plan(facts: facts, amount: total, reference: words, place: place))
  }

  func apply(
    _ plan: Plan,
    in scope: ActScope,
    on connection: borrowing Connection
  ) throws -> AppliedChange {
    try OrderMoney.capture(
      plan.amount,
      of: order,
      reference: plan.reference,
      at: scope.now,
      actID: scope.actID,
      on: connection
    )
    let event = NewEvent(
      id: scope.newID(),
      orderID: order,
      kind: .payment,
      from: plan.facts.payment.rawValue,
      to: PaymentStatus.paid.rawValue,
      reason: "\(plan.amount.display())\(plan.place), reference \(plan.reference)"
    )
    try scope.write(event, on: connection)
    try OrderChanges.touch(order, at: scope.now, on: connection)
    return AppliedChange(
      sentence: "\(plan.facts.number) is paid: \(plan.amount.display())",
      before: plan.facts.payment.rawValue,
      inverse: JSONObject([
        .init(key: "amount", value: .integer(plan.amount.minorUnits)),
        .init(key: "currency", value: .string(plan.amount.currency.code)),
        .init(key: "reference", value: .string(plan.reference)),
        .init(key: "from", value: .string(plan.facts.payment.rawValue)),
      ]),
      audit: Self.audit(plan.facts, plan.amount, plan.reference)
    )
  }

  private static func audit(
    _ facts: OrderFacts,
    _ amount: Money,
    _ reference: String
  ) -> JSONObject {
    JSONObject([
      .init(key: "number", value: .string(facts.number)),
      .init(key: "amount", value: .integer(amount.minorUnits)),
      .init(key: "currency", value: .string(amount.currency.code)),
      .init(key: "reference", value: .string(reference)),
    ])
  }

  /// By another transfer the other way: the ledger keeps both.
  static func takeBack(
    _ change: StandingChange,
    in scope: ActScope,
    on connection: borrowing Connection
  ) throws -> AppliedChange {
    let facts = try scope.facts(of: change.order, on: connection)
    guard let units = change.inverse["amount"]?.integerValue,
      let currency = change.inverse["currency"]?.stringValue.flatMap({ Currency(code: $0) }),
      let reference = change.inverse["reference"]?.stringValue
    else { throw Refusal.unreadableInverse(of: facts) }
    let amount = Money(minorUnits: units, currency: currency)
    let ledger = try OrderMoney.ledger(of: change.order, on: connection)
    guard ledger?.refunded == 0, ledger?.reserved == 0 else {
      let rule = "cannot be taken back: a refund of it is under way or paid"
      throw Refusal.about(facts, .cannotUndo, rule)
    }
    try OrderMoney.capture(
      amount,
      of: facts.id,
      reference: reference,
      reversed: true,
      at: scope.now,
      actID: scope.actID,
      on: connection
    )
    try OrderChanges.touch(facts.id, at: scope.now, on: connection)
    let before = change.inverse["from"]?.stringValue ?? "unpaid"
    try scope.writeUndo(
      of: facts.id,
      field: EventKind.payment.rawValue,
      from: "payment of \(amount.display())",
      to: "payment \(before)",
      on: connection
    )
    return AppliedChange(
      sentence: "\(facts.number): the payment of \(amount.display()) is taken back",
      before: facts.payment.rawValue,
      audit: audit(facts, amount, reference)
    )
  }
}
