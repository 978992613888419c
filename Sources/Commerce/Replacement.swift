package enum ReplacementReason: String, CaseIterable, Sendable {
  /// The goods are broken or do not work.
  case defect
  /// The parcel never came.
  case lost
  case wrongItem = "wrong_item"
  /// With free text beside it.
  case other

  /// As people read it: `wrong item`.
  package var words: String { rawValue.replacing("_", with: " ") }
}

/// A wish to send goods of an order once more.
package struct ReplacementRequest: Equatable, Sendable {
  /// How many of each product; nil for all that was ordered and is not replaced yet.
  package var items: [ParcelQuantity]?
  package var reason: ReplacementReason
  /// Words beside the reason; `other` needs them.
  package var text: String?
  /// What the customer pays for it; nil for nothing.
  package var difference: Money?
  /// More may be sent than was ordered, by those who move goods.
  package var exceedsOrder: Bool

  package init(
    items: [ParcelQuantity]? = nil,
    reason: ReplacementReason,
    text: String? = nil,
    difference: Money? = nil,
    exceedsOrder: Bool = false
  ) {
    self.items = items
    self.reason = reason
    self.text = text
    self.difference = difference
    self.exceedsOrder = exceedsOrder
  }

  /// `defect: a crack`.
  package var why: String {
    [reason.words, text].compactMap(\.self).joined(separator: ": ")
  }
}

extension OrderEvent {
  /// Where a person did it: `at the console`; nil for what came from a source.
  package var staffRoad: String? {
    switch via {
    case "console": "at the console"
    case "cli": "on the command line"
    default: nil
    }
  }

  /// Of a line about a replacement, as it reads on one of the two orders.
  package func replacementWords(on number: String) -> String {
    to == number ? "replaces \(from ?? "")" : "replaced by \(to ?? "")"
  }
}

/// Another order that one has to do with.
package struct LinkedOrder: Equatable, Sendable, Identifiable {
  package enum Relation: String, Sendable {
    /// The other one was sent before, and this one in its place.
    case replaces
    case replacedBy = "replaced_by"

    /// `replaced by`.
    package var words: String { rawValue.replacing("_", with: " ") }
  }

  package var id: OrderID
  package var number: String
  package var status: OrderStatus
  package var relation: Relation
  /// Why goods were sent once more.
  package var reason: String

  package init(
    id: OrderID,
    number: String,
    status: OrderStatus,
    relation: Relation,
    reason: String
  ) {
    self.id = id
    self.number = number
    self.status = status
    self.relation = relation
    self.reason = reason
  }

  /// `ORD-2026-900001, pending (defect: a crack)`.
  package var line: String { "\(number), \(status.rawValue) (\(reason))" }

  /// `replaced by ORD-2026-900001, pending (defect: a crack)`.
  package var words: String { "\(relation.words) \(line)" }
}
