CREATE TABLE schema_migrations (
  name TEXT NOT NULL PRIMARY KEY,
  applied_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now'))
) STRICT;

CREATE TABLE staff (
  id TEXT NOT NULL PRIMARY KEY,
  name TEXT NOT NULL CHECK (length(name) > 0),
  role TEXT NOT NULL
    CHECK (role = 'agent' OR role = 'ops' OR role = 'admin'),
  availability TEXT NOT NULL DEFAULT 'available'
    CHECK (availability = 'available' OR availability = 'away' OR availability = 'offline'),
  os_user TEXT UNIQUE,
  created_at TEXT NOT NULL
) STRICT;

CREATE TABLE chat_orders (
  id TEXT NOT NULL PRIMARY KEY CHECK (length(id) > 0),
  order_number TEXT NOT NULL CHECK (length(order_number) BETWEEN 1 AND 20),
  chat_session_id TEXT,
  checkout_session_id TEXT,
  stripe_payment_intent_id TEXT,
  customer_name TEXT NOT NULL,
  customer_email TEXT,
  customer_phone TEXT,
  items TEXT NOT NULL CHECK (json_valid(items) AND json_type(items) = 'array'),
  shipping_address TEXT CHECK (shipping_address IS NULL OR json_valid(shipping_address)),
  currency TEXT NOT NULL CHECK (currency GLOB '[A-Z][A-Z][A-Z]'),
  amount_total INTEGER NOT NULL CHECK (amount_total >= 0),
  amount_refunded INTEGER NOT NULL DEFAULT 0 CHECK (amount_refunded >= 0),
  status TEXT NOT NULL DEFAULT 'pending',
  payment_status TEXT NOT NULL,
  payment_method TEXT,
  customer_notes TEXT,
  metadata TEXT NOT NULL DEFAULT '{}'
    CHECK (json_valid(metadata) AND json_type(metadata) = 'object'),
  created_at TEXT NOT NULL CHECK (strftime('%s', created_at) IS NOT NULL),
  updated_at TEXT CHECK (updated_at IS NULL OR strftime('%s', updated_at) IS NOT NULL),
  -- Ours: 1 where a snapshot before this row was payable and the row is not, so that no order of
  -- arrival loses an order.
  was_payable INTEGER NOT NULL DEFAULT 0 CHECK (was_payable IN (0, 1))
) STRICT;

CREATE INDEX chat_orders_by_session ON chat_orders (chat_session_id)
  WHERE chat_session_id IS NOT NULL;

CREATE TABLE orders (
  serial INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE CHECK (length(id) > 0),
  order_number TEXT NOT NULL UNIQUE CHECK (length(order_number) BETWEEN 1 AND 20),
  source TEXT NOT NULL CHECK (source IN ('standard', 'chat_commerce')),
  conversation_id TEXT,
  customer_name TEXT NOT NULL,
  customer_email TEXT,
  customer_phone TEXT,
  shipping_address TEXT CHECK (shipping_address IS NULL OR json_valid(shipping_address)),
  -- Names and ids of the items, for the search.
  item_names TEXT NOT NULL DEFAULT '',
  currency TEXT NOT NULL CHECK (currency GLOB '[A-Z][A-Z][A-Z]'),
  shipping_amount INTEGER NOT NULL DEFAULT 0,
  tax_amount INTEGER NOT NULL DEFAULT 0,
  discount_amount INTEGER NOT NULL DEFAULT 0,
  total_amount INTEGER NOT NULL CHECK (total_amount >= 0),
  -- What has really gone back, with refunds made here; see order_money.
  amount_refunded INTEGER NOT NULL DEFAULT 0 CHECK (amount_refunded >= 0),
  reported_amount_refunded INTEGER NOT NULL DEFAULT 0 CHECK (reported_amount_refunded >= 0),
  total_differs INTEGER NOT NULL DEFAULT 0 CHECK (total_differs IN (0, 1)),
  status TEXT NOT NULL
    CHECK (status = 'pending' OR status = 'confirmed' OR status = 'processing'
      OR status = 'packaged' OR status = 'shipped' OR status = 'delivered'
      OR status = 'cancelled'),
  status_owner TEXT NOT NULL DEFAULT 'source' CHECK (status_owner IN ('source', 'staff')),
  source_status TEXT,
  source_status_word TEXT,
  payment_status TEXT NOT NULL
    CHECK (payment_status = 'unpaid' OR payment_status = 'pending' OR payment_status = 'paid'
      OR payment_status = 'partially_refunded' OR payment_status = 'refunded'
      OR payment_status = 'failed'),
  -- What the source says of the payment; payment_status is what follows from the ledger.
  reported_payment_status TEXT,
  source_payment_word TEXT,
  payment_method TEXT,
  tracking_number TEXT,
  carrier TEXT,
  -- Carrier and number as the newest snapshot said them while a parcel of staff stood; else NULL.
  source_shipment TEXT CHECK (source_shipment IS NULL
    OR json_valid(source_shipment) AND json_type(source_shipment) = 'array'),
  estimated_delivery TEXT,
  delivered_at TEXT,
  customer_notes TEXT,
  chat_session_id TEXT,
  checkout_session_id TEXT,
  stripe_payment_intent_id TEXT,
  metadata TEXT NOT NULL DEFAULT '{}'
    CHECK (json_valid(metadata) AND json_type(metadata) = 'object'),
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  source_updated_at TEXT,
  activity_at TEXT NOT NULL,
  -- The shop's own fields, which no source writes.
  assignee_id TEXT REFERENCES staff (id),
  assigned_at TEXT CHECK (assigned_at IS NULL OR strftime('%s', assigned_at) IS NOT NULL
    AND assigned_at GLOB '????-??-??T??:??:??.???Z'),
  priority TEXT NOT NULL DEFAULT 'medium'
    CHECK (priority = 'low' OR priority = 'medium' OR priority = 'high' OR priority = 'urgent'),
  -- Put off since, until (NULL: until the customer writes) and by whom; all NULL for most orders.
  -- It stays here once that has passed, until somebody acts on the order or opens it.
  snoozed_at TEXT CHECK (snoozed_at IS NULL OR strftime('%s', snoozed_at) IS NOT NULL
    AND snoozed_at GLOB '????-??-??T??:??:??.???Z'),
  snoozed_until TEXT CHECK (snoozed_until IS NULL OR snoozed_at IS NOT NULL
    AND strftime('%s', snoozed_until) IS NOT NULL
    AND snoozed_until GLOB '????-??-??T??:??:??.???Z'),
  snoozed_by TEXT REFERENCES staff (id),
  -- The fields that staff have edited, each with what the source says of it; NULL without any.
  edited TEXT CHECK (edited IS NULL OR json_valid(edited) AND json_type(edited) = 'object'),
  revision INTEGER NOT NULL DEFAULT 0,
  -- 1 only inside the statement that takes a snapshot in; see order_intake.
  intake INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE UNIQUE INDEX orders_by_checkout ON orders (checkout_session_id)
  WHERE checkout_session_id IS NOT NULL;

CREATE UNIQUE INDEX orders_by_payment_intent ON orders (stripe_payment_intent_id)
  WHERE stripe_payment_intent_id IS NOT NULL;

CREATE INDEX orders_by_conversation ON orders (conversation_id);

CREATE INDEX orders_by_created ON orders (created_at, serial);

CREATE INDEX orders_by_activity ON orders (activity_at, serial);

CREATE INDEX orders_by_status ON orders (status, source, created_at, serial);

CREATE INDEX orders_by_source ON orders (source, created_at, serial);

CREATE INDEX orders_by_payment ON orders (payment_status, created_at, serial);

CREATE INDEX orders_by_total ON orders (currency, total_amount, serial);

CREATE INDEX orders_by_customer ON orders (customer_name COLLATE NOCASE, serial);

CREATE INDEX orders_by_assignee ON orders (assignee_id, created_at, serial)
  WHERE assignee_id IS NOT NULL;

CREATE INDEX orders_by_priority ON orders (priority, created_at, serial)
  WHERE priority <> 'medium';

CREATE INDEX orders_due ON orders (estimated_delivery, serial)
  WHERE estimated_delivery IS NOT NULL AND status <> 'delivered' AND status <> 'cancelled';

CREATE INDEX orders_snoozed ON orders (snoozed_until, serial) WHERE snoozed_at IS NOT NULL;

CREATE INDEX orders_by_email ON orders (CASE WHEN instr(customer_email, '@') > 1 THEN lower(trim(customer_email)) END, created_at, serial)
  WHERE customer_email IS NOT NULL;

CREATE INDEX orders_by_phone ON orders (CASE WHEN length(ltrim(replace(replace(replace(replace(replace(replace(replace(replace(customer_phone, '(0)', ''), ' ', ''), '-', ''), '(', ''), ')', ''), '.', ''), '/', ''), '+', ''), '0')) < 6 THEN NULL WHEN substr(replace(replace(replace(replace(replace(replace(replace(replace(customer_phone, '(0)', ''), ' ', ''), '-', ''), '(', ''), ')', ''), '.', ''), '/', ''), '+', ''), 1, 2) = '00' THEN substr(replace(replace(replace(replace(replace(replace(replace(replace(customer_phone, '(0)', ''), ' ', ''), '-', ''), '(', ''), ')', ''), '.', ''), '/', ''), '+', ''), 3) ELSE replace(replace(replace(replace(replace(replace(replace(replace(customer_phone, '(0)', ''), ' ', ''), '-', ''), '(', ''), ')', ''), '.', ''), '/', ''), '+', '') END, created_at, serial)
  WHERE customer_phone IS NOT NULL;

CREATE TABLE order_tags (
  order_id TEXT NOT NULL REFERENCES orders (id) ON DELETE CASCADE,
  tag TEXT NOT NULL
    CHECK (length(tag) BETWEEN 1 AND 32 AND tag = lower(tag) AND instr(tag, ',') = 0),
  PRIMARY KEY (order_id, tag)
) STRICT, WITHOUT ROWID;

CREATE INDEX order_tags_by_tag ON order_tags (tag, order_id);

CREATE TABLE order_items (
  serial INTEGER PRIMARY KEY,
  order_id TEXT NOT NULL REFERENCES orders (id) ON DELETE CASCADE,
  position INTEGER NOT NULL CHECK (position >= 0),
  product_id TEXT NOT NULL,
  name TEXT NOT NULL,
  quantity INTEGER NOT NULL CHECK (quantity BETWEEN 1 AND 1000000),
  unit_amount INTEGER NOT NULL CHECK (unit_amount >= 0),
  UNIQUE (order_id, position)
) STRICT;

CREATE TABLE order_events (
  serial INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  order_id TEXT NOT NULL,
  at TEXT NOT NULL,
  kind TEXT NOT NULL,
  actor TEXT NOT NULL,
  via TEXT NOT NULL,
  from_value TEXT,
  to_value TEXT,
  reason TEXT,
  detail TEXT CHECK (detail IS NULL OR json_valid(detail)),
  act_id TEXT
) STRICT;

CREATE INDEX order_events_by_order ON order_events (order_id, at, serial);

CREATE TRIGGER order_events_revision AFTER INSERT ON order_events BEGIN
  UPDATE orders SET revision = revision + 1 WHERE id = NEW.order_id;
END;

CREATE TRIGGER order_events_snooze AFTER INSERT ON order_events
WHEN NEW.act_id IS NOT NULL BEGIN
  UPDATE orders SET snoozed_at = NULL, snoozed_until = NULL, snoozed_by = NULL
    WHERE id = NEW.order_id AND snoozed_at IS NOT NULL AND snoozed_until <= NEW.at;
END;

CREATE TRIGGER order_events_no_update BEFORE UPDATE ON order_events BEGIN
  SELECT RAISE(ABORT, 'the timeline is append-only: an event cannot be changed');
END;

CREATE TRIGGER order_events_no_delete BEFORE DELETE ON order_events BEGIN
  SELECT RAISE(ABORT, 'the timeline is append-only: an event cannot be deleted');
END;

CREATE TABLE tickets (
  id TEXT NOT NULL PRIMARY KEY CHECK (length(id) > 0),
  order_id TEXT REFERENCES orders (id),
  category TEXT NOT NULL,
  priority TEXT NOT NULL DEFAULT 'medium'
    CHECK (priority = 'low' OR priority = 'medium' OR priority = 'high' OR priority = 'urgent'),
  status TEXT NOT NULL DEFAULT 'open'
    CHECK (status = 'open' OR status = 'in_progress' OR status = 'waiting'
      OR status = 'resolved' OR status = 'closed'),
  subject TEXT NOT NULL,
  assignee_id TEXT REFERENCES staff (id),
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL
) STRICT;

CREATE INDEX tickets_by_order ON tickets (order_id, created_at);

CREATE TABLE order_counts (
  source TEXT NOT NULL,
  status TEXT NOT NULL,
  count INTEGER NOT NULL,
  PRIMARY KEY (source, status)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER orders_count_insert AFTER INSERT ON orders BEGIN
  INSERT INTO order_counts (source, status, count) VALUES (NEW.source, NEW.status, 1)
    ON CONFLICT (source, status) DO UPDATE SET count = count + 1;
END;

CREATE TRIGGER orders_count_update AFTER UPDATE OF status ON orders
WHEN NEW.status IS NOT OLD.status BEGIN
  UPDATE order_counts SET count = count - 1 WHERE source = OLD.source AND status = OLD.status;
  DELETE FROM order_counts WHERE source = OLD.source AND status = OLD.status AND count = 0;
  INSERT INTO order_counts (source, status, count) VALUES (NEW.source, NEW.status, 1)
    ON CONFLICT (source, status) DO UPDATE SET count = count + 1;
END;

CREATE TRIGGER orders_count_delete AFTER DELETE ON orders BEGIN
  UPDATE order_counts SET count = count - 1 WHERE source = OLD.source AND status = OLD.status;
  DELETE FROM order_counts WHERE source = OLD.source AND status = OLD.status AND count = 0;
END;

CREATE TABLE made_numbers (
  year INTEGER NOT NULL PRIMARY KEY,
  last INTEGER NOT NULL
) STRICT;

CREATE INDEX chat_orders_by_made_number ON chat_orders (order_number)
  WHERE order_number GLOB 'ORD-*';

CREATE TABLE replacements (
  order_id TEXT NOT NULL PRIMARY KEY REFERENCES orders (id) ON DELETE CASCADE,
  replaces_id TEXT NOT NULL REFERENCES orders (id),
  reason TEXT NOT NULL CHECK (reason IN ('defect', 'lost', 'wrong_item', 'other')),
  reason_text TEXT,
  CHECK (order_id <> replaces_id),
  CHECK (reason <> 'other' OR reason_text IS NOT NULL)
) STRICT, WITHOUT ROWID;

CREATE INDEX replacements_by_original ON replacements (replaces_id, order_id);

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

CREATE TABLE refund_items (
  refund_id TEXT NOT NULL REFERENCES refunds (id),
  position INTEGER NOT NULL CHECK (position >= 0),
  product_id TEXT NOT NULL,
  name TEXT NOT NULL,
  quantity INTEGER NOT NULL CHECK (quantity > 0),
  amount INTEGER NOT NULL CHECK (amount >= 0),
  PRIMARY KEY (refund_id, position)
) STRICT, WITHOUT ROWID;

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
      CASE WHEN o.total_amount = 0 AND o.source_updated_at IS NULL
        AND o.reported_payment_status = 'unpaid'
        THEN 'paid' ELSE o.reported_payment_status END AS reported_status,
      CASE WHEN NOT o.is_mixed
          AND o.reported_payment_status IN ('paid', 'partially_refunded', 'refunded')
        THEN coalesce(o.edited ->> '$.items.total_amount', o.total_amount) ELSE 0 END AS captured_reported,
      CASE WHEN o.is_mixed THEN 0 WHEN o.reported_payment_status = 'refunded'
        THEN max(coalesce(o.edited ->> '$.items.total_amount', o.total_amount), o.reported_amount_refunded)
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
    FROM (SELECT *, (coalesce(orders.edited ->> '$.items.currency', orders.currency) <> orders.currency
        OR EXISTS (SELECT 1 FROM ledger_transfers t WHERE t.order_id = orders.id
          AND t.kind = 'capture' AND t.currency <> orders.currency)
        OR EXISTS (SELECT 1 FROM refunds r WHERE r.order_id = orders.id AND r.origin = 'staff'
          AND r.currency <> orders.currency
          AND +r.state NOT IN ('cancelled', 'failed', 'canceled'))) AS is_mixed FROM orders) o) s) b;

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

CREATE TRIGGER refunds_ledger_insert AFTER INSERT ON refunds
WHEN NEW.origin = 'staff' AND CASE NEW.state WHEN 'requested' THEN 'refunds_pending' WHEN 'approved' THEN 'refunds_pending'
      WHEN 'pending' THEN 'provider' WHEN 'unknown' THEN 'provider'
      WHEN 'succeeded' THEN 'customer' ELSE 'revenue' END <> 'revenue' BEGIN
  INSERT INTO ledger_transfers (order_id, kind, refund_id, from_account, to_account, amount,
      currency, at, act_id)
    VALUES (NEW.order_id, 'refund', NEW.id, 'revenue', CASE NEW.state WHEN 'requested' THEN 'refunds_pending' WHEN 'approved' THEN 'refunds_pending'
      WHEN 'pending' THEN 'provider' WHEN 'unknown' THEN 'provider'
      WHEN 'succeeded' THEN 'customer' ELSE 'revenue' END,
      NEW.amount, NEW.currency, NEW.changed_at, NEW.act_id);
