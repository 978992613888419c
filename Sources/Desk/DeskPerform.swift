package import Commerce
import SQLiteKit
import Store

extension Desk {
  /// How long one transaction changes orders: it holds up everybody else's writing meanwhile.
  static let longestTurn = Duration.milliseconds(25)

  /// Carries out one operation, or many as one act with one undo.
  ///
  /// A single operation that may not be throws its ``Refusal``; of many, the refusals stand in the
  /// receipt and the rest is done. Each turn of a large act is a transaction of its own; when the
  /// machine fails between two, what was done stays one act that can be taken back. Throws
  /// `SQLiteError` when the store cannot be written; then nothing of the failed turn is kept.
  ///
  /// `watch` is told between the turns how far the act is, and ends it there by answering false.
  package func perform(
    _ operations: [Operation],
    title: String? = nil,
    options: PerformOptions = PerformOptions(),
    watch: ActWatch? = nil
  ) throws -> Receipt {
    try refuseIfReadOnly()
    try refuseIfMalformed(operations, options)
    let now = clock()
    let request = KeyedRequest(options: options, operations: operations, actor: staffID)
    let run = ActRun(
      scope: scope(actID: newID(), now: now, isRehearsal: options.dryRun),
      title: title,
      operations: operations,
      keepsRefusals: !options.dryRun
    )
    var road = ActRoad(operations, request: request, watch: watch)
    road.begin = { try refuseIfRevised(operations, options, on: $0) }
    return try inTurns(run, road, isDryRun: options.dryRun).throwingOnlyRefusal(of: operations)
  }

  /// What a request was answered under its key, by one operation of those that it stands for; nil
  /// for a new key.
  ///
  /// Throws a ``Refusal`` when the key was used for another request.
  package func storedAnswer(
    to operation: Operation,
    options: PerformOptions
  ) throws -> Receipt? {
    try refuseIfReadOnly()
    let request = KeyedRequest(options: options, operations: [operation], actor: staffID)
    guard let request else { return nil }
    return try store.database.read { try request.storedAnswer(on: $0) }
  }

  // MARK: Refusals of a whole request

  private func refuseIfMalformed(_ operations: [Operation], _ options: PerformOptions) throws {
    guard !operations.isEmpty else {
      throw Refusal(.invalid, sentence: "no order was chosen")
    }
    if let rule = OrderRules.refusal(ofMany: operations.count, expected: options.expectedCount),
      !(options.dryRun && operations.count <= OrderRules.mostInBulk)
    {
      throw Refusal(.invalid, sentence: rule)
    }
    if let key = options.idempotencyKey, !(1...255).contains(key.utf8.count) {
      throw Refusal(.invalid, sentence: "an idempotency key has 1 to 255 bytes")
    }
    guard options.ifRevision == nil || Set(operations.map(\.orderID)).count == 1 else {
      throw Refusal(.invalid, sentence: "a revision can be given for one order only")
    }
  }

  /// Two people on one order: whoever has not seen the other's change is told of it.
  private func refuseIfRevised(
    _ operations: [Operation],
    _ options: PerformOptions,
    on connection: borrowing Connection
  ) throws {
    try refuseIfDraftChanged(operations, options, on: connection)
    guard let seen = options.ifRevision, let id = operations.first?.orderID,
      let facts = try OrderFacts.of(id, on: connection), facts.revision != seen
    else { return }
    let count = facts.revision - seen
    guard count > 0 else {
      throw Refusal.about(facts, .revisionConflict, "it has no revision \(seen) yet")
    }
    let lines = try OrderChanges.newestLines(of: id, limit: min(count, 2), on: connection)
    let changes = ChangeWords.list(lines, of: count)
    let rule = "changed since you saw it (\(changes)); look again, then repeat it"
    throw Refusal.about(facts, .revisionConflict, rule)
  }
}

extension Receipt {
  /// A request of one operation has no use for a receipt that says no.
  func throwingOnlyRefusal(of operations: [Operation]) throws -> Receipt {
    if operations.count == 1, let refusal = refused.first { throw refusal }
    return self
  }
}
