import Commerce
package import SQLiteKit

/// The rows that cells begin with, written past the desk.
package enum Given {
  private static let items =
    #"[{"product_id":"lamp","name":"Lamp","quantity":4,"unit_amount":25000}]"#
  private static let created = "2026-01-01T08:00:00.000Z"

  package static var people: [SQL] {
    Person.all.map { person in
      """
      INSERT INTO staff (id, name, role, os_user, created_at) VALUES
        (\(person.id), \(person.name), \(person.role), \(person.id), \(created))
      """
    }
  }

  package static func rows(of cells: [Cell]) -> [SQL] {
    cells.flatMap { $0.table.given($0.subject, $0.state) }
  }

  /// An order of 1,000.00 € of a chat checkout, paid where nothing else is said.
  static func order(
    _ subject: Subject,
    _ status: String = "processing",
    payment: String = "paid",
    method: String = "card"
  ) -> [SQL] {
    let refunded = payment == "refunded" ? 100_000 : payment == "partially_refunded" ? 40_000 : 0
    return [
      """
      INSERT INTO chat_orders (id, order_number, chat_session_id, customer_name, items, currency,
        amount_total, status, payment_status, payment_method, created_at, updated_at)
      VALUES (\(subject.order), \(subject.number), \(subject.session), 'Maria', \(items), 'EUR',
        100000, \(status), 'paid', \(method), \(created), \(created))
      """,
      """
      UPDATE orders SET payment_status = \(payment), reported_payment_status = \(payment),
        amount_refunded = \(refunded), reported_amount_refunded = \(refunded)
      WHERE id = \(subject.order) AND \(payment) <> 'paid'
      """,
    ]
  }

  /// As staff place one themselves: no source has ever spoken of it.
  static func isByHand(_ subject: Subject) -> [SQL] {
    [
      """
      UPDATE orders SET source_updated_at = NULL, source_status = NULL, status_owner = 'staff'
      WHERE id = \(subject.order)
      """
    ]
  }

  /// An order that was made in its place, with so many of its four lamps.
  static func replacement(_ subject: Subject, lamps: Int, status: String = "pending") -> [SQL] {
    let id = "again-\(subject.place)"
    let items = #"[{"product_id":"lamp","name":"Lamp","quantity":\#(lamps),"unit_amount":0}]"#
    return [
      """
      INSERT INTO order_intake (id, order_number, source, customer_name, items, currency,
        shipping_amount, tax_amount, discount_amount, total_amount, amount_refunded, status,
        payment_status, metadata, created_at, updated_at)
      VALUES (\(id), \("AGAIN-\(subject.place)"), 'standard', 'Maria', \(items), 'EUR', 0, 0, 0, 0, 0,
        \(status), 'unpaid', '{}', \(created), \(created))
      """,
      """
      INSERT INTO replacements (order_id, replaces_id, reason) VALUES (\(id), \(subject.order), 'lost')
      """,
    ]
  }

  /// The actor, or somebody else.
  static func person(_ whose: String, of subject: Subject) -> Staff {
    whose == "own" ? subject.actor : Person.ben
  }

  static func act(_ id: String, of person: Staff, _ subject: Subject, at time: Instant) -> SQL {
    """
    INSERT INTO acts (id, serial, staff_id, at, via, title)
    VALUES (\(id), \(subject.place), \(person.id), \(time.rfc3339), 'console', 'before')
    """
  }

  /// The step with which the order got its status, of the actor's own.
  static func ownStep(_ subject: Subject, to status: String, minutesAgo: Int64) -> [SQL] {
    let path = ["pending", "confirmed", "processing", "packaged", "shipped", "delivered"]
    let before = path.firstIndex(of: status).map { path[max(0, $0 - 1)] }
    let time = subject.now.advanced(byMilliseconds: -minutesAgo * 60_000)
    let act = "step-\(subject.place)"
    return [
      self.act(act, of: subject.actor, subject, at: time),
      """
      INSERT INTO act_changes (act_id, position, order_id, operation)
      VALUES (\(act), 0, \(subject.order), '{}')
      """,
      """
      INSERT INTO order_events (id, order_id, at, kind, actor, via, from_value, to_value, act_id)
      VALUES (\("event-\(subject.place)"), \(subject.order), \(time.rfc3339), 'status',
        \(subject.actor.name), 'console', \(before), \(status), \(act))
      """,
    ]
  }

  /// Staff have its status; the source then says another.
  static func sourceSays(_ word: String, of subject: Subject) -> [SQL] {
    [
      "UPDATE orders SET status_owner = 'staff' WHERE id = \(subject.order)",
      """
      UPDATE chat_orders SET status = \(word), updated_at = '2026-01-01T09:00:00Z'
      WHERE id = \(subject.order)
      """,
    ]
  }

  static func refund(
    _ subject: Subject,
    _ state: String,
    cents: Int = 100,
    by person: Staff = Person.ben
  ) -> [SQL] {
    let isSent = ["pending", "unknown", "succeeded"].contains(state)
    let place = isSent ? 1 : nil
    let reported = isSent ? 0 : nil
    return [
      """
      INSERT INTO refunds (id, order_id, origin, amount, currency, state, reason, requester_id,
        created_at, changed_at, sent_place, source_refunded)
      VALUES (\(subject.refund), \(subject.order), 'staff', \(cents), 'EUR', \(state), 'damaged',
        \(person.id), \(created), \(created), \(place), \(reported))
      """
    ]
  }

  static func refundOfItem(_ subject: Subject, _ state: String) -> [SQL] {
    refund(subject, state, cents: 25_000) + [
      """
      INSERT INTO refund_items (refund_id, position, product_id, name, quantity, amount)
      VALUES (\(subject.refund), 0, 'lamp', 'Lamp', 1, 25000)
      """
    ]
  }

  static func refundInOutbox(_ subject: Subject, _ state: String) -> SQL {
    """
    INSERT INTO outbox (id, kind, order_id, refund_id, payload, state, created_at, due_at,
      attempts, last_error)
    VALUES (\("out-\(subject.place)"), 'refund', \(subject.order), \(subject.refund),
      '{"key":"x"}', \(state), \(created), \(created), 1, 'no room')
    """
  }

  static func message(
    _ subject: Subject,
    from role: String,
    _ status: String = "delivered",
    isUnread: Bool = false
  ) -> [SQL] {
    [
      """
      INSERT INTO messages (id, conversation_id, chat_session_id, sender_role, body, sent_at,
        status, is_unread)
      VALUES (\(subject.message), \(subject.session), \(subject.session), \(role), 'Hello',
        \(created), \(status), \(isUnread ? 1 : 0))
      """
    ]
  }

  /// A reply with its place in the outbox.
  static func reply(
    _ subject: Subject,
    _ status: String,
    outbox state: String,
    by person: Staff = Person.ben
  ) -> [SQL] {
    let act = "reply-\(subject.place)"
    let lease = state == "sending" ? subject.now.advanced(byMilliseconds: 60_000).rfc3339 : nil
    return message(subject, from: "agent", status) + [
      self.act(act, of: person, subject, at: subject.now),
      """
      INSERT INTO outbox (id, kind, order_id, message_id, payload, state, created_at, due_at,
        lease_owner, lease_until, act_id)
      VALUES (\(subject.message), 'reply', \(subject.order), \(subject.message),
        '{"key":"x"}', \(state), \(created), \(created), \(lease.map { _ in "worker" }), \(lease),
        \(act))
      """,
    ]
  }

  static func email(_ address: String?, of subject: Subject) -> SQL {
    "UPDATE orders SET customer_email = \(address) WHERE id = \(subject.order)"
  }

  static func emailInOutbox(
    _ subject: Subject,
    _ state: String,
    by person: Staff = Person.ben
  ) -> [SQL] {
    let act = "email-\(subject.place)"
    let lease = state == "sending" ? subject.now.advanced(byMilliseconds: 60_000).rfc3339 : nil
    return [
      self.act(act, of: person, subject, at: subject.now),
      """
      INSERT INTO outbox (id, kind, order_id, payload, state, created_at, due_at, lease_owner,
        lease_until, act_id)
      VALUES (\(subject.email), 'email', \(subject.order), '{"subject":"x"}', \(state),
        \(created), \(created), \(lease.map { _ in "worker" }), \(lease), \(act))
      """,
    ]
  }

  static func record(_ subject: Subject, _ state: String) -> [SQL] {
    let taken = state == "taken" ? created : nil
    let discarded = state == "discarded" ? created : nil
    return [
      """
      INSERT INTO quarantine (serial, source_id, reason, raw, digest, first_seen_at, resolved_at,
        discarded_at, discarded_by, discard_reason)
      VALUES (\(subject.record), 'feed', 'no number', X'7B7D', \("digest-\(subject.place)"),
        \(created), \(taken), \(discarded), \(discarded.map { _ in "Ben" }),
        \(discarded.map { _ in "a test" }))
      """
    ]
  }
}
