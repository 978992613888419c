/// What is to become of a person at the consoles; a field that is nil stays as it is.
package struct StaffChange: Equatable, Sendable {
  /// The account of the operating system by which a person is known.
  package enum Account: Equatable, Sendable {
    case none
    case named(String)
  }

  package var name: String?
  package var role: StaffRole?
  package var account: Account?
  package var availability: Availability?

  package init(
    name: String? = nil,
    role: StaffRole? = nil,
    account: Account? = nil,
    availability: Availability? = nil
  ) {
    self.name = name
    self.role = role
    self.account = account
    self.availability = availability
  }

  /// Whether it is more than somebody's own word on being there.
  package var isForAdmins: Bool { name != nil || role != nil || account != nil }

  package func applied(to person: Staff) -> Staff {
    var person = person
    if let name { person.name = name }
    if let role { person.role = role }
    if let availability { person.availability = availability }
    switch account {
    case .none?: person.osUser = nil
    case .named(let account)?: person.osUser = account
    case nil: break
    }
    return person
  }
}

package enum StaffRules {
  package static let longestName = 64

  /// What these mean where somebody is named: whoever asks, and nobody.
  package static let wordsForPeople = ["me", "none", "nobody"]

  /// Whether it means something else where somebody is named, so that nobody can be called so.
  package static func isTaken(_ name: String) -> Bool {
    wordsForPeople.contains(name.lowercased())
  }

  /// The name as it is kept, with nothing blank around it; nil for one that nobody could read or say.
  package static func name(_ typed: String) -> String? {
    guard let name = Reason.trimmed(typed), name.unicodeScalars.count <= longestName,
      !name.unicodeScalars.contains(where: isControl)
    else { return nil }
    return name
  }

  /// The account as it is kept; nil for what is none on any system (useradd(8)).
  package static func account(_ typed: String) -> String? {
    guard (1...256).contains(typed.utf8.count), typed.first != "-",
      !typed.unicodeScalars.contains(where: { isControl($0) || $0 == ":" || $0 == "/" || $0 == " " }
      )
    else { return nil }
    return typed
  }

  private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator: true
    default: false
    }
  }

  /// Why this person may not make that change; nil when they may.
  ///
  /// Nobody changes their own role or account: so there is always an admin who can get in.
  package static func refusal(of change: StaffChange, to person: Staff, by actor: Staff) -> String?
  {
    if change.isForAdmins, Permissions.permission(actor.role, .manageRoles).isDenied {
      return "changing who works here needs an admin, and you are \(actor.role)"
    }
    guard person.id == actor.id else {
      guard Permissions.permission(actor.role, .manageRoles).isDenied else { return nil }
      return "only \(person.name) and admins say whether \(person.name) is there"
    }
    if let role = change.role, role != person.role {
      return "nobody changes their own role; another admin can"
    }
    if change.account != nil, change.applied(to: person).osUser != person.osUser {
      return "nobody changes their own account; another admin can"
    }
    return nil
  }
}
