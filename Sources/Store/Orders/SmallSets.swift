import Commerce
import SQLiteKit

/// Ways to all rows of one condition by an index that is not in list order, worth taking when the
/// rows are few enough to be sorted.
struct SmallSets {
  let context: QueryContext

  /// Sorting so many rows costs about as much as one page costs anyway.
  static let mostRows = 2_000

  /// The way that leads to the fewest rows; nil when each leads to too many.
  func best(
    for kinds: KindFilter,
    _ order: ListOrder,
    on connection: borrowing Connection
  ) throws -> ListingPlan.Branch? {
    var ways = kinds.rest.compactMap { way(to: $0, order) }
    if !order.isByCreation, let way = kinds.unordered { ways.append(way) }
    var best: (way: ListingPlan.Branch, count: Int)?
    for way in ways {
      let limit = (best?.count ?? Self.mostRows + 1)
      let count = try connection.integer(
        """
        SELECT count(*) FROM (SELECT 1 FROM \(sql: way.from) WHERE \(sql: way.equality)
          LIMIT \(limit))
        """
      )
      if let count, count < limit { best = (way, count) }
    }
    return best?.way
  }

  private func way(to term: FilterTerm, _ order: ListOrder) -> ListingPlan.Branch? {
    guard !term.isNegated else { return nil }
    switch term.condition {
    case .unread(true): return Self.unread
    case .conflict(true): return Self.inConflict
    case .waiting(true): return Self.waiting
    case .late(true):
      return ListingPlan.Branch(
        from: "orders o INDEXED BY orders_due",
        equality: FilterPredicate.isLate(context)
      )
    case .snoozed(true):
      return ListingPlan.Branch(
        from: "orders o INDEXED BY orders_snoozed",
        equality: OrderFlags.isSnoozed(at: context.now)
      )
    case .has(let traits): return traits.count == 1 ? traits.first.flatMap(way) : nil
    case .created(let time):
      return order.isByCreation ? nil : range(of: time, "created_at", "orders_by_created")
    case .updated(let time):
      return order.index == "orders_by_activity"
        ? nil : range(of: time, "activity_at", "orders_by_activity")
    case .number(let numbers):
      return ListingPlan.Branch(from: "orders o", equality: OrderNumbers.isOne(of: numbers))
    case .sameCustomer(let keys):
      return ListingPlan.Branch(from: "orders o", equality: SameCustomer.condition(keys))
    case .refund(let states): return Self.refunded(states)
    case .goodsReturn(let matches): return Self.returned(matches)
    case .tag(let tags): return Self.tagged(tags)
    case .assignee(let matches): return FilterPredicate(context: context).assigned(matches)
    case .priority(let list): return ListingPlan.Branch(priorities: list)
    case .unread(false), .conflict(false), .snoozed(false), .waiting(false), .late(false), .word,
      .phrase, .status, .payment,
      .source, .currency,
      .amount, .customer:
      return nil
    }
  }

  private func range(
    of time: TimeCondition,
    _ column: String,
    _ index: String
  ) -> ListingPlan.Branch? {
    let bounds = time.bounds(now: context.now, in: context.zone)
    // Without a beginning it is nearly everything.
    guard let from = bounds.from else { return nil }
    let before: SQL = bounds.before.map { " AND o.\(raw: column) < \($0)" } ?? ""
    return ListingPlan.Branch(
      from: "orders o INDEXED BY \(raw: index)",
      equality: "o.\(raw: column) >= \(from)\(sql: before)"
    )
  }

  private func way(to trait: OrderTrait) -> ListingPlan.Branch? {
    switch trait {
    case .draft:
      let mine: SQL = context.staff.map { "d.staff_id = \($0)" } ?? "1"
      return ListingPlan.Branch(
        from: """
          (SELECT DISTINCT d.order_id FROM drafts d WHERE \(sql: mine)) d
          CROSS JOIN orders o ON o.id = d.order_id
          """
      )
    case .failed: return Self.failed
    case .note, .totalDiffers: return nil
    }
  }

  private static func refunded(_ states: [RefundState]) -> ListingPlan.Branch {
    ListingPlan.Branch(
      from: """
        (SELECT DISTINCT r.order_id FROM refunds r INDEXED BY refunds_by_state
          WHERE \(sql: OrderFlags.isRefund(in: states))) r
        CROSS JOIN orders o ON o.id = r.order_id
        """
    )
  }

  /// Nil where orders without a return are asked for, too.
  private static func returned(_ matches: [ReturnMatch]) -> ListingPlan.Branch? {
    guard !matches.contains(.none) else { return nil }
    let states = matches.flatMap { $0.states ?? [] }
    return ListingPlan.Branch(
      from: """
        (SELECT DISTINCT r.order_id FROM returns r INDEXED BY returns_by_state
          WHERE \(sql: OrderFlags.isReturn(in: states))) r
        CROSS JOIN orders o ON o.id = r.order_id
        """
    )
  }

  private static let unread = ListingPlan.Branch(
    from: """
      conversations v INDEXED BY conversations_unread
      CROSS JOIN orders o INDEXED BY orders_by_conversation ON o.conversation_id = v.id
      """,
    equality: "v.unread_count > 0"
  )

  private static let waiting = ListingPlan.Branch(
    from: """
      conversations v INDEXED BY conversations_waiting
      CROSS JOIN orders o INDEXED BY orders_by_conversation ON o.conversation_id = v.id
      """,
    equality: "v.waiting_since IS NOT NULL"
  )

  private static let inConflict = ListingPlan.Branch(
    from: """
      (SELECT DISTINCT c.order_id FROM conflicts c INDEXED BY conflicts_open
        WHERE c.state = 'open') c
      CROSS JOIN orders o ON o.id = c.order_id
      """
  )

  private static let failed = ListingPlan.Branch(
    from: """
      (SELECT m.conversation_id FROM messages m INDEXED BY messages_failed
        WHERE m.status = 'failed'
        UNION SELECT c.conversation_id FROM outbox x INDEXED BY outbox_open
          CROSS JOIN order_conversations c ON c.order_id = x.order_id
          WHERE x.kind = 'reply' AND x.state IN ('waiting', 'sending')
            AND \(sql: Outbox.isTriedAgain)) m
      CROSS JOIN orders o INDEXED BY orders_by_conversation
        ON o.conversation_id = m.conversation_id
      """
  )
}
