import Commerce
import JSON
import SQLiteKit
import Store

/// An e-mail in the outbox, which is all that is kept of it.
enum EmailOutbox {
  /// The line of the timeline that reads the e-mail.
  static func write(
    _ subject: String,
    of email: EmailID,
    _ order: OrderID,
    in scope: ActScope,
    on connection: borrowing Connection
  ) throws {
    let detail = JSONObject([.init(key: "email", value: .string(email.rawValue))])
    let event = NewEvent(
      id: scope.newID(),
      orderID: order,
      kind: .email,
      to: subject,
      detail: JSONValue.object(detail).text()
    )
    try scope.write(event, on: connection)
    try OrderChanges.touch(order, at: scope.now, on: connection)
  }

  /// The e-mail that is to be sent again or taken back; refuses when there is none to this customer.
  static func item(
    _ email: EmailID,
    of facts: OrderFacts,
    on connection: borrowing Connection
  ) throws -> OutboxItem {
    guard let item = try Outbox.item(of: email, on: connection), item.orderID == facts.id else {
      throw Refusal.about(facts, .notFound, "there is no such e-mail to its customer")
    }
    return item
  }

  /// The e-mail that an act queued, while it still waits for its time.
  static func waiting(
    _ change: StandingChange,
    of facts: OrderFacts,
    on connection: borrowing Connection
  ) throws -> OutboxItem {
    guard let word = change.inverse["email"]?.stringValue else {
      throw Refusal.unreadableInverse(of: facts)
    }
    let item = try item(EmailID(word), of: facts, on: connection)
    guard item.state != .cancelled else {
      throw Refusal.about(facts, .cannotUndo, "the e-mail is taken back already")
    }
    guard item.state == .waiting, item.attempts == 0 else {
      throw Refusal.about(facts, .cannotUndo, "the e-mail is on its way already")
    }
    return item
  }

  /// Takes an e-mail out of the outbox; its line stays.
  static func cancel(
    _ item: OutboxItem,
    of facts: OrderFacts,
    in scope: ActScope,
    on connection: borrowing Connection
  ) throws {
    try Outbox.setState(.cancelled, of: item.id, on: connection)
    let words = subject(of: item).map { "e-mail \"\($0)\"" } ?? "e-mail"
    try scope.writeUndo(of: facts.id, field: "email", from: words, to: nil, on: connection)
    try OrderChanges.touch(facts.id, at: scope.now, on: connection)
  }

  static func subject(of item: OutboxItem) -> String? { OutboundEmail(item)?.text.subject }

  static func audit(_ item: OutboxItem, of facts: OrderFacts) -> JSONObject {
    JSONObject([
      .init(key: "number", value: .string(facts.number)),
      .init(key: "email", value: .string(item.id)),
      .init(key: "attempts", value: .integer(item.attempts)),
    ])
  }
}
