import Commerce

/// The triggers that make a payable chat order an order in the same transaction.
extension M001 {
  /// Written by whoever writes the row: a bot, sync, or `sqlite3`.
  static let chatOrders = """
    -- A payable row is an order in the same transaction, whoever writes it.
    CREATE TRIGGER sync_chat_order_trigger AFTER INSERT ON chat_orders
    WHEN (\(isPayable)) AND \(itemsFit("NEW")) BEGIN
      \(snapshot(updatedAt: entered));
    END;
    CREATE TRIGGER sync_chat_order_update_trigger AFTER UPDATE ON chat_orders
    WHEN (\(isPayable)) AND \(itemsFit("NEW")) BEGIN
      \(snapshot(updatedAt: changed));
      -- A checkout that was none before may have had conflicts.
      INSERT INTO conflict_review (order_id) VALUES (NEW.id);
    END;

    -- Every row tells of the past, also one that is no order yet, but not of a storefront's order.
    CREATE TRIGGER chat_order_history AFTER INSERT ON chat_orders
    WHEN \(isNoStandardOrder) BEGIN
      \(history(updatedAt: entered));
      -- A row that replaces another is not the first that is told; see order_undone_check.
      INSERT INTO order_undone_check (order_id) VALUES (CASE WHEN (SELECT count(*)
          FROM order_events e WHERE e.order_id = NEW.id AND e.kind = 'payment'
            AND e.via = 'sync') > 1 THEN NEW.id END);
    END;
    CREATE TRIGGER chat_order_update_history AFTER UPDATE ON chat_orders
    WHEN \(isNoStandardOrder) BEGIN
      \(history(updatedAt: changed));
      INSERT INTO order_undone_check (order_id) VALUES (NEW.id);
    END;
    """

  /// A row changed without a newer updated_at is as new as its change.
  private static let changed = """
    CASE WHEN \(written("NEW")) = \(written("OLD"))
        AND NEW.was_payable = OLD.was_payable
        AND (NEW.payment_status, NEW.status, NEW.amount_total, NEW.amount_refunded,
          NEW.customer_name, NEW.items, NEW.shipping_address)
        IS NOT (OLD.payment_status, OLD.status, OLD.amount_total, OLD.amount_refunded,
          OLD.customer_name, OLD.items, OLD.shipping_address)
      THEN strftime('%Y-%m-%dT%H:%M:%fZ', 'now') ELSE \(written("NEW")) END
    """

  /// A row put in the place of another without a newer updated_at is as new as its change.
  ///
  /// Both triggers ask, in either order: what the first wrote has the moment now.
  private static let entered = """
    CASE WHEN EXISTS (SELECT 1 FROM orders o WHERE o.id = NEW.id AND o.source = 'chat_commerce'
        AND \(written("NEW")) < \(now)
        AND (o.source_updated_at = \(now)
          OR (o.source_updated_at = \(written("NEW"))
              OR (NEW.updated_at IS NULL AND o.source_updated_at > \(written("NEW"))))
            AND (\(saidTotal("o")), o.reported_amount_refunded, \(saidCurrency("o")),
                coalesce(o.source_status_word, o.source_status),
                coalesce(o.source_payment_word, o.reported_payment_status), o.customer_name)
              IS NOT (NEW.amount_total, NEW.amount_refunded, NEW.currency,
                coalesce(\(statusWord), NEW.status), coalesce(\(paymentWord), NEW.payment_status),
                NEW.customer_name)))
      THEN \(now) ELSE \(written("NEW")) END
    """

  private static let now = "strftime('%Y-%m-%dT%H:%M:%fZ', 'now')"

  /// Whether each item of a row can be one of an order, and their sum be counted.
  ///
  /// Only an order asks for it: a bot may keep
  /// what it likes in its own row.
  static func itemsFit(_ row: String) -> String {
    """
    (SELECT total(CASE WHEN i.type <> 'object' THEN 1e19
          WHEN json_type(i.value, '$.name') IS NOT 'text'
            OR json_type(i.value, '$.quantity') IS NOT 'integer'
            OR json_type(i.value, '$.unit_amount') IS NOT 'integer'
            OR i.value ->> 'quantity' NOT BETWEEN 1 AND \(Quantity.most)
            OR i.value ->> 'unit_amount' NOT BETWEEN 0 AND \(Int64.max)
            OR json_type(i.value, '$.product_id') IN ('array', 'object', 'true', 'false')
          THEN 1e19 ELSE 1.0 * (i.value ->> 'quantity') * (i.value ->> 'unit_amount') END)
        FROM json_each(\(row).items) i) < 9.2233e18
    """
  }

  // MARK: What a bot's own metadata may tell

  /// An amount in minor units under a key of the metadata; 0 without one.
  private static func amount(_ key: String) -> String {
    "CASE WHEN \(isAmount(key)) THEN NEW.metadata ->> '\(key)' ELSE 0 END"
  }

  private static func isAmount(_ key: String) -> String {
    """
    json_type(NEW.metadata, '$.\(key)') IS 'integer'
          AND NEW.metadata ->> '\(key)' BETWEEN 0 AND \(Int64.max)
    """
  }

  private static func text(_ key: String) -> String {
    "CASE json_type(NEW.metadata, '$.\(key)') WHEN 'text' THEN NEW.metadata ->> '\(key)' END"
  }

  private static let hasHistory = """
    json_type(NEW.metadata, '$.status_history') IS 'array'
          AND NOT EXISTS (SELECT 1 FROM json_each(NEW.metadata, '$.status_history')
            WHERE type <> 'object')
    """

