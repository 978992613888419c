package import Commerce
import JSON
import SQLiteKit
import Store

/// Who works here, and as what: on record like every change, but of no order, so `u` does not take it
/// back; the same command with the old word does.
extension Desk {
  /// Makes somebody known before they first come, by name and, if wanted, account.
  package func addStaff(
    name: String,
    role: StaffRole,
    account: String?,
    isDryRun: Bool = false
  ) throws -> Receipt {
    let person = Staff(
      id: StaffID(newID()),
      name: try Self.checkedName(name),
      role: role,
      osUser: try account.map(Self.checkedAccount)
    )
    let known = person.osUser.map { ", known by the account \($0)" } ?? ""
    let change = StaffChange(name: name, role: role)
    return try changingStaff("add_staff", isDryRun) { actor, scope, connection in
      if let rule = StaffRules.refusal(of: change, to: person, by: actor) {
        throw Refusal(.forbidden, sentence: rule)
      }
      try Self.refuseIfTaken(by: person, on: connection)
      try StaffTable.insert(person, at: scope.now, on: connection)
      return StaffRecord(
        sentence: "\(person.name) works here as \(person.role)\(known)",
        subject: person.id,
        after: person
      )
    }
  }

  /// Changes what a person is called, may do, is known by, or whether they are there.
  package func changeStaff(
    _ id: StaffID,
    _ wish: StaffChange,
    isDryRun: Bool = false
  ) throws -> Receipt {
    let change = try Self.checked(wish)
    return try changingStaff("change_staff", isDryRun) { actor, _, connection in
      guard let person = try StaffTable.person(id, on: connection) else {
        throw Refusal(.notFound, sentence: "there is no staff member with the id \(id.rawValue)")
      }
      if let rule = StaffRules.refusal(of: change, to: person, by: actor) {
        throw Refusal(.forbidden, sentence: rule)
      }
      let after = change.applied(to: person)
      let words = StaffRecord.words(from: person, to: after)
      guard !words.isEmpty else { return StaffRecord(sentence: "\(person.name) is so already") }
      try Self.refuseIfTaken(by: after, on: connection)
      try StaffTable.update(after, on: connection)
      return StaffRecord(
        sentence: "\(person.name): \(words.joined(separator: ", "))",
        subject: id,
        before: person,
        after: after
      )
    }
  }

  /// One transaction with its record; who was refused for their role is on record as well.
  private func changingStaff(
    _ action: String,
    _ isDryRun: Bool,
    _ body: @Sendable (Staff, ActScope, borrowing Connection) throws -> StaffRecord
  ) throws -> Receipt {
    try refuseIfReadOnly()
    let scope = scope(actID: "", now: clock())
    let outcome = { @Sendable (connection: borrowing Connection) in
      // The role as the store has it now, not the one that the session began with.
      let actor = try StaffTable.person(scope.actor.id, on: connection) ?? scope.actor
      let record: StaffRecord
      do {
        record = try body(actor, scope, connection)
      } catch let refusal as Refusal where refusal.kind == .forbidden {
        record = StaffRecord(refusal: refusal)
      }
      if let entry = record.entry(action) {
        try AuditTrail.append(entry, by: scope, on: connection)
      }
      return record
    }
    let record =
      try isDryRun
      ? store.database.dryRun(outcome) : store.database.write(outcome)
    if let refusal = record.refusal { throw refusal }
    var receipt = Receipt(actID: nil, summary: record.sentence)
    receipt.isDryRun = isDryRun
    return receipt
  }

  private static func checked(_ wish: StaffChange) throws -> StaffChange {
    var change = wish
    change.name = try wish.name.map(checkedName)
    if case .named(let account) = wish.account {
      change.account = .named(try checkedAccount(account))
    }
    return change
  }

  private static func checkedName(_ typed: String) throws -> String {
    guard let name = StaffRules.name(typed) else {
      let rule = "a name has 1 to \(StaffRules.longestName) characters"
      throw Refusal(.invalid, sentence: "\(rule) in one line that can be read")
    }
    guard !StaffRules.isTaken(name) else {
      let words = "`assign --to \(name.lowercased())` and `assignee:\(name.lowercased())` mean"
      let whom = name.lowercased() == "me" ? "whoever asks" : "nobody at all"
      throw Refusal(.invalid, sentence: "\(words) \(whom): choose another name than \(name)")
    }
    return name
  }

  private static func checkedAccount(_ typed: String) throws -> String {
    if let account = StaffRules.account(typed) { return account }
    throw Refusal(
      .invalid,
      sentence: "an account is the name that `id -un` prints, without blanks, `:` and `/`"
    )
  }

  /// Two people of one name could not be told apart in a timeline, nor by `--as`.
  private static func refuseIfTaken(
    by person: Staff,
    on connection: borrowing Connection
  ) throws {
    guard let other = try StaffTable.other(than: person, on: connection) else { return }
    let isAccount = person.osUser != nil && other.osUser == person.osUser
    throw Refusal(
      .illegal,
      sentence: isAccount
        ? "the account \(person.osUser ?? "") is \(other.name)'s already"
        : "there is \(other.name) already; names differ by more than capitals"
    )
  }
}

/// What one change of staff came to, for its receipt and the audit trail.
private struct StaffRecord: Sendable {
  var sentence: String
  var subject: StaffID?
  var before: Staff?
  var after: Staff?
  var refusal: Refusal?

  init(sentence: String, subject: StaffID? = nil, before: Staff? = nil, after: Staff? = nil) {
    self.sentence = sentence
    self.subject = subject
    self.before = before
    self.after = after
  }

  init(refusal: Refusal) {
    sentence = refusal.sentence
    self.refusal = refusal
  }

  /// Nil when nothing was changed or refused.
  func entry(_ action: String) -> AuditEntry? {
    if let refusal { return AuditEntry(action: action, refusal) }
    guard let subject, let after else { return nil }
    let detail: JSONValue = ["before": before.map(Self.form) ?? .null, "after": Self.form(after)]
    return AuditEntry(action: action, subject: subject.rawValue, detail: detail.text())
  }

  private static func form(_ person: Staff) -> JSONValue {
    [
      "name": .string(person.name), "role": .string(person.role.rawValue),
      "availability": .string(person.availability.rawValue), "account": .optional(person.osUser),
    ]
  }

  /// `role agent → ops`, one for each field that differs.
  static func words(from old: Staff, to new: Staff) -> [String] {
    let fields = [
      ("name", old.name, new.name), ("role", old.role.rawValue, new.role.rawValue),
      ("account", old.osUser ?? "none", new.osUser ?? "none"),
      ("is", old.availability.rawValue, new.availability.rawValue),
    ]
    return fields.filter { $0.1 != $0.2 }.map { "\($0.0) \($0.1) \u{2192} \($0.2)" }
  }
}
