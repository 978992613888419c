package import Commerce
package import SQLiteKit

/// A refund that is to be stored, with its key, before anything is sent.
package struct NewRefund: Equatable, Sendable {
  package var id: RefundID
  package var orderID: OrderID
  package var amount: Money
  /// How much of the amount is for shipping.
  package var shipping: Money
  package var request: RefundRequest
  /// The request as a JSON object, to know it again.
  package var record: String
  package var lines: [Refund.Line]
  package var requester: StaffID
  package var actID: String

  package init(
    id: RefundID,
    orderID: OrderID,
    amount: Money,
    shipping: Money,
    request: RefundRequest,
    record: String,
    lines: [Refund.Line],
    requester: StaffID,
    actID: String
  ) {
    self.id = id
    self.orderID = orderID
    self.amount = amount
    self.shipping = shipping
    self.request = request
    self.record = record
    self.lines = lines
    self.requester = requester
    self.actID = actID
  }
}

/// What a step of a refund writes beside its state; nil leaves what is there.
package struct RefundStep: Equatable, Sendable {
  package var state: RefundState
  package var approver: StaffID?
  package var providerReference: String?
  package var failure: String?
  package var actID: String?

  package init(
    _ state: RefundState,
    approver: StaffID? = nil,
    providerReference: String? = nil,
    failure: String? = nil,
    actID: String? = nil
  ) {
    self.state = state
    self.approver = approver
    self.providerReference = providerReference
    self.failure = failure
    self.actID = actID
  }
}

