package import Commerce
package import SQLiteKit

extension Staff: RowDecodable {
  package init(row: borrowing Row) throws {
    self.init(
      id: StaffID(try row.text("id")),
      name: try row.text("name"),
      role: try row.choice("role"),
      availability: try row.choice("availability"),
      osUser: try row.textIfPresent("os_user")
    )
  }
}

extension Store {
  /// Everybody, by name.
  package func staff() throws -> [Staff] {
    try database.read { try $0.all("\(sql: StaffTable.selection) ORDER BY name, id") }
  }

  /// The person who works under that account of the operating system; nil for a new account.
  package func staff(osUser: String) throws -> Staff? {
    try database.read { try StaffTable.staff(osUser: osUser, on: $0) }
  }

  /// The person of that name or id, as `--as` gives it; the exact spelling goes before another.
  package func staff(named name: String) throws -> Staff? {
    try database.read { connection in
      try connection.first(
        """
        \(sql: StaffTable.selection) WHERE id = \(name) OR name = \(name) COLLATE NOCASE
        ORDER BY name = \(name) DESC, id = \(name) DESC, id LIMIT 1
        """
      )
    }
  }

  /// The person who works under that account of the operating system, made known when new.
  ///
  /// The first person on a new store is admin, everybody after is agent. A store that is open for
  /// reading only keeps nothing: there a new person is one for the length of the session.
  package func identify(osUser: String, now: Instant) throws -> Staff {
    if let known = try staff(osUser: osUser) { return known }
    guard !isReadOnly else {
      return try database.read { try StaffTable.newcomer(osUser, on: $0) }
    }
    return try database.write { connection in
      // Another console may have come first.
      if let known = try StaffTable.staff(osUser: osUser, on: connection) { return known }
      let person = try StaffTable.newcomer(osUser, on: connection)
      try StaffTable.insert(person, at: now, on: connection)
      return person
    }
  }
}

/// The people of the shop, each known by an id and, once at a console, by an account.
package enum StaffTable {
  static let selection: SQL = "SELECT id, name, role, availability, os_user FROM staff"

  /// A person as the store knows him now; nil for somebody it does not know.
  package static func person(
    _ id: StaffID,
    on connection: borrowing Connection
  ) throws -> Staff? {
    try connection.first("\(sql: selection) WHERE id = \(id)")
  }

  static func staff(osUser: String, on connection: borrowing Connection) throws -> Staff? {
    try connection.first("\(sql: selection) WHERE os_user = \(osUser)")
  }

  /// An id that an outside program gave to somebody else is not taken over, nor anybody's name.
  static func newcomer(_ osUser: String, on connection: borrowing Connection) throws -> Staff {
    let isFirst = try !connection.exists("SELECT 1 FROM staff")
    let isTaken = try connection.exists("SELECT 1 FROM staff WHERE id = \(osUser)")
    return Staff(
      id: StaffID(isTaken ? "os:" + osUser : osUser),
      name: try newcomersName(osUser, on: connection),
      role: isFirst ? .admin : .agent,
      osUser: osUser
    )
  }

  /// The account, or `ana (account)` beside somebody who is called Ana: two of one name could not be
  /// told apart, nor an account `nobody` from nobody.
  private static func newcomersName(
    _ osUser: String,
    on connection: borrowing Connection
  ) throws -> String {
    let names = try connection.map("SELECT name FROM staff") { try $0.text("name").lowercased() }
    var name = osUser
    var count = 1
    while names.contains(name.lowercased()) || StaffRules.isTaken(name) {
      name = count == 1 ? "\(osUser) (account)" : "\(osUser) (account \(count))"
      count += 1
    }
    return name
  }

  package static func insert(
    _ person: Staff,
    at now: Instant,
    on connection: borrowing Connection
  ) throws {
    try connection.run(
      """
      INSERT INTO staff (id, name, role, availability, os_user, created_at)
      VALUES (\(person.id), \(person.name), \(person.role), \(person.availability),
        \(person.osUser), \(now))
      """
    )
  }

  /// Whoever else has that name, in whatever letters, or that account.
  package static func other(
    than person: Staff,
    on connection: borrowing Connection
  ) throws -> Staff? {
    let name = person.name.lowercased()
    let others: [Staff] = try connection.all(
      "\(sql: selection) WHERE id <> \(person.id) ORDER BY id"
    )
    // Compared here: SQLite knows neither the capitals of all letters nor that an accent may be
    // written in two ways.
    return others.first { other in
      other.name.lowercased() == name || other.id.rawValue == person.name
        || person.osUser != nil && other.osUser == person.osUser
    }
  }

  package static func update(_ person: Staff, on connection: borrowing Connection) throws {
    try connection.run(
      """
      UPDATE staff SET name = \(person.name), role = \(person.role),
        availability = \(person.availability), os_user = \(person.osUser)
      WHERE id = \(person.id)
      """
    )
  }
}
