package import Commerce
package import SQLiteKit

extension Store {
  /// The sync screen, with at most `limit` quarantined lines and conflicts, newest first.
  ///
  /// Some of its counts go through whole tables, so it is read on `longReads`.
  package func syncOverview(
    limit: Int,
    for reader: ContactReader = .nobody
  ) throws -> SyncOverview {
    try longReads.read { connection in
      var overview = SyncOverview()
      overview.sources = try SyncOverviewQuery.sources(on: connection)
      try SyncOverviewQuery.count(into: &overview, on: connection)
      overview.quarantine = try connection.all(SyncOverviewQuery.quarantine(limit))
      if try !reader.seesRecords(on: connection) {
        for index in overview.quarantine.indices {
          overview.quarantine[index].excerpt = ContactRules.hidden
        }
      }
      overview.conflicts = try connection.all(SyncOverviewQuery.conflicts(limit))
        .forReader(reader, on: connection)
      return overview
    }
  }
}

extension Store {
  /// Records that staff count no more, the last discarded first.
  package func discardedRecords(
    limit: Int,
    for reader: ContactReader
  ) throws -> [DiscardedRecord] {
    try database.read { connection in
      var records: [DiscardedRecord] = try connection.all(SyncOverviewQuery.discarded(limit))
      guard try !reader.seesRecords(on: connection) else { return records }
      for index in records.indices { records[index].record.excerpt = ContactRules.hidden }
      return records
    }
  }

  /// All sources and when each was pulled last.
  package func syncSources() throws -> [SyncSourceStatus] {
    try database.read { connection in try SyncOverviewQuery.sources(on: connection) }
  }
}

enum SyncOverviewQuery {
  static func sources(on connection: borrowing Connection) throws -> [SyncSourceStatus] {
    let sources = try connection.map(
      """
      SELECT s.id, s.location, s.last_run_at, s.last_success_at, s.last_error,
        (SELECT r.counts FROM sync_runs r WHERE r.source_id = s.id
          ORDER BY r.serial DESC LIMIT 1) AS counts, c.started_at AS changed_at,
        c.counts AS changed
      FROM sync_sources s
      LEFT JOIN sync_runs c ON c.serial = (SELECT r.serial FROM sync_runs r
        WHERE r.source_id = s.id AND (r.counts ->> 'inserted' > 0 OR r.counts ->> 'updated' > 0
          OR r.counts ->> 'quarantined' > 0 OR r.counts ->> 'conflicts' > 0)
        ORDER BY r.serial DESC LIMIT 1)
      ORDER BY s.id
      """
    ) { row in
      (
        try SyncSourceStatus(row: row), last: try row.textIfPresent("counts"),
        changed: try row.textIfPresent("changed")
      )
    }
    return try sources.map { source, last, changed in
      var source = source
      source.lastCounts = try last.map { try Self.counts($0, on: connection) }
      source.lastChangeCounts = try changed.map { try Self.counts($0, on: connection) }
      return source
    }
  }

  /// The counts of a run, which are stored as a JSON object.
  private static func counts(
    _ json: String,
    on connection: borrowing Connection
  ) throws -> SyncCounts {
    var counts = SyncCounts()
    try connection.forEach(
      """
      SELECT coalesce(\(json) ->> 'inserted', 0) AS inserted,
        coalesce(\(json) ->> 'updated', 0) AS updated,
        coalesce(\(json) ->> 'unchanged', 0) AS unchanged,
        coalesce(\(json) ->> 'quarantined', 0) AS quarantined,
        coalesce(\(json) ->> 'discarded', 0) AS discarded,
        coalesce(\(json) ->> 'blank', 0) AS blank,
        coalesce(\(json) ->> 'conflicts', 0) AS conflicts,
        coalesce(\(json) ->> 'unknownWords', 0) AS unknown_words
      """
    ) { row in
      counts.inserted = try row.integer("inserted")
      counts.updated = try row.integer("updated")
      counts.unchanged = try row.integer("unchanged")
      counts.quarantined = try row.integer("quarantined")
      counts.discarded = try row.integer("discarded")
      counts.blank = try row.integer("blank")
      counts.conflicts = try row.integer("conflicts")
      counts.unknownWords = try row.integer("unknown_words")
    }
    try connection.forEach(
      "SELECT key, value FROM json_each(\(json), '$.insertedByType') ORDER BY key"
    ) { row in counts.insertedByType[try row.text("key")] = try row.integer("value") }
    return counts
  }

