import Commerce
import JSON
import SQLiteKit
import Store

/// Sends a parcel of an order: the first one ships it, others follow while something is left.
struct Ship: StatusOperation {
  static let name = "ship"
  static let undo = UndoRule.always
  static let insteadOfUndo: String? = "take the order one step back instead"

  var order: OrderID
  var shipment: ShipmentNote
  /// Why it has no carrier or no tracking number.
  var reason: String?

  var record: JSONObject {
    var record = JSONObject()
    shipment.put(into: &record)
    if let reason { record["reason"] = .string(reason) }
    return record
  }

  static func read(_ record: JSONObject, order: OrderID) -> Operation? {
    .ship(order, ShipmentNote(record) ?? .untracked, reason: record["reason"]?.stringValue)
  }

  func sentence(ofMany count: Int) -> String {
    CountText.of(count, "order is shipped", many: "orders are shipped")
  }

  func rule(
    in scope: ActScope,
    on connection: borrowing Connection
  ) throws -> Ruling<StatusPlan> {
    let facts = try scope.facts(of: order, on: connection)
    switch facts.status {
    case .shipped: return .change(try furtherParcel(of: facts, in: scope, on: connection))
    case .delivered:
      throw Refusal.about(facts, .illegal, "it is delivered; a further parcel needs a replacement")
    case .pending, .confirmed, .processing, .packaged, .cancelled:
      return try StatusPlan.ruling(
        of: facts,
        to: .shipped,
        asking: StatusPlan.Words(shipment: shipment, reason: reason),
        in: scope,
        on: connection
      )
    }
  }

  /// What is done again is this parcel, not what happens to be left by then.
  func apply(
    _ plan: StatusPlan,
    in scope: ActScope,
    on connection: borrowing Connection
  ) throws -> AppliedChange {
    var applied = try plan.apply(in: scope, on: connection)
    if let items = plan.parcel?.items, !items.isEmpty {
      var done = self
      done.shipment.contents = items.map { ParcelQuantity(sku: $0.sku, quantity: $0.quantity) }
      applied.done = done
    }
    return applied
  }

  private func furtherParcel(
    of facts: OrderFacts,
    in scope: ActScope,
    on connection: borrowing Connection
  ) throws -> StatusPlan {
    guard scope.actor.role >= ShippingRules.role else {
      let rule = "sending a parcel needs ops or admin, and you are \(scope.actor.role)"
      throw Refusal.about(facts, .forbidden, rule)
    }
    let words = reason.flatMap { Reason($0)?.text }
    guard shipment.trimmed.isTracked || words != nil else {
      throw Refusal.about(facts, .invalid, OrderRules.lackOfTracking)
    }
    let parcel = try SentParcel(shipment, reason: words, of: facts, on: connection)
    return StatusPlan(of: facts, parcel: parcel)
  }
}

extension ShipmentNote {
  /// Adds what there is to the record of an operation.
  func put(into record: inout JSONObject) {
    if let carrier { record["carrier"] = .string(carrier) }
    if !trackingNumbers.isEmpty {
      record["tracking_numbers"] = .array(trackingNumbers.map { .string($0) })
    }
    if let contents {
      record["items"] = .array(
        contents.map { ["sku": .string($0.sku), "quantity": .integer($0.quantity)] }
      )
    }
  }

  /// Nil when the record says nothing of a shipment.
  init?(_ record: JSONObject) {
    let carrier = record["carrier"]?.stringValue
    let numbers = record["tracking_numbers"]?.arrayValue?.compactMap(\.stringValue) ?? []
    let items = record["items"]?.arrayValue
    guard carrier != nil || !numbers.isEmpty || items != nil else { return nil }
    self.init(
      carrier: carrier,
      trackingNumbers: numbers,
      contents: items?.compactMap { item in
        guard let sku = item["sku"]?.stringValue, let count = item["quantity"]?.integerValue else {
          return nil
        }
        return ParcelQuantity(sku: sku, quantity: Int(count))
      }
    )
  }
}
