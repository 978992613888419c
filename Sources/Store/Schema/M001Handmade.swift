/// Orders that staff place themselves.
extension M001 {
  static let handmade = #"""
    -- The last number that was given in a year, so that no number is given twice, also none of an
    -- order that was taken back.
    CREATE TABLE made_numbers (
      year INTEGER NOT NULL PRIMARY KEY,
      last INTEGER NOT NULL
    ) STRICT;
    -- Checkouts whose number has the form of ours.
    CREATE INDEX chat_orders_by_made_number ON chat_orders (order_number)
      WHERE order_number GLOB 'ORD-*';

    -- An order that was made in the place of another one.
    CREATE TABLE replacements (
      order_id TEXT NOT NULL PRIMARY KEY REFERENCES orders (id) ON DELETE CASCADE,
      replaces_id TEXT NOT NULL REFERENCES orders (id),
      reason TEXT NOT NULL CHECK (reason IN ('defect', 'lost', 'wrong_item', 'other')),
      reason_text TEXT,
      CHECK (order_id <> replaces_id),
      CHECK (reason <> 'other' OR reason_text IS NOT NULL)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX replacements_by_original ON replacements (replaces_id, order_id);
    """#
}
