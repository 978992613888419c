package import Commerce
import JSON
import SQLiteKit
package import Store

/// The one door for change: who may, by which rules, and what is written is decided here.
///
/// Console, command line and demo all come through it. A value holds the person it works for;
/// make another one when another person takes over.
package struct Desk: Sendable {
  let store: Store
  let actor: Staff
  let osUser: String
  let via: String
  let clock: @Sendable () -> Instant
  let newID: @Sendable () -> String
  package let settings: DeskSettings

  /// A desk for one person.
  ///
  /// The `osUser` is the account of the operating system, for the audit trail; `via` is the road
  /// of the change as timelines show it: `console`, `cli` or `demo`. A `newID` is a text that no
  /// other row anywhere has.
  package init(
    store: Store,
    actor: Staff,
    osUser: String,
    via: String,
    clock: @escaping @Sendable () -> Instant,
    newID: @escaping @Sendable () -> String,
    settings: DeskSettings = DeskSettings()
  ) {
    self.store = store
    self.actor = actor
    self.osUser = osUser
    self.via = via
    self.clock = clock
    self.newID = newID
    self.settings = settings
  }
}

/// What the configuration decides for every act.
package struct DeskSettings: Equatable, Sendable {
  /// For how many seconds what leaves the house waits, and its act can be taken back.
  package var undoWindow: Int
  /// For how many seconds an act that sends nothing can be taken back.
  package var localUndoWindow: Int
  /// Refuses every change, drafts included.
  package var isReadOnly: Bool
  package var refundLimits: RefundLimits
  /// In which sentences name times.
  package var zone: LocalZone

  package init(
    undoWindow: Int = 10,
    localUndoWindow: Int = 15 * 60,
    isReadOnly: Bool = false,
    refundLimits: RefundLimits = RefundLimits(),
    zone: LocalZone = .utc
  ) {
    self.undoWindow = undoWindow
    self.localUndoWindow = localUndoWindow
    self.isReadOnly = isReadOnly
    self.refundLimits = refundLimits
    self.zone = zone
  }
}

/// How one request is carried out, whatever its operations are.
package struct PerformOptions: Equatable, Sendable {
  /// Does everything and takes it all back in the same transaction; nothing is kept.
  package var dryRun: Bool
  /// The same key with the same request is answered with the first receipt, and done once.
  package var idempotencyKey: String?
  /// The revision of the order that the person has seen; another one is refused.
  package var ifRevision: Int?
  /// The words that named the orders, where a query did: under a key the same words are the same
  /// request, whatever they match by then.
  package var selection: String?
  /// The draft that is sent; one that was sent or changed elsewhere since is refused.
  package var ifDraft: DraftSeen?
  /// How many orders the person said that it changes; more than ``OrderRules/mostUnasked`` change
  /// only when that is their number.
  package var expectedCount: Int?

  package init(dryRun: Bool = false, idempotencyKey: String? = nil, ifRevision: Int? = nil) {
    self.dryRun = dryRun
    self.idempotencyKey = idempotencyKey
    self.ifRevision = ifRevision
  }
}

/// Which act is to be taken back.
package enum UndoTarget: Equatable, Sendable {
  /// The last one of the desk's own person.
  case lastAct
  /// One that is known by its id; somebody else's needs the right to revert.
  case act(String)
}

extension Desk {
  var staffID: StaffID { actor.id }

  private func end(of window: Int, from now: Instant) -> Instant {
    now.advanced(byMilliseconds: Int64(max(0, window)) * 1000)
  }

  func scope(actID: String, now: Instant, isRehearsal: Bool = false) -> ActScope {
    ActScope(
      actor: actor,
      osUser: osUser,
      via: via,
      now: now,
      actID: actID,
      undoUntil: end(of: settings.localUndoWindow, from: now),
      leavesAt: end(of: settings.undoWindow, from: now),
      refundLimits: settings.refundLimits,
      zone: settings.zone,
      isRehearsal: isRehearsal,
      newID: newID
    )
  }

  /// Refuses what this person's role, as the store has it now, does not include.
  ///
  /// Who tried is on record, as with every refused act; a store open for reading only keeps nothing.
  package func refuseUnlessAllowed(_ action: StaffAction) throws {
    guard let rule = Permissions.refusal(of: action, to: try currentRole()) else { return }
    let refusal = Refusal(.forbidden, sentence: rule)
    if !settings.isReadOnly, !store.isReadOnly {
      let scope = scope(actID: "", now: clock())
      let entry = AuditEntry(action: action.auditWord, refusal)
      try store.database.write { try AuditTrail.append(entry, by: scope, on: $0) }
    }
    throw refusal
  }

  /// How far this person may, as the store has the role now.
  func permission(_ action: StaffAction) throws -> Permission {
    Permissions.permission(try currentRole(), action)
  }

  private func currentRole() throws -> StaffRole {
    try store.database.read { try StaffTable.person(actor.id, on: $0) }?.role ?? actor.role
  }

  /// The one place that `--read-only` is kept.
  package func refuseIfReadOnly() throws {
    guard settings.isReadOnly || store.isReadOnly else { return }
    throw Refusal.readOnly
  }
}

extension StaffAction {
  /// As the audit trail names it, in the form of the names of operations: `verify_audit`.
  var auditWord: String {
    rawValue.reduce(into: "") { word, letter in
      word += letter.isUppercase ? "_" + letter.lowercased() : String(letter)
    }
  }
}

extension AuditEntry {
  /// What was refused as a whole, and is about no one order or person.
  init(action: String, _ refusal: Refusal) {
    let detail: JSONValue = [
      "refused": .string(refusal.kind.rawValue), "because": .string(refusal.sentence),
    ]
    self.init(action: action, subject: "", detail: detail.text())
  }
}

extension Refusal {
  /// Said by a console and by a single command alike.
  package static let readOnly = Refusal(
    .readOnly,
    sentence: "nothing is changed: orderdeck was started with --read-only"
  )
}
