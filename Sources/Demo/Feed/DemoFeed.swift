package import Commerce
import JSON

/// The past of the made-up shop as a feed that sync takes in like any other.
///
/// The same seed and the same moment give the same bytes.
package struct DemoFeed: Sendable {
  package static let usualSeed: UInt64 = 20_261_115

  private let now: Instant
  private let seed: UInt64

  package init(now: Instant, seed: UInt64 = usualSeed) {
    self.now = now
    self.seed = seed
  }

  /// One JSON object a line, in the order of events.
  package func lines() -> [String] {
    var random = DemoRandom(seed: seed)
    let people = DemoPeople.usual
    var planner = OrderPlanner(now: now, people: people, random: DemoRandom(seed: random.next()))
    var plans = planner.plans()
    Self.addOddities(to: &plans, now: now)
    let telling = ChatTelling(
      library: ScriptLibrary(),
      now: now,
      random: DemoRandom(seed: random.next())
    )
    var entries = plans.flatMap { plan in
      plan.snapshotTimes(until: now).map { FeedEntry(plan, at: $0) }
    }
    entries += chats(of: plans, telling) + visits(people, telling)
    // Sorted by place too where moments are equal, so that the order is always the same.
    let sorted = entries.enumerated().sorted { left, right in
      (left.element.at, left.offset) < (right.element.at, right.offset)
    }
    return sorted.map { $0.element.value.text() }
  }

  /// The whole feed as a file holds it.
  package func text() -> String {
    lines().joined(separator: "\n") + "\n"
  }

  /// What real feeds hold too: a word that nobody knows, and a total that is not that of the items.
  private static func addOddities(to plans: inout [OrderPlan], now: Instant) {
    let isOpen = { (plan: OrderPlan) in
      plan.chat == nil && plan.fate == .smooth && now.milliseconds(since: plan.createdAt) > Span.day
    }
    if let place = plans.lastIndex(where: isOpen) {
      let placed = plans[place].createdAt
      plans[place].steps.removeAll { $0.at > placed }
      let at = placed.advanced(byMilliseconds: 2 * Span.hour)
      plans[place].steps.append(.init(status: "awaiting_stock", at: at))
    }
    if let place = plans.firstIndex(where: isOpen) {
      plans[place].basket.total -= DemoPrices.price(
        euroCents: 500,
        in: plans[place].customer.currency
      )
    }
  }
}

// MARK: - Chats

extension DemoFeed {
  /// How many customers of today wait for an answer.
  static let waitingChats = 14
  /// How many replies did not go out.
  static let failedReplies = 3

  private func chats(of plans: [OrderPlan], _ telling: ChatTelling) -> [FeedEntry] {
    var telling = telling
    let chatPlans = plans.filter { $0.chat != nil }
    let waiting = waitingOrders(chatPlans)
    var failures = Self.failedReplies
    var entries: [FeedEntry] = []
    for plan in chatPlans.reversed() {
      var history = ChatHistory(telling: telling)
      history.tell(plan, lastWord: waiting[plan.id])
      telling = history.telling
      var messages = history.messages
      if waiting[plan.id] == nil, failures > 0, fail(&messages) { failures -= 1 }
      entries += session(of: plan, messages)
    }
    return entries
  }

  /// The newest chats, some older ones whose customers come back today, and late parcels.
  private func waitingOrders(_ plans: [OrderPlan]) -> [String: Instant] {
    let active = plans.reversed().filter {
      $0.fate != .unpaid && $0.fate != .failed && $0.fate != .cancelled
        && now.milliseconds(since: $0.createdAt) > 25 * Span.minute
        && now.milliseconds(since: $0.createdAt) < 30 * Span.day
    }
    let newest = active.filter { $0.fate != .late }
    let spread = [0, 1, 3, 5, 8, 12, 17, 23, 30, 38, 47].filter { $0 < newest.count }
    let chosen = spread.map { newest[$0] } + active.filter { $0.fate == .late }
    var waiting: [String: Instant] = [:]
    for (place, plan) in chosen.prefix(Self.waitingChats).enumerated() {
      // From three minutes ago to some hours ago.
      let age = Int64(place * place * 2 + 3) * Span.minute
      waiting[plan.id] = now.advanced(byMilliseconds: -age)
    }
    return waiting
  }

