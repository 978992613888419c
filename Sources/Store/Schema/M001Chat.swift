/// Sessions, conversations, messages and drafts.
extension M001 {
  static let chat = #"""
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

    -- One thread of messages. Its id is the chat session's where there is one, else the order's.
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

    -- Whoever writes a message, its conversation and session exist and know of it.
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
    -- A snoozed order is back once its customer writes, whoever takes the message in. One of before
    -- counts as well when it comes in late and is the newest: nobody can have seen it.
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
    """#
}
