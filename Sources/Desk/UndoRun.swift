import Commerce
import JSON
import SQLiteKit
import Store

/// An undo on its way through its transactions; see ``ActRun``.
struct UndoRun: Sendable {
  let act: Act
  private var scope: ActScope
  private var position = Int.max
  private var isStored = false
  private var changed: [Receipt.Change] = []
  private var refused: [Refusal] = []
  private(set) var isMore = true

  /// A newer act of the same person that is too old to be taken back.
  private let late: Act?
  /// What the person presses or types for undo; nil when the act was named.
  private let key: String?
  /// What the next undo takes back, once this one is refused for good.
  private var next: Act?

  init(act: Act, late: Act?, key: String?, scope: ActScope) {
    self.act = act
    self.late = late
    self.key = key
    self.scope = scope
  }

  /// How many changes were tried.
  var tried: Int { changed.count + refused.count }

  /// After a turn that was taken back, as each of a dry run is.
  mutating func forgetRows() { isStored = false }

  /// Takes back at least one change, and as many as the time allows.
  mutating func takeBack(for time: Duration, on connection: borrowing Connection) throws {
    try scope.readActorAgain(on: connection)
    let end = ContinuousClock.now + time
    var changes: ArraySlice<ActChange> = []
    repeat {
      changes = try nextChanges(on: connection)[...]
      while let change = changes.popFirst() {
        position = change.position
        do {
          try takeBack(change, on: connection)
        } catch let refusal as Refusal {
          refused.append(refusal)
        }
        if ContinuousClock.now >= end { break }
      }
      if changes.isEmpty { isMore = try !nextChanges(limit: 1, on: connection).isEmpty }
    } while isMore && ContinuousClock.now < end
    guard !isMore else { return }
    if isStored {
      try ActsTable.setUndone(act.id, by: scope.actID, on: connection)
    } else if key != nil, refusalForGood != nil {
      try leave(on: connection)
    }
  }

  private func nextChanges(
    limit: Int = 50,
    on connection: borrowing Connection
  ) throws -> [ActChange] {
    try ActsTable.standingChanges(of: act.id, before: position, limit: limit, on: connection)
  }

  /// Marks the act, so that the person's next undo takes back the one before it.
  private mutating func leave(on connection: borrowing Connection) throws {
    try ActsTable.setUndoRefused(act.id, at: scope.now, on: connection)
    next = try ActsTable.newestUndoable(of: scope.actor.id, at: scope.now, on: connection)
  }

  private mutating func takeBack(
    _ change: ActChange,
    on connection: borrowing Connection
  ) throws {
    guard let (type, _) = OperationRecord.read(change.operation),
      let text = change.inverse, let inverse = try JSONValue(reading: text).objectValue
    else { throw Refusal.neverTakenBack(change.orderID, "\"\(act.title)\"") }
    let standing = StandingChange(actID: act.id, order: change.orderID, inverse: inverse)
    let scope = scope
    let applied = try connection.savepoint { inner in
      try type.takeBack(standing, in: scope, on: inner)
    }
    try storeAct(on: connection)
    try ActsTable.setChangeUndone(change.position, of: act.id, by: scope.actID, on: connection)
    for other in applied.takesBack {
      try ActsTable.setUndone(other, by: scope.actID, on: connection)
    }
    var detail = applied.audit
    detail["act"] = .string(scope.actID)
    detail["undoes"] = .string(act.id)
    let entry = AuditEntry(
      action: "undo_\(type.name)",
      subject: change.orderID.rawValue,
      detail: JSONValue.object(detail).text()
    )
    try AuditTrail.append(entry, by: scope, on: connection)
    changed.append(
      Receipt.Change(
        orderID: change.orderID,
        orderNumber: try OrderChanges.number(of: change.orderID, on: connection) ?? "",
        sentence: applied.sentence,
        before: applied.before
      )
    )
  }

  private mutating func storeAct(on connection: borrowing Connection) throws {
    guard !isStored else { return }
    let undo = Act(
      id: scope.actID,
      staffID: scope.actor.id,
      at: scope.now,
      via: scope.via,
      title: "undo: \(act.title)",
      kind: .undo,
      undoUntil: scope.now.advanced(byMilliseconds: Desk.redoWindow),
      undoes: act.id
    )
    try ActsTable.insert(undo, on: connection)
    isStored = true
  }

  /// So that nobody takes this for the undo of what was done last.
  private var afterthought: String {
    late.map { "; the later \"\($0.title)\" stands, its time is over" } ?? ""
  }

  /// Why nothing of the act can ever be taken back any more; nil when something was, or can be.
  private var refusalForGood: Refusal? {
    let areForGood = refused.allSatisfy { $0.kind == .cannotUndo && !$0.canBeHelped }
    return changed.isEmpty && areForGood ? refused.first : nil
  }

  /// What comes of the next undo; empty when there is nothing before this act.
  private var promise: String {
    guard let key, let next else { return "" }
    // A rehearsal leaves no mark, so it takes the refused undo itself to come to the next.
    let again = scope.isRehearsal ? "the \(key) after that" : "\(key) again"
    return "; \(again) takes back \"\(next.title)\""
  }

  /// The refusal with the name of the act, of which the person may not have thought.
  private func named(_ refusal: Refusal) -> Refusal {
    guard key != nil, refusalForGood != nil else { return refusal }
    let lead = "cannot be taken back: "
    let reason = refusal.reason
    let why = reason.hasPrefix(lead) ? String(reason.dropFirst(lead.count)) : reason
    var refusal = refusal
    refusal.sentence = "\"\(act.title)\" \(lead)\(why)\(promise)"
    return refusal
  }

  /// `left` changes stand because the person ended the undo there.
  func receipt(leaving left: Int = 0) throws -> Receipt {
    let taken = changed.count
    if taken == 0 {
      if let refusal = refused.first, refused.count == 1 { throw named(refusal) }
      guard !refused.isEmpty else {
        throw Refusal(.cannotUndo, sentence: "\"\(act.title)\" is taken back already")
      }
    }
    let many = taken == 0 ? "nothing was taken back" : "took back \(CountText.of(taken, "change"))"
    let kept =
      (refused.isEmpty ? "" : ", \(CountText.grouped(refused.count)) refused")
      + (left == 0 ? "" : "; stopped, \(CountText.grouped(left)) left as they are")
    let done = (taken == 1 ? changed[0].sentence : many) + kept + promise + afterthought
    return Receipt(
      actID: taken == 0 || scope.isRehearsal ? nil : scope.actID,
      summary: scope.isRehearsal ? "undo of \"\(act.title)\": \(done)" : done,
      changed: changed,
      refused: refused,
      isDryRun: scope.isRehearsal
    )
  }
}
