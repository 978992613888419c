import Commerce
import Console

/// A made-up shop in memory, which answers the console's questions as store and desk would.
struct SampleShop {
  static let now = Instant(milliseconds: 1_794_579_720_000)  // 2026-11-13 14:22 UTC

  var orders: [OrderSummary]
  var chats: [OrderID: [ChatMessage]] = [:]
  var drafts: [OrderID: [Draft]] = [:]
  var overview = SyncOverview()
  var drift: [SyncDrift] = []
  var outbox = OutboxCounts()
  /// What `u` would take back.
  var undoable: Undoable?
  /// What `u` would take back after that.
  var earlier: Undoable?
  /// Who is at work, as the store has it; nil tells nothing.
  var me: Staff?
  var people = [
    Staff(id: StaffID("maya"), name: "maya", role: .ops),
    Staff(id: StaffID("tom"), name: "tom", role: .agent),
    Staff(id: StaffID("zoe"), name: "Zoë Brandt", role: .admin),
  ]
  /// Orders in the place of others.
  var links: [OrderID: [LinkedOrder]] = [:]
  /// What was sent of each order.
  var parcels: [Parcel] = []
  /// What each order has; nil is two lamps.
  var items: [OrderItem]?
  /// What came in for each order; nil is all that it costs.
  var captured: Money?
  /// Whether anything is known by which customers can be answered.
  var areCustomersKnown = true
  /// What the source says was given back on each order.
  var refund: Money?
  /// Of cash on delivery nothing has come yet.
  var paymentMethod = "card"
  var refunds: [Refund] = []
  var returns: [OrderReturn] = []
  /// Whether contact data is cut for this reader.
  var isMasked = false
  var views: [SavedView] = []
  /// What was written to the first customer.
  var email: SentEmail?
  /// Refuses every act with this sentence; nil carries them out.
  var refusal: String?
  var refusalKind = Refusal.Kind.illegal
  /// What waits, by what is due first.
  var dues: [DueOrder] = []
  /// Drafts that another console has open too.
  var alsoOpen: [Draft.Kind: Instant] = [:]

  static func minutesAgo(_ minutes: Int64) -> Instant {
    now.advanced(byMilliseconds: -minutes * 60_000)
  }

  static func order(
    _ number: String,
    _ customer: String,
    _ total: Money,
    _ status: OrderStatus = .confirmed,
    minutesAgo minutes: Int64 = 60
  ) -> OrderSummary {
    OrderSummary(
      id: OrderID("id-\(number)"),
      number: number,
      source: number.hasPrefix("CHT") ? .chatCommerce : .standard,
      customerName: customer,
      total: total,
      status: status,
      payment: .paid,
      createdAt: minutesAgo(minutes),
      activityAt: minutesAgo(minutes)
    )
  }

  static func money(_ minorUnits: Int64, _ currency: Currency = .usd) -> Money {
    Money(minorUnits: minorUnits, currency: currency)
  }

  /// Orders without a story, for long lists; the first is the newest.
  init(count: Int) {
    orders = (0..<count).map { index in
      let status = OrderStatus.allCases[index % 7]
      let number = index.isMultiple(of: 3) ? "CHT\(100_000 - index)" : "ORD-2026-\(900_000 - index)"
      return Self.order(
        number,
        "Customer \(index)",
        Self.money(Int64(1_000 + index * 37)),
        status,
        minutesAgo: Int64(10 + index * 11)
      )
    }
  }

  init() {
    self.init(count: 24)
    orders =
      Self.storied
      + orders.map { order in
        var order = order
        order.createdAt = order.createdAt.advanced(byMilliseconds: -5 * 86_400_000)
        order.activityAt = order.createdAt
        return order
      }
    chats[orders[0].id] = Self.chat
    overview = Self.overview
  }

