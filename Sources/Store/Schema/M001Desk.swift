/// What the one door for change writes: acts, outbox, audit, idempotency keys.
extension M001 {
  static let desk = #"""
    -- One act of one person; a bulk act is one row here and many in act_changes.
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

    -- What leaves the house, held back until due_at; delivered at least once under one key.
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

    -- Append-only and hash-chained: hash = SHA-256 over prev_hash and the other columns (see Desk).
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
    """#
}
