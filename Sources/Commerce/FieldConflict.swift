/// Which of two values a conflict is settled with.
package enum ConflictSide: String, CaseIterable, Sendable {
  case ours, theirs
}

/// What both sides of a conflict say, in the words that a person was shown.
package struct ConflictValues: Equatable, Sendable {
  package var ours: String
  package var theirs: String

  package init(ours: String, theirs: String) {
    self.ours = ours
    self.theirs = theirs
  }
}

/// A field on which store and source disagree, as both have it now.
package struct FieldConflict: Equatable, Sendable {
  package var orderID: OrderID
  package var orderNumber: String?
  package var field: String
  /// What the store has, or had before it followed the source.
  package var ours: String?
  package var theirs: String?
  /// The store follows the source in this field, so `ours` is what it had before.
  package var isFollowed: Bool
  /// When the source said so.
  package var since: Instant
  package var seenAt: Instant

  package init(
    orderID: OrderID,
    orderNumber: String?,
    field: String,
    ours: String?,
    theirs: String?,
    isFollowed: Bool = false,
    since: Instant,
    seenAt: Instant
  ) {
    self.orderID = orderID
    self.orderNumber = orderNumber
    self.field = field
    self.ours = ours
    self.theirs = theirs
    self.isFollowed = isFollowed
    self.since = since
    self.seenAt = seenAt
  }

  /// The field as people name it: `shipping address`.
  package var label: String { field.replacing("_", with: " ") }

  /// `status shipped here, cancelled at the source`.
  package var words: String { isUnknownWord ? "\(label): \(sides)" : "\(label) \(sides)" }

  /// The source says a word for a status or a payment that we do not know.
  package var isUnknownWord: Bool { field.hasPrefix("unknown_") }

  /// `shipped here, cancelled at the source`.
  package var sides: String {
    if isUnknownWord {
      let kept = ours.map { ", here it stays \($0)" } ?? ""
      return "\(Self.value(theirs)) at the source\(kept)"
    }
    let place = isFollowed ? "before" : "here"
    return "\(Self.value(ours)) \(place), \(Self.value(theirs)) at the source"
  }

  /// What one side says; a field that is not filled says nothing.
  package func value(of side: ConflictSide) -> String {
    Self.value(side == .ours ? ours : theirs)
  }

  /// The amount with which one side ends: the total of its items, or of the order that it names.
  package func total(of side: ConflictSide) -> Money? {
    guard Self.fieldsWithTotal.contains(field) else { return nil }
    let words = (side == .ours ? ours : theirs)?.split(separator: " ").suffix(2) ?? []
    guard let decimal = words.first, let code = words.last,
      let currency = Currency(code: String(code))
    else { return nil }
    // A side that names no order ends in other words.
    return try? Money(decimal: String(decimal), currency: currency)
  }

  private static let fieldsWithTotal = [
    "items_and_total", "order_number", "checkout_session_id", "stripe_payment_intent_id",
  ]

  package var values: ConflictValues {
    ConflictValues(ours: value(of: .ours), theirs: value(of: .theirs))
  }

  /// Why this side cannot be had where only one can; nil for the side that can.
  ///
  /// Most fields are the source's, or tell two records apart.
  package func refusalOfOtherSide(_ side: ConflictSide) -> String? {
    guard (side == .theirs) != isFollowed else { return nil }
    if isUnknownWord {
      return "\(value(of: .theirs)) is no word that is known here: set the status yourself, or "
        + "settle with ours"
    }
    if field == "tracking_number" {
      return "the parcels that staff sent keep their numbers: take the order a step back and ship "
        + "it again, or settle with ours"
    }
    return isFollowed
      ? "its \(label) is the source's word and is taken already: have it mended at the source, or "
        + "settle with theirs"
      : "of two records the first stays: have the source send a newer one, or settle with ours"
  }

  private static func value(_ text: String?) -> String {
    text.flatMap { $0.isEmpty ? nil : $0 } ?? "nothing"
  }
}