  private static var storied: [OrderSummary] {
    var first = order("CHT001234", "Giovanni Rossi", money(34_900), .processing, minutesAgo: 3)
    first.unreadCount = 1
    first.lastMessage = MessagePreview(role: .customer, text: "Perfect, thank you \u{1F64F}")
    var second = order(
      "ORD-2026-000123",
      "Jane Whitfield",
      money(29_900),
      .shipped,
      minutesAgo: 125
    )
    second.lastMessage = MessagePreview(role: .agent, text: "It left us this morning with DHL.")
    var third = order("CHT001233", "美咲 田中", money(48_200, .jpy), .confirmed, minutesAgo: 130)
    third.lastMessage = MessagePreview(
      role: .customer,
      text: "Thank you! And can I change the colour of the second one to something warmer?"
    )
    third.drafts = [.reply]
    var fourth = order(
      "ORD-2026-000122",
      "Łukasz Nowak",
      money(120_450, .eur),
      .delivered,
      minutesAgo: 260
    )
    fourth.payment = .partiallyRefunded
    var fifth = order(
      "ORD-2026-000119",
      "Ana Souza",
      money(8_990, .brl),
      .pending,
      minutesAgo: 1_500
    )
    fifth.payment = .unpaid
    var sixth = order(
      "CHT001230",
      "Priya Raghunathan-Venkataraman",
      money(1_234_567),
      .cancelled,
      minutesAgo: 3_000
    )
    sixth.payment = .refunded
    sixth.hasFailedMessage = true
    sixth.hasConflict = true
    return [first, second, third, fourth, fifth, sixth]
  }

  private static var chat: [ChatMessage] {
    [
      message(1, .system, "Order CHT001234: 2 items, $349.00", minutesAgo: 1_620, .read),
      message(
        2,
        .bot,
        "Thank you for your order! A person will look at it soon.",
        minutesAgo: 1_619,
        .read
      ),
      message(
        3,
        .customer,
        "Hello! I ordered the lamp yesterday, is it going to arrive before Friday?",
        minutesAgo: 150,
        .read
      ),
      message(
        4,
        .agent,
        "It leaves us today, so Thursday is realistic.",
        minutesAgo: 147,
        .read
      ),
      message(5, .system, "status: processing, by maya", minutesAgo: 146, .read),
      message(6, .agent, "I will write as soon as it is on its way.", minutesAgo: 60, .delivered),
      message(7, .customer, "Perfect, thank you \u{1F64F}", minutesAgo: 3, .delivered),
    ]
  }

  static func message(
    _ serial: Int,
    _ role: SenderRole,
    _ body: String,
    minutesAgo minutes: Int64,
    _ status: MessageStatus
  ) -> ChatMessage {
    let name =
      switch role {
      case .customer: "Giovanni Rossi"
      case .agent: serial == 4 ? "tom" : "maya"
      case .bot: "Bella"
      case .system: ""
      }
    let sentAt = minutesAgo(minutes)
    return ChatMessage(
      id: MessageID("m\(serial)"),
      role: role,
      senderName: name,
      body: body,
      sentAt: sentAt,
      status: status,
      isUnread: role == .customer && status == .delivered,
      place: MessagePlace(sentAt: sentAt, seq: 0, serial: serial)
    )
  }

  private static var overview: SyncOverview {
    var overview = SyncOverview()
    var source = SyncSourceStatus(id: "shop-bot", location: "/srv/feeds/shop-bot.ndjson")
    source.lastRunAt = minutesAgo(4)
    source.lastSuccessAt = minutesAgo(4)
    var counts = SyncCounts()
    counts.inserted = 12
    counts.updated = 3
    counts.unchanged = 985
    counts.quarantined = 1
    source.lastCounts = counts
    var broken = SyncSourceStatus(id: "old-bot", location: "sqlite:/srv/old/bot.db")
    broken.lastRunAt = minutesAgo(4_400)
    broken.lastError = "the file is not there; is the disk mounted?"
    overview.sources = [source, broken]
    overview.chatOrders = 300
    overview.chatOrdersWaiting = 12
    overview.chatSessions = 308
    overview.unlinkedSessions = 2
    overview.outboxWaiting = 1
    overview.quarantineCount = 41
    overview.quarantine = [
      QuarantinedRecord(
        id: 7,
        source: "shop-bot",
        line: 17,
        reason: "\"total\" is not an amount",
        excerpt: "{\"type\":\"chat_order\",\"total\":\"twelve\"}",
        firstSeenAt: minutesAgo(90),
        attempts: 2
      )
    ]
    overview.conflictCount = 1
    overview.conflicts = [
      FieldConflict(
        orderID: OrderID("id-CHT001230"),
        orderNumber: "CHT001230",
        field: "status",
        ours: "cancelled",
        theirs: "shipped",
        since: minutesAgo(200),
        seenAt: minutesAgo(199)
      )
    ]
    return overview
  }
}
