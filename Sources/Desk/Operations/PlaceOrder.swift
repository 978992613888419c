import Commerce
import JSON
import SQLiteKit
import Store

/// Takes an order by hand, such as one that came by phone.
///
/// No source speaks for it: it begins as pending and unpaid, and no pull, verify or repair touches it.
struct PlaceOrder: DeskOperation {
  static let name = "place_order"
  static let undo = UndoRule.always
  static let insteadOfUndo: String? = "cancel the order"

  var wanted: NewOrder
  /// Of an order that was placed before and taken back.
  var id: OrderID?

  struct Plan: Sendable {
    var wanted: NewOrder
    var total: Money
    var cancelled: OrderFacts?
  }

  var order: OrderID { Operation.placeOrder(wanted, as: id).orderID }
  var record: JSONObject { NewOrderRecord.value(of: wanted, as: id) }

  static func read(_ record: JSONObject, order: OrderID) -> Operation? {
    NewOrderRecord.read(record).map {
      .placeOrder($0, as: record["id"]?.stringValue.map(OrderID.init(rawValue:)))
    }
  }

  func sentence(ofMany count: Int) -> String {
    CountText.of(count, "order is placed", many: "orders are placed")
  }

  func rule(
    in scope: ActScope,
    on connection: borrowing Connection
  ) throws -> Ruling<Plan> {
    do {
      let checked = try NewOrderRules.checked(wanted)
      let total = try NewOrderRules.total(of: checked)
      let cancelled = try HandmadeOrder.cancelled(id, in: scope, on: connection)
      return .change(Plan(wanted: checked, total: total, cancelled: cancelled))
    } catch let problem as EditProblem {
      throw Refusal(.invalid, sentence: "new order: \(problem.sentence)")
    }
  }

  func refuseRedo(
    after undo: String,
    in scope: ActScope,
    on connection: borrowing Connection
  ) throws {
    guard let id else { return }
    try scope.refuseRedo(of: .status, of: id, after: undo, on: connection)
  }

  func apply(
    _ plan: Plan,
    in scope: ActScope,
    on connection: borrowing Connection
  ) throws -> AppliedChange {
    if let facts = plan.cancelled {
      try HandmadeOrder.bringBack(facts, in: scope, on: connection)
      return done(plan, facts.id, facts.number, "\(facts.number) is placed again")
    }
    let id = OrderID(scope.newID())
    let order = plan.handmade
    let number = try order.place(id, in: scope, on: connection)
    if let body = plan.wanted.note {
      let note = NewEvent(id: scope.newID(), orderID: id, kind: .note, to: body)
      try scope.write(note, on: connection)
    }
    // What a rehearsal is given may be somebody else's by the time that it is done.
    let name = scope.isRehearsal ? "a new order, as things are \(number)," : number
    return done(
      plan,
      id,
      number,
      "\(name) is placed for \(plan.wanted.customerName): \(order.words)"
    )
  }

  private func done(
    _ plan: Plan,
    _ id: OrderID,
    _ number: String,
    _ sentence: String
  ) -> AppliedChange {
    AppliedChange(
      sentence: sentence,
      inverse: JSONObject([.init(key: "order", value: .string(id.rawValue))]),
      audit: JSONObject([
        .init(key: "number", value: .string(number)),
        .init(key: "items", value: .string(OrderItem.words(plan.wanted.items))),
        .init(key: "total", value: .integer(plan.total.minorUnits)),
        .init(key: "currency", value: .string(plan.total.currency.code)),
      ]),
      done: PlaceOrder(wanted: plan.wanted, id: id),
      made: MadeOrder(id: id, number: number)
    )
  }

  static func takeBack(
    _ change: StandingChange,
    in scope: ActScope,
    on connection: borrowing Connection
  ) throws -> AppliedChange {
    let facts = try HandmadeOrder.takeBack(
      change.order,
      placedBy: change.actID,
      in: scope,
      on: connection
    )
    return AppliedChange(
      sentence: "\(facts.number) is cancelled: the new order is taken back",
      before: facts.status.rawValue,
      audit: JSONObject([.init(key: "number", value: .string(facts.number))])
    )
  }
}

extension PlaceOrder.Plan {
  fileprivate var handmade: HandmadeOrder {
    var order = HandmadeOrder(
      customerName: wanted.customerName,
      items: wanted.items,
      amounts: OrderEdits.Amounts(
        shipping: wanted.shipping,
        tax: wanted.tax,
        discount: wanted.discount,
        total: total
      )
    )
    order.customerEmail = wanted.customerEmail
    order.customerPhone = wanted.customerPhone
    order.paymentMethod = wanted.paymentMethod
    order.customerNotes = wanted.customerNotes
    if !wanted.address.isEmpty {
      var address = Address()
      for (field, text) in wanted.address { address[field] = text }
      order.address = address.written(over: nil, changing: wanted.address)
    }
    return order
  }
}

/// A new order in the record of its act.
enum NewOrderRecord {
  static func value(of order: NewOrder, as id: OrderID?) -> JSONObject {
    var record = JSONObject([
      .init(key: "customer", value: .string(order.customerName)),
      .init(key: "currency", value: .string(order.currency.code)),
      .init(key: "items", value: .array(order.items.map(\.record))),
      .init(key: "shipping", value: .integer(order.shipping.minorUnits)),
      .init(key: "tax", value: .integer(order.tax.minorUnits)),
      .init(key: "discount", value: .integer(order.discount.minorUnits)),
    ])
    let texts = [
      ("email", order.customerEmail), ("phone", order.customerPhone),
      ("payment", order.paymentMethod), ("customer_notes", order.customerNotes),
      ("note", order.note), ("id", id?.rawValue),
    ]
    for (key, text) in texts { if let text { record[key] = .string(text) } }
    for field in Address.Field.allCases {
      if let text = order.address[field] { record[field.rawValue] = .string(text) }
    }
    return record
  }

  /// Nil when the record was written by something else.
  static func read(_ record: JSONObject) -> NewOrder? {
    guard let name = record["customer"]?.stringValue,
      let currency = record["currency"]?.stringValue.flatMap({ Currency(code: $0) }),
      let lines = record["items"]?.arrayValue
    else { return nil }
    let items = lines.compactMap { OrderItem($0, in: currency) }
    guard items.count == lines.count else { return nil }
    let amount = { (key: String) in
      Money(minorUnits: record[key]?.integerValue ?? 0, currency: currency)
    }
    var order = NewOrder(customerName: name, items: items, currency: currency)
    order.customerEmail = record["email"]?.stringValue
    order.customerPhone = record["phone"]?.stringValue
    order.shipping = amount("shipping")
    order.tax = amount("tax")
    order.discount = amount("discount")
    order.paymentMethod = record["payment"]?.stringValue
    order.customerNotes = record["customer_notes"]?.stringValue
    order.note = record["note"]?.stringValue
    for field in Address.Field.allCases {
      order.address[field] = record[field.rawValue]?.stringValue
    }
    return order
  }
}
