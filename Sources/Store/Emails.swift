package import Commerce
package import SQLiteKit

/// An order as an e-mail to its customer needs it.
package struct EmailFacts: RowDecodable {
  package var recipient: String?
  private var total: Money
  private var refunded: Money
  private var customer: String
  private var number: String
  private var carrier: String?
  private var tracking: String?
  private var delivery: String?

  package init(row: borrowing Row) throws {
    recipient = try row.textIfPresent("customer_email")
    customer = try row.text("customer_name")
    number = try row.text("order_number")
    total = try row.money("total_amount")
    refunded = try row.money("amount_refunded")
    carrier = try row.textIfPresent("carrier")
    tracking = try row.textIfPresent("tracking_number")
    delivery = try row.textIfPresent("estimated_delivery")
  }

  package static func of(_ id: OrderID, on connection: borrowing Connection) throws -> EmailFacts? {
    try connection.first(
      """
      SELECT customer_email, customer_name, order_number, currency, total_amount, amount_refunded,
        carrier, tracking_number, estimated_delivery
      FROM orders WHERE id = \(id)
      """
    )
  }

  /// What the placeholders stand for when that person writes.
  package func values(agent: String) -> EmailValues {
    EmailValues(
      customer: customer,
      number: number,
      total: total,
      refunded: refunded,
      carrier: carrier,
      tracking: tracking,
      delivery: delivery,
      agent: agent
    )
  }
}

extension Store {
  /// The e-mails of an order in these states, the oldest first.
  package func emails(
    of order: OrderID,
    in states: [OutboxItem.State]
  ) throws -> [EmailID] {
    try database.read { connection in
      try connection.map(
        """
        SELECT id, state FROM outbox WHERE order_id = \(order) AND kind = 'email' ORDER BY serial
        """
      ) { (EmailID(try $0.text("id")), try $0.choice("state", as: OutboxItem.State.self)) }
    }.filter { states.contains($0.1) }.map(\.0)
  }
}

extension SentEmail {
  /// What a line of the timeline needs of `outbox x`.
  static let columns: SQL = """
    x.id AS email_id, x.state AS email_state, x.last_error AS email_problem,
      x.payload ->> 'to' AS email_to, x.payload ->> 'subject' AS email_subject,
      x.payload ->> 'body' AS email_body
    """

  /// Nil for a line of another kind, and for one that tells what became of an e-mail.
  init?(row: borrowing Row) throws {
    guard let id = try row.textIfPresent("email_id") else { return nil }
    self.init(
      id: EmailID(id),
      recipient: try row.textIfPresent("email_to") ?? "",
      text: EmailText(
        subject: try row.textIfPresent("email_subject") ?? "",
        body: try row.textIfPresent("email_body") ?? ""
      ),
      state: try row.choice("email_state"),
      problem: try row.textIfPresent("email_problem")
    )
  }
}
