package import Commerce
import SQLiteKit

extension Store {
  /// Refunds that were made here and are in those states, the newest first.
  package func refunds(
    in states: [RefundState],
    limit: Int
  ) throws -> [Refund] {
    try database.read { connection in
      let words = states.map { "'\($0.rawValue)'" }.joined(separator: ", ")
      let found: [Refund] = try connection.all(
        """
        \(sql: RefundTable.selection)
        WHERE r.origin = 'staff' AND r.state IN (\(raw: words))
        ORDER BY r.created_at DESC, r.id LIMIT \(limit)
        """
      )
      return try RefundTable.withLines(found, on: connection)
    }
  }

  /// All of an order, also what its source reports, the newest first.
  package func refunds(of order: OrderID) throws -> [Refund] {
    try database.read { try RefundTable.refunds(of: order, on: $0) }
  }

  /// One refund by its whole id, or by a beginning that no other one has.
  package func refund(beginningWith text: String) throws -> Refund? {
    try database.read { connection in
      if let refund = try RefundTable.refund(RefundID(text), on: connection) { return refund }
      guard text.utf8.count >= 4 else { return nil }
      let ids = try connection.map(
        """
        SELECT id FROM refunds WHERE substr(id, 1, \(text.count)) = \(text) AND origin = 'staff'
        LIMIT 2
        """
      ) { RefundID(try $0.text("id")) }
      guard ids.count == 1 else { return nil }
      return try RefundTable.refund(ids[0], on: connection)
    }
  }

  /// What the ledger of an order comes to.
  package func ledger(of order: OrderID) throws -> PaymentLedger? {
    try database.read { try OrderMoney.ledger(of: order, on: $0) }
  }
}
