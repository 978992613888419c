import Commerce
import SQLiteKit
import Store
import Sync

/// Writes records that are already values as a C program would: the rows of the product, through
/// the same schema and triggers, in transactions of the same size.
struct BareIntake {
  static let pageSize = 250

  private let database: BareDatabase
  private let chatOrder: BareStatement
  private let order: BareStatement
  private let history: BareStatement
  private let message: BareStatement
  private let session: BareStatement

  init(into path: String) throws {
    database = try BareDatabase(at: path)
    chatOrder = try database.prepare(Self.chatOrderSQL)
    order = try database.prepare(Self.orderSQL)
    history = try database.prepare(Self.historySQL)
    message = try database.prepare(Self.messageSQL)
    session = try database.prepare(Self.sessionSQL)
  }

  func write(_ rows: [Row]) throws {
    for start in stride(from: 0, to: rows.count, by: Self.pageSize) {
      try database.run("BEGIN IMMEDIATE")
      for row in rows[start..<min(rows.count, start + Self.pageSize)] { try write(row) }
      try database.run("COMMIT")
    }
  }

  private func write(_ row: Row) throws {
    switch row {
    case .chatOrder(let values): try chatOrder.run(values)
    case .message(let values): try message.run(values)
    case .session(let values): try session.run(values)
    case .order(let values, let past):
      try order.run(values)
      try history.run(past)
    }
  }

  /// The values of one record in the order of its statement.
  enum Row {
    case chatOrder([DatabaseValue])
    case order([DatabaseValue], history: [DatabaseValue])
    case message([DatabaseValue])
    case session([DatabaseValue])

    init(_ record: FeedRecord) {
      switch record {
      case .chatOrder(let order): self = .chatOrder(BareIntake.values(of: order))
      case .order(let order):
        self = .order(BareIntake.values(of: order), history: BareIntake.history(of: order))
      case .message(let message): self = .message(BareIntake.values(of: message))
      case .chatSession(let session): self = .session(BareIntake.values(of: session))
      }
    }
  }

  private static let chatOrderSQL = """
    INSERT INTO chat_orders (id, order_number, chat_session_id, checkout_session_id,
        stripe_payment_intent_id, customer_name, customer_email, customer_phone, items,
        shipping_address, currency, amount_total, amount_refunded, status, payment_status,
        payment_method, metadata, created_at, updated_at)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
    """

  private static let orderSQL = """
    INSERT INTO order_intake (id, order_number, source, customer_name, customer_email,
        customer_phone, shipping_address, items, currency, shipping_amount, tax_amount,
        discount_amount, total_amount, amount_refunded, status, payment_status, payment_method,
        tracking_number, metadata, created_at, updated_at)
      VALUES (?, ?, 'standard', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
    """

  private static let historySQL = """
    INSERT INTO order_history_intake (order_id, actor, via, status, payment_status,
        amount_refunded, status_history, metadata, created_at, updated_at)
      VALUES (?, 'storefront', 'sync', ?, ?, ?, ?, ?, ?, ?)
    """

  private static let messageSQL = """
    INSERT INTO messages (id, conversation_id, chat_session_id, seq, sender_role, sender_name,
        body, sent_at, status)
      VALUES (?1, ?2, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
    """

  private static let sessionSQL = """
    INSERT INTO chat_sessions (id, channel, customer_name, started_at, outcome, described)
      VALUES (?, ?, ?, ?, ?, 1)
      ON CONFLICT (id) DO UPDATE SET channel = excluded.channel, described = 1
    """
}

extension BareIntake {
  static func values(of order: ChatOrderSnapshot) -> [DatabaseValue] {
    [
      .text(order.id), .text(order.orderNumber), optional(order.chatSessionID),
      optional(order.checkoutSessionID), optional(order.paymentIntentID),
      .text(order.customerName), optional(order.customerEmail), optional(order.customerPhone),
      .text(order.items), optional(order.shippingAddress), .text(order.currency),
      .integer(order.amountTotal), .integer(order.amountRefunded), .text(order.status),
      .text(order.paymentStatus), optional(order.paymentMethod), .text(order.metadata),
      .text(order.createdAt.rfc3339), .text(order.updatedAt.rfc3339),
    ]
  }

  private static func values(of order: StandardOrderSnapshot) -> [DatabaseValue] {
    [
      .text(order.id), .text(order.orderNumber), .text(order.customerName),
      optional(order.customerEmail), optional(order.customerPhone),
      optional(order.shippingAddress), .text(order.items), .text(order.currency),
      .integer(order.amounts.shipping), .integer(order.amounts.tax),
      .integer(order.amounts.discount), .integer(order.amounts.total),
      .integer(order.amounts.refunded), .text(order.status), .text(order.paymentStatus),
      optional(order.paymentMethod), optional(order.trackingNumber), .text(order.metadata),
      .text(order.createdAt.rfc3339), .text(order.updatedAt.rfc3339),
    ]
  }

  private static func history(of order: StandardOrderSnapshot) -> [DatabaseValue] {
    [
      .text(order.id), .text(order.status), .text(order.paymentStatus),
      .integer(order.amounts.refunded), .text(order.statusHistory), .text(order.metadata),
      .text(order.createdAt.rfc3339), .text(order.updatedAt.rfc3339),
    ]
  }

  private static func values(of message: IncomingMessage) -> [DatabaseValue] {
    [
      .text(message.id), .text(message.chatSessionID), .integer(Int64(message.seq)),
      .text(message.role.rawValue), .text(message.senderName), .text(message.body),
      .text(message.sentAt.rfc3339), .text(message.status.rawValue),
    ]
  }

  private static func values(of session: SessionDescription) -> [DatabaseValue] {
    [
      .text(session.id), optional(session.channel), optional(session.customerName),
      .text(session.startedAt.rfc3339), optional(session.outcome),
    ]
  }

  private static func optional(_ text: String?) -> DatabaseValue {
    text.map(DatabaseValue.text) ?? .null
  }
}
