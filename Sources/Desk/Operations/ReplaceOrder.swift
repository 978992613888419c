import Commerce
import JSON
import SQLiteKit
import Store

/// Sends goods of an order once more: a new order with its customer and address, linked both ways.
struct ReplaceOrder: DeskOperation {
  static let name = "replace_order"
  static let undo = UndoRule.always
  static let insteadOfUndo: String? = "cancel the new order"

  var order: OrderID
  var request: ReplacementRequest
  /// Of a replacement that was made before and taken back.
  var id: OrderID?

  struct Plan: Sendable {
    var facts: OrderFacts
    var request: ReplacementRequest
    var new: HandmadeOrder
    var cancelled: OrderFacts?
  }

  var record: JSONObject { ReplacementRecord.value(of: request, as: id) }

  static func read(_ record: JSONObject, order: OrderID) -> Operation? {
    ReplacementRecord.read(record).map {
      .replaceOrder(order, $0, as: record["id"]?.stringValue.map(OrderID.init(rawValue:)))
    }
  }

  func sentence(ofMany count: Int) -> String {
    CountText.of(count, "replacement is made", many: "replacements are made")
  }

  // MARK: Rule

  func rule(
    in scope: ActScope,
    on connection: borrowing Connection
  ) throws -> Ruling<Plan> {
    let facts = try scope.facts(of: order, on: connection)
    if let rule = ReplacementRules.refusal(of: facts.status) {
      throw Refusal.about(facts, .illegal, rule)
    }
    var request = request
    request.text = request.text.flatMap { Reason.trimmed($0) }
    guard request.reason != .other || request.text.flatMap({ Reason($0) }) != nil else {
      let rule = "the reason other needs words: at least \(Reason.fewestVisible) visible characters"
      throw Refusal.about(facts, .invalid, rule)
    }
    guard (request.text ?? "").count <= EditRules.longestField else {
      let rule = "the words beside the reason are at most \(EditRules.longestField) characters"
      throw Refusal.about(facts, .invalid, rule)
    }
    // An undone one counts for nothing, since it is cancelled.
    let copied = try HandmadeOrders.copied(of: facts, on: connection)
    let replaced = try HandmadeOrders.replaced(of: order, on: connection)
    do {
      let items = try ReplacementRules.items(
        for: request,
        of: copied.items,
        after: replaced,
        in: facts.currency,
        by: scope.actor.role
      )
      let new = try Self.new(facts, copied.address, items, request.difference)
      let cancelled = try HandmadeOrder.cancelled(id, in: scope, on: connection)
      return .change(Plan(facts: facts, request: request, new: new, cancelled: cancelled))
    } catch let problem as EditProblem {
      throw Refusal.about(facts, .invalid, problem.sentence)
    }
  }

  private static func new(
    _ facts: OrderFacts,
    _ address: String?,
    _ items: [OrderItem],
    _ difference: Money?
  ) throws -> HandmadeOrder {
    let none = Money.zero(facts.currency)
    var order = HandmadeOrder(
      customerName: facts.customerName,
      items: items,
      amounts: OrderEdits.Amounts(
        shipping: none,
        tax: none,
        discount: none,
        total: difference ?? none
      )
    )
    order.customerEmail = facts.customerEmail
    order.customerPhone = facts.customerPhone
    order.address = address
    return order
  }

  func refuseRedo(
    after undo: String,
    in scope: ActScope,
    on connection: borrowing Connection
  ) throws {
    guard let id else { return }
    try scope.refuseRedo(of: .status, of: id, after: undo, on: connection)
  }

  // MARK: Apply

