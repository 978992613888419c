import Commerce
import JSON
import Reports
import Store

/// Records of the audit trail as a person reads them, with names instead of ids.
final class AuditNames {
  private let store: Store
  private let zone: LocalZone
  private static let unsaid: Set<String> = ["act", "number", "body_sha256", "message"]
  private var people: [String: String] = [:]
  private var numbers: [String: String] = [:]

  init(_ store: Store, zone: LocalZone) throws {
    self.store = store
    self.zone = zone
    for person in try store.staff() { people[person.id.rawValue] = person.name }
  }

  /// One record, as in `12  2026-11-21 14:22  mara (cli)  set_status  CHT000002  to packaged`.
  func line(_ record: AuditRecord) throws -> String {
    // A trail that was tampered with is still listed: `audit verify` says what is wrong with it.
    let time = (try? Instant(rfc3339: record.at)).map { OrderText.time($0, zone) } ?? record.at
    let who = people[record.actor] ?? record.actor
    let account = record.osUser == who ? "" : " as \(record.osUser)"
    let words = [
      "\(record.seq)", time, "\(who)\(account) (\(record.via))", record.action,
      try subject(record), try detail(record),
    ]
    return words.filter { !$0.isEmpty }.joined(separator: "  ")
  }

  private func subject(_ record: AuditRecord) throws -> String {
    if let name = people[record.subject] { return name }
    if let known = numbers[record.subject] { return known }
    let number = try store.orderNumber(of: OrderID(record.subject)) ?? record.subject
    // A trail names the same few orders in a row; all of a shop's need not be kept.
    if numbers.count > 1_000 { numbers = [:] }
    numbers[record.subject] = number
    return number
  }

  /// The fields of the detail without those that say nothing to a person, or say it twice.
  private func detail(_ record: AuditRecord) throws -> String {
    guard let fields = try JSONValue(reading: record.detail).objectValue else {
      return record.detail
    }
    if let because = fields["because"]?.stringValue { return "refused: \(because)" }
    return fields.members.filter { !Self.unsaid.contains($0.key) && $0.value != .null }
      .map { "\($0.key) \($0.value.stringValue ?? $0.value.text())" }
      .joined(separator: ", ")
  }
}
