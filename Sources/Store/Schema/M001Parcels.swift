/// Parcels that staff sent, and what is in them.
extension M001 {
  static let parcels = #"""
    -- Products are named as they were when the parcel left: a later snapshot may change the items.
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
    """#
}
