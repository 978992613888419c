import Commerce
import SQLiteKit

/// The few orders of which something holds, as an index gives them: where every match is wanted,
/// they are looked up together, so that no order is asked one by one.
struct OrderSet {
  /// The column of `orders o` that the members are of.
  let column: String
  let members: SQL

  func sql(holds: Bool) -> SQL {
    // An order without a chat is in no set of chats.
    holds
      ? "\(raw: column) IN (\(sql: members))"
      : "coalesce(\(raw: column), '') NOT IN (\(sql: members))"
  }

  static let unread = OrderSet(
    column: "o.conversation_id",
    members: """
      SELECT v.id FROM conversations v INDEXED BY conversations_unread WHERE v.unread_count > 0
      """
  )

  static let waiting = OrderSet(
    column: "o.conversation_id",
    members: """
      SELECT v.id FROM conversations v INDEXED BY conversations_waiting
      WHERE v.waiting_since IS NOT NULL
      """
  )

  static let inConflict = OrderSet(
    column: "o.id",
    members: """
      SELECT c.order_id FROM conflicts c INDEXED BY conflicts_open WHERE c.state = 'open'
      """
  )

  static func late(_ context: QueryContext) -> OrderSet {
    OrderSet(
      column: "o.serial",
      members: """
        SELECT o.serial FROM orders o INDEXED BY orders_due
        WHERE \(sql: FilterPredicate.isLate(context))
        """
    )
  }

  static func snoozed(_ context: QueryContext) -> OrderSet {
    OrderSet(
      column: "o.serial",
      members: """
        SELECT o.serial FROM orders o INDEXED BY orders_snoozed
        WHERE \(sql: OrderFlags.isSnoozed(at: context.now))
        """
    )
  }

  static let assigned = OrderSet(
    column: "o.serial",
    members: """
      SELECT o.serial FROM orders o INDEXED BY orders_by_assignee WHERE o.assignee_id IS NOT NULL
      """
  )
}
