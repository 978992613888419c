import Commerce
import SQLiteKit

/// A filter as one condition of SQL on the table `orders o`.
struct FilterPredicate {
  let context: QueryContext
  /// True where every match is wanted at once: then the orders of a tag are looked up together,
  /// not asked for row by row as along a page.
  var readsAll = false

  /// All terms; `1` for an empty filter.
  func sql(_ terms: [FilterTerm]) -> SQL {
    guard !terms.isEmpty else { return "1" }
    return terms.map(sql).joined(separator: " AND ")
  }

  func sql(_ term: FilterTerm) -> SQL {
    guard !term.condition.isWordless else { return "1" }
    let condition = sql(term.condition)
    // What is unknown does not hold, so its opposite does.
    return term.isNegated ? "coalesce(\(sql: condition), 0) = 0" : "(\(sql: condition))"
  }

  private func sql(_ condition: FilterCondition) -> SQL {
    switch condition {
    case .word, .phrase, .customer:
      TextCondition(condition).map(Self.sql) ?? "1"
    case .status(let list): Self.isOneOf("o.status", list)
    case .payment(let list): Self.isOneOf("o.payment_status", list)
    case .refund(let states): OrderFlags.hasRefund(in: states)
    case .goodsReturn(let matches): matches.map(OrderFlags.hasReturn).joined(separator: " OR ")
    case .source(let list): Self.isOneOf("o.source", list)
    case .currency(let list):
      "o.currency IN (\(sql: list.map(\.code).asSQLList))"
    case .amount(let range): Self.sql(range)
    case .created(let time): bounds("o.created_at", time)
    case .updated(let time): bounds("o.activity_at", time)
    case .sameCustomer(let keys): SameCustomer.condition(keys)
    case .number(let numbers): OrderNumbers.isOne(of: numbers)
    case .tag(let tags): sql(tags: tags)
    case .priority(let list): Self.sql(priorities: list)
    case .assignee(let matches): matches.map(sql).joined(separator: " OR ")
    case .unread(let isUnread): sql(Self.unread, isUnread, among: .unread)
    case .waiting(let isWaiting): sql(Self.waiting, isWaiting, among: .waiting)
    case .conflict(let isOpen): sql(OrderFlags.hasConflict, isOpen, among: .inConflict)
    case .snoozed(let isSnoozed):
      sql(OrderFlags.isSnoozed(at: context.now), isSnoozed, among: .snoozed(context))
    case .has(let traits): traits.map(sql).joined(separator: " OR ")
    case .late(let isLate): sql(Self.isLate(context), isLate, among: .late(context))
    }
  }

  // MARK: Columns

  private static func isOneOf<Value: RawRepresentable<String>>(
    _ column: String,
    _ list: [Value]
  ) -> SQL {
    "\(raw: column) IN (\(sql: list.map(\.rawValue).asSQLList))"
  }

  private func bounds(_ column: String, _ time: TimeCondition) -> SQL {
    let bounds = time.bounds(now: context.now, in: context.zone)
    let from: SQL? = bounds.from.map { "\(raw: column) >= \($0)" }
    let before: SQL? = bounds.before.map { "\(raw: column) < \($0)" }
    let parts = [from, before].compactMap(\.self)
    return parts.isEmpty ? "1" : parts.joined(separator: " AND ")
  }

  /// With the condition of the index, word for word.
  static func isLate(_ context: QueryContext) -> SQL {
    """
    o.estimated_delivery < \(context.today) AND o.status <> 'delivered' AND o.status <> 'cancelled'
    """
  }

  /// Whether something holds of an order; what is unknown does not.
  private func sql(_ condition: SQL, _ holds: Bool, among set: OrderSet) -> SQL {
    if readsAll { return set.sql(holds: holds) }
    return holds ? condition : "coalesce(\(sql: condition), 0) = 0"
  }

  // MARK: Amounts

  /// One amount means other minor units in each group of currencies.
  private static func sql(_ range: AmountRange) -> SQL {
    let special = [0, 3, 4]
    let groups = special.map { exponent -> SQL in
      let codes = Currency.codes(withExponent: exponent).asSQLList
      return "o.currency IN (\(sql: codes)) AND \(sql: within(range, exponent: exponent))"
    }
    let allSpecial = special.flatMap { Currency.codes(withExponent: $0) }.asSQLList
    let usual = within(range, exponent: Currency.usualExponent)
    let others: SQL = "o.currency NOT IN (\(sql: allSpecial)) AND \(sql: usual)"
    return (groups + [others]).joined(separator: " OR ")
  }

  private static func within(_ range: AmountRange, exponent: Int) -> SQL {
    guard let units = range.minorUnits(exponent: exponent) else { return "0" }
    return "o.total_amount BETWEEN \(units.lowerBound) AND \(units.upperBound)"
  }

  // MARK: Other tables

  private static let unread: SQL = """
    EXISTS (SELECT 1 FROM conversations v
      WHERE v.id = o.conversation_id AND v.unread_count > 0)
    """

  private static let waiting: SQL = """
    EXISTS (SELECT 1 FROM conversations v
      WHERE v.id = o.conversation_id AND v.waiting_since IS NOT NULL)
    """

  private func sql(tags: [String]) -> SQL {
    let isWanted: SQL = "t.tag IN (\(sql: tags.map { $0.lowercased() }.asSQLList))"
    return readsAll
      ? "o.id IN (SELECT t.order_id FROM order_tags t WHERE \(sql: isWanted))"
      : """
      EXISTS (SELECT 1 FROM order_tags t WHERE t.order_id = o.id AND \(sql: isWanted))
      """
  }