END;

CREATE TRIGGER refunds_ledger_update AFTER UPDATE OF state ON refunds
WHEN NEW.origin = 'staff' AND CASE NEW.state WHEN 'requested' THEN 'refunds_pending' WHEN 'approved' THEN 'refunds_pending'
      WHEN 'pending' THEN 'provider' WHEN 'unknown' THEN 'provider'
      WHEN 'succeeded' THEN 'customer' ELSE 'revenue' END <> CASE OLD.state WHEN 'requested' THEN 'refunds_pending' WHEN 'approved' THEN 'refunds_pending'
      WHEN 'pending' THEN 'provider' WHEN 'unknown' THEN 'provider'
      WHEN 'succeeded' THEN 'customer' ELSE 'revenue' END BEGIN
  INSERT INTO ledger_transfers (order_id, kind, refund_id, from_account, to_account, amount,
      currency, at, act_id)
    VALUES (NEW.order_id, 'refund', NEW.id, CASE OLD.state WHEN 'requested' THEN 'refunds_pending' WHEN 'approved' THEN 'refunds_pending'
      WHEN 'pending' THEN 'provider' WHEN 'unknown' THEN 'provider'
      WHEN 'succeeded' THEN 'customer' ELSE 'revenue' END,
      CASE NEW.state WHEN 'requested' THEN 'refunds_pending' WHEN 'approved' THEN 'refunds_pending'
      WHEN 'pending' THEN 'provider' WHEN 'unknown' THEN 'provider'
      WHEN 'succeeded' THEN 'customer' ELSE 'revenue' END, NEW.amount, NEW.currency, NEW.changed_at, NEW.act_id);
END;

CREATE TRIGGER ledger_cap AFTER INSERT ON ledger_transfers WHEN NEW.from_account = 'revenue' BEGIN
  SELECT RAISE(ABORT, 'refunds would exceed what was captured')
    WHERE (SELECT m.refundable FROM order_money m WHERE m.order_id = NEW.order_id) < 0;
END;

CREATE TRIGGER ledger_payment AFTER INSERT ON ledger_transfers BEGIN
  UPDATE orders SET (payment_status, amount_refunded) =
      (SELECT m.payment_status, m.refunded FROM order_money m WHERE m.order_id = NEW.order_id)
    WHERE id = NEW.order_id;
END;

CREATE TRIGGER orders_reported_payment AFTER INSERT ON orders
WHEN NEW.reported_payment_status IS NULL BEGIN
  UPDATE orders SET reported_payment_status = NEW.payment_status,
      reported_amount_refunded = NEW.amount_refunded
    WHERE id = NEW.id;
END;

CREATE TRIGGER orders_payment AFTER UPDATE OF reported_payment_status, reported_amount_refunded,
  total_amount ON orders
WHEN NEW.source_payment_word IS NOT NULL OR NEW.edited IS NOT NULL
  OR NEW.source_updated_at IS NULL
  OR EXISTS (SELECT 1 FROM ledger_transfers t WHERE t.order_id = NEW.id) BEGIN
  UPDATE orders SET (payment_status, amount_refunded) =
      (SELECT m.payment_status, m.refunded FROM order_money m WHERE m.order_id = NEW.id)
    WHERE id = NEW.id;
END;

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

CREATE TRIGGER refunds_of_return_insert BEFORE INSERT ON refunds
WHEN NEW.return_number IS NOT NULL AND NOT EXISTS (SELECT 1 FROM returns r WHERE r.order_id = NEW.order_id
      AND r.number = NEW.return_number AND r.state IN ('received', 'closed')) BEGIN
  SELECT RAISE(ABORT, 'a refund of a return needs goods that have come');
END;

CREATE TRIGGER refunds_of_return_update BEFORE UPDATE OF state ON refunds
WHEN NEW.return_number IS NOT NULL AND NEW.state IN ('requested', 'approved')
  AND NOT EXISTS (SELECT 1 FROM returns r WHERE r.order_id = NEW.order_id
      AND r.number = NEW.return_number AND r.state IN ('received', 'closed')) BEGIN
  SELECT RAISE(ABORT, 'a refund of a return needs goods that have come');
END;

CREATE TRIGGER returns_with_refund BEFORE UPDATE OF state ON returns
WHEN NEW.state <> 'received' AND NEW.state <> 'closed'
  AND EXISTS (SELECT 1 FROM refunds f WHERE f.order_id = NEW.order_id
    AND f.return_number = NEW.number
    AND f.state IN ('requested', 'approved', 'pending', 'unknown', 'succeeded')) BEGIN
  SELECT RAISE(ABORT, 'a refund rests on this return');
END;

CREATE TABLE chat_sessions (
  id TEXT NOT NULL PRIMARY KEY,
  channel TEXT,
  customer_name TEXT,
  started_at TEXT NOT NULL,
  ended_at TEXT,
  outcome TEXT,
  -- 1 once a chat_session line described it; until then it is known by its messages and orders.
  described INTEGER NOT NULL DEFAULT 0 CHECK (described IN (0, 1)),
  metadata TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(metadata))
) STRICT;

CREATE TABLE conversations (
  id TEXT NOT NULL PRIMARY KEY,
  chat_session_id TEXT,
  state TEXT NOT NULL DEFAULT 'active'
    CHECK (state = 'active' OR state = 'archived' OR state = 'closed'),
  unread_count INTEGER NOT NULL DEFAULT 0 CHECK (unread_count >= 0),
  last_message_at TEXT,
  -- The newest message of staff or bot, and the first of the customer after it: since then they
  -- wait for an answer.
  answered_at TEXT,
  waiting_since TEXT
) STRICT;

CREATE INDEX conversations_waiting ON conversations (waiting_since)
  WHERE waiting_since IS NOT NULL;

CREATE INDEX conversations_unread ON conversations (last_message_at) WHERE unread_count > 0;

CREATE TABLE order_conversations (
  order_id TEXT NOT NULL PRIMARY KEY REFERENCES orders (id) ON DELETE CASCADE,
  conversation_id TEXT NOT NULL UNIQUE REFERENCES conversations (id)
) STRICT, WITHOUT ROWID;

CREATE TABLE messages (
  serial INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE CHECK (length(id) > 0),
  conversation_id TEXT NOT NULL REFERENCES conversations (id),
  chat_session_id TEXT,
  seq INTEGER NOT NULL DEFAULT 0,
  sender_role TEXT NOT NULL
    CHECK (sender_role = 'customer' OR sender_role = 'agent' OR sender_role = 'bot'
      OR sender_role = 'system'),
  sender_name TEXT NOT NULL DEFAULT '',
  body TEXT NOT NULL,
  sent_at TEXT NOT NULL CHECK (strftime('%s', sent_at) IS NOT NULL),
  status TEXT NOT NULL DEFAULT 'sent'
    CHECK (status = 'queued' OR status = 'sent' OR status = 'delivered' OR status = 'read'
      OR status = 'failed'),
  is_unread INTEGER NOT NULL DEFAULT 0 CHECK (is_unread IN (0, 1)),
  failure TEXT,
  metadata TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(metadata))
) STRICT;

CREATE INDEX messages_by_conversation ON messages (conversation_id, sent_at, seq, serial);

CREATE INDEX messages_unread ON messages (conversation_id) WHERE is_unread = 1;

CREATE INDEX messages_failed ON messages (conversation_id) WHERE status = 'failed';

CREATE TRIGGER messages_insert AFTER INSERT ON messages BEGIN
  INSERT INTO conversations (id, chat_session_id, unread_count, last_message_at, answered_at,
      waiting_since)
    VALUES (NEW.conversation_id, NEW.chat_session_id, NEW.is_unread, NEW.sent_at,
      CASE WHEN NEW.sender_role = 'agent' OR NEW.sender_role = 'bot' THEN NEW.sent_at END,
      CASE WHEN NEW.sender_role = 'customer' THEN NEW.sent_at END)
    ON CONFLICT (id) DO UPDATE SET
      unread_count = unread_count + excluded.unread_count,
      waiting_since = CASE
        WHEN excluded.waiting_since > coalesce(answered_at, '')
          THEN min(coalesce(waiting_since, excluded.waiting_since), excluded.waiting_since)
        -- An answer leaves only what the customer has written after it.
        WHEN waiting_since <= excluded.answered_at
          THEN (SELECT min(m.sent_at) FROM messages m
            WHERE m.conversation_id = excluded.id AND m.sender_role = 'customer'
              AND m.sent_at > excluded.answered_at)
        ELSE waiting_since END,
      answered_at = CASE WHEN excluded.answered_at > coalesce(answered_at, '')
        THEN excluded.answered_at ELSE answered_at END,
      last_message_at = max(coalesce(last_message_at, ''), excluded.last_message_at);
  INSERT INTO chat_sessions (id, started_at)
    SELECT NEW.chat_session_id, NEW.sent_at WHERE NEW.chat_session_id IS NOT NULL
    ON CONFLICT (id) DO UPDATE SET started_at = excluded.started_at
      WHERE described = 0 AND excluded.started_at < started_at;
  -- By its id: an update of rows found by another index gathers them in a table of its own.
  UPDATE orders SET activity_at = NEW.sent_at
    WHERE id = (SELECT c.order_id FROM order_conversations c
        WHERE c.conversation_id = NEW.conversation_id)
      AND activity_at < NEW.sent_at;
END;

CREATE TRIGGER messages_end_snooze AFTER INSERT ON messages
WHEN NEW.sender_role = 'customer'
  AND EXISTS (SELECT 1 FROM orders INDEXED BY orders_snoozed WHERE snoozed_at IS NOT NULL) BEGIN
  UPDATE orders SET snoozed_until = min(coalesce(snoozed_until, '9999'),
      strftime('%Y-%m-%dT%H:%M:%fZ', NEW.sent_at), strftime('%Y-%m-%dT%H:%M:%fZ', 'now'))
    WHERE id = (SELECT c.order_id FROM order_conversations c
        WHERE c.conversation_id = NEW.conversation_id)
      AND snoozed_at IS NOT NULL
      AND (NEW.sent_at > snoozed_at
        OR NOT EXISTS (SELECT 1 FROM messages m WHERE m.conversation_id = NEW.conversation_id
          AND (m.sent_at, m.seq, m.serial) > (NEW.sent_at, NEW.seq, NEW.serial)));
END;

CREATE TRIGGER messages_unread_change AFTER UPDATE OF is_unread ON messages
WHEN NEW.is_unread <> OLD.is_unread BEGIN
  UPDATE conversations SET unread_count = unread_count + NEW.is_unread - OLD.is_unread
    WHERE id = NEW.conversation_id;
END;

CREATE TRIGGER messages_delete AFTER DELETE ON messages BEGIN
  UPDATE conversations SET
    unread_count = unread_count - OLD.is_unread,
    last_message_at = (SELECT m.sent_at FROM messages m WHERE m.conversation_id = OLD.conversation_id
      ORDER BY m.sent_at DESC, m.seq DESC, m.serial DESC LIMIT 1),
    answered_at = (SELECT max(m.sent_at) FROM messages m
      WHERE m.conversation_id = OLD.conversation_id
        AND (m.sender_role = 'agent' OR m.sender_role = 'bot')),
    waiting_since = (SELECT min(m.sent_at) FROM messages m
      WHERE m.conversation_id = OLD.conversation_id AND m.sender_role = 'customer'
        AND m.sent_at > coalesce((SELECT max(a.sent_at) FROM messages a
          WHERE a.conversation_id = OLD.conversation_id
            AND (a.sender_role = 'agent' OR a.sender_role = 'bot')), ''))
    WHERE id = OLD.conversation_id;
END;

CREATE TABLE drafts (
  order_id TEXT NOT NULL REFERENCES orders (id) ON DELETE CASCADE,
  staff_id TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('reply', 'note', 'customer_note', 'ship', 'cancel', 'back',
    'status', 'edit', 'settle', 'refund', 'refund_cancel', 'capture',
    'return', 'email', 'replace')),
  body TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  PRIMARY KEY (order_id, staff_id, kind)
) STRICT, WITHOUT ROWID;

CREATE TABLE draft_consoles (
  order_id TEXT NOT NULL,
  staff_id TEXT NOT NULL,
  kind TEXT NOT NULL,
  console TEXT NOT NULL,
  opened_at TEXT NOT NULL,
  PRIMARY KEY (order_id, staff_id, kind, console),
  FOREIGN KEY (order_id, staff_id, kind) REFERENCES drafts (order_id, staff_id, kind)
    ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

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

CREATE TABLE status_words (word TEXT NOT NULL PRIMARY KEY, status TEXT NOT NULL) STRICT, WITHOUT ROWID;

CREATE TABLE payment_words (word TEXT NOT NULL PRIMARY KEY, status TEXT NOT NULL) STRICT, WITHOUT ROWID;

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
        WHEN EXISTS (SELECT 1 FROM orders o WHERE o.id = NEW.order_id AND (o.status_owner = 'staff' AND o.status <> 'pending' AND o.status <> 'confirmed' OR json_type(o.edited, '$.shipping_address') IS NOT NULL))
        THEN json_object('source_address', json(NEW.shipping_address)) END)
    ON CONFLICT (id) DO NOTHING;
END;

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

CREATE VIEW order_undone_check (order_id) AS SELECT NULL WHERE 0;

CREATE TRIGGER order_undone_check_later INSTEAD OF INSERT ON order_undone_check
WHEN NEW.order_id IS NOT NULL AND EXISTS (SELECT 1 FROM intake_turns) BEGIN
  INSERT INTO reviews_due (order_id, is_retold) VALUES (NEW.order_id, 1)
    ON CONFLICT DO UPDATE SET is_retold = 1;
