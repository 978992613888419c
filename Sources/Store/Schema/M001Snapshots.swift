/// What each snapshot of an order said, for all that must not depend on which came first.
extension M001 {
  /// Kept only of orders with two snapshots or with a word that we do not know, since the row of
  /// an order with one snapshot says it all.
  static let snapshots = """
    CREATE TABLE source_snapshots (
      order_id TEXT NOT NULL,
      updated_at TEXT NOT NULL,
      -- In our words; NULL beside a word that we do not know.
      status TEXT,
      status_word TEXT,
      payment_status TEXT,
      payment_word TEXT,
      -- Items and total as a person reads them, and how the chat's first message ends.
      content TEXT NOT NULL,
      placed TEXT NOT NULL,
      PRIMARY KEY (order_id, updated_at)
    ) STRICT, WITHOUT ROWID;

    CREATE VIEW source_words (order_id, field, word, updated_at) AS
      SELECT order_id, 'unknown_status', status_word, updated_at FROM source_snapshots
      UNION ALL SELECT order_id, 'unknown_payment', payment_word, updated_at FROM source_snapshots
      UNION ALL SELECT order_id, 'items_and_total', content, updated_at FROM source_snapshots;

    -- Each snapshot passes here, and with the second one the first is kept as well.
    CREATE TRIGGER order_history_intake_snapshot INSTEAD OF INSERT ON order_history_intake
    WHEN NEW.items IS NOT NULL AND (NEW.status_word IS NOT NULL OR NEW.payment_word IS NOT NULL
      OR EXISTS (SELECT 1 FROM source_snapshots s WHERE s.order_id = NEW.order_id)
      OR EXISTS (SELECT 1 FROM orders o WHERE o.id = NEW.order_id AND o.source = 'standard'
        AND o.source_updated_at <> NEW.updated_at)
      OR EXISTS (SELECT 1 FROM chat_orders c WHERE c.id = NEW.order_id
        AND \(written("c")) <> NEW.updated_at)) BEGIN
      INSERT INTO source_snapshots (order_id, updated_at, status, status_word, payment_status,
          payment_word, content, placed)
        VALUES (NEW.order_id, NEW.updated_at,
          CASE WHEN NEW.status_word IS NULL THEN NEW.status END, NEW.status_word,
          CASE WHEN NEW.payment_word IS NULL THEN NEW.payment_status END, NEW.payment_word,
          \(content(itemList("NEW.items"), "NEW.total_amount", "NEW.currency")),
          \(itemSummary("NEW.items")))
        ON CONFLICT DO NOTHING;
      \(keepStandard(of: "NEW.order_id", when: "o.source_updated_at <> NEW.updated_at"));
      \(keepCheckout("c", from: "FROM chat_orders c WHERE c.id = NEW.order_id"));
      \(unknownWords("NEW.order_id",
        where: "w.updated_at = NEW.updated_at AND EXISTS (SELECT 1 FROM orders WHERE id = NEW.order_id)"));
      UPDATE orders SET source_status = \(known("status", of: "NEW.order_id")),
          status = CASE WHEN status_owner = 'staff' THEN status
            ELSE \(known("status", of: "NEW.order_id")) END
        WHERE id = NEW.order_id AND source_status_word IS NOT NULL
          AND source_status <> \(known("status", of: "NEW.order_id"));
      UPDATE orders SET reported_payment_status = \(known("payment_status", of: "NEW.order_id"))
        WHERE id = NEW.order_id AND source_payment_word IS NOT NULL
          AND reported_payment_status <> \(known("payment_status", of: "NEW.order_id"));
      UPDATE messages SET body = (SELECT 'Order ' || o.order_number || ' placed' || s.placed
          FROM orders o, source_snapshots s WHERE o.id = NEW.order_id AND s.order_id = o.id
          ORDER BY s.updated_at LIMIT 1)
        WHERE id = NEW.order_id || ':opened'
          AND EXISTS (SELECT 1 FROM orders WHERE id = NEW.order_id)
          AND NEW.updated_at = (SELECT min(s.updated_at) FROM source_snapshots s
            WHERE s.order_id = NEW.order_id);
      INSERT INTO conflict_review (order_id) VALUES (NEW.order_id);
    END;

    -- Before another row takes its place, also by INSERT OR REPLACE.
    CREATE TRIGGER chat_order_kept BEFORE INSERT ON chat_orders
    WHEN EXISTS (SELECT 1 FROM chat_orders c WHERE c.id = NEW.id
      AND \(written("c")) <> \(written("NEW"))) BEGIN
      \(keepCheckout("c", from: "FROM chat_orders c WHERE c.id = NEW.id"));
    END;
    CREATE TRIGGER chat_order_update_kept BEFORE UPDATE ON chat_orders
    WHEN \(written("OLD")) <> \(written("NEW"))
      OR (NEW.payment_status, NEW.status, NEW.amount_total, NEW.currency, NEW.items)
        IS NOT (OLD.payment_status, OLD.status, OLD.amount_total, OLD.currency, OLD.items) BEGIN
      \(keepCheckout("OLD", from: "WHERE 1"));
    END;
    """

