import Commerce
import SQLiteKit
import Store
import TestSupport

/// A shop of made-up orders, the same for the same seed, and what is true of each as plain values.
struct SeededShop {
  let temporary: TemporaryStore
  /// In the order in which they came in, so their serials ascend.
  private(set) var orders: [Fact] = []

  struct Fact {
    var id: String
    var number: String
    var source: OrderSource
    var customer: String
    var email: String?
    var phone: String?
    var itemNames: [String]
    var currency: String
    var total: Int
    var status: OrderStatus
    var payment: PaymentStatus
    var createdAt: Instant
    var activityAt: Instant
    var estimatedDelivery: String?
    var messages: [String]
    var unread = 0
    /// When the customer wrote, and when somebody answered.
    var writtenAt: [Instant] = []
    var answeredAt: [Instant] = []
    var newest: (at: Instant, seq: Int, role: SenderRole)?
    var hasDraft = false
    var hasFailed = false
    var hasConflict = false
    var hasNote = false
    var tags: [String]
    var assignee: String?
    var priority: Priority
    /// Put off an hour ago until then; nil for one that is not.
    var snooze: SnoozeEnd?
    var refunds: [RefundState]
    var returns: [ReturnState] = []
    var serial: Int

    var isWaiting: Bool {
      guard let last = writtenAt.max() else { return false }
      return answeredAt.max().map { $0 < last } ?? true
    }

    var isSnoozed: Bool { snooze.map { $0.time ?? .latest > SeededShop.now } ?? false }
  }

  static let now = Instant(milliseconds: 1_790_000_000_000)
  private static let customers = [
    "Ana Silva", "ana silva", "José Núñez", "Bo", "李雷", "O'Brien %_", "Zoë \"Z\" Quark",
  ]
  private static let things = ["Blue Mug", "Red Mug", "Lamp", "Café crème", "T-Shirt", "地图"]
  private static let phrases = [
    "hello there", "hello again, where is my order", "the blue one please", "obrigado",
    "zanzibar quokka", "Olá, São Paulo", "thanks 👍",
  ]
  private static let snoozes: [SnoozeEnd?] = [
    nil, .message, nil, .time(now.advanced(byMilliseconds: 1)), nil, nil, .time(now), nil,
  ]
  private static let currencies = ["USD", "EUR", "JPY", "KWD"]

  init(count: Int = 600, seed: UInt64 = 7) throws {
    temporary = try TemporaryStore()
    var random = SeededNumbers(seed: seed)
    for place in 0..<count { orders.append(Self.fact(place, &random)) }
    try insertOrders()
    try handleOrders()
    try insertMessages(&random)
    try addMarks(&random)
    try snoozeOrders()
  }

  private func snoozeOrders() throws {
    try temporary.database.write { connection in
      for fact in orders {
        guard let end = fact.snooze else { continue }
        let since = Self.now.advanced(byMilliseconds: -3_600_000)
        try connection.run(
          """
          UPDATE orders SET snoozed_at = \(since), snoozed_until = \(end.time), snoozed_by = 'ana'
          WHERE id = \(fact.id)
          """
        )
      }
    }
  }

  private static func fact(_ place: Int, _ random: inout SeededNumbers) -> Fact {
    // Whole hours, so that many orders share a moment.
    let age = Int64.random(in: 1...900, using: &random) * 3_600_000
    let created = now.advanced(byMilliseconds: -age)
    let isChat = Bool.random(using: &random)
    let name = pick(customers, &random)
    let status = pick(OrderStatus.allCases, &random)
    let payment = pick([PaymentStatus.paid, .paid, .refunded, .partiallyRefunded], &random)
    let total = Int.random(in: 0...40, using: &random) * 500
    let isRefunded = place % 17 == 0 && payment != .refunded && total > 0
    let refunds: [RefundState] =
      isRefunded
      ? [.requested, .approved] : place % 19 == 0 ? [.cancelled, .canceledByProvider] : []
    var fact = Fact(
      id: "o\(place)",
      number: isChat ? "CHT\(100_000 + place)" : "ORD-2026-\(100_000 + place * 7)",
      source: isChat ? .chatCommerce : .standard,
      customer: name,
      email: place % 3 == 0 ? nil : "c\(place % 40)@example.org",
      phone: place % 4 == 0 ? nil : "+351 9\(1000 + place % 50)",
      itemNames: (0...Int.random(in: 0...2, using: &random)).map { _ in pick(things, &random) },
      currency: pick(currencies, &random),
      total: total,
      status: status,
      payment: payment,
      createdAt: created,
      activityAt: created,
      estimatedDelivery: place % 5 == 0 ? "2026-09-2\(place % 10)" : nil,
      messages: [],
      tags: place % 6 == 0 ? ["gift", "vip"] : place % 10 == 3 ? ["late"] : [],
      assignee: place % 7 == 0 ? "ana" : place % 11 == 0 ? "ben" : nil,
      priority: place % 13 == 0 ? .urgent : place % 9 == 0 ? .low : .medium,
      snooze: snoozes[place % snoozes.count],
      refunds: refunds,
      serial: place + 1
    )
    let states = ReturnState.allCases
    if place % 23 == 0 { fact.returns = [states[place / 23 % states.count]] }
    if place % 29 == 0 { fact.returns = [.cancelled, states[place / 29 % states.count]] }
    return fact
  }

  static func pick<Value>(_ values: [Value], _ random: inout SeededNumbers) -> Value {
    values[Int.random(in: values.indices, using: &random)]
  }

  // MARK: Writing