END;

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
    SELECT e.order_id, 'status', CASE e.farthest WHEN 1 THEN 'pending' WHEN 2 THEN 'confirmed' WHEN 3 THEN 'processing' WHEN 4 THEN 'packaged' WHEN 5 THEN 'shipped' WHEN 6 THEN 'delivered' WHEN 7 THEN 'cancelled' END, e.to_value, e.at,
      strftime('%Y-%m-%dT%H:%M:%fZ', 'now')
    FROM (SELECT s.order_id, s.at, s.to_value, (CASE s.to_value WHEN 'pending' THEN 1 WHEN 'confirmed' THEN 2 WHEN 'processing' THEN 3 WHEN 'packaged' THEN 4 WHEN 'shipped' THEN 5 WHEN 'delivered' THEN 6 WHEN 'cancelled' THEN 7 END) AS rank,
        max((CASE s.to_value WHEN 'pending' THEN 1 WHEN 'confirmed' THEN 2 WHEN 'processing' THEN 3 WHEN 'packaged' THEN 4 WHEN 'shipped' THEN 5 WHEN 'delivered' THEN 6 WHEN 'cancelled' THEN 7 END)) OVER (ORDER BY s.at
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
      FROM (SELECT e.order_id, e.at, e.detail FROM order_events e
        WHERE e.order_id = NEW.order_id AND e.kind = 'payment'
          AND e.via = 'sync'
          AND json_type(e.detail, '$.shipping_address') IS NOT NULL) AS e
        CROSS JOIN (SELECT l.at, l.detail FROM (SELECT b.order_id, b.at, b.detail FROM order_events b
        WHERE b.order_id = NEW.order_id AND b.kind = 'payment'
          AND b.via = 'sync'
          AND json_type(b.detail, '$.shipping_address') IS NOT NULL) AS l
          ORDER BY l.at, l.detail LIMIT 1) f
        LEFT JOIN (SELECT l.at, l.detail FROM (SELECT b.order_id, b.at, b.detail FROM order_events b
        WHERE b.order_id = NEW.order_id AND b.kind = 'payment'
          AND b.via = 'sync'
          AND json_type(b.detail, '$.shipping_address') IS NOT NULL) AS l
          WHERE l.detail <> (SELECT k.detail FROM (SELECT c.order_id, c.at, c.detail FROM order_events c
        WHERE c.order_id = NEW.order_id AND c.kind = 'payment'
          AND c.via = 'sync'
          AND json_type(c.detail, '$.shipping_address') IS NOT NULL) AS k
            ORDER BY k.at, k.detail LIMIT 1)
          ORDER BY l.at, l.detail LIMIT 1) n)
    WHERE ours IS NOT NULL AND NOT EXISTS (SELECT 1 FROM orders o
      WHERE o.id = NEW.order_id AND (o.status_owner = 'staff' AND o.status <> 'pending' AND o.status <> 'confirmed' OR json_type(o.edited, '$.shipping_address') IS NOT NULL))
    ON CONFLICT DO UPDATE SET ours = excluded.ours WHERE ours <> excluded.ours;
  INSERT INTO conflicts (order_id, field, ours, theirs, source_updated_at, seen_at)
    SELECT * FROM (SELECT e.order_id, 'items_and_total',
        (SELECT b.content FROM source_snapshots b WHERE b.order_id = e.order_id
          AND b.updated_at = CASE WHEN e.last_content <> e.content
            THEN e.last_at ELSE e.other_at END) AS ours, e.content, e.updated_at,
        strftime('%Y-%m-%dT%H:%M:%fZ', 'now')
      FROM (SELECT g.*, max(CASE WHEN g.is_ready AND g.last_content <> g.content
            THEN g.last_at END) OVER (ORDER BY g.updated_at ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS other_at
        FROM (SELECT l.*, (SELECT p.content FROM source_snapshots p
            WHERE p.order_id = l.order_id AND p.updated_at = l.last_at) AS last_content
          FROM (SELECT s.order_id, s.updated_at, s.content, s.status IN ('processing', 'packaged', 'shipped', 'delivered') AS is_ready,
              max(CASE WHEN s.status IN ('processing', 'packaged', 'shipped', 'delivered') THEN s.updated_at END) OVER (ORDER BY s.updated_at ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS last_at
            FROM source_snapshots s WHERE s.order_id = NEW.order_id) l) g) e)
    -- Where staff have the items, what they differ in is a conflict of its own.
    WHERE ours IS NOT NULL AND NOT EXISTS (SELECT 1 FROM orders o
      WHERE o.id = NEW.order_id AND json_type(o.edited, '$.items') IS NOT NULL)
    ON CONFLICT DO UPDATE SET ours = excluded.ours WHERE ours <> excluded.ours
      AND NOT EXISTS (SELECT 1 FROM orders o
        WHERE o.id = excluded.order_id AND o.status_owner = 'staff');
  INSERT INTO conflict_review (order_id) VALUES (NEW.order_id);
END;

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

CREATE TRIGGER order_history_intake_snapshot INSTEAD OF INSERT ON order_history_intake
WHEN NEW.items IS NOT NULL AND (NEW.status_word IS NOT NULL OR NEW.payment_word IS NOT NULL
  OR EXISTS (SELECT 1 FROM source_snapshots s WHERE s.order_id = NEW.order_id)
  OR EXISTS (SELECT 1 FROM orders o WHERE o.id = NEW.order_id AND o.source = 'standard'
    AND o.source_updated_at <> NEW.updated_at)
  OR EXISTS (SELECT 1 FROM chat_orders c WHERE c.id = NEW.order_id
    AND strftime('%Y-%m-%dT%H:%M:%fZ', coalesce(c.updated_at, c.created_at)) <> NEW.updated_at)) BEGIN
  INSERT INTO source_snapshots (order_id, updated_at, status, status_word, payment_status,
      payment_word, content, placed)
    VALUES (NEW.order_id, NEW.updated_at,
      CASE WHEN NEW.status_word IS NULL THEN NEW.status END, NEW.status_word,
      CASE WHEN NEW.payment_word IS NULL THEN NEW.payment_status END, NEW.payment_word,
      substr((SELECT coalesce(group_concat(CASE WHEN i.type = 'object'
          THEN printf('%s × %s', i.value ->> 'quantity', i.value ->> 'name')
          ELSE i.value END, ', '), 'no items') FROM json_each(NEW.items) i), 1, 2000) || ', total ' || CASE
        WHEN NEW.currency IN ('BIF','CLP','DJF','GNF','ISK','JPY','KMF','KRW','PYG','RWF','UGX','UYI','VND','VUV','XAF','XOF','XPF')
          THEN CAST(NEW.total_amount AS TEXT)
        WHEN NEW.currency IN ('BHD','IQD','JOD','KWD','LYD','OMR','TND')
          THEN printf('%d.%03d', NEW.total_amount / 1000, NEW.total_amount % 1000)
        WHEN NEW.currency IN ('CLF','UYW') THEN printf('%d.%04d', NEW.total_amount / 10000, NEW.total_amount % 10000)
        ELSE printf('%d.%02d', NEW.total_amount / 100, NEW.total_amount % 100) END || ' ' || NEW.currency,
      coalesce(': ' || (NEW.items ->> '$[0].quantity') || ' × ' || (NEW.items ->> '$[0].name'), '')
      || CASE WHEN json_array_length(NEW.items) > 1
        THEN ' and ' || (json_array_length(NEW.items) - 1) || ' more' ELSE '' END)
    ON CONFLICT DO NOTHING;
  INSERT INTO source_snapshots (order_id, updated_at, status, status_word, payment_status,
      payment_word, content, placed)
    SELECT o.id, o.source_updated_at,
      CASE WHEN o.source_status_word IS NULL THEN o.source_status END, o.source_status_word,
      CASE WHEN o.source_payment_word IS NULL THEN o.reported_payment_status END,
      o.source_payment_word,
      CASE WHEN json_type(o.edited, '$.items') IS NOT NULL
        THEN substr((SELECT coalesce(group_concat(CASE WHEN i.type = 'object'
          THEN printf('%s × %s', i.value ->> 'quantity', i.value ->> 'name')
          ELSE i.value END, ', '), 'no items') FROM json_each((o.edited -> '$.items.items')) i), 1, 2000) || ', total ' || CASE
        WHEN coalesce(o.edited ->> '$.items.currency', o.currency) IN ('BIF','CLP','DJF','GNF','ISK','JPY','KMF','KRW','PYG','RWF','UGX','UYI','VND','VUV','XAF','XOF','XPF')
          THEN CAST(coalesce(o.edited ->> '$.items.total_amount', o.total_amount) AS TEXT)
        WHEN coalesce(o.edited ->> '$.items.currency', o.currency) IN ('BHD','IQD','JOD','KWD','LYD','OMR','TND')
          THEN printf('%d.%03d', coalesce(o.edited ->> '$.items.total_amount', o.total_amount) / 1000, coalesce(o.edited ->> '$.items.total_amount', o.total_amount) % 1000)
        WHEN coalesce(o.edited ->> '$.items.currency', o.currency) IN ('CLF','UYW') THEN printf('%d.%04d', coalesce(o.edited ->> '$.items.total_amount', o.total_amount) / 10000, coalesce(o.edited ->> '$.items.total_amount', o.total_amount) % 10000)
        ELSE printf('%d.%02d', coalesce(o.edited ->> '$.items.total_amount', o.total_amount) / 100, coalesce(o.edited ->> '$.items.total_amount', o.total_amount) % 100) END || ' ' || coalesce(o.edited ->> '$.items.currency', o.currency)
        ELSE substr((SELECT coalesce(group_concat(printf('%s × %s', i.quantity, i.name), ', '), 'no items')
        FROM (SELECT quantity, name FROM order_items WHERE order_id = o.id ORDER BY position) i), 1, 2000) || ', total ' || CASE
        WHEN o.currency IN ('BIF','CLP','DJF','GNF','ISK','JPY','KMF','KRW','PYG','RWF','UGX','UYI','VND','VUV','XAF','XOF','XPF')
          THEN CAST(o.total_amount AS TEXT)
        WHEN o.currency IN ('BHD','IQD','JOD','KWD','LYD','OMR','TND')
          THEN printf('%d.%03d', o.total_amount / 1000, o.total_amount % 1000)
        WHEN o.currency IN ('CLF','UYW') THEN printf('%d.%04d', o.total_amount / 10000, o.total_amount % 10000)
        ELSE printf('%d.%02d', o.total_amount / 100, o.total_amount % 100) END || ' ' || o.currency END, CASE WHEN json_type(o.edited, '$.items') IS NOT NULL THEN coalesce(': ' || ((o.edited -> '$.items.items') ->> '$[0].quantity') || ' × ' || ((o.edited -> '$.items.items') ->> '$[0].name'), '')
      || CASE WHEN json_array_length((o.edited -> '$.items.items')) > 1
        THEN ' and ' || (json_array_length((o.edited -> '$.items.items')) - 1) || ' more' ELSE '' END
        ELSE coalesce((SELECT ': ' || printf('%s × %s', i.quantity, i.name) FROM order_items i
        WHERE i.order_id = o.id AND i.position = 0), '')
      || coalesce((SELECT ' and ' || (count(*) - 1) || ' more' FROM order_items i
        WHERE i.order_id = o.id HAVING count(*) > 1), '') END
    FROM orders o WHERE o.id = NEW.order_id AND o.source = 'standard' AND o.source_updated_at <> NEW.updated_at
    ON CONFLICT DO NOTHING;
  INSERT INTO source_snapshots (order_id, updated_at, status, status_word, payment_status,
    payment_word, content, placed)
  SELECT c.id, strftime('%Y-%m-%dT%H:%M:%fZ', coalesce(c.updated_at, c.created_at)), (SELECT w.status FROM status_words w WHERE w.word = lower(trim(c.status))),
    CASE WHEN (SELECT w.status FROM status_words w WHERE w.word = lower(trim(c.status))) IS NULL THEN c.status END, (SELECT w.status FROM payment_words w WHERE w.word = lower(trim(c.payment_status))),
    CASE WHEN (SELECT w.status FROM payment_words w WHERE w.word = lower(trim(c.payment_status))) IS NULL THEN c.payment_status END,
    substr((SELECT coalesce(group_concat(CASE WHEN i.type = 'object'
          THEN printf('%s × %s', i.value ->> 'quantity', i.value ->> 'name')
          ELSE i.value END, ', '), 'no items') FROM json_each(c.items) i), 1, 2000) || ', total ' || CASE
        WHEN c.currency IN ('BIF','CLP','DJF','GNF','ISK','JPY','KMF','KRW','PYG','RWF','UGX','UYI','VND','VUV','XAF','XOF','XPF')
          THEN CAST(c.amount_total AS TEXT)
        WHEN c.currency IN ('BHD','IQD','JOD','KWD','LYD','OMR','TND')
          THEN printf('%d.%03d', c.amount_total / 1000, c.amount_total % 1000)
        WHEN c.currency IN ('CLF','UYW') THEN printf('%d.%04d', c.amount_total / 10000, c.amount_total % 10000)
        ELSE printf('%d.%02d', c.amount_total / 100, c.amount_total % 100) END || ' ' || c.currency,
    coalesce(': ' || (c.items ->> '$[0].quantity') || ' × ' || (c.items ->> '$[0].name'), '')
      || CASE WHEN json_array_length(c.items) > 1
        THEN ' and ' || (json_array_length(c.items) - 1) || ' more' ELSE '' END
  FROM chat_orders c WHERE c.id = NEW.order_id
  ON CONFLICT DO NOTHING;
  INSERT INTO conflicts (order_id, field, ours, theirs, source_updated_at, seen_at)
    SELECT w.order_id, w.field, NULL, w.word, w.updated_at,
      strftime('%Y-%m-%dT%H:%M:%fZ', 'now')
    FROM source_words w WHERE w.order_id = NEW.order_id AND w.field <> 'items_and_total' AND w.word IS NOT NULL
      AND w.updated_at = NEW.updated_at AND EXISTS (SELECT 1 FROM orders WHERE id = NEW.order_id)
    ON CONFLICT DO NOTHING;
  UPDATE orders SET source_status = coalesce((SELECT s.status FROM source_snapshots s WHERE s.order_id = NEW.order_id
        AND s.status IS NOT NULL ORDER BY s.updated_at DESC LIMIT 1), 'pending'),
      status = CASE WHEN status_owner = 'staff' THEN status
        ELSE coalesce((SELECT s.status FROM source_snapshots s WHERE s.order_id = NEW.order_id
        AND s.status IS NOT NULL ORDER BY s.updated_at DESC LIMIT 1), 'pending') END
    WHERE id = NEW.order_id AND source_status_word IS NOT NULL
      AND source_status <> coalesce((SELECT s.status FROM source_snapshots s WHERE s.order_id = NEW.order_id
        AND s.status IS NOT NULL ORDER BY s.updated_at DESC LIMIT 1), 'pending');
  UPDATE orders SET reported_payment_status = coalesce((SELECT s.payment_status FROM source_snapshots s WHERE s.order_id = NEW.order_id
        AND s.payment_status IS NOT NULL ORDER BY s.updated_at DESC LIMIT 1), 'pending')
    WHERE id = NEW.order_id AND source_payment_word IS NOT NULL
      AND reported_payment_status <> coalesce((SELECT s.payment_status FROM source_snapshots s WHERE s.order_id = NEW.order_id
        AND s.payment_status IS NOT NULL ORDER BY s.updated_at DESC LIMIT 1), 'pending');
  UPDATE messages SET body = (SELECT 'Order ' || o.order_number || ' placed' || s.placed
      FROM orders o, source_snapshots s WHERE o.id = NEW.order_id AND s.order_id = o.id
      ORDER BY s.updated_at LIMIT 1)
    WHERE id = NEW.order_id || ':opened'
      AND EXISTS (SELECT 1 FROM orders WHERE id = NEW.order_id)
      AND NEW.updated_at = (SELECT min(s.updated_at) FROM source_snapshots s
        WHERE s.order_id = NEW.order_id);
  INSERT INTO conflict_review (order_id) VALUES (NEW.order_id);
END;

CREATE TRIGGER chat_order_kept BEFORE INSERT ON chat_orders
WHEN EXISTS (SELECT 1 FROM chat_orders c WHERE c.id = NEW.id
  AND strftime('%Y-%m-%dT%H:%M:%fZ', coalesce(c.updated_at, c.created_at)) <> strftime('%Y-%m-%dT%H:%M:%fZ', coalesce(NEW.updated_at, NEW.created_at))) BEGIN
  INSERT INTO source_snapshots (order_id, updated_at, status, status_word, payment_status,
    payment_word, content, placed)
  SELECT c.id, strftime('%Y-%m-%dT%H:%M:%fZ', coalesce(c.updated_at, c.created_at)), (SELECT w.status FROM status_words w WHERE w.word = lower(trim(c.status))),
    CASE WHEN (SELECT w.status FROM status_words w WHERE w.word = lower(trim(c.status))) IS NULL THEN c.status END, (SELECT w.status FROM payment_words w WHERE w.word = lower(trim(c.payment_status))),
    CASE WHEN (SELECT w.status FROM payment_words w WHERE w.word = lower(trim(c.payment_status))) IS NULL THEN c.payment_status END,
    substr((SELECT coalesce(group_concat(CASE WHEN i.type = 'object'
          THEN printf('%s × %s', i.value ->> 'quantity', i.value ->> 'name')
          ELSE i.value END, ', '), 'no items') FROM json_each(c.items) i), 1, 2000) || ', total ' || CASE
        WHEN c.currency IN ('BIF','CLP','DJF','GNF','ISK','JPY','KMF','KRW','PYG','RWF','UGX','UYI','VND','VUV','XAF','XOF','XPF')
          THEN CAST(c.amount_total AS TEXT)
        WHEN c.currency IN ('BHD','IQD','JOD','KWD','LYD','OMR','TND')
          THEN printf('%d.%03d', c.amount_total / 1000, c.amount_total % 1000)
        WHEN c.currency IN ('CLF','UYW') THEN printf('%d.%04d', c.amount_total / 10000, c.amount_total % 10000)
        ELSE printf('%d.%02d', c.amount_total / 100, c.amount_total % 100) END || ' ' || c.currency,
    coalesce(': ' || (c.items ->> '$[0].quantity') || ' × ' || (c.items ->> '$[0].name'), '')
      || CASE WHEN json_array_length(c.items) > 1
        THEN ' and ' || (json_array_length(c.items) - 1) || ' more' ELSE '' END
  FROM chat_orders c WHERE c.id = NEW.id
  ON CONFLICT DO NOTHING;
END;

CREATE TRIGGER chat_order_update_kept BEFORE UPDATE ON chat_orders
WHEN strftime('%Y-%m-%dT%H:%M:%fZ', coalesce(OLD.updated_at, OLD.created_at)) <> strftime('%Y-%m-%dT%H:%M:%fZ', coalesce(NEW.updated_at, NEW.created_at))
  OR (NEW.payment_status, NEW.status, NEW.amount_total, NEW.currency, NEW.items)
    IS NOT (OLD.payment_status, OLD.status, OLD.amount_total, OLD.currency, OLD.items) BEGIN
  INSERT INTO source_snapshots (order_id, updated_at, status, status_word, payment_status,
    payment_word, content, placed)
  SELECT OLD.id, strftime('%Y-%m-%dT%H:%M:%fZ', coalesce(OLD.updated_at, OLD.created_at)), (SELECT w.status FROM status_words w WHERE w.word = lower(trim(OLD.status))),
    CASE WHEN (SELECT w.status FROM status_words w WHERE w.word = lower(trim(OLD.status))) IS NULL THEN OLD.status END, (SELECT w.status FROM payment_words w WHERE w.word = lower(trim(OLD.payment_status))),
    CASE WHEN (SELECT w.status FROM payment_words w WHERE w.word = lower(trim(OLD.payment_status))) IS NULL THEN OLD.payment_status END,
    substr((SELECT coalesce(group_concat(CASE WHEN i.type = 'object'
          THEN printf('%s × %s', i.value ->> 'quantity', i.value ->> 'name')
          ELSE i.value END, ', '), 'no items') FROM json_each(OLD.items) i), 1, 2000) || ', total ' || CASE
        WHEN OLD.currency IN ('BIF','CLP','DJF','GNF','ISK','JPY','KMF','KRW','PYG','RWF','UGX','UYI','VND','VUV','XAF','XOF','XPF')
          THEN CAST(OLD.amount_total AS TEXT)
        WHEN OLD.currency IN ('BHD','IQD','JOD','KWD','LYD','OMR','TND')
          THEN printf('%d.%03d', OLD.amount_total / 1000, OLD.amount_total % 1000)
        WHEN OLD.currency IN ('CLF','UYW') THEN printf('%d.%04d', OLD.amount_total / 10000, OLD.amount_total % 10000)
        ELSE printf('%d.%02d', OLD.amount_total / 100, OLD.amount_total % 100) END || ' ' || OLD.currency,
    coalesce(': ' || (OLD.items ->> '$[0].quantity') || ' × ' || (OLD.items ->> '$[0].name'), '')
      || CASE WHEN json_array_length(OLD.items) > 1
        THEN ' and ' || (json_array_length(OLD.items) - 1) || ' more' ELSE '' END
  WHERE 1
  ON CONFLICT DO NOTHING;
END;

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
    (o.status_owner = 'staff' AND o.status <> 'pending' AND o.status <> 'confirmed' OR json_type(o.edited, '$.shipping_address') IS NOT NULL) IS 1,
    -- NULL when the source said it before staff kept the address.
    (SELECT coalesce(e.detail ->> 'shipping_address', e.detail ->> 'source_address', '') FROM order_events e WHERE e.order_id = c.order_id
      AND e.kind = 'payment' AND e.via = 'sync' AND e.at = o.source_updated_at
      AND e.detail IS NOT NULL LIMIT 1),
    -- Of what staff have edited; the source's side is NULL where they have not.
    CASE WHEN json_type(o.edited, '$.items') IS NOT NULL THEN substr((SELECT coalesce(group_concat(printf('%s × %s', i.quantity, i.name), ', '), 'no items')
        FROM (SELECT quantity, name FROM order_items WHERE order_id = o.id ORDER BY position) i), 1, 2000) || ', total ' || CASE
        WHEN o.currency IN ('BIF','CLP','DJF','GNF','ISK','JPY','KMF','KRW','PYG','RWF','UGX','UYI','VND','VUV','XAF','XOF','XPF')
          THEN CAST(o.total_amount AS TEXT)
        WHEN o.currency IN ('BHD','IQD','JOD','KWD','LYD','OMR','TND')
          THEN printf('%d.%03d', o.total_amount / 1000, o.total_amount % 1000)
        WHEN o.currency IN ('CLF','UYW') THEN printf('%d.%04d', o.total_amount / 10000, o.total_amount % 10000)
        ELSE printf('%d.%02d', o.total_amount / 100, o.total_amount % 100) END || ' ' || o.currency END,
    CASE WHEN json_type(o.edited, '$.items') IS NOT NULL THEN CASE WHEN json_type(o.edited, '$.items') IS NOT NULL
        THEN substr((SELECT coalesce(group_concat(CASE WHEN i.type = 'object'
          THEN printf('%s × %s', i.value ->> 'quantity', i.value ->> 'name')
          ELSE i.value END, ', '), 'no items') FROM json_each((o.edited -> '$.items.items')) i), 1, 2000) || ', total ' || CASE
        WHEN coalesce(o.edited ->> '$.items.currency', o.currency) IN ('BIF','CLP','DJF','GNF','ISK','JPY','KMF','KRW','PYG','RWF','UGX','UYI','VND','VUV','XAF','XOF','XPF')
          THEN CAST(coalesce(o.edited ->> '$.items.total_amount', o.total_amount) AS TEXT)
        WHEN coalesce(o.edited ->> '$.items.currency', o.currency) IN ('BHD','IQD','JOD','KWD','LYD','OMR','TND')
          THEN printf('%d.%03d', coalesce(o.edited ->> '$.items.total_amount', o.total_amount) / 1000, coalesce(o.edited ->> '$.items.total_amount', o.total_amount) % 1000)
        WHEN coalesce(o.edited ->> '$.items.currency', o.currency) IN ('CLF','UYW') THEN printf('%d.%04d', coalesce(o.edited ->> '$.items.total_amount', o.total_amount) / 10000, coalesce(o.edited ->> '$.items.total_amount', o.total_amount) % 10000)
        ELSE printf('%d.%02d', coalesce(o.edited ->> '$.items.total_amount', o.total_amount) / 100, coalesce(o.edited ->> '$.items.total_amount', o.total_amount) % 100) END || ' ' || coalesce(o.edited ->> '$.items.currency', o.currency)
        ELSE substr((SELECT coalesce(group_concat(printf('%s × %s', i.quantity, i.name), ', '), 'no items')
        FROM (SELECT quantity, name FROM order_items WHERE order_id = o.id ORDER BY position) i), 1, 2000) || ', total ' || CASE
        WHEN o.currency IN ('BIF','CLP','DJF','GNF','ISK','JPY','KMF','KRW','PYG','RWF','UGX','UYI','VND','VUV','XAF','XOF','XPF')
          THEN CAST(o.total_amount AS TEXT)
        WHEN o.currency IN ('BHD','IQD','JOD','KWD','LYD','OMR','TND')
          THEN printf('%d.%03d', o.total_amount / 1000, o.total_amount % 1000)
        WHEN o.currency IN ('CLF','UYW') THEN printf('%d.%04d', o.total_amount / 10000, o.total_amount % 10000)
        ELSE printf('%d.%02d', o.total_amount / 100, o.total_amount % 100) END || ' ' || o.currency END END,
    coalesce(o.customer_notes, ''),
    CASE WHEN json_type(o.edited, '$.customer_notes') IS NOT NULL
      THEN coalesce(o.edited ->> '$.customer_notes', '') END
  FROM conflicts c LEFT JOIN orders o ON o.id = c.order_id
    LEFT JOIN chat_orders h ON h.id = c.order_id;

CREATE VIEW conflict_verdicts (serial, order_id, state, settled_by, verdict) AS
  SELECT c.serial, c.order_id, c.state, c.settled_by, CASE
    WHEN EXISTS (SELECT 1 FROM conflicts p WHERE p.order_id = c.order_id
      AND p.field = c.field AND p.theirs IS c.theirs AND p.settled_by IS NOT NULL
      AND p.source_updated_at <= c.source_updated_at
      AND CASE c.field
        WHEN 'status' THEN p.settled_value IS c.status OR (p.settled_value = p.theirs
          AND (CASE c.status WHEN 'pending' THEN 1 WHEN 'confirmed' THEN 2 WHEN 'processing' THEN 3 WHEN 'packaged' THEN 4 WHEN 'shipped' THEN 5 WHEN 'delivered' THEN 6 WHEN 'cancelled' THEN 7 END) > (CASE p.settled_value WHEN 'pending' THEN 1 WHEN 'confirmed' THEN 2 WHEN 'processing' THEN 3 WHEN 'packaged' THEN 4 WHEN 'shipped' THEN 5 WHEN 'delivered' THEN 6 WHEN 'cancelled' THEN 7 END))
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
              THEN e.kind = 'payment' AND e.detail IS NOT NULL AND coalesce(e.detail ->> 'shipping_address', e.detail ->> 'source_address', '') <> c.theirs
              ELSE e.kind = c.field AND e.to_value <> c.theirs END)
        ELSE 0 END)) THEN 'settled'
    ELSE CASE c.field
      WHEN 'status' THEN CASE
        WHEN c.theirs = c.source_status THEN CASE
          WHEN c.status_owner = 'staff' AND c.status = c.source_status THEN 'settled'
          WHEN EXISTS (SELECT 1 FROM conflicts n WHERE n.order_id = c.order_id AND n.field = c.field
            AND n.theirs = c.theirs AND n.source_updated_at > c.source_updated_at) THEN 'settled' ELSE 'open' END
        WHEN c.source_updated_at = c.said_at THEN 'open'
        ELSE 'settled' END
      WHEN 'payment' THEN CASE WHEN c.theirs IS NOT c.payment_status OR EXISTS (SELECT 1 FROM conflicts n WHERE n.order_id = c.order_id AND n.field = c.field
            AND n.theirs = c.theirs AND n.source_updated_at > c.source_updated_at)
        THEN 'settled' ELSE 'open' END
      WHEN 'shipping_address' THEN CASE
        WHEN c.keeps_address THEN CASE
          WHEN c.theirs = c.address THEN 'settled'
          WHEN c.source_address IS NULL THEN c.state
          WHEN c.source_updated_at = c.said_at THEN 'open'
          WHEN c.theirs <> c.source_address OR EXISTS (SELECT 1 FROM conflicts n WHERE n.order_id = c.order_id AND n.field = c.field
            AND n.theirs = c.theirs AND n.source_updated_at > c.source_updated_at) THEN 'settled'
          ELSE 'open' END
        -- Before processing an address may change.
        WHEN c.theirs = c.address AND (c.status = 'pending' OR c.status = 'confirmed')
          THEN 'settled'
        WHEN c.source_updated_at = c.said_at THEN 'open'
        WHEN c.theirs <> c.address OR EXISTS (SELECT 1 FROM conflicts n WHERE n.order_id = c.order_id AND n.field = c.field
            AND n.theirs = c.theirs AND n.source_updated_at > c.source_updated_at) THEN 'settled'
        ELSE 'open' END
      WHEN 'unknown_status' THEN CASE WHEN EXISTS (SELECT 1 FROM source_words w WHERE w.order_id = c.order_id
        AND w.field = c.field AND w.updated_at > c.source_updated_at AND w.word IS NOT c.theirs)
      OR EXISTS (SELECT 1 FROM (SELECT max(n.source_updated_at) AS at FROM conflicts n
          WHERE n.order_id = c.order_id AND n.field = c.field AND n.theirs = c.theirs
            AND n.source_updated_at < c.source_updated_at) n
        WHERE n.at IS NOT NULL AND NOT EXISTS (SELECT 1 FROM source_words w
          WHERE w.order_id = c.order_id AND w.field = c.field AND w.updated_at > n.at
            AND w.word IS NOT c.theirs))
      THEN 'settled' ELSE 'open' END
      WHEN 'unknown_payment' THEN CASE WHEN EXISTS (SELECT 1 FROM source_words w WHERE w.order_id = c.order_id
        AND w.field = c.field AND w.updated_at > c.source_updated_at AND w.word IS NOT c.theirs)
      OR EXISTS (SELECT 1 FROM (SELECT max(n.source_updated_at) AS at FROM conflicts n
          WHERE n.order_id = c.order_id AND n.field = c.field AND n.theirs = c.theirs
            AND n.source_updated_at < c.source_updated_at) n
        WHERE n.at IS NOT NULL AND NOT EXISTS (SELECT 1 FROM source_words w
          WHERE w.order_id = c.order_id AND w.field = c.field AND w.updated_at > n.at
            AND w.word IS NOT c.theirs))
      THEN 'settled' ELSE 'open' END
      WHEN 'items_and_total' THEN CASE WHEN EXISTS (SELECT 1 FROM source_words w WHERE w.order_id = c.order_id
        AND w.field = c.field AND w.updated_at > c.source_updated_at AND w.word IS NOT c.theirs)
      OR EXISTS (SELECT 1 FROM (SELECT max(n.source_updated_at) AS at FROM conflicts n
          WHERE n.order_id = c.order_id AND n.field = c.field AND n.theirs = c.theirs
            AND n.source_updated_at < c.source_updated_at) n
        WHERE n.at IS NOT NULL AND NOT EXISTS (SELECT 1 FROM source_words w
          WHERE w.order_id = c.order_id AND w.field = c.field AND w.updated_at > n.at
            AND w.word IS NOT c.theirs))
      THEN 'settled' ELSE 'open' END
      WHEN 'edited_items' THEN CASE WHEN c.source_items IS NULL OR c.theirs = c.items
        OR c.theirs <> c.source_items OR EXISTS (SELECT 1 FROM conflicts n WHERE n.order_id = c.order_id AND n.field = c.field
            AND n.theirs = c.theirs AND n.source_updated_at > c.source_updated_at) THEN 'settled' ELSE 'open' END
      WHEN 'edited_notes' THEN CASE WHEN c.source_notes IS NULL OR c.theirs = c.notes
        OR c.theirs <> c.source_notes OR EXISTS (SELECT 1 FROM conflicts n WHERE n.order_id = c.order_id AND n.field = c.field
            AND n.theirs = c.theirs AND n.source_updated_at > c.source_updated_at) THEN 'settled' ELSE 'open' END
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

CREATE TABLE intake_turns (number INTEGER PRIMARY KEY CHECK (number = 1)) STRICT;

CREATE TABLE reviews_due (
  order_id TEXT NOT NULL PRIMARY KEY,
  is_retold INTEGER NOT NULL CHECK (is_retold IN (0, 1))
) STRICT, WITHOUT ROWID;

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

CREATE TRIGGER orders_address_back AFTER UPDATE OF status, status_owner ON orders
WHEN (OLD.status_owner = 'staff' AND OLD.status <> 'pending' AND OLD.status <> 'confirmed' OR json_type(OLD.edited, '$.shipping_address') IS NOT NULL) AND NOT (NEW.status_owner = 'staff' AND NEW.status <> 'pending' AND NEW.status <> 'confirmed' OR json_type(NEW.edited, '$.shipping_address') IS NOT NULL) BEGIN
  UPDATE orders SET shipping_address = (SELECT nullif(coalesce(e.detail ->> 'shipping_address', e.detail ->> 'source_address', ''), '') FROM order_events e
      WHERE e.order_id = NEW.id AND e.kind = 'payment' AND e.via = 'sync'
        AND e.at = NEW.source_updated_at AND e.detail IS NOT NULL LIMIT 1)
    WHERE id = NEW.id AND EXISTS (SELECT 1 FROM order_events e WHERE e.order_id = NEW.id
      AND e.kind = 'payment' AND e.via = 'sync' AND e.at = NEW.source_updated_at
      AND e.detail IS NOT NULL);
END;

CREATE VIEW order_intake (
  id, order_number, source, customer_name, customer_email, customer_phone, shipping_address, items,
  currency, shipping_amount, tax_amount, discount_amount, total_amount, amount_refunded, status,
  status_word, payment_status, payment_word, payment_method, tracking_number, carrier,
  estimated_delivery, delivered_at, customer_notes, chat_session_id, checkout_session_id,
  stripe_payment_intent_id, metadata, created_at, updated_at
) AS SELECT NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
  NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL WHERE 0;

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
      (SELECT coalesce(group_concat((value ->> 'name') || coalesce(' ' || (value ->> 'product_id'), ''),
  ' '), '') FROM json_each(NEW.items)), NEW.currency, NEW.shipping_amount, NEW.tax_amount, NEW.discount_amount,
      NEW.total_amount, CASE CASE WHEN NEW.payment_word IS NULL THEN NEW.payment_status ELSE coalesce((SELECT s.payment_status FROM source_snapshots s WHERE s.order_id = NEW.id
        AND s.payment_status IS NOT NULL ORDER BY s.updated_at DESC LIMIT 1), 'pending') END WHEN 'refunded'
        THEN max(NEW.total_amount, NEW.amount_refunded)
      ELSE NEW.amount_refunded END, NEW.amount_refunded, NEW.total_amount <> NEW.shipping_amount + NEW.tax_amount - NEW.discount_amount
  + (SELECT coalesce(sum((value ->> 'quantity') * (value ->> 'unit_amount')), 0)
    FROM json_each(NEW.items)),
      CASE WHEN NEW.status_word IS NULL THEN NEW.status ELSE coalesce((SELECT s.status FROM source_snapshots s WHERE s.order_id = NEW.id
        AND s.status IS NOT NULL ORDER BY s.updated_at DESC LIMIT 1), 'pending') END,
      CASE WHEN NEW.status_word IS NULL THEN NEW.status ELSE coalesce((SELECT s.status FROM source_snapshots s WHERE s.order_id = NEW.id
        AND s.status IS NOT NULL ORDER BY s.updated_at DESC LIMIT 1), 'pending') END, NEW.status_word,
      CASE WHEN NEW.amount_refunded > 0 AND NEW.total_amount > 0
        AND CASE WHEN NEW.payment_word IS NULL THEN NEW.payment_status ELSE coalesce((SELECT s.payment_status FROM source_snapshots s WHERE s.order_id = NEW.id
        AND s.payment_status IS NOT NULL ORDER BY s.updated_at DESC LIMIT 1), 'pending') END IN ('paid', 'partially_refunded')
      THEN CASE WHEN NEW.amount_refunded < NEW.total_amount THEN 'partially_refunded'
        ELSE 'refunded' END
      ELSE CASE WHEN NEW.payment_word IS NULL THEN NEW.payment_status ELSE coalesce((SELECT s.payment_status FROM source_snapshots s WHERE s.order_id = NEW.id
        AND s.payment_status IS NOT NULL ORDER BY s.updated_at DESC LIMIT 1), 'pending') END END, CASE WHEN NEW.payment_word IS NULL THEN NEW.payment_status ELSE coalesce((SELECT s.payment_status FROM source_snapshots s WHERE s.order_id = NEW.id
        AND s.payment_status IS NOT NULL ORDER BY s.updated_at DESC LIMIT 1), 'pending') END, NEW.payment_word, NEW.payment_method,
      NEW.tracking_number, NEW.carrier, NEW.estimated_delivery, NEW.delivered_at,
      NEW.customer_notes, NEW.chat_session_id, NEW.checkout_session_id,
      NEW.stripe_payment_intent_id, NEW.metadata, NEW.created_at, NEW.updated_at, NEW.updated_at,
      NEW.updated_at, (SELECT count(*) FROM order_events e WHERE e.order_id = NEW.id));
  INSERT INTO order_items (order_id, position, product_id, name, quantity, unit_amount)
    SELECT NEW.id, key, coalesce(value ->> 'product_id', ''), value ->> 'name',
  value ->> 'quantity', value ->> 'unit_amount'