  // MARK: Parts of other statements

  /// The newest word for a status that any snapshot had and we know; pending before there is one.
  static func known(_ column: String, of id: String) -> String {
    """
    coalesce((SELECT s.\(column) FROM source_snapshots s WHERE s.order_id = \(id)
            AND s.\(column) IS NOT NULL ORDER BY s.updated_at DESC LIMIT 1), 'pending')
    """
  }

  /// What the snapshot NEW says, or the last that we understood.
  static func understood(_ column: String, word: String) -> String {
    "CASE WHEN NEW.\(word) IS NULL THEN NEW.\(column) ELSE \(known(column, of: "NEW.id")) END"
  }

  /// How the chat's first message ends: with what the oldest snapshot says.
  static let placed = """
    coalesce((SELECT s.placed FROM source_snapshots s WHERE s.order_id = NEW.id
            ORDER BY s.updated_at LIMIT 1), \(itemSummary("NEW.items")))
    """

  /// A conflict for each word of an order that we do not know.
  static func unknownWords(_ id: String, where condition: String) -> String {
    """
    INSERT INTO conflicts (order_id, field, ours, theirs, source_updated_at, seen_at)
        SELECT w.order_id, w.field, NULL, w.word, w.updated_at,
          strftime('%Y-%m-%dT%H:%M:%fZ', 'now')
        FROM source_words w WHERE w.order_id = \(id) AND w.field <> 'items_and_total' AND w.word IS NOT NULL
          AND \(condition)
        ON CONFLICT DO NOTHING
    """
  }

  /// Keeps what the storefront said last of the order, before a newer snapshot replaces it.
  static func keepStandard(of id: String, when condition: String) -> String {
    """
    INSERT INTO source_snapshots (order_id, updated_at, status, status_word, payment_status,
          payment_word, content, placed)
        SELECT o.id, o.source_updated_at,
          CASE WHEN o.source_status_word IS NULL THEN o.source_status END, o.source_status_word,
          CASE WHEN o.source_payment_word IS NULL THEN o.reported_payment_status END,
          o.source_payment_word,
          \(saidContent), \(saidSummary)
        FROM orders o WHERE o.id = \(id) AND o.source = 'standard' AND \(condition)
        ON CONFLICT DO NOTHING
    """
  }

  /// Keeps what a row of `chat_orders` says.
  private static func keepCheckout(_ row: String, from: String) -> String {
    let status = "(SELECT w.status FROM status_words w WHERE w.word = lower(trim(\(row).status)))"
    let payment =
      "(SELECT w.status FROM payment_words w WHERE w.word = lower(trim(\(row).payment_status)))"
    return """
      INSERT INTO source_snapshots (order_id, updated_at, status, status_word, payment_status,
          payment_word, content, placed)
        SELECT \(row).id, \(written(row)), \(status),
          CASE WHEN \(status) IS NULL THEN \(row).status END, \(payment),
          CASE WHEN \(payment) IS NULL THEN \(row).payment_status END,
          \(content(itemList("\(row).items"), "\(row).amount_total", "\(row).currency")),
          \(itemSummary("\(row).items"))
        \(from)
        ON CONFLICT DO NOTHING
      """
  }

  /// When a row of `chat_orders` says that it was written.
  static func written(_ row: String) -> String {
    "strftime('%Y-%m-%dT%H:%M:%fZ', coalesce(\(row).updated_at, \(row).created_at))"
  }

  // MARK: Conflicts of what snapshots say

  /// A word or a change stands while the source says it, from the first snapshot that did.
  static let newestWordVerdict = """
    CASE WHEN EXISTS (SELECT 1 FROM source_words w WHERE w.order_id = c.order_id
            AND w.field = c.field AND w.updated_at > c.source_updated_at AND w.word IS NOT c.theirs)
          OR EXISTS (SELECT 1 FROM (SELECT max(n.source_updated_at) AS at FROM conflicts n
              WHERE n.order_id = c.order_id AND n.field = c.field AND n.theirs = c.theirs
                AND n.source_updated_at < c.source_updated_at) n
            WHERE n.at IS NOT NULL AND NOT EXISTS (SELECT 1 FROM source_words w
              WHERE w.order_id = c.order_id AND w.field = c.field AND w.updated_at > n.at
                AND w.word IS NOT c.theirs))
          THEN 'settled' ELSE 'open' END
    """

