package import Commerce
package import SQLiteKit

/// A line that is to be added to an order's timeline.
package struct NewEvent: Equatable, Sendable {
  package var id: String
  package var orderID: OrderID
  package var kind: EventKind
  package var from: String?
  package var to: String?
  package var reason: String?
  /// A JSON object, or nil.
  package var detail: String?

  package init(
    id: String,
    orderID: OrderID,
    kind: EventKind,
    from: String? = nil,
    to: String? = nil,
    reason: String? = nil,
    detail: String? = nil
  ) {
    self.id = id
    self.orderID = orderID
    self.kind = kind
    self.from = from
    self.to = to
    self.reason = reason
    self.detail = detail
  }
}

/// Who adds a line to a timeline, when, by which road, and under which act.
package struct EventAuthor: Equatable, Sendable {
  package var actor: String
  package var via: String
  package var at: Instant
  package var actID: String?

  package init(actor: String, via: String, at: Instant, actID: String?) {
    self.actor = actor
    self.via = via
    self.at = at
    self.actID = actID
  }
}

/// A line of the timeline as far as a conflict has to be explained with it.
package struct ChangeLine: Equatable, Sendable, RowDecodable {
  package var actor: String
  /// Nil for a kind that this program does not know.
  package var kind: EventKind?
  package var from: String?
  package var to: String?
  /// Nil when no person's act wrote it.
  package var staffID: StaffID?

  package init(row: borrowing Row) throws {
    actor = try row.text("actor")
    kind = EventKind(rawValue: try row.text("kind"))
    from = try row.textIfPresent("from_value")
    to = try row.textIfPresent("to_value")
    staffID = try row.textIfPresent("staff_id").map(StaffID.init(rawValue:))
  }
}

extension ChangeLine {
  private static let ofAddress = "change of the address"

  /// An address was changed, which is not told.
  package var isOfAddress: Bool { from == Self.ofAddress && to == nil }

  /// From and to of `order_events e`; an address is never told to whoever is refused something.
  static let values: SQL = """
    CASE WHEN e.detail ->> 'field' = 'shipping_address' THEN \(ofAddress)
      ELSE e.from_value END AS from_value,
    CASE WHEN e.detail ->> 'field' IS NOT 'shipping_address' THEN e.to_value END AS to_value
    """
}

extension OrderChanges {
  package static func append(
    _ event: NewEvent,
    by author: EventAuthor,
    on connection: borrowing Connection
  ) throws {
    try connection.run(
      """
      INSERT INTO order_events (id, order_id, at, kind, actor, via, from_value, to_value, reason,
        detail, act_id)
      VALUES (\(event.id), \(event.orderID), \(author.at), \(event.kind), \(author.actor),
        \(author.via), \(event.from), \(event.to), \(event.reason), \(event.detail),
        \(author.actID))
      """
    )
  }

  /// The newest lines of an order's timeline, the newest first.
  package static func newestLines(
    of id: OrderID,
    limit: Int,
    on connection: borrowing Connection
  ) throws -> [ChangeLine] {
    try connection.all(
      """
      SELECT e.actor, e.kind, \(sql: ChangeLine.values), a.staff_id
      FROM order_events e LEFT JOIN acts a ON a.id = e.act_id
      WHERE e.order_id = \(id) ORDER BY e.serial DESC LIMIT \(limit)
      """
    )
  }

  /// The newest change of a field by staff after an act changed it, as far as it still stands:
  /// what was done since and taken back again counts for nothing, nor does the act `undo` itself.
  ///
  /// A field has the name of the kind of its lines; `part` asks for one of those that an edit is
  /// about. With `byOthersThan` the changes of one person count for nothing.
  package static func change(
    of field: EventKind,
    part: String? = nil,
    of id: OrderID,
    after actID: String,
    besides undo: String,
    byOthersThan person: StaffID? = nil,
    on connection: borrowing Connection
  ) throws -> ChangeLine? {
    try connection.first(
      """
      SELECT e.actor, e.kind, \(sql: ChangeLine.values), a.staff_id
      FROM order_events e JOIN acts a ON a.id = e.act_id
      WHERE e.order_id = \(id) AND e.act_id NOT IN (\(actID), \(undo))
        AND a.staff_id IS NOT \(person)
        AND e.serial > (SELECT max(m.serial) FROM order_events m
          WHERE m.order_id = \(id) AND m.act_id = \(actID))
        AND (e.kind = \(field) AND (\(part) IS NULL OR e.detail ->> 'field' = \(part)) AND EXISTS (SELECT 1 FROM act_changes c
            WHERE c.act_id = e.act_id AND c.order_id = \(id) AND c.undone_by IS NULL)
          OR e.kind = 'undo' AND e.detail ->> 'field' = coalesce(\(part), \(field))
            AND (SELECT t.serial FROM acts t WHERE t.id = a.undoes)
              < (SELECT o.serial FROM acts o WHERE o.id = \(actID)))
      ORDER BY e.serial DESC LIMIT 1
      """
    )
  }

  /// The status that an undo brought the order back to; nil when it was about something else.
  package static func statusLeft(
    by undo: String,
    of id: OrderID,
    on connection: borrowing Connection
  ) throws -> String? {
    try connection.text(
      """
      SELECT to_value FROM order_events WHERE order_id = \(id) AND act_id = \(undo)
        AND kind = 'undo' AND detail ->> 'field' = 'status' ORDER BY serial DESC LIMIT 1
      """
    )
  }

  /// When that person took the step forward by which the order has its status; nil when somebody
  /// else did.
  ///
  /// The newest step that stands counts: what was taken back leaves the step from before, and going
  /// back to a status makes nobody its author.
  package static func ownStep(
    of id: OrderID,
    to status: OrderStatus,
    by staff: StaffID,
    on connection: borrowing Connection
  ) throws -> Instant? {
    let newest = try connection.first(
      """
      SELECT a.staff_id, e.at FROM order_events e LEFT JOIN acts a ON a.id = e.act_id
      WHERE e.order_id = \(id) AND e.to_value = \(status) AND e.kind = 'status'
        AND e.detail ->> 'refused' IS NULL
        AND coalesce(\(raw: M001.rank(ofStatus: "e.from_value")), 0)
          < \(raw: M001.rank(ofStatus: "e.to_value"))
        AND (e.act_id IS NULL OR EXISTS (SELECT 1 FROM act_changes c
          WHERE c.act_id = e.act_id AND c.order_id = \(id) AND c.undone_by IS NULL))
      ORDER BY e.serial DESC LIMIT 1
      """
    ) { (staff: try $0.textIfPresent("staff_id"), at: try $0.instant("at")) }
    guard let newest, newest.staff == staff.rawValue else { return nil }
    return newest.at
  }
}
