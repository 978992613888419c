/// Conflicts, the words of the sources, and how a snapshot adds to the timeline.
extension M001 {
  static let history = #"""
    CREATE TABLE conflicts (
      serial INTEGER PRIMARY KEY,
      order_id TEXT NOT NULL,
      field TEXT NOT NULL,
      ours TEXT,
      theirs TEXT,
      source_updated_at TEXT NOT NULL,
      seen_at TEXT NOT NULL,
      state TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'settled')),
      settled_at TEXT,
      -- The act of the person who settled it; NULL when it settled by itself.
      settled_by TEXT,
      -- What the order then had: the person's word holds for that value.
      settled_value TEXT,
      UNIQUE (order_id, field, theirs, source_updated_at)
    ) STRICT;
    CREATE INDEX conflicts_open ON conflicts (order_id) WHERE state = 'open';

    -- The words of a source in our words; an unknown word is kept and shown as unknown.
    CREATE TABLE status_words (word TEXT NOT NULL PRIMARY KEY, status TEXT NOT NULL) STRICT, WITHOUT ROWID;
    INSERT INTO status_words (word, status) VALUES
      ('pending', 'pending'), ('confirmed', 'confirmed'), ('processing', 'processing'),
      ('packaged', 'packaged'), ('shipped', 'shipped'), ('delivered', 'delivered'),
      ('completed', 'delivered'), ('cancelled', 'cancelled'), ('canceled', 'cancelled');
    CREATE TABLE payment_words (word TEXT NOT NULL PRIMARY KEY, status TEXT NOT NULL) STRICT, WITHOUT ROWID;
    INSERT INTO payment_words (word, status) VALUES
      ('unpaid', 'unpaid'), ('pending', 'pending'), ('paid', 'paid'),
      ('partially_refunded', 'partially_refunded'), ('refunded', 'refunded'), ('failed', 'failed');

    -- What a snapshot of a source says of an order's past. Each snapshot adds its lines, also one that
    -- comes late, so the timeline is the same whatever the order of arrival; a line is never doubled.
    CREATE VIEW order_history_intake (
      order_id, actor, via, status, payment_status, amount_refunded, status_history, metadata,
      created_at, updated_at, shipping_address, status_word, payment_word, items, total_amount,
      currency
    ) AS SELECT NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
      NULL WHERE 0;
    CREATE TRIGGER order_history_intake_insert INSTEAD OF INSERT ON order_history_intake BEGIN
      INSERT INTO order_events (id, order_id, at, kind, actor, via)
        VALUES (NEW.order_id || ':placed', NEW.order_id, NEW.created_at, 'placed', NEW.actor, NEW.via)
        ON CONFLICT (id) DO NOTHING;
      -- What comes while staff have the status is no step that the order takes, and stays marked so.
      INSERT INTO order_events (id, order_id, at, kind, actor, via, to_value, detail)
        SELECT NEW.order_id || ':status:' || entry.status || ':' || entry.at, NEW.order_id, entry.at,
          'status', NEW.actor, NEW.via, entry.status,
          CASE WHEN EXISTS (SELECT 1 FROM orders o
              WHERE o.id = NEW.order_id AND o.status_owner = 'staff')
            THEN '{"refused":1}' END
        FROM (SELECT coalesce(w.status, value ->> 'status') AS status,
            strftime('%Y-%m-%dT%H:%M:%fZ',
              CASE WHEN json_type(value, '$.status') = 'text' AND json_type(value, '$.at') = 'text'
                THEN value ->> 'at' END) AS at
          FROM json_each(CASE WHEN json_array_length(NEW.status_history) > 0
              AND NOT EXISTS (SELECT 1 FROM json_each(NEW.status_history) WHERE type <> 'object')
            THEN NEW.status_history
            ELSE json_array(json_object('status', coalesce(NEW.status_word, NEW.status),
              'at', NEW.updated_at)) END)
          LEFT JOIN status_words w ON w.word = lower(trim(value ->> 'status'))) AS entry
        WHERE entry.status IS NOT NULL AND entry.at IS NOT NULL
        ON CONFLICT (id) DO NOTHING;
      -- Of a snapshot from processing on also the address, which may then no longer change; and while
      -- staff keep the order's address, what the source says it is.
      INSERT INTO order_events (id, order_id, at, kind, actor, via, to_value, detail)
        VALUES (NEW.order_id || ':payment:' || coalesce(NEW.payment_word, NEW.payment_status) || ':'
            || NEW.updated_at,
          NEW.order_id, NEW.updated_at, 'payment', NEW.actor, NEW.via,
          coalesce(NEW.payment_word, NEW.payment_status),
          CASE WHEN NEW.status = 'processing' OR NEW.status = 'packaged' OR NEW.status = 'shipped'
              OR NEW.status = 'delivered' OR NEW.status_word IS NOT NULL
            THEN json_object('shipping_address', json(NEW.shipping_address))
            WHEN EXISTS (SELECT 1 FROM orders o WHERE o.id = NEW.order_id AND \#(staffKeepAddress("o")))
            THEN json_object('source_address', json(NEW.shipping_address)) END)
        ON CONFLICT (id) DO NOTHING;
    END;

    -- A trigger of its own, because most snapshots tell of no refund.
    CREATE TRIGGER order_history_intake_refund INSTEAD OF INSERT ON order_history_intake
    WHEN NEW.amount_refunded > 0 BEGIN
      INSERT INTO order_events (id, order_id, at, kind, actor, via, to_value)
        VALUES (NEW.order_id || ':refund:' || NEW.amount_refunded || ':' || NEW.updated_at,
          NEW.order_id, NEW.updated_at, 'refund', NEW.actor, NEW.via, NEW.amount_refunded)
        ON CONFLICT (id) DO NOTHING;
      -- The newest refund that any snapshot told of, also one that came late.
      INSERT INTO refunds (id, order_id, origin, amount, currency, state, created_at)
        SELECT o.id || ':source', o.id, 'source', NEW.amount_refunded, o.currency, 'succeeded',
          NEW.updated_at
        FROM orders o WHERE o.id = NEW.order_id AND NEW.amount_refunded > 0
        ON CONFLICT (id) DO UPDATE SET amount = excluded.amount, created_at = excluded.created_at
          WHERE refunds.origin = 'source' AND excluded.created_at > created_at;
    END;

    -- A refund, a cancellation or a step that a later snapshot takes back is never undone silently,
    -- nor is an address changed that a parcel may already be on its way to. Asked
    -- after every snapshot but the first, over all lines, so the order of arrival decides nothing.
    CREATE VIEW order_undone_check (order_id) AS SELECT NULL WHERE 0;
    CREATE TRIGGER order_undone_check_later INSTEAD OF INSERT ON order_undone_check
    WHEN NEW.order_id IS NOT NULL AND EXISTS (SELECT 1 FROM intake_turns) BEGIN
      INSERT INTO reviews_due (order_id, is_retold) VALUES (NEW.order_id, 1)
        ON CONFLICT DO UPDATE SET is_retold = 1;
    END;
    -- Each statement goes through the lines once: an order may have been told of many times.
    CREATE TRIGGER order_undone_check_insert INSTEAD OF INSERT ON order_undone_check
    WHEN NEW.order_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM intake_turns) BEGIN
      INSERT INTO conflicts (order_id, field, ours, theirs, source_updated_at, seen_at)
        SELECT e.order_id, 'payment', 'refunded', e.to_value, e.at,
          strftime('%Y-%m-%dT%H:%M:%fZ', 'now')
        FROM order_events e WHERE e.order_id = NEW.order_id AND e.kind = 'payment'
          AND e.via = 'sync' AND e.to_value IN ('unpaid', 'pending', 'paid', 'failed')
          AND e.at > (SELECT min(b.at) FROM order_events b WHERE b.order_id = NEW.order_id
            AND b.kind = 'payment' AND b.via = 'sync'
            AND b.to_value IN ('refunded', 'partially_refunded'))
        ON CONFLICT DO NOTHING;
      INSERT INTO conflicts (order_id, field, ours, theirs, source_updated_at, seen_at)
        SELECT e.order_id, 'status', \#(status(ofRank: "e.farthest")), e.to_value, e.at,
          strftime('%Y-%m-%dT%H:%M:%fZ', 'now')
        FROM (SELECT s.order_id, s.at, s.to_value, \#(statusRank("s")) AS rank,
            max(\#(statusRank("s"))) OVER (ORDER BY s.at
              GROUPS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS farthest
          FROM order_events s
          WHERE s.order_id = NEW.order_id AND s.kind = 'status' AND s.via = 'sync') e
        -- Where staff have the status, only what the source says now differs from theirs.
        WHERE e.farthest > coalesce(e.rank, 6) AND NOT EXISTS (SELECT 1 FROM orders o
          WHERE o.id = NEW.order_id AND o.status_owner = 'staff')
        -- Of what came before, a later arrival may tell more.
        ON CONFLICT DO UPDATE SET ours = excluded.ours WHERE ours <> excluded.ours;
      -- Ours is the first address that is another: the first of all, or for that one the next.
      INSERT INTO conflicts (order_id, field, ours, theirs, source_updated_at, seen_at)
        SELECT * FROM (SELECT e.order_id, 'shipping_address',
            CASE WHEN e.detail <> f.detail
              THEN CASE WHEN f.at < e.at THEN coalesce(f.detail ->> 'shipping_address', '') END
              WHEN n.at < e.at THEN coalesce(n.detail ->> 'shipping_address', '') END AS ours,
            coalesce(e.detail ->> 'shipping_address', ''), e.at,
            strftime('%Y-%m-%dT%H:%M:%fZ', 'now')
          FROM \#(addressLines("e")) AS e
            CROSS JOIN (SELECT l.at, l.detail FROM \#(addressLines("b")) AS l
              ORDER BY l.at, l.detail LIMIT 1) f
            LEFT JOIN (SELECT l.at, l.detail FROM \#(addressLines("b")) AS l
              WHERE l.detail <> (SELECT k.detail FROM \#(addressLines("c")) AS k
                ORDER BY k.at, k.detail LIMIT 1)
              ORDER BY l.at, l.detail LIMIT 1) n)
        WHERE ours IS NOT NULL AND NOT EXISTS (SELECT 1 FROM orders o
          WHERE o.id = NEW.order_id AND \#(staffKeepAddress("o")))
        ON CONFLICT DO UPDATE SET ours = excluded.ours WHERE ours <> excluded.ours;
      \#(changedItems);
      INSERT INTO conflict_review (order_id) VALUES (NEW.order_id);
    END;
    """#

  /// The lines of the order NEW that hold the address of a snapshot.
  private static func addressLines(_ line: String) -> String {
    """
    (SELECT \(line).order_id, \(line).at, \(line).detail FROM order_events \(line)
            WHERE \(line).order_id = NEW.order_id AND \(line).kind = 'payment'
              AND \(line).via = 'sync'
              AND json_type(\(line).detail, '$.shipping_address') IS NOT NULL)
    """
  }

  /// The opposite of ``rank(ofStatus:)``.
  private static func status(ofRank rank: String) -> String {
    """
    CASE \(rank) WHEN 1 THEN 'pending' WHEN 2 THEN 'confirmed' WHEN 3 THEN 'processing' \
    WHEN 4 THEN 'packaged' WHEN 5 THEN 'shipped' WHEN 6 THEN 'delivered' WHEN 7 THEN 'cancelled' END
    """
  }

  /// How far a status line is; nothing comes after a cancellation.
  private static func statusRank(_ line: String) -> String { rank(ofStatus: "\(line).to_value") }

  /// How far a status is, as SQL: each step comes only after those with a lower number.
  ///
  /// NULL is a word that we do not know.
  static func rank(ofStatus status: String) -> String {
    """
    (CASE \(status) WHEN 'pending' THEN 1 WHEN 'confirmed' THEN 2 WHEN 'processing' THEN 3 \
    WHEN 'packaged' THEN 4 WHEN 'shipped' THEN 5 WHEN 'delivered' THEN 6 WHEN 'cancelled' THEN 7 END)
    """
  }

  /// Whether an order's address stays as staff have it, whatever its source says.
  static func staffKeepAddress(_ order: String) -> String {
    "(\(order).status_owner = 'staff' AND \(order).status <> 'pending' "
      + "AND \(order).status <> 'confirmed' OR \(isEdited("shipping_address", of: order)))"
  }
}
