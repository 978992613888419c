package import SQLiteKit

/// One record of the audit trail as it is stored; its hash is computed and checked by Desk.
package struct AuditRecord: Equatable, Sendable, RowDecodable {
  package var seq: Int
  /// Canonical time text.
  package var at: String
  package var actor: String
  package var osUser: String
  package var via: String
  package var action: String
  package var subject: String
  /// A JSON object.
  package var detail: String
  package var previousHash: String
  package var hash: String

  package init(
    seq: Int,
    at: String,
    actor: String,
    osUser: String,
    via: String,
    action: String,
    subject: String,
    detail: String,
    previousHash: String,
    hash: String
  ) {
    self.seq = seq
    self.at = at
    self.actor = actor
    self.osUser = osUser
    self.via = via
    self.action = action
    self.subject = subject
    self.detail = detail
    self.previousHash = previousHash
    self.hash = hash
  }

  package init(row: borrowing Row) throws {
    seq = try row.integer("seq")
    at = try row.text("at")
    actor = try row.text("actor")
    osUser = try row.text("os_user")
    via = try row.text("via")
    action = try row.text("action")
    subject = try row.text("subject")
    detail = try row.text("detail")
    previousHash = try row.text("prev_hash")
    hash = try row.text("hash")
  }
}

/// The rows of the audit trail; whoever appends to it makes the hashes that chain them.
package enum AuditTable {
  private static let selection: SQL = """
    SELECT seq, at, actor, os_user, via, action, subject, detail, prev_hash, hash FROM audit
    """

  /// The head of the trail; nil when it is empty.
  package static func newest(on connection: borrowing Connection) throws -> AuditRecord? {
    try connection.first("\(sql: selection) ORDER BY seq DESC LIMIT 1")
  }

  /// A page of the trail, oldest first.
  package static func records(
    after seq: Int,
    limit: Int,
    on connection: borrowing Connection
  ) throws -> [AuditRecord] {
    try connection.all("\(sql: selection) WHERE seq > \(seq) ORDER BY seq LIMIT \(limit)")
  }

  package static func insert(
    _ record: AuditRecord,
    on connection: borrowing Connection
  ) throws {
    try connection.run(
      """
      INSERT INTO audit (seq, at, actor, os_user, via, action, subject, detail, prev_hash, hash)
      VALUES (\(record.seq), \(record.at), \(record.actor), \(record.osUser), \(record.via),
        \(record.action), \(record.subject), \(record.detail), \(record.previousHash),
        \(record.hash))
      """
    )
  }
}