  /// With the condition of the index, word for word, where it can be used.
  static func sql(priorities list: [Priority]) -> SQL {
    let isWanted = isOneOf("o.priority", list)
    return list.contains(.medium) ? isWanted : "o.priority <> 'medium' AND \(sql: isWanted)"
  }

  private func sql(_ match: AssigneeMatch) -> SQL {
    switch match {
    case .me: "o.assignee_id = \(context.staff)"
    case .nobody: readsAll ? OrderSet.assigned.sql(holds: false) : "o.assignee_id IS NULL"
    case .name:
      "o.assignee_id IN (SELECT s.id FROM staff s WHERE \(sql: isPerson(match)))"
    }
  }

  private func sql(_ trait: OrderTrait) -> SQL {
    switch trait {
    case .draft: OrderFlags.hasDraft(of: context.staff)
    case .failed: "(\(sql: OrderFlags.hasFailedMessage) OR \(sql: OrderFlags.hasRetriedReply))"
    case .note:
      "EXISTS (SELECT 1 FROM order_events e WHERE e.order_id = o.id AND e.kind = 'note')"
    case .totalDiffers: "o.total_differs = 1"
    }
  }

  // MARK: Text

  /// Every hit is read once for the whole statement; pages of the list go another way, see
  /// ``TextSearch``.
  static func sql(_ text: TextCondition) -> SQL {
    var parts: [SQL] = shortParts(of: text)
    if let expression = text.parts {
      parts.append(
        "o.serial IN (SELECT rowid FROM number_search WHERE number_search MATCH \(expression))"
      )
    }
    if let expression = text.words {
      parts.append(
        "o.serial IN (SELECT rowid FROM order_search WHERE order_search MATCH \(expression))"
      )
    }
    if let expression = text.messageWords {
      parts.append(
        """
        o.conversation_id IN (SELECT m.conversation_id FROM message_search
          CROSS JOIN messages m ON m.serial = message_search.rowid
          WHERE message_search MATCH \(expression))
        """
      )
    }
    return parts.isEmpty ? "0" : parts.joined(separator: " OR ")
  }

  static func shortParts(of text: TextCondition) -> [SQL] {
    text.shortParts.flatMap { part in
      text.columns.map { column -> SQL in
        "o.\(raw: column.rawValue) LIKE \(FullText.pattern(containing: part)) ESCAPE '\\'"
      }
    }
  }
}

/// What an order can have beside it, as conditions on `orders o`.
enum OrderFlags {
  static let hasConflict: SQL = """
    EXISTS (SELECT 1 FROM conflicts c WHERE c.order_id = o.id AND c.state = 'open')
    """

  /// Of a row `orders o`, with the condition of the index first, word for word.
  static func isSnoozed(at now: Instant) -> SQL {
    "o.snoozed_at IS NOT NULL AND (o.snoozed_until IS NULL OR o.snoozed_until > \(now))"
  }

  static let hasFailedMessage: SQL = """
    EXISTS (SELECT 1 FROM messages m
      WHERE m.conversation_id = o.conversation_id AND m.status = 'failed')
    """

  /// A reply that could not be sent yet and is tried again.
  static let hasRetriedReply: SQL = """
    EXISTS (SELECT 1 FROM outbox x WHERE x.order_id = o.id AND x.kind = 'reply'
      AND x.state IN ('waiting', 'sending') AND \(sql: Outbox.isTriedAgain))
    """

  /// What the drafts of this person are for, with commas between; of anybody's when it is not known
  /// who asks.
  static func draftKinds(of staff: StaffID?) -> SQL {
    let kinds: SQL = "SELECT group_concat(DISTINCT d.kind) FROM drafts d WHERE d.order_id = o.id"
    guard let staff else { return "(\(sql: kinds))" }
    return "(\(sql: kinds) AND d.staff_id = \(staff))"
  }

  static func hasRefund(in states: [RefundState]) -> SQL {
    "EXISTS (SELECT 1 FROM refunds r WHERE r.order_id = o.id AND \(sql: isRefund(in: states)))"
  }

  /// Of the row `r` of `refunds`: one made here, and that far.
  static func isRefund(in states: [RefundState]) -> SQL {
    let called = states.contains(.cancelled) ? [RefundState.canceledByProvider] : []
    let words = (states + called).map(\.rawValue).asSQLList
    return "r.origin = 'staff' AND r.state IN (\(sql: words))"
  }

  static func hasReturn(_ match: ReturnMatch) -> SQL {
    guard let states = match.states else { return "NOT \(sql: hasReturn(.some))" }
    let isMeant = isReturn(in: states)
    return "EXISTS (SELECT 1 FROM returns r WHERE r.order_id = o.id AND \(sql: isMeant))"
  }

  /// Of the row `r` of `returns`.
  static func isReturn(in states: [ReturnState]) -> SQL {
    "r.state IN (\(sql: states.map(\.rawValue).asSQLList))"
  }

  /// Drafts of this person; of anybody when it is not known who asks.
  static func hasDraft(of staff: StaffID?) -> SQL {
    guard let staff else { return "EXISTS (SELECT 1 FROM drafts d WHERE d.order_id = o.id)" }
    return
      "EXISTS (SELECT 1 FROM drafts d WHERE d.order_id = o.id AND d.staff_id = \(staff))"
  }
}
