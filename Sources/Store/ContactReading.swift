package import Commerce
package import SQLiteKit

extension ContactReader {
  /// Whether the contact data of an order of that assignee is read whole, by the role of now.
  package func sees(
    orderOf assignee: StaffID?,
    on connection: borrowing Connection
  ) throws -> Bool {
    switch self {
    case .nobody: return false
    case .program: return true
    case .staff(let id, let isRevealed):
      guard let person = try StaffTable.person(id, on: connection) else { return false }
      return ContactRules.sees(person, isRevealed: isRevealed, orderOf: assignee)
    }
  }

  /// Whether records that were kept back may be read, which hold whatever a source wrote.
  func seesRecords(on connection: borrowing Connection) throws -> Bool {
    switch self {
    case .nobody: return false
    case .program: return true
    case .staff(let id, _):
      guard let person = try StaffTable.person(id, on: connection) else { return false }
      return !Permissions.permission(person.role, .releaseQuarantine).isDenied
    }
  }
}

extension [FieldConflict] {
  /// Conflicts of many orders, whoever has them: whole for who sees all orders whole.
  func forReader(
    _ reader: ContactReader,
    on connection: borrowing Connection
  ) throws -> [FieldConflict] {
    try reader.sees(orderOf: nil, on: connection) ? self : map(\.withMaskedContact)
  }
}
