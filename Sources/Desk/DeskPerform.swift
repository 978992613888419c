package import Commerce
import SQLiteKit
import Store

extension Desk {
  /// How many orders one transaction changes: it holds up everybody else's writing meanwhile.
  static let chunkSize = 50

  /// Carries out one operation, or many as one act with one undo.
  ///
  /// A single operation that may not be throws its ``Refusal``; of many, the refusals stand in the
  /// receipt and the rest is done. Each chunk of a large act is a transaction of its own; when the
  /// machine fails between two, what was done stays one act that can be taken back. Throws
  /// `SQLiteError` when the store cannot be written; then nothing of the failed chunk is kept.
  package func perform(
    _ operations: [Operation],
    title: String? = nil,
    options: PerformOptions = PerformOptions()
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
    if options.dryRun {
      return try store.database.dryRun { connection in
        if let answer = try request?.storedAnswer(on: connection) { return answer }
        try refuseIfRevised(operations, options, on: connection)
        return try wholeAct(run, operations, on: connection).receipt(isDryRun: true)
      }.throwingOnlyRefusal(of: operations)
    }
    if let request { return try perform(request, run, operations) }
    return try inChunks(run, operations, options).throwingOnlyRefusal(of: operations)
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

  // MARK: Roads to the store

  /// An act with a key is one transaction, so that its key and its changes are stored together.
  private func perform(
    _ request: KeyedRequest,
    _ run: ActRun,
    _ operations: [Operation]
  ) throws -> Receipt {
    try store.database.write { connection in
      if let answer = try request.storedAnswer(on: connection) { return answer }
      try refuseIfRevised(operations, request.options, on: connection)
      let receipt = try wholeAct(run, operations, on: connection).receipt(isDryRun: false)
      // A refused request is not answered by its key: once it is mended it may come again.
      let isRefused = operations.count == 1 && !receipt.refused.isEmpty
      if !isRefused { try request.keep(receipt, at: run.scope.now, on: connection) }
      return receipt
    }.throwingOnlyRefusal(of: operations)
  }

  func inChunks(
    _ first: ActRun,
    _ operations: [Operation],
    _ options: PerformOptions
  ) throws -> Receipt {
    let requests = requests(of: operations)
    var run = first
    for start in stride(from: 0, to: requests.count, by: Self.chunkSize) {
      let chunk = requests[start..<min(start + Self.chunkSize, requests.count)]
      let before = run
      run = try store.database.write { connection in
        if start == 0 { try refuseIfRevised(operations, options, on: connection) }
        var next = before
        try next.perform(chunk, on: connection)
        if chunk.endIndex == requests.endIndex { try next.finish(on: connection) }
        return next
      }
    }
    return run.receipt(isDryRun: false)
  }

  func wholeAct(
    _ first: ActRun,
    _ operations: [Operation],
    on connection: borrowing Connection
  ) throws -> ActRun {
    var run = first
    try run.perform(requests(of: operations)[...], on: connection)
    try run.finish(on: connection)
    return run
  }

  private func requests(of operations: [Operation]) -> [ActRun.Request] {
    operations.enumerated().map { ActRun.Request(position: $0.offset, operation: $0.element) }
  }

  // MARK: Refusals of a whole request

  private func refuseIfMalformed(_ operations: [Operation], _ options: PerformOptions) throws {
    guard !operations.isEmpty else {
      throw Refusal(.invalid, sentence: "no order was chosen")
    }
    let most = CountText.grouped(OrderRules.mostInBulk)
    let count = operations.count(where: \.movesStatus)
    guard count <= OrderRules.mostInBulk else {
      let these = CountText.grouped(count)
      let rule = "at most \(most) orders change their status at once, and these are \(these)"
      throw Refusal(.invalid, sentence: rule + "; take fewer")
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
