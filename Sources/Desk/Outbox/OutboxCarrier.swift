package import Commerce

/// Something that takes out of the outbox what it can carry, once it is due.
package protocol OutboxCarrier: Sendable {
  /// Why nothing can leave at all; nil for one that really carries.
  var keepsInOutbox: String? { get }

  /// How many stay in the outbox because nothing can leave.
  func keptCount() throws -> Int

  /// When `deliverDue` has something to do next; nil when nothing waits.
  func nextDue() throws -> Instant?

  /// Carries until nothing is due any more, or `limit` tries have been made.
  func deliverDue(limit: Int, shouldStop: () -> Bool) throws -> DeliveryReport
}

extension OutboxCarrier {
  package func deliverDue() throws -> DeliveryReport {
    try deliverDue(limit: 1000, shouldStop: { false })
  }

  package func deliverDue(limit: Int) throws -> DeliveryReport {
    try deliverDue(limit: limit, shouldStop: { false })
  }

  package func deliverDue(shouldStop: () -> Bool) throws -> DeliveryReport {
    try deliverDue(limit: 1000, shouldStop: shouldStop)
  }
}
