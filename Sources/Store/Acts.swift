package import Commerce
package import SQLiteKit

/// One act of one person; a bulk act is one act with many changes.
package struct Act: Equatable, Sendable, RowDecodable {
  package enum Kind: String, Sendable {
    case act, undo, redo
  }

  package var id: String
  package var staffID: StaffID
  package var at: Instant
  package var via: String
  package var title: String
  package var kind: Kind
  /// Until when it can be taken back (an undo: done again); nil when it never can.
  package var undoUntil: Instant?
  package var undoneBy: String?
  /// The act that this one takes back, or does again.
  package var undoes: String?
  /// True once its person's undo was refused for good: the next one takes back what was before.
  package var isUndoRefused = false

  package init(
    id: String,
    staffID: StaffID,
    at: Instant,
    via: String,
    title: String,
    kind: Kind = .act,
    undoUntil: Instant? = nil,
    undoes: String? = nil
  ) {
    self.id = id
    self.staffID = staffID
    self.at = at
    self.via = via
    self.title = title
    self.kind = kind
    self.undoUntil = undoUntil
    self.undoes = undoes
  }

  package init(row: borrowing Row) throws {
    id = try row.text("id")
    staffID = StaffID(try row.text("staff_id"))
    at = try row.instant("at")
    via = try row.text("via")
    title = try row.text("title")
    kind = try row.choice("kind")
    undoUntil = try row.instantIfPresent("undo_until")
    undoneBy = try row.textIfPresent("undone_by")
    undoes = try row.textIfPresent("undoes")
    isUndoRefused = try row.textIfPresent("undo_refused_at") != nil
  }
}

/// One operation of an act on one order, with what takes it back; both are JSON objects.
package struct ActChange: Equatable, Sendable, RowDecodable {
  package var position: Int
  package var orderID: OrderID
  package var operation: String
  package var inverse: String?

  package init(position: Int, orderID: OrderID, operation: String, inverse: String?) {
    self.position = position
    self.orderID = orderID
    self.operation = operation
    self.inverse = inverse
  }

  package init(row: borrowing Row) throws {
    position = try row.integer("position")
    orderID = try row.orderID("order_id")
    operation = try row.text("operation")
    inverse = try row.textIfPresent("inverse")
  }
}

/// A change and the act that it is part of.
package struct RecordedChange: Equatable, Sendable, RowDecodable {
  package var actID: String
  package var change: ActChange

  package init(row: borrowing Row) throws {
    actID = try row.text("act_id")
    change = try ActChange(row: row)
  }
}

