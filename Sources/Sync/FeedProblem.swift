/// Why a record cannot be taken in: the field and what it should be, never what it holds.
package struct FeedProblem: Error, Equatable, Sendable {
  /// The path of the field, as `items.0.quantity`; nil when the whole record is meant.
  package let field: String?
  package let reason: String
  /// The bytes are no JSON at all, as those of a line that is still being written.
  package let isUnreadable: Bool

  package init(field: String?, reason: String, isUnreadable: Bool = false) {
    self.field = field
    self.reason = reason
    self.isUnreadable = isUnreadable
  }

  package var sentence: String {
    guard let field else { return reason }
    return "\(field) \(reason)"
  }

  static func missing(_ field: String, expected: String) -> FeedProblem {
    FeedProblem(field: field, reason: "is missing; \(expected) is needed")
  }

  static func wrongKind(_ field: String, found: String, expected: String) -> FeedProblem {
    FeedProblem(field: field, reason: "is \(found); \(expected) is needed")
  }
}
