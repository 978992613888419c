/// Refunds, the ledger that they and captures write, and what follows from it.
///
/// A refund's amount lies in the account of its state, and a trigger moves it there: whoever changes
/// a refund writes the ledger, and the ledger decides payment status and cap. What a source reports
/// is no row of the ledger, because the newest snapshot may come first: ``ledger_entries`` derives it
/// from the order, so that rows do not depend on the order of arrival.
extension M001 {
  static let money = """
    \(refundTables)

    \(ledgerTable)

    \(orderMoney)

    \(ledgerTriggers)
    """

  private static let refundTables = """
    -- The id is the idempotency key towards the provider and stored before anything is sent. A row
    -- of the source holds its newest figure, which counts our own refunds too, as Stripe does.
    CREATE TABLE refunds (
      id TEXT NOT NULL PRIMARY KEY CHECK (length(id) > 0),
      order_id TEXT NOT NULL REFERENCES orders (id),
      origin TEXT NOT NULL CHECK (origin IN ('source', 'staff')),
      amount INTEGER NOT NULL CHECK (amount > 0),
      -- How much of the amount is for shipping.
      shipping_amount INTEGER NOT NULL DEFAULT 0 CHECK (shipping_amount BETWEEN 0 AND amount),
      currency TEXT NOT NULL,
      state TEXT NOT NULL
        CHECK (state = 'requested' OR state = 'approved' OR state = 'pending' OR state = 'unknown'
          OR state = 'succeeded' OR state = 'failed' OR state = 'cancelled' OR state = 'canceled'),
      reason TEXT,
      reason_text TEXT,
      restock INTEGER NOT NULL DEFAULT 0 CHECK (restock IN (0, 1)),
      -- The return of this order that the money goes back for.
      return_number INTEGER,
      -- What was asked for, to tell whether a key comes again for the same.
      request TEXT CHECK (request IS NULL OR json_valid(request)),
      requester_id TEXT,
      approver_id TEXT,
      provider_reference TEXT,
      -- Why it failed or has no answer, in words.
      failure TEXT,
      -- What the source had reported as refunded when this one was sent, and its place among the sent.
      source_refunded INTEGER,
      sent_place INTEGER,
      created_at TEXT NOT NULL,
      approved_at TEXT,
      sent_at TEXT,
      settled_at TEXT,
      changed_at TEXT,
      act_id TEXT,
      CHECK (origin = 'source'
        OR requester_id IS NOT NULL AND changed_at IS NOT NULL AND reason IS NOT NULL),
      FOREIGN KEY (order_id, return_number) REFERENCES returns (order_id, number),
      CHECK ((sent_place IS NULL) = (source_refunded IS NULL)),
      CHECK (origin = 'source' OR sent_place IS NOT NULL
        OR state <> 'pending' AND state <> 'unknown' AND state <> 'succeeded')
    ) STRICT;
    CREATE INDEX refunds_by_order ON refunds (order_id, created_at);
    CREATE INDEX refunds_by_state ON refunds (state, created_at) WHERE origin = 'staff';
    CREATE TRIGGER refunds_no_change BEFORE UPDATE OF id, order_id, origin, amount, currency,
      return_number ON refunds
    WHEN OLD.origin = 'staff' BEGIN
      SELECT RAISE(ABORT, 'a refund keeps its key, order and amount: cancel it and request another');
    END;
    CREATE TRIGGER refunds_no_delete BEFORE DELETE ON refunds WHEN OLD.origin = 'staff' BEGIN
      SELECT RAISE(ABORT, 'a refund is never deleted: its key may be with the provider');
    END;

    -- Copies, because a source may send its items anew.
    CREATE TABLE refund_items (
      refund_id TEXT NOT NULL REFERENCES refunds (id),
      position INTEGER NOT NULL CHECK (position >= 0),
      product_id TEXT NOT NULL,
      name TEXT NOT NULL,
      quantity INTEGER NOT NULL CHECK (quantity > 0),
      amount INTEGER NOT NULL CHECK (amount >= 0),
      PRIMARY KEY (refund_id, position)
    ) STRICT, WITHOUT ROWID;
    """

