/// When the orders of each run of rows were made, so that a search need not look up all its hits.
extension M001 {
  static let ranges = #"""
    -- A block is 1,024 serials. No order that a row of the block leads to was made outside of its
    -- range; the range may be wider than that, and a block that is not listed may lead anywhere.
    -- A block that leads to no order has its bounds the wrong way round.
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

    -- The last row of a block lists it; a row that comes to a listed block widens it.
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
    -- Messages may be there before their order, as in a chat that ends in one.
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
    """#
}
