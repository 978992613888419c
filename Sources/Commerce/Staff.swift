package struct StaffID: Hashable, Sendable, RawRepresentable {
  package let rawValue: String
  package init(rawValue: String) { self.rawValue = rawValue }
  package init(_ rawValue: String) { self.rawValue = rawValue }
}

/// A person at a console.
package struct Staff: Equatable, Sendable, Identifiable {
  package var id: StaffID
  package var name: String
  package var role: StaffRole
  package var availability: Availability
  /// The operating system's account that this person is known by.
  package var osUser: String?

  package init(
    id: StaffID,
    name: String,
    role: StaffRole,
    availability: Availability = .available,
    osUser: String? = nil
  ) {
    self.id = id
    self.name = name
    self.role = role
    self.availability = availability
    self.osUser = osUser
  }
}

/// Who takes care of an order.
package struct Assignment: Equatable, Sendable {
  package var staff: StaffID
  package var name: String
  /// Nil when another program wrote it without a time.
  package var since: Instant?

  package init(staff: StaffID, name: String, since: Instant?) {
    self.staff = staff
    self.name = name
    self.since = since
  }
}
