import Commerce
import JSON
import SQLiteKit
import Store

/// Changes address, items or the note of an order that is not shipped yet.
///
/// What was edited is the staff's from then on: a snapshot that says otherwise is a conflict. Money
/// that was paid is never touched; what is owed or to be refunded is said.
struct EditOrder: DeskOperation {
  static let name = "edit_order"
  static let undo = UndoRule.always
  static let insteadOfUndo: String? = "edit it again"

  var order: OrderID
  var edit: OrderEdit

  var record: JSONObject { edit.record }

  static func read(_ record: JSONObject, order: OrderID) -> Operation? {
    OrderEdit(record).map { .editOrder(order, $0) }
  }

  func sentence(ofMany count: Int) -> String {
    CountText.of(count, "order is edited", many: "orders are edited")
  }

  func rule(
    in scope: ActScope,
    on connection: borrowing Connection
  ) throws -> Ruling<EditPlan> {
    let facts = try scope.facts(of: order, on: connection)
    try EditPlan.refuse(facts, in: scope)
    guard !edit.isEmpty else { throw Refusal.about(facts, .invalid, "nothing is to be changed") }
    if edit.parts.contains(.items) {
      try EditPlan.refuseRefundedItems(of: facts, on: connection)
    }
    guard let fields = try OrderEdits.fields(of: facts, on: connection) else {
      throw Refusal.about(facts, .notFound, "the order has just gone")
    }
    let plan: EditPlan
    do {
      plan = try EditPlan(facts, fields, edit)
    } catch let problem as EditProblem {
      throw Refusal.about(facts, .invalid, problem.sentence)
    }
    return plan.changes.isEmpty
      ? .unchanged("\(facts.number) is so already") : .change(plan)
  }

  func refuseRedo(
    after undo: String,
    in scope: ActScope,
    on connection: borrowing Connection
  ) throws {
    for part in edit.parts {
      try scope.refuseRedo(
        of: .edit,
        part: part.rawValue,
        of: order,
        after: undo,
        on: connection
      )
    }
  }

  func apply(
    _ plan: EditPlan,
    in scope: ActScope,
    on connection: borrowing Connection
  ) throws -> AppliedChange {
    try plan.apply(in: scope, on: connection)
  }

  static func takeBack(
    _ change: StandingChange,
    in scope: ActScope,
    on connection: borrowing Connection
  ) throws -> AppliedChange {
    try EditInverse.takeBack(change, in: scope, on: connection)
  }
}

extension OrderEdit {
  /// Everything that is needed to do the same again.
  var record: JSONObject {
    var record = JSONObject()
    if !address.isEmpty {
      let fields = Address.Field.allCases.compactMap { field in
        address[field].map { JSONObject.Member(key: field.rawValue, value: .string($0)) }
      }
      record["address"] = .object(JSONObject(fields))
    }
    if !quantities.isEmpty {
      record["quantities"] = .array(
        quantities.map { ["sku": .string($0.sku), "quantity": .integer($0.quantity)] }
      )
    }
    if !added.isEmpty {
      record["added"] = .array(added.map(\.record))
      record["currency"] = .string(added[0].unitPrice.currency.code)
    }
    if let notes { record["notes"] = .string(notes) }
    return record
  }

  /// Nil when the record was written by something else.
  init?(_ record: JSONObject) {
    self.init(notes: record["notes"]?.stringValue)
    for member in record["address"]?.objectValue?.members ?? [] {
      guard let field = Address.Field(rawValue: member.key), let text = member.value.stringValue
      else { return nil }
      address[field] = text
    }
    for value in record["quantities"]?.arrayValue ?? [] {
      guard let sku = value["sku"]?.stringValue, let quantity = value["quantity"]?.integerValue
      else { return nil }
      quantities.append(ParcelQuantity(sku: sku, quantity: Int(quantity)))
    }
    for value in record["added"]?.arrayValue ?? [] {
      guard let currency = record["currency"]?.stringValue.flatMap({ Currency(code: $0) }),
        let item = OrderItem(value, in: currency)
      else { return nil }
      added.append(item)
    }
  }
}
