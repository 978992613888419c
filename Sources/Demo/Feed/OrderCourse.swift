import Commerce

/// Lets the days pass for one order: its statuses and its payments.
enum OrderCourse {
  /// Methods with which the money comes after the order.
  static let settledLater: Set = ["cash_on_delivery", "bank_transfer", "invoice", "boleto"]

  static func run(_ plan: inout OrderPlan, age: Int64, _ random: inout DemoRandom) {
    plan.steps = [.init(status: "pending", at: plan.createdAt)]
    switch plan.fate {
    case .failed: plan.payments = [.init(status: .failed, refunded: 0, at: plan.createdAt)]
    case .unpaid: plan.payments = [.init(status: .unpaid, refunded: 0, at: plan.createdAt)]
    case .cancelled: cancel(&plan, &random)
    case .smooth, .late, .returned, .damaged:
      ship(&plan, &random)
      pay(&plan, &random)
      giveBack(&plan, &random)
    }
  }

  private static func ship(_ plan: inout OrderPlan, _ random: inout DemoRandom) {
    // Some orders go fast and some lie about.
    let pace = random.pick([60, 100, 100, 150, 250], else: 100) as Int64
    var at = plan.createdAt.advanced(byMilliseconds: random.milliseconds(8_000...90_000))
    plan.steps.append(.init(status: "confirmed", at: at))
    let stages: [(OrderStatus, ClosedRange<Int64>)] = [
      (.processing, 1 * Span.hour...12 * Span.hour),
      (.packaged, 4 * Span.hour...18 * Span.hour),
      (.shipped, 2 * Span.hour...14 * Span.hour),
      (.delivered, 30 * Span.hour...110 * Span.hour),
    ]
    for (status, span) in stages where plan.fate != .late || status != .delivered {
      at = at.advanced(byMilliseconds: random.milliseconds(span) * pace / 100)
      let offset = status == .delivered ? plan.customer.offsetMinutes : shopOffsetMinutes
      at = inDaytime(at, offsetMinutes: offset, &random)
      plan.steps.append(.init(status: status.rawValue, at: at))
    }
  }

  /// The shop is in central Europe.
  private static let shopOffsetMinutes = 60

  /// Nobody packs or rings at night: that waits for the morning.
  private static func inDaytime(
    _ moment: Instant,
    offsetMinutes: Int,
    _ random: inout DemoRandom
  ) -> Instant {
    let minute = moment.local(offsetMinutes: offsetMinutes).minute
    guard !(7 * 60..<20 * 60).contains(minute) else { return moment }
    let wait = Int64((7 * 60 - minute + 24 * 60) % (24 * 60)) * Span.minute
    return moment.advanced(byMilliseconds: wait + random.milliseconds(0...2 * Span.hour))
  }

  private static func pay(_ plan: inout OrderPlan, _ random: inout DemoRandom) {
    guard let confirmed = plan.instant(of: .confirmed) else { return }
    guard settledLater.contains(plan.method) else {
      plan.payments = [.init(status: .paid, refunded: 0, at: confirmed)]
      return
    }
    plan.payments = [.init(status: .pending, refunded: 0, at: confirmed)]
    let settled: Instant? =
      switch plan.method {
      case "cash_on_delivery": plan.instant(of: .delivered)
      case "invoice": confirmed.advanced(byMilliseconds: random.milliseconds(4...20) * Span.day)
      default: confirmed.advanced(byMilliseconds: random.milliseconds(14...80) * Span.hour)
      }
    guard let settled else { return }
    plan.payments.append(.init(status: .paid, refunded: 0, at: settled))
  }

  private static func giveBack(_ plan: inout OrderPlan, _ random: inout DemoRandom) {
    guard let delivered = plan.instant(of: .delivered) else { return }
    let total = plan.basket.total
    if plan.fate == .returned {
      let at = delivered.advanced(byMilliseconds: random.milliseconds(4...7) * Span.day)
      plan.payments.append(.init(status: .refunded, refunded: total, at: at))
    }
    if plan.fate == .damaged {
      let at = delivered.advanced(byMilliseconds: random.milliseconds(3...30) * Span.hour)
      let part = max(1, total * random.pick([15, 20, 25, 30], else: 20) / 100)
      plan.payments.append(.init(status: .partiallyRefunded, refunded: part, at: at))
    }
  }

  private static func cancel(_ plan: inout OrderPlan, _ random: inout DemoRandom) {
    let confirmed = plan.createdAt.advanced(byMilliseconds: random.milliseconds(8_000...90_000))
    let cancelled = confirmed.advanced(byMilliseconds: random.milliseconds(2...9) * Span.hour)
    plan.steps.append(.init(status: "confirmed", at: confirmed))
    plan.steps.append(.init(status: "cancelled", at: cancelled))
    plan.payments = [
      .init(status: .paid, refunded: 0, at: confirmed),
      .init(
        status: .refunded,
        refunded: plan.basket.total,
        at: cancelled.advanced(byMilliseconds: random.milliseconds(5...40) * Span.minute)
      ),
    ]
  }
}
