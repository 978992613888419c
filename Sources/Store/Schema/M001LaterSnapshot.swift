/// What a snapshot means for an order that is there already.
extension M001 {
  static let laterSnapshot = """
    CREATE TRIGGER order_intake_later INSTEAD OF INSERT ON order_intake
    WHEN EXISTS (SELECT 1 FROM orders WHERE id = NEW.id)
      OR EXISTS (SELECT 1 FROM orders WHERE order_number = NEW.order_number)
      OR EXISTS (SELECT 1 FROM orders WHERE checkout_session_id = NEW.checkout_session_id)
      OR EXISTS
        (SELECT 1 FROM orders WHERE stripe_payment_intent_id = NEW.stripe_payment_intent_id) BEGIN
      \(keepStandard(of: "NEW.id", when: previous));
      \(differences);

      UPDATE orders SET
        conversation_id = coalesce(conversation_id, id),
        customer_name = NEW.customer_name,
        customer_email = NEW.customer_email,
        customer_phone = NEW.customer_phone,
        shipping_address = CASE WHEN \(staffKeepAddress("orders"))
          THEN shipping_address ELSE NEW.shipping_address END,
        item_names = \(unlessEdited("item_names", itemNames)),
        currency = \(unlessEdited("currency", "NEW.currency")),
        shipping_amount = \(unlessEdited("shipping_amount", "NEW.shipping_amount")),
        tax_amount = \(unlessEdited("tax_amount", "NEW.tax_amount")),
        discount_amount = \(unlessEdited("discount_amount", "NEW.discount_amount")),
        total_amount = \(unlessEdited("total_amount", "NEW.total_amount")),
        amount_refunded = \(derivedRefund),
        reported_amount_refunded = NEW.amount_refunded,
        total_differs = \(unlessEdited("total_differs", totalDiffers)),
        status = CASE WHEN status_owner = 'staff' THEN status
          ELSE \(understood("status", word: "status_word")) END,
        source_status = \(understood("status", word: "status_word")),
        source_status_word = NEW.status_word,
        payment_status = \(derivedPaymentStatus),
        reported_payment_status = \(reportedPaymentStatus),
        source_payment_word = NEW.payment_word,
        payment_method = NEW.payment_method,
        tracking_number = CASE WHEN \(staffHaveSent("orders")) THEN tracking_number
          WHEN status_owner = 'staff' THEN coalesce(NEW.tracking_number, tracking_number)
          ELSE NEW.tracking_number END,
        carrier = CASE WHEN \(staffHaveSent("orders")) THEN carrier
          WHEN status_owner = 'staff' THEN coalesce(NEW.carrier, carrier) ELSE NEW.carrier END,
        source_shipment = CASE WHEN \(staffHaveSent("orders"))
          THEN json_array(NEW.carrier, NEW.tracking_number) END,
        estimated_delivery = CASE WHEN status_owner = 'staff'
          THEN coalesce(NEW.estimated_delivery, estimated_delivery) ELSE NEW.estimated_delivery END,
        delivered_at = CASE WHEN status_owner = 'staff' THEN coalesce(NEW.delivered_at, delivered_at)
          ELSE NEW.delivered_at END,
        customer_notes = CASE WHEN \(isEdited("customer_notes", of: "orders"))
          THEN customer_notes ELSE NEW.customer_notes END,
        edited = \(editedAnew),
        metadata = NEW.metadata,
        updated_at = max(updated_at, NEW.updated_at),
        source_updated_at = NEW.updated_at,
        activity_at = max(activity_at, NEW.updated_at),
        intake = 1
        WHERE id = NEW.id AND source = NEW.source AND source_updated_at < NEW.updated_at;
      -- A statement of its own, since it seldom changes and stands in many indexes.
      UPDATE orders SET created_at = NEW.created_at
        WHERE id = NEW.id AND intake = 1 AND created_at <> NEW.created_at;

      DELETE FROM order_items WHERE order_id = NEW.id
        AND EXISTS (SELECT 1 FROM orders o WHERE o.id = NEW.id AND o.intake = 1
          AND NOT \(isEdited("items", of: "o")));
      INSERT INTO order_items (order_id, position, product_id, name, quantity, unit_amount)
        \(itemRows)
        WHERE EXISTS (SELECT 1 FROM orders o WHERE o.id = NEW.id AND o.intake = 1
          AND NOT \(isEdited("items", of: "o")));
      INSERT INTO messages (id, conversation_id, chat_session_id, sender_role, body, sent_at, status)
        SELECT o.id || ':opened', o.conversation_id, o.chat_session_id, 'system',
          'Order ' || o.order_number || ' placed' || \(placed), NEW.created_at, 'read'
        FROM orders o WHERE o.id = NEW.id AND o.intake = 1
        ON CONFLICT (id) DO UPDATE SET body = excluded.body, sent_at = excluded.sent_at
          WHERE (body, sent_at) IS NOT (excluded.body, excluded.sent_at);
      UPDATE conversations SET last_message_at = (SELECT max(m.sent_at) FROM messages m
          WHERE m.conversation_id = conversations.id)
        WHERE id = (SELECT o.conversation_id FROM orders o WHERE o.id = NEW.id AND o.intake = 1)
          AND last_message_at <> (SELECT max(m.sent_at) FROM messages m
            WHERE m.conversation_id = conversations.id);
      INSERT INTO order_conversations (order_id, conversation_id)
        SELECT o.id, o.conversation_id FROM orders o WHERE o.id = NEW.id AND o.intake = 1
        ON CONFLICT DO NOTHING;
      INSERT INTO refunds (id, order_id, origin, amount, currency, state, created_at)
        SELECT * FROM (\(newestRefund))
        WHERE EXISTS (SELECT 1 FROM orders WHERE id = NEW.id AND intake = 1)
        ON CONFLICT (id) DO UPDATE SET amount = excluded.amount, currency = excluded.currency,
          created_at = excluded.created_at
          WHERE refunds.origin = 'source';
      UPDATE orders SET intake = 0 WHERE id = NEW.id AND intake = 1;
    END;
    """

