import Commerce
import JSON
import SQLiteKit
import Store

/// What takes the edit of one field back.
struct EditInverse {
  var part: OrderEdit.Part
  var before: EditedValue
  var after: EditedValue
  /// The field was the staff's before.
  var wasEdited: Bool
  /// What the source said of it when it was edited, as JSON.
  var said: String?

  var record: JSONObject {
    JSONObject([
      .init(key: "field", value: .string(part.rawValue)),
      .init(key: "before", value: before.record),
      .init(key: "after", value: after.record),
      .init(key: "was_edited", value: .bool(wasEdited)),
      .init(key: "said", value: .optional(said)),
    ])
  }

  init(
    part: OrderEdit.Part,
    before: EditedValue,
    after: EditedValue,
    wasEdited: Bool,
    said: String?
  ) {
    self.part = part
    self.before = before
    self.after = after
    self.wasEdited = wasEdited
    self.said = said
  }

  private init(_ record: JSONValue, of facts: OrderFacts) throws {
    guard let part = record["field"]?.stringValue.flatMap(OrderEdit.Part.init(rawValue:)),
      let before = record["before"].flatMap({ EditedValue(part, $0) }),
      let after = record["after"].flatMap({ EditedValue(part, $0) }),
      let wasEdited = record["was_edited"]?.boolValue
    else { throw Refusal.unreadableInverse(of: facts) }
    self.init(
      part: part,
      before: before,
      after: after,
      wasEdited: wasEdited,
      said: record["said"]?.stringValue
    )
  }

  static func takeBack(
    _ change: StandingChange,
    in scope: ActScope,
    on connection: borrowing Connection
  ) throws -> AppliedChange {
    let facts = try scope.facts(of: change.order, on: connection)
    try EditPlan.refuseTakingBack(facts, in: scope)
    guard let records = change.inverse["changes"]?.arrayValue, !records.isEmpty else {
      throw Refusal.unreadableInverse(of: facts)
    }
    let inverses = try records.map { try EditInverse($0, of: facts) }
    for inverse in inverses {
      try inverse.refuseIfChanged(facts, change, in: scope, on: connection)
    }
    var audit = JSONObject([.init(key: "number", value: .string(facts.number))])
    for inverse in inverses {
      try inverse.takeBack(facts, in: scope, on: connection)
      audit[inverse.part.rawValue] = [
        "before": .string(inverse.after.words), "after": .string(inverse.before.words),
      ]
    }
    try OrderChanges.touch(facts.id, at: scope.now, on: connection)
    let sees = scope.seesContact(of: facts)
    let list = inverses.map { "\($0.part.label) \($0.before.words(seeingAddress: sees))" }
    return AppliedChange(
      sentence: "\(facts.number) is as before: \(list.joined(separator: "; "))",
      before: inverses.map { "\($0.part.label) \($0.after.words(seeingAddress: sees))" }
        .joined(separator: "; "),
      audit: audit
    )
  }

  private func takeBack(
    _ facts: OrderFacts,
    in scope: ActScope,
    on connection: borrowing Connection
  ) throws {
    try before.write(to: facts.id, on: connection)
    if !wasEdited { try OrderEdits.giveBack(part, of: facts.id, on: connection) }
    try scope.writeUndo(
      of: facts.id,
      field: part.rawValue,
      from: "\(part.label) \(after.words)",
      to: before.words,
      on: connection
    )
  }

  /// Whether the source still says what it said; it may have written the same items another way.
  private func saysTheSame(_ now: String?) -> Bool {
    guard now != said else { return true }
    guard part == .items, let now, let said,
      // What is no JSON of ours is another word.
      let before = (try? JSONValue(reading: said)).flatMap({ EditedValue(part, $0) }),
      let after = (try? JSONValue(reading: now)).flatMap({ EditedValue(part, $0) })
    else { return false }
    return after.isSame(as: before)
  }

  private func refuseIfChanged(
    _ facts: OrderFacts,
    _ change: StandingChange,
    in scope: ActScope,
    on connection: borrowing Connection
  ) throws {
    try scope.refuseIfChangedSince(
      change,
      field: .edit,
      part: part.rawValue,
      of: facts,
      on: connection
    )
    if part == .items { try EditPlan.refuseRefundedItems(of: facts, on: connection) }
    guard let fields = try OrderEdits.fields(of: facts, on: connection),
      EditedValue(part, of: fields).record == after.record
    else {
      throw Refusal.changedSince(part, of: facts)
    }
    let other = part == .items ? "other items" : "another \(part.label)"
    guard saysTheSame(try OrderEdits.said(part, of: facts.id, on: connection)) else {
      let rule = "cannot be taken back: its source says \(other) since"
      throw Refusal.about(facts, .cannotUndo, rule + "; edit it to what it is to be").helpable
    }
  }
}

extension Refusal {
  /// Of an edited field that is no more what the edit left.
  static func changedSince(_ part: OrderEdit.Part, of facts: OrderFacts) -> Refusal {
    let have = part == .items ? "have" : "has"
    let rule = "cannot be taken back: its \(part.label) \(have) changed since"
    return .about(facts, .cannotUndo, rule)
  }
}
