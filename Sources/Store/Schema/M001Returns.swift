/// Goods that come back; the steps are those of `ReturnRules`.
extension M001 {
  static let returns = """
    CREATE TABLE returns (
      order_id TEXT NOT NULL REFERENCES orders (id),
      -- R1, R2 and so on within its order, never given twice.
      number INTEGER NOT NULL CHECK (number > 0),
      state TEXT NOT NULL
        CHECK (state = 'requested' OR state = 'approved' OR state = 'rejected'
          OR state = 'in_transit' OR state = 'received' OR state = 'closed' OR state = 'cancelled'),
      reason TEXT NOT NULL,
      reason_text TEXT,
      requester_id TEXT NOT NULL,
      -- Who approved or rejected it.
      decider_id TEXT,
      receiver_id TEXT,
      carrier TEXT,
      tracking_number TEXT,
      -- Whether the goods go back into stock; NULL until they have come.
      restock INTEGER CHECK (restock IN (0, 1)),
      -- Why it was rejected or cancelled.
      end_reason TEXT,
      requested_at TEXT NOT NULL,
      decided_at TEXT,
      sent_at TEXT,
      received_at TEXT,
      ended_at TEXT,
      -- The act that brought it into its state.
      act_id TEXT NOT NULL,
      PRIMARY KEY (order_id, number),
      CHECK (state <> 'received' AND state <> 'closed' OR received_at IS NOT NULL),
      CHECK ((received_at IS NULL) = (restock IS NULL))
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX returns_by_state ON returns (state);
    CREATE TRIGGER returns_no_delete BEFORE DELETE ON returns BEGIN
      SELECT RAISE(ABORT, 'a return is never deleted: its number may be with the customer');
    END;

    -- Products are named as they were then: a later snapshot may change the items.
    CREATE TABLE return_items (
      order_id TEXT NOT NULL,
      number INTEGER NOT NULL,
      position INTEGER NOT NULL CHECK (position >= 0),
      -- The product's id, or its name where it has none.
      sku TEXT NOT NULL,
      name TEXT NOT NULL,
      quantity INTEGER NOT NULL CHECK (quantity > 0),
      received INTEGER CHECK (received BETWEEN 0 AND quantity),
      damaged INTEGER CHECK (damaged BETWEEN 0 AND received),
      PRIMARY KEY (order_id, number, position),
      FOREIGN KEY (order_id, number) REFERENCES returns (order_id, number)
    ) STRICT, WITHOUT ROWID;

    -- A refund that names a return rests on goods that are here, whoever writes.
    CREATE TRIGGER refunds_of_return_insert BEFORE INSERT ON refunds
    WHEN NEW.return_number IS NOT NULL AND \(isMissing("NEW")) BEGIN
      SELECT RAISE(ABORT, 'a refund of a return needs goods that have come');
    END;
    CREATE TRIGGER refunds_of_return_update BEFORE UPDATE OF state ON refunds
    WHEN NEW.return_number IS NOT NULL AND NEW.state IN ('requested', 'approved')
      AND \(isMissing("NEW")) BEGIN
      SELECT RAISE(ABORT, 'a refund of a return needs goods that have come');
    END;
    CREATE TRIGGER returns_with_refund BEFORE UPDATE OF state ON returns
    WHEN NEW.state <> 'received' AND NEW.state <> 'closed'
      AND EXISTS (SELECT 1 FROM refunds f WHERE f.order_id = NEW.order_id
        AND f.return_number = NEW.number
        AND f.state IN ('requested', 'approved', 'pending', 'unknown', 'succeeded')) BEGIN
      SELECT RAISE(ABORT, 'a refund rests on this return');
    END;
    """

  /// Whether the goods that a refund is for have not come.
  private static func isMissing(_ refund: String) -> String {
    """
    NOT EXISTS (SELECT 1 FROM returns r WHERE r.order_id = \(refund).order_id
          AND r.number = \(refund).return_number AND r.state IN ('received', 'closed'))
    """
  }
}
