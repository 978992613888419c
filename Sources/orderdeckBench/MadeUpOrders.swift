/// Orders and messages out of their number alone, so that every run makes the same ones.
///
/// They come in as from a source: chat orders into `chat_orders`, the others into `order_intake`.
enum MadeUpOrders {
  /// 2025-01-01T00:00:00Z; one order comes every 31 seconds.
  private static let opening = 1_735_689_600

  static func statements(
    _ first: Int,
    _ last: Int,
    of all: Int,
    _ messagesPerOrder: Int
  ) -> [String] {
    [
      "DROP TABLE IF EXISTS made", "CREATE TEMP TABLE made AS " + orders(first, last),
      chatOrders, history, standardOrders, messages(messagesPerOrder, bygoneBefore: all / 2),
    ]
  }

  /// Columns of `made`: what an order is, in the words of the intake views.
  private static func orders(_ first: Int, _ last: Int) -> String {
    """
    WITH RECURSIVE counter (n) AS (
      SELECT \(first) UNION ALL SELECT n + 1 FROM counter WHERE n < \(last)
    ), dice (n, a, b) AS (
      SELECT n, n * 2654435761 % 4294967296, (n * 40503 + 977) * 69069 % 4294967296 FROM counter
    ), facts AS (
      SELECT n, a, b, \(opening) + n * 31 AS second,
        printf('%08x-%04x-4%03x-8%03x-%08x%04x', a, b % 65536, a % 4096, b % 4096, b, n % 65536)
          AS id,
        n % 10 < 3 AS is_chat,
        CASE WHEN a % 100 < 4 THEN 0 WHEN a % 100 < 10 THEN 1 WHEN a % 100 < 18 THEN 2
          WHEN a % 100 < 24 THEN 3 WHEN a % 100 < 36 THEN 4 ELSE 5 END AS step,
        (SELECT word FROM first_names WHERE place = b / 7 % 32) AS first_name,
        (SELECT word FROM last_names WHERE place = a / 11 % 33) AS last_name,
        (SELECT word FROM products WHERE place = a / 13 % 37) AS product,
        (SELECT word FROM products WHERE place = b / 17 % 37) AS other_product,
        100 * (5 + a / 19 % 90) AS price, 100 * (3 + b / 23 % 40) AS other_price,
        1 + b / 29 % 3 AS quantity
      FROM dice
    )
    SELECT *, first_name || ' ' || last_name AS customer,
      CASE WHEN is_chat THEN printf('CHT%07d', n) ELSE printf('ORD-2025-%07d', n) END AS number,
      CASE WHEN is_chat THEN 'session-' || id ELSE id END AS conversation,
      printf('customer%d@example.com', b % 250000) AS email,
      printf('+49 30 %07d', b % 10000000) AS phone,
      json_array(
        json_object('product_id', 'P' || (a / 13 % 37), 'name', product, 'quantity', quantity,
          'unit_amount', price),
        json_object('product_id', 'P' || (b / 17 % 37), 'name', other_product, 'quantity', 1,
          'unit_amount', other_price)) AS items,
      quantity * price + other_price AS total,
      json_object('street', (b % 200) || ' Mill Lane', 'city', 'Harbour', 'state', NULL,
        'postal_code', printf('%05d', a % 100000), 'country', 'DE') AS address,
      CASE WHEN a % 100 > 96 THEN 'cancelled' ELSE (SELECT word FROM steps WHERE place = step) END
        AS status,
      CASE WHEN step = 0 THEN 'pending' WHEN b % 50 = 0 THEN 'refunded' ELSE 'paid' END AS payment,
      (SELECT json_group_array(json_object('status', s.word,
          'at', strftime('%Y-%m-%dT%H:%M:%fZ', facts.second + s.place * 1800, 'unixepoch')))
        FROM steps s WHERE s.place <= facts.step) AS status_history,
      strftime('%Y-%m-%dT%H:%M:%fZ', second, 'unixepoch') AS created_at,
      strftime('%Y-%m-%dT%H:%M:%fZ', second + step * 1800, 'unixepoch') AS updated_at
    FROM facts
    """
  }

