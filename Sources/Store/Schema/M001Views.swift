/// The views of the contract.
extension M001 {
  static let views = #"""
    -- Both sources in the columns of the storefront's order table.
    CREATE VIEW unified_orders AS SELECT
      o.id, o.order_number, o.source, NULL AS agent_id, o.conversation_id, NULL AS user_id,
      o.customer_name, o.customer_email, o.customer_phone, o.shipping_address,
      (SELECT json_group_array(json_object('product_id', i.product_id, 'name', i.name,
          'quantity', i.quantity, 'unit_amount', i.unit_amount))
        FROM (SELECT * FROM order_items WHERE order_id = o.id ORDER BY position) i) AS items,
      \#(decimal("o.total_amount", "o.currency")) AS total_amount,
      o.currency, o.status, o.tracking_number, o.carrier, o.estimated_delivery, o.customer_notes,
      -- Without the notes that were taken back.
      (SELECT group_concat(e.to_value, char(10)) FROM (SELECT n.to_value FROM order_events n
        WHERE n.order_id = o.id AND n.kind = 'note' AND NOT EXISTS (SELECT 1 FROM order_events u
          WHERE u.order_id = o.id AND u.kind = 'undo' AND u.detail ->> 'event' = n.id)
        ORDER BY n.at, n.serial) e) AS internal_notes,
      -- With the statuses that an undo went back to.
      (SELECT json_group_array(json_object('status', e.to_value, 'at', e.at))
        FROM (SELECT to_value, at FROM order_events WHERE order_id = o.id
          AND (kind = 'status' OR kind = 'undo' AND detail ->> 'field' = 'status')
          AND detail ->> 'refused' IS NULL
          ORDER BY at, serial) e) AS status_history,
      o.payment_status, o.payment_method, o.created_at, o.updated_at, o.delivered_at, o.metadata
    FROM orders o;
    """#
}
