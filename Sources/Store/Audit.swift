package import Commerce
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
  /// The action of looking at an order's contact data.
  package static let look = "see_contact"

  /// Whether that person's look at an order's contact data is on record since then.
  package static func hasLook(
    at order: OrderID,
    by person: StaffID,
    since: Instant,
    on connection: borrowing Connection
  ) throws -> Bool {
    try connection.exists(
      """
      SELECT 1 FROM audit INDEXED BY audit_looks
      WHERE action = 'see_contact' AND subject = \(order) AND actor = \(person) AND at > \(since)
        AND detail ->> 'refused' IS NULL
      """
    )
  }

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

  /// The records that `selection` names, oldest first, a page at a time.
  package static func records(
    of selection: AuditSelection,
    after seq: Int,
    limit: Int,
    on connection: borrowing Connection
  ) throws -> [AuditRecord] {
    try connection.all(
      """
      \(sql: Self.selection) WHERE seq > \(seq) AND \(sql: selection.condition)
      ORDER BY seq LIMIT \(limit)
      """
    )
  }

  /// The number before the newest `count` of those records, and how many there are in all.
  static func beginning(
    ofNewest count: Int,
    of selection: AuditSelection,
    on connection: borrowing Connection
  ) throws -> (seq: Int, total: Int) {
    let total = try connection.integer(
      "SELECT count(*) FROM audit WHERE \(sql: selection.condition)"
    )
    let first = try connection.integer(
      """
      SELECT seq FROM audit WHERE \(sql: selection.condition)
      ORDER BY seq DESC LIMIT 1 OFFSET \(count - 1)
      """
    )
    return ((first ?? 1) - 1, total ?? 0)
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

/// Which records of the trail are meant; what is nil does not narrow them.
package struct AuditSelection: Equatable, Sendable {
  /// The id of an order or of a member of staff.
  package var subject: String?
  package var actor: String?
  package var action: String?

  package init(subject: String? = nil, actor: String? = nil, action: String? = nil) {
    self.subject = subject
    self.actor = actor
    self.action = action
  }

  fileprivate var condition: SQL {
    """
    (\(subject) IS NULL OR subject = \(subject)) AND (\(actor) IS NULL OR actor = \(actor))
      AND (\(action) IS NULL OR action = \(action))
    """
  }
}

extension Store {
  /// Lends the newest records, oldest first, and says how many there are in all.
  ///
  /// A `limit` of nil means all of them. A page is kept, not the trail.
  @discardableResult
  package func forEachAuditRecord(
    of selection: AuditSelection = AuditSelection(),
    newest limit: Int? = nil,
    _ body: (AuditRecord) throws -> Void
  ) throws -> Int {
    var (seq, total) = try longReads.read {
      try AuditTable.beginning(ofNewest: limit ?? .max, of: selection, on: $0)
    }
    while true {
      let after = seq
      let page = try longReads.read {
        try AuditTable.records(of: selection, after: after, limit: 500, on: $0)
      }
      try page.forEach(body)
      guard let last = page.last else { return total }
      seq = last.seq
    }
  }

  /// The number of the order with that id, for a place that names orders to people.
  package func orderNumber(of id: OrderID) throws -> String? {
    try longReads.read { try OrderChanges.number(of: id, on: $0) }
  }
}