  /// Whether what the order has is of an older snapshot.
  private static let previous =
    "o.source = NEW.source AND o.source_updated_at < NEW.updated_at"

  /// Whether a parcel of staff is on its way, whose carrier and number then stay.
  static func staffHaveSent(_ order: String) -> String {
    "EXISTS (SELECT 1 FROM parcels p WHERE p.order_id = \(order).id AND p.recalled_at IS NULL)"
  }

  /// What does not fit is kept to be seen and settled.
  private static let differences = """
    -- The same sale under another id is no second order; a storefront's record whose number is taken
      -- waits in quarantine, as nothing else keeps it. Of two snapshots of one moment that differ
      -- the first stays. A status, an address or a tracking number that both sides changed stays as
      -- staff have it.
      INSERT INTO conflicts (order_id, field, ours, theirs, source_updated_at, seen_at)
        SELECT o.id, difference.value ->> 0, coalesce(difference.value ->> 1, ''),
          coalesce(difference.value ->> 2, ''),
          NEW.updated_at, strftime('%Y-%m-%dT%H:%M:%fZ', 'now')
        FROM orders o CROSS JOIN json_each(json_array(
          CASE WHEN o.id <> NEW.id AND NEW.source = 'chat_commerce'
              AND o.order_number = NEW.order_number
            THEN json_array('order_number', o.id, NEW.id) END,
          CASE WHEN o.id <> NEW.id AND NEW.source = 'chat_commerce'
              AND o.checkout_session_id = NEW.checkout_session_id
            THEN json_array('checkout_session_id', o.id, NEW.id) END,
          CASE WHEN o.id <> NEW.id AND NEW.source = 'chat_commerce'
              AND o.stripe_payment_intent_id = NEW.stripe_payment_intent_id
            THEN json_array('stripe_payment_intent_id', o.id, NEW.id) END,
          CASE WHEN o.id = NEW.id AND o.source <> NEW.source
            THEN json_array('source', o.source, NEW.source) END,
          CASE WHEN o.id = NEW.id AND o.source_updated_at = NEW.updated_at
              AND (o.customer_name, \(saidTotal("o")), \(saidCurrency("o")),
                  coalesce(o.source_status_word, o.source_status),
                  coalesce(o.source_payment_word, o.reported_payment_status),
                  o.reported_amount_refunded)
                IS NOT (NEW.customer_name, NEW.total_amount, NEW.currency,
                  coalesce(NEW.status_word, NEW.status),
                  coalesce(NEW.payment_word, NEW.payment_status), NEW.amount_refunded)
            THEN json_array('snapshot',
              \(saidTotal("o")) || ' ' || o.source_status || ' ' || o.reported_payment_status,
              NEW.total_amount || ' ' || NEW.status || ' ' || NEW.payment_status) END,
          CASE WHEN o.id = NEW.id AND o.source = NEW.source AND o.source_updated_at < NEW.updated_at
              AND o.status_owner = 'staff' AND NEW.status_word IS NULL
              AND NEW.status IS NOT o.source_status AND NEW.status <> o.status
            THEN json_array('status', o.status, NEW.status) END,
          CASE WHEN o.id = NEW.id AND o.source = NEW.source AND o.source_updated_at < NEW.updated_at
              AND \(staffKeepAddress("o"))
              AND json(NEW.shipping_address) IS NOT json(o.shipping_address)
              AND NOT (\(isEdited("shipping_address", of: "o"))
                AND json(NEW.shipping_address) IS \(saidAddress("o")))
            THEN json_array('shipping_address', json(o.shipping_address),
              json(NEW.shipping_address)) END,
          CASE WHEN o.id = NEW.id AND o.source = NEW.source AND o.source_updated_at < NEW.updated_at
              AND NEW.tracking_number IS NOT NULL AND \(staffHaveSent("o"))
              AND instr(', ' || coalesce(o.tracking_number, '') || ', ',
                ', ' || NEW.tracking_number || ', ') = 0
            THEN json_array('tracking_number', o.tracking_number, NEW.tracking_number) END,
          \(changedItemsOfStaff),
          \(changedEdits)
        )) difference
        WHERE (o.id = NEW.id OR o.order_number = NEW.order_number
            OR o.checkout_session_id = NEW.checkout_session_id
            OR o.stripe_payment_intent_id = NEW.stripe_payment_intent_id)
          AND difference.type = 'array'
        ON CONFLICT DO NOTHING
    """
}
