import Commerce

/// New customers: they talk to the bot, check out and pay, or leave.
extension LiveShop {
  /// A whole purchase in about half a minute.
  mutating func beginCheckout(at now: Instant) {
    guard let customer = people.awake(at: now, &random) else { return }
    let checkout = LiveCheckout(
      id: OrderID(random.uuid()),
      sessionID: "chat_" + random.token(12),
      checkoutID: "cs_test_" + random.token(24),
      customer: customer,
      basket: .random(for: customer, isChat: true, &random)
    )
    open(checkout, at: now)
    let spoken = library[customer.language][.checkout]
      .spoken(with: words(for: checkout), by: &random)
    var moment = now
    for line in spoken {
      plan(.write(message(line, in: checkout)), at: moment)
      moment = moment.advanced(byMilliseconds: random.milliseconds(1_200...3_000))
    }
    // The bot has sent the link before the customer's last words.
    let link = moment.advanced(byMilliseconds: -3_000)
    plan(.checkOut(checkout), at: max(now, link))
    settle(checkout, at: moment)
  }

  private mutating func open(_ checkout: LiveCheckout, at now: Instant) {
    let session = LiveSession(
      id: checkout.sessionID,
      channel: random.pick(["whatsapp", "web", "instagram"], else: "web"),
      customerName: checkout.customer.name
    )
    plan(.open(session), at: now)
  }

  /// Most pay at once; the others stay a checkout that never became an order.
  private mutating func settle(_ checkout: LiveCheckout, at moment: Instant) {
    let isPaid = random.happens(90)
    let topic: Topic = isPaid ? .paid : .reminder
    let spoken = library[checkout.customer.language][topic]
      .spoken(with: words(for: checkout), by: &random)
    guard let line = spoken.first else { return }
    let confirmation = message(line, in: checkout)
    guard isPaid else { return plan(.write(confirmation), at: moment) }
    plan(
      .pay(checkout.id, intentID: "pi_" + random.token(24), confirmation),
      at: moment.advanced(byMilliseconds: random.milliseconds(1_500...4_000))
    )
    if random.happens(40) { askAfterwards(checkout, at: moment) }
  }

  /// The new customer has one more wish.
  private mutating func askAfterwards(_ checkout: LiveCheckout, at moment: Instant) {
    let order = ChatFacts(
      id: checkout.id,
      number: "",
      conversationID: checkout.sessionID,
      sessionID: checkout.sessionID,
      customerName: checkout.customer.name,
      country: checkout.customer.address.country,
      status: .confirmed,
      isLate: false,
      item: checkout.basket.lines.first?.product.name ?? "",
      carrier: "",
      tracking: ""
    )
    let topic: Topic = random.pick([.colour, .bulb], else: .bulb)
    let lines = library[order.language][topic].opening(with: words(for: order), by: &random)
    say(
      lines,
      about: order,
      from: moment.advanced(byMilliseconds: random.milliseconds(15_000...40_000))
    )
  }

  /// Somebody asks and buys nothing, which the conversion figures need.
  mutating func beginVisit(at now: Instant) {
    guard let customer = people.awake(at: now, &random) else { return }
    let visit = LiveCheckout(
      id: OrderID(random.uuid()),
      sessionID: "chat_" + random.token(12),
      checkoutID: "",
      customer: customer,
      basket: .random(for: customer, isChat: true, &random)
    )
    open(visit, at: now)
    let spoken = library[customer.language][.checkout]
      .spoken(with: words(for: visit), by: &random)
    var moment = now
    for line in spoken.prefix(2) {
      plan(.write(message(line, in: visit)), at: moment)
      moment = moment.advanced(byMilliseconds: random.milliseconds(1_500...4_000))
    }
  }

  private mutating func message(
    _ line: ChatScript.Spoken,
    in checkout: LiveCheckout
  ) -> LiveMessage {
    LiveMessage(
      id: random.uuid(),
      orderID: nil,
      conversationID: checkout.sessionID,
      sessionID: checkout.sessionID,
      role: line.role,
      senderName: line.role == .customer ? checkout.customer.name : ChatTelling.bot,
      body: line.text,
      isUnread: false
    )
  }

  /// The number is not known before the store has the checkout; it stays open until then.
  private func words(for checkout: LiveCheckout) -> [String: String] {
    let customer = checkout.customer
    let line = checkout.basket.lines.first
    let money = { Money(minorUnits: $0, currency: customer.currency).display() }
    var words = [
      "name": customer.called, "shop": DemoShop.name, "number": "{number}",
      "item": line?.product.name ?? "", "count": String(line?.quantity ?? 1),
      "price": money(line?.price ?? 0), "total": money(checkout.basket.total),
      "street": customer.address.street ?? "", "city": customer.address.city ?? "",
      "code": String(checkout.id.rawValue.prefix(8)), "method": "card",
    ]
    words["extra"] = checkout.basket.extra
    return words
  }
}
