import Commerce
import JSON
import SQLiteKit
import Store

/// Writes an e-mail to the customer: it is queued at once and leaves when its undo window has passed.
struct SendEmail: DeskOperation {
  static let name = "send_email"
  static let undo = UndoRule.always
  static let insteadOfUndo: String? =
    "take it back with `email cancel` while it has not left, else write again"

  var order: OrderID
  var text: EmailText
  var template: String?

  struct Plan: Sendable {
    var facts: OrderFacts
    var recipient: String
    /// Without placeholders.
    var text: EmailText
  }

  var record: JSONObject {
    JSONObject([
      .init(key: "subject", value: .string(text.subject)),
      .init(key: "body", value: .string(text.body)),
      .init(key: "template", value: .optional(template)),
    ])
  }

  static func read(_ record: JSONObject, order: OrderID) -> Operation? {
    guard let subject = record["subject"]?.stringValue, let body = record["body"]?.stringValue
    else { return nil }
    let text = EmailText(subject: subject, body: body)
    return .sendEmail(order, text, template: record["template"]?.stringValue)
  }

  func sentence(ofMany count: Int) -> String {
    CountText.of(count, "e-mail is queued", many: "e-mails are queued")
  }

  func rule(
    in scope: ActScope,
    on connection: borrowing Connection
  ) throws -> Ruling<Plan> {
    let facts = try scope.facts(of: order, on: connection)
    let email = try EmailFacts.of(order, on: connection)
    if let lack = EmailRules.lack(ofAddress: email?.recipient) {
      throw Refusal.about(facts, .illegal, lack)
    }
    guard let email, let recipient = email.recipient else { return .unchanged("") }
    do {
      let values = email.values(agent: scope.actor.name)
      let finished = try EmailRules.finished(text, with: values)
      return .change(Plan(facts: facts, recipient: recipient, text: finished))
    } catch {
      throw Refusal.about(facts, .invalid, error.sentence)
    }
  }

  func apply(
    _ plan: Plan,
    in scope: ActScope,
    on connection: borrowing Connection
  ) throws -> AppliedChange {
    let email = OutboundEmail(
      id: EmailID(scope.newID()),
      recipient: plan.recipient,
      recipientName: plan.facts.customerName,
      text: plan.text,
      writtenAt: scope.now
    )
    let item = NewOutboxItem(
      id: email.id.rawValue,
      orderID: order,
      content: .email,
      payload: JSONValue.object(email.payload).text(),
      dueAt: scope.leavesAt,
      actID: scope.actID
    )
    try Outbox.enqueue(item, at: scope.now, on: connection)
    try EmailOutbox.write(plan.text.subject, of: email.id, order, in: scope, on: connection)
    return AppliedChange(
      sentence: "e-mail to \(plan.facts.number) is queued: \(plan.text.subject)",
      inverse: JSONObject([.init(key: "email", value: .string(email.id.rawValue))]),
      audit: JSONObject([
        .init(key: "number", value: .string(plan.facts.number)),
        .init(key: "email", value: .string(email.id.rawValue)),
        .init(key: "template", value: .optional(template)),
        .init(key: "subject", value: .string(plan.text.subject)),
        .init(key: "body_sha256", value: .string(SHA256.hexDigest(of: plan.text.body.utf8))),
      ])
    )
  }

  static func takeBack(
    _ change: StandingChange,
    in scope: ActScope,
    on connection: borrowing Connection
  ) throws -> AppliedChange {
    let facts = try scope.facts(of: change.order, on: connection)
    let item = try EmailOutbox.waiting(change, of: facts, on: connection)
    try EmailOutbox.cancel(item, of: facts, in: scope, on: connection)
    return AppliedChange(
      sentence: "e-mail to \(facts.number) was not sent",
      audit: EmailOutbox.audit(item, of: facts)
    )
  }
}
