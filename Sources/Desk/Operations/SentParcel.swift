import Commerce
import SQLiteKit
import Store

/// A parcel that is about to leave, its contents checked against what is left to ship.
struct SentParcel: Sendable {
  let order: OrderID
  let note: ShipmentNote
  /// Why it has no carrier or number.
  let reason: String?
  let items: [ParcelItem]
  /// What no parcel holds after this one.
  let left: [ParcelItem]

  init(
    _ note: ShipmentNote,
    reason: String?,
    of facts: OrderFacts,
    on connection: borrowing Connection
  ) throws {
    order = facts.id
    let note = note.trimmed
    if let problem = ShippingRules.problem(with: note) {
      throw Refusal.about(facts, .invalid, problem.sentence)
    }
    self.note = note
    self.reason = reason
    let sold = try OrderChanges.items(of: facts.id, facts.currency, on: connection)
    let parcels = try ParcelsTable.standing(of: facts.id, on: connection)
    switch ShippingRules.contents(note.contents, of: sold, after: parcels) {
    case .success(let contents): items = contents
    case .failure(let problem): throw Refusal.about(facts, .invalid, problem.sentence)
    }
    let sent = Parcel(
      id: "",
      carrier: note.carrier,
      trackingNumbers: note.trackingNumbers,
      shippedAt: Instant(milliseconds: 0),
      items: items
    )
    left = ShippingRules.left(of: sold, after: parcels + [sent])
  }

  /// `DHL: 2 × Oak lamp`; its numbers have lines of their own.
  var words: String {
    let contents = ParcelItem.words(items)
    let carrier = note.carrier ?? "no carrier"
    return contents.isEmpty ? carrier : "\(carrier): \(contents)"
  }

  /// Stores it; the answer is its id.
  func insert(in scope: ActScope, on connection: borrowing Connection) throws -> String {
    let parcel = Parcel(
      id: scope.newID(),
      carrier: note.carrier,
      trackingNumbers: note.trackingNumbers,
      reason: reason,
      shippedAt: scope.now,
      items: items
    )
    try ParcelsTable.insert(parcel, of: order, on: connection)
    return parcel.id
  }
}

/// The carriers and tracking numbers of all parcels, as the order's own two columns hold them.
struct TrackingWords {
  private var carriers: [String]
  private var tracked: [String]
  private static let separator = ", "

  init(of facts: OrderFacts) {
    carriers = facts.carrier.map { Self.parts(of: $0) } ?? []
    tracked = facts.trackingNumber.map { Self.parts(of: $0) } ?? []
  }

  private static func parts(of text: String) -> [String] {
    text.split(separator: separator).map(String.init)
  }

  mutating func add(_ parcel: SentParcel) {
    if let carrier = parcel.note.carrier, !carriers.contains(carrier) { carriers.append(carrier) }
    for number in parcel.note.trackingNumbers where !tracked.contains(number) {
      tracked.append(number)
    }
  }

  mutating func remove(_ parcel: Parcel) {
    let carrier = parcel.carrier.map { Self.parts(of: $0) } ?? []
    let numbers = parcel.trackingNumbers.flatMap { Self.parts(of: $0) }
    carriers.removeAll { carrier.contains($0) }
    tracked.removeAll { numbers.contains($0) }
  }

  func has(_ number: String) -> Bool { tracked.contains(number) }

  var carrier: String? { carriers.isEmpty ? nil : carriers.joined(separator: Self.separator) }
  var numbers: String? { tracked.isEmpty ? nil : tracked.joined(separator: Self.separator) }
}
