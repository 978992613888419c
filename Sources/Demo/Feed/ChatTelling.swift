import Commerce

/// A chat session that is to be told: whose it is and what it led to.
struct ChatSessionPlan {
  var id: String
  var orderID: String?
  var channel: String
  var customer: DemoCustomer
  var startedAt: Instant
  /// Nil while it goes on.
  var outcome: String?
}

/// Tells chats by the scripts, each line at a time at which it may have been written.
struct ChatTelling {
  struct Message: Sendable {
    var id: String
    var role: SenderRole
    var senderName: String
    var body: String
    var at: Instant
    var status: MessageStatus
    var isAfterCheckout: Bool
  }

  static let bot = "Hazel"
  static let agents = ["Maya", "Jonas", "Inês"]

  let library: ScriptLibrary
  let now: Instant
  var random: DemoRandom

  /// The words that scripts leave open, for this order.
  static func words(for plan: OrderPlan, agent: String) -> [String: String] {
    let line = plan.basket.lines.first
    let currency = plan.customer.currency
    let price = Money(minorUnits: line?.price ?? 0, currency: currency).display()
    var words = [
      "name": plan.customer.called, "agent": agent, "shop": DemoShop.name,
      "number": plan.number, "item": line?.product.name ?? "", "price": price,
      "count": String(line?.quantity ?? 1),
      "total": Money(minorUnits: plan.basket.total, currency: currency).display(),
      "street": plan.customer.address.street ?? "", "city": plan.customer.address.city ?? "",
      "code": String(plan.id.prefix(8)), "carrier": plan.carrier, "tracking": plan.tracking,
      "method": plan.method.split(separator: "_").joined(separator: " "),
    ]
    words["extra"] = plan.basket.extra
    return words
  }

  /// Tells one script from `start` on; what would be in the future is left out.
  mutating func tell(
    _ topic: Topic,
    of plan: OrderPlan,
    from start: Instant,
    by agent: String? = nil
  ) -> [Message] {
    let agent = agent ?? random.pick(Self.agents, else: Self.bot)
    let words = Self.words(for: plan, agent: agent)
    let spoken = library[plan.customer.language][topic].spoken(with: words, by: &random)
    var messages: [Message] = []
    var at = start
    for (place, line) in spoken.enumerated() {
      if place > 0 {
        at = at.advanced(byMilliseconds: pause(before: line, after: spoken[place - 1]))
      }
      messages.append(message(line, of: plan, by: agent, at: at))
    }
    return messages.filter { $0.at <= now }
  }

  /// Tells one script so that it ends at `end`.
  mutating func tell(_ topic: Topic, of plan: OrderPlan, until end: Instant) -> [Message] {
    var rehearsal = self
    rehearsal = ChatTelling(library: library, now: .latest, random: random)
    let told = rehearsal.tell(topic, of: plan, from: end)
    random = rehearsal.random
    let length = told.last.map { $0.at.milliseconds(since: end) } ?? 0
    return told.map { message in
      var message = message
      message.at = message.at.advanced(byMilliseconds: -length)
      return message
    }
  }

  private mutating func message(
    _ line: ChatScript.Spoken,
    of plan: OrderPlan,
    by agent: String,
    at moment: Instant
  ) -> Message {
    let sender =
      switch line.role {
      case .customer: plan.customer.name
      case .agent: agent
      case .bot: Self.bot
      case .system: ""
      }
    return Message(
      id: random.uuid(),
      role: line.role,
      senderName: sender,
      body: line.text,
      at: moment,
      status: .read,
      isAfterCheckout: moment >= plan.createdAt
    )
  }

  /// How long somebody takes to read, think and type.
  private mutating func pause(
    before line: ChatScript.Spoken,
    after previous: ChatScript.Spoken
  ) -> Int64 {
    let typing = Int64(min(line.text.utf8.count, 200)) * 90
    switch line.role {
    case .bot, .system: return random.milliseconds(900...3_500)
    case .customer where previous.role == .customer:
      return typing + random.milliseconds(2_000...15_000)
    case .customer: return typing + random.milliseconds(8_000...240_000)
    case .agent: return typing + random.milliseconds(40_000...900_000)
    }
  }
}
