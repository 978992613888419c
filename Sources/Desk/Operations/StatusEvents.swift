import Commerce
import JSON
import SQLiteKit
import Store

extension StatusPlan {
  /// One line for each status on the way, those of the parcel, and one for the money of a cancelled
  /// order.
  func writeEvents(
    parcel id: String?,
    in scope: ActScope,
    on connection: borrowing Connection
  ) throws {
    var from = facts.status
    for passed in step?.statuses ?? [] {
      let event = NewEvent(
        id: scope.newID(),
        orderID: facts.id,
        kind: .status,
        from: from.rawValue,
        to: passed.rawValue,
        reason: passed == status ? step?.reason : nil
      )
      try scope.write(event, on: connection)
      from = passed
    }
    if let parcel, let id { try writeParcel(parcel, id, in: scope, on: connection) }
    if !recalled.isEmpty {
      let words = "called back: " + recalled.map(\.words).joined(separator: "; ")
      let event = NewEvent(id: scope.newID(), orderID: facts.id, kind: .shipment, to: words)
      try scope.write(event, on: connection)
    }
    if step?.edge.kind == .cancel { try writeCancel(in: scope, on: connection) }
  }

  private func writeParcel(
    _ parcel: SentParcel,
    _ id: String,
    in scope: ActScope,
    on connection: borrowing Connection
  ) throws {
    let detail: JSONObject = JSONObject([.init(key: "parcel", value: .string(id))])
    let shipment = NewEvent(
      id: scope.newID(),
      orderID: facts.id,
      kind: .shipment,
      to: parcel.words,
      // The first parcel's reason stands on the line of the status.
      reason: step == nil ? parcel.reason : nil,
      detail: JSONValue.object(detail).text()
    )
    try scope.write(shipment, on: connection)
    for number in parcel.note.trackingNumbers {
      let tracking = NewEvent(
        id: scope.newID(),
        orderID: facts.id,
        kind: .tracking,
        to: number,
        detail: JSONValue.object(detail).text()
      )
      try scope.write(tracking, on: connection)
    }
  }

  /// What becomes of the money.
  ///
  /// Requests for refunds begin at this line: its detail says whether one is wanted, and of how much.
  private func writeCancel(in scope: ActScope, on connection: borrowing Connection) throws {
    var detail = JSONObject([.init(key: "refund", value: .string(step?.refund?.word ?? "none"))])
    if let held {
      detail["amount"] = .integer(Int(held.minorUnits))
      detail["currency"] = .string(held.currency.code)
    }
    var reason: String?
    if case .notDue(let words) = step?.refund { reason = words }
    let event = NewEvent(
      id: scope.newID(),
      orderID: facts.id,
      kind: .cancel,
      to: moneyWords,
      reason: reason,
      detail: JSONValue.object(detail).text()
    )
    try scope.write(event, on: connection)
  }

  private var moneyWords: String {
    switch step?.refund {
    case .requested:
      "refund of \(held?.display() ?? "what was paid") wanted, to be made with the provider"
    case .notDue: "no refund due"
    case nil: "nothing to pay back"
    }
  }
}

extension RefundWish {
  /// As audit and events keep it.
  var word: String {
    switch self {
    case .requested: "requested"
    case .notDue: "not_due"
    }
  }
}

extension Parcel {
  /// What tells it from the others of its order: `DHL 0034`, or what is in it.
  var words: String { tracking ?? contents }
}
