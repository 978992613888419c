import Commerce

/// Orders, their items and timeline, and what the chat checkouts said.
///
/// A CHECK over more than two words is a chain of OR: for a longer IN list SQLite builds a table in
/// memory at each row, which made a message cost three times as much.
extension M001 {
  static let orders = #"""
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

    -- What the chat checkouts said, as any program may write it (PRODUCT.md, section 2).
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
    -- Only of orders that staff have taken up: orders of a source cost nothing here.
    CREATE INDEX orders_by_assignee ON orders (assignee_id, created_at, serial)
      WHERE assignee_id IS NOT NULL;
    CREATE INDEX orders_by_priority ON orders (priority, created_at, serial)
      WHERE priority <> 'medium';
    -- Under way, with a day on which they are to arrive; see is:late.
    CREATE INDEX orders_due ON orders (estimated_delivery, serial)
      WHERE estimated_delivery IS NOT NULL AND status <> 'delivered' AND status <> 'cancelled';
    CREATE INDEX orders_snoozed ON orders (snoozed_until, serial) WHERE snoozed_at IS NOT NULL;
    -- The orders of one customer, in the order of the list; see CustomerKey.
    CREATE INDEX orders_by_email ON orders (\#(SameCustomer.email("")), created_at, serial)
      WHERE customer_email IS NOT NULL;
    CREATE INDEX orders_by_phone ON orders (\#(SameCustomer.phone("")), created_at, serial)
      WHERE customer_phone IS NOT NULL;

    -- One word each, in small letters; see OrderTag.
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
      quantity INTEGER NOT NULL CHECK (quantity BETWEEN 1 AND \#(Quantity.most)),
      unit_amount INTEGER NOT NULL CHECK (unit_amount >= 0),
      UNIQUE (order_id, position)
    ) STRICT;

    -- The timeline. order_id is also that of a chat order that is not an order yet, so no foreign key.
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
    -- An order's revision is the number of its events: the same rows give the same revision.
    CREATE TRIGGER order_events_revision AFTER INSERT ON order_events BEGIN
      UPDATE orders SET revision = revision + 1 WHERE id = NEW.order_id;
    END;
    -- Whoever acts on an order that is back from its snooze has seen that it is.
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

    -- A support case; an order may have none or many.
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

    -- Orders per source and status, kept by triggers, so that a strip of counts costs nothing.
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
    """#
}