FROM json_each(NEW.items);
  -- Its trigger makes the conversation and the session.
  INSERT INTO messages (id, conversation_id, chat_session_id, sender_role, body, sent_at, status)
    VALUES (NEW.id || ':opened', (SELECT o.conversation_id FROM orders o WHERE o.id = NEW.id),
      NEW.chat_session_id, 'system',
      'Order ' || NEW.order_number || ' placed' || coalesce((SELECT s.placed FROM source_snapshots s WHERE s.order_id = NEW.id
        ORDER BY s.updated_at LIMIT 1), coalesce(': ' || (NEW.items ->> '$[0].quantity') || ' × ' || (NEW.items ->> '$[0].name'), '')
      || CASE WHEN json_array_length(NEW.items) > 1
        THEN ' and ' || (json_array_length(NEW.items) - 1) || ' more' ELSE '' END), NEW.created_at, 'read')
    ON CONFLICT (id) DO NOTHING;
  INSERT INTO order_conversations (order_id, conversation_id)
    VALUES (NEW.id, (SELECT o.conversation_id FROM orders o WHERE o.id = NEW.id));
  INSERT INTO refunds (id, order_id, origin, amount, currency, state, created_at)
    SELECT NEW.id || ':source', NEW.id, 'source', CAST(e.to_value AS INTEGER), NEW.currency,
      'succeeded', e.at
    FROM order_events e WHERE e.order_id = NEW.id AND e.kind = 'refund' AND e.via = 'sync'
    ORDER BY e.at DESC, e.serial DESC LIMIT 1
    ON CONFLICT (id) DO NOTHING;
  UPDATE orders SET activity_at = (SELECT v.last_message_at FROM conversations v
      WHERE v.id = orders.conversation_id)
    WHERE id = NEW.id AND activity_at < (SELECT v.last_message_at FROM conversations v
      WHERE v.id = orders.conversation_id);
  -- Of a checkout that was none before; the history of a first snapshot may come later.
  INSERT INTO conflicts (order_id, field, ours, theirs, source_updated_at, seen_at)
    SELECT w.order_id, w.field, NULL, w.word, w.updated_at,
      strftime('%Y-%m-%dT%H:%M:%fZ', 'now')
    FROM source_words w WHERE w.order_id = NEW.id AND w.field <> 'items_and_total' AND w.word IS NOT NULL
      AND 1
    ON CONFLICT DO NOTHING;
  INSERT INTO conflict_review (order_id) VALUES (NEW.id);