  static func count(into overview: inout SyncOverview, on connection: borrowing Connection) throws {
    let count = { (connection: borrowing Connection, sql: SQL) in
      try connection.integer("SELECT count(*) FROM \(sql: sql)") ?? 0
    }
    overview.chatOrders = try count(connection, "chat_orders")
    overview.chatOrdersWaiting = try count(
      connection,
      "chat_orders c WHERE NOT EXISTS (SELECT 1 FROM orders o WHERE o.id = c.id)"
    )
    overview.chatSessions = try count(connection, "chat_sessions")
    overview.unlinkedSessions = try count(
      connection,
      """
      conversations v WHERE v.chat_session_id IS NOT NULL AND v.last_message_at IS NOT NULL
        AND NOT EXISTS (SELECT 1 FROM order_conversations c WHERE c.conversation_id = v.id)
      """
    )
    overview.outboxWaiting = try count(connection, "outbox WHERE state IN ('waiting', 'sending')")
    overview.outboxParked = try count(connection, "outbox WHERE state = 'parked'")
    overview.quarantineCount = try count(
      connection,
      "quarantine WHERE resolved_at IS NULL AND discarded_at IS NULL"
    )
    overview.discardedCount = try count(connection, "quarantine WHERE discarded_at IS NOT NULL")
    overview.conflictCount = try count(connection, "conflicts WHERE state = 'open'")
  }

  static func quarantine(_ limit: Int) -> SQL {
    """
    SELECT \(sql: record) FROM quarantine WHERE resolved_at IS NULL AND discarded_at IS NULL
    ORDER BY serial DESC LIMIT \(limit)
    """
  }

  static func discarded(_ limit: Int) -> SQL {
    """
    SELECT \(sql: record), discarded_at, discarded_by, discard_reason
    FROM quarantine WHERE discarded_at IS NOT NULL
    ORDER BY discarded_at DESC, serial DESC LIMIT \(limit)
    """
  }

  /// A row of a database was kept as a JSON object, with its id.
  private static let record: SQL = """
    serial, source_id, line, reason, substr(raw, 1, 400) AS start, first_seen_at, attempts,
      CASE WHEN line IS NULL AND json_valid(CAST(raw AS TEXT))
        THEN CAST(CAST(raw AS TEXT) ->> '$.id' AS TEXT) END AS row_id
    """

  static func conflicts(_ limit: Int) -> SQL {
    """
    SELECT \(sql: Conflicts.columns) \(sql: Conflicts.from)
    WHERE c.state = 'open' ORDER BY c.serial DESC LIMIT \(limit)
    """
  }
}

extension SyncSourceStatus {
  fileprivate init(row: borrowing Row) throws {
    self.init(id: try row.text("id"), location: try row.text("location"))
    lastRunAt = try row.instantIfPresent("last_run_at")
    lastSuccessAt = try row.instantIfPresent("last_success_at")
    lastError = try row.textIfPresent("last_error")
    lastChangeAt = try row.instantIfPresent("changed_at")
  }
}

extension DiscardedRecord: RowDecodable {
  package init(row: borrowing Row) throws {
    self.init(
      record: try QuarantinedRecord(row: row),
      discardedAt: try row.instant("discarded_at"),
      discardedBy: try row.text("discarded_by"),
      discardReason: try row.text("discard_reason")
    )
  }
}

extension QuarantinedRecord: RowDecodable {
  package init(row: borrowing Row) throws {
    self.init(
      id: try row.integer("serial"),
      source: try row.text("source_id"),
      line: try row.integerIfPresent("line"),
      reason: try row.text("reason"),
      excerpt: String(decoding: try row.blob("start"), as: UTF8.self),
      firstSeenAt: try row.instant("first_seen_at"),
      attempts: try row.integer("attempts")
    )
    rowID = try row.textIfPresent("row_id")
  }
}
