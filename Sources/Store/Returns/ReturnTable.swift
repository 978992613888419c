package import Commerce
package import SQLiteKit

/// Returns as changes write them; the rules are those of ``ReturnRules``.
package enum ReturnTable {
  /// Those of an order as this transaction sees them, in the order in which they were asked for.
  package static func returns(
    of order: OrderID,
    on connection: borrowing Connection
  ) throws -> [OrderReturn] {
    let found: [OrderReturn] = try connection.all(
      "\(sql: selection) WHERE r.order_id = \(order) ORDER BY r.number"
    )
    return try withLines(found, on: connection)
  }

  package static func find(
    _ id: ReturnID,
    of order: OrderID,
    on connection: borrowing Connection
  ) throws -> OrderReturn? {
    let found: OrderReturn? = try connection.first(
      "\(sql: selection) WHERE r.order_id = \(order) AND r.number = \(id.number)"
    )
    return try withLines(found.map { [$0] } ?? [], on: connection).first
  }

  /// The one that the act `undo` took back; nil when somebody has dealt with it since.
  package static func cancelled(
    by undo: String,
    of order: OrderID,
    on connection: borrowing Connection
  ) throws -> OrderReturn? {
    let found: OrderReturn? = try connection.first(
      """
      \(sql: selection)
      WHERE r.order_id = \(order) AND r.act_id = \(undo) AND r.state = 'cancelled'
      ORDER BY r.number LIMIT 1
      """
    )
    return try withLines(found.map { [$0] } ?? [], on: connection).first
  }

  /// The number that the next return of the order gets.
  package static func nextID(
    of order: OrderID,
    on connection: borrowing Connection
  ) throws -> ReturnID {
    let newest = try connection.integer(
      "SELECT max(number) FROM returns WHERE order_id = \(order)"
    )
    return ReturnID((newest ?? 0) + 1)
  }

  package static func insert(
    _ goods: OrderReturn,
    actID: String,
    on connection: borrowing Connection
  ) throws {
    try connection.run(
      """
      INSERT INTO returns (order_id, number, state, reason, reason_text, requester_id,
        requested_at, act_id)
      VALUES (\(goods.orderID), \(goods.id.number), \(goods.state), \(goods.reason),
        \(goods.reasonText), \(goods.requester.id), \(goods.requestedAt), \(actID))
      """
    )
    for (position, line) in goods.lines.enumerated() {
      try connection.run(
        """
        INSERT INTO return_items (order_id, number, position, sku, name, quantity)
        VALUES (\(goods.orderID), \(goods.id.number), \(position), \(line.sku), \(line.name),
          \(line.quantity))
        """
      )
    }
  }

  /// Writes all that a step, or its undo, changes.
  package static func update(
    _ goods: OrderReturn,
    actID: String,
    on connection: borrowing Connection
  ) throws {
    try connection.run(
      """
      UPDATE returns SET state = \(goods.state), decider_id = \(goods.decider?.id),
        receiver_id = \(goods.receiver?.id), carrier = \(goods.carrier),
        tracking_number = \(goods.trackingNumber),
        restock = \(goods.restocks.map { $0 ? 1 : 0 }), end_reason = \(goods.endReason),
        decided_at = \(goods.decidedAt), sent_at = \(goods.sentAt),
        received_at = \(goods.receivedAt), ended_at = \(goods.endedAt), act_id = \(actID)
      WHERE order_id = \(goods.orderID) AND number = \(goods.id.number)
      """
    )
    for (position, line) in goods.lines.enumerated() {
      try connection.run(
        """
        UPDATE return_items SET received = \(line.received), damaged = \(line.damaged)
        WHERE order_id = \(goods.orderID) AND number = \(goods.id.number)
          AND position = \(position)
        """
      )
    }
  }

  static func withLines(
    _ returns: [OrderReturn],
    on connection: borrowing Connection
  ) throws -> [OrderReturn] {
    try returns.map { goods in
      var goods = goods
      goods.lines = try connection.map(
        """
        SELECT sku, name, quantity, received, damaged FROM return_items
        WHERE order_id = \(goods.orderID) AND number = \(goods.id.number) ORDER BY position
        """
      ) { row in
        var line = OrderReturn.Line(
          sku: try row.text("sku"),
          name: try row.text("name"),
          quantity: try row.integer("quantity")
        )
        line.received = try row.integerIfPresent("received")
        line.damaged = try row.integerIfPresent("damaged")
        return line
      }
      return goods
    }
  }

  static let selection: SQL = """
    SELECT r.order_id, o.order_number, r.number, r.state, r.reason, r.reason_text,
      r.requester_id, coalesce(q.name, r.requester_id) AS requester,
      r.decider_id, coalesce(d.name, r.decider_id) AS decider,
      r.receiver_id, coalesce(c.name, r.receiver_id) AS receiver,
      r.carrier, r.tracking_number, r.restock, r.end_reason,
      r.requested_at, r.decided_at, r.sent_at, r.received_at, r.ended_at
    FROM returns r JOIN orders o ON o.id = r.order_id
    LEFT JOIN staff q ON q.id = r.requester_id LEFT JOIN staff d ON d.id = r.decider_id
    LEFT JOIN staff c ON c.id = r.receiver_id
    """
}

extension Store {
  /// Returns in those states, the newest first.
  package func returns(in states: [ReturnState], limit: Int) throws -> [OrderReturn] {
    try database.read { connection in
      let found: [OrderReturn] = try connection.all(
        """
        \(sql: ReturnTable.selection)
        WHERE r.state IN (\(sql: states.map(\.rawValue).asSQLList))
        ORDER BY r.requested_at DESC, r.order_id, r.number LIMIT \(limit)
        """
      )
      return try ReturnTable.withLines(found, on: connection)
    }
  }

  /// All of an order, in the order in which they were asked for.
  package func returns(of order: OrderID) throws -> [OrderReturn] {
    try database.read { try ReturnTable.returns(of: order, on: $0) }
  }
}

extension OrderReturn: RowDecodable {
  package init(row: borrowing Row) throws {
    self.init(
      id: ReturnID(try row.integer("number")),
      orderID: try row.orderID("order_id"),
      orderNumber: try row.text("order_number"),
      state: try row.choice("state"),
      reason: try row.choice("reason"),
      reasonText: try row.textIfPresent("reason_text"),
      lines: [],
      requester: Person(
        id: StaffID(try row.text("requester_id")),
        name: try row.text("requester")
      ),
      requestedAt: try row.instant("requested_at")
    )
    decider = try Self.person("decider", in: row)
    receiver = try Self.person("receiver", in: row)
    carrier = try row.textIfPresent("carrier")
    trackingNumber = try row.textIfPresent("tracking_number")
    restocks = try row.integerIfPresent("restock").map { $0 == 1 }
    endReason = try row.textIfPresent("end_reason")
    decidedAt = try row.instantIfPresent("decided_at")
    sentAt = try row.instantIfPresent("sent_at")
    receivedAt = try row.instantIfPresent("received_at")
    endedAt = try row.instantIfPresent("ended_at")
  }

  private static func person(_ column: String, in row: borrowing Row) throws -> Person? {
    guard let id = try row.textIfPresent("\(column)_id"), let name = try row.textIfPresent(column)
    else { return nil }
    return Person(id: StaffID(id), name: name)
  }
}