END;

CREATE TRIGGER order_intake_later INSTEAD OF INSERT ON order_intake
WHEN EXISTS (SELECT 1 FROM orders WHERE id = NEW.id)
  OR EXISTS (SELECT 1 FROM orders WHERE order_number = NEW.order_number)
  OR EXISTS (SELECT 1 FROM orders WHERE checkout_session_id = NEW.checkout_session_id)
  OR EXISTS
    (SELECT 1 FROM orders WHERE stripe_payment_intent_id = NEW.stripe_payment_intent_id) BEGIN
  INSERT INTO source_snapshots (order_id, updated_at, status, status_word, payment_status,
      payment_word, content, placed)
    SELECT o.id, o.source_updated_at,
      CASE WHEN o.source_status_word IS NULL THEN o.source_status END, o.source_status_word,
      CASE WHEN o.source_payment_word IS NULL THEN o.reported_payment_status END,
      o.source_payment_word,
      CASE WHEN json_type(o.edited, '$.items') IS NOT NULL
        THEN substr((SELECT coalesce(group_concat(CASE WHEN i.type = 'object'
          THEN printf('%s × %s', i.value ->> 'quantity', i.value ->> 'name')
          ELSE i.value END, ', '), 'no items') FROM json_each((o.edited -> '$.items.items')) i), 1, 2000) || ', total ' || CASE
        WHEN coalesce(o.edited ->> '$.items.currency', o.currency) IN ('BIF','CLP','DJF','GNF','ISK','JPY','KMF','KRW','PYG','RWF','UGX','UYI','VND','VUV','XAF','XOF','XPF')
          THEN CAST(coalesce(o.edited ->> '$.items.total_amount', o.total_amount) AS TEXT)
        WHEN coalesce(o.edited ->> '$.items.currency', o.currency) IN ('BHD','IQD','JOD','KWD','LYD','OMR','TND')
          THEN printf('%d.%03d', coalesce(o.edited ->> '$.items.total_amount', o.total_amount) / 1000, coalesce(o.edited ->> '$.items.total_amount', o.total_amount) % 1000)
        WHEN coalesce(o.edited ->> '$.items.currency', o.currency) IN ('CLF','UYW') THEN printf('%d.%04d', coalesce(o.edited ->> '$.items.total_amount', o.total_amount) / 10000, coalesce(o.edited ->> '$.items.total_amount', o.total_amount) % 10000)
        ELSE printf('%d.%02d', coalesce(o.edited ->> '$.items.total_amount', o.total_amount) / 100, coalesce(o.edited ->> '$.items.total_amount', o.total_amount) % 100) END || ' ' || coalesce(o.edited ->> '$.items.currency', o.currency)
        ELSE substr((SELECT coalesce(group_concat(printf('%s × %s', i.quantity, i.name), ', '), 'no items')
        FROM (SELECT quantity, name FROM order_items WHERE order_id = o.id ORDER BY position) i), 1, 2000) || ', total ' || CASE
        WHEN o.currency IN ('BIF','CLP','DJF','GNF','ISK','JPY','KMF','KRW','PYG','RWF','UGX','UYI','VND','VUV','XAF','XOF','XPF')
          THEN CAST(o.total_amount AS TEXT)
        WHEN o.currency IN ('BHD','IQD','JOD','KWD','LYD','OMR','TND')
          THEN printf('%d.%03d', o.total_amount / 1000, o.total_amount % 1000)
        WHEN o.currency IN ('CLF','UYW') THEN printf('%d.%04d', o.total_amount / 10000, o.total_amount % 10000)
        ELSE printf('%d.%02d', o.total_amount / 100, o.total_amount % 100) END || ' ' || o.currency END, CASE WHEN json_type(o.edited, '$.items') IS NOT NULL THEN coalesce(': ' || ((o.edited -> '$.items.items') ->> '$[0].quantity') || ' × ' || ((o.edited -> '$.items.items') ->> '$[0].name'), '')
      || CASE WHEN json_array_length((o.edited -> '$.items.items')) > 1
        THEN ' and ' || (json_array_length((o.edited -> '$.items.items')) - 1) || ' more' ELSE '' END
        ELSE coalesce((SELECT ': ' || printf('%s × %s', i.quantity, i.name) FROM order_items i
        WHERE i.order_id = o.id AND i.position = 0), '')
      || coalesce((SELECT ' and ' || (count(*) - 1) || ' more' FROM order_items i
        WHERE i.order_id = o.id HAVING count(*) > 1), '') END
    FROM orders o WHERE o.id = NEW.id AND o.source = 'standard' AND o.source = NEW.source AND o.source_updated_at < NEW.updated_at
    ON CONFLICT DO NOTHING;
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
          AND (o.customer_name, coalesce(o.edited ->> '$.items.total_amount', o.total_amount), coalesce(o.edited ->> '$.items.currency', o.currency),
              coalesce(o.source_status_word, o.source_status),
              coalesce(o.source_payment_word, o.reported_payment_status),
              o.reported_amount_refunded)
            IS NOT (NEW.customer_name, NEW.total_amount, NEW.currency,
              coalesce(NEW.status_word, NEW.status),
              coalesce(NEW.payment_word, NEW.payment_status), NEW.amount_refunded)
        THEN json_array('snapshot',
          coalesce(o.edited ->> '$.items.total_amount', o.total_amount) || ' ' || o.source_status || ' ' || o.reported_payment_status,
          NEW.total_amount || ' ' || NEW.status || ' ' || NEW.payment_status) END,
      CASE WHEN o.id = NEW.id AND o.source = NEW.source AND o.source_updated_at < NEW.updated_at
          AND o.status_owner = 'staff' AND NEW.status_word IS NULL
          AND NEW.status IS NOT o.source_status AND NEW.status <> o.status
        THEN json_array('status', o.status, NEW.status) END,
      CASE WHEN o.id = NEW.id AND o.source = NEW.source AND o.source_updated_at < NEW.updated_at
          AND (o.status_owner = 'staff' AND o.status <> 'pending' AND o.status <> 'confirmed' OR json_type(o.edited, '$.shipping_address') IS NOT NULL)
          AND json(NEW.shipping_address) IS NOT json(o.shipping_address)
          AND NOT (json_type(o.edited, '$.shipping_address') IS NOT NULL
            AND json(NEW.shipping_address) IS nullif(o.edited -> '$.shipping_address', 'null'))
        THEN json_array('shipping_address', json(o.shipping_address),
          json(NEW.shipping_address)) END,
      CASE WHEN o.id = NEW.id AND o.source = NEW.source AND o.source_updated_at < NEW.updated_at
          AND NEW.tracking_number IS NOT NULL AND EXISTS (SELECT 1 FROM parcels p WHERE p.order_id = o.id AND p.recalled_at IS NULL)
          AND instr(', ' || coalesce(o.tracking_number, '') || ', ',
            ', ' || NEW.tracking_number || ', ') = 0
        THEN json_array('tracking_number', o.tracking_number, NEW.tracking_number) END,
      CASE WHEN o.id = NEW.id AND o.source = NEW.source AND o.source_updated_at < NEW.updated_at
          AND o.status_owner = 'staff' AND o.status NOT IN ('pending', 'confirmed', 'cancelled')
          AND NOT json_type(o.edited, '$.items') IS NOT NULL
          AND substr((SELECT coalesce(group_concat(printf('%s × %s', i.quantity, i.name), ', '), 'no items')
        FROM (SELECT quantity, name FROM order_items WHERE order_id = o.id ORDER BY position) i), 1, 2000) || ', total ' || CASE
        WHEN o.currency IN ('BIF','CLP','DJF','GNF','ISK','JPY','KMF','KRW','PYG','RWF','UGX','UYI','VND','VUV','XAF','XOF','XPF')
          THEN CAST(o.total_amount AS TEXT)
        WHEN o.currency IN ('BHD','IQD','JOD','KWD','LYD','OMR','TND')
          THEN printf('%d.%03d', o.total_amount / 1000, o.total_amount % 1000)
        WHEN o.currency IN ('CLF','UYW') THEN printf('%d.%04d', o.total_amount / 10000, o.total_amount % 10000)
        ELSE printf('%d.%02d', o.total_amount / 100, o.total_amount % 100) END || ' ' || o.currency
            <> substr((SELECT coalesce(group_concat(CASE WHEN i.type = 'object'
          THEN printf('%s × %s', i.value ->> 'quantity', i.value ->> 'name')
          ELSE i.value END, ', '), 'no items') FROM json_each(NEW.items) i), 1, 2000) || ', total ' || CASE
        WHEN NEW.currency IN ('BIF','CLP','DJF','GNF','ISK','JPY','KMF','KRW','PYG','RWF','UGX','UYI','VND','VUV','XAF','XOF','XPF')
          THEN CAST(NEW.total_amount AS TEXT)
        WHEN NEW.currency IN ('BHD','IQD','JOD','KWD','LYD','OMR','TND')
          THEN printf('%d.%03d', NEW.total_amount / 1000, NEW.total_amount % 1000)
        WHEN NEW.currency IN ('CLF','UYW') THEN printf('%d.%04d', NEW.total_amount / 10000, NEW.total_amount % 10000)
        ELSE printf('%d.%02d', NEW.total_amount / 100, NEW.total_amount % 100) END || ' ' || NEW.currency
        THEN json_array('items_and_total', substr((SELECT coalesce(group_concat(printf('%s × %s', i.quantity, i.name), ', '), 'no items')
        FROM (SELECT quantity, name FROM order_items WHERE order_id = o.id ORDER BY position) i), 1, 2000) || ', total ' || CASE
        WHEN o.currency IN ('BIF','CLP','DJF','GNF','ISK','JPY','KMF','KRW','PYG','RWF','UGX','UYI','VND','VUV','XAF','XOF','XPF')
          THEN CAST(o.total_amount AS TEXT)
        WHEN o.currency IN ('BHD','IQD','JOD','KWD','LYD','OMR','TND')
          THEN printf('%d.%03d', o.total_amount / 1000, o.total_amount % 1000)
        WHEN o.currency IN ('CLF','UYW') THEN printf('%d.%04d', o.total_amount / 10000, o.total_amount % 10000)
        ELSE printf('%d.%02d', o.total_amount / 100, o.total_amount % 100) END || ' ' || o.currency,
          substr((SELECT coalesce(group_concat(CASE WHEN i.type = 'object'
          THEN printf('%s × %s', i.value ->> 'quantity', i.value ->> 'name')
          ELSE i.value END, ', '), 'no items') FROM json_each(NEW.items) i), 1, 2000) || ', total ' || CASE
        WHEN NEW.currency IN ('BIF','CLP','DJF','GNF','ISK','JPY','KMF','KRW','PYG','RWF','UGX','UYI','VND','VUV','XAF','XOF','XPF')
          THEN CAST(NEW.total_amount AS TEXT)
        WHEN NEW.currency IN ('BHD','IQD','JOD','KWD','LYD','OMR','TND')
          THEN printf('%d.%03d', NEW.total_amount / 1000, NEW.total_amount % 1000)
        WHEN NEW.currency IN ('CLF','UYW') THEN printf('%d.%04d', NEW.total_amount / 10000, NEW.total_amount % 10000)
        ELSE printf('%d.%02d', NEW.total_amount / 100, NEW.total_amount % 100) END || ' ' || NEW.currency) END,
      CASE WHEN o.id = NEW.id AND o.source = NEW.source AND o.source_updated_at < NEW.updated_at AND json_type(o.edited, '$.items') IS NOT NULL
          AND substr((SELECT coalesce(group_concat(CASE WHEN i.type = 'object'
          THEN printf('%s × %s', i.value ->> 'quantity', i.value ->> 'name')
          ELSE i.value END, ', '), 'no items') FROM json_each(NEW.items) i), 1, 2000) || ', total ' || CASE
        WHEN NEW.currency IN ('BIF','CLP','DJF','GNF','ISK','JPY','KMF','KRW','PYG','RWF','UGX','UYI','VND','VUV','XAF','XOF','XPF')
          THEN CAST(NEW.total_amount AS TEXT)
        WHEN NEW.currency IN ('BHD','IQD','JOD','KWD','LYD','OMR','TND')
          THEN printf('%d.%03d', NEW.total_amount / 1000, NEW.total_amount % 1000)
        WHEN NEW.currency IN ('CLF','UYW') THEN printf('%d.%04d', NEW.total_amount / 10000, NEW.total_amount % 10000)
        ELSE printf('%d.%02d', NEW.total_amount / 100, NEW.total_amount % 100) END || ' ' || NEW.currency <> CASE WHEN json_type(o.edited, '$.items') IS NOT NULL
        THEN substr((SELECT coalesce(group_concat(CASE WHEN i.type = 'object'
          THEN printf('%s × %s', i.value ->> 'quantity', i.value ->> 'name')
          ELSE i.value END, ', '), 'no items') FROM json_each((o.edited -> '$.items.items')) i), 1, 2000) || ', total ' || CASE
        WHEN coalesce(o.edited ->> '$.items.currency', o.currency) IN ('BIF','CLP','DJF','GNF','ISK','JPY','KMF','KRW','PYG','RWF','UGX','UYI','VND','VUV','XAF','XOF','XPF')
          THEN CAST(coalesce(o.edited ->> '$.items.total_amount', o.total_amount) AS TEXT)
        WHEN coalesce(o.edited ->> '$.items.currency', o.currency) IN ('BHD','IQD','JOD','KWD','LYD','OMR','TND')
          THEN printf('%d.%03d', coalesce(o.edited ->> '$.items.total_amount', o.total_amount) / 1000, coalesce(o.edited ->> '$.items.total_amount', o.total_amount) % 1000)
        WHEN coalesce(o.edited ->> '$.items.currency', o.currency) IN ('CLF','UYW') THEN printf('%d.%04d', coalesce(o.edited ->> '$.items.total_amount', o.total_amount) / 10000, coalesce(o.edited ->> '$.items.total_amount', o.total_amount) % 10000)
        ELSE printf('%d.%02d', coalesce(o.edited ->> '$.items.total_amount', o.total_amount) / 100, coalesce(o.edited ->> '$.items.total_amount', o.total_amount) % 100) END || ' ' || coalesce(o.edited ->> '$.items.currency', o.currency)
        ELSE substr((SELECT coalesce(group_concat(printf('%s × %s', i.quantity, i.name), ', '), 'no items')
        FROM (SELECT quantity, name FROM order_items WHERE order_id = o.id ORDER BY position) i), 1, 2000) || ', total ' || CASE
        WHEN o.currency IN ('BIF','CLP','DJF','GNF','ISK','JPY','KMF','KRW','PYG','RWF','UGX','UYI','VND','VUV','XAF','XOF','XPF')
          THEN CAST(o.total_amount AS TEXT)
        WHEN o.currency IN ('BHD','IQD','JOD','KWD','LYD','OMR','TND')
          THEN printf('%d.%03d', o.total_amount / 1000, o.total_amount % 1000)
        WHEN o.currency IN ('CLF','UYW') THEN printf('%d.%04d', o.total_amount / 10000, o.total_amount % 10000)
        ELSE printf('%d.%02d', o.total_amount / 100, o.total_amount % 100) END || ' ' || o.currency END AND substr((SELECT coalesce(group_concat(CASE WHEN i.type = 'object'
          THEN printf('%s × %s', i.value ->> 'quantity', i.value ->> 'name')
          ELSE i.value END, ', '), 'no items') FROM json_each(NEW.items) i), 1, 2000) || ', total ' || CASE
        WHEN NEW.currency IN ('BIF','CLP','DJF','GNF','ISK','JPY','KMF','KRW','PYG','RWF','UGX','UYI','VND','VUV','XAF','XOF','XPF')
          THEN CAST(NEW.total_amount AS TEXT)
        WHEN NEW.currency IN ('BHD','IQD','JOD','KWD','LYD','OMR','TND')
          THEN printf('%d.%03d', NEW.total_amount / 1000, NEW.total_amount % 1000)
        WHEN NEW.currency IN ('CLF','UYW') THEN printf('%d.%04d', NEW.total_amount / 10000, NEW.total_amount % 10000)
        ELSE printf('%d.%02d', NEW.total_amount / 100, NEW.total_amount % 100) END || ' ' || NEW.currency <> substr((SELECT coalesce(group_concat(printf('%s × %s', i.quantity, i.name), ', '), 'no items')
        FROM (SELECT quantity, name FROM order_items WHERE order_id = o.id ORDER BY position) i), 1, 2000) || ', total ' || CASE
        WHEN o.currency IN ('BIF','CLP','DJF','GNF','ISK','JPY','KMF','KRW','PYG','RWF','UGX','UYI','VND','VUV','XAF','XOF','XPF')
          THEN CAST(o.total_amount AS TEXT)
        WHEN o.currency IN ('BHD','IQD','JOD','KWD','LYD','OMR','TND')
          THEN printf('%d.%03d', o.total_amount / 1000, o.total_amount % 1000)
        WHEN o.currency IN ('CLF','UYW') THEN printf('%d.%04d', o.total_amount / 10000, o.total_amount % 10000)
        ELSE printf('%d.%02d', o.total_amount / 100, o.total_amount % 100) END || ' ' || o.currency
        THEN json_array('edited_items', substr((SELECT coalesce(group_concat(printf('%s × %s', i.quantity, i.name), ', '), 'no items')
        FROM (SELECT quantity, name FROM order_items WHERE order_id = o.id ORDER BY position) i), 1, 2000) || ', total ' || CASE
        WHEN o.currency IN ('BIF','CLP','DJF','GNF','ISK','JPY','KMF','KRW','PYG','RWF','UGX','UYI','VND','VUV','XAF','XOF','XPF')
          THEN CAST(o.total_amount AS TEXT)
        WHEN o.currency IN ('BHD','IQD','JOD','KWD','LYD','OMR','TND')
          THEN printf('%d.%03d', o.total_amount / 1000, o.total_amount % 1000)
        WHEN o.currency IN ('CLF','UYW') THEN printf('%d.%04d', o.total_amount / 10000, o.total_amount % 10000)
        ELSE printf('%d.%02d', o.total_amount / 100, o.total_amount % 100) END || ' ' || o.currency, substr((SELECT coalesce(group_concat(CASE WHEN i.type = 'object'
          THEN printf('%s × %s', i.value ->> 'quantity', i.value ->> 'name')
          ELSE i.value END, ', '), 'no items') FROM json_each(NEW.items) i), 1, 2000) || ', total ' || CASE
        WHEN NEW.currency IN ('BIF','CLP','DJF','GNF','ISK','JPY','KMF','KRW','PYG','RWF','UGX','UYI','VND','VUV','XAF','XOF','XPF')
          THEN CAST(NEW.total_amount AS TEXT)
        WHEN NEW.currency IN ('BHD','IQD','JOD','KWD','LYD','OMR','TND')
          THEN printf('%d.%03d', NEW.total_amount / 1000, NEW.total_amount % 1000)
        WHEN NEW.currency IN ('CLF','UYW') THEN printf('%d.%04d', NEW.total_amount / 10000, NEW.total_amount % 10000)
        ELSE printf('%d.%02d', NEW.total_amount / 100, NEW.total_amount % 100) END || ' ' || NEW.currency) END,
      CASE WHEN o.id = NEW.id AND o.source = NEW.source AND o.source_updated_at < NEW.updated_at AND json_type(o.edited, '$.customer_notes') IS NOT NULL
          AND NEW.customer_notes IS NOT (o.edited ->> '$.customer_notes')
          AND NEW.customer_notes IS NOT o.customer_notes
        THEN json_array('edited_notes', o.customer_notes, NEW.customer_notes) END
    )) difference
    WHERE (o.id = NEW.id OR o.order_number = NEW.order_number
        OR o.checkout_session_id = NEW.checkout_session_id
        OR o.stripe_payment_intent_id = NEW.stripe_payment_intent_id)
      AND difference.type = 'array'
    ON CONFLICT DO NOTHING;

  UPDATE orders SET
    conversation_id = coalesce(conversation_id, id),
    customer_name = NEW.customer_name,
    customer_email = NEW.customer_email,
    customer_phone = NEW.customer_phone,
    shipping_address = CASE WHEN (orders.status_owner = 'staff' AND orders.status <> 'pending' AND orders.status <> 'confirmed' OR json_type(orders.edited, '$.shipping_address') IS NOT NULL)
      THEN shipping_address ELSE NEW.shipping_address END,
    item_names = CASE WHEN json_type(orders.edited, '$.items') IS NOT NULL THEN item_names ELSE (SELECT coalesce(group_concat((value ->> 'name') || coalesce(' ' || (value ->> 'product_id'), ''),
  ' '), '') FROM json_each(NEW.items)) END,
    currency = CASE WHEN json_type(orders.edited, '$.items') IS NOT NULL THEN currency ELSE NEW.currency END,
    shipping_amount = CASE WHEN json_type(orders.edited, '$.items') IS NOT NULL THEN shipping_amount ELSE NEW.shipping_amount END,
    tax_amount = CASE WHEN json_type(orders.edited, '$.items') IS NOT NULL THEN tax_amount ELSE NEW.tax_amount END,
    discount_amount = CASE WHEN json_type(orders.edited, '$.items') IS NOT NULL THEN discount_amount ELSE NEW.discount_amount END,
    total_amount = CASE WHEN json_type(orders.edited, '$.items') IS NOT NULL THEN total_amount ELSE NEW.total_amount END,
    amount_refunded = CASE CASE WHEN NEW.payment_word IS NULL THEN NEW.payment_status ELSE coalesce((SELECT s.payment_status FROM source_snapshots s WHERE s.order_id = NEW.id
        AND s.payment_status IS NOT NULL ORDER BY s.updated_at DESC LIMIT 1), 'pending') END WHEN 'refunded'
        THEN max(NEW.total_amount, NEW.amount_refunded)
      ELSE NEW.amount_refunded END,
    reported_amount_refunded = NEW.amount_refunded,
    total_differs = CASE WHEN json_type(orders.edited, '$.items') IS NOT NULL THEN total_differs ELSE NEW.total_amount <> NEW.shipping_amount + NEW.tax_amount - NEW.discount_amount
  + (SELECT coalesce(sum((value ->> 'quantity') * (value ->> 'unit_amount')), 0)
    FROM json_each(NEW.items)) END,
    status = CASE WHEN status_owner = 'staff' THEN status
      ELSE CASE WHEN NEW.status_word IS NULL THEN NEW.status ELSE coalesce((SELECT s.status FROM source_snapshots s WHERE s.order_id = NEW.id
        AND s.status IS NOT NULL ORDER BY s.updated_at DESC LIMIT 1), 'pending') END END,
    source_status = CASE WHEN NEW.status_word IS NULL THEN NEW.status ELSE coalesce((SELECT s.status FROM source_snapshots s WHERE s.order_id = NEW.id
        AND s.status IS NOT NULL ORDER BY s.updated_at DESC LIMIT 1), 'pending') END,
    source_status_word = NEW.status_word,
    payment_status = CASE WHEN NEW.amount_refunded > 0 AND NEW.total_amount > 0
        AND CASE WHEN NEW.payment_word IS NULL THEN NEW.payment_status ELSE coalesce((SELECT s.payment_status FROM source_snapshots s WHERE s.order_id = NEW.id
        AND s.payment_status IS NOT NULL ORDER BY s.updated_at DESC LIMIT 1), 'pending') END IN ('paid', 'partially_refunded')
      THEN CASE WHEN NEW.amount_refunded < NEW.total_amount THEN 'partially_refunded'
        ELSE 'refunded' END
      ELSE CASE WHEN NEW.payment_word IS NULL THEN NEW.payment_status ELSE coalesce((SELECT s.payment_status FROM source_snapshots s WHERE s.order_id = NEW.id
        AND s.payment_status IS NOT NULL ORDER BY s.updated_at DESC LIMIT 1), 'pending') END END,
    reported_payment_status = CASE WHEN NEW.payment_word IS NULL THEN NEW.payment_status ELSE coalesce((SELECT s.payment_status FROM source_snapshots s WHERE s.order_id = NEW.id
        AND s.payment_status IS NOT NULL ORDER BY s.updated_at DESC LIMIT 1), 'pending') END,
    source_payment_word = NEW.payment_word,
    payment_method = NEW.payment_method,
    tracking_number = CASE WHEN EXISTS (SELECT 1 FROM parcels p WHERE p.order_id = orders.id AND p.recalled_at IS NULL) THEN tracking_number
      WHEN status_owner = 'staff' THEN coalesce(NEW.tracking_number, tracking_number)
      ELSE NEW.tracking_number END,
    carrier = CASE WHEN EXISTS (SELECT 1 FROM parcels p WHERE p.order_id = orders.id AND p.recalled_at IS NULL) THEN carrier
      WHEN status_owner = 'staff' THEN coalesce(NEW.carrier, carrier) ELSE NEW.carrier END,
    source_shipment = CASE WHEN EXISTS (SELECT 1 FROM parcels p WHERE p.order_id = orders.id AND p.recalled_at IS NULL)
      THEN json_array(NEW.carrier, NEW.tracking_number) END,
    estimated_delivery = CASE WHEN status_owner = 'staff'
      THEN coalesce(NEW.estimated_delivery, estimated_delivery) ELSE NEW.estimated_delivery END,
    delivered_at = CASE WHEN status_owner = 'staff' THEN coalesce(NEW.delivered_at, delivered_at)
      ELSE NEW.delivered_at END,
    customer_notes = CASE WHEN json_type(orders.edited, '$.customer_notes') IS NOT NULL
      THEN customer_notes ELSE NEW.customer_notes END,
    edited = CASE WHEN edited IS NOT NULL THEN json_replace(edited,
        '$.shipping_address', json(NEW.shipping_address), '$.customer_notes', NEW.customer_notes,
        '$.items', json_object('items', json(NEW.items), 'shipping_amount', NEW.shipping_amount,
          'tax_amount', NEW.tax_amount, 'discount_amount', NEW.discount_amount,
          'total_amount', NEW.total_amount, 'currency', NEW.currency)) END,
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
      AND NOT json_type(o.edited, '$.items') IS NOT NULL);
  INSERT INTO order_items (order_id, position, product_id, name, quantity, unit_amount)
    SELECT NEW.id, key, coalesce(value ->> 'product_id', ''), value ->> 'name',
  value ->> 'quantity', value ->> 'unit_amount'
