import Commerce
import JSON
import SQLiteKit
import Store

/// One act on its way through its transactions: what has been done so far and what was refused.
///
/// It is copied into each transaction and kept when that has been committed, so it never knows of
/// more than what is stored.
struct ActRun: Sendable {
  /// What is asked for, with its place in the act.
  struct Request: Sendable {
    var position: Int
    var operation: Operation
  }

  var scope: ActScope
  let title: String?
  let kind: Act.Kind
  /// The act that is done again, when this is a redo.
  let undoes: String?
  let request: BulkRequest
  let canBeUndone: Bool
  /// Refusals leave a record too, except in a dry run, which leaves nothing.
  let keepsRefusals: Bool

  private(set) var isStored = false
  private(set) var changed: [Receipt.Change] = []
  private(set) var unchanged: [Receipt.Change] = []
  private(set) var refused: [Refusal] = []
  /// The sentence of the only operation, or of the last of many.
  private(set) var sentence = ""
  /// Until when all of it can be taken back: as long as nothing of it may have left the house.
  private(set) var undoUntil: Instant?
  /// How many operations were not tried yet.
  var left: Int
  /// True when somebody has begun to take it back, so that nothing more is done of it.
  private(set) var isTakenBack = false

  init(
    scope: ActScope,
    title: String?,
    kind: Act.Kind = .act,
    undoes: String? = nil,
    operations: [Operation],
    keepsRefusals: Bool
  ) {
    self.scope = scope
    self.scope.redoes = undoes
    self.title = title
    self.kind = kind
    self.undoes = undoes
    self.keepsRefusals = keepsRefusals
    let request = BulkRequest(operations)
    self.request = request
    left = operations.count
    canBeUndone = operations.contains {
      type(of: OperationRegistry.operation(for: $0)).undo.holds(inBulk: request.isBulk)
    }
    undoUntil = canBeUndone ? scope.undoUntil : nil
  }

  // MARK: Inside a transaction

  /// Carries out at least one of the requests, and as many as the time allows; gives back how many.
  mutating func perform(
    _ requests: ArraySlice<Request>,
    for time: Duration,
    on connection: borrowing Connection
  ) throws -> Int {
    try scope.readActorAgain(on: connection)
    let wasStored = isStored
    if wasStored {
      isTakenBack = try ActsTable.isBeingTakenBack(scope.actID, on: connection)
      if isTakenBack { return 0 }
    } else {
      try refuseIfDoneAgain(on: connection)
    }
    let end = ContinuousClock.now + time
    var done = 0
    for request in requests {
      let operation = OperationRegistry.operation(for: request.operation)
      try perform(operation, of: request, on: connection)
      done += 1
      if ContinuousClock.now >= end { break }
    }
    // Together with the first change, so that a redo which breaks off is not done a second time.
    if let undoes, isStored, !wasStored {
      try ActsTable.setUndone(undoes, by: scope.actID, on: connection)
    }
    return done
  }

  /// After a turn that was taken back, as each of a dry run is.
  mutating func forgetRows() { isStored = false }

  /// What is to be done again was found by a read, and another process may have been faster.
  private func refuseIfDoneAgain(on connection: borrowing Connection) throws {
    guard let undoes else { return }
    let newest = try ActsTable.newestUndo(of: scope.actor.id, on: connection)
    guard newest?.id == undoes else { throw Refusal.nothingToDoAgain }
  }

  private mutating func perform(
    _ operation: some DeskOperation,
    of request: Request,
    on connection: borrowing Connection
  ) throws {
    do {
      try refuseIfForbidden(request.operation, on: connection)
      if let undoes { try operation.refuseRedo(after: undoes, in: scope, on: connection) }
      let ruling = try operation.rule(in: scope, on: connection)
      switch ruling {
      case .unchanged(let words): try note(unchanged: operation.order, words, on: connection)
      case .change(let plan):
        let scope = scope
        let applied = try connection.savepoint { inner in
          try operation.apply(plan, in: scope, on: inner)
        }
        try note(applied, by: operation, at: request.position, on: connection)
      }
    } catch let agreement as NothingToChange {
      try note(unchanged: operation.order, agreement.sentence, on: connection)
    } catch let refusal as Refusal {
      refused.append(refusal)
      try record(refusal, of: operation, on: connection)
    }
  }

  private func refuseIfForbidden(
    _ operation: Operation,
    on connection: borrowing Connection
  ) throws {
    guard
      let rule = OperationPermission.refusal(
        of: operation,
        to: scope.actor,
        isBulkStatus: request.isBulkStatus
      )
    else { return }
    let id = operation.orderID
    let number = try OrderChanges.number(of: id, on: connection)
    throw Refusal(.forbidden, orderID: id, orderNumber: number, sentence: rule)
  }