  /// The metadata without what has a column of its own; what does not fit stays in it.
  ///
  /// `$[0]` is
  /// nowhere in an object.
  private static let otherMetadata: String = {
    let amounts = ["shipping_amount", "tax_amount", "discount_amount"].map { key in
      "CASE WHEN \(isAmount(key)) THEN '$.\(key)' ELSE '$[0]' END"
    }
    let texts = ["tracking_number", "carrier", "estimated_delivery"].map { key in
      "CASE WHEN json_type(NEW.metadata, '$.\(key)') IN ('text', 'null') "
        + "THEN '$.\(key)' ELSE '$[0]' END"
    }
    let history = "CASE WHEN \(hasHistory) THEN '$.status_history' ELSE '$[0]' END"
    return "json_remove(NEW.metadata, "
      + ([history] + amounts + texts).joined(separator: ",\n            ") + ")"
  }()

  private static let isNoStandardOrder =
    "NOT EXISTS (SELECT 1 FROM orders o WHERE o.id = NEW.id AND o.source = 'standard')"

  private static let isPayable = """
    NEW.was_payable = 1
      OR EXISTS (SELECT 1 FROM orders o WHERE o.id = NEW.id)
      OR CASE \(paymentWord)
        WHEN 'paid' THEN 1 WHEN 'partially_refunded' THEN 1 WHEN 'refunded' THEN 1
        WHEN 'pending' THEN
          CASE lower(NEW.payment_method) WHEN 'cash_on_delivery' THEN 1 WHEN 'bank_transfer' THEN 1
            WHEN 'invoice' THEN 1 WHEN 'boleto' THEN 1 END
          AND CASE \(statusWord) WHEN 'confirmed' THEN 1 WHEN 'processing' THEN 1
            WHEN 'packaged' THEN 1 WHEN 'shipped' THEN 1 WHEN 'delivered' THEN 1 END
        END
    """

  /// The source's words in ours; NULL for a word that we do not know.
  private static let statusWord =
    "(SELECT s.status FROM status_words s WHERE s.word = lower(trim(NEW.status)))"
  private static let paymentWord =
    "(SELECT p.status FROM payment_words p WHERE p.word = lower(trim(NEW.payment_status)))"

  /// The row NEW as lines of the past; `updatedAt` is the SQL of the moment it speaks of.
  private static func history(updatedAt: String) -> String {
    """
    INSERT INTO order_history_intake (order_id, actor, via, status, payment_status, amount_refunded,
          status_history, metadata, created_at, updated_at, shipping_address, status_word,
          payment_word, items, total_amount, currency)
        VALUES (NEW.id, 'chat checkout', 'sync', coalesce(\(statusWord), 'pending'),
          coalesce(\(paymentWord), 'pending'), NEW.amount_refunded,
          coalesce(NEW.metadata -> 'status_history', '[]'), NEW.metadata,
          strftime('%Y-%m-%dT%H:%M:%fZ', NEW.created_at), \(updatedAt), NEW.shipping_address,
          CASE WHEN \(statusWord) IS NULL THEN NEW.status END,
          CASE WHEN \(paymentWord) IS NULL THEN NEW.payment_status END, NEW.items,
          NEW.amount_total, NEW.currency)
    """
  }

  /// The row NEW as one snapshot of an order.
  private static func snapshot(updatedAt: String) -> String {
    """
    INSERT INTO order_intake (id, order_number, source, customer_name, customer_email, customer_phone,
          shipping_address, items, currency, shipping_amount, tax_amount, discount_amount, total_amount,
          amount_refunded, status, status_word, payment_status, payment_word, payment_method,
          tracking_number, carrier, estimated_delivery, delivered_at, customer_notes, chat_session_id,
          checkout_session_id, stripe_payment_intent_id, metadata, created_at, updated_at)
        VALUES (NEW.id, NEW.order_number, 'chat_commerce', NEW.customer_name, NEW.customer_email,
          NEW.customer_phone, NEW.shipping_address, NEW.items, NEW.currency,
          \(amount("shipping_amount")), \(amount("tax_amount")),
          \(amount("discount_amount")), NEW.amount_total, NEW.amount_refunded,
          coalesce(\(statusWord), 'pending'), CASE WHEN \(statusWord) IS NULL THEN NEW.status END,
          coalesce(\(paymentWord), 'pending'),
          CASE WHEN \(paymentWord) IS NULL THEN NEW.payment_status END,
          NEW.payment_method, \(text("tracking_number")), \(text("carrier")),
          \(text("estimated_delivery")),
          (SELECT max(strftime('%Y-%m-%dT%H:%M:%fZ', h.value ->> 'at'))
            FROM json_each(CASE WHEN \(hasHistory) THEN NEW.metadata END, '$.status_history') h
            WHERE h.value ->> 'status' = 'delivered' AND json_type(h.value, '$.at') = 'text'),
          NEW.customer_notes, NEW.chat_session_id, NEW.checkout_session_id,
          NEW.stripe_payment_intent_id,
          json_patch(\(otherMetadata),
            json_object('chat_order_id', NEW.id, 'checkout_session_id', NEW.checkout_session_id,
              'stripe_payment_intent_id', NEW.stripe_payment_intent_id, 'synced_from_chat', json('true'),
              'chat_session_id', NEW.chat_session_id)),
          strftime('%Y-%m-%dT%H:%M:%fZ', NEW.created_at), \(updatedAt))
    """
  }
}