FROM json_each(NEW.items)
    WHERE EXISTS (SELECT 1 FROM orders o WHERE o.id = NEW.id AND o.intake = 1
      AND NOT json_type(o.edited, '$.items') IS NOT NULL);
  INSERT INTO messages (id, conversation_id, chat_session_id, sender_role, body, sent_at, status)
    SELECT o.id || ':opened', o.conversation_id, o.chat_session_id, 'system',
      'Order ' || o.order_number || ' placed' || coalesce((SELECT s.placed FROM source_snapshots s WHERE s.order_id = NEW.id
        ORDER BY s.updated_at LIMIT 1), coalesce(': ' || (NEW.items ->> '$[0].quantity') || ' × ' || (NEW.items ->> '$[0].name'), '')
      || CASE WHEN json_array_length(NEW.items) > 1
        THEN ' and ' || (json_array_length(NEW.items) - 1) || ' more' ELSE '' END), NEW.created_at, 'read'
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
    SELECT * FROM (SELECT NEW.id || ':source', NEW.id, 'source', CAST(e.to_value AS INTEGER), NEW.currency,
      'succeeded', e.at
    FROM order_events e WHERE e.order_id = NEW.id AND e.kind = 'refund' AND e.via = 'sync'
    ORDER BY e.at DESC, e.serial DESC LIMIT 1)
    WHERE EXISTS (SELECT 1 FROM orders WHERE id = NEW.id AND intake = 1)
    ON CONFLICT (id) DO UPDATE SET amount = excluded.amount, currency = excluded.currency,
      created_at = excluded.created_at
      WHERE refunds.origin = 'source';
  UPDATE orders SET intake = 0 WHERE id = NEW.id AND intake = 1;
END;

