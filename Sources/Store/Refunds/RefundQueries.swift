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

  /// One refund by its whole id.
  package func refund(_ id: RefundID) throws -> Refund? {
    try database.read { try RefundTable.refund(id, on: $0) }
  }

  /// Refunds that were made here and whose ids begin so; fewer than four bytes say too little.
  package func refunds(beginningWith text: String, limit: Int) throws -> [Refund] {
    guard text.utf8.count >= 4 else { return [] }
    return try database.read { connection in
      let found: [Refund] = try connection.all(
        """
        \(sql: RefundTable.selection)
        WHERE substr(r.id, 1, length(\(text))) = \(text) AND r.origin = 'staff'
        ORDER BY r.created_at DESC, r.id LIMIT \(limit)
        """
      )
      return try RefundTable.withLines(found, on: connection)
    }
  }

  /// What the ledger of an order comes to.
  package func ledger(of order: OrderID) throws -> PaymentLedger? {
    try database.read { try OrderMoney.ledger(of: order, on: $0) }
  }
}
