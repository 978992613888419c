/// Whether a difference between source and store still stands.
extension M001 {
  /// A person's word holds for the value that it named; the rest follows from the rows.
  static let conflicts = #"""
    -- Conflicts beside what both sides have now: the order, or a checkout that is none yet.
    CREATE VIEW conflict_sides (
      serial, order_id, field, theirs, source_updated_at, state, settled_by, settled_value,
      status, status_owner, source_status, payment_status, said_at, address, keeps_address,
      source_address, items, source_items, notes, source_notes
    ) AS SELECT c.serial, c.order_id, c.field, c.theirs, c.source_updated_at, c.state, c.settled_by,
        c.settled_value, o.status, o.status_owner,
        CASE WHEN o.id IS NOT NULL THEN o.source_status WHEN h.id IS NOT NULL THEN
          coalesce((SELECT w.status FROM status_words w WHERE w.word = lower(trim(h.status))),
            'pending') END,
        CASE WHEN o.id IS NOT NULL THEN o.reported_payment_status WHEN h.id IS NOT NULL THEN
          coalesce((SELECT w.status FROM payment_words w
            WHERE w.word = lower(trim(h.payment_status))), 'pending') END,
        CASE WHEN o.id IS NOT NULL THEN o.source_updated_at
          ELSE strftime('%Y-%m-%dT%H:%M:%fZ', coalesce(h.updated_at, h.created_at)) END,
        coalesce(json(CASE WHEN o.id IS NOT NULL THEN o.shipping_address
          ELSE h.shipping_address END), ''),
        \#(staffKeepAddress("o")) IS 1,
        -- NULL when the source said it before staff kept the address.
        (SELECT \#(addressOfLine) FROM order_events e WHERE e.order_id = c.order_id
          AND e.kind = 'payment' AND e.via = 'sync' AND e.at = o.source_updated_at
          AND e.detail IS NOT NULL LIMIT 1),
        -- Of what staff have edited; the source's side is NULL where they have not.
        CASE WHEN \#(isEdited("items", of: "o")) THEN \#(storedContent) END,
        CASE WHEN \#(isEdited("items", of: "o")) THEN \#(saidContent) END,
        coalesce(o.customer_notes, ''),
        CASE WHEN \#(isEdited("customer_notes", of: "o"))
          THEN coalesce(o.edited ->> '$.customer_notes', '') END
      FROM conflicts c LEFT JOIN orders o ON o.id = c.order_id
        LEFT JOIN chat_orders h ON h.id = c.order_id;

