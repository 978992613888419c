package import Commerce
package import SQLiteKit

/// What was answered to a request that came with a key of its own.
package struct KeyedAnswer: Equatable, Sendable {
  /// Of the request, so that the key cannot answer another one.
  package var fingerprint: String
  /// A JSON object.
  package var receipt: String

  package init(fingerprint: String, receipt: String) {
    self.fingerprint = fingerprint
    self.receipt = receipt
  }
}

/// Answers by the key of their request, so that a request which comes twice is done once.
package enum IdempotencyKeys {
  /// Nil for a key that no request had yet.
  package static func answer(
    to key: String,
    on connection: borrowing Connection
  ) throws -> KeyedAnswer? {
    try connection.first(
      "SELECT fingerprint, receipt FROM idempotency_keys WHERE key = \(key)"
    ) {
      KeyedAnswer(fingerprint: try $0.text("fingerprint"), receipt: try $0.text("receipt"))
    }
  }

  /// Keeps the answer, in place of an earlier one to the same request.
  package static func keep(
    _ answer: KeyedAnswer,
    to key: String,
    at now: Instant,
    on connection: borrowing Connection
  ) throws {
    try connection.run(
      """
      INSERT INTO idempotency_keys (key, fingerprint, receipt, at)
      VALUES (\(key), \(answer.fingerprint), \(answer.receipt), \(now))
      ON CONFLICT (key) DO UPDATE SET receipt = excluded.receipt
      """
    )
  }
}
