import Commerce
import JSON
import SQLiteKit
import Store

/// What an edit comes to for an order as it is now.
struct EditPlan: Sendable {
  /// One field with what is stored of it before and after.
  struct Change: Sendable {
    var part: OrderEdit.Part
    var before: EditedValue
    var after: EditedValue
  }

  let facts: OrderFacts
  private(set) var changes: [Change] = []

  /// Refuses what may not be edited any more, or not by this person.
  static func refuse(_ facts: OrderFacts, in scope: ActScope) throws {
    guard let refusal = EditRules.refusal(of: facts.status, to: scope.actor.role) else { return }
    throw Refusal.about(facts, refusal.kind, refusal.sentence)
  }

  /// Refuses to bring back what an order had before, once it may not be edited any more.
  static func refuseTakingBack(_ facts: OrderFacts, in scope: ActScope) throws {
    guard let refusal = EditRules.refusal(of: facts.status, to: scope.actor.role) else { return }
    guard refusal.kind == .illegal else {
      throw Refusal.about(facts, refusal.kind, refusal.sentence)
    }
    throw Refusal.about(facts, .cannotUndo, "cannot be taken back: it is \(facts.status) now")
  }

  /// Refunds name the lines that they are for by their places, so these stay as they are.
  static func refuseRefundedItems(
    of facts: OrderFacts,
    on connection: borrowing Connection
  ) throws {
    guard try OrderEdits.hasRefundedItems(facts.id, on: connection) else { return }
    let rule = "a refund is for some of its items, so they stay as they are"
    throw Refusal.about(facts, .illegal, rule)
  }

  init(_ facts: OrderFacts, _ fields: OrderEdits.Fields, _ edit: OrderEdit) throws {
    self.facts = facts
    for part in edit.parts {
      let before = EditedValue(part, of: fields)
      let after = try Self.value(of: part, fields, edit)
      if !after.isSame(as: before) {
        changes.append(Change(part: part, before: before, after: after))
      }
    }
  }

  private static func value(
    of part: OrderEdit.Part,
    _ fields: OrderEdits.Fields,
    _ edit: OrderEdit
  ) throws -> EditedValue {
    switch part {
    case .address:
      let fields = (stored: fields.address, known: fields.addressFields)
      let address = try EditRules.address(fields.known, with: edit.address)
      guard address != fields.known ?? Address() else {
        return .address(fields.stored, fields.known)
      }
      return .address(address.written(over: fields.stored, changing: edit.address), address)
    case .items:
      let total = fields.amounts.total
      let items = try EditRules.items(fields.items, with: edit, in: total.currency)
      var amounts = fields.amounts
      amounts.total = try EditRules.total(total, from: fields.items, to: items)
      return .items(items, amounts)
    case .notes: return .notes(try EditRules.notes(edit.notes ?? ""))
    }
  }

  // MARK: Apply

  func apply(in scope: ActScope, on connection: borrowing Connection) throws -> AppliedChange {
    var inverse: [JSONValue] = []
    for change in changes {
      let part = change.part
      let said = try OrderEdits.said(part, of: facts.id, on: connection)
      if said == nil { try take(change, on: connection) }
      try change.after.write(to: facts.id, on: connection)
      try writeEvent(change, in: scope, on: connection)
      let undoing = EditInverse(
        part: part,
        before: change.before,
        after: change.after,
        wasEdited: said != nil,
        said: try OrderEdits.said(part, of: facts.id, on: connection)
      )
      inverse.append(.object(undoing.record))
    }
    try OrderChanges.touch(facts.id, at: scope.now, on: connection)
    let sees = scope.seesContact(of: facts)
    let after = changes.map { "\($0.part.label) \($0.after.words(seeingAddress: sees))" }
    let before = changes.map { "\($0.part.label) \($0.before.words(seeingAddress: sees))" }
    return AppliedChange(
      sentence: "\(facts.number) is edited: " + after.joined(separator: "; ")
        + (try money(on: connection)),
      before: before.joined(separator: "; "),
      inverse: JSONObject([.init(key: "changes", value: .array(inverse))]),
      audit: audit
    )
  }

  /// From now on the field is the staff's, and what the source says of it is kept beside it.
  private func take(_ change: Change, on connection: borrowing Connection) throws {
    var said = change.before.said
    if change.part == .address, facts.isAddressKept {
      said = try OrderEdits.addressSaid(of: facts.id, on: connection) ?? said
    }
    try OrderEdits.take(change.part, saying: said, of: facts.id, on: connection)
  }

  private func writeEvent(
    _ change: Change,
    in scope: ActScope,
    on connection: borrowing Connection
  ) throws {
    let detail = JSONObject([.init(key: "field", value: .string(change.part.rawValue))])
    let event = NewEvent(
      id: scope.newID(),
      orderID: facts.id,
      kind: .edit,
      from: change.before.words,
      to: change.after.words,
      detail: JSONValue.object(detail).text()
    )
    try scope.write(event, on: connection)
  }

  /// What is owed or to be refunded now; nothing here moves money.
  private func money(on connection: borrowing Connection) throws -> String {
    guard case .items(_, let amounts)? = changes.first(where: { $0.part == .items })?.after,
      let balance = try OrderEdits.balance(of: facts.id, total: amounts.total, on: connection),
      let words = balance.words()
    else { return "" }
    return "; \(words), and no payment is changed by this"
  }

  private var audit: JSONObject {
    var detail = JSONObject([.init(key: "number", value: .string(facts.number))])
    for change in changes {
      detail[change.part.rawValue] = [
        "before": .string(change.before.words), "after": .string(change.after.words),
      ]
    }
    return detail
  }
}
