package import Commerce
package import SQLiteKit

/// Which record a quarantined line is, as far as that can be read: its type and its id.
///
/// When the same record comes in valid later, nothing is left to mend in the older line.
package enum QuarantineKey {
  package static func key(type: String, id: String) -> String { "\(type) \(id)" }

  /// Notes which record the kept line with this digest is, and of which moment it speaks.
  package static func note(
    _ key: String,
    at moment: Instant?,
    ofDigest digest: String,
    on connection: borrowing Connection
  ) throws {
    try connection.run(
      """
      UPDATE quarantine SET record_key = \(key), record_at = \(moment)
        WHERE digest = \(digest) AND (record_key, record_at) IS NOT (\(key), \(moment))
      """
    )
  }

  /// Whether any open line is known by its record, so that most pages need not look for theirs.
  package static func anyOpen(on connection: borrowing Connection) throws -> Bool {
    try connection.exists(
      """
      SELECT 1 FROM quarantine
      WHERE record_key IS NOT NULL AND resolved_at IS NULL AND discarded_at IS NULL
      """
    )
  }

  /// Resolves the open lines of a record that are no newer than `moment`, but those with these
  /// digests, which came after it; a line whose moment cannot be read stays.
  package static func resolve(
    _ key: String,
    upTo moment: Instant,
    except digests: [String],
    at now: Instant,
    on connection: borrowing Connection
  ) throws {
    let numbers = try connection.map(
      """
      SELECT serial, digest FROM quarantine
      WHERE record_key = \(key) AND resolved_at IS NULL AND discarded_at IS NULL
        AND record_at <= \(moment)
      """
    ) { row in (try row.integer("serial"), try row.text("digest")) }
    for (number, digest) in numbers where !digests.contains(digest) {
      try connection.run("UPDATE quarantine SET resolved_at = \(now) WHERE serial = \(number)")
    }
  }
}
