import Commerce
import JSON
import SQLiteKit
import Store

/// Writes into the store as a program of somebody else does: by the names of the contract alone.
///
/// It has a connection of its own, so the console sees its commits as those of another process.
struct OutsideProgram: Sendable {
  let database: Database

  init(storePath: String) throws {
    let options = Database.Options(
      applicationID: Store.applicationID,
      // Somebody who writes longer is waited for by trying again later.
      busyTimeout: .milliseconds(250),
      cacheKibibytes: 512,
      label: "orderdeck demo customers",
      kind: "an orderdeck store",
      trustsSchema: true
    )
    database = try Database(at: storePath, options: options)
  }

  // MARK: Chats

  func open(_ session: LiveSession, at now: Instant) throws {
    try database.write { connection in
      try connection.run(
        """
        INSERT INTO chat_sessions (id, channel, customer_name, started_at, described)
        VALUES (\(session.id), \(session.channel), \(session.customerName), \(now), 1)
        ON CONFLICT (id) DO NOTHING
        """
      )
    }
  }

  func write(_ message: LiveMessage, at now: Instant) throws {
    try database.write { try Self.insert(message, at: now, on: $0) }
  }

  private static func insert(
    _ message: LiveMessage,
    at now: Instant,
    on connection: borrowing Connection
  ) throws {
    let status: MessageStatus = message.role == .customer && !message.isUnread ? .read : .delivered
    let place = try connection.integer(
      """
      SELECT coalesce(max(seq), 0) + 1 FROM messages
      WHERE conversation_id = \(message.conversationID)
      """
    )
    try connection.run(
      """
      INSERT INTO messages (id, conversation_id, chat_session_id, seq, sender_role, sender_name,
        body, sent_at, status, is_unread)
      VALUES (\(message.id), \(message.conversationID), \(message.sessionID), \(place ?? 1),
        \(message.role), \(message.senderName), \(message.body), \(now), \(status),
        \(message.isUnread ? 1 : 0))
      ON CONFLICT (id) DO NOTHING
      """
    )
  }

  /// What the network tells of a reply; a rank only rises.
  func report(_ status: MessageStatus, of message: MessageID) throws {
    let lower: SQL = status == .read ? "'queued', 'sent', 'delivered'" : "'queued', 'sent'"
    try database.write { connection in
      try connection.run(
        """
        UPDATE messages SET status = \(status)
        WHERE id = \(message.rawValue) AND status IN (\(sql: lower))
        """
      )
    }
  }

  // MARK: Checkouts

  /// Adds an unpaid checkout, which is no order yet.
  func checkOut(_ checkout: LiveCheckout, at now: Instant) throws {
    let row = CheckoutRow(checkout, at: now)
    try database.write { connection in
      try connection.run(
        """
        INSERT INTO chat_orders (id, order_number, chat_session_id, checkout_session_id,
          customer_name, customer_email, customer_phone, items, shipping_address, currency,
          amount_total, status, payment_status, payment_method, metadata, created_at, updated_at)
        SELECT \(checkout.id.rawValue), printf('CHT%06d', 1 + coalesce(max(CAST(
            substr(order_number, 4) AS INTEGER)), 0)), \(checkout.sessionID),
          \(checkout.checkoutID), \(checkout.customer.name), \(checkout.customer.email),
          \(checkout.customer.phone), \(row.items), \(row.address),
          \(checkout.customer.currency.code), \(checkout.basket.total), 'pending', 'unpaid',
          'card', \(row.metadata), \(now), \(now)
        FROM chat_orders WHERE order_number GLOB 'CHT[0-9][0-9][0-9][0-9][0-9][0-9]'
        ON CONFLICT (id) DO NOTHING
        """
      )
    }
  }

  /// The payment has come: the trigger makes the order in this very transaction.
  func pay(
    _ order: OrderID,
    intentID: String,
    confirmation: LiveMessage,
    at now: Instant
  ) throws {
    try database.write { connection in
      try connection.run(
        """
        UPDATE chat_orders SET payment_status = 'paid',
          stripe_payment_intent_id = coalesce(stripe_payment_intent_id, \(intentID)),
          status = CASE status WHEN 'pending' THEN 'confirmed' ELSE status END,
          metadata = CASE status WHEN 'pending' THEN json_insert(metadata, '$.status_history[#]',
            json_object('status', 'confirmed', 'at', \(now))) ELSE metadata END,
          updated_at = \(now)
        WHERE id = \(order.rawValue) AND payment_status IN ('unpaid', 'pending')
        """
      )
      try Self.confirm(order, confirmation, at: now, on: connection)
    }
  }

  /// The carrier has handed the parcel over; who pays at the door has paid.
  func deliver(_ order: OrderID, notice: LiveMessage, at now: Instant) throws {
    try database.write { connection in
      try connection.run(
        """
        UPDATE chat_orders SET status = 'delivered',
          payment_status = CASE WHEN payment_method = 'cash_on_delivery'
            AND payment_status = 'pending' THEN 'paid' ELSE payment_status END,
          metadata = json_insert(metadata, '$.status_history[#]',
            json_object('status', 'delivered', 'at', \(now))),
          updated_at = \(now)
        WHERE id = \(order.rawValue) AND status = 'shipped'
        """
      )
      try Self.confirm(order, notice, at: now, on: connection)
    }
  }

  private static func confirm(
    _ order: OrderID,
    _ message: LiveMessage,
    at now: Instant,
    on connection: borrowing Connection
  ) throws {
    guard connection.changes > 0 else { return }
    let number = try connection.text(
      "SELECT order_number FROM chat_orders WHERE id = \(order.rawValue)"
    )
    var message = message
    message.body = ChatScript.filled(message.body, with: ["number": number ?? ""])
    try insert(message, at: now, on: connection)
  }
}

/// The JSON columns of a checkout.
struct CheckoutRow {
  let items: String
  let address: String
  let metadata: String

  init(_ checkout: LiveCheckout, at now: Instant) {
    let lines = checkout.basket.lines.map { line -> JSONValue in
      [
        "product_id": .string(line.product.id), "name": .string(line.product.name),
        "quantity": .integer(line.quantity), "unit_amount": .integer(line.price),
      ]
    }
    items = JSONValue.array(lines).text()
    address = FeedEntry.address(checkout.customer.address).text()
    let due = now.advanced(byMilliseconds: 7 * Span.day)
    let value: JSONValue = [
      "shipping_amount": .integer(checkout.basket.shipping),
      "tax_amount": .integer(checkout.basket.tax),
      "discount_amount": .integer(checkout.basket.discount),
      "estimated_delivery": .string(
        due.local(offsetMinutes: checkout.customer.offsetMinutes).date.dashed
      ),
      "status_history": [["status": "pending", "at": .string(now.rfc3339)]],
    ]
    metadata = value.text()
  }
}
