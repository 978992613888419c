/// The one way in for an order of a source.
extension M001 {
  /// What an order that is not there yet needs, and what a newer snapshot changes, are two
  /// triggers, because SQLite builds a table in memory for each INSERT … SELECT into a table with
  /// triggers: with VALUES under a WHEN an order costs half.
  static let intake = """
    -- The one way in for an order of a source, whoever brings it: sync inserts here, and so does the
    -- trigger on chat_orders. A row is one snapshot, its times canonical, its words ours.
    CREATE VIEW order_intake (
      id, order_number, source, customer_name, customer_email, customer_phone, shipping_address, items,
      currency, shipping_amount, tax_amount, discount_amount, total_amount, amount_refunded, status,
      status_word, payment_status, payment_word, payment_method, tracking_number, carrier,
      estimated_delivery, delivered_at, customer_notes, chat_session_id, checkout_session_id,
      stripe_payment_intent_id, metadata, created_at, updated_at
    ) AS SELECT NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
      NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL WHERE 0;

    \(firstSnapshot)

    \(laterSnapshot)
    """

  private static let firstSnapshot = """
    CREATE TRIGGER order_intake_first INSTEAD OF INSERT ON order_intake
    WHEN NOT EXISTS (SELECT 1 FROM orders WHERE id = NEW.id)
      AND NOT EXISTS (SELECT 1 FROM orders WHERE order_number = NEW.order_number)
      AND NOT EXISTS (SELECT 1 FROM orders WHERE checkout_session_id = NEW.checkout_session_id)
      AND NOT EXISTS
        (SELECT 1 FROM orders WHERE stripe_payment_intent_id = NEW.stripe_payment_intent_id) BEGIN
      INSERT INTO orders (id, order_number, source, conversation_id, customer_name, customer_email,
          customer_phone, shipping_address, item_names, currency, shipping_amount, tax_amount,
          discount_amount, total_amount, amount_refunded, reported_amount_refunded, total_differs,
          status, source_status, source_status_word, payment_status, reported_payment_status,
          source_payment_word, payment_method, tracking_number, carrier, estimated_delivery,
          delivered_at, customer_notes, chat_session_id, checkout_session_id,
          stripe_payment_intent_id, metadata, created_at, updated_at, source_updated_at,
          activity_at, revision)
        VALUES (NEW.id, NEW.order_number, NEW.source,
          CASE WHEN NEW.chat_session_id IS NULL OR EXISTS (SELECT 1 FROM order_conversations c
              WHERE c.conversation_id = NEW.chat_session_id)
            THEN NEW.id ELSE NEW.chat_session_id END,
          NEW.customer_name, NEW.customer_email, NEW.customer_phone, NEW.shipping_address,
          \(itemNames), NEW.currency, NEW.shipping_amount, NEW.tax_amount, NEW.discount_amount,
          NEW.total_amount, \(derivedRefund), NEW.amount_refunded, \(totalDiffers),
          \(understood("status", word: "status_word")),
          \(understood("status", word: "status_word")), NEW.status_word,
          \(derivedPaymentStatus), \(reportedPaymentStatus), NEW.payment_word, NEW.payment_method,
          NEW.tracking_number, NEW.carrier, NEW.estimated_delivery, NEW.delivered_at,
          NEW.customer_notes, NEW.chat_session_id, NEW.checkout_session_id,
          NEW.stripe_payment_intent_id, NEW.metadata, NEW.created_at, NEW.updated_at, NEW.updated_at,
          NEW.updated_at, (SELECT count(*) FROM order_events e WHERE e.order_id = NEW.id));
      INSERT INTO order_items (order_id, position, product_id, name, quantity, unit_amount)
        \(itemRows);
      -- Its trigger makes the conversation and the session.
      INSERT INTO messages (id, conversation_id, chat_session_id, sender_role, body, sent_at, status)
        VALUES (NEW.id || ':opened', (SELECT o.conversation_id FROM orders o WHERE o.id = NEW.id),
          NEW.chat_session_id, 'system',
          'Order ' || NEW.order_number || ' placed' || \(placed), NEW.created_at, 'read')
        ON CONFLICT (id) DO NOTHING;
      INSERT INTO order_conversations (order_id, conversation_id)
        VALUES (NEW.id, (SELECT o.conversation_id FROM orders o WHERE o.id = NEW.id));
      INSERT INTO refunds (id, order_id, origin, amount, currency, state, created_at)
        \(newestRefund)
        ON CONFLICT (id) DO NOTHING;
      UPDATE orders SET activity_at = (SELECT v.last_message_at FROM conversations v
          WHERE v.id = orders.conversation_id)
        WHERE id = NEW.id AND activity_at < (SELECT v.last_message_at FROM conversations v
          WHERE v.id = orders.conversation_id);
      -- Of a checkout that was none before; the history of a first snapshot may come later.
      \(unknownWords("NEW.id", where: "1"));
      INSERT INTO conflict_review (order_id) VALUES (NEW.id);
    END;
    """

  // MARK: What both take from the items of a snapshot

  static let itemNames = """
    (SELECT coalesce(group_concat((value ->> 'name') || coalesce(' ' || (value ->> 'product_id'), ''),
      ' '), '') FROM json_each(NEW.items))
    """

  static let totalDiffers = """
    NEW.total_amount <> NEW.shipping_amount + NEW.tax_amount - NEW.discount_amount
      + (SELECT coalesce(sum((value ->> 'quantity') * (value ->> 'unit_amount')), 0)
        FROM json_each(NEW.items))
    """

  static let itemRows = """
    SELECT NEW.id, key, coalesce(value ->> 'product_id', ''), value ->> 'name',
      value ->> 'quantity', value ->> 'unit_amount'
    FROM json_each(NEW.items)
    """

  /// The newest refund that any snapshot told of, also one that came late.
  static let newestRefund = """
    SELECT NEW.id || ':source', NEW.id, 'source', CAST(e.to_value AS INTEGER), NEW.currency,
          'succeeded', e.at
        FROM order_events e WHERE e.order_id = NEW.id AND e.kind = 'refund' AND e.via = 'sync'
        ORDER BY e.at DESC, e.serial DESC LIMIT 1
    """
}
