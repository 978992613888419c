import Commerce
import SQLiteKit

/// What is read of a row before and after an operation, as one word.
enum Found {
  static func status(_ subject: Subject) -> SQL {
    "SELECT status FROM orders WHERE id = \(subject.order)"
  }

  /// Of the orders that were placed for a customer of that name.
  static func placed(_ subject: Subject) -> SQL {
    """
    SELECT group_concat(status || '+' || payment_status || '+' || source || '+' || status_owner)
    FROM orders WHERE customer_name = \(subject.number)
    """
  }

  /// How many of its lamps stand in orders made in its place, and what those cost.
  static func replaced(_ subject: Subject) -> SQL {
    """
    SELECT CAST(sum(i.quantity) AS TEXT) || '+' || sum(DISTINCT o.total_amount)
    FROM replacements r JOIN orders o ON o.id = r.order_id
      JOIN order_items i ON i.order_id = o.id
    WHERE r.replaces_id = \(subject.order) AND o.status <> 'cancelled'
    """
  }

  /// The states of all its refunds, the oldest first.
  static func refunds(_ subject: Subject) -> SQL {
    """
    SELECT coalesce(group_concat(state), 'none')
    FROM (SELECT state FROM refunds WHERE order_id = \(subject.order) ORDER BY rowid)
    """
  }

  static func statusAndRefunds(_ subject: Subject) -> SQL {
    """
    SELECT status || '+' || coalesce((SELECT group_concat(state) FROM (SELECT state FROM refunds
        WHERE order_id = \(subject.order) ORDER BY rowid)), 'none')
    FROM orders WHERE id = \(subject.order)
    """
  }

  /// A further parcel leaves the status as it is.
  static func statusAndParcels(_ subject: Subject) -> SQL {
    """
    SELECT status || '+' || (SELECT count(*) FROM parcels WHERE order_id = \(subject.order))
    FROM orders WHERE id = \(subject.order)
    """
  }

  static func statusAndConflict(_ subject: Subject) -> SQL {
    """
    SELECT status || '+' || (SELECT max(state) FROM conflicts
      WHERE order_id = \(subject.order) AND field = 'status')
    FROM orders WHERE id = \(subject.order)
    """
  }

  static func payment(_ subject: Subject) -> SQL {
    "SELECT payment_status FROM orders WHERE id = \(subject.order)"
  }

  static func total(_ subject: Subject) -> SQL {
    "SELECT CAST(total_amount AS TEXT) FROM orders WHERE id = \(subject.order)"
  }

  static func quantity(_ subject: Subject) -> SQL {
    "SELECT CAST(quantity AS TEXT) FROM order_items WHERE order_id = \(subject.order)"
  }

  static func orderNote(_ subject: Subject) -> SQL {
    "SELECT customer_notes FROM orders WHERE id = \(subject.order)"
  }

  static func priority(_ subject: Subject) -> SQL {
    "SELECT priority FROM orders WHERE id = \(subject.order)"
  }

  static func snooze(_ subject: Subject) -> SQL {
    """
    SELECT CASE WHEN snoozed_at IS NULL THEN 'none' WHEN snoozed_until IS NULL THEN 'message'
      WHEN snoozed_until <= \(subject.now.rfc3339) THEN 'back' ELSE 'later' END
    FROM orders WHERE id = \(subject.order)
    """
  }

  static func tags(_ subject: Subject) -> SQL {
    "SELECT group_concat(tag) FROM order_tags WHERE order_id = \(subject.order)"
  }

  static func holder(_ subject: Subject) -> SQL {
    """
    SELECT CASE assignee_id WHEN \(subject.actor.id) THEN 'own' WHEN \(Person.ben.id) THEN 'others'
      ELSE 'nobody' END
    FROM orders WHERE id = \(subject.order)
    """
  }

  /// The text of the newest line of that kind.
  static func line(_ kind: String) -> @Sendable (Subject) -> SQL {
    { subject in
      """
      SELECT to_value FROM order_events WHERE order_id = \(subject.order) AND kind = \(kind)
      ORDER BY serial DESC LIMIT 1
      """
    }
  }

  static func newestReply(_ subject: Subject) -> SQL {
    """
    SELECT m.body || '+' || m.status || '+' || c.state FROM messages m
      JOIN conversations c ON c.id = m.conversation_id
    WHERE c.id = \(subject.session) AND m.sender_role = 'agent' ORDER BY m.serial DESC LIMIT 1
    """
  }

  /// A reply that is taken back is gone, and its text is the draft of whoever took it back.
  static func message(_ subject: Subject) -> SQL {
    """
    SELECT coalesce((SELECT status FROM messages WHERE id = \(subject.message)),
      (SELECT 'draft' FROM drafts WHERE order_id = \(subject.order)
        AND staff_id = \(subject.actor.id)), 'gone')
    """
  }

  static func newestEmail(_ subject: Subject) -> SQL {
    """
    SELECT state FROM outbox WHERE order_id = \(subject.order) AND kind = 'email'
    ORDER BY serial DESC LIMIT 1
    """
  }

  static func unread(_ subject: Subject) -> SQL {
    """
    SELECT CASE unread_count WHEN 0 THEN 'read' ELSE 'unread' END FROM conversations
    WHERE id = \(subject.session)
    """
  }

  static func draft(_ subject: Subject) -> SQL {
    "SELECT body FROM drafts WHERE order_id = \(subject.order) AND staff_id = \(subject.actor.id)"
  }

  static func record(_ subject: Subject) -> SQL {
    """
    SELECT CASE WHEN discarded_at IS NOT NULL THEN 'discarded'
      WHEN resolved_at IS NOT NULL THEN 'taken' ELSE 'kept' END
    FROM quarantine WHERE serial = \(subject.record)
    """
  }

  static func refund(_ subject: Subject) -> SQL {
    "SELECT state FROM refunds WHERE id = \(subject.refund)"
  }

  static func refundInOutbox(_ subject: Subject) -> SQL {
    "SELECT state FROM outbox WHERE refund_id = \(subject.refund)"
  }
}
