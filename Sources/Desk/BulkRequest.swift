import Commerce

/// What the operations of one request have in common.
struct BulkRequest: Sendable {
  let count: Int
  let isBulkStatus: Bool
  private let sample: (any DeskOperation)?
  private let isUniform: Bool

  init(_ operations: [Operation]) {
    count = operations.count
    isBulkStatus = operations.count(where: \.movesStatus) > 1
    let first = operations.first.map(OperationRegistry.operation(for:))
    sample = first
    isUniform = operations.allSatisfy {
      let operation = OperationRegistry.operation(for: $0)
      return operation.sentence(ofMany: 2) == first?.sentence(ofMany: 2)
    }
  }

  var isBulk: Bool { count > 1 }

  /// `38 orders are shipped`; nil for a request of one operation.
  func sentence(ofMany done: Int) -> String? {
    guard isBulk, let sample else { return nil }
    return isUniform ? sample.sentence(ofMany: done) : done == 1 ? "1 change" : "\(done) changes"
  }
}

/// Who may what, beyond the rules of the order's state.
enum OperationPermission {
  /// The sentence that says why this person may not; nil when he may.
  static func refusal(
    of operation: Operation,
    to actor: Staff,
    isBulkStatus: Bool
  ) -> String? {
    guard let action = requiredAction(of: operation, isBulkStatus: isBulkStatus) else {
      return nil
    }
    return Permissions.refusal(of: action, to: actor.role)
  }

  private static func requiredAction(
    of operation: Operation,
    isBulkStatus: Bool
  ) -> StaffAction? {
    if operation.movesStatus, isBulkStatus { return .bulkStatus }
    return operation.requiredAction
  }
}
