import Commerce
import JSON
import SQLiteKit
import Store

/// Takes an order in again from what its chat checkout says, by the road of every snapshot.
struct RepairFromSync: DeskOperation {
  static let name = "repair_from_sync"
  static let undo = UndoRule.never

  var order: OrderID

  struct Plan: Sendable {
    var number: String
    /// Nil where there was no order yet.
    var before: [String: String]?
  }

  var record: JSONObject { JSONObject() }

  static func read(_ record: JSONObject, order: OrderID) -> Operation? { .repairFromSync(order) }

  func sentence(ofMany count: Int) -> String {
    CountText.of(count, "order was taken in again", many: "orders were taken in again")
  }

  func rule(
    in scope: ActScope,
    on connection: borrowing Connection
  ) throws -> Ruling<Plan> {
    guard let number = try RepairTable.chatOrderNumber(of: order, on: connection) else {
      let facts = try scope.facts(of: order, on: connection)
      let rule = "it has no chat checkout; what its source says comes with "
      throw Refusal.about(facts, .illegal, rule + "`orderdeck sync --from SOURCE --full`")
    }
    if let holder = try RepairTable.rival(of: order, on: connection) {
      throw Refusal(
        .illegal,
        orderID: order,
        orderNumber: number,
        sentence: "\(number): another order (\(holder)) holds its number, checkout or payment; "
          + "settle that conflict first"
      )
    }
    let before = try RepairTable.facts(of: order, on: connection)
    return .change(Plan(number: number, before: before))
  }

  func apply(
    _ plan: Plan,
    in scope: ActScope,
    on connection: borrowing Connection
  ) throws -> AppliedChange {
    let after = try takeIn(plan.number, on: connection)
    // What it comes to is known once it is done, and then there is nothing to keep of it.
    guard after != plan.before else {
      throw NothingToChange(sentence: "\(plan.number) agrees with its chat checkout")
    }
    let event = NewEvent(id: scope.newID(), orderID: order, kind: .synced, to: "repaired")
    try scope.write(event, on: connection)
    return AppliedChange(
      sentence: "\(plan.number) was taken in again from its chat checkout",
      audit: audit(plan, after: after)
    )
  }

  private func takeIn(
    _ number: String,
    on connection: borrowing Connection
  ) throws -> [String: String] {
    guard try ChatOrderDrift.takeInAgain(order, on: connection),
      let facts = try RepairTable.facts(of: order, on: connection)
    else {
      throw Refusal(
        .illegal,
        orderID: order,
        orderNumber: number,
        sentence: "\(number) is a checkout that is not paid yet, so it is no order"
      )
    }
    return facts
  }

  /// Each fact that changed, before and after.
  private func audit(_ plan: Plan, after: [String: String]) -> JSONObject {
    let changed = after.keys.sorted().filter { plan.before?[$0] != after[$0] }
    func values(_ facts: [String: String]) -> JSONValue {
      .object(JSONObject(changed.map { .init(key: $0, value: .optional(facts[$0])) }))
    }
    return JSONObject([
      .init(key: "number", value: .string(plan.number)),
      .init(key: "before", value: values(plan.before ?? [:])),
      .init(key: "after", value: values(after)),
    ])
  }

  static func takeBack(
    _ change: StandingChange,
    in scope: ActScope,
    on connection: borrowing Connection
  ) throws -> AppliedChange {
    throw Refusal.neverTakenBack(change.order, "a repair")
  }
}