/// Refunds as changes write them; triggers write the ledger and keep the cap.
package enum RefundTable {
  package static func insert(
    _ refund: NewRefund,
    at now: Instant,
    on connection: borrowing Connection
  ) throws {
    let request = refund.request
    try connection.run(
      """
      INSERT INTO refunds (id, order_id, origin, amount, shipping_amount, currency, state, reason,
        reason_text, restock, return_number, request, requester_id, created_at, changed_at, act_id)
      VALUES (\(refund.id), \(refund.orderID), 'staff', \(refund.amount.minorUnits),
        \(refund.shipping.minorUnits), \(refund.amount.currency.code), 'requested',
        \(request.reason), \(request.text), \(request.restocks ? 1 : 0),
        \(request.returnID?.number), \(refund.record),
        \(refund.requester), \(now), \(now), \(refund.actID))
      """
    )
    for line in refund.lines {
      try connection.run(
        """
        INSERT INTO refund_items (refund_id, position, product_id, name, quantity, amount)
        VALUES (\(refund.id), \(line.position), \(line.productID), \(line.name), \(line.quantity),
          \(line.amount.minorUnits))
        """
      )
    }
  }

  /// Brings a refund into another state; the caller has looked in the same transaction.
  package static func take(
    _ id: RefundID,
    to step: RefundStep,
    at now: Instant,
    on connection: borrowing Connection
  ) throws {
    try connection.run(
      """
      UPDATE refunds SET state = \(step.state), changed_at = \(now), act_id = \(step.actID),
        approver_id = coalesce(\(step.approver), approver_id),
        approved_at = CASE WHEN \(step.approver) IS NULL THEN approved_at ELSE \(now) END,
        provider_reference = coalesce(\(step.providerReference), provider_reference),
        failure = \(step.failure),
        settled_at = CASE WHEN \(step.state.isSettled ? 1 : 0) THEN \(now) END
      WHERE id = \(id)
      """
    )
  }

  /// Takes an approval back: nobody has approved it any more.
  package static func withdrawApproval(
    of id: RefundID,
    at now: Instant,
    actID: String,
    on connection: borrowing Connection
  ) throws {
    try connection.run(
      """
      UPDATE refunds SET state = 'requested', approver_id = NULL, approved_at = NULL,
        changed_at = \(now), act_id = \(actID), failure = NULL
      WHERE id = \(id)
      """
    )
  }

  /// Marks a refund as sent, with what its source had reported before; see `order_money`.
  package static func markSent(
    _ id: RefundID,
    at now: Instant,
    on connection: borrowing Connection
  ) throws {
    try connection.run(
      """
      UPDATE refunds SET state = 'pending', sent_at = \(now), changed_at = \(now), act_id = NULL,
        failure = NULL,
        source_refunded = (SELECT CASE o.reported_payment_status WHEN 'refunded'
            THEN max(\(raw: M001.saidTotal("o")), o.reported_amount_refunded)
            ELSE o.reported_amount_refunded END
          FROM orders o WHERE o.id = refunds.order_id),
        sent_place = (SELECT 1 + coalesce(max(p.sent_place), 0) FROM refunds p
          WHERE p.order_id = refunds.order_id)
      WHERE id = \(id)
      """
    )
  }

  /// Keeps in words why a refund stays where it is.
  package static func note(
    failure: String?,
    of id: RefundID,
    on connection: borrowing Connection
  ) throws {
    try connection.run("UPDATE refunds SET failure = \(failure) WHERE id = \(id)")
  }

  /// The request that a refund of this id came from; nil when there is none of ours.
  package static func record(
    of id: RefundID,
    on connection: borrowing Connection
  ) throws -> String? {
    try connection.text("SELECT request FROM refunds WHERE id = \(id) AND origin = 'staff'")
  }

  /// A refund as this transaction sees it, with its lines; nil when there is none.
  package static func refund(
    _ id: RefundID,
    on connection: borrowing Connection
  ) throws -> Refund? {
    let found: Refund? = try connection.first("\(sql: selection) WHERE r.id = \(id)")
    return try withLines(found.map { [$0] } ?? [], on: connection).first
  }

  /// The refund of an order that the act `undo` cancelled, of those that were asked for so; nil when
  /// there is none, or when somebody has dealt with it since.
  package static func cancelled(
    by undo: String,
    of order: OrderID,
    request: String,
    on connection: borrowing Connection
  ) throws -> Refund? {
    let found: Refund? = try connection.first(
      """
      \(sql: selection)
      WHERE r.order_id = \(order) AND r.act_id = \(undo) AND r.state = 'cancelled'
        AND r.origin = 'staff' AND r.request = \(request)
      ORDER BY r.id LIMIT 1
      """
    )
    return try withLines(found.map { [$0] } ?? [], on: connection).first
  }

  /// Those of an order, the newest first.
  package static func refunds(
    of order: OrderID,
    on connection: borrowing Connection
  ) throws -> [Refund] {
    try withLines(
      connection.all(
        "\(sql: selection) WHERE r.order_id = \(order) ORDER BY r.created_at DESC, r.id"
      ),
      on: connection
    )
  }

  static func withLines(
    _ refunds: [Refund],
    on connection: borrowing Connection
  ) throws -> [Refund] {
    try refunds.map { refund in
      guard !refund.isReported else { return refund }
      var refund = refund
      refund.lines = try lines(of: refund.id, refund.amount.currency, on: connection)
      return refund
    }
  }

  private static func lines(
    of id: RefundID,
    _ currency: Currency,
    on connection: borrowing Connection
  ) throws -> [Refund.Line] {
    try connection.map(
      """
      SELECT position, product_id, name, quantity, amount FROM refund_items
      WHERE refund_id = \(id) ORDER BY position
      """
    ) { row in
      Refund.Line(
        position: try row.integer("position"),
        productID: try row.text("product_id"),
        name: try row.text("name"),
        quantity: try row.integer("quantity"),
        amount: Money(minorUnits: try row.int64("amount"), currency: currency)
      )
    }
  }

  static let selection: SQL = """
    SELECT r.id, r.order_id, o.order_number, r.origin, r.amount, r.shipping_amount, r.currency,
      r.state, r.reason, r.reason_text, r.restock, r.return_number, r.requester_id,
      coalesce(q.name, r.requester_id) AS requester, coalesce(a.name, r.approver_id) AS approver,
      r.provider_reference, coalesce(r.failure, CASE r.state WHEN 'approved'
        THEN (SELECT x.last_error FROM outbox x WHERE x.refund_id = r.id) END) AS problem,
      r.created_at, r.approved_at, r.sent_at, r.settled_at,
      r.state = 'approved' AND EXISTS (SELECT 1 FROM outbox x
        WHERE x.refund_id = r.id AND x.state = 'parked') AS is_parked
    FROM refunds r JOIN orders o ON o.id = r.order_id
    LEFT JOIN staff q ON q.id = r.requester_id LEFT JOIN staff a ON a.id = r.approver_id
    """
}

extension Refund: RowDecodable {
  package init(row: borrowing Row) throws {
    let amount = try row.money("amount")
    self.init(
      id: RefundID(try row.text("id")),
      orderID: try row.orderID("order_id"),
      orderNumber: try row.text("order_number"),
      isReported: try row.text("origin") == "source",
      amount: amount,
      shipping: try row.money("shipping_amount"),
      state: try row.choice("state"),
      createdAt: try row.instant("created_at"),
      restocks: try row.bool("restock")
    )
    isParked = try row.bool("is_parked")
    reason = try row.choiceIfPresent("reason")
    reasonText = try row.textIfPresent("reason_text")
    returnID = try row.integerIfPresent("return_number").map { ReturnID($0) }
    requesterID = try row.textIfPresent("requester_id").map(StaffID.init(rawValue:))
    requester = try row.textIfPresent("requester")
    approver = try row.textIfPresent("approver")
    providerReference = try row.textIfPresent("provider_reference")
    problem = try row.textIfPresent("problem")
    approvedAt = try row.instantIfPresent("approved_at")
    sentAt = try row.instantIfPresent("sent_at")
    settledAt = try row.instantIfPresent("settled_at")
  }
}
