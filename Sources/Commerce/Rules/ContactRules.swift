/// For whom something is read, which decides what of a customer's contact data is in it.
package enum ContactReader: Equatable, Sendable {
  /// Nobody who is known: all is masked.
  case nobody
  /// A member of staff, by the role that the store has; `isRevealed` once it was asked for and logged.
  case staff(StaffID, isRevealed: Bool = false)
  /// This program itself, where nobody reads.
  case program
}

/// Who sees whole phones, e-mail addresses and addresses (RELIABILITY.md 4.6), and what the others see.
package enum ContactRules {
  /// Stands where something is kept from a reader.
  package static let hidden = "…"

  /// For how long one look at an order's contact data counts as one in the audit trail.
  package static let lookMilliseconds: Int64 = 60 * 60_000

  package static func sees(
    _ person: Staff,
    isRevealed: Bool,
    orderOf assignee: StaffID?
  ) -> Bool {
    switch Permissions.permission(person.role, .seeFullContact) {
    case .allowed, .logged: true
    case .loggedIfAssigned: isRevealed && assignee == person.id
    case .denied, .masked, .upToRefundLimit: false
    }
  }

  /// Why somebody may not see an order's contact data at all; nil for who may.
  package static func refusal(_ person: Staff, orderOf assignee: StaffID?) -> String? {
    guard !sees(person, isRevealed: true, orderOf: assignee) else { return nil }
    return "phone, e-mail and address are shown to whoever has the order: take it first"
  }

  /// As in `a…@example.com`.
  package static func masked(email: String) -> String {
    guard let at = email.lastIndex(of: "@"), let first = email.first, at > email.startIndex else {
      return hidden
    }
    return "\(first)\(hidden)\(email[at...])"
  }

  /// As in `+49 … 42`.
  package static func masked(phone: String) -> String {
    let digits = phone.filter { $0.isASCII && $0.isNumber }
    guard digits.count > 6 else { return hidden }
    let isWorldwide = phone.first == "+"
    let lead = isWorldwide ? "+\(digits.prefix("17".contains(digits.prefix(1)) ? 1 : 2)) " : ""
    return "\(lead)\(hidden) \(digits.suffix(2))"
  }

  /// City and country alone.
  package static func masked(address: Address) -> Address {
    Address(city: address.city, country: address.country)
  }
}

extension OrderDetail {
  /// The same without what only those see who have the order.
  ///
  /// What the customer wrote in a chat or a note is not looked through.
  package var withMaskedContact: OrderDetail {
    var masked = self
    masked.isContactMasked = true
    masked.customerEmail = customerEmail.map(ContactRules.masked(email:))
    masked.customerPhone = customerPhone.map(ContactRules.masked(phone:))
    masked.shippingAddress = shippingAddress.map(ContactRules.masked(address:))
    masked.timeline = timeline.map(\.withMaskedContact)
    masked.conflicts = conflicts.map(\.withMaskedContact)
    return masked
  }
}

extension OrderEvent {
  fileprivate var withMaskedContact: OrderEvent {
    var masked = self
    masked.email?.recipient = ContactRules.masked(email: email?.recipient ?? "")
    if isAboutAddress {
      masked.from = from.map { _ in ContactRules.hidden }
      masked.to = to.map { _ in ContactRules.hidden }
    }
    if kind == .conflict, to?.contains(FieldConflict.addressLabel) == true {
      masked.from = nil
      masked.to = "\(FieldConflict.addressLabel) \(ContactRules.hidden)"
    }
    return masked
  }

  private var isAboutAddress: Bool {
    switch kind {
    case .edit: part == .address
    case .undo:
      undoes == OrderEdit.Part.address.rawValue
        || [from, to].contains { $0?.contains(FieldConflict.addressLabel) == true }
    default: false
    }
  }
}

extension FieldConflict {
  static let addressLabel = "shipping address"

  /// The same with both sides kept back where they are addresses.
  package var withMaskedContact: FieldConflict {
    guard label.contains(Self.addressLabel) || Self.contactFields.contains(field) else {
      return self
    }
    var masked = self
    masked.ours = ours.map { _ in ContactRules.hidden }
    masked.theirs = theirs.map { _ in ContactRules.hidden }
    return masked
  }

  /// `snapshot` is a whole record of a source.
  private static let contactFields = ["customer_email", "customer_phone", "snapshot"]
}
