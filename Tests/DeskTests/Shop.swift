import Commerce
import Desk
import SQLiteKit
import Store
import Synchronization
import TestSupport

/// A clock that stands still until a test moves it.
final class TestClock: Sendable {
  private let time: Mutex<Instant>

  init(_ start: Instant) {
    time = Mutex(start)
  }

  var now: Instant { time.withLock { $0 } }

  func advance(seconds: Double) {
    time.withLock { $0 = $0.advanced(byMilliseconds: Int64(seconds * 1000)) }
  }
}

/// A store in a folder of its own, with people, orders and a clock.
final class Shop {
  let folder: TemporaryFolder
  let store: Store
  let clock: TestClock
  private let ids = Atomic<Int>(0)

  init() throws {
    folder = try TemporaryFolder("desk")
    store = try Store(at: folder.path("orders.db"))
    clock = TestClock(try Instant(rfc3339: "2026-05-04T09:00:00.000Z"))
  }

  // MARK: People

  static let ana = Staff(id: StaffID("ana"), name: "Ana", role: .ops)
  static let ben = Staff(id: StaffID("ben"), name: "Ben", role: .ops)
  static let cleo = Staff(id: StaffID("cleo"), name: "Cleo", role: .agent)
  static let dora = Staff(id: StaffID("dora"), name: "Dora", role: .admin)

  static func staff(_ role: StaffRole) -> Staff {
    switch role {
    case .agent: cleo
    case .ops: ana
    case .admin: dora
    }
  }

  func desk(
    _ actor: Staff = Shop.ana,
    store: Store? = nil,
    settings: DeskSettings = DeskSettings()
  ) -> Desk {
    let clock = clock
    let prefix = actor.id.rawValue + String(ids.add(1, ordering: .relaxed).newValue)
    let count = Counter()
    return Desk(
      store: store ?? self.store,
      actor: actor,
      osUser: "os-\(actor.id.rawValue)",
      via: "console",
      clock: { clock.now },
      newID: { "\(prefix)-\(count.next())" },
      settings: settings
    )
  }

  func worker(
    _ transport: any Transport,
    owner: String = "worker",
    policy: DeliveryPolicy = DeliveryPolicy()
  ) -> OutboxWorker {
    let clock = clock
    return OutboxWorker(
      store: store,
      transport: transport,
      owner: owner,
      clock: { clock.now },
      policy: policy
    )
  }

  func worker(
    _ mailer: any Mailer,
    policy: DeliveryPolicy = DeliveryPolicy()
  ) -> OutboxWorker {
    let clock = clock
    return OutboxWorker(
      store: store,
      mailer: mailer,
      owner: "mailer",
      clock: { clock.now },
      policy: policy
    )
  }

  // MARK: Orders

  /// Lets a chat checkout make an order, by the same trigger as any bot.
  @discardableResult
  func order(
    _ number: String,
    status: OrderStatus = .processing,
    payment: PaymentStatus = .paid,
    refunded: Int = 0,
    items: String = #"[{"product_id":"p1","name":"Mug","quantity":1,"unit_amount":1200}]"#
  ) throws -> OrderID {
    try store.database.write { connection in
      try connection.run(
        """
        INSERT INTO chat_orders (id, order_number, chat_session_id, customer_name, items, currency,
          amount_total, amount_refunded, status, payment_status, created_at, updated_at)
        VALUES (\("order-" + number), \(number), \("session-" + number), 'Maria', \(items), 'EUR',
          1200, \(refunded), \(status), \(payment), '2026-05-01T08:00:00Z', '2026-05-01T08:00:00Z')
        """
      )
    }
    return OrderID("order-" + number)
  }

  func customerWrites(_ body: String, to id: OrderID, message: String) throws {
    let session = id.rawValue.replacing("order-", with: "session-")
    try store.database.write { connection in
      try connection.run(
        """
        INSERT INTO messages (id, conversation_id, chat_session_id, sender_role, body, sent_at,
          status, is_unread)
        VALUES (\(message), \(session), \(session), 'customer', \(body), \(self.clock.now),
          'delivered', 1)
        """
      )
    }
  }