  private static let ledgerTable = """
    -- One row moves an amount from one account to another, so it is balanced by construction;
    -- ledger_entries shows its two sides.
    CREATE TABLE ledger_transfers (
      serial INTEGER PRIMARY KEY,
      order_id TEXT NOT NULL REFERENCES orders (id),
      kind TEXT NOT NULL CHECK (kind IN ('capture', 'refund')),
      refund_id TEXT REFERENCES refunds (id),
      from_account TEXT NOT NULL
        CHECK (from_account = 'customer' OR from_account = 'provider' OR from_account = 'revenue'
          OR from_account = 'refunds_pending'),
      to_account TEXT NOT NULL
        CHECK (to_account = 'customer' OR to_account = 'provider' OR to_account = 'revenue'
          OR to_account = 'refunds_pending'),
      amount INTEGER NOT NULL CHECK (amount > 0),
      currency TEXT NOT NULL,
      -- What the cash on delivery was handed over with.
      reference TEXT,
      at TEXT NOT NULL,
      act_id TEXT,
      CHECK (from_account <> to_account),
      CHECK ((kind = 'refund') = (refund_id IS NOT NULL))
    ) STRICT;
    CREATE INDEX ledger_transfers_by_order ON ledger_transfers (order_id, serial);
    CREATE TRIGGER ledger_no_update BEFORE UPDATE ON ledger_transfers BEGIN
      SELECT RAISE(ABORT, 'the ledger is append-only: correct it by another transfer');
    END;
    CREATE TRIGGER ledger_no_delete BEFORE DELETE ON ledger_transfers BEGIN
      SELECT RAISE(ABORT, 'the ledger is append-only: correct it by another transfer');
    END;
    """

