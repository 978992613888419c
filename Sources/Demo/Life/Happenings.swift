import Commerce

/// What may happen in the shop by itself.
enum Happening: CaseIterable, Sendable {
  case question, checkout, payment, delivery, visit

  /// What is named more often happens more often.
  static let chances: [Happening] = [
    .question, .question, .question, .question, .checkout, .checkout, .checkout, .payment,
    .delivery, .delivery, .visit,
  ]
  /// So many customers may wait for an answer; then the others are patient.
  static let mostWaiting = 25
}

extension LiveShop {
  mutating func happen(_ happening: Happening, at now: Instant) throws {
    switch happening {
    case .question:
      let isPatient = try outside.waitingChats() >= Happening.mostWaiting
      let chats = isPatient ? [] : try outside.quietChats(at: now)
      guard let chat = random.pick(chats) else { return beginCheckout(at: now) }
      ask(about: chat, at: now)
    case .checkout: beginCheckout(at: now)
    case .visit: beginVisit(at: now)
    case .payment:
      guard let order = random.pick(try outside.openPayments(at: now)) else {
        return beginCheckout(at: now)
      }
      let words = message(.settled, from: .bot, about: order)
      plan(.pay(order.id, intentID: "pi_" + random.token(24), words), at: now)
    case .delivery:
      guard let order = random.pick(try outside.parcelsUnderway(at: now)) else {
        return beginCheckout(at: now)
      }
      deliver(order, at: now)
    }
  }

  /// The parcel is handed over, and sometimes its owner writes about it.
  private mutating func deliver(_ order: ChatFacts, at now: Instant) {
    plan(.deliver(order.id, message(.delivered, from: .bot, about: order)), at: now)
    guard random.happens(60) else { return }
    var arrived = order
    arrived.status = .delivered
    ask(about: arrived, at: now.advanced(byMilliseconds: random.milliseconds(9_000...20_000)))
  }

  /// A customer comes online, types and writes one or two lines.
  mutating func ask(about order: ChatFacts, at moment: Instant) {
    let topic = random.pick(
      Topic.openers(for: order.status, isLate: order.isLate),
      else: .whereIsIt
    )
    let script = library[order.language][topic]
    let lines = script.opening(with: words(for: order), by: &random)
    say(lines, about: order, from: moment)
  }

  /// Typing shows for one to three seconds before each line.
  mutating func say(_ lines: [String], about order: ChatFacts, from start: Instant) {
    forgetPlans(for: order.id)
    plan(.presence(order.id, .online), at: start)
    var moment = start.advanced(byMilliseconds: random.milliseconds(300...900))
    for line in lines {
      plan(.presence(order.id, .typing), at: moment)
      moment = moment.advanced(byMilliseconds: random.milliseconds(1_200...3_000))
      plan(.write(customerMessage(line, about: order)), at: moment)
      plan(.presence(order.id, .online), at: moment)
      moment = moment.advanced(byMilliseconds: random.milliseconds(800...2_500))
    }
    let leaving = moment.advanced(byMilliseconds: random.milliseconds(20_000...50_000))
    plan(.presence(order.id, .away), at: leaving)
  }

  private mutating func customerMessage(_ text: String, about order: ChatFacts) -> LiveMessage {
    LiveMessage(
      id: random.uuid(),
      orderID: order.id,
      conversationID: order.conversationID,
      sessionID: order.sessionID,
      role: .customer,
      senderName: order.customerName,
      body: text,
      isUnread: true
    )
  }

  /// The first line of a script that the bot says.
  private mutating func message(
    _ topic: Topic,
    from role: SenderRole,
    about order: ChatFacts
  ) -> LiveMessage {
    let spoken = library[order.language][topic].spoken(with: words(for: order), by: &random)
    return LiveMessage(
      id: random.uuid(),
      orderID: order.id,
      conversationID: order.conversationID,
      sessionID: order.sessionID,
      role: role,
      senderName: ChatTelling.bot,
      body: spoken.first?.text ?? "",
      isUnread: false
    )
  }

  func words(for order: ChatFacts) -> [String: String] {
    let known = people.all.first { $0.name == order.customerName }
    let called = known?.called ?? order.customerName.split(separator: " ").first.map(String.init)
    return [
      "name": called ?? order.customerName, "number": order.number, "item": order.item,
      "carrier": order.carrier, "tracking": order.tracking, "shop": DemoShop.name,
      "agent": ChatTelling.agents.first ?? "",
    ]
  }
}