  private mutating func note(
    unchanged order: OrderID,
    _ words: String,
    on connection: borrowing Connection
  ) throws {
    sentence = words
    let number = try OrderChanges.number(of: order, on: connection) ?? ""
    unchanged.append(Receipt.Change(orderID: order, orderNumber: number, sentence: words))
  }

  private mutating func note(
    _ applied: AppliedChange,
    by operation: some DeskOperation,
    at position: Int,
    on connection: borrowing Connection
  ) throws {
    sentence = applied.sentence
    // An order that was placed just now has its id from that.
    let order = applied.done?.order ?? operation.order
    var change = Receipt.Change(
      orderID: order,
      orderNumber: try OrderChanges.number(of: order, on: connection) ?? "",
      sentence: applied.sentence,
      before: applied.before
    )
    change.made = applied.made
    changed.append(change)
    guard type(of: operation).leavesTrace else { return }
    try storeAct(for: operation, on: connection)
    try endUndoEarlier(ifHeld: order, on: connection)
    try keep(applied, by: operation, at: position, on: connection)
  }

  /// What is to leave the house waits no longer than its own window, so the act ends with that.
  private mutating func endUndoEarlier(
    ifHeld order: OrderID,
    on connection: borrowing Connection
  ) throws {
    guard canBeUndone, undoUntil != scope.leavesAt,
      try Outbox.holds(anythingOf: order, dueAt: scope.leavesAt, on: connection)
    else { return }
    undoUntil = scope.leavesAt
    try ActsTable.setUndoUntil(scope.leavesAt, of: scope.actID, on: connection)
  }

  private func keep(
    _ applied: AppliedChange,
    by operation: some DeskOperation,
    at position: Int,
    on connection: borrowing Connection
  ) throws {
    let order = applied.done?.order ?? operation.order
    let change = ActChange(
      position: position,
      orderID: order,
      operation: applied.done.map { OperationRecord.text(of: $0) }
        ?? OperationRecord.text(of: operation),
      inverse: applied.inverse.map { JSONValue.object($0).text() }
    )
    try ActsTable.insert(change, of: scope.actID, on: connection)
    for taken in applied.takesBack {
      try ActsTable.setUndone(taken, by: scope.actID, on: connection)
    }
    var detail = applied.audit
    detail["act"] = .string(scope.actID)
    let entry = AuditEntry(
      action: type(of: operation).name,
      subject: order.rawValue,
      detail: JSONValue.object(detail).text()
    )
    try AuditTrail.append(entry, by: scope, on: connection)
  }

  /// The act exists from its first change on: what changes nothing is no act.
  private mutating func storeAct(
    for operation: some DeskOperation,
    on connection: borrowing Connection
  ) throws {
    guard !isStored else { return }
    let act = Act(
      id: scope.actID,
      staffID: scope.actor.id,
      at: scope.now,
      via: scope.via,
      // What else came of it stands in the receipt; the title is to fit a line.
      title: title ?? request.sentence(ofMany: request.count)
        ?? String(sentence.prefix { $0 != ";" }),
      kind: kind,
      undoUntil: undoUntil,
      undoes: undoes
    )
    try ActsTable.insert(act, on: connection)
    isStored = true
  }

  /// Once all is done: gives a bulk act the title of what it came to.
  func finish(on connection: borrowing Connection) throws {
    guard isStored, title == nil, let words = request.sentence(ofMany: changed.count) else {
      return
    }
    try ActsTable.setTitle(words, of: scope.actID, on: connection)
  }

  /// The person ended it before all was done; what was done is the act.
  mutating func stop(leaving left: Int, on connection: borrowing Connection) throws {
    self.left = left
    guard isStored else { return }
    let words = request.sentence(ofMany: changed.count) ?? sentence
    try ActsTable.setTitle("\(words), then stopped", of: scope.actID, on: connection)
  }

  /// Whoever tried what may not be is on record; a mistyped form is not.
  private func record(
    _ refusal: Refusal,
    of operation: some DeskOperation,
    on connection: borrowing Connection
  ) throws {
    switch refusal.kind {
    case .forbidden, .illegal: break
    case .notFound, .invalid, .readOnly, .revisionConflict, .cannotUndo, .keyReused: return
    }
    guard keepsRefusals else { return }
    let detail = JSONObject([
      .init(key: "number", value: .optional(refusal.orderNumber)),
      .init(key: "refused", value: .string(refusal.kind.rawValue)),
      .init(key: "because", value: .string(refusal.sentence)),
    ])
    let entry = AuditEntry(
      action: type(of: operation).name,
      subject: operation.order.rawValue,
      detail: JSONValue.object(detail).text()
    )
    try AuditTrail.append(entry, by: scope, on: connection)
  }
}

extension Refusal {
  static var nothingToDoAgain: Refusal {
    Refusal(.cannotUndo, sentence: "there is nothing to do again")
  }
}
