/// Whether a difference between source and store still stands.
extension M001 {
  /// A person's word settles a conflict for good; the rest follows from the rows, whatever the
  /// order in which they came.
  static let conflicts = #"""
    -- What each conflict is now. A status or a payment stands while it is what the source says last
    -- and not what we have; an address until both agree; two words of one moment until a newer one.
    CREATE VIEW conflict_verdicts (serial, order_id, state, settled_by, verdict) AS
      SELECT c.serial, c.order_id, c.state, c.settled_by, CASE c.field
        WHEN 'status' THEN CASE
          WHEN c.theirs = o.source_status THEN CASE
            WHEN o.status_owner = 'staff' AND o.status = o.source_status THEN 'settled'
            WHEN EXISTS (SELECT 1 FROM conflicts n WHERE n.order_id = c.order_id
              AND n.field = c.field AND n.theirs = c.theirs
              AND n.source_updated_at > c.source_updated_at) THEN 'settled'
            ELSE 'open' END
          WHEN c.source_updated_at = o.source_updated_at THEN 'open'
          ELSE 'settled' END
        WHEN 'payment' THEN CASE WHEN c.theirs IS NOT o.payment_status
            OR EXISTS (SELECT 1 FROM conflicts n WHERE n.order_id = c.order_id
              AND n.field = c.field AND n.theirs = c.theirs
              AND n.source_updated_at > c.source_updated_at) THEN 'settled'
          ELSE 'open' END
        WHEN 'shipping_address' THEN CASE
          WHEN o.status_owner = 'staff' AND o.status <> 'pending' AND o.status <> 'confirmed'
            THEN CASE WHEN c.theirs IN (coalesce(o.shipping_address, ''),
                coalesce(json(o.shipping_address), '')) THEN 'settled'
              WHEN EXISTS (SELECT 1 FROM conflicts n WHERE n.order_id = c.order_id
                AND n.field = c.field AND n.source_updated_at > c.source_updated_at) THEN 'settled'
              ELSE c.state END
          WHEN c.source_updated_at = o.source_updated_at THEN 'open'
          WHEN c.theirs NOT IN (coalesce(o.shipping_address, ''),
              coalesce(json(o.shipping_address), ''))
            OR EXISTS (SELECT 1 FROM conflicts n WHERE n.order_id = c.order_id
              AND n.field = c.field AND n.theirs = c.theirs
              AND n.source_updated_at > c.source_updated_at) THEN 'settled'
          ELSE 'open' END
        WHEN 'order_number' THEN c.state
        WHEN 'checkout_session_id' THEN c.state
        WHEN 'stripe_payment_intent_id' THEN c.state
        WHEN 'source' THEN c.state
        ELSE CASE WHEN c.field NOT LIKE 'message %' AND o.source_updated_at > c.source_updated_at
          THEN 'settled' ELSE c.state END
        END
      FROM conflicts c JOIN orders o ON o.id = c.order_id;

    -- A row put in here lets the conflicts of an order settle, or stand again, by themselves.
    CREATE VIEW conflict_review (order_id) AS SELECT NULL WHERE 0;
    CREATE TRIGGER conflict_review_insert INSTEAD OF INSERT ON conflict_review
    WHEN EXISTS (SELECT 1 FROM conflicts WHERE order_id = NEW.order_id) BEGIN
      UPDATE conflicts SET state = CASE state WHEN 'open' THEN 'settled' ELSE 'open' END,
          settled_at = CASE state WHEN 'open' THEN strftime('%Y-%m-%dT%H:%M:%fZ', 'now') END
        WHERE order_id = NEW.order_id AND serial IN (SELECT v.serial FROM conflict_verdicts v
          WHERE v.order_id = NEW.order_id AND v.settled_by IS NULL AND v.state <> v.verdict);
    END;
    CREATE TRIGGER orders_conflicts AFTER UPDATE OF status, status_owner, source_status,
      source_updated_at, payment_status, shipping_address ON orders
    WHEN EXISTS (SELECT 1 FROM conflicts WHERE order_id = NEW.id) BEGIN
      INSERT INTO conflict_review (order_id) VALUES (NEW.id);
    END;

    -- What the source said of the status while staff had it: no step that the order took.
    CREATE VIEW refused_steps (order_id, event) AS
      SELECT c.order_id, (SELECT e.serial FROM order_events e WHERE e.order_id = c.order_id
          AND e.kind = 'status' AND e.via = 'sync' AND e.to_value = c.theirs
          AND e.at <= c.source_updated_at ORDER BY e.at DESC, e.serial DESC LIMIT 1)
      FROM conflicts c JOIN orders o ON o.id = c.order_id
      WHERE c.field = 'status' AND o.status_owner = 'staff';
    """#
}
