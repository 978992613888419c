package import Commerce
package import SQLiteKit

/// What the rules of a change ask about an order, read inside the change's own transaction.
package struct OrderFacts: Equatable, Sendable {
  /// Whose word the status is: the source's until staff first change it here.
  package enum StatusOwner: String, Sendable {
    case source, staff
  }

  package var id: OrderID
  package var number: String
  package var source: OrderSource
  package var customerName: String
  package var customerPhone: String?
  package var customerEmail: String?
  package var status: OrderStatus
  package var statusOwner: StatusOwner
  /// The newest status that the source said, in our words.
  package var sourceStatus: String?
  package var payment: PaymentStatus
  package var currency: Currency
  package var paymentMethod: String?
  package var carrier: String?
  package var trackingNumber: String?
  /// What the source said of carrier and number while a parcel of staff stood; nil where it said
  /// nothing since.
  package var sourceShipment: SourceShipment?
  /// As stored, so that an undo brings back exactly what was there.
  package var deliveredAt: String?
  package var assignment: Assignment?
  package var priority: Priority
  package var snooze: Snooze?
  package var revision: Int
  package struct SourceShipment: Equatable, Sendable {
    package var carrier: String?
    package var trackingNumber: String?
  }

  /// Nil for an order that nobody has given a chat yet.
  package var conversationID: String?
  package var conversationState: ConversationState
  /// The order's own, or that in which its customer wrote.
  package var chatSessionID: String?
  package var channel: String?
  /// Staff have edited it, so no snapshot changes it.
  package var isAddressEdited: Bool
  /// False for an order that staff placed by hand: no source speaks for it.
  package var hasSource: Bool
}

extension OrderFacts {
  /// Whether the address stays as staff have it, whatever the source says.
  package var isAddressKept: Bool {
    isAddressEdited || statusOwner == .staff && status != .pending && status != .confirmed
  }

  /// Shows carrier and number as a snapshot would now, for an order without a parcel of staff.
  package mutating func takeSourceShipment() {
    guard let said = sourceShipment else { return }
    let isStaffs = statusOwner == .staff
    carrier = said.carrier ?? (isStaffs ? carrier : nil)
    trackingNumber = said.trackingNumber ?? (isStaffs ? trackingNumber : nil)
  }
}

extension OrderFacts: RowDecodable {
  package init(row: borrowing Row) throws {
    id = try row.orderID("id")
    number = try row.text("order_number")
    source = try row.choice("source")
    customerName = try row.text("customer_name")
    customerPhone = try row.textIfPresent("customer_phone")
    customerEmail = try row.textIfPresent("customer_email")
    status = try row.choice("status")
    statusOwner = try row.choice("status_owner")
    sourceStatus = try row.textIfPresent("source_status")
    payment = try row.choice("payment_status")
    currency = try row.currency("currency")
    paymentMethod = try row.textIfPresent("payment_method")
    carrier = try row.textIfPresent("carrier")
    trackingNumber = try row.textIfPresent("tracking_number")
    if try row.bool("has_source_shipment") {
      sourceShipment = SourceShipment(
        carrier: try row.textIfPresent("source_carrier"),
        trackingNumber: try row.textIfPresent("source_tracking_number")
      )
    }
    deliveredAt = try row.textIfPresent("delivered_at")
    assignment = try Assignment(ofOrder: row)
    priority = try row.choice("priority")
    snooze = try Snooze(ofOrder: row)
    revision = try row.integer("revision")
    conversationID = try row.textIfPresent("conversation_id")
    conversationState = try row.choice("conversation_state")
    chatSessionID = try row.textIfPresent("chat_session_id")
    channel = try row.textIfPresent("channel")
    isAddressEdited = try row.bool("is_address_edited")
    hasSource = try row.bool("has_source")
  }

  /// An order as this transaction sees it; nil when there is none, as for an unpaid checkout.
  package static func of(_ id: OrderID, on connection: borrowing Connection) throws -> OrderFacts? {
    try connection.first(
      """
      SELECT o.id, o.order_number, o.source, o.customer_name, o.customer_phone,
        o.customer_email, o.status,
        o.status_owner, o.source_status, o.payment_status, o.currency, o.payment_method,
        o.carrier, o.tracking_number, o.source_shipment IS NOT NULL AS has_source_shipment,
        o.source_shipment ->> 0 AS source_carrier,
        o.source_shipment ->> 1 AS source_tracking_number, o.delivered_at, o.revision, o.conversation_id, o.priority,
        \(sql: Assignment.columns), \(sql: Snooze.columns),
        coalesce(c.state, 'active') AS conversation_state,
        coalesce(o.chat_session_id, c.chat_session_id) AS chat_session_id, s.channel,
        \(raw: M001.isEdited("shipping_address", of: "o")) AS is_address_edited,
        o.source_updated_at IS NOT NULL AS has_source
      FROM orders o
      \(sql: Assignment.join)
      LEFT JOIN conversations c ON c.id = o.conversation_id
      LEFT JOIN chat_sessions s ON s.id = coalesce(o.chat_session_id, c.chat_session_id)
      WHERE o.id = \(id)
      """
    )
  }
}
