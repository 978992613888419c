/// What staff may change of an order, until when, and what it comes to.
package enum EditRules {
  package static let longestField = 200
  package static let longestNote = 10_000
  package static let mostPieces = 100_000
  package static let mostLines = 200

  /// The lowest role that edits an order of that status; nil when nobody does any more.
  ///
  /// As with cancelling: once goods are being made ready, it is for those who move them.
  package static func role(for status: OrderStatus) -> StaffRole? {
    switch status {
    case .pending, .confirmed: .agent
    case .processing, .packaged: .ops
    case .shipped, .delivered, .cancelled: nil
    }
  }

  /// Why somebody may not edit an order; nil when he may.
  package static func refusal(of status: OrderStatus, to role: StaffRole) -> StatusRefusal? {
    guard let needed = self.role(for: status) else {
      let sentence = "a \(status.rawValue) order is not edited any more, only one before shipping"
      return StatusRefusal(kind: .illegal, sentence: sentence, legal: [])
    }
    guard role >= needed else {
      let sentence =
        "editing a \(status.rawValue) order needs ops or admin, and you are \(role.rawValue)"
      return StatusRefusal(kind: .forbidden, sentence: sentence, legal: [])
    }
    return nil
  }

  // MARK: Address

  /// The words as they are kept; nil for none.
  package static func field(
    _ field: Address.Field,
    _ text: String
  ) throws(EditProblem) -> String? {
    guard let words = Reason.trimmed(text) else {
      guard field.isNeeded else { return nil }
      throw EditProblem("an address needs its \(field.label.lowercased())")
    }
    guard !words.contains(where: \.isNewline) else {
      throw EditProblem("the \(field.label.lowercased()) is one line")
    }
    guard words.count <= longestField else {
      throw EditProblem("the \(field.label.lowercased()) has at most \(longestField) characters")
    }
    return words
  }

  package static func address(
    _ address: Address?,
    with changes: [Address.Field: String]
  ) throws(EditProblem) -> Address {
    var address = address ?? Address()
    for name in Address.Field.allCases {
      guard let text = changes[name] else { continue }
      address[name] = try field(name, text)
    }
    return address
  }

  // MARK: Notes

  /// The note as it is kept; nil for none.
  package static func notes(_ text: String) throws(EditProblem) -> String? {
    guard text.count <= longestNote else {
      throw EditProblem("an order note has at most \(longestNote) characters")
    }
    return Reason.trimmed(text)
  }

  // MARK: Items

  /// The lines of the order as the edit leaves them.
  ///
  /// Products of one id are counted together; a name tells lines of one id apart.
  package static func items(
    _ items: [OrderItem],
    with edit: OrderEdit,
    in currency: Currency
  ) throws(EditProblem) -> [OrderItem] {
    var lines = items
    var named: Set<Int> = []
    for wanted in edit.quantities {
      let places = wanted.places(among: items)
      guard named.isDisjoint(with: places) else {
        throw EditProblem("\(wanted.sku) is named twice; give its quantity once")
      }
      named.formUnion(places)
      try set(wanted, at: places, in: &lines)
    }
    lines = lines.indices.filter { !named.contains($0) || lines[$0].quantity > 0 }.map { lines[$0] }
    for item in edit.added { lines.append(try newLine(item, beside: lines, in: currency)) }
    guard !lines.isEmpty else {
      throw EditProblem("an order needs at least one item; cancel it instead")
    }
    guard lines.count <= max(mostLines, items.count) else {
      throw EditProblem("an order has at most \(mostLines) items")
    }
    return lines
  }

  /// More of a product goes to its first line; fewer come off its last ones.
  private static func set(
    _ wanted: ParcelQuantity,
    at places: [Int],
    in lines: inout [OrderItem]
  ) throws(EditProblem) {
    guard let first = places.first else {
      let known = ShippingRules.skus(of: lines).joined(separator: ", ")
      throw EditProblem("it has no item \(wanted.sku)" + (known.isEmpty ? "" : "; it has \(known)"))
    }
    let now = places.reduce(0) { $0.addingClamped(lines[$1].quantity) }
    // What a source sent may be more than anybody types.
    guard wanted.quantity == now || (0...mostPieces).contains(wanted.quantity) else {
      throw EditProblem("of \(wanted.sku) there can be 0 to \(mostPieces)")
    }
    var change = wanted.quantity - now
    if change > 0 { lines[first].quantity = lines[first].quantity.addingClamped(change) }
    for place in places.reversed() where change < 0 {
      let taken = min(lines[place].quantity, -change)
      lines[place].quantity -= taken
      change += taken
    }
  }

  private static func newLine(
    _ item: OrderItem,
    beside lines: [OrderItem],
    in currency: Currency
  ) throws(EditProblem) -> OrderItem {
    guard let name = Reason.trimmed(item.name), !name.contains(where: \.isNewline) else {
      throw EditProblem("a new item needs a name of one line")
    }
    var item = item
    item.name = name
    item.productID = Reason.trimmed(item.productID) ?? ""
    guard name.count <= longestField, item.productID.count <= longestField else {
      throw EditProblem("an item's name and id have at most \(longestField) characters")
    }
    guard (1...mostPieces).contains(item.quantity) else {
      throw EditProblem("of \(item.sku) there can be 1 to \(mostPieces)")
    }
    guard item.unitPrice.currency == currency else {
      throw EditProblem("its prices are in \(currency), not in \(item.unitPrice.currency)")
    }
    guard !item.unitPrice.isNegative else {
      throw EditProblem("the price of \(item.sku) is below zero")
    }
    guard !lines.contains(where: { $0.sku == item.sku }) else {
      throw EditProblem("it has \(item.sku) already; change its quantity instead")
    }
    return item
  }

  // MARK: Money

  /// The total after an edit: it moves by as much as the items do, so that shipping, tax, discount
  /// and what a source charged beside its items stay in it.
  package static func total(
    _ total: Money,
    from before: [OrderItem],
    to after: [OrderItem]
  ) throws(EditProblem) -> Money {
    let new: Money
    do {
      let change = try sum(of: after, total.currency).subtracting(sum(of: before, total.currency))
      new = try total.adding(change)
    } catch {
      throw EditProblem("the items come to \(error.sentence)")
    }
    guard !new.isNegative else {
      throw EditProblem("the discount would be more than the items; the total cannot be below zero")
    }
    return new
  }

  package static func sum(
    of items: [OrderItem],
    _ currency: Currency
  ) throws(MoneyError) -> Money {
    var sum = Money.zero(currency)
    for item in items {
      sum = try sum.adding(item.unitPrice.multiplied(by: Int64(item.quantity)))
    }
    return sum
  }
}

