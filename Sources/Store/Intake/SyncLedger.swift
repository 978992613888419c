package import Commerce
package import SQLiteKit

/// A source of records as the ledger knows it.
package struct SyncSourceRow: Equatable, Sendable {
  package enum Kind: String, CaseIterable, Sendable { case ndjson, stdin, sqlite }
  package var id: String
  package var kind: Kind
  /// A path from the root; "-" for standard input.
  package var location: String

  package init(id: String, kind: Kind, location: String) {
    self.id = id
    self.kind = kind
    self.location = location
  }
}

/// How a run ended.
package enum SyncOutcome: String, CaseIterable, Sendable {
  case done, failed, interrupted
}

/// What was pulled from where, and how far: moved in the transaction of each page.
package enum SyncLedger {
  /// The place from which a source goes on, as JSON; nil at first and after ``forgetCursor``.
  package static func cursor(
    ofSource id: String,
    on connection: borrowing Connection
  ) throws -> String? {
    try connection.text("SELECT cursor FROM sync_sources WHERE id = \(id)")
  }

  /// Opens a run of a source and returns its number.
  ///
  /// Runs of the source that a crash left open are closed as interrupted.
  package static func begin(
    _ source: SyncSourceRow,
    at now: Instant,
    on connection: borrowing Connection
  ) throws -> Int64 {
    try connection.run(
      """
      INSERT INTO sync_sources (id, kind, location, last_run_at)
        VALUES (\(source.id), \(source.kind), \(source.location), \(now))
        ON CONFLICT (id) DO UPDATE SET last_run_at = excluded.last_run_at
      """
    )
    try connection.run(
      """
      UPDATE sync_runs SET outcome = 'interrupted', ended_at = \(now)
        WHERE source_id = \(source.id) AND outcome IS NULL
      """
    )
    try connection.run(
      "INSERT INTO sync_runs (source_id, started_at) VALUES (\(source.id), \(now))"
    )
    return connection.lastInsertRowID
  }

  /// Keeps what a run has done so far, as JSON.
  package static func setCounts(
    _ counts: String,
    ofRun run: Int64,
    on connection: borrowing Connection
  ) throws {
    try connection.run("UPDATE sync_runs SET counts = \(counts) WHERE serial = \(run)")
  }

  /// Moves the cursor of a file on; never back, since two runs may read the same file at once.
  ///
  /// `file` names the file that the cursor is a place of; a cursor of another file is replaced.
  package static func advance(
    source id: String,
    to cursor: String,
    offset: Int64,
    file: String,
    on connection: borrowing Connection
  ) throws {
    try connection.run(
      """
      UPDATE sync_sources SET cursor = \(cursor)
        WHERE id = \(id) AND (cursor IS NULL OR cursor ->> 'file' IS NOT \(file)
          OR cursor ->> 'offset' < \(offset))
      """
    )
  }

  /// Keeps the place in a pass over a database; nil once the pass is complete.
  package static func setCursor(
    _ cursor: String?,
    ofSource id: String,
    on connection: borrowing Connection
  ) throws {
    try connection.run("UPDATE sync_sources SET cursor = \(cursor) WHERE id = \(id)")
  }

  /// Notes that a run which goes on has all that its source has.
  package static func caughtUp(
    source id: String,
    at now: Instant,
    on connection: borrowing Connection
  ) throws {
    try connection.run("UPDATE sync_sources SET last_success_at = \(now) WHERE id = \(id)")
  }

  /// Closes a run with what it did; `problem` says why it failed.
  package static func end(
    run: Int64,
    as outcome: SyncOutcome,
    problem: String?,
    at now: Instant,
    on connection: borrowing Connection
  ) throws {
    try connection.run(
      """
      UPDATE sync_runs SET outcome = \(outcome), problem = \(problem), ended_at = \(now)
        WHERE serial = \(run)
      """
    )
    try connection.run(
      """
      UPDATE sync_sources SET last_error = \(problem),
          last_success_at = CASE WHEN \(outcome) = 'done' THEN \(now) ELSE last_success_at END
        WHERE id = (SELECT source_id FROM sync_runs WHERE serial = \(run))
      """
    )
  }
}
