package import Commerce
import SQLiteKit

extension Store {
  /// One order with all that the detail pane shows; nil when there is none of that id.
  package func order(
    _ id: OrderID,
    for reader: ContactReader = .nobody
  ) throws -> OrderDetail? {
    try database.read { try OrderDetailQuery.detail(of: id, for: reader, on: $0) }
  }
}

struct OrderDetailQuery {
  let summary: OrderSummary

  private var id: OrderID { summary.id }

  static func detail(
    of id: OrderID,
    for reader: ContactReader,
    on connection: borrowing Connection
  ) throws -> OrderDetail? {
    let serial = try connection.integer("SELECT serial FROM orders WHERE id = \(id)")
    guard let serial else { return nil }
    let summaries = try OrderSummaries.load([serial], staff: nil, on: connection)
    guard let summary = summaries.first else { return nil }
    let detail = try OrderDetailQuery(summary: summary).load(on: connection)
    let assignee = summary.assignment?.staff
    return try reader.sees(orderOf: assignee, on: connection) ? detail : detail?.withMaskedContact
  }

  func load(on connection: borrowing Connection) throws -> OrderDetail? {
    let history = try CustomerHistoryQuery.load(
      of: .order(number: summary.number),
      on: connection
    )
    var detail = try connection.first(facts) { row in
      var detail = OrderDetail(
        summary: summary,
        items: [],
        shipping: try row.money("shipping_amount"),
        tax: try row.money("tax_amount"),
        discount: try row.money("discount_amount"),
        refunded: try row.money("refunded"),
        timeline: [],
        customer: history
      )
      try detail.readFacts(row)
      return detail
    }
    detail?.items = try OrderChanges.items(of: id, summary.total.currency, on: connection)
    detail?.parcels = try ParcelsTable.standing(of: id, on: connection)
    detail?.returns = try ReturnTable.returns(of: id, on: connection)
    detail?.timeline = try Timeline.load(of: id, summary.total.currency, on: connection)
    detail?.ledger = try OrderMoney.ledger(of: id, on: connection)
    detail?.refunds = try RefundTable.refunds(of: id, on: connection)
    detail?.links = try HandmadeOrders.links(of: id, on: connection)
    detail?.replaced = try HandmadeOrders.replaced(of: id, on: connection)
    detail?.conflicts = try Conflicts.open(of: id, on: connection).map(\.conflict)
    return detail
  }

  private var facts: SQL {
    """
    SELECT o.currency, o.shipping_amount, o.tax_amount, o.discount_amount,
      o.amount_refunded AS refunded,
      o.customer_email, o.customer_phone, o.total_differs, o.source_status_word,
      o.source_payment_word, o.payment_method, o.tracking_number, o.carrier, o.estimated_delivery,
      o.delivered_at, o.customer_notes,
      coalesce(o.chat_session_id, (SELECT c.chat_session_id FROM conversations c
        WHERE c.id = o.conversation_id)) AS chat_session_id, o.checkout_session_id,
      o.stripe_payment_intent_id, o.source_updated_at IS NOT NULL AS has_source,
      \(sql: Address.columns)
    FROM orders o WHERE o.id = \(id)
    """
  }
}

extension OrderDetail {
  fileprivate mutating func readFacts(_ row: borrowing Row) throws {
    customerEmail = try row.textIfPresent("customer_email")
    customerPhone = try row.textIfPresent("customer_phone")
    totalDiffers = try row.bool("total_differs")
    unknownStatusWord = try row.textIfPresent("source_status_word")
    unknownPaymentWord = try row.textIfPresent("source_payment_word")
    paymentMethod = try row.textIfPresent("payment_method")
    trackingNumber = try row.textIfPresent("tracking_number")
    carrier = try row.textIfPresent("carrier")
    estimatedDelivery = try row.textIfPresent("estimated_delivery")
    deliveredAt = try row.instantIfPresent("delivered_at")
    customerNotes = try row.textIfPresent("customer_notes")
    chatSessionID = try row.textIfPresent("chat_session_id")
    checkoutSessionID = try row.textIfPresent("checkout_session_id")
    paymentIntentID = try row.textIfPresent("stripe_payment_intent_id")
    shippingAddress = try Address(of: row)
    hasSource = try row.bool("has_source")
  }
}

extension Address {
  /// The columns beside `orders o`.
  ///
  /// An address that is no object is shown whole; `line1` is Stripe's word for the street.
  static let columns: SQL = """
    json_type(o.shipping_address) AS address_type,
      CASE json_type(o.shipping_address)
        WHEN 'object' THEN CAST(coalesce(o.shipping_address ->> '$.street',
          o.shipping_address ->> '$.line1') AS TEXT)
        ELSE CAST(o.shipping_address ->> '$' AS TEXT) END AS street,
      CAST(o.shipping_address ->> '$.city' AS TEXT) AS city,
      CAST(o.shipping_address ->> '$.state' AS TEXT) AS state,
      CAST(o.shipping_address ->> '$.postal_code' AS TEXT) AS postal_code,
      CAST(o.shipping_address ->> '$.country' AS TEXT) AS country
    """

  init?(of row: borrowing Row) throws {
    guard let type = try row.textIfPresent("address_type"), type != "null" else { return nil }
    self.init(
      street: try row.textIfPresent("street"),
      city: try row.textIfPresent("city"),
      state: try row.textIfPresent("state"),
      postalCode: try row.textIfPresent("postal_code"),
      country: try row.textIfPresent("country")
    )
  }
}
