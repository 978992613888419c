import Commerce
import JSON
import SQLiteKit
import Store

/// What settling a conflict changes beside the conflict itself.
enum ConflictChange: Sendable {
  /// The order has the wanted value already.
  case none
  case status(SetStatus, SetStatus.Plan)
  case address(before: String?, after: String)
  /// Items or a note that staff have edited.
  case edit(OrderEdit.Part, before: EditedValue, after: EditedValue)
}

/// What may be done to give an order the value with which its conflict is settled.
///
/// Only a status, and before the parcel has left an address and what staff have edited, can be taken
/// over; all other fields are the source's, or tell two records apart.
struct ConflictRuling {
  let number: String
  /// Nil for a checkout or a chat without an order.
  let facts: OrderFacts?
  let newest: OpenConflict
  let keep: ConflictSide
  let reason: String?

  private var conflict: FieldConflict { newest.conflict }

  func change(in scope: ActScope, on connection: borrowing Connection) throws -> ConflictChange {
    switch (conflict.field, facts) {
    case ("status", let facts?): return try status(of: facts, in: scope, on: connection)
    case ("shipping_address", let facts?) where facts.isAddressKept && !conflict.isFollowed:
      return try address(of: facts, on: connection)
    case ("edited_items", let facts?): return try edit(.items, of: facts, on: connection)
    case ("edited_notes", let facts?): return try edit(.notes, of: facts, on: connection)
    default:
      if let rule = conflict.refusalOfOtherSide(keep) { throw refusal(rule) }
      return .none
    }
  }

  private func status(
    of facts: OrderFacts,
    in scope: ActScope,
    on connection: borrowing Connection
  ) throws -> ConflictChange {
    let word = conflict.value(of: keep)
    guard let wanted = OrderStatus(rawValue: word) else {
      throw refusal("\(word) is no status of ours; settle with the other side")
    }
    guard facts.status != wanted else { return .none }
    let isTracked = wanted == .shipped && facts.trackingNumber != nil
    let step = SetStatus(
      order: facts.id,
      status: wanted,
      shipment: isTracked
        ? ShipmentNote(carrier: facts.carrier, trackingNumber: facts.trackingNumber) : nil,
      reason: reason
    )
    do {
      switch try step.rule(in: scope, on: connection) {
      case .unchanged: return .none
      case .change(let plan): return .status(step, plan)
      }
    } catch let refused as Refusal {
      let rule = refused.sentence.trimmingPrefix("\(number): ")
      throw refusal("\(word) cannot be taken: \(rule)", refused.kind)
    }
  }

  private func address(
    of facts: OrderFacts,
    on connection: borrowing Connection
  ) throws -> ConflictChange {
    guard keep == .theirs else { return .none }
    switch facts.status {
    case .pending, .confirmed, .processing, .packaged: break
    case .shipped, .delivered, .cancelled:
      throw refusal("a \(facts.status) order keeps its address; settle with ours")
    }
    // What is no whole address was cut when it was recorded.
    guard let theirs = newest.theirs, (try? JSONValue(reading: theirs))?.objectValue != nil else {
      throw refusal("the source's address is not known whole; settle with ours")
    }
    return .address(before: try Conflicts.address(of: facts.id, on: connection), after: theirs)
  }

  private func edit(
    _ part: OrderEdit.Part,
    of facts: OrderFacts,
    on connection: borrowing Connection
  ) throws -> ConflictChange {
    guard keep == .theirs else { return .none }
    guard EditRules.role(for: facts.status) != nil else {
      throw refusal("a \(facts.status) order keeps its \(part.label); settle with ours")
    }
    guard let said = try OrderEdits.said(part, of: facts.id, on: connection),
      let after = EditedValue(part, try JSONValue(reading: said)),
      let fields = try OrderEdits.fields(of: facts, on: connection)
    else { throw refusal("what the source says is not known whole; settle with ours") }
    return .edit(part, before: EditedValue(part, of: fields), after: after)
  }

  private func refusal(_ rule: String, _ kind: Refusal.Kind = .illegal) -> Refusal {
    Refusal(
      kind,
      orderID: conflict.orderID,
      orderNumber: conflict.orderNumber,
      sentence: "\(number): \(rule)"
    )
  }
}