  func apply(
    _ plan: Plan,
    in scope: ActScope,
    on connection: borrowing Connection
  ) throws -> AppliedChange {
    let new: (id: OrderID, number: String)
    if let facts = plan.cancelled {
      try HandmadeOrder.bringBack(facts, in: scope, on: connection)
      new = (facts.id, facts.number)
    } else {
      let id = OrderID(scope.newID())
      new = (id, try plan.new.place(id, in: scope, on: connection))
      try HandmadeOrders.link(id, replacing: order, for: plan.request, on: connection)
    }
    for place in [new.id, order] {
      let line = NewEvent(
        id: scope.newID(),
        orderID: place,
        kind: .replacement,
        from: plan.facts.number,
        to: new.number,
        reason: plan.request.why
      )
      try scope.write(line, on: connection)
    }
    try OrderChanges.touch(order, at: scope.now, on: connection)
    // What a rehearsal is given may be somebody else's by the time that it is done.
    let name = scope.isRehearsal ? "a new order, as things are \(new.number)," : new.number
    return AppliedChange(
      sentence: "\(name) replaces \(plan.facts.number): \(plan.new.words)",
      inverse: JSONObject([.init(key: "replacement", value: .string(new.id.rawValue))]),
      audit: JSONObject([
        .init(key: "number", value: .string(plan.facts.number)),
        .init(key: "replacement", value: .string(new.number)),
        .init(key: "items", value: .string(plan.new.words)),
        .init(key: "reason", value: .string(plan.request.why)),
      ]),
      done: ReplaceOrder(order: order, request: plan.request, id: new.id),
      made: MadeOrder(id: new.id, number: new.number)
    )
  }

  static func takeBack(
    _ change: StandingChange,
    in scope: ActScope,
    on connection: borrowing Connection
  ) throws -> AppliedChange {
    let original = try scope.facts(of: change.order, on: connection)
    guard let id = change.inverse["replacement"]?.stringValue else {
      throw Refusal.unreadableInverse(of: original)
    }
    let new = try HandmadeOrder.takeBack(
      OrderID(id),
      placedBy: change.actID,
      in: scope,
      on: connection
    )
    try scope.writeUndo(
      of: original.id,
      field: EventKind.replacement.rawValue,
      from: "replacement \(new.number)",
      to: nil,
      on: connection
    )
    try OrderChanges.touch(original.id, at: scope.now, on: connection)
    return AppliedChange(
      sentence: "\(new.number) is cancelled: \(original.number) is not replaced by it any more",
      before: new.status.rawValue,
      audit: JSONObject([
        .init(key: "number", value: .string(original.number)),
        .init(key: "replacement", value: .string(new.number)),
      ])
    )
  }
}

/// A wish for a replacement in the record of its act.
enum ReplacementRecord {
  static func value(of request: ReplacementRequest, as id: OrderID?) -> JSONObject {
    var record = JSONObject([
      .init(key: "reason", value: .string(request.reason.rawValue)),
      .init(key: "exceeds_order", value: .bool(request.exceedsOrder)),
    ])
    if let text = request.text { record["text"] = .string(text) }
    if let id { record["id"] = .string(id.rawValue) }
    if let items = request.items {
      record["items"] = .array(
        items.map { ["sku": .string($0.sku), "quantity": .integer($0.quantity)] }
      )
    }
    if let difference = request.difference {
      record["difference"] = .integer(difference.minorUnits)
      record["currency"] = .string(difference.currency.code)
    }
    return record
  }

  /// Nil when the record was written by something else.
  static func read(_ record: JSONObject) -> ReplacementRequest? {
    let reason = record["reason"]?.stringValue.flatMap(ReplacementReason.init(rawValue:))
    guard let reason else { return nil }
    var request = ReplacementRequest(
      reason: reason,
      text: record["text"]?.stringValue,
      exceedsOrder: record["exceeds_order"]?.boolValue ?? false
    )
    if let values = record["items"]?.arrayValue {
      let items = values.compactMap { value in
        value["quantity"]?.integerValue.flatMap { quantity in
          value["sku"]?.stringValue.map { ParcelQuantity(sku: $0, quantity: Int(quantity)) }
        }
      }
      guard items.count == values.count else { return nil }
      request.items = items
    }
    if let units = record["difference"]?.integerValue {
      guard let currency = record["currency"]?.stringValue.flatMap({ Currency(code: $0) }) else {
        return nil
      }
      request.difference = Money(minorUnits: units, currency: currency)
    }
    return request
  }
}
