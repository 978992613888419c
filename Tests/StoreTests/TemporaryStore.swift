import Commerce
import SQLiteKit
import Store
import TestSupport

/// A store in a folder of its own, gone with the test.
final class TemporaryStore {
  let folder: TemporaryFolder
  let store: Store

  init(_ name: String = "orders.db") throws {
    folder = try TemporaryFolder("store")
    store = try Store(at: folder.path(name))
  }

  var path: String { store.path }
  var database: Database { store.database }

  /// A connection of "another program" that knows nothing but the contract.
  func anotherProgram() throws -> Database {
    try Database(
      at: path,
      options: Database.Options(
        applicationID: Store.applicationID,
        label: "bot",
        trustsSchema: true
      )
    )
  }

  func run(_ sql: SQL) throws {
    try database.write { try $0.run(sql) }
  }

  func integer(_ sql: SQL) throws -> Int? {
    try database.read { try $0.integer(sql) }
  }

  func text(_ sql: SQL) throws -> String? {
    try database.read { try $0.text(sql) }
  }

  func texts(_ sql: SQL) throws -> [String] {
    try database.read { connection in
      try connection.map(sql) { row in try row.text(row.columnNames[0]) }
    }
  }

  /// The steps of the plan, as EXPLAIN QUERY PLAN words them.
  func plan(of sql: SQL) throws -> [String] {
    try database.read { connection in
      try connection.map("EXPLAIN QUERY PLAN \(sql: sql)") { try $0.text("detail") }
    }
  }
}

extension QueryContext {
  static let noon = QueryContext(
    now: Instant(milliseconds: 1_790_000_000_000),
    zone: .utc,
    staff: StaffID("ana")
  )
}

/// One snapshot of an order as tests write it; what is not named is of no matter to them.
struct OrderRow {
  var id: String
  var number: String
  var customer = "Ana Silva"
  var email: String?
  var phone: String?
  var address: String?
  var items = #"[{"product_id":"P1","name":"Blue Mug","quantity":2,"unit_amount":1500}]"#
  var currency = "USD"
  var total = 3000
  var refunded = 0
  var status = "pending"
  var payment = "paid"
  var session: String?
  var checkout: String?
  var intent: String?
  var metadata = "{}"
  var createdAt = "2026-01-10T10:00:00.000Z"
  var updatedAt = "2026-01-10T10:00:00.000Z"
  var estimatedDelivery: String?

  init(_ id: String, number: String? = nil) {
    self.id = id
    self.number = number ?? "N-" + id
  }
}

extension TemporaryStore {
  /// As a bot writes it, one row of `chat_orders`.
  func insertChat(_ order: OrderRow) throws {
    try run(
      """
      INSERT INTO chat_orders (id, order_number, chat_session_id, checkout_session_id,
        stripe_payment_intent_id, customer_name, customer_email, customer_phone, items,
        shipping_address, currency, amount_total, amount_refunded, status, payment_status, metadata,
        created_at, updated_at)
      VALUES (\(order.id), \(order.number), \(order.session), \(order.checkout), \(order.intent),
        \(order.customer), \(order.email), \(order.phone), \(order.items), \(order.address),
        \(order.currency), \(order.total), \(order.refunded), \(order.status), \(order.payment),
        \(order.metadata), \(order.createdAt), \(order.updatedAt))
      """
    )
  }

  /// As sync writes it, history first.
  func insertStandard(_ order: OrderRow) throws {
    try database.write { connection in
      try connection.run(
        """
        INSERT INTO order_history_intake (order_id, actor, via, status, payment_status,
          amount_refunded, status_history, metadata, created_at, updated_at)
        VALUES (\(order.id), 'storefront', 'sync', \(order.status), \(order.payment),
          \(order.refunded), '[]', \(order.metadata), \(order.createdAt), \(order.updatedAt))
        """
      )
      try connection.run(
        """
        INSERT INTO order_intake (id, order_number, source, customer_name, customer_email,
          customer_phone, shipping_address, items, currency, shipping_amount, tax_amount,
          discount_amount, total_amount, amount_refunded, status, payment_status,
          estimated_delivery, chat_session_id, checkout_session_id, stripe_payment_intent_id,
          metadata, created_at, updated_at)
        VALUES (\(order.id), \(order.number), 'standard', \(order.customer), \(order.email),
          \(order.phone), \(order.address), \(order.items), \(order.currency), 0, 0, 0,
          \(order.total), \(order.refunded), \(order.status), \(order.payment),
          \(order.estimatedDelivery), \(order.session), \(order.checkout), \(order.intent),
          \(order.metadata), \(order.createdAt), \(order.updatedAt))
        """
      )
    }
  }

  func insertMessage(
    _ id: String,
    in conversation: String,
    at time: String,
    body: String = "hello",
    role: String = "customer",
    status: String = "delivered",
    seq: Int = 0
  ) throws {
    let isUnread = role == "customer" && status != "read"
    try run(
      """
      INSERT INTO messages (id, conversation_id, seq, sender_role, sender_name, body, sent_at,
        status, is_unread)
      VALUES (\(id), \(conversation), \(seq), \(role), \(role), \(body), \(time), \(status),
        \(isUnread))
      """
    )
  }

  func event(_ id: String, order: String, kind: String, at time: String, to value: String?) throws {
    try run(
      """
      INSERT INTO order_events (id, order_id, at, kind, actor, via, to_value)
      VALUES (\(id), \(order), \(time), \(kind), 'ana', 'console', \(value))
      """
    )
  }
}
