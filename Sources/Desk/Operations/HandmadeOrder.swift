import Commerce
import JSON
import SQLiteKit
import Store

/// An order that staff place: by hand, or in the place of another one.
///
/// Its number is given for good, since somebody may have seen it: taking the order back cancels it,
/// and doing it again brings the same order back.
struct HandmadeOrder: Sendable {
  var customerName: String
  var customerEmail: String?
  var customerPhone: String?
  /// As it is stored.
  var address: String?
  var items: [OrderItem]
  var amounts: OrderEdits.Amounts
  var paymentMethod: String?
  var customerNotes: String?

  /// `2 × Mug, total €24.00`.
  var words: String { EditedValue.items(items, amounts).words }

  /// Writes it with the line that says who placed it and where; its number.
  func place(
    _ id: OrderID,
    in scope: ActScope,
    on connection: borrowing Connection
  ) throws -> String {
    let year = LocalZone.utc.date(at: scope.now).year
    let number = try HandmadeOrders.takeNumber(in: year, on: connection)
    var row = HandmadeOrders.Row(
      id: id,
      number: number,
      customerName: customerName,
      items: JSONValue.array(items.map(\.record)).text(),
      amounts: amounts
    )
    row.customerEmail = customerEmail
    row.customerPhone = customerPhone
    row.address = address
    row.paymentMethod = paymentMethod
    row.customerNotes = customerNotes
    try HandmadeOrders.insert(row, at: scope.now, on: connection)
    try scope.write(NewEvent(id: scope.newID(), orderID: id, kind: .placed), on: connection)
    let status = NewEvent(
      id: scope.newID(),
      orderID: id,
      kind: .status,
      to: OrderStatus.pending.rawValue
    )
    try scope.write(status, on: connection)
    return number
  }

  // MARK: Undo and redo

  /// Cancels it; refused once anybody else has done something with it, or money or goods have moved.
  static func takeBack(
    _ id: OrderID,
    placedBy actID: String,
    in scope: ActScope,
    on connection: borrowing Connection
  ) throws -> OrderFacts {
    let facts = try scope.facts(of: id, on: connection)
    let since = try HandmadeOrders.changeByOthers(
      than: scope.actor.id,
      of: id,
      after: actID,
      on: connection
    )
    if let since {
      let rule = "cannot be taken back: \(since.actor) \(ChangeWords.phrase(since)) since"
      throw Refusal.about(facts, .cannotUndo, rule)
    }
    guard facts.status == .pending else {
      let way = facts.status == .cancelled ? "" : "; cancel it instead"
      let rule = "cannot be taken back: it is \(facts.status) now\(way)"
      throw Refusal.about(facts, .cannotUndo, rule)
    }
    if let ledger = try OrderMoney.ledger(of: id, on: connection), ledger.captured != 0 {
      throw Refusal.about(facts, .cannotUndo, "cannot be taken back: it is paid; cancel it instead")
    }
    let field = JSONObject([.init(key: "field", value: .string(EventKind.status.rawValue))])
    var line = line(.undo, facts, to: .cancelled, in: scope)
    line.reason = "the new order is taken back"
    line.detail = JSONValue.object(field).text()
    try write(.cancelled, facts, line, in: scope, on: connection)
    return facts
  }

  /// Brings an order back that an undo cancelled.
  static func bringBack(
    _ facts: OrderFacts,
    in scope: ActScope,
    on connection: borrowing Connection
  ) throws {
    var line = line(.status, facts, to: .pending, in: scope)
    line.reason = "placed again"
    try write(.pending, facts, line, in: scope, on: connection)
  }

  private static func line(
    _ kind: EventKind,
    _ facts: OrderFacts,
    to status: OrderStatus,
    in scope: ActScope
  ) -> NewEvent {
    NewEvent(
      id: scope.newID(),
      orderID: facts.id,
      kind: kind,
      from: facts.status.rawValue,
      to: status.rawValue
    )
  }

  private static func write(
    _ status: OrderStatus,
    _ facts: OrderFacts,
    _ line: NewEvent,
    in scope: ActScope,
    on connection: borrowing Connection
  ) throws {
    var after = facts
    after.status = status
    try OrderChanges.writeStatus(after, at: scope.now, on: connection)
    try scope.write(line, on: connection)
  }

  /// The order that the undo cancelled which is done again; nil for a new one.
  static func cancelled(
    _ id: OrderID?,
    in scope: ActScope,
    on connection: borrowing Connection
  ) throws -> OrderFacts? {
    guard let id, let facts = try OrderFacts.of(id, on: connection) else { return nil }
    let left = try scope.redoes.flatMap { undo in
      try OrderChanges.statusLeft(by: undo, of: id, on: connection)
    }
    guard facts.status == .cancelled, left == OrderStatus.cancelled.rawValue else {
      throw Refusal.about(facts, .cannotUndo, "cannot be done again: it is \(facts.status) now")
    }
    return facts
  }
}