/// The acts of staff and their changes.
package enum ActsTable {
  private static let selection: SQL = """
    SELECT id, staff_id, at, via, title, kind, undo_until, undone_by, undoes,
      undo_refused_at FROM acts
    """

  /// Adds an act as the newest of all; its changes are added one by one.
  package static func insert(_ act: Act, on connection: borrowing Connection) throws {
    try connection.run(
      """
      INSERT INTO acts (id, serial, staff_id, at, via, title, kind, undo_until, undoes)
      VALUES (\(act.id), (SELECT coalesce(max(serial), 0) + 1 FROM acts), \(act.staffID),
        \(act.at), \(act.via), \(act.title), \(act.kind), \(act.undoUntil), \(act.undoes))
      """
    )
  }

  package static func act(_ id: String, on connection: borrowing Connection) throws -> Act? {
    try connection.first("\(sql: selection) WHERE id = \(id)")
  }

  /// The newest act of a person that can ever be taken back and has not been.
  package static func newestStanding(
    of staff: StaffID,
    on connection: borrowing Connection
  ) throws -> Act? {
    try connection.first(
      """
      \(sql: selection)
      WHERE staff_id = \(staff) AND kind IN ('act', 'redo') AND undone_by IS NULL
        AND undo_until IS NOT NULL
      ORDER BY serial DESC LIMIT 1
      """
    )
  }

  /// The newest act of a person that can still be taken back at that moment, but for those whose
  /// undo was refused for good.
  package static func newestUndoable(
    of staff: StaffID,
    at now: Instant,
    on connection: borrowing Connection
  ) throws -> Act? {
    try connection.first(
      """
      \(sql: selection) INDEXED BY acts_standing
      WHERE staff_id = \(staff) AND undo_until > \(now) AND undone_by IS NULL
        AND undo_refused_at IS NULL AND kind IN ('act', 'redo')
      ORDER BY serial DESC LIMIT 1
      """
    )
  }

  /// Whether this is the last thing that the person did, undoing and doing again included.
  package static func isNewest(
    _ id: String,
    of staff: StaffID,
    on connection: borrowing Connection
  ) throws -> Bool {
    try connection.text(
      "SELECT id FROM acts WHERE staff_id = \(staff) ORDER BY serial DESC LIMIT 1"
    ) == id
  }

  /// Ends the time in which an act can be taken back earlier than was noted.
  package static func setUndoUntil(
    _ until: Instant,
    of id: String,
    on connection: borrowing Connection
  ) throws {
    try connection.run("UPDATE acts SET undo_until = \(until) WHERE id = \(id)")
  }

  /// The newest undo of a person that was not done again, unless a newer act came after it.
  package static func newestUndo(
    of staff: StaffID,
    on connection: borrowing Connection
  ) throws -> Act? {
    try connection.first(
      """
      \(sql: selection)
      WHERE staff_id = \(staff) AND kind = 'undo' AND undone_by IS NULL
        AND serial > coalesce((SELECT max(n.serial) FROM acts n
          WHERE n.staff_id = \(staff) AND n.kind = 'act' AND n.undo_until IS NOT NULL), 0)
      ORDER BY serial DESC LIMIT 1
      """
    )
  }

  package static func setTitle(
    _ title: String,
    of id: String,
    on connection: borrowing Connection
  ) throws {
    try connection.run("UPDATE acts SET title = \(title) WHERE id = \(id)")
  }

  /// Marks the whole act as taken back, or an undo as done again, by the act `undo`.
  package static func setUndone(
    _ id: String,
    by undo: String,
    on connection: borrowing Connection
  ) throws {
    try connection.run("UPDATE acts SET undone_by = \(undo) WHERE id = \(id)")
  }

  /// Marks an act of which an undo was refused for good.
  package static func setUndoRefused(
    _ id: String,
    at now: Instant,
    on connection: borrowing Connection
  ) throws {
    try connection.run("UPDATE acts SET undo_refused_at = \(now) WHERE id = \(id)")
  }

  /// Whether what an act did stands: nothing took it back, or that was itself taken back since.
  package static func stands(_ act: Act, on connection: borrowing Connection) throws -> Bool {
    var stands = true
    var last = act
    while let next = last.undoneBy, let undo = try self.act(next, on: connection) {
      stands.toggle()
      last = undo
    }
    return stands
  }

  /// Whether an act is taken back, or any change of it.
  package static func isBeingTakenBack(
    _ id: String,
    on connection: borrowing Connection
  ) throws -> Bool {
    let undone: Int? = try connection.integer(
      """
      SELECT EXISTS (SELECT 1 FROM acts WHERE id = \(id) AND undone_by IS NOT NULL)
        OR (SELECT undone_by IS NOT NULL FROM act_changes WHERE act_id = \(id)
          ORDER BY position DESC LIMIT 1)
      """
    )
    return undone == 1
  }

  // MARK: Changes

  package static func insert(
    _ change: ActChange,
    of act: String,
    on connection: borrowing Connection
  ) throws {
    try connection.run(
      """
      INSERT INTO act_changes (act_id, position, order_id, operation, inverse)
      VALUES (\(act), \(change.position), \(change.orderID), \(change.operation),
        \(change.inverse))
      """
    )
  }

  /// Changes of an act that stand and come before `position`, the last one first.
  package static func standingChanges(
    of act: String,
    before position: Int,
    limit: Int,
    on connection: borrowing Connection
  ) throws -> [ActChange] {
    try connection.all(
      """
      SELECT position, order_id, operation, inverse FROM act_changes
      WHERE act_id = \(act) AND undone_by IS NULL AND position < \(position)
      ORDER BY position DESC LIMIT \(limit)
      """
    )
  }

  /// How many changes of an act stand.
  package static func standingCount(
    of act: String,
    on connection: borrowing Connection
  ) throws -> Int {
    try connection.integer(
      "SELECT count(*) FROM act_changes WHERE act_id = \(act) AND undone_by IS NULL"
    ) ?? 0
  }

  /// The changes of an act that an undo took back, in the order in which they were made.
  package static func changes(
    of act: String,
    undoneBy undo: String,
    on connection: borrowing Connection
  ) throws -> [ActChange] {
    try connection.all(
      """
      SELECT position, order_id, operation, inverse FROM act_changes
      WHERE act_id = \(act) AND undone_by = \(undo) ORDER BY position
      """
    )
  }

  /// Marks one change of an act as taken back by the act `undo`; the others stand.
  package static func setChangeUndone(
    _ position: Int,
    of act: String,
    by undo: String,
    on connection: borrowing Connection
  ) throws {
    try connection.run(
      """
      UPDATE act_changes SET undone_by = \(undo)
      WHERE act_id = \(act) AND position = \(position)
      """
    )
  }

  /// The changes that stand and brought a message of an order on its way, by whomever.
  package static func standingChanges(
    of message: MessageID,
    in order: OrderID,
    on connection: borrowing Connection
  ) throws -> [RecordedChange] {
    try standingChanges(in: order, whose: "message", is: message.rawValue, on: connection)
  }

  /// The changes that stand and brought an e-mail of an order on its way, by whomever.
  package static func standingChanges(
    of email: EmailID,
    in order: OrderID,
    on connection: borrowing Connection
  ) throws -> [RecordedChange] {
    try standingChanges(in: order, whose: "email", is: email.rawValue, on: connection)
  }

  private static func standingChanges(
    in order: OrderID,
    whose field: String,
    is id: String,
    on connection: borrowing Connection
  ) throws -> [RecordedChange] {
    // The timeline names the few acts on this order; the changes have no index of their own for it.
    try connection.all(
      """
      SELECT act_id, position, order_id, operation, inverse FROM act_changes
      WHERE act_id IN (SELECT act_id FROM order_events WHERE order_id = \(order))
        AND order_id = \(order) AND undone_by IS NULL AND inverse ->> \(field) = \(id)
      """
    )
  }

  /// The newest dealing with an order's chat after an act, as far as it stands: a reply or a read
  /// mark; with `byOthersThan` not by that person.
  package static func chatAct(
    on order: OrderID,
    after act: String,
    byOthersThan person: StaffID? = nil,
    on connection: borrowing Connection
  ) throws -> (staff: StaffID, name: String, operation: String)? {
    try connection.first(
      """
      SELECT a.staff_id, coalesce(s.name, a.staff_id) AS name, c.operation ->> 'operation' AS kind
      FROM acts a JOIN act_changes c ON c.act_id = a.id LEFT JOIN staff s ON s.id = a.staff_id
      WHERE a.serial > (SELECT o.serial FROM acts o WHERE o.id = \(act))
        AND a.staff_id IS NOT \(person) AND c.order_id = \(order) AND c.undone_by IS NULL
        AND c.operation ->> 'operation' IN ('send_reply', 'mark_read', 'mark_unread')
      ORDER BY a.serial DESC LIMIT 1
      """
    ) {
      (
        staff: StaffID(try $0.text("staff_id")), name: try $0.text("name"),
        operation: try $0.text("kind")
      )
    }
  }

  /// Marks one change as taken back by the act `undo`, and its act when nothing else of it stands.
  package static func setUndone(
    _ taken: RecordedChange,
    by undo: String,
    on connection: borrowing Connection
  ) throws {
    let act = taken.actID
    try setChangeUndone(taken.change.position, of: act, by: undo, on: connection)
    let left = try standingChanges(of: act, before: .max, limit: 1, on: connection)
    if left.isEmpty { try setUndone(act, by: undo, on: connection) }
  }
}
