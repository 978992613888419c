/// An order that somebody is at, and what they do there.
package struct PresencePlace: Equatable, Hashable, Sendable {
  package enum Activity: String, CaseIterable, Sendable {
    case viewing, replying
  }

  package var order: OrderID
  package var activity: Activity

  package init(_ order: OrderID, _ activity: Activity) {
    self.order = order
    self.activity = activity
  }
}

/// Somebody at a console, as colleagues see it.
package struct StaffPresence: Equatable, Sendable {
  package var staff: StaffID
  package var name: String
  /// Nil for a console that shows no order.
  package var place: PresencePlace?
  /// Since when they have been there, or for a console without an order since when it says so.
  package var since: Instant

  package init(staff: StaffID, name: String, place: PresencePlace?, since: Instant) {
    self.staff = staff
    self.name = name
    self.place = place
    self.since = since
  }
}

extension [StaffPresence] {
  /// Who is at an order, each once, with what they do there in earnest: a reply goes before a look.
  package func at(_ order: OrderID) -> [StaffPresence] {
    let here = filter { $0.place?.order == order }.ordered
    var people: Set<StaffID> = []
    return here.filter { people.insert($0.staff).inserted }
  }

  /// Everybody once, with the most telling of their consoles.
  package var people: [StaffPresence] {
    var people: Set<StaffID> = []
    return ordered.filter { people.insert($0.staff).inserted }
  }

  /// Replies first, then looks, then consoles without an order; within these by name.
  private var ordered: [StaffPresence] {
    sorted { left, right in
      (left.rank, left.name, left.staff.rawValue, left.since)
        < (right.rank, right.name, right.staff.rawValue, right.since)
    }
  }
}

extension StaffPresence {
  fileprivate var rank: Int {
    switch place?.activity {
    case .replying: 0
    case .viewing: 1
    case nil: 2
    }
  }
}
