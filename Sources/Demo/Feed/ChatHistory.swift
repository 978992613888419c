import Commerce

/// What was written in the chat of one order, from the first hello to today.
struct ChatHistory {
  var telling: ChatTelling
  private(set) var messages: [ChatTelling.Message] = []

  init(telling: ChatTelling) {
    self.telling = telling
  }

  /// `lastWord` is what the customer has written today and nobody has read yet, and when.
  mutating func tell(_ plan: OrderPlan, lastWord: Instant?) {
    messages = telling.tell(.checkout, of: plan, until: plan.createdAt)
    notices(of: plan)
    guard plan.fate != .unpaid, plan.fate != .failed else { return }
    beforeShipping(plan)
    onTheWay(plan)
    atHome(plan)
    if let lastWord { ask(plan, at: lastWord) }
    messages.sort { $0.at < $1.at }
  }

  /// What the bot says by itself.
  private mutating func notices(of plan: OrderPlan) {
    let isLater = OrderCourse.settledLater.contains(plan.method)
    switch plan.fate {
    case .failed: add(.cannotPay, plan, plan.createdAt.advanced(byMilliseconds: Span.minute))
    case .unpaid: add(.reminder, plan, plan.createdAt.advanced(byMilliseconds: 3 * Span.hour))
    case .smooth, .cancelled, .late, .returned, .damaged:
      add(isLater ? .payLater : .paid, plan, plan.instant(of: .confirmed))
    }
    if isLater { add(.settled, plan, plan.payments.first { $0.status == .paid }?.at) }
    add(.shipped, plan, plan.instant(of: .shipped))
    add(.delivered, plan, plan.instant(of: .delivered))
  }

  private mutating func beforeShipping(_ plan: OrderPlan) {
    if plan.fate == .cancelled {
      let cancelled = plan.instant(of: .cancelled)
      add(.cancel, plan, cancelled?.advanced(byMilliseconds: -20 * Span.minute), isLoud: true)
      return
    }
    guard telling.random.happens(45), let confirmed = plan.instant(of: .confirmed) else { return }
    let topics: [Topic] = [.address, .gift, .gift, .colour, .bulb, .invoice]
    let wait = telling.random.milliseconds(10 * Span.minute...90 * Span.minute)
    let topic = telling.random.pick(topics, else: .gift)
    add(topic, plan, confirmed.advanced(byMilliseconds: wait), isLoud: true)
  }

  private mutating func onTheWay(_ plan: OrderPlan) {
    guard let shipped = plan.instant(of: .shipped) else { return }
    if plan.fate == .late {
      add(.whereIsIt, plan, shipped.advanced(byMilliseconds: 4 * Span.day), isLoud: true)
      add(.late, plan, shipped.advanced(byMilliseconds: 7 * Span.day), isLoud: true)
    } else if telling.random.happens(30) {
      add(.whereIsIt, plan, shipped.advanced(byMilliseconds: 26 * Span.hour), isLoud: true)
    }
  }

  private mutating func atHome(_ plan: OrderPlan) {
    guard let delivered = plan.instant(of: .delivered) else { return }
    let evening = delivered.advanced(
      byMilliseconds: telling.random.milliseconds(20 * Span.minute...5 * Span.hour)
    )
    switch plan.fate {
    case .damaged: add(.damaged, plan, delivered.advanced(byMilliseconds: Span.hour), isLoud: true)
    case .returned: add(.refund, plan, delivered.advanced(byMilliseconds: Span.day), isLoud: true)
    case .smooth, .late, .cancelled, .failed, .unpaid:
      let topics: [Topic?] = [.thanks, .thanks, .thanks, .neighbour, .missing, .invoice, nil, nil]
      guard let topic = telling.random.pick(topics, else: nil) else { return }
      add(topic, plan, evening, isLoud: true)
    }
  }

  /// People do not write at night: what is `isLoud` waits for the customer's morning.
  private mutating func add(
    _ topic: Topic,
    _ plan: OrderPlan,
    _ moment: Instant?,
    isLoud: Bool = false
  ) {
    guard var moment, moment <= telling.now else { return }
    let minute = moment.local(offsetMinutes: plan.customer.offsetMinutes).minute
    if isLoud, !(8 * 60..<21 * 60).contains(minute) {
      let wait = (8 * 60 + 20 - minute + 24 * 60) % (24 * 60)
      moment = moment.advanced(byMilliseconds: Int64(wait) * Span.minute)
    }
    messages += telling.tell(topic, of: plan, from: moment)
  }

  /// The customer's newest words, which wait for somebody to read them.
  private mutating func ask(_ plan: OrderPlan, at moment: Instant) {
    messages.removeAll { $0.at >= moment }
    let status = plan.steps(until: moment).last.flatMap { OrderStatus(rawValue: $0.status) }
    let topics = Topic.openers(for: status ?? .confirmed, isLate: plan.fate == .late)
      .filter { $0 != .cancel && $0 != .refund }
    let topic = telling.random.pick(topics, else: .thanks)
    let words = telling.tell(topic, of: plan, from: moment).prefix { $0.role == .customer }
    messages += words.map { word in
      var word = word
      word.status = .delivered
      return word
    }
  }
}
