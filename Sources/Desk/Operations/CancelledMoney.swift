import Commerce
import JSON
import SQLiteKit
import Store

/// What becomes of the money of an order that is cancelled.
enum CancelledMoney: Sendable {
  /// All that can still go back is asked for, in the same act; beside it refunds under way already.
  case request(RequestRefund, RequestRefund.Plan, [Refund])
  /// Refunds of it are under way already, so nothing is left to ask for.
  case setAside(Money, [Refund])
  /// With what could be given back, the reason, and refunds that go on all the same.
  case notDue(Money, String, [Refund])
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
    let underWay = try RefundTable.refunds(of: facts.id, on: connection)
      .filter { !$0.isReported && !$0.state.isSettled }
    if case .requested = wish, let rule = ledger.lackOfOneCurrency {
      throw Refusal.about(facts, .illegal, "\(rule), and cancel it without a refund")
    }
    switch wish {
    case .notDue(let reason):
      self = .notDue(money(ledger.refundable), reason, underWay)
    case .requested where ledger.refundable > 0:
      let words = step.reason.map { "order cancelled: \($0)" } ?? "order cancelled"
      let request = RequestRefund(
        order: facts.id,
        request: RefundRequest(part: .full, reason: .other, text: words)
      )
      guard case .change(let plan) = try request.rule(in: scope, on: connection) else { return }
      self = .request(request, plan, underWay)
    case .requested:
      if ledger.reserved > 0 { self = .setAside(money(ledger.reserved), underWay) }
    }
  }

  /// Asks for the refund; its id, or nil where none is asked for.
  func apply(in scope: ActScope, on connection: borrowing Connection) throws -> RefundID? {
    guard case .request(let request, let plan, _) = self else { return nil }
    let applied = try request.apply(plan, in: scope, on: connection)
    return applied.inverse?["refund"]?.stringValue.map { RefundID($0) }
  }

  // MARK: In words

  private var amount: Money? {
    switch self {
    case .request(_, let plan, _): plan.parts.amount
    case .setAside(let amount, _), .notDue(let amount, _, _): amount
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
    if case .notDue(_, let reason, _) = self { reason } else { nil }
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
    case .request(_, let plan, _): "refund of \(plan.parts.amount.display()) requested"
    case .setAside(let amount, _): "\(amount.display()) is set aside for refunds already"
    case .notDue: "no refund due"
    case .nothing: "nothing to pay back"
    }
  }

  /// After `CHT001 is cancelled`: a request is no payment, and nobody may believe that it is.
  var ending: String {
    switch self {
    case .request(_, let plan, let others):
      "; a refund of \(plan.parts.amount.display()) is requested, and waits for approval"
        + (others.isEmpty ? "" : "; under way already: \(Self.names(others))")
    case .setAside(_, let others): "; \(line)\(others.isEmpty ? "" : ": \(Self.names(others))")"
    case .notDue(_, _, let others) where !others.isEmpty:
      ", without a further refund; under way already: \(Self.names(others))"
    case .notDue: ", without a refund"
    case .nothing: ""
    }
  }

  /// `€5.00 (approved, id r1)`: whoever wants one of them stopped needs its id.
  private static func names(_ refunds: [Refund]) -> String {
    refunds.map { "\($0.amount.display()) (\($0.state.words), id \($0.id))" }
      .joined(separator: ", ")
  }
}
