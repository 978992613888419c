/// Full-text search, kept by triggers.
extension M001 {
  static let search = #"""
    -- Any part of a number or of the customer, from three characters on.
    CREATE VIRTUAL TABLE number_search USING fts5 (
      order_number, tracking_number, customer_name, customer_email, customer_phone,
      content = 'orders', content_rowid = 'serial', tokenize = 'trigram');
    -- Words of customer, items and messages; beginnings of up to three letters are kept as well,
    -- because too many words have them for each to be asked.
    CREATE VIRTUAL TABLE order_search USING fts5 (
      customer_name, customer_email, item_names, content = 'orders', content_rowid = 'serial',
      tokenize = 'unicode61 remove_diacritics 2', prefix = '1 2 3');
    CREATE VIRTUAL TABLE message_search USING fts5 (
      body, content = 'messages', content_rowid = 'serial',
      tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3');
    -- The words themselves, by which a longer beginning becomes the few words that have it.
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
    """#
}