  /// Only what a source reports beyond our own refunds was refunded elsewhere.
  ///
  /// Its figure counts those of ours that it has heard of. A refund in flight may be in the figure or
  /// not: the figure from before it was sent tells which.
  private static let orderMoney = """
    -- The plus keeps SQLite from looking for an order's refunds among all of one state.
    -- Of each order: captured, refunded and reserved, and the payment status that follows.
    CREATE VIEW order_money AS
    -- Amounts of two currencies are never added: where a source has changed the currency, is_mixed
    -- says that what it paid is not known in the order's.
    SELECT b.order_id, b.currency, b.is_mixed, b.reported_status, b.captured, b.captured_elsewhere,
      b.refunded_elsewhere, b.refunded_elsewhere + b.succeeded AS refunded,
      b.unsent + b.in_flight AS reserved,
      b.captured - b.refunded_elsewhere - b.succeeded - b.unsent - b.in_flight AS refundable,
      CASE WHEN b.captured = 0 THEN b.reported_status
        WHEN b.refunded_elsewhere + b.succeeded >= b.captured THEN 'refunded'
        WHEN b.refunded_elsewhere + b.succeeded > 0 THEN 'partially_refunded'
        WHEN b.reported_status = 'partially_refunded' THEN 'partially_refunded'
        ELSE 'paid' END AS payment_status
    FROM (SELECT s.*, max(s.captured_here, s.captured_reported) AS captured,
        max(0, s.captured_reported - s.captured_here) AS captured_elsewhere,
        max(s.refunded_reported, coalesce((SELECT max(f.source_refunded + (SELECT sum(l.amount)
              FROM refunds l WHERE l.order_id = f.order_id AND l.sent_place >= f.sent_place
                AND l.currency = f.currency AND +l.state IN ('pending', 'unknown', 'succeeded')))
            FROM refunds f WHERE f.order_id = s.order_id AND f.sent_place IS NOT NULL
              AND f.currency = s.currency AND +f.state IN ('pending', 'unknown', 'succeeded')), 0))
          - s.in_flight - s.succeeded AS refunded_elsewhere
      FROM (SELECT o.id AS order_id, o.currency, o.is_mixed,
          \(reportedStatus) AS reported_status,
          CASE WHEN NOT o.is_mixed
              AND o.reported_payment_status IN ('paid', 'partially_refunded', 'refunded')
            THEN \(saidTotal("o")) ELSE 0 END AS captured_reported,
          CASE WHEN o.is_mixed THEN 0 WHEN o.reported_payment_status = 'refunded'
            THEN max(\(saidTotal("o")), o.reported_amount_refunded)
            ELSE o.reported_amount_refunded END AS refunded_reported,
          (SELECT coalesce(sum(CASE t.to_account WHEN 'revenue' THEN t.amount ELSE -t.amount END), 0)
            FROM ledger_transfers t WHERE t.order_id = o.id AND t.kind = 'capture'
              AND t.currency = o.currency) AS captured_here,
          (SELECT coalesce(sum(r.amount), 0) FROM refunds r WHERE r.order_id = o.id
            AND r.origin = 'staff' AND r.currency = o.currency AND +r.state IN ('requested', 'approved')) AS unsent,
          (SELECT coalesce(sum(r.amount), 0) FROM refunds r WHERE r.order_id = o.id
            AND r.origin = 'staff' AND r.currency = o.currency AND +r.state IN ('pending', 'unknown')) AS in_flight,
          (SELECT coalesce(sum(r.amount), 0) FROM refunds r WHERE r.order_id = o.id
            AND r.origin = 'staff' AND r.currency = o.currency AND +r.state = 'succeeded') AS succeeded
        FROM (SELECT *, \(isMixed("orders")) AS is_mixed FROM orders) o) s) b;

    -- Both sides of each transfer, with what a source reports beside ours; each sums to nothing.
    CREATE VIEW ledger_entries AS
    SELECT CAST(t.serial AS TEXT) AS transfer_id, t.order_id, t.kind, t.refund_id,
        t.from_account AS account, -t.amount AS amount, t.currency, t.at, t.act_id
      FROM ledger_transfers t
    UNION ALL SELECT CAST(t.serial AS TEXT), t.order_id, t.kind, t.refund_id,
        t.to_account, t.amount, t.currency, t.at, t.act_id
      FROM ledger_transfers t
    UNION ALL SELECT m.order_id || ':' || side.kind, m.order_id, side.kind, NULL, side.account,
        side.sign * CASE side.kind WHEN 'capture' THEN m.captured_elsewhere
          ELSE m.refunded_elsewhere END, m.currency, o.source_updated_at, NULL
      FROM order_money m JOIN orders o ON o.id = m.order_id
        JOIN (SELECT 'capture' AS kind, 'customer' AS account, -1 AS sign
          UNION ALL SELECT 'capture', 'revenue', 1 UNION ALL SELECT 'refund', 'revenue', -1
          UNION ALL SELECT 'refund', 'customer', 1) side
      WHERE CASE side.kind WHEN 'capture' THEN m.captured_elsewhere
        ELSE m.refunded_elsewhere END > 0;
    """

  /// An order that costs nothing is paid from the start where no source says otherwise.
  private static let reportedStatus = """
    CASE WHEN o.total_amount = 0 AND o.source_updated_at IS NULL
            AND o.reported_payment_status = 'unpaid'
            THEN 'paid' ELSE o.reported_payment_status END
    """

  /// Whether its source and what staff did with its money speak of two currencies.
  private static func isMixed(_ order: String) -> String {
    """
    (\(saidCurrency(order)) <> \(order).currency
            OR EXISTS (SELECT 1 FROM ledger_transfers t WHERE t.order_id = \(order).id
              AND t.kind = 'capture' AND t.currency <> \(order).currency)
            OR EXISTS (SELECT 1 FROM refunds r WHERE r.order_id = \(order).id AND r.origin = 'staff'
              AND r.currency <> \(order).currency
              AND +r.state NOT IN ('cancelled', 'failed', 'canceled')))
    """
  }

  private static func account(of state: String) -> String {
    """
    CASE \(state) WHEN 'requested' THEN 'refunds_pending' WHEN 'approved' THEN 'refunds_pending'
          WHEN 'pending' THEN 'provider' WHEN 'unknown' THEN 'provider'
          WHEN 'succeeded' THEN 'customer' ELSE 'revenue' END
    """
  }

