/// How many of one product are in a parcel, or are to be in it.
package struct ParcelItem: Equatable, Sendable {
  /// What the product is known by: see ``OrderItem/sku``.
  package var sku: String
  package var name: String
  package var quantity: Int

  package init(sku: String, name: String, quantity: Int) {
    self.sku = sku
    self.name = name
    self.quantity = quantity
  }
}

/// A parcel that has left the house.
package struct Parcel: Equatable, Sendable {
  package var id: String
  package var carrier: String?
  package var trackingNumbers: [String]
  /// Why it has no carrier or no tracking number.
  package var reason: String?
  package var shippedAt: Instant
  package var items: [ParcelItem]

  package init(
    id: String,
    carrier: String?,
    trackingNumbers: [String],
    reason: String? = nil,
    shippedAt: Instant,
    items: [ParcelItem]
  ) {
    self.id = id
    self.carrier = carrier
    self.trackingNumbers = trackingNumbers
    self.reason = reason
    self.shippedAt = shippedAt
    self.items = items
  }

  /// `DHL 0034, 0035`; nil when there is neither carrier nor number.
  package var tracking: String? {
    let numbers = trackingNumbers.joined(separator: ", ")
    let words = [carrier, numbers.isEmpty ? nil : numbers].compactMap(\.self)
    return words.isEmpty ? nil : words.joined(separator: " ")
  }

  /// `2 × Oak lamp, 1 × Bulb`; empty for a parcel of an order without items.
  package var contents: String { ParcelItem.words(items) }
}

extension ParcelItem {
  package static func words(_ items: [ParcelItem]) -> String {
    items.map { "\($0.quantity) \u{D7} \($0.name)" }.joined(separator: ", ")
  }
}

/// What a parcel is to be sent with: a carrier and tracking numbers, or the reason why there are
/// none, and what is in it.
package struct ShipmentNote: Equatable, Sendable {
  package var carrier: String?
  package var trackingNumbers: [String]
  /// Quantities by product; nil for all that is left to ship.
  package var contents: [ParcelQuantity]?

  package init(
    carrier: String?,
    trackingNumbers: [String],
    contents: [ParcelQuantity]? = nil
  ) {
    self.carrier = carrier
    self.trackingNumbers = trackingNumbers
    self.contents = contents
  }

  package init(carrier: String?, trackingNumber: String?) {
    self.init(carrier: carrier, trackingNumbers: trackingNumber.map { [$0] } ?? [])
  }

  /// Everything that is left, with nothing known of carrier and number.
  package static let untracked = ShipmentNote(carrier: nil, trackingNumbers: [])

  package var isTracked: Bool { carrier != nil && !trackingNumbers.isEmpty }

  /// Without white space around the words, blank ones left out, each number once.
  package var trimmed: ShipmentNote {
    var numbers: [String] = []
    for number in trackingNumbers.compactMap({ Reason.trimmed($0) }) where !numbers.contains(number)
    {
      numbers.append(number)
    }
    return ShipmentNote(
      carrier: carrier.flatMap { Reason.trimmed($0) },
      trackingNumbers: numbers,
      contents: contents
    )
  }
}

/// So many of a product, as somebody asks for them.
package struct ParcelQuantity: Equatable, Sendable {
  package var sku: String
  package var quantity: Int

  package init(sku: String, quantity: Int) {
    self.sku = sku
    self.quantity = quantity
  }
}

extension ParcelQuantity {
  /// The same by the product's SKU, where it is named by its exact name and only one is called so.
  func bySKU(among items: [OrderItem]) -> ParcelQuantity {
    guard !items.contains(where: { $0.sku == sku }) else { return self }
    let named = Set(items.filter { $0.name == sku }.map(\.sku))
    guard named.count == 1, let known = named.first else { return self }
    return ParcelQuantity(sku: known, quantity: quantity)
  }

  /// The lines that are meant: those of the product, or of an exact name that is one product's.
  func places(among items: [OrderItem]) -> [Int] {
    let bySKU = items.indices.filter { items[$0].sku == sku }
    guard bySKU.isEmpty else { return bySKU }
    let named = items.indices.filter { items[$0].name == sku }
    return Set(named.map { items[$0].sku }).count == 1 ? named : []
  }
}

extension OrderItem {
  /// What tells a product from the others of its order: its id, or its name where it has none.
  package var sku: String { productID.isEmpty ? name : productID }
}
