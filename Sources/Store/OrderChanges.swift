package import Commerce
package import SQLiteKit

/// What staff changes write to an order; the rules and the transaction are Desk's.
package enum OrderChanges {
  /// Writes the status and what belongs to it, as `facts` now has them.
  package static func writeStatus(
    _ facts: OrderFacts,
    at now: Instant,
    on connection: borrowing Connection
  ) throws {
    try connection.run(
      """
      UPDATE orders SET status = \(facts.status), status_owner = \(facts.statusOwner),
        carrier = \(facts.carrier), tracking_number = \(facts.trackingNumber),
        delivered_at = \(facts.deliveredAt), updated_at = max(updated_at, \(now)),
        activity_at = max(activity_at, \(now))
      WHERE id = \(facts.id)
      """
    )
  }

  /// Notes that something about the order changed, for "updated" and for the list by activity.
  package static func touch(
    _ id: OrderID,
    at now: Instant,
    on connection: borrowing Connection
  ) throws {
    try connection.run(
      """
      UPDATE orders SET updated_at = max(updated_at, \(now)),
        activity_at = max(activity_at, \(now))
      WHERE id = \(id)
      """
    )
  }

  /// The order's conversation, made when there is none yet.
  package static func conversation(
    of facts: OrderFacts,
    on connection: borrowing Connection
  ) throws -> String {
    if let id = facts.conversationID { return id }
    let id = facts.id.rawValue
    try connection.run(
      """
      INSERT INTO conversations (id, chat_session_id) VALUES (\(id), \(facts.chatSessionID))
      ON CONFLICT (id) DO NOTHING
      """
    )
    try connection.run(
      """
      INSERT INTO order_conversations (order_id, conversation_id) VALUES (\(facts.id), \(id))
      ON CONFLICT DO NOTHING
      """
    )
    try connection.run("UPDATE orders SET conversation_id = \(id) WHERE id = \(facts.id)")
    return id
  }

  /// Makes a conversation active that was archived.
  package static func reopen(
    conversation id: String,
    on connection: borrowing Connection
  ) throws {
    try connection.run("UPDATE conversations SET state = 'active' WHERE id = \(id)")
  }

  /// The number of an order, or of a chat order that is none yet.
  package static func number(
    of id: OrderID,
    on connection: borrowing Connection
  ) throws -> String? {
    try connection.text(
      """
      SELECT order_number FROM orders WHERE id = \(id)
      UNION ALL SELECT order_number FROM chat_orders WHERE id = \(id) LIMIT 1
      """
    )
  }
}
