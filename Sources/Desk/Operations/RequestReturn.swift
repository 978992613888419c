import Commerce
import JSON
import SQLiteKit
import Store

/// Announces goods of a shipped order that are to come back.
struct RequestReturn: DeskOperation {
  static let name = "request_return"
  static let undo = UndoRule.always
  static let insteadOfUndo: String? = "cancel the return"

  var order: OrderID
  var request: ReturnRequest

  struct Plan: Sendable {
    var facts: OrderFacts
    var lines: [OrderReturn.Line]
    /// The return that an undo cancelled and a redo brings back, under its own number.
    var cancelled: OrderReturn?
  }

  var record: JSONObject {
    JSONObject([
      .init(key: "items", value: request.items.map(ReturnRecord.value) ?? .null),
      .init(key: "reason", value: .string(request.reason.rawValue)),
      .init(key: "text", value: .optional(request.text)),
    ])
  }

  static func read(_ record: JSONObject, order: OrderID) -> Operation? {
    guard let reason = record["reason"]?.stringValue.flatMap(ReturnReason.init(rawValue:))
    else { return nil }
    let request = ReturnRequest(
      items: ReturnRecord.items(record["items"]),
      reason: reason,
      text: record["text"]?.stringValue
    )
    return .requestReturn(order, request)
  }

  func sentence(ofMany count: Int) -> String {
    CountText.of(count, "return is requested", many: "returns are requested")
  }

  // MARK: Rule

  func rule(
    in scope: ActScope,
    on connection: borrowing Connection
  ) throws -> Ruling<Plan> {
    let facts = try scope.facts(of: order, on: connection)
    if let refusal = ReturnRules.refusal(of: request, in: facts.status) {
      throw Refusal.about(facts, refusal.kind, refusal.sentence)
    }
    let cancelled = try cancelledByUndo(in: scope, on: connection)
    let wanted = cancelled?.goods.map { ItemQuantity(item: $0.sku, quantity: $0.quantity) }
    let goods = try scope.returnable(of: facts, wanted ?? request.items, on: connection)
    let lines = goods.map {
      OrderReturn.Line(sku: $0.sku, name: $0.name, quantity: $0.quantity)
    }
    return .change(Plan(facts: facts, lines: lines, cancelled: cancelled))
  }

  /// The return of this person that the undo cancelled which is done again; nil where there is none.
  private func cancelledByUndo(
    in scope: ActScope,
    on connection: borrowing Connection
  ) throws -> OrderReturn? {
    guard let undo = scope.redoes else { return nil }
    let goods = try ReturnTable.cancelled(by: undo, of: order, on: connection)
    return goods?.requester.id == scope.actor.id ? goods : nil
  }

  // MARK: Apply

  func apply(
    _ plan: Plan,
    in scope: ActScope,
    on connection: borrowing Connection
  ) throws -> AppliedChange {
    let goods = try write(plan, in: scope, on: connection)
    let facts = ReturnFacts(order: plan.facts, goods: goods)
    let words = [request.reason.words, request.text].compactMap(\.self).joined(separator: ": ")
    try scope.writeReturn(facts, from: nil, reason: words, on: connection)
    return AppliedChange(
      sentence: "\(plan.facts.number): \(facts.words) is requested: \(goods.contents)",
      inverse: JSONObject([.init(key: "return", value: .integer(goods.id.number))]),
      audit: facts.detail(from: plan.cancelled?.state, to: .requested)
    )
  }

  private func write(
    _ plan: Plan,
    in scope: ActScope,
    on connection: borrowing Connection
  ) throws -> OrderReturn {
    if var goods = plan.cancelled {
      goods.goBack(to: .requested)
      try ReturnTable.update(goods, actID: scope.actID, on: connection)
      return goods
    }
    let goods = OrderReturn(
      id: try ReturnTable.nextID(of: order, on: connection),
      orderID: order,
      orderNumber: plan.facts.number,
      reason: request.reason,
      reasonText: request.text.flatMap { Reason.trimmed($0) },
      lines: plan.lines,
      requester: OrderReturn.Person(id: scope.actor.id, name: scope.actor.name),
      requestedAt: scope.now
    )
    try ReturnTable.insert(goods, actID: scope.actID, on: connection)
    return goods
  }

  /// Cancels it: its row stays, since its number may be with the customer.
  static func takeBack(
    _ change: StandingChange,
    in scope: ActScope,
    on connection: borrowing Connection
  ) throws -> AppliedChange {
    var facts = try scope.returnToTakeBack(change, left: .requested, on: connection)
    facts.goods.state = .cancelled
    facts.goods.endedAt = scope.now
    try ReturnTable.update(facts.goods, actID: scope.actID, on: connection)
    try scope.writeUndo(
      of: facts.order.id,
      field: EventKind.goodsReturn.rawValue,
      from: "\(facts.words) requested",
      to: nil,
      on: connection
    )
    try OrderChanges.touch(facts.order.id, at: scope.now, on: connection)
    return AppliedChange(
      sentence: "\(facts.order.number): \(facts.words) is not requested any more",
      audit: facts.detail(from: .requested, to: .cancelled)
    )
  }
}

/// Items of a return as JSON, in acts and in audit.
enum ReturnRecord {
  static func value(of items: [ItemQuantity]) -> JSONValue {
    .array(items.map { ["item": .string($0.item), "quantity": .integer($0.quantity)] })
  }

  /// Nil where no items are named.
  static func items(_ value: JSONValue?) -> [ItemQuantity]? {
    value?.arrayValue?.compactMap { value in
      guard let item = value["item"]?.stringValue, let count = value["quantity"]?.integerValue
      else { return nil }
      return ItemQuantity(item: item, quantity: Int(clamping: count))
    }
  }
}
