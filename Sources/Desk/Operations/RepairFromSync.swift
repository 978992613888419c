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
    var before: String?
  }

  var record: JSONObject { JSONObject() }

  static func read(_ record: JSONObject, order: OrderID) -> Operation? { .repairFromSync(order) }

  func sentence(ofMany count: Int) -> String {
    count == 1 ? "1 order was taken in again" : "\(count) orders were taken in again"
  }

  func rule(
    in scope: ActScope,
    on connection: borrowing Connection
  ) throws -> Ruling<Plan> {
    guard let number = try RepairTable.chatOrderNumber(of: order, on: connection) else {
      let facts = try scope.facts(of: order, on: connection)
      throw Refusal.about(facts, .illegal, "there is no chat checkout behind it to repair it from")
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
    let before = try RepairTable.picture(of: order, on: connection)
    return .change(Plan(number: number, before: before))
  }

  func apply(
    _ plan: Plan,
    in scope: ActScope,
    on connection: borrowing Connection
  ) throws -> AppliedChange {
    guard try ChatOrderDrift.takeInAgain(order, on: connection),
      let after = try RepairTable.picture(of: order, on: connection)
    else {
      throw Refusal(
        .illegal,
        orderID: order,
        orderNumber: plan.number,
        sentence: "\(plan.number) is a checkout that is not paid yet, so it is no order"
      )
    }
    let isSame = plan.before == after
    if !isSame {
      let event = NewEvent(id: scope.newID(), orderID: order, kind: .synced, to: "repaired")
      try scope.write(event, on: connection)
    }
    return AppliedChange(
      sentence: isSame
        ? "\(plan.number) agrees with its chat checkout"
        : "\(plan.number) was taken in again from its chat checkout",
      audit: JSONObject([
        .init(key: "number", value: .string(plan.number)),
        .init(key: "before", value: .optional(plan.before)),
        .init(key: "after", value: .string(after)),
      ])
    )
  }

  static func takeBack(
    _ change: StandingChange,
    in scope: ActScope,
    on connection: borrowing Connection
  ) throws -> AppliedChange {
    throw Refusal.neverTakenBack(change.order, "a repair")
  }
}
