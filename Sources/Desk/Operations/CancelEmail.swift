import Commerce
import JSON
import SQLiteKit
import Store

/// Takes back an e-mail that has not left: it waits, is kept or was given up.
///
/// Undo does the same within its window; this works for as long as no worker has it.
struct CancelEmail: DeskOperation {
  static let name = "cancel_email"
  // Writing it again is its opposite.
  static let undo = UndoRule.never

  var order: OrderID
  var email: EmailID

  struct Plan: Sendable {
    var facts: OrderFacts
    var item: OutboxItem
    /// What queued it, and queued it again.
    var sendings: [RecordedChange]
  }

  var record: JSONObject { JSONObject([.init(key: "email", value: .string(email.rawValue))]) }

  static func read(_ record: JSONObject, order: OrderID) -> Operation? {
    record["email"]?.stringValue.map { .cancelEmail(order, EmailID($0)) }
  }

  func sentence(ofMany count: Int) -> String {
    CountText.of(count, "e-mail is taken back", many: "e-mails are taken back")
  }

  func rule(
    in scope: ActScope,
    on connection: borrowing Connection
  ) throws -> Ruling<Plan> {
    let facts = try scope.facts(of: order, on: connection)
    let item = try EmailOutbox.item(email, of: facts, on: connection)
    if let rule = obstacle(item, at: scope.now) { throw Refusal.about(facts, .illegal, rule) }
    if let act = try item.actID.flatMap({ try ActsTable.act($0, on: connection) }),
      act.staffID != scope.actor.id,
      Permissions.permission(scope.actor.role, .revert).isDenied
    {
      throw Refusal.about(facts, .forbidden, "only an admin may take back somebody else's e-mail")
    }
    let sendings = try ActsTable.standingChanges(of: email, in: order, on: connection)
    return .change(Plan(facts: facts, item: item, sendings: sendings))
  }

  private func obstacle(_ item: OutboxItem, at now: Instant) -> String? {
    switch item.state {
    case .sent: "the e-mail has left already; write another one"
    case .cancelled: "the e-mail is taken back already"
    // A worker that died leaves a lease that runs out.
    case .sending where item.leaseUntil.map { now < $0 } ?? true:
      "the e-mail is on its way already; wait a moment to see what becomes of it"
    case .waiting, .parked, .sending, .refused: nil
    }
  }

  func apply(
    _ plan: Plan,
    in scope: ActScope,
    on connection: borrowing Connection
  ) throws -> AppliedChange {
    try EmailOutbox.cancel(plan.item, of: plan.facts, in: scope, on: connection)
    // A try that ended with an error may have reached the customer all the same.
    let wasTried =
      plan.item.attempts > 0
      || plan.sendings.contains {
        OperationRecord.read($0.change.operation)?.type == RetryEmail.self
      }
    let doubt = wasTried ? "; it was tried before, so the customer may have it" : ""
    return AppliedChange(
      sentence: "e-mail to \(plan.facts.number) is taken back\(doubt)",
      audit: EmailOutbox.audit(plan.item, of: plan.facts),
      takesBack: plan.sendings
    )
  }

  static func takeBack(
    _ change: StandingChange,
    in scope: ActScope,
    on connection: borrowing Connection
  ) throws -> AppliedChange {
    throw Refusal.neverTakenBack(change.order, "taking back an e-mail")
  }
}