  func sql(_ statement: SQL) throws {
    try store.database.write { try $0.run(statement) }
  }

  // MARK: What is stored

  func facts(_ id: OrderID) throws -> OrderFacts? {
    try store.database.read { try OrderFacts.of(id, on: $0) }
  }

  func status(_ id: OrderID) throws -> OrderStatus? { try facts(id)?.status }

  func number(_ query: SQL) throws -> Int? {
    try store.database.read { try $0.integer(query) }
  }

  func texts(_ query: SQL) throws -> [String] {
    try store.database.read { connection in
      try connection.map(query) { try $0.text("text") }
    }
  }

  /// The lines that staff added to a timeline: `status processing>packaged`.
  func timeline(_ id: OrderID) throws -> [String] {
    try texts(
      """
      SELECT kind || ' ' || coalesce(from_value, '') || '>' || coalesce(to_value, '') AS text
      FROM order_events WHERE order_id = \(id) AND via = 'console' ORDER BY serial
      """
    )
  }

  /// The lines of a chat but for the first: `agent: Hello (queued)`.
  func chat(_ id: OrderID) throws -> [String] {
    try texts(
      """
      SELECT m.sender_role || ': ' || m.body || ' (' || m.status || ')' AS text
      FROM messages m JOIN orders o ON o.conversation_id = m.conversation_id
      WHERE o.id = \(id) AND m.id NOT LIKE '%:opened' ORDER BY m.sent_at, m.seq, m.serial
      """
    )
  }

  /// Every row of every table that staff changes touch.
  ///
  /// Without its history only what an undo has to bring back: no events, acts and audit, and of an
  /// order no revision and no time of change.
  func dump(besidesHistory: Bool = false) throws -> [String] {
    let state = [
      "orders", "order_items", "conversations", "messages", "drafts", "outbox", "conflicts",
      "order_tags", "parcels", "parcel_numbers", "parcel_items",
    ]
    let history = [
      "order_events", "acts", "act_changes", "audit", "idempotency_keys", "refunds", "refund_items",
      "ledger_transfers", "returns", "return_items",
    ]
    let moving = besidesHistory ? ["revision", "updated_at", "activity_at"] : []
    let tables = besidesHistory ? state : state + history
    return try store.database.read { connection in
      try tables.flatMap { table in
        try connection.map("SELECT * FROM \(raw: table) ORDER BY 1, 2") { row in
          let names = row.columnNames.filter { !moving.contains($0) }
          let values = try names.map { "\(try row.value($0))" }
          return "\(table): \(values.joined(separator: " | "))"
        }
      }
    }
  }

  func expectIntactAudit() throws -> Bool {
    switch try AuditTrail(store: store).verify() {
    case .intact: true
    case .broken: false
    }
  }
}

/// Counts up, for any number of threads.
final class Counter: Sendable {
  private let count = Atomic<Int>(0)

  func next() -> Int { count.add(1, ordering: .relaxed).newValue }

  var value: Int { count.load(ordering: .relaxed) }
}

extension Shop {
  /// The refusal that a body throws; nil when it throws none.
  func refusal(_ body: () throws -> Receipt) throws -> Refusal? {
    do {
      _ = try body()
      return nil
    } catch let refusal as Refusal {
      return refusal
    }
  }
}

extension Desk {
  /// The commonest act of the tests.
  @discardableResult
  func set(
    _ id: OrderID,
    to status: OrderStatus,
    reason: String? = nil,
    options: PerformOptions = PerformOptions()
  ) throws -> Receipt {
    let shipment: ShipmentNote? =
      status == .shipped ? ShipmentNote(carrier: "DHL", trackingNumber: "0034") : nil
    return try perform(
      [.setStatus(id, to: status, shipment: shipment, reason: reason)],
      options: options
    )
  }
}