  private func insertOrders() throws {
    try temporary.database.write { connection in
      for fact in orders {
        let items = fact.itemNames.enumerated().map { place, name in
          #"{"product_id":"P\#(place)","name":"\#(name)","quantity":1,"unit_amount":500}"#
        }
        try connection.run(
          """
          INSERT INTO order_intake (id, order_number, source, customer_name, customer_email,
            customer_phone, items, currency, shipping_amount, tax_amount, discount_amount,
            total_amount, amount_refunded, status, payment_status, estimated_delivery, metadata,
            created_at, updated_at)
          VALUES (\(fact.id), \(fact.number), \(fact.source), \(fact.customer), \(fact.email),
            \(fact.phone), \("[\(items.joined(separator: ","))]"), \(fact.currency), 0, 0, 0,
            \(fact.total), 0, \(fact.status), \(fact.payment), \(fact.estimatedDelivery),
            '{}', \(fact.createdAt), \(fact.createdAt))
          """
        )
      }
    }
  }

  /// Gives the shop's own fields their values, as staff do.
  private func handleOrders() throws {
    try temporary.run(
      """
      INSERT INTO staff (id, name, role, created_at)
      VALUES ('ana', 'Ana', 'ops', \(Self.now)), ('ben', 'Ben Bo', 'agent', \(Self.now))
      """
    )
    try temporary.database.write { connection in
      for fact in orders {
        try connection.run(
          """
          UPDATE orders SET assignee_id = \(fact.assignee), priority = \(fact.priority)
          WHERE id = \(fact.id)
          """
        )
        for tag in fact.tags {
          try connection.run("INSERT INTO order_tags (order_id, tag) VALUES (\(fact.id), \(tag))")
        }
        for (place, state) in fact.returns.enumerated() {
          let came = state == .received || state == .closed ? Self.now : nil
          try connection.run(
            """
            INSERT INTO returns (order_id, number, state, reason, requester_id, requested_at,
              received_at, restock, act_id)
            VALUES (\(fact.id), \(place + 1), \(state), 'damaged', 'ana', \(Self.now), \(came),
              \(came.map { _ in 0 }), 'act')
            """
          )
        }
        for state in fact.refunds {
          try connection.run(
            """
            INSERT INTO refunds (id, order_id, origin, amount, currency, state, reason,
              requester_id, created_at, changed_at)
            VALUES (\("\(fact.id)-\(state)"), \(fact.id), 'staff', 1, \(fact.currency), \(state),
              'damaged', 'ana', \(Self.now), \(Self.now))
            """
          )
        }
      }
    }
  }

  private mutating func insertMessages(_ random: inout SeededNumbers) throws {
    var rows: [SQL] = []
    for place in orders.indices {
      let count = place % 10 == 0 ? 0 : Int.random(in: 1...5, using: &random)
      for index in 0..<count {
        let body = Self.pick(Self.phrases + ["hello there", "hello again"], &random)
        let wait = Int64.random(in: 0...500, using: &random) * 3_600_000
        let at = orders[place].createdAt.advanced(byMilliseconds: wait)
        let isUnread = Int.random(in: 0..<12, using: &random) == 0
        let isFailed = Int.random(in: 0..<60, using: &random) == 0
        orders[place].messages.append(body)
        orders[place].activityAt = max(orders[place].activityAt, at)
        orders[place].unread += isUnread ? 1 : 0
        orders[place].hasFailed = orders[place].hasFailed || isFailed
        let roles: [SenderRole] = [.customer, .agent, .customer, .bot, .customer]
        let role = roles[(place + index) % 5]
        if orders[place].newest.map({ ($0.at, $0.seq) < (at, index) }) ?? true {
          orders[place].newest = (at, index, role)
        }
        if role == .customer {
          orders[place].writtenAt.append(at)
        } else {
          orders[place].answeredAt.append(at)
        }
        rows.append(
          """
          (\("m\(place)-\(index)"), \(orders[place].id), \(index), \(role), \(body), \(at),
            \(isFailed ? "failed" : "delivered"), \(isUnread))
          """
        )
      }
    }
    rows.shuffle(using: &random)
    let values = rows.joined(separator: ", ")
    try temporary.run(
      """
      INSERT INTO messages (id, conversation_id, seq, sender_role, body, sent_at, status, is_unread)
      VALUES \(sql: values)
      """
    )
  }

  private mutating func addMarks(_ random: inout SeededNumbers) throws {
    for place in orders.indices {
      let id = orders[place].id
      orders[place].hasDraft = Int.random(in: 0..<40, using: &random) == 0
      orders[place].hasConflict = Int.random(in: 0..<40, using: &random) == 0
      orders[place].hasNote = Int.random(in: 0..<20, using: &random) == 0
      if orders[place].hasDraft {
        try temporary.run(
          """
          INSERT INTO drafts (order_id, staff_id, kind, body, updated_at)
          VALUES (\(id), 'ana', 'reply', 'half', \(Self.now)), (\(id), 'bo', 'note', 'x', \(Self.now))
          """
        )
      }
      if orders[place].hasConflict {
        try temporary.run(
          """
          INSERT INTO conflicts (order_id, field, source_updated_at, seen_at)
          VALUES (\(id), 'status', \(Self.now), \(Self.now)), (\(id), 'x', \(Self.now), \(Self.now))
          """
        )
      }
      if orders[place].hasNote {
        try temporary.event("note-\(id)", order: id, kind: "note", at: Self.now.rfc3339, to: "n")
      }
    }
  }

  var context: QueryContext {
    QueryContext(now: Self.now, zone: .utc, staff: StaffID("ana"))
  }
}
