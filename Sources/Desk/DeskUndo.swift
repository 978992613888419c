package import Commerce
import SQLiteKit
import Store

extension Desk {
  /// How long an undo can be done again, unless something new is done first.
  static let redoWindow: Int64 = 10 * 60_000

  /// Takes back an act, the whole of a bulk act at once; what it wrote stays on record.
  ///
  /// Throws a ``Refusal`` that says why when there is nothing to take back, when the time has
  /// passed, or when somebody changed the same field since. Of a bulk act, what cannot be taken
  /// back is in the receipt and the rest is taken back. A dry run takes itself back at once.
  ///
  /// Of a person's own last act that is beyond taking back for good, the refusal is kept: it says
  /// what the next undo takes back instead, beginning with the word for undo, `key`.
  package func undo(
    _ target: UndoTarget = .lastAct,
    dryRun: Bool = false,
    key: String = "undo",
    watch: ActWatch? = nil
  ) throws -> Receipt {
    try refuseIfReadOnly()
    let now = clock()
    let (act, late) = try actToUndo(target, at: now)
    let total = try store.database.read { try ActsTable.standingCount(of: act.id, on: $0) }
    var run = UndoRun(
      act: act,
      late: late,
      key: target == .lastAct ? key : nil,
      scope: scope(actID: newID(), now: now, isRehearsal: dryRun)
    )
    while run.isMore {
      let before = run
      run = try transact(isDryRun: dryRun) { connection in
        var next = before
        try next.takeBack(for: Self.longestTurn, on: connection)
        return next
      }
      if dryRun { run.forgetRows() }
      if run.isMore, let watch, try !watch(run.tried, total) {
        return try run.receipt(leaving: max(0, total - run.tried))
      }
    }
    return try run.receipt()
  }

  /// The act that `undo()` would take back now; nil when there is none.
  package func undoable() throws -> UndoableAct? {
    let now = clock()
    return try store.database.read { connection in
      guard let act = try ActsTable.newestUndoable(of: staffID, at: now, on: connection),
        let until = act.undoUntil
      else { return nil }
      return UndoableAct(
        id: act.id,
        title: act.title,
        at: act.at,
        via: act.via,
        until: until,
        isHeld: try Outbox.holds(anythingUntil: until, of: act.id, on: connection)
      )
    }
  }

  /// The act, and a newer one whose time is over.
  ///
  /// Where nothing else is left, one that was refused before is tried again.
  private func actToUndo(_ target: UndoTarget, at now: Instant) throws -> (Act, late: Act?) {
    let (found, newest) = try store.database.read { connection in
      switch target {
      case .lastAct:
        let standing = try ActsTable.newestStanding(of: staffID, on: connection)
        let undoable = try ActsTable.newestUndoable(of: staffID, at: now, on: connection)
        let isLate =
          try standing.map {
            try !$0.isUndoRefused && ActsTable.isNewest($0.id, of: staffID, on: connection)
          } ?? false
        return (undoable ?? standing, isLate ? standing : nil)
      case .act(let id): return (try ActsTable.act(id, on: connection), nil)
      }
    }
    guard let act = found else {
      throw Refusal(.cannotUndo, sentence: "there is nothing to take back")
    }
    try refuseUnlessStanding(act, at: now)
    return (act, newest?.id == act.id ? nil : newest)
  }

  private func refuseUnlessStanding(_ act: Act, at now: Instant) throws {
    guard act.staffID == staffID || !Permissions.permission(actor.role, .revert).isDenied else {
      throw Refusal(.forbidden, sentence: "only an admin may take back somebody else's act")
    }
    guard act.kind != .undo else {
      throw Refusal(.cannotUndo, sentence: "an undo is taken back by doing it again")
    }
    guard act.undoneBy == nil else {
      throw Refusal(.cannotUndo, sentence: "\"\(act.title)\" is taken back already")
    }
    guard let until = act.undoUntil else {
      throw Refusal(.cannotUndo, sentence: "\"\(act.title)\" cannot be taken back")
    }
    guard now < until else {
      let window = Self.words(ofSeconds: until.milliseconds(since: act.at) / 1000)
      let instead = try wayOut(of: act).map { "; \($0)" } ?? ""
      let rule = "too late to undo \"\(act.title)\", its \(window) are over\(instead)"
      throw Refusal(.cannotUndo, sentence: rule)
    }
  }

  private static func words(ofSeconds seconds: Int64) -> String {
    seconds >= 60 && seconds.isMultiple(of: 60) ? "\(seconds / 60) min" : "\(seconds) s"
  }

  /// What to do about an act that stands; nil for an act of a newer program.
  private func wayOut(of act: Act) throws -> String? {
    try store.database.read { connection in
      try ActsTable.standingChanges(of: act.id, before: .max, limit: 1, on: connection).first
        .flatMap { OperationRecord.read($0.operation)?.type.insteadOfUndo }
    }
  }

  /// Does again what the person's last undo took back, by all the rules of today.
  package func redo(dryRun: Bool = false, watch: ActWatch? = nil) throws -> Receipt {
    try refuseIfReadOnly()
    let now = clock()
    let found: (undo: Act, act: Act, changes: [ActChange])? = try store.database.read {
      connection in
      guard let undo = try ActsTable.newestUndo(of: staffID, on: connection),
        let until = undo.undoUntil, now < until, let undone = undo.undoes,
        let act = try ActsTable.act(undone, on: connection)
      else { return nil }
      let changes = try ActsTable.changes(of: act.id, undoneBy: undo.id, on: connection)
      return (undo, act, changes)
    }
    guard let found else { throw Refusal.nothingToDoAgain }
    let operations = found.changes.compactMap { OperationRecord.operation($0.operation) }
    guard operations.count == found.changes.count, !operations.isEmpty else {
      throw Refusal(.cannotUndo, sentence: "\"\(found.act.title)\" cannot be done again")
    }
    let run = ActRun(
      scope: scope(actID: newID(), now: now, isRehearsal: dryRun),
      title: found.act.title,
      kind: .redo,
      undoes: found.undo.id,
      operations: operations,
      keepsRefusals: !dryRun
    )
    return try inTurns(run, ActRoad(operations, watch: watch), isDryRun: dryRun)
      .throwingOnlyRefusal(of: operations)
  }
}

/// The act that a person could take back now.
package struct UndoableAct: Equatable, Sendable {
  package var id: String
  package var title: String
  package var at: Instant
  /// The road by which it was done: `console`, `cli`.
  package var via: String
  package var until: Instant
  /// True while something of it waits to leave the house, so that seconds count.
  package var isHeld: Bool
}
