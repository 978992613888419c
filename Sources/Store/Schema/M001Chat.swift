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
      -- The newest message's role, for "who is waiting".
      last_sender_role TEXT
    ) STRICT;
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
      INSERT INTO conversations (id, chat_session_id, unread_count, last_message_at, last_sender_role)
        VALUES (NEW.conversation_id, NEW.chat_session_id, NEW.is_unread, NEW.sent_at, NEW.sender_role)
        ON CONFLICT (id) DO UPDATE SET
          unread_count = unread_count + excluded.unread_count,
          last_sender_role = CASE WHEN last_message_at > excluded.last_message_at
            THEN last_sender_role ELSE excluded.last_sender_role END,
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
        last_sender_role = (SELECT m.sender_role FROM messages m
          WHERE m.conversation_id = OLD.conversation_id
          ORDER BY m.sent_at DESC, m.seq DESC, m.serial DESC LIMIT 1)
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