/// Why an edit cannot be done, in words that follow the order's number.
package struct EditProblem: Error, Equatable, Sendable {
  package var sentence: String

  package init(_ sentence: String) { self.sentence = sentence }
}

/// What an order costs beside what was paid for it.
package struct PaymentBalance: Equatable, Sendable {
  package var total: Money
  /// What came in; zero where nothing did.
  package var captured: Money
  /// What went back or is set aside for it.
  package var refunded: Money

  package init(total: Money, captured: Money, refunded: Money) {
    self.total = total
    self.captured = captured
    self.refunded = refunded
  }

  /// What the customer still has to pay of an order that was paid; nil when nothing.
  package var owed: Money? {
    guard !captured.isZero else { return nil }
    return positive(try? total.subtracting(captured))  // Nil: amounts too far apart to tell.
  }

  /// What of the payment is more than the order costs and was not given back; nil when nothing.
  package var excess: Money? {
    guard !captured.isZero else { return nil }
    // Nil: amounts too far apart to tell.
    return positive(try? captured.subtracting(refunded).subtracting(total))
  }

  package init(total: Money, ledger: PaymentLedger) {
    let money = { Money(minorUnits: $0, currency: total.currency) }
    self.init(
      total: total,
      captured: money(ledger.captured),
      refunded: money(ledger.refunded.addingClamped(ledger.reserved))
    )
  }

  private func positive(_ money: Money?) -> Money? {
    money.flatMap { $0.minorUnits > 0 ? $0 : nil }
  }

  /// What has to be done about it, by a person; nil when nothing.
  package func words(_ style: MoneyStyle = .symbol) -> String? {
    if let owed { return "the customer owes \(owed.display(style)) more" }
    return excess.map { "\($0.display(style)) is to be refunded" }
  }
}
