package import Commerce
import SQLiteKit

extension Store {
  /// The orders that match and wait for somebody, by what is due first: at most `limit`.
  ///
  /// Each reason is asked along an index of its own, oldest first and no further than the limit, so
  /// the queue costs the same in a shop of any size.
  package func due(
    _ filter: OrderFilter,
    limit: Int = DueQueue.most,
    in context: QueryContext
  ) throws -> DueQueue {
    let query = DueQuery(filter: filter, limit: max(1, limit), context: context)
    return try longReads.read { try query.load(on: $0) }
  }
}

struct DueQuery {
  let filter: OrderFilter
  let limit: Int
  let context: QueryContext

  func load(on connection: borrowing Connection) throws -> DueQueue {
    var dues: [Int: [Due]] = [:]
    var isCut = false
    for reason in DueReason.allCases {
      var count = 0
      try connection.forEach(query(reason)) { row in
        count += 1
        guard let since = try since(row, reason) else { return }
        dues[try row.integer("serial"), default: []].append(Due(reason, since: since))
      }
      if count >= limit { isCut = true }
    }
    let sorted = dues.map { serial, dues in
      (serial: serial, dues: dues.sorted { ($0.at, $0.reason.rank) < ($1.at, $1.reason.rank) })
    }
    .sorted { ($0.dues[0].at, $0.serial) < ($1.dues[0].at, $1.serial) }
    let first = sorted.prefix(limit)
    let rows = try OrderSummaries.load(first.map(\.serial), staff: context.staff, on: connection)
    let orders = zip(rows, first).map { DueOrder(order: $0, dues: $1.dues) }
    return DueQueue(orders: orders, isCut: isCut || sorted.count > limit)
  }

  /// A day of delivery ends where the shop is.
  private func since(_ row: borrowing Row, _ reason: DueReason) throws -> Instant? {
    guard reason == .delivery else { return try row.instantIfPresent("since") }
    let day = try CivilDate(iso8601: row.text("since"))
    return day.map { context.zone.startOfDay($0.adding(days: 1)) }
  }

  /// Rows of `serial` and `since`, the oldest first.
  func query(_ reason: DueReason) -> SQL {
    guard reason == .shipment else { return query(way(reason)) }
    // Each status and source has its orders by time in one index.
    let kinds = [OrderStatus.confirmed, .processing, .packaged].flatMap { status in
      OrderSource.allCases.map { query(toShip(status, $0)) }
    }
    let all = kinds.map { "SELECT * FROM (\(sql: $0))" as SQL }.joined(separator: " UNION ALL ")
    return "\(sql: all) ORDER BY since LIMIT \(limit)"
  }

  private func query(_ way: Way) -> SQL {
    """
    SELECT o.serial AS serial, \(sql: way.since) AS since
    FROM \(sql: way.from)
    WHERE \(sql: way.condition) AND NOT (\(sql: OrderFlags.isSnoozed(at: context.now)))
      AND \(sql: FilterPredicate(context: context).sql(filter.terms))
    ORDER BY \(raw: way.order) LIMIT \(limit)
    """
  }

  /// How the orders of one reason are found.
  private struct Way {
    var since: SQL
    var from: SQL
    var condition: SQL = "1"
    /// The column that the rows have in the order of their index.
    var order = "since"
  }

  private func oldest(_ reason: DueReason) -> Instant {
    context.now.advanced(byMilliseconds: -(reason.days ?? 36_500) * 86_400_000)
  }

  private func toShip(_ status: OrderStatus, _ source: OrderSource) -> Way {
    Way(
      since: "o.created_at",
      from: "orders o INDEXED BY orders_by_status",
      condition: "o.status = \(status) AND o.source = \(source) AND o.payment_status = 'paid'",
      order: "o.created_at, o.serial"
    )
  }

  private func way(_ reason: DueReason) -> Way {
    switch reason {
    case .waiting: waiting
    case .failedReply: failedReply
    case .urgent:
      Way(
        since: "o.created_at",
        from: "orders o INDEXED BY orders_by_priority",
        condition: """
          o.priority <> 'medium' AND o.priority = 'urgent'
            AND o.status NOT IN ('delivered', 'cancelled')
          """,
        order: "o.created_at, o.serial"
      )
    case .refund:
      Way(
        since: "r.created_at",
        from: """
          refunds r INDEXED BY refunds_by_state CROSS JOIN orders o ON o.id = r.order_id
          """,
        condition: "r.origin = 'staff' AND r.state = 'requested'",
        order: "r.created_at"
      )
    case .goodsReturn: goodsReturn
    case .conflict: conflict
    case .shipment: toShip(.confirmed, .standard)
    case .delivery:
      Way(
        since: "o.estimated_delivery",
        from: "orders o INDEXED BY orders_due",
        condition: """
          o.status <> 'delivered' AND o.status <> 'cancelled' AND o.status = 'shipped' AND o.estimated_delivery < \(context.today)
            AND o.estimated_delivery GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'
          """,
        order: "o.estimated_delivery, o.serial"
      )
    case .payment:
      Way(
        since: "o.created_at",
        from: "orders o INDEXED BY orders_by_payment",
        condition: """
          o.payment_status = 'failed' AND o.created_at >= \(oldest(reason))
            AND o.status <> 'cancelled'
          """,
        order: "o.created_at, o.serial"
      )
    }
  }

  private var failedReply: Way {
    Way(
      since: "m.since",
      from: """
        (SELECT conversation_id, min(sent_at) AS since
          FROM messages INDEXED BY messages_failed WHERE status = 'failed'
          GROUP BY conversation_id) m
        CROSS JOIN orders o INDEXED BY orders_by_conversation
          ON o.conversation_id = m.conversation_id
        """
    )
  }

  private var goodsReturn: Way {
    Way(
      since: "r.requested_at",
      from: """
        returns r INDEXED BY returns_by_state CROSS JOIN orders o ON o.id = r.order_id
        """,
      condition: "r.state = 'requested'"
    )
  }

  private var conflict: Way {
    Way(
      since: "c.since",
      from: """
        (SELECT order_id, min(seen_at) AS since FROM conflicts INDEXED BY conflicts_open
          WHERE state = 'open' GROUP BY order_id) c
        CROSS JOIN orders o ON o.id = c.order_id
        """
    )
  }

  /// From the first message that has no answer; what the customer adds to it makes nobody wait anew.
  private var waiting: Way {
    Way(
      since: "v.waiting_since",
      from: """
        conversations v INDEXED BY conversations_waiting
        CROSS JOIN orders o INDEXED BY orders_by_conversation ON o.conversation_id = v.id
        """,
      condition: """
        v.waiting_since IS NOT NULL AND v.state = 'active'
          AND v.waiting_since >= \(oldest(.waiting)) AND o.status <> 'cancelled'
        """,
      order: "v.waiting_since"
    )
  }
}

extension DueReason {
  /// Of two that are due at one moment the first of the table comes first.
  fileprivate var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}