CREATE TRIGGER sync_chat_order_trigger AFTER INSERT ON chat_orders
WHEN (NEW.was_payable = 1
  OR EXISTS (SELECT 1 FROM orders o WHERE o.id = NEW.id)
  OR CASE (SELECT p.status FROM payment_words p WHERE p.word = lower(trim(NEW.payment_status)))
    WHEN 'paid' THEN 1 WHEN 'partially_refunded' THEN 1 WHEN 'refunded' THEN 1
    WHEN 'pending' THEN
      CASE lower(NEW.payment_method) WHEN 'cash_on_delivery' THEN 1 WHEN 'bank_transfer' THEN 1
        WHEN 'invoice' THEN 1 WHEN 'boleto' THEN 1 END
      AND CASE (SELECT s.status FROM status_words s WHERE s.word = lower(trim(NEW.status))) WHEN 'confirmed' THEN 1 WHEN 'processing' THEN 1
        WHEN 'packaged' THEN 1 WHEN 'shipped' THEN 1 WHEN 'delivered' THEN 1 END
    END) AND (SELECT total(CASE WHEN i.type <> 'object' THEN 1e19
      WHEN json_type(i.value, '$.name') IS NOT 'text'
        OR json_type(i.value, '$.quantity') IS NOT 'integer'
        OR json_type(i.value, '$.unit_amount') IS NOT 'integer'
        OR i.value ->> 'quantity' NOT BETWEEN 1 AND 1000000
        OR i.value ->> 'unit_amount' NOT BETWEEN 0 AND 9223372036854775807
        OR json_type(i.value, '$.product_id') IN ('array', 'object', 'true', 'false')
      THEN 1e19 ELSE 1.0 * (i.value ->> 'quantity') * (i.value ->> 'unit_amount') END)
    FROM json_each(NEW.items) i) < 9.2233e18 BEGIN
  INSERT INTO order_intake (id, order_number, source, customer_name, customer_email, customer_phone,
      shipping_address, items, currency, shipping_amount, tax_amount, discount_amount, total_amount,
      amount_refunded, status, status_word, payment_status, payment_word, payment_method,
      tracking_number, carrier, estimated_delivery, delivered_at, customer_notes, chat_session_id,
      checkout_session_id, stripe_payment_intent_id, metadata, created_at, updated_at)
    VALUES (NEW.id, NEW.order_number, 'chat_commerce', NEW.customer_name, NEW.customer_email,
      NEW.customer_phone, NEW.shipping_address, NEW.items, NEW.currency,
      CASE WHEN json_type(NEW.metadata, '$.shipping_amount') IS 'integer'
      AND NEW.metadata ->> 'shipping_amount' BETWEEN 0 AND 9223372036854775807 THEN NEW.metadata ->> 'shipping_amount' ELSE 0 END, CASE WHEN json_type(NEW.metadata, '$.tax_amount') IS 'integer'
      AND NEW.metadata ->> 'tax_amount' BETWEEN 0 AND 9223372036854775807 THEN NEW.metadata ->> 'tax_amount' ELSE 0 END,
      CASE WHEN json_type(NEW.metadata, '$.discount_amount') IS 'integer'
      AND NEW.metadata ->> 'discount_amount' BETWEEN 0 AND 9223372036854775807 THEN NEW.metadata ->> 'discount_amount' ELSE 0 END, NEW.amount_total, NEW.amount_refunded,
      coalesce((SELECT s.status FROM status_words s WHERE s.word = lower(trim(NEW.status))), 'pending'), CASE WHEN (SELECT s.status FROM status_words s WHERE s.word = lower(trim(NEW.status))) IS NULL THEN NEW.status END,
      coalesce((SELECT p.status FROM payment_words p WHERE p.word = lower(trim(NEW.payment_status))), 'pending'),
      CASE WHEN (SELECT p.status FROM payment_words p WHERE p.word = lower(trim(NEW.payment_status))) IS NULL THEN NEW.payment_status END,
      NEW.payment_method, CASE json_type(NEW.metadata, '$.tracking_number') WHEN 'text' THEN NEW.metadata ->> 'tracking_number' END, CASE json_type(NEW.metadata, '$.carrier') WHEN 'text' THEN NEW.metadata ->> 'carrier' END,
      CASE json_type(NEW.metadata, '$.estimated_delivery') WHEN 'text' THEN NEW.metadata ->> 'estimated_delivery' END,
      (SELECT max(strftime('%Y-%m-%dT%H:%M:%fZ', h.value ->> 'at'))
        FROM json_each(CASE WHEN json_type(NEW.metadata, '$.status_history') IS 'array'
      AND NOT EXISTS (SELECT 1 FROM json_each(NEW.metadata, '$.status_history')
        WHERE type <> 'object') THEN NEW.metadata END, '$.status_history') h
        WHERE h.value ->> 'status' = 'delivered' AND json_type(h.value, '$.at') = 'text'),
      NEW.customer_notes, NEW.chat_session_id, NEW.checkout_session_id,
      NEW.stripe_payment_intent_id,
      json_patch(json_remove(NEW.metadata, CASE WHEN json_type(NEW.metadata, '$.status_history') IS 'array'
      AND NOT EXISTS (SELECT 1 FROM json_each(NEW.metadata, '$.status_history')
        WHERE type <> 'object') THEN '$.status_history' ELSE '$[0]' END,
            CASE WHEN json_type(NEW.metadata, '$.shipping_amount') IS 'integer'
      AND NEW.metadata ->> 'shipping_amount' BETWEEN 0 AND 9223372036854775807 THEN '$.shipping_amount' ELSE '$[0]' END,
            CASE WHEN json_type(NEW.metadata, '$.tax_amount') IS 'integer'
      AND NEW.metadata ->> 'tax_amount' BETWEEN 0 AND 9223372036854775807 THEN '$.tax_amount' ELSE '$[0]' END,
            CASE WHEN json_type(NEW.metadata, '$.discount_amount') IS 'integer'
      AND NEW.metadata ->> 'discount_amount' BETWEEN 0 AND 9223372036854775807 THEN '$.discount_amount' ELSE '$[0]' END,
            CASE WHEN json_type(NEW.metadata, '$.tracking_number') IN ('text', 'null') THEN '$.tracking_number' ELSE '$[0]' END,
            CASE WHEN json_type(NEW.metadata, '$.carrier') IN ('text', 'null') THEN '$.carrier' ELSE '$[0]' END,
            CASE WHEN json_type(NEW.metadata, '$.estimated_delivery') IN ('text', 'null') THEN '$.estimated_delivery' ELSE '$[0]' END),
        json_object('chat_order_id', NEW.id, 'checkout_session_id', NEW.checkout_session_id,
          'stripe_payment_intent_id', NEW.stripe_payment_intent_id, 'synced_from_chat', json('true'),
          'chat_session_id', NEW.chat_session_id)),
      strftime('%Y-%m-%dT%H:%M:%fZ', NEW.created_at), CASE WHEN EXISTS (SELECT 1 FROM orders o WHERE o.id = NEW.id AND o.source = 'chat_commerce'
    AND strftime('%Y-%m-%dT%H:%M:%fZ', coalesce(NEW.updated_at, NEW.created_at)) < strftime('%Y-%m-%dT%H:%M:%fZ', 'now')
    AND (o.source_updated_at = strftime('%Y-%m-%dT%H:%M:%fZ', 'now')
      OR (o.source_updated_at = strftime('%Y-%m-%dT%H:%M:%fZ', coalesce(NEW.updated_at, NEW.created_at))
          OR (NEW.updated_at IS NULL AND o.source_updated_at > strftime('%Y-%m-%dT%H:%M:%fZ', coalesce(NEW.updated_at, NEW.created_at))))
        AND (coalesce(o.edited ->> '$.items.total_amount', o.total_amount), o.reported_amount_refunded, coalesce(o.edited ->> '$.items.currency', o.currency),
            coalesce(o.source_status_word, o.source_status),
            coalesce(o.source_payment_word, o.reported_payment_status), o.customer_name)
          IS NOT (NEW.amount_total, NEW.amount_refunded, NEW.currency,
            coalesce((SELECT s.status FROM status_words s WHERE s.word = lower(trim(NEW.status))), NEW.status), coalesce((SELECT p.status FROM payment_words p WHERE p.word = lower(trim(NEW.payment_status))), NEW.payment_status),
            NEW.customer_name)))
  THEN strftime('%Y-%m-%dT%H:%M:%fZ', 'now') ELSE strftime('%Y-%m-%dT%H:%M:%fZ', coalesce(NEW.updated_at, NEW.created_at)) END);
END;

CREATE TRIGGER sync_chat_order_update_trigger AFTER UPDATE ON chat_orders
WHEN (NEW.was_payable = 1
  OR EXISTS (SELECT 1 FROM orders o WHERE o.id = NEW.id)
  OR CASE (SELECT p.status FROM payment_words p WHERE p.word = lower(trim(NEW.payment_status)))
    WHEN 'paid' THEN 1 WHEN 'partially_refunded' THEN 1 WHEN 'refunded' THEN 1
    WHEN 'pending' THEN
      CASE lower(NEW.payment_method) WHEN 'cash_on_delivery' THEN 1 WHEN 'bank_transfer' THEN 1
        WHEN 'invoice' THEN 1 WHEN 'boleto' THEN 1 END
      AND CASE (SELECT s.status FROM status_words s WHERE s.word = lower(trim(NEW.status))) WHEN 'confirmed' THEN 1 WHEN 'processing' THEN 1
        WHEN 'packaged' THEN 1 WHEN 'shipped' THEN 1 WHEN 'delivered' THEN 1 END
    END) AND (SELECT total(CASE WHEN i.type <> 'object' THEN 1e19
      WHEN json_type(i.value, '$.name') IS NOT 'text'
        OR json_type(i.value, '$.quantity') IS NOT 'integer'
        OR json_type(i.value, '$.unit_amount') IS NOT 'integer'
        OR i.value ->> 'quantity' NOT BETWEEN 1 AND 1000000
        OR i.value ->> 'unit_amount' NOT BETWEEN 0 AND 9223372036854775807
        OR json_type(i.value, '$.product_id') IN ('array', 'object', 'true', 'false')
      THEN 1e19 ELSE 1.0 * (i.value ->> 'quantity') * (i.value ->> 'unit_amount') END)
    FROM json_each(NEW.items) i) < 9.2233e18 BEGIN
  INSERT INTO order_intake (id, order_number, source, customer_name, customer_email, customer_phone,
      shipping_address, items, currency, shipping_amount, tax_amount, discount_amount, total_amount,
      amount_refunded, status, status_word, payment_status, payment_word, payment_method,
      tracking_number, carrier, estimated_delivery, delivered_at, customer_notes, chat_session_id,
      checkout_session_id, stripe_payment_intent_id, metadata, created_at, updated_at)
    VALUES (NEW.id, NEW.order_number, 'chat_commerce', NEW.customer_name, NEW.customer_email,
      NEW.customer_phone, NEW.shipping_address, NEW.items, NEW.currency,
      CASE WHEN json_type(NEW.metadata, '$.shipping_amount') IS 'integer'
      AND NEW.metadata ->> 'shipping_amount' BETWEEN 0 AND 9223372036854775807 THEN NEW.metadata ->> 'shipping_amount' ELSE 0 END, CASE WHEN json_type(NEW.metadata, '$.tax_amount') IS 'integer'
      AND NEW.metadata ->> 'tax_amount' BETWEEN 0 AND 9223372036854775807 THEN NEW.metadata ->> 'tax_amount' ELSE 0 END,
      CASE WHEN json_type(NEW.metadata, '$.discount_amount') IS 'integer'
      AND NEW.metadata ->> 'discount_amount' BETWEEN 0 AND 9223372036854775807 THEN NEW.metadata ->> 'discount_amount' ELSE 0 END, NEW.amount_total, NEW.amount_refunded,
      coalesce((SELECT s.status FROM status_words s WHERE s.word = lower(trim(NEW.status))), 'pending'), CASE WHEN (SELECT s.status FROM status_words s WHERE s.word = lower(trim(NEW.status))) IS NULL THEN NEW.status END,
      coalesce((SELECT p.status FROM payment_words p WHERE p.word = lower(trim(NEW.payment_status))), 'pending'),
      CASE WHEN (SELECT p.status FROM payment_words p WHERE p.word = lower(trim(NEW.payment_status))) IS NULL THEN NEW.payment_status END,
      NEW.payment_method, CASE json_type(NEW.metadata, '$.tracking_number') WHEN 'text' THEN NEW.metadata ->> 'tracking_number' END, CASE json_type(NEW.metadata, '$.carrier') WHEN 'text' THEN NEW.metadata ->> 'carrier' END,
      CASE json_type(NEW.metadata, '$.estimated_delivery') WHEN 'text' THEN NEW.metadata ->> 'estimated_delivery' END,
      (SELECT max(strftime('%Y-%m-%dT%H:%M:%fZ', h.value ->> 'at'))
        FROM json_each(CASE WHEN json_type(NEW.metadata, '$.status_history') IS 'array'
      AND NOT EXISTS (SELECT 1 FROM json_each(NEW.metadata, '$.status_history')
        WHERE type <> 'object') THEN NEW.metadata END, '$.status_history') h
        WHERE h.value ->> 'status' = 'delivered' AND json_type(h.value, '$.at') = 'text'),
      NEW.customer_notes, NEW.chat_session_id, NEW.checkout_session_id,
      NEW.stripe_payment_intent_id,
      json_patch(json_remove(NEW.metadata, CASE WHEN json_type(NEW.metadata, '$.status_history') IS 'array'
      AND NOT EXISTS (SELECT 1 FROM json_each(NEW.metadata, '$.status_history')
        WHERE type <> 'object') THEN '$.status_history' ELSE '$[0]' END,
            CASE WHEN json_type(NEW.metadata, '$.shipping_amount') IS 'integer'
      AND NEW.metadata ->> 'shipping_amount' BETWEEN 0 AND 9223372036854775807 THEN '$.shipping_amount' ELSE '$[0]' END,
            CASE WHEN json_type(NEW.metadata, '$.tax_amount') IS 'integer'
      AND NEW.metadata ->> 'tax_amount' BETWEEN 0 AND 9223372036854775807 THEN '$.tax_amount' ELSE '$[0]' END,
            CASE WHEN json_type(NEW.metadata, '$.discount_amount') IS 'integer'
      AND NEW.metadata ->> 'discount_amount' BETWEEN 0 AND 9223372036854775807 THEN '$.discount_amount' ELSE '$[0]' END,
            CASE WHEN json_type(NEW.metadata, '$.tracking_number') IN ('text', 'null') THEN '$.tracking_number' ELSE '$[0]' END,
            CASE WHEN json_type(NEW.metadata, '$.carrier') IN ('text', 'null') THEN '$.carrier' ELSE '$[0]' END,
            CASE WHEN json_type(NEW.metadata, '$.estimated_delivery') IN ('text', 'null') THEN '$.estimated_delivery' ELSE '$[0]' END),
        json_object('chat_order_id', NEW.id, 'checkout_session_id', NEW.checkout_session_id,
          'stripe_payment_intent_id', NEW.stripe_payment_intent_id, 'synced_from_chat', json('true'),
          'chat_session_id', NEW.chat_session_id)),
      strftime('%Y-%m-%dT%H:%M:%fZ', NEW.created_at), CASE WHEN strftime('%Y-%m-%dT%H:%M:%fZ', coalesce(NEW.updated_at, NEW.created_at)) = strftime('%Y-%m-%dT%H:%M:%fZ', coalesce(OLD.updated_at, OLD.created_at))
    AND NEW.was_payable = OLD.was_payable
    AND (NEW.payment_status, NEW.status, NEW.amount_total, NEW.amount_refunded,
      NEW.customer_name, NEW.items, NEW.shipping_address)
    IS NOT (OLD.payment_status, OLD.status, OLD.amount_total, OLD.amount_refunded,
      OLD.customer_name, OLD.items, OLD.shipping_address)
  THEN strftime('%Y-%m-%dT%H:%M:%fZ', 'now') ELSE strftime('%Y-%m-%dT%H:%M:%fZ', coalesce(NEW.updated_at, NEW.created_at)) END);
  -- A checkout that was none before may have had conflicts.
  INSERT INTO conflict_review (order_id) VALUES (NEW.id);
END;

CREATE TRIGGER chat_order_history AFTER INSERT ON chat_orders
WHEN NOT EXISTS (SELECT 1 FROM orders o WHERE o.id = NEW.id AND o.source = 'standard') BEGIN
  INSERT INTO order_history_intake (order_id, actor, via, status, payment_status, amount_refunded,
      status_history, metadata, created_at, updated_at, shipping_address, status_word,
      payment_word, items, total_amount, currency)
    VALUES (NEW.id, 'chat checkout', 'sync', coalesce((SELECT s.status FROM status_words s WHERE s.word = lower(trim(NEW.status))), 'pending'),
      coalesce((SELECT p.status FROM payment_words p WHERE p.word = lower(trim(NEW.payment_status))), 'pending'), NEW.amount_refunded,
      coalesce(NEW.metadata -> 'status_history', '[]'), NEW.metadata,
      strftime('%Y-%m-%dT%H:%M:%fZ', NEW.created_at), CASE WHEN EXISTS (SELECT 1 FROM orders o WHERE o.id = NEW.id AND o.source = 'chat_commerce'
    AND strftime('%Y-%m-%dT%H:%M:%fZ', coalesce(NEW.updated_at, NEW.created_at)) < strftime('%Y-%m-%dT%H:%M:%fZ', 'now')
    AND (o.source_updated_at = strftime('%Y-%m-%dT%H:%M:%fZ', 'now')
      OR (o.source_updated_at = strftime('%Y-%m-%dT%H:%M:%fZ', coalesce(NEW.updated_at, NEW.created_at))
          OR (NEW.updated_at IS NULL AND o.source_updated_at > strftime('%Y-%m-%dT%H:%M:%fZ', coalesce(NEW.updated_at, NEW.created_at))))
        AND (coalesce(o.edited ->> '$.items.total_amount', o.total_amount), o.reported_amount_refunded, coalesce(o.edited ->> '$.items.currency', o.currency),
            coalesce(o.source_status_word, o.source_status),
            coalesce(o.source_payment_word, o.reported_payment_status), o.customer_name)
          IS NOT (NEW.amount_total, NEW.amount_refunded, NEW.currency,
            coalesce((SELECT s.status FROM status_words s WHERE s.word = lower(trim(NEW.status))), NEW.status), coalesce((SELECT p.status FROM payment_words p WHERE p.word = lower(trim(NEW.payment_status))), NEW.payment_status),
            NEW.customer_name)))
  THEN strftime('%Y-%m-%dT%H:%M:%fZ', 'now') ELSE strftime('%Y-%m-%dT%H:%M:%fZ', coalesce(NEW.updated_at, NEW.created_at)) END, NEW.shipping_address,
      CASE WHEN (SELECT s.status FROM status_words s WHERE s.word = lower(trim(NEW.status))) IS NULL THEN NEW.status END,
      CASE WHEN (SELECT p.status FROM payment_words p WHERE p.word = lower(trim(NEW.payment_status))) IS NULL THEN NEW.payment_status END, NEW.items,
      NEW.amount_total, NEW.currency);
  -- A row that replaces another is not the first that is told; see order_undone_check.
  INSERT INTO order_undone_check (order_id) VALUES (CASE WHEN (SELECT count(*)
      FROM order_events e WHERE e.order_id = NEW.id AND e.kind = 'payment'
        AND e.via = 'sync') > 1 THEN NEW.id END);
END;

CREATE TRIGGER chat_order_update_history AFTER UPDATE ON chat_orders
WHEN NOT EXISTS (SELECT 1 FROM orders o WHERE o.id = NEW.id AND o.source = 'standard') BEGIN
  INSERT INTO order_history_intake (order_id, actor, via, status, payment_status, amount_refunded,
      status_history, metadata, created_at, updated_at, shipping_address, status_word,
      payment_word, items, total_amount, currency)
    VALUES (NEW.id, 'chat checkout', 'sync', coalesce((SELECT s.status FROM status_words s WHERE s.word = lower(trim(NEW.status))), 'pending'),
      coalesce((SELECT p.status FROM payment_words p WHERE p.word = lower(trim(NEW.payment_status))), 'pending'), NEW.amount_refunded,
      coalesce(NEW.metadata -> 'status_history', '[]'), NEW.metadata,
      strftime('%Y-%m-%dT%H:%M:%fZ', NEW.created_at), CASE WHEN strftime('%Y-%m-%dT%H:%M:%fZ', coalesce(NEW.updated_at, NEW.created_at)) = strftime('%Y-%m-%dT%H:%M:%fZ', coalesce(OLD.updated_at, OLD.created_at))
    AND NEW.was_payable = OLD.was_payable
    AND (NEW.payment_status, NEW.status, NEW.amount_total, NEW.amount_refunded,
      NEW.customer_name, NEW.items, NEW.shipping_address)
    IS NOT (OLD.payment_status, OLD.status, OLD.amount_total, OLD.amount_refunded,
      OLD.customer_name, OLD.items, OLD.shipping_address)
  THEN strftime('%Y-%m-%dT%H:%M:%fZ', 'now') ELSE strftime('%Y-%m-%dT%H:%M:%fZ', coalesce(NEW.updated_at, NEW.created_at)) END, NEW.shipping_address,
      CASE WHEN (SELECT s.status FROM status_words s WHERE s.word = lower(trim(NEW.status))) IS NULL THEN NEW.status END,
      CASE WHEN (SELECT p.status FROM payment_words p WHERE p.word = lower(trim(NEW.payment_status))) IS NULL THEN NEW.payment_status END, NEW.items,
      NEW.amount_total, NEW.currency);
  INSERT INTO order_undone_check (order_id) VALUES (NEW.id);