    -- What each conflict is now. A person's word holds for the same word of the source as long as no
    -- other lay between, and for the value of ours that it named; where theirs was taken, also for
    -- what the order came to from there. Without one a status, a payment or an address stands while
    -- it is what the source says last and not what we have; two words of one moment until a newer one.
    CREATE VIEW conflict_verdicts (serial, order_id, state, settled_by, verdict) AS
      SELECT c.serial, c.order_id, c.state, c.settled_by, CASE
        WHEN EXISTS (SELECT 1 FROM conflicts p WHERE p.order_id = c.order_id
          AND p.field = c.field AND p.theirs IS c.theirs AND p.settled_by IS NOT NULL
          AND p.source_updated_at <= c.source_updated_at
          AND CASE c.field
            WHEN 'status' THEN p.settled_value IS c.status OR (p.settled_value = p.theirs
              AND \#(rank(ofStatus: "c.status")) > \#(rank(ofStatus: "p.settled_value")))
            WHEN 'shipping_address' THEN coalesce(json(p.settled_value), '') = c.address
            WHEN 'edited_items' THEN p.settled_value IS c.items
            WHEN 'edited_notes' THEN coalesce(p.settled_value, '') = c.notes
            ELSE 1 END
          AND (p.serial = c.serial OR CASE
            WHEN c.field = 'order_number' OR c.field = 'checkout_session_id'
              OR c.field = 'stripe_payment_intent_id' OR c.field = 'source'
              OR c.field = 'tracking_number' THEN 1
            WHEN c.field = 'status' OR c.field = 'payment' OR c.field = 'shipping_address' THEN
              NOT EXISTS (SELECT 1 FROM order_events e WHERE e.order_id = c.order_id
                AND e.via = 'sync' AND e.at > p.source_updated_at AND e.at < c.source_updated_at
                AND CASE c.field WHEN 'shipping_address'
                  THEN e.kind = 'payment' AND e.detail IS NOT NULL AND \#(addressOfLine) <> c.theirs
                  ELSE e.kind = c.field AND e.to_value <> c.theirs END)
            ELSE 0 END)) THEN 'settled'
        ELSE CASE c.field
          WHEN 'status' THEN CASE
            WHEN c.theirs = c.source_status THEN CASE
              WHEN c.status_owner = 'staff' AND c.status = c.source_status THEN 'settled'
              WHEN \#(isSaidAgain) THEN 'settled' ELSE 'open' END
            WHEN c.source_updated_at = c.said_at THEN 'open'
            ELSE 'settled' END
          WHEN 'payment' THEN CASE WHEN c.theirs IS NOT c.payment_status OR \#(isSaidAgain)
            THEN 'settled' ELSE 'open' END
          WHEN 'shipping_address' THEN CASE
            WHEN c.keeps_address THEN CASE
              WHEN c.theirs = c.address THEN 'settled'
              WHEN c.source_address IS NULL THEN c.state
              WHEN c.source_updated_at = c.said_at THEN 'open'
              WHEN c.theirs <> c.source_address OR \#(isSaidAgain) THEN 'settled'
              ELSE 'open' END
            -- Before processing an address may change.
            WHEN c.theirs = c.address AND (c.status = 'pending' OR c.status = 'confirmed')
              THEN 'settled'
            WHEN c.source_updated_at = c.said_at THEN 'open'
            WHEN c.theirs <> c.address OR \#(isSaidAgain) THEN 'settled'
            ELSE 'open' END
          WHEN 'unknown_status' THEN \#(newestWordVerdict)
          WHEN 'unknown_payment' THEN \#(newestWordVerdict)
          WHEN 'items_and_total' THEN \#(newestWordVerdict)
          WHEN 'edited_items' THEN CASE WHEN c.source_items IS NULL OR c.theirs = c.items
            OR c.theirs <> c.source_items OR \#(isSaidAgain) THEN 'settled' ELSE 'open' END
          WHEN 'edited_notes' THEN CASE WHEN c.source_notes IS NULL OR c.theirs = c.notes
            OR c.theirs <> c.source_notes OR \#(isSaidAgain) THEN 'settled' ELSE 'open' END
          -- Without a parcel of staff the order shows what its source says.
          WHEN 'tracking_number' THEN CASE WHEN c.said_at > c.source_updated_at
            OR EXISTS (SELECT 1 FROM orders o WHERE o.id = c.order_id
              AND instr(', ' || o.tracking_number || ', ', ', ' || c.theirs || ', ') > 0)
            THEN 'settled' ELSE c.state END
          WHEN 'order_number' THEN c.state
          WHEN 'checkout_session_id' THEN c.state
          WHEN 'stripe_payment_intent_id' THEN c.state
          WHEN 'source' THEN c.state
          ELSE CASE WHEN c.field NOT LIKE 'message %' AND c.said_at > c.source_updated_at
            THEN 'settled' ELSE c.state END
          END
        END
      FROM conflict_sides c;

    -- Whoever takes in many snapshots in one transaction puts a row in here first: then each order is
    -- looked at once, at the end, and not after each of its snapshots. Empty outside of a transaction.
    CREATE TABLE intake_turns (number INTEGER PRIMARY KEY CHECK (number = 1)) STRICT;
    CREATE TABLE reviews_due (
      order_id TEXT NOT NULL PRIMARY KEY,
      is_retold INTEGER NOT NULL CHECK (is_retold IN (0, 1))
    ) STRICT, WITHOUT ROWID;

    -- A row put in here lets the conflicts of an order settle, or stand again, by themselves.
    CREATE VIEW conflict_review (order_id) AS SELECT NULL WHERE 0;
    CREATE TRIGGER conflict_review_later INSTEAD OF INSERT ON conflict_review
    WHEN EXISTS (SELECT 1 FROM intake_turns)
      AND EXISTS (SELECT 1 FROM conflicts WHERE order_id = NEW.order_id) BEGIN
      INSERT INTO reviews_due (order_id, is_retold) VALUES (NEW.order_id, 0) ON CONFLICT DO NOTHING;
    END;
    CREATE TRIGGER conflict_review_insert INSTEAD OF INSERT ON conflict_review
    WHEN NOT EXISTS (SELECT 1 FROM intake_turns)
      AND EXISTS (SELECT 1 FROM conflicts WHERE order_id = NEW.order_id) BEGIN
      UPDATE conflicts SET state = CASE state WHEN 'open' THEN 'settled' ELSE 'open' END,
          settled_at = CASE state WHEN 'open' THEN strftime('%Y-%m-%dT%H:%M:%fZ', 'now') END
        WHERE order_id = NEW.order_id AND serial IN (SELECT v.serial FROM conflict_verdicts v
          WHERE v.order_id = NEW.order_id AND v.state <> v.verdict);
    END;
    -- What a person settled may be said again.
    CREATE TRIGGER conflicts_insert AFTER INSERT ON conflicts
    WHEN EXISTS (SELECT 1 FROM conflicts p WHERE p.order_id = NEW.order_id
      AND p.field = NEW.field AND p.theirs IS NEW.theirs AND p.settled_by IS NOT NULL) BEGIN
      INSERT INTO conflict_review (order_id) VALUES (NEW.order_id);
    END;
    CREATE TRIGGER orders_conflicts AFTER UPDATE OF status, status_owner, source_status,
      source_updated_at, reported_payment_status, shipping_address, edited, customer_notes ON orders
    WHEN EXISTS (SELECT 1 FROM conflicts WHERE order_id = NEW.id) BEGIN
      INSERT INTO conflict_review (order_id) VALUES (NEW.id);
    END;

    -- Where staff keep an address no longer, it is the newest that the source has said meanwhile.
    CREATE TRIGGER orders_address_back AFTER UPDATE OF status, status_owner ON orders
    WHEN \#(staffKeepAddress("OLD")) AND NOT \#(staffKeepAddress("NEW")) BEGIN
      UPDATE orders SET shipping_address = (SELECT nullif(\#(addressOfLine), '') FROM order_events e
          WHERE e.order_id = NEW.id AND e.kind = 'payment' AND e.via = 'sync'
            AND e.at = NEW.source_updated_at AND e.detail IS NOT NULL LIMIT 1)
        WHERE id = NEW.id AND EXISTS (SELECT 1 FROM order_events e WHERE e.order_id = NEW.id
          AND e.kind = 'payment' AND e.via = 'sync' AND e.at = NEW.source_updated_at
          AND e.detail IS NOT NULL);
    END;
    """#

  /// The address that a payment line of a snapshot holds; nothing is `''`.
  static let addressOfLine =
    "coalesce(e.detail ->> 'shipping_address', e.detail ->> 'source_address', '')"

  /// Whether a newer row says the same, which then stands for both.
  private static let isSaidAgain = """
    EXISTS (SELECT 1 FROM conflicts n WHERE n.order_id = c.order_id AND n.field = c.field
                AND n.theirs = c.theirs AND n.source_updated_at > c.source_updated_at)
    """
}
