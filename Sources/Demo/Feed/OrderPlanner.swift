import Commerce

/// Decides what was ordered in the made-up shop, when, by whom, and what became of it.
struct OrderPlanner {
  let now: Instant
  let people: DemoPeople
  private var random: DemoRandom
  /// Whose turn it is, so that everybody buys once in a while.
  private var turns: [DemoCustomer] = []

  static let days = 60
  static let orderCount = 452
  /// Chat checkouts that never became orders.
  static let lostCheckouts = 16

  init(now: Instant, people: DemoPeople, random: DemoRandom) {
    self.now = now
    self.people = people
    self.random = random
  }

  /// Every order, oldest first, with its number.
  mutating func plans() -> [OrderPlan] {
    let places = moments().enumerated().map { ($0.offset, $0.element) }
    var plans: [OrderPlan] = []
    for (place, moment) in places {
      if let plan = plan(place, at: moment) { plans.append(plan) }
    }
    return numbered(plans)
  }

  /// The newest orders are minutes old, and there are more of late than long ago.
  private mutating func moments() -> [Instant] {
    let recent: [Int64] = [4, 9, 17, 26, 38, 51, 70, 95, 124, 160, 205, 260, 330, 410]
    var ages = recent.map { $0 * Span.minute }
    let last = Int64(Self.days) * Span.day
    while ages.count < Self.orderCount + Self.lostCheckouts {
      let share = random.milliseconds(0...999)
      ages.append(8 * Span.hour + (last - 9 * Span.hour) * share * (share + 500) / 1_500_000)
    }
    return ages.sorted(by: >).map {
      now.advanced(byMilliseconds: -$0 - random.milliseconds(0...59_999))
    }
  }

  private mutating func plan(_ place: Int, at moment: Instant) -> OrderPlan? {
    guard let customer = buyer(at: moment) else { return nil }
    let age = now.milliseconds(since: moment) / Span.day
    let isLost = place % 29 == 11
    let isChat = isLost || place * 7 % 20 < 9
    let fate = isLost ? lost(place) : Self.fate(place, age: age, isChat: isChat)
    var plan = OrderPlan(
      id: random.uuid(),
      number: "",
      fate: fate,
      customer: customer,
      chat: isChat ? chat() : nil,
      basket: .random(for: customer, isChat: isChat, &random),
      method: method(for: customer, fate: fate, isChat: isChat),
      createdAt: moment,
      steps: [],
      payments: [],
      carrier: "",
      tracking: "",
      estimatedDelivery: moment.advanced(byMilliseconds: 7 * Span.day)
        .local(offsetMinutes: customer.offsetMinutes).date.dashed,
      notes: random.happens(14) ? random.pick(DemoNotes.all[customer.language] ?? []) : nil
    )
    let carrier = random.pick(customer.carriers, else: .dhl)
    plan.carrier = carrier.name
    plan.tracking = random.digits(carrier.tracking)
    OrderCourse.run(&plan, age: age, &random)
    return plan
  }

  /// Somebody who is awake: mostly whose turn it is, now and then anybody, so that some come back.
  private mutating func buyer(at moment: Instant) -> DemoCustomer? {
    guard random.happens(65) else { return people.awake(at: moment, &random) }
    if turns.isEmpty { turns = random.shuffled(people.all) }
    let place = turns.firstIndex { $0.isAwake(at: moment) } ?? 0
    return turns.remove(at: place)
  }

  private func lost(_ place: Int) -> OrderFate {
    place.isMultiple(of: 3) ? .failed : .unpaid
  }

  private static func fate(_ place: Int, age: Int64, isChat: Bool) -> OrderFate {
    switch place {
    case _ where place % 17 == 3 && age >= 1: .cancelled
    case _ where place % 11 == 5 && (9...24).contains(age): .late
    case _ where place % 23 == 7 && age >= 16: .returned
    case _ where place % 13 == 9 && age >= 11: .damaged
    case _ where place % 19 == 11 && !isChat: .failed
    case _ where place % 7 == 2 && age < 4 && !isChat: .unpaid
    default: .smooth
    }
  }

  private mutating func chat() -> OrderPlan.Chat {
    OrderPlan.Chat(
      sessionID: "chat_" + random.token(12),
      checkoutID: "cs_test_" + random.token(24),
      intentID: "pi_" + random.token(24),
      channel: random.pick(["whatsapp", "whatsapp", "web", "instagram"], else: "web")
    )
  }

  /// A chat checkout that waits for cash or a transfer would be no order while it is pending.
  private mutating func method(
    for customer: DemoCustomer,
    fate: OrderFate,
    isChat: Bool
  ) -> String {
    guard fate == .smooth || fate == .late else { return "card" }
    return random.pick(customer.methods, else: "card")
  }

  /// Numbers count on from what the shop had sold before; the storefront's begin anew each year.
  private func numbered(_ plans: [OrderPlan]) -> [OrderPlan] {
    var chats = 1_204
    var standard: [Int: Int] = [:]
    return plans.map { plan in
      var plan = plan
      if plan.chat != nil {
        chats += 1
        plan.number = "CHT" + Self.sixDigits(chats)
      } else {
        let year = plan.createdAt.local(offsetMinutes: 0).date.year
        let count = standard[year, default: standard.isEmpty ? 3_310 : 0] + 1
        standard[year] = count
        plan.number = "ORD-\(year)-" + Self.sixDigits(count)
      }
      return plan
    }
  }

  private static func sixDigits(_ number: Int) -> String {
    String(repeating: "0", count: max(0, 6 - String(number).count)) + String(number)
  }
}

/// What people write into the field for notes.
enum DemoNotes {
  static let all: [ChatLanguage: [String]] = [
    .english: [
      "Please leave it with the neighbour at number 3.", "Ring twice, the bell is quiet.",
      "It's a surprise, please don't call!", "Deliver after 5 pm if possible.",
    ],
    .spanish: ["Dejar en portería, por favor.", "Llamar antes de entregar."],
    .portuguese: ["Deixar na portaria.", "Entregar depois das 18h, por favor."],
    .german: ["Bitte beim Nachbarn Nr. 3 abgeben.", "Klingel defekt, bitte klopfen."],
    .french: ["Laisser chez la gardienne, merci.", "Code de la porte : 4B19."],
    .italian: ["Lasciare in portineria.", "Citofonare due volte, grazie."],
    .japanese: ["宅配ボックスに入れてください。", "18時以降の配達を希望します。"],
  ]
}