END;

CREATE TABLE acts (
  id TEXT NOT NULL PRIMARY KEY,
  serial INTEGER NOT NULL UNIQUE,
  staff_id TEXT NOT NULL,
  at TEXT NOT NULL,
  via TEXT NOT NULL,
  title TEXT NOT NULL,
  kind TEXT NOT NULL DEFAULT 'act' CHECK (kind IN ('act', 'undo', 'redo')),
  -- Until when it can be taken back (an undo: done again); NULL when it never can.
  undo_until TEXT,
  undone_by TEXT REFERENCES acts (id),
  undoes TEXT REFERENCES acts (id),
  -- When its undo was refused for good, so that the next one takes back the act before it.
  undo_refused_at TEXT
) STRICT;

CREATE INDEX acts_by_staff ON acts (staff_id, serial);

CREATE INDEX acts_standing ON acts (staff_id, undo_until)
WHERE undone_by IS NULL AND undo_refused_at IS NULL;

CREATE TABLE act_changes (
  act_id TEXT NOT NULL REFERENCES acts (id),
  position INTEGER NOT NULL,
  order_id TEXT NOT NULL,
  operation TEXT NOT NULL CHECK (json_valid(operation)),
  inverse TEXT CHECK (inverse IS NULL OR json_valid(inverse)),
  -- The act that took this one change back: a bulk act may be taken back in part.
  undone_by TEXT REFERENCES acts (id),
  PRIMARY KEY (act_id, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE outbox (
  serial INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL CHECK (kind IN ('reply', 'refund', 'email')),
  order_id TEXT NOT NULL,
  message_id TEXT UNIQUE,
  refund_id TEXT UNIQUE,
  payload TEXT NOT NULL CHECK (json_valid(payload)),
  state TEXT NOT NULL DEFAULT 'waiting'
    CHECK (state IN ('waiting', 'sending', 'sent', 'parked', 'cancelled', 'refused')),
  created_at TEXT NOT NULL,
  due_at TEXT NOT NULL,
  attempts INTEGER NOT NULL DEFAULT 0,
  last_error TEXT,
  lease_owner TEXT,
  lease_until TEXT,
  act_id TEXT
) STRICT;

CREATE INDEX outbox_open ON outbox (due_at, serial) WHERE state IN ('waiting', 'sending');

CREATE INDEX outbox_by_order ON outbox (order_id, serial);

CREATE INDEX outbox_failed_emails ON outbox (order_id) WHERE kind = 'email' AND state = 'parked';

CREATE TABLE audit (
  seq INTEGER PRIMARY KEY,
  at TEXT NOT NULL,
  actor TEXT NOT NULL,
  os_user TEXT NOT NULL,
  via TEXT NOT NULL,
  action TEXT NOT NULL,
  subject TEXT NOT NULL,
  detail TEXT NOT NULL CHECK (json_valid(detail)),
  prev_hash TEXT NOT NULL,
  hash TEXT NOT NULL UNIQUE
) STRICT;

CREATE INDEX audit_looks ON audit (subject, actor, at) WHERE action = 'see_contact';

CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit BEGIN
  SELECT RAISE(ABORT, 'the audit trail is append-only: a record cannot be changed');
END;

CREATE TRIGGER audit_no_delete BEFORE DELETE ON audit BEGIN
  SELECT RAISE(ABORT, 'the audit trail is append-only: a record cannot be deleted');
END;

CREATE TABLE idempotency_keys (
  key TEXT NOT NULL PRIMARY KEY CHECK (length(key) BETWEEN 1 AND 255),
  fingerprint TEXT NOT NULL,
  receipt TEXT NOT NULL CHECK (json_valid(receipt)),
  at TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE parcels (
  serial INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE CHECK (length(id) > 0),
  order_id TEXT NOT NULL REFERENCES orders (id),
  carrier TEXT,
  -- Why it has no carrier or no tracking number.
  reason TEXT,
  shipped_at TEXT NOT NULL,
  -- Set when the order went a step back: the parcel never left, or came back to the desk.
  recalled_at TEXT,
  CHECK (carrier IS NOT NULL OR reason IS NOT NULL)
) STRICT;

CREATE INDEX parcels_by_order ON parcels (order_id, serial);

CREATE TABLE parcel_numbers (
  parcel_id TEXT NOT NULL REFERENCES parcels (id) ON DELETE CASCADE,
  position INTEGER NOT NULL CHECK (position >= 0),
  tracking_number TEXT NOT NULL CHECK (length(tracking_number) > 0),
  PRIMARY KEY (parcel_id, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE parcel_items (
  parcel_id TEXT NOT NULL REFERENCES parcels (id) ON DELETE CASCADE,
  position INTEGER NOT NULL CHECK (position >= 0),
  -- The product's id, or its name where it has none.
  sku TEXT NOT NULL,
  name TEXT NOT NULL,
  quantity INTEGER NOT NULL CHECK (quantity > 0),
  PRIMARY KEY (parcel_id, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE saved_views (
  id TEXT NOT NULL PRIMARY KEY,
  owner TEXT NOT NULL,
  name TEXT NOT NULL CHECK (name <> ''),
  query TEXT NOT NULL,
  sort TEXT NOT NULL,
  number_key INTEGER CHECK (number_key BETWEEN 1 AND 9),
  is_shared INTEGER NOT NULL DEFAULT 0 CHECK (is_shared IN (0, 1)),
  created_at TEXT NOT NULL,
  UNIQUE (owner, name),
  UNIQUE (owner, number_key)
) STRICT;

CREATE INDEX saved_views_shared ON saved_views (name) WHERE is_shared = 1;

CREATE TABLE sync_sources (
  id TEXT NOT NULL PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('ndjson', 'stdin', 'sqlite')),
  location TEXT NOT NULL,
  cursor TEXT CHECK (cursor IS NULL OR json_valid(cursor)),
  last_run_at TEXT,
  last_success_at TEXT,
  last_error TEXT
) STRICT;

CREATE TABLE sync_runs (
  serial INTEGER PRIMARY KEY,
  source_id TEXT NOT NULL REFERENCES sync_sources (id),
  started_at TEXT NOT NULL,
  ended_at TEXT,
  outcome TEXT CHECK (outcome IN ('done', 'failed', 'interrupted')),
  counts TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(counts)),
  problem TEXT
) STRICT;

CREATE INDEX sync_runs_by_source ON sync_runs (source_id, serial);

CREATE TABLE quarantine (
  serial INTEGER PRIMARY KEY,
  source_id TEXT NOT NULL,
  line INTEGER,
  byte_offset INTEGER,
  reason TEXT NOT NULL,
  raw BLOB NOT NULL,
  digest TEXT NOT NULL UNIQUE,
  -- Type and id of the record, where they can be read; see QuarantineKey.
  record_key TEXT,
  -- The moment of which the record speaks, where it can be read.
  record_at TEXT,
  first_seen_at TEXT NOT NULL,
  attempts INTEGER NOT NULL DEFAULT 1,
  resolved_at TEXT,
  -- Kept whole but counted no more: who said so, when and why.
  discarded_at TEXT,
  discarded_by TEXT,
  discard_reason TEXT
) STRICT;

CREATE INDEX quarantine_open ON quarantine (serial)
  WHERE resolved_at IS NULL AND discarded_at IS NULL;

CREATE INDEX quarantine_by_record ON quarantine (record_key)
  WHERE record_key IS NOT NULL AND resolved_at IS NULL AND discarded_at IS NULL;

CREATE VIRTUAL TABLE number_search USING fts5 (
  order_number, tracking_number, customer_name, customer_email, customer_phone,
  content = 'orders', content_rowid = 'serial', tokenize = 'trigram');

CREATE VIRTUAL TABLE order_search USING fts5 (
  customer_name, customer_email, item_names, content = 'orders', content_rowid = 'serial',
  tokenize = 'unicode61 remove_diacritics 2', prefix = '1 2 3');

CREATE VIRTUAL TABLE message_search USING fts5 (
  body, content = 'messages', content_rowid = 'serial',
  tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3');

CREATE VIRTUAL TABLE order_words USING fts5vocab ('order_search', 'instance');

CREATE VIRTUAL TABLE message_words USING fts5vocab ('message_search', 'instance');

CREATE TRIGGER number_search_insert AFTER INSERT ON orders BEGIN
  INSERT INTO number_search (rowid, order_number, tracking_number, customer_name, customer_email,
      customer_phone)
    VALUES (NEW.serial, NEW.order_number, NEW.tracking_number, NEW.customer_name,
      NEW.customer_email, NEW.customer_phone);
END;

CREATE TRIGGER number_search_delete AFTER DELETE ON orders BEGIN
  INSERT INTO number_search (number_search, rowid, order_number, tracking_number, customer_name,
      customer_email, customer_phone)
    VALUES ('delete', OLD.serial, OLD.order_number, OLD.tracking_number, OLD.customer_name,
      OLD.customer_email, OLD.customer_phone);
END;

CREATE TRIGGER number_search_update AFTER UPDATE OF order_number, tracking_number, customer_name,
  customer_email, customer_phone ON orders
WHEN (NEW.order_number, NEW.tracking_number, NEW.customer_name, NEW.customer_email,
    NEW.customer_phone)
  IS NOT (OLD.order_number, OLD.tracking_number, OLD.customer_name, OLD.customer_email,
    OLD.customer_phone) BEGIN
  INSERT INTO number_search (number_search, rowid, order_number, tracking_number, customer_name,
      customer_email, customer_phone)
    VALUES ('delete', OLD.serial, OLD.order_number, OLD.tracking_number, OLD.customer_name,
      OLD.customer_email, OLD.customer_phone);
  INSERT INTO number_search (rowid, order_number, tracking_number, customer_name, customer_email,
      customer_phone)
    VALUES (NEW.serial, NEW.order_number, NEW.tracking_number, NEW.customer_name,
      NEW.customer_email, NEW.customer_phone);
END;

CREATE TRIGGER order_search_insert AFTER INSERT ON orders BEGIN
  INSERT INTO order_search (rowid, customer_name, customer_email, item_names)
    VALUES (NEW.serial, NEW.customer_name, NEW.customer_email, NEW.item_names);
END;

CREATE TRIGGER order_search_delete AFTER DELETE ON orders BEGIN
  INSERT INTO order_search (order_search, rowid, customer_name, customer_email, item_names)
    VALUES ('delete', OLD.serial, OLD.customer_name, OLD.customer_email, OLD.item_names);
END;

CREATE TRIGGER order_search_update AFTER UPDATE OF customer_name, customer_email, item_names ON orders
WHEN (NEW.customer_name, NEW.customer_email, NEW.item_names)
  IS NOT (OLD.customer_name, OLD.customer_email, OLD.item_names) BEGIN
  INSERT INTO order_search (order_search, rowid, customer_name, customer_email, item_names)
    VALUES ('delete', OLD.serial, OLD.customer_name, OLD.customer_email, OLD.item_names);
  INSERT INTO order_search (rowid, customer_name, customer_email, item_names)
    VALUES (NEW.serial, NEW.customer_name, NEW.customer_email, NEW.item_names);
END;

CREATE TRIGGER message_search_insert AFTER INSERT ON messages BEGIN
  INSERT INTO message_search (rowid, body) VALUES (NEW.serial, NEW.body);
END;

CREATE TRIGGER message_search_delete AFTER DELETE ON messages BEGIN
  INSERT INTO message_search (message_search, rowid, body)
    VALUES ('delete', OLD.serial, OLD.body);
END;

CREATE TRIGGER message_search_update AFTER UPDATE OF body ON messages
WHEN NEW.body IS NOT OLD.body BEGIN
  INSERT INTO message_search (message_search, rowid, body)
    VALUES ('delete', OLD.serial, OLD.body);
  INSERT INTO message_search (rowid, body) VALUES (NEW.serial, NEW.body);
END;

CREATE TABLE order_ranges (
  block INTEGER PRIMARY KEY,
  oldest TEXT NOT NULL,
  newest TEXT NOT NULL
) STRICT;

CREATE TABLE message_ranges (
  block INTEGER PRIMARY KEY,
  oldest TEXT NOT NULL,
  newest TEXT NOT NULL
) STRICT;

CREATE TRIGGER order_ranges_insert AFTER INSERT ON orders
WHEN NEW.serial & 1023 = 1023
  OR EXISTS (SELECT 1 FROM order_ranges WHERE block = NEW.serial >> 10) BEGIN
  INSERT INTO order_ranges (block, oldest, newest)
    SELECT NEW.serial >> 10, min(created_at), max(created_at) FROM orders
    WHERE serial BETWEEN NEW.serial & ~1023 AND NEW.serial | 1023
    ON CONFLICT (block) DO UPDATE SET oldest = min(oldest, excluded.oldest),
      newest = max(newest, excluded.newest);
END;

CREATE TRIGGER order_ranges_update AFTER UPDATE OF serial, created_at ON orders
WHEN (NEW.serial, NEW.created_at) IS NOT (OLD.serial, OLD.created_at) BEGIN
  UPDATE order_ranges SET oldest = min(oldest, NEW.created_at),
      newest = max(newest, NEW.created_at)
    WHERE block = NEW.serial >> 10;
END;

CREATE TRIGGER message_ranges_insert AFTER INSERT ON messages
WHEN NEW.serial & 1023 = 1023
  OR EXISTS (SELECT 1 FROM message_ranges WHERE block = NEW.serial >> 10) BEGIN
  INSERT INTO message_ranges (block, oldest, newest)
    SELECT NEW.serial >> 10, coalesce(min(created_at), '~'), coalesce(max(created_at), '')
    FROM orders WHERE conversation_id IN (SELECT m.conversation_id FROM messages m
      WHERE m.serial BETWEEN NEW.serial & ~1023 AND NEW.serial | 1023)
    ON CONFLICT (block) DO UPDATE SET oldest = min(oldest, excluded.oldest),
      newest = max(newest, excluded.newest);
END;

CREATE TRIGGER message_ranges_update AFTER UPDATE OF serial, conversation_id ON messages
WHEN (NEW.serial, NEW.conversation_id) IS NOT (OLD.serial, OLD.conversation_id) BEGIN
  UPDATE message_ranges SET
      oldest = min(oldest, coalesce((SELECT min(o.created_at) FROM orders o
        WHERE o.conversation_id = NEW.conversation_id), oldest)),
      newest = max(newest, coalesce((SELECT max(o.created_at) FROM orders o
        WHERE o.conversation_id = NEW.conversation_id), newest))
    WHERE block = NEW.serial >> 10;
END;

CREATE TRIGGER message_ranges_order AFTER INSERT ON orders
WHEN EXISTS (SELECT 1 FROM messages WHERE conversation_id = NEW.conversation_id) BEGIN
  UPDATE message_ranges SET oldest = min(oldest, NEW.created_at),
      newest = max(newest, NEW.created_at)
    WHERE block IN (SELECT m.serial >> 10 FROM messages m
      WHERE m.conversation_id = NEW.conversation_id);
END;

CREATE TRIGGER message_ranges_order_update AFTER UPDATE OF conversation_id, created_at ON orders
WHEN (NEW.conversation_id, NEW.created_at) IS NOT (OLD.conversation_id, OLD.created_at) BEGIN
  UPDATE message_ranges SET oldest = min(oldest, NEW.created_at),
      newest = max(newest, NEW.created_at)
    WHERE block IN (SELECT m.serial >> 10 FROM messages m
      WHERE m.conversation_id = NEW.conversation_id);
END;

CREATE VIEW unified_orders AS SELECT
  o.id, o.order_number, o.source, NULL AS agent_id, o.conversation_id, NULL AS user_id,
  o.customer_name, o.customer_email, o.customer_phone, o.shipping_address,
  (SELECT json_group_array(json_object('product_id', i.product_id, 'name', i.name,
      'quantity', i.quantity, 'unit_amount', i.unit_amount))
    FROM (SELECT * FROM order_items WHERE order_id = o.id ORDER BY position) i) AS items,
  CASE
        WHEN o.currency IN ('BIF','CLP','DJF','GNF','ISK','JPY','KMF','KRW','PYG','RWF','UGX','UYI','VND','VUV','XAF','XOF','XPF')
          THEN CAST(o.total_amount AS TEXT)
        WHEN o.currency IN ('BHD','IQD','JOD','KWD','LYD','OMR','TND')
          THEN printf('%d.%03d', o.total_amount / 1000, o.total_amount % 1000)
        WHEN o.currency IN ('CLF','UYW') THEN printf('%d.%04d', o.total_amount / 10000, o.total_amount % 10000)
        ELSE printf('%d.%02d', o.total_amount / 100, o.total_amount % 100) END AS total_amount,
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