  private static let derivedPayment = """
    UPDATE orders SET (payment_status, amount_refunded) =
          (SELECT m.payment_status, m.refunded FROM order_money m WHERE m.order_id = NEW.order_id)
        WHERE id = NEW.order_id
    """

  private static let ledgerTriggers = """
    -- A refund that staff made lies in the account of its state; what it is not in is revenue.
    CREATE TRIGGER refunds_ledger_insert AFTER INSERT ON refunds
    WHEN NEW.origin = 'staff' AND \(account(of: "NEW.state")) <> 'revenue' BEGIN
      INSERT INTO ledger_transfers (order_id, kind, refund_id, from_account, to_account, amount,
          currency, at, act_id)
        VALUES (NEW.order_id, 'refund', NEW.id, 'revenue', \(account(of: "NEW.state")),
          NEW.amount, NEW.currency, NEW.changed_at, NEW.act_id);
    END;
    CREATE TRIGGER refunds_ledger_update AFTER UPDATE OF state ON refunds
    WHEN NEW.origin = 'staff' AND \(account(of: "NEW.state")) <> \(account(of: "OLD.state")) BEGIN
      INSERT INTO ledger_transfers (order_id, kind, refund_id, from_account, to_account, amount,
          currency, at, act_id)
        VALUES (NEW.order_id, 'refund', NEW.id, \(account(of: "OLD.state")),
          \(account(of: "NEW.state")), NEW.amount, NEW.currency, NEW.changed_at, NEW.act_id);
    END;

    -- The cap: what is set aside or paid back never exceeds what was captured, whoever writes.
    CREATE TRIGGER ledger_cap AFTER INSERT ON ledger_transfers WHEN NEW.from_account = 'revenue' BEGIN
      SELECT RAISE(ABORT, 'refunds would exceed what was captured')
        WHERE (SELECT m.refundable FROM order_money m WHERE m.order_id = NEW.order_id) < 0;
    END;
    CREATE TRIGGER ledger_payment AFTER INSERT ON ledger_transfers BEGIN
      \(derivedPayment);
    END;
    -- Another program may write an order of its own; what it says of the payment is what is reported.
    CREATE TRIGGER orders_reported_payment AFTER INSERT ON orders
    WHEN NEW.reported_payment_status IS NULL BEGIN
      UPDATE orders SET reported_payment_status = NEW.payment_status,
          reported_amount_refunded = NEW.amount_refunded
        WHERE id = NEW.id;
    END;
    -- A snapshot writes what the source says; where staff have moved money, that is not all, and
    -- behind a word that we do not know stands the last known one.
    CREATE TRIGGER orders_payment AFTER UPDATE OF reported_payment_status, reported_amount_refunded,
      total_amount ON orders
    WHEN NEW.source_payment_word IS NOT NULL OR NEW.edited IS NOT NULL
      OR NEW.source_updated_at IS NULL
      OR EXISTS (SELECT 1 FROM ledger_transfers t WHERE t.order_id = NEW.id) BEGIN
      UPDATE orders SET (payment_status, amount_refunded) =
          (SELECT m.payment_status, m.refunded FROM order_money m WHERE m.order_id = NEW.id)
        WHERE id = NEW.id;
    END;
    """

  // MARK: What a snapshot alone comes to

  /// The payment status of an order whose money only its source has moved; as `order_money` says.
  static let derivedPaymentStatus = """
    CASE WHEN NEW.amount_refunded > 0 AND NEW.total_amount > 0
            AND \(reportedPaymentStatus) IN ('paid', 'partially_refunded')
          THEN CASE WHEN NEW.amount_refunded < NEW.total_amount THEN 'partially_refunded'
            ELSE 'refunded' END
          ELSE \(reportedPaymentStatus) END
    """

  static let derivedRefund = """
    CASE \(reportedPaymentStatus) WHEN 'refunded'
            THEN max(NEW.total_amount, NEW.amount_refunded)
          ELSE NEW.amount_refunded END
    """

  /// The source's word, or the last that we understood.
  static let reportedPaymentStatus = understood("payment_status", word: "payment_word")
}
