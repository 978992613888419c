/// The ledger of sync and the quarantine.
extension M001 {
  static let sync = #"""
    -- The ledger of sync: one row per source, moved in the transaction of each page.
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
    """#
}
