import Commerce
package import SQLiteKit

/// Writes what sources say of chat sessions; those that nothing describes are known by their
/// messages.
package enum SessionIntake {
  /// The descriptions that the store has; a session known by its messages alone has none.
  package static func stored(
    _ ids: [String],
    on connection: borrowing Connection
  ) throws -> [String: SessionDescription] {
    var found: [String: SessionDescription] = [:]
    try IntakeIDs.forEachRow(selection, in: ids, on: connection) { row in
      let session = try SessionDescription(row: row)
      found[session.id] = session
    }
    return found
  }

  /// Adds a session, or replaces all that was known of it.
  package static func put(
    _ session: SessionDescription,
    on connection: borrowing Connection
  ) throws {
    try connection.run(
      """
      INSERT INTO chat_sessions (id, channel, customer_name, started_at, ended_at, outcome,
          described, metadata)
        VALUES (\(session.id), \(session.channel), \(session.customerName),
          \(session.startedAt), \(session.endedAt), \(session.outcome), 1, \(session.metadata))
        ON CONFLICT (id) DO UPDATE SET
          channel = excluded.channel,
          customer_name = excluded.customer_name,
          started_at = excluded.started_at,
          ended_at = excluded.ended_at,
          outcome = excluded.outcome,
          described = 1,
          metadata = excluded.metadata
      """
    )
  }

  private static let selection = """
    SELECT id, channel, customer_name, started_at, ended_at, outcome, metadata
    FROM chat_sessions WHERE described = 1 AND id IN
    """
}

extension SessionDescription: RowDecodable {
  package init(row: borrowing Row) throws {
    self.init(
      id: try row.text("id"),
      channel: try row.textIfPresent("channel"),
      customerName: try row.textIfPresent("customer_name"),
      startedAt: try row.instant("started_at"),
      endedAt: try row.instantIfPresent("ended_at"),
      outcome: try row.textIfPresent("outcome"),
      metadata: try row.text("metadata")
    )
  }
}
