import Commerce
import SQLiteKit

/// The lines of an order's past as a person reads them.
///
/// Lines of one moment stand in the order of their kinds, so that the way in which they arrived does
/// not show.
enum Timeline {
  static func load(
    of id: OrderID,
    _ currency: Currency,
    on connection: borrowing Connection
  ) throws -> [OrderEvent] {
    var folding = Folding()
    try connection.forEach(
      """
      SELECT CASE e.kind WHEN 'placed' THEN coalesce((SELECT o.created_at FROM orders o
          WHERE o.id = e.order_id), e.at) ELSE e.at END AS at,
        e.kind, e.actor, e.via, e.from_value, e.to_value, e.reason,
        CASE e.kind WHEN 'refund' THEN e.detail ->> 'amount' END AS refund_amount,
        CASE e.kind WHEN 'return' THEN e.detail ->> 'return' END AS return_number,
        CASE e.kind WHEN 'return' THEN e.detail ->> 'goods' END AS goods,
        CASE WHEN e.kind = 'undo' OR e.kind = 'edit' THEN e.detail ->> 'field' END AS field,
        e.kind IN ('note', 'customer_note') AND EXISTS (SELECT 1 FROM order_events u
          WHERE u.order_id = e.order_id AND u.kind = 'undo' AND u.detail ->> 'event' = e.id)
          AS is_taken_back,
        \(sql: SentEmail.columns)
      FROM order_events e
      LEFT JOIN outbox x ON e.kind = 'email' AND x.kind = 'email' AND x.id = e.detail ->> 'email'
      WHERE e.order_id = \(id) AND e.detail ->> 'refused' IS NULL
      ORDER BY at, CASE e.kind WHEN 'placed' THEN 0 WHEN 'payment' THEN 2 WHEN 'refund' THEN 3 ELSE 1 END,
        e.serial
      """
    ) { row in
      // A newer program may know more kinds; its lines stay in the store.
      guard let kind = EventKind(rawValue: try row.text("kind")) else { return }
      let field = try row.textIfPresent("field")
      var event = OrderEvent(
        at: try row.instant("at"),
        kind: kind,
        actor: try row.text("actor"),
        via: try row.text("via"),
        from: try row.textIfPresent("from_value"),
        to: try row.textIfPresent("to_value"),
        reason: try row.textIfPresent("reason")
      )
      event.amount = try row.int64IfPresent("refund_amount").map {
        Money(minorUnits: $0, currency: currency)
      }
      event.returnID = try row.integerIfPresent("return_number").map { ReturnID($0) }
      event.goods = try row.textIfPresent("goods")
      event.isTakenBack = try row.bool("is_taken_back")
      if kind == .email { event.email = try SentEmail(row: row) }
      if kind == .undo { event.undoes = field }
      if kind == .edit { event.part = field.flatMap(OrderEdit.Part.init(rawValue:)) }
      folding.add(event, undoing: field)
    }
    let events = folding.events.map { $0.withReportedRefundAsMoney(currency) }
    return inOrder(
      events,
      try ChangeLines.load(of: id, on: connection) + ConflictLines.load(of: id, on: connection)
    )
  }

  /// Both lists as one; of one moment, what happened comes before what is said of it.
  private static func inOrder(_ events: [OrderEvent], _ lines: [OrderEvent]) -> [OrderEvent] {
    guard !lines.isEmpty else { return events }
    return (events + lines).enumerated()
      .sorted { ($0.element.at, $0.offset) < ($1.element.at, $1.offset) }
      .map(\.element)
  }

  /// Leaves out what says the same again.
  ///
  /// Every snapshot of a source says how things are, so a value that lasts comes many times: the
  /// first of equal lines in a row is when it began. What staff did happened each time.
  private struct Folding {
    private(set) var events: [OrderEvent] = []
    private var newestValue: [EventKind: String] = [:]

    mutating func add(_ event: OrderEvent, undoing field: String?) {
      switch event.kind {
      // A refund made here is one of its own, however many are alike.
      case .refund where event.amount != nil: events.append(event)
      case .payment, .refund, .status:
        let isOfSnapshot = event.via == "sync" && event.from == nil && event.reason == nil
        guard !isOfSnapshot || event.to != newestValue[event.kind] else { return }
        newestValue[event.kind] = event.to
        events.append(event)
      case .undo:
        if field == EventKind.status.rawValue { newestValue[.status] = event.to }
        events.append(event)
      case .placed, .synced, .shipment, .tracking, .edit, .note, .cancel, .replacement, .ticket,
        .message, .email, .conflict, .assignee, .tags, .priority, .snooze, .customerNote,
        .goodsReturn:
        events.append(event)
      }
    }
  }
}

extension OrderEvent {
  /// A source's refund line holds minor units.
  fileprivate func withReportedRefundAsMoney(_ currency: Currency) -> OrderEvent {
    guard kind == .refund, amount == nil, let units = to.flatMap({ Int64($0) }) else { return self }
    var event = self
    let amount = Money(minorUnits: units, currency: currency)
    event.amount = amount
    event.to = amount.display()
    return event
  }
}
