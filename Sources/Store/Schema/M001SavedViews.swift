/// Lists that people gave a name.
extension M001 {
  static let savedViews = #"""
    -- The query and the sort are kept as their words: another build may know more of them.
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
    """#
}
