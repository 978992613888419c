import Commerce
import JSON
import SQLiteKit
import Store

/// Counts a quarantined record no more, such as a test line that no retry will ever mend.
///
/// Nothing is deleted: the record stays whole, with who discarded it, when and why.
struct DiscardRecord: DeskOperation {
  static let name = "discard_record"
  static let undo = UndoRule.always
  static let insteadOfUndo: String? = "`orderdeck sync retry` with its number takes it in again"

  var number: Int
  var reason: String

  var order: OrderID { Operation.discardRecord(number, reason: reason).orderID }

  var record: JSONObject {
    JSONObject([
      .init(key: "record", value: .integer(number)), .init(key: "reason", value: .string(reason)),
    ])
  }

  static func read(_ record: JSONObject, order: OrderID) -> Operation? {
    guard let number = record["record"]?.integerValue, let reason = record["reason"]?.stringValue
    else { return nil }
    return .discardRecord(Int(number), reason: reason)
  }

  func sentence(ofMany count: Int) -> String {
    CountText.of(count, "record is discarded", many: "records are discarded")
  }

  func rule(
    in scope: ActScope,
    on connection: borrowing Connection
  ) throws -> Ruling<Reason> {
    guard let standing = try Quarantine.standing(of: number, on: connection) else {
      let rule = "no record \(number) is in quarantine; `orderdeck sync status` lists them"
      throw Refusal(.notFound, sentence: rule)
    }
    if let person = standing.discardedBy {
      return .unchanged("record \(number) is discarded already, by \(person)")
    }
    guard !standing.isTaken else {
      throw Refusal(.illegal, sentence: "record \(number) has been taken in, so it stays")
    }
    guard let reason = Reason(reason) else {
      let rule = "discarding a record needs a reason of at least \(Reason.fewestVisible) characters"
      throw Refusal(.invalid, sentence: rule)
    }
    return .change(reason)
  }

  func apply(
    _ plan: Reason,
    in scope: ActScope,
    on connection: borrowing Connection
  ) throws -> AppliedChange {
    try Quarantine.discard(
      number,
      by: scope.actor.name,
      reason: plan.text,
      at: scope.now,
      on: connection
    )
    return AppliedChange(
      sentence: "record \(number) is discarded; `sync status --discarded` lists it",
      before: "in quarantine",
      inverse: JSONObject([.init(key: "record", value: .integer(number))]),
      audit: JSONObject([
        .init(key: "record", value: .integer(number)),
        .init(key: "reason", value: .string(plan.text)),
      ])
    )
  }

  static func takeBack(
    _ change: StandingChange,
    in scope: ActScope,
    on connection: borrowing Connection
  ) throws -> AppliedChange {
    guard let number = change.inverse["record"]?.integerValue.map({ Int($0) }),
      try Quarantine.standing(of: number, on: connection)?.discardedBy != nil
    else { throw Refusal.neverTakenBack(change.order, "this discarding") }
    try Quarantine.restore(number, on: connection)
    return AppliedChange(
      sentence: "record \(number) is in quarantine again",
      before: "discarded",
      audit: JSONObject([.init(key: "record", value: .integer(number))])
    )
  }
}