  /// Items or a total that changed once the goods were being made ready: ours is what the newest
  /// earlier snapshot of such goods says that says something else.
  ///
  /// Two passes with windows, each linear: the newest such snapshot before each, and for those who
  /// say the same as it, the newest before that says something else.
  static let changedItems = """
    INSERT INTO conflicts (order_id, field, ours, theirs, source_updated_at, seen_at)
        SELECT * FROM (SELECT e.order_id, 'items_and_total',
            (SELECT b.content FROM source_snapshots b WHERE b.order_id = e.order_id
              AND b.updated_at = CASE WHEN e.last_content <> e.content
                THEN e.last_at ELSE e.other_at END) AS ours, e.content, e.updated_at,
            strftime('%Y-%m-%dT%H:%M:%fZ', 'now')
          FROM (SELECT g.*, max(CASE WHEN g.is_ready AND g.last_content <> g.content
                THEN g.last_at END) OVER \(before("g")) AS other_at
            FROM (SELECT l.*, (SELECT p.content FROM source_snapshots p
                WHERE p.order_id = l.order_id AND p.updated_at = l.last_at) AS last_content
              FROM (SELECT s.order_id, s.updated_at, s.content, \(isReady) AS is_ready,
                  max(CASE WHEN \(isReady) THEN s.updated_at END) OVER \(before("s")) AS last_at
                FROM source_snapshots s WHERE s.order_id = NEW.order_id) l) g) e)
        -- Where staff have the items, what they differ in is a conflict of its own.
        WHERE ours IS NOT NULL AND NOT EXISTS (SELECT 1 FROM orders o
          WHERE o.id = NEW.order_id AND \(isEdited("items", of: "o")))
        ON CONFLICT DO UPDATE SET ours = excluded.ours WHERE ours <> excluded.ours
          AND NOT EXISTS (SELECT 1 FROM orders o
            WHERE o.id = excluded.order_id AND o.status_owner = 'staff')
    """

  private static let isReady = "s.status IN ('processing', 'packaged', 'shipped', 'delivered')"

  private static func before(_ row: String) -> String {
    "(ORDER BY \(row).updated_at ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)"
  }

  /// The same where staff have the status: what the source changes while they are at it.
  static let changedItemsOfStaff = """
    CASE WHEN o.id = NEW.id AND o.source = NEW.source AND o.source_updated_at < NEW.updated_at
              AND o.status_owner = 'staff' AND o.status NOT IN ('pending', 'confirmed', 'cancelled')
              AND NOT \(isEdited("items", of: "o"))
              AND \(storedContent)
                <> \(content(itemList("NEW.items"), "NEW.total_amount", "NEW.currency"))
            THEN json_array('items_and_total', \(storedContent),
              \(content(itemList("NEW.items"), "NEW.total_amount", "NEW.currency"))) END
    """

  // MARK: Items in words

  static func content(_ items: String, _ total: String, _ currency: String) -> String {
    """
    substr(\(items), 1, 2000) || ', total ' || \(decimal(total, currency)) || ' ' || \(currency)
    """
  }

  /// `printf` ends a text at a NUL, as JSON does, so that both lists say the same.
  static func itemList(_ json: String) -> String {
    """
    (SELECT coalesce(group_concat(CASE WHEN i.type = 'object'
              THEN printf('%s × %s', i.value ->> 'quantity', i.value ->> 'name')
              ELSE i.value END, ', '), 'no items') FROM json_each(\(json)) i)
    """
  }

  static let storedItems = """
    (SELECT coalesce(group_concat(printf('%s × %s', i.quantity, i.name), ', '), 'no items')
            FROM (SELECT quantity, name FROM order_items WHERE order_id = o.id ORDER BY position) i)
    """

  static let storedSummary = """
    coalesce((SELECT ': ' || printf('%s × %s', i.quantity, i.name) FROM order_items i
            WHERE i.order_id = o.id AND i.position = 0), '')
          || coalesce((SELECT ' and ' || (count(*) - 1) || ' more' FROM order_items i
            WHERE i.order_id = o.id HAVING count(*) > 1), '')
    """

  /// `: 2 × Desk lamp and 1 more`; nothing without items.
  static func itemSummary(_ items: String) -> String {
    """
    coalesce(': ' || (\(items) ->> '$[0].quantity') || ' × ' || (\(items) ->> '$[0].name'), '')
          || CASE WHEN json_array_length(\(items)) > 1
            THEN ' and ' || (json_array_length(\(items)) - 1) || ' more' ELSE '' END
    """
  }

  /// An amount in minor units as a decimal number.
  static func decimal(_ amount: String, _ currency: String) -> String {
    """
    CASE
            WHEN \(currency) IN ('BIF','CLP','DJF','GNF','ISK','JPY','KMF','KRW','PYG','RWF','UGX','UYI','VND','VUV','XAF','XOF','XPF')
              THEN CAST(\(amount) AS TEXT)
            WHEN \(currency) IN ('BHD','IQD','JOD','KWD','LYD','OMR','TND')
              THEN printf('%d.%03d', \(amount) / 1000, \(amount) % 1000)
            WHEN \(currency) IN ('CLF','UYW') THEN printf('%d.%04d', \(amount) / 10000, \(amount) % 10000)
            ELSE printf('%d.%02d', \(amount) / 100, \(amount) % 100) END
    """
  }
}
