import Commerce
import JSON
import SQLiteKit
import Store

/// What becomes of the money of an order that is cancelled.
enum CancelledMoney: Sendable {
  /// All that can still go back is asked for, in the same act.
  case request(RequestRefund, RequestRefund.Plan)
  /// Refunds of it are under way already, so nothing is left to ask for.
  case setAside(Money)
  /// With what was paid and not given back, and the reason.
  case notDue(Money, String)
  case nothing

  init(
    of facts: OrderFacts,
    _ step: StatusStep,
    in scope: ActScope,
    on connection: borrowing Connection
  ) throws {
    self = .nothing
    guard let wish = step.refund, let ledger = try OrderMoney.ledger(of: facts.id, on: connection)
    else { return }
    let money = { Money(minorUnits: $0, currency: facts.currency) }
    switch wish {
    case .notDue(let reason):
      self = .notDue(money(max(0, ledger.captured - ledger.refunded)), reason)
    case .requested where ledger.refundable > 0:
      let words = step.reason.map { "order cancelled: \($0)" } ?? "order cancelled"
      let request = RequestRefund(
        order: facts.id,
        request: RefundRequest(part: .full, reason: .other, text: words)
      )
      guard case .change(let plan) = try request.rule(in: scope, on: connection) else { return }
      self = .request(request, plan)
    case .requested:
      if ledger.reserved > 0 { self = .setAside(money(ledger.reserved)) }
    }
  }

  /// Asks for the refund; its id, or nil where none is asked for.
  func apply(in scope: ActScope, on connection: borrowing Connection) throws -> RefundID? {
    guard case .request(let request, let plan) = self else { return nil }
    let applied = try request.apply(plan, in: scope, on: connection)
    return applied.inverse?["refund"]?.stringValue.map { RefundID($0) }
  }

  // MARK: In words

  private var amount: Money? {
    switch self {
    case .request(_, let plan): plan.parts.amount
    case .setAside(let amount), .notDue(let amount, _): amount
    case .nothing: nil
    }
  }

  /// As audit and events keep it.
  var word: String {
    switch self {
    case .request: "requested"
    case .notDue: "not_due"
    case .setAside, .nothing: "none"
    }
  }

  var reason: String? {
    if case .notDue(_, let reason) = self { reason } else { nil }
  }

  var detail: JSONObject {
    var detail = JSONObject([.init(key: "refund", value: .string(word))])
    if let amount {
      detail["amount"] = .integer(amount.minorUnits)
      detail["currency"] = .string(amount.currency.code)
    }
    return detail
  }

  /// As the line of the timeline says it.
  var line: String {
    switch self {
    case .request(_, let plan): "refund of \(plan.parts.amount.display()) requested"
    case .setAside(let amount): "\(amount.display()) is set aside for refunds already"
    case .notDue: "no refund due"
    case .nothing: "nothing to pay back"
    }
  }

  /// After `CHT001 is cancelled`: a request is no payment, and nobody may believe that it is.
  var ending: String {
    switch self {
    case .request(_, let plan):
      "; a refund of \(plan.parts.amount.display()) is requested, and leaves once it is approved"
    case .setAside: "; \(line)"
    case .notDue: ", without a refund"
    case .nothing: ""
    }
  }
}
