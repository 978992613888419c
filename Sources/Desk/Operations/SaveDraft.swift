import Commerce
import JSON
import SQLiteKit
import Store

/// Keeps words that are typed and not sent, or forgets them when the body is empty.
///
/// No act: typing is not to be undone, audited or shown in a timeline.
struct SaveDraft: DeskOperation {
  static let name = "save_draft"
  static let leavesTrace = false
  static let undo = UndoRule.never

  var order: OrderID
  var kind: Draft.Kind
  var body: String
  /// Who keeps it and what it grew from; nil puts the words in the place of what is there.
  var hand: DraftHand?

  struct Plan: Sendable {
    var facts: OrderFacts
    /// The words as they will be stored, with those of others.
    var body: String
    /// What others had written there since; nil when nobody had.
    var before: String?
  }

  var record: JSONObject {
    JSONObject([
      .init(key: "kind", value: .string(kind.rawValue)),
      .init(key: "body", value: .string(body)),
    ])
  }

  static func read(_ record: JSONObject, order: OrderID) -> Operation? {
    guard let kind = record["kind"]?.stringValue.flatMap(Draft.Kind.init(rawValue:)),
      let body = record["body"]?.stringValue
    else { return nil }
    return .saveDraft(order, kind: kind, body: body)
  }

  func sentence(ofMany count: Int) -> String {
    CountText.of(count, "draft is kept", many: "drafts are kept")
  }

  func rule(
    in scope: ActScope,
    on connection: borrowing Connection
  ) throws -> Ruling<Plan> {
    let facts = try scope.facts(of: order, on: connection)
    var plan = Plan(facts: facts, body: body)
    // The fields of a form are one whole: the newest stand.
    if let hand, kind.isText {
      let stored = try DraftsTable.body(kind, of: order, by: scope.actor.id, on: connection) ?? ""
      if stored != hand.base, stored != body {
        plan.before = stored
        plan.body = DraftMerge.joined(base: hand.base, mine: body, theirs: stored)
      }
    }
    guard plan.body.count <= Draft.mostCharacters else {
      let rule = "a draft has at most \(Draft.mostCharacters) characters"
      throw Refusal.about(facts, .invalid, rule)
    }
    return .change(plan)
  }

  func apply(
    _ plan: Plan,
    in scope: ActScope,
    on connection: borrowing Connection
  ) throws -> AppliedChange {
    let number = plan.facts.number
    let staff = scope.actor.id
    guard !plan.body.isEmpty else {
      try DraftsTable.remove(kind, of: order, by: staff, on: connection)
      let sentence = "draft for \(number) is gone"
      return AppliedChange(sentence: sentence, before: plan.before, audit: JSONObject())
    }
    let draft = Draft(kind: kind, body: plan.body, updatedAt: scope.now)
    try DraftsTable.put(draft, of: order, by: staff, on: connection)
    if let hand {
      let console = DraftConsole(name: hand.console, since: scope.now)
      try DraftsTable.set(
        console,
        isOpen: hand.staysOpen,
        kind,
        of: order,
        by: staff,
        on: connection
      )
    }
    let sentence = "draft for \(number) is kept"
    return AppliedChange(sentence: sentence, before: plan.before, audit: JSONObject())
  }

  static func takeBack(
    _ change: StandingChange,
    in scope: ActScope,
    on connection: borrowing Connection
  ) throws -> AppliedChange {
    throw Refusal.neverTakenBack(change.order, "a draft")
  }
}

extension Refusal {
  static func neverTakenBack(_ order: OrderID, _ what: String) -> Refusal {
    Refusal(.cannotUndo, orderID: order, sentence: "\(what) cannot be taken back")
  }
}
