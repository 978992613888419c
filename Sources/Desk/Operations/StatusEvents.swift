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

  /// What becomes of the money; a refund that is asked for has its own lines beside this one.
  private func writeCancel(in scope: ActScope, on connection: borrowing Connection) throws {
    let event = NewEvent(
      id: scope.newID(),
      orderID: facts.id,
      kind: .cancel,
      to: money.line,
      reason: money.reason,
      detail: JSONValue.object(money.detail).text()
    )
    try scope.write(event, on: connection)
  }
}

extension Parcel {
  /// What tells it from the others of its order: `DHL 0034`, or what is in it.
  var words: String { tracking ?? contents }
}