  /// Lets the newest reply of an agent be one that did not go out.
  private func fail(_ messages: inout [ChatTelling.Message]) -> Bool {
    guard let last = messages.lastIndex(where: { $0.role == .agent }),
      now.milliseconds(since: messages[last].at) < 4 * Span.day
    else { return false }
    messages.removeSubrange((last + 1)...)
    messages[last].status = .failed
    return true
  }

  private func session(
    of plan: OrderPlan,
    _ messages: [ChatTelling.Message]
  ) -> [FeedEntry] {
    guard let chat = plan.chat, let first = messages.first, let last = messages.last else {
      return []
    }
    let isLost = plan.fate == .unpaid || plan.fate == .failed
    let session = ChatSessionPlan(
      id: chat.sessionID,
      orderID: plan.id,
      channel: chat.channel,
      customer: plan.customer,
      startedAt: first.at,
      outcome: isLost ? "abandoned" : "order"
    )
    return [FeedEntry(session: session, at: max(last.at, plan.createdAt))]
      + told(messages, in: session)
  }

  /// Our newest line may not have been read yet.
  private func told(
    _ messages: [ChatTelling.Message],
    in session: ChatSessionPlan
  ) -> [FeedEntry] {
    messages.enumerated().map { place, message in
      var message = message
      let isNewest = place == messages.count - 1
      let isOurs = message.role == .agent || message.role == .bot
      if isNewest, isOurs, message.status == .read { message.status = status(of: message) }
      return FeedEntry(message, in: session, seq: place + 1)
    }
  }

  private func status(of message: ChatTelling.Message) -> MessageStatus {
    switch now.milliseconds(since: message.at) {
    case ..<(5 * Span.minute): .sent
    case ..<(8 * Span.hour): .delivered
    default: .read
    }
  }

  /// People who asked and did not buy.
  private func visits(_ people: DemoPeople, _ telling: ChatTelling) -> [FeedEntry] {
    var telling = telling
    telling.random = DemoRandom(seed: seed &+ 7)
    var random = DemoRandom(seed: seed &+ 8)
    var entries: [FeedEntry] = []
    for number in 0..<12 {
      let age = Int64(number) * 5 * Span.day + random.milliseconds(2...90) * Span.hour
      let moment = now.advanced(byMilliseconds: -age)
      guard let customer = people.awake(at: moment, &random) else { continue }
      let plan = VisitPlan.plan(of: customer, at: moment, &random)
      let messages = telling.tell(.question, of: plan, from: moment)
      guard let last = messages.last, let chat = plan.chat else { continue }
      let session = ChatSessionPlan(
        id: chat.sessionID,
        orderID: nil,
        channel: chat.channel,
        customer: customer,
        startedAt: moment,
        outcome: number.isMultiple(of: 2) ? "support" : "abandoned"
      )
      entries += [FeedEntry(session: session, at: last.at)] + told(messages, in: session)
    }
    return entries
  }
}

/// Somebody who looks at one thing and buys nothing.
enum VisitPlan {
  static func plan(
    of customer: DemoCustomer,
    at moment: Instant,
    _ random: inout DemoRandom
  ) -> OrderPlan {
    let product = random.pick(DemoCatalog.products).map {
      OrderPlan.Basket.Line(
        product: $0,
        quantity: 1,
        price: DemoPrices.price($0, in: customer.currency)
      )
    }
    let session = "chat_" + random.token(12)
    return OrderPlan(
      id: random.uuid(),
      number: "",
      fate: .unpaid,
      customer: customer,
      chat: .init(sessionID: session, checkoutID: "", intentID: "", channel: "web"),
      basket: .init(
        lines: [product].compactMap(\.self),
        shipping: 0,
        tax: 0,
        discount: 0,
        total: product?.price ?? 0
      ),
      method: "card",
      createdAt: moment,
      steps: [],
      payments: [],
      carrier: "",
      tracking: "",
      estimatedDelivery: "",
      notes: nil
    )
  }
}
