/// What a parcel may hold, and who may send it.
package enum ShippingRules {
  /// The lowest role that moves goods.
  package static let role = StaffRole.ops

  package static let usualCarriers = ["DHL", "UPS", "FedEx", "USPS", "DPD", "GLS"]

  static let longestCarrier = 40
  static let longestNumber = 64
  static let mostNumbers = 20

  /// Where a parcel can be sent from: the first one ships the order, others follow it.
  package static func canSend(from status: OrderStatus) -> Bool {
    switch status {
    case .processing, .packaged, .shipped: true
    case .pending, .confirmed, .delivered, .cancelled: false
    }
  }

  /// What no parcel holds yet, in the order of the items; products of one id are one line.
  package static func left(of items: [OrderItem], after parcels: [Parcel]) -> [ParcelItem] {
    var lines: [ParcelItem] = []
    for item in items {
      if let line = lines.firstIndex(where: { $0.sku == item.sku }) {
        lines[line].quantity = lines[line].quantity.addingClamped(item.quantity)
      } else {
        lines.append(ParcelItem(sku: item.sku, name: item.name, quantity: item.quantity))
      }
    }
    for sent in parcels.flatMap(\.items) {
      guard let line = lines.firstIndex(where: { $0.sku == sent.sku }) else { continue }
      lines[line].quantity = lines[line].quantity.subtractingClamped(sent.quantity)
    }
    return lines.filter { $0.quantity > 0 }
  }

  /// What its products are named by, each once, in the order of the items.
  static func skus(of items: [OrderItem]) -> [String] {
    var skus: [String] = []
    for item in items where !skus.contains(item.sku) { skus.append(item.sku) }
    return skus
  }

  /// What goes into a parcel of an order, or the sentence that says why it cannot.
  package static func contents(
    _ wanted: [ParcelQuantity]?,
    of items: [OrderItem],
    after parcels: [Parcel]
  ) -> Result<[ParcelItem], ShippingProblem> {
    let left = left(of: items, after: parcels)
    guard let wanted = wanted?.map({ $0.bySKU(among: items) }) else {
      guard !left.isEmpty || parcels.isEmpty else { return .failure(.nothingLeft) }
      return .success(left)
    }
    var contents: [ParcelItem] = []
    for quantity in wanted {
      guard let item = items.first(where: { $0.sku == quantity.sku }) else {
        return .failure(.unknown(quantity.sku, known: skus(of: items)))
      }
      guard !contents.contains(where: { $0.sku == quantity.sku }) else {
        return .failure(.twice(quantity.sku))
      }
      let most = left.first { $0.sku == quantity.sku }?.quantity ?? 0
      guard (1...max(1, most)).contains(quantity.quantity), most > 0 else {
        return .failure(.quantity(quantity, most: most))
      }
      contents.append(
        ParcelItem(sku: item.sku, name: item.name, quantity: quantity.quantity)
      )
    }
    return contents.isEmpty ? .failure(.empty) : .success(contents)
  }

  /// Why carrier or numbers cannot be kept as they are; nil when they can.
  package static func problem(with note: ShipmentNote) -> ShippingProblem? {
    if let carrier = note.carrier, carrier.count > longestCarrier { return .longCarrier }
    if note.trackingNumbers.count > mostNumbers { return .manyNumbers }
    // The order's own column holds the numbers of all parcels with commas between them.
    if let number = note.trackingNumbers.first(where: { $0.contains(",") }) {
      return .comma(number)
    }
    return note.trackingNumbers.contains { $0.count > longestNumber } ? .longNumber : nil
  }
}

package enum ShippingProblem: Error, Equatable, Sendable {
  case nothingLeft, empty
  case unknown(String, known: [String])
  case twice(String)
  case quantity(ParcelQuantity, most: Int)
  case longCarrier, longNumber, manyNumbers
  case comma(String)

  package var sentence: String {
    switch self {
    case .nothingLeft: "nothing is left to ship, all items are in a parcel"
    case .empty: "a parcel needs at least one item"
    case .unknown(let sku, let known):
      "it has no item \(sku)" + (known.isEmpty ? "" : "; it has \(known.joined(separator: ", "))")
    case .twice(let sku): "\(sku) is named twice; give its quantity once"
    case .quantity(let wanted, 0): "nothing of \(wanted.sku) is left to ship"
    case .quantity(let wanted, let most):
      "\(wanted.quantity) of \(wanted.sku) cannot be sent: 1 to \(most) are left to ship"
    case .longCarrier: "a carrier's name has at most \(ShippingRules.longestCarrier) characters"
    case .longNumber: "a tracking number has at most \(ShippingRules.longestNumber) characters"
    case .comma(let number): "a tracking number has no comma; give those of \(number) one by one"
    case .manyNumbers: "a parcel has at most \(ShippingRules.mostNumbers) tracking numbers"
    }
  }
}
