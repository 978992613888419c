package import Commerce
package import SQLiteKit

/// A record that could not be taken in, whole.
package struct QuarantinedLine: Equatable, Sendable {
  package var sourceID: String
  package var line: Int?
  package var byteOffset: Int64?
  package var reason: String
  package var bytes: [UInt8]
  /// What makes it the same record again; see ``Quarantine/digest(of:source:)``.
  package var digest: String

  package init(
    sourceID: String,
    line: Int?,
    byteOffset: Int64?,
    reason: String,
    bytes: [UInt8],
    digest: String
  ) {
    self.sourceID = sourceID
    self.line = line
    self.byteOffset = byteOffset
    self.reason = reason
    self.bytes = bytes
    self.digest = digest
  }
}

/// A quarantined record with its number, to be tried again.
package struct OpenQuarantine: Equatable, Sendable {
  package var number: Int
  package var sourceKind: SyncSourceRow.Kind
  package var isDiscarded: Bool
  package var line: QuarantinedLine
}

/// What became of a quarantined record.
package struct QuarantineStanding: Equatable, Sendable {
  package var isTaken: Bool
  /// Nil for a record that nobody discarded.
  package var discardedBy: String?
}

/// Records that wait for a newer program or a mended source.
package enum Quarantine {
  /// The same bytes of the same source are one record, however often and wherever they are met.
  package static func digest(of bytes: ArraySlice<UInt8>, source id: String) -> String {
    var hash = SHA256()
    hash.update(id)
    hash.update([0])
    hash.update(bytes)
    return hash.hexDigest()
  }

  /// Keeps a record; one that is kept already changes nothing, one that was solved opens again.
  ///
  /// - Returns: false when somebody discarded that very record.
  package static func keep(
    _ line: QuarantinedLine,
    at now: Instant,
    on connection: borrowing Connection
  ) throws -> Bool {
    try connection.run(
      """
      INSERT INTO quarantine (source_id, line, byte_offset, reason, raw, digest, first_seen_at)
        VALUES (\(line.sourceID), \(line.line), \(line.byteOffset), \(line.reason),
          \(line.bytes), \(line.digest), \(now))
        ON CONFLICT (digest) DO UPDATE SET resolved_at = NULL, reason = excluded.reason
          WHERE resolved_at IS NOT NULL
      """
    )
    return try !connection.exists(
      "SELECT 1 FROM quarantine WHERE digest = \(line.digest) AND discarded_at IS NOT NULL"
    )
  }

  /// Open records with a higher number, oldest first; `only` asks for one, also a discarded one.
  package static func open(
    after number: Int,
    only: Int? = nil,
    limit: Int,
    on connection: borrowing Connection
  ) throws -> [OpenQuarantine] {
    try connection.map(
      """
      SELECT q.serial, q.source_id, s.kind, q.line, q.byte_offset, q.reason, q.raw, q.digest,
        q.discarded_at IS NOT NULL AS is_discarded
      FROM quarantine q LEFT JOIN sync_sources s ON s.id = q.source_id
      WHERE q.resolved_at IS NULL AND q.serial > \(number)
        AND CASE WHEN \(only) IS NULL THEN q.discarded_at IS NULL ELSE q.serial = \(only) END
      ORDER BY q.serial LIMIT \(limit)
      """
    ) { row in
      OpenQuarantine(
        number: try row.integer("serial"),
        sourceKind: try row.choiceIfPresent("kind") ?? .ndjson,
        isDiscarded: try row.bool("is_discarded"),
        line: QuarantinedLine(
          sourceID: try row.text("source_id"),
          line: try row.integerIfPresent("line"),
          byteOffset: try row.int64IfPresent("byte_offset"),
          reason: try row.text("reason"),
          bytes: try row.blob("raw"),
          digest: try row.text("digest")
        )
      )
    }
  }

  /// The record was tried again and is in the store now; who had discarded it is in the audit trail.
  package static func resolve(
    _ number: Int,
    at now: Instant,
    on connection: borrowing Connection
  ) throws {
    try connection.run(
      """
      UPDATE quarantine SET resolved_at = \(now), attempts = attempts + 1, discarded_at = NULL,
        discarded_by = NULL, discard_reason = NULL WHERE serial = \(number)
      """
    )
  }

  /// How a record stands: taken in, discarded by somebody, or neither.
  package static func standing(
    of number: Int,
    on connection: borrowing Connection
  ) throws -> QuarantineStanding? {
    try connection.first(
      """
      SELECT resolved_at IS NOT NULL AS is_taken, discarded_by FROM quarantine
      WHERE serial = \(number)
      """
    ) { row in
      QuarantineStanding(
        isTaken: try row.bool("is_taken"),
        discardedBy: try row.textIfPresent("discarded_by")
      )
    }
  }

  /// Counts a record no more; its bytes stay.
  package static func discard(
    _ number: Int,
    by person: String,
    reason: String,
    at now: Instant,
    on connection: borrowing Connection
  ) throws {
    try connection.run(
      """
      UPDATE quarantine SET discarded_at = \(now), discarded_by = \(person),
        discard_reason = \(reason) WHERE serial = \(number)
      """
    )
  }

  /// The opposite of ``discard(_:by:reason:at:on:)``.
  package static func restore(_ number: Int, on connection: borrowing Connection) throws {
    try connection.run(
      """
      UPDATE quarantine SET discarded_at = NULL, discarded_by = NULL, discard_reason = NULL
        WHERE serial = \(number)
      """
    )
  }

  /// It was tried again and is still not good, perhaps for another reason.
  package static func failAgain(
    _ number: Int,
    reason: String,
    on connection: borrowing Connection
  ) throws {
    try connection.run(
      """
      UPDATE quarantine SET attempts = attempts + 1, reason = \(reason) WHERE serial = \(number)
      """
    )
  }
}