  private static let chatOrders = """
    INSERT INTO chat_orders (id, order_number, chat_session_id, checkout_session_id,
        stripe_payment_intent_id, customer_name, customer_email, customer_phone, items,
        shipping_address, currency, amount_total, amount_refunded, status, payment_status,
        payment_method, metadata, created_at, updated_at)
      SELECT id, number, conversation, 'cs_test_' || id, 'pi_' || id, customer, email, phone, items,
        address, 'USD', total, CASE WHEN payment = 'refunded' THEN total ELSE 0 END, status,
        CASE WHEN payment = 'pending' THEN 'paid' ELSE payment END, 'card',
        json_object('status_history', json(status_history)), created_at, updated_at
      FROM made WHERE is_chat ORDER BY n
    """

  private static let history = """
    INSERT INTO order_history_intake (order_id, actor, via, status, payment_status,
        amount_refunded, status_history, metadata, created_at, updated_at)
      SELECT id, 'storefront', 'sync', status, payment,
        CASE WHEN payment = 'refunded' THEN total ELSE 0 END, status_history, '{}', created_at,
        updated_at
      FROM made WHERE NOT is_chat ORDER BY n
    """

  private static let standardOrders = """
    INSERT INTO order_intake (id, order_number, source, customer_name, customer_email,
        customer_phone, shipping_address, items, currency, shipping_amount, tax_amount,
        discount_amount, total_amount, amount_refunded, status, payment_status, payment_method,
        tracking_number, metadata, created_at, updated_at)
      SELECT id, number, 'standard', customer, email, phone, address, items, 'USD', 0, 0, 0, total,
        CASE WHEN payment = 'refunded' THEN total ELSE 0 END, status, payment, 'card',
        CASE WHEN step > 3 THEN printf('TRK%09d', a % 1000000000) END, '{}', created_at, updated_at
      FROM made WHERE NOT is_chat ORDER BY n
    """

  private static func messages(_ perOrder: Int, bygoneBefore: Int) -> String {
    """
    WITH RECURSIVE turn (k) AS (SELECT 1 UNION ALL SELECT k + 1 FROM turn WHERE k < \(perOrder))
    \(insertion("made CROSS JOIN turn", bygoneBefore: bygoneBefore))
    """
  }

  /// The chat that is worth a figure of its own, of the newest order.
  static func longChat(of order: Int, _ count: Int) -> String {
    """
    WITH RECURSIVE turn (k) AS (
      SELECT 1001 UNION ALL SELECT k + 1 FROM turn WHERE k < 1000 + \(count)
    )
    \(insertion("made CROSS JOIN turn WHERE n = \(order)", bygoneBefore: 0))
    """
  }

  private static func insertion(_ rows: String, bygoneBefore: Int) -> String {
    """
    INSERT INTO messages (id, conversation_id, chat_session_id, seq, sender_role, sender_name,
        body, sent_at, status)
      SELECT id || '-' || k, conversation, CASE WHEN is_chat THEN conversation END, k,
        CASE k % 2 WHEN 1 THEN 'customer' ELSE 'agent' END,
        CASE k % 2 WHEN 1 THEN customer ELSE 'Robin' END,
        replace((SELECT word FROM sentences WHERE place = (a / 31 + k) % 19), '%', product)
          || CASE WHEN n % 20011 = 7 AND k = 1 THEN ' It is a \(MadeUpWords.rareWord).' ELSE '' END
          || CASE WHEN n % 100 = 7 AND k = 2 THEN ' An \(MadeUpWords.fairlyCommonWord)!' ELSE '' END
          || CASE WHEN n % 10 = 4 AND k = 2 AND n < \(bygoneBefore)
            THEN ' Ask the \(MadeUpWords.bygoneWord).' ELSE '' END,
        strftime('%Y-%m-%dT%H:%M:%fZ', second + k * 61, 'unixepoch'), 'read'
      FROM \(rows) ORDER BY n, k
    """
  }
}
