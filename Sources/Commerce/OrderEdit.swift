/// What is to be changed of an order before it is shipped; what is not named stays as it is.
package struct OrderEdit: Equatable, Sendable {
  /// What staff may change; each is theirs from then on, whatever the source says.
  ///
  /// The raw value is the name in the store's `edited` column and in the timeline.
  package enum Part: String, CaseIterable, Sendable {
    case address = "shipping_address"
    case items
    case notes = "customer_notes"

    package var label: String {
      switch self {
      case .address: "address"
      case .items: "items"
      case .notes: "order note"
      }
    }
  }

  /// The new words of single fields; blank ones take the field away.
  package var address: [Address.Field: String]
  /// How many there are to be of a product; 0 takes it off the order.
  package var quantities: [ParcelQuantity]
  package var added: [OrderItem]
  /// The note that came with the order; blank takes it away, nil leaves it.
  package var notes: String?

  package init(
    address: [Address.Field: String] = [:],
    quantities: [ParcelQuantity] = [],
    added: [OrderItem] = [],
    notes: String? = nil
  ) {
    self.address = address
    self.quantities = quantities
    self.added = added
    self.notes = notes
  }

  package var isEmpty: Bool {
    address.isEmpty && quantities.isEmpty && added.isEmpty && notes == nil
  }

  /// What it is about, in the order in which it is told.
  package var parts: [Part] {
    Part.allCases.filter { part in
      switch part {
      case .address: !address.isEmpty
      case .items: !quantities.isEmpty || !added.isEmpty
      case .notes: notes != nil
      }
    }
  }
}

extension Address {
  package enum Field: String, CaseIterable, Sendable {
    case street, city, state
    case postalCode = "postal_code"
    case country

    package var label: String {
      switch self {
      case .street: "Street"
      case .city: "City"
      case .state: "State"
      case .postalCode: "Postal code"
      case .country: "Country"
      }
    }

    /// Without it no parcel arrives.
    package var isNeeded: Bool {
      switch self {
      case .street, .city, .country: true
      case .state, .postalCode: false
      }
    }
  }

  package subscript(field: Field) -> String? {
    get {
      switch field {
      case .street: street
      case .city: city
      case .state: state
      case .postalCode: postalCode
      case .country: country
      }
    }
    set {
      switch field {
      case .street: street = newValue
      case .city: city = newValue
      case .state: state = newValue
      case .postalCode: postalCode = newValue
      case .country: country = newValue
      }
    }
  }

  /// `Rua 1, Lisboa, PT`; empty without any field.
  package var oneLine: String {
    Field.allCases.compactMap { self[$0] }.filter { !$0.isEmpty }.joined(separator: ", ")
  }
}

extension OrderItem {
  /// `2 × Oak lamp, 1 × Bulb`.
  package static func words(_ items: [OrderItem]) -> String {
    items.map { "\($0.quantity) \u{D7} \($0.name)" }.joined(separator: ", ")
  }
}
