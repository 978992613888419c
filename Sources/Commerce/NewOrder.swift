/// An order that staff take by hand; it gets its number when it is placed.
package struct NewOrder: Equatable, Sendable {
  package var customerName: String
  package var customerEmail: String?
  package var customerPhone: String?
  /// Where it goes; without any words it has no address.
  package var address: [Address.Field: String]
  package var items: [OrderItem]
  package var shipping: Money
  package var tax: Money
  package var discount: Money
  /// One of ``NewOrderRules/paymentMethods``; nil while nothing is agreed.
  package var paymentMethod: String?
  /// What the customer wishes.
  package var customerNotes: String?
  /// For colleagues alone.
  package var note: String?

  package init(customerName: String, items: [OrderItem], currency: Currency) {
    self.customerName = customerName
    self.items = items
    address = [:]
    shipping = .zero(currency)
    tax = .zero(currency)
    discount = .zero(currency)
  }

  package var currency: Currency { shipping.currency }
}

/// What an order by hand has to have, and what it comes to.
package enum NewOrderRules {
  /// How it may be paid; the first ones are settled when the goods are on their way.
  package static let paymentMethods = [
    OrderRules.cashOnDelivery, "bank_transfer", "invoice", "boleto", "card", "cash",
  ]

  private static let longestPhone = 40

  /// The order as it is kept, blanks taken off; throws what it lacks first.
  package static func checked(_ order: NewOrder) throws(EditProblem) -> NewOrder {
    var order = order
    order.customerName = try line(order.customerName, "the customer's name") ?? ""
    guard !order.customerName.isEmpty else {
      throw EditProblem("an order needs the customer's name")
    }
    order.customerEmail = try email(order.customerEmail ?? "")
    order.customerPhone = try phone(order.customerPhone ?? "")
    order.address = try address(order.address)
    guard !order.items.isEmpty else { throw EditProblem("an order needs at least one item") }
    order.items = try EditRules.items([], with: OrderEdit(added: order.items), in: order.currency)
    for (name, amount) in [
      ("shipping", order.shipping), ("tax", order.tax), ("discount", order.discount),
    ] {
      guard amount.currency == order.currency, !amount.isNegative else {
        throw EditProblem("the \(name) is an amount in \(order.currency), not below zero")
      }
    }
    if let method = order.paymentMethod, !paymentMethods.contains(method) {
      let known = paymentMethods.joined(separator: ", ")
      throw EditProblem("the payment is one of \(known), or none while nothing is agreed")
    }
    order.customerNotes = try EditRules.notes(order.customerNotes ?? "")
    order.note = try EditRules.notes(order.note ?? "")
    _ = try total(of: order)
    return order
  }

  /// Items, shipping and tax less the discount.
  package static func total(of order: NewOrder) throws(EditProblem) -> Money {
    let total: Money
    do {
      total = try EditRules.sum(of: order.items, order.currency)
        .adding(order.shipping).adding(order.tax).subtracting(order.discount)
    } catch {
      throw EditProblem("the order comes to \(error.sentence)")
    }
    guard !total.isNegative else {
      throw EditProblem("the discount is more than the order comes to")
    }
    return total
  }

  // MARK: Single fields, also while they are typed

  package static func email(_ text: String) throws(EditProblem) -> String? {
    guard let words = try line(text, "the e-mail address") else { return nil }
    let parts = words.split(separator: "@", omittingEmptySubsequences: false)
    guard parts.count == 2, parts.allSatisfy({ !$0.isEmpty }),
      !words.contains(where: \.isWhitespace)
    else { throw EditProblem("an e-mail address is like ana@example.com") }
    return words
  }

  package static func phone(_ text: String) throws(EditProblem) -> String? {
    guard let words = try line(text, "the phone number") else { return nil }
    guard words.count <= longestPhone, words.count(where: \.isNumber) >= 3 else {
      throw EditProblem("a phone number has 3 digits or more, and at most \(longestPhone) signs")
    }
    return words
  }

  /// All fields that a parcel needs, or none at all.
  package static func address(
    _ fields: [Address.Field: String]
  ) throws(EditProblem) -> [Address.Field: String] {
    let typed = fields.compactMapValues { Reason.trimmed($0) }
    guard !typed.isEmpty else { return [:] }
    var whole: [Address.Field: String] = [:]
    for field in Address.Field.allCases {
      whole[field] = try EditRules.field(field, typed[field] ?? "")
    }
    return whole
  }

  private static func line(_ text: String, _ what: String) throws(EditProblem) -> String? {
    guard let words = Reason.trimmed(text) else { return nil }
    guard !words.contains(where: \.isNewline), words.count <= EditRules.longestField else {
      throw EditProblem("\(what) is one line of at most \(EditRules.longestField) characters")
    }
    return words
  }
}
