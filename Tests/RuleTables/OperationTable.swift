package import Commerce
package import SQLiteKit

/// What one operation comes to in each state, for each role: RELIABILITY.md section 4 as data.
///
/// Nothing in it is asked of the rules that it is held against.
package struct OperationTable: Sendable, CustomStringConvertible {
  /// One state with what each role meets in it.
  struct Row {
    var state: String
    var outcomes: [StaffRole: String]
    /// What an illegal step is told beside the refusal.
    var hints: [String]
  }

  let name: String
  /// The rows that a cell of that state has before.
  let given: @Sendable (Subject, _ state: String) -> [SQL]
  let operation: @Sendable (Subject) -> Operation
  /// What is read of the row before and after, one word.
  let found: @Sendable (Subject) -> SQL
  /// Whether an illegal step is told the legal steps of an order, which the state begins with.
  var namesSteps = false
  /// `state | agent ops admin | what an illegal step is told`, a state a line.
  let rows: String

  package var description: String { name }

  /// Every cell, each with an order of its own.
  package func cells(at now: Instant) -> [Cell] {
    let rows = rows.split(separator: "\n").map { Self.row(String($0)) }
    return rows.enumerated().flatMap { place, row in
      StaffRole.allCases.enumerated().map { column, role in
        let subject = Subject(place: 101 + place * 10 + column, role: role, now: now)
        return Cell(
          table: self,
          subject: subject,
          state: row.state,
          expected: row.outcomes[role] ?? "no outcome in the table",
          hints: row.hints
        )
      }
    }
  }

  private static func row(_ line: String) -> Row {
    let columns = line.split(separator: "|", omittingEmptySubsequences: false)
      .map { $0.split(separator: " ").joined(separator: " ") }
    let words = columns.count > 1 ? columns[1].split(separator: " ").map(String.init) : []
    let outcomes = zip(StaffRole.allCases, words)
    return Row(
      state: columns[0],
      outcomes: words.count == StaffRole.allCases.count
        ? Dictionary(uniqueKeysWithValues: Array(outcomes)) : [:],
      hints: columns.count > 2 ? columns[2].split(separator: ",").map { $0.trimmed } : []
    )
  }

  /// The same three outcomes in every status.
  static func inEveryStatus(_ outcomes: String) -> String {
    OrderStatus.allCases.map { "\($0.rawValue) | \(outcomes)" }.joined(separator: "\n")
  }
}

extension Substring {
  fileprivate var trimmed: String { split(separator: " ").joined(separator: " ") }
}

/// Whom and what a cell is about.
package struct Subject: Sendable {
  let place: Int
  let role: StaffRole
  let now: Instant

  package var number: String { "T-\(place)" }
  var order: OrderID { OrderID("order-\(number)") }
  var session: String { "session-\(number)" }
  var refund: RefundID { RefundID("refund-\(place)") }
  var message: MessageID { MessageID("message-\(place)") }
  var email: EmailID { EmailID("email-\(place)") }
  var record: Int { place }

  /// Who acts in the cell.
  package var actor: Staff { Person.of(role) }
}

/// The people of the tables; Ben is whoever else there is.
package enum Person {
  static let cleo = Staff(id: StaffID("cleo"), name: "Cleo", role: .agent)
  static let ana = Staff(id: StaffID("ana"), name: "Ana", role: .ops)
  static let dora = Staff(id: StaffID("dora"), name: "Dora", role: .admin)
  static let ben = Staff(id: StaffID("ben"), name: "Ben", role: .ops)
  package static let all = [cleo, ana, dora, ben]

  static func of(_ role: StaffRole) -> Staff {
    switch role {
    case .agent: cleo
    case .ops: ana
    case .admin: dora
    }
  }
}

/// One role, one operation, one state.
package struct Cell: Sendable, CustomStringConvertible {
  let table: OperationTable
  package let subject: Subject
  let state: String
  /// `forbidden`, `illegal`, `invalid`, `revision_conflict`, `same`, or what the row is afterwards.
  package let expected: String
  let hints: [String]

  package var operation: Operation { table.operation(subject) }
  package var found: SQL { table.found(subject) }
  package var description: String { "\(subject.role): \(table.name), \(state)" }

  /// What the operation came to, in the words of the table.
  package func outcome(
    of refusal: Refusal.Kind?,
    didChange: Bool,
    before: String?,
    after: String?
  ) -> String {
    if didChange { return after ?? "nothing" }
    let word = refusal?.rawValue ?? "same"
    return before == after ? word : "\(word), and yet \(after ?? "nothing")"
  }

  /// What the sentence of an illegal step leaves unsaid of what it has to say.
  package func unsaid(in sentence: String) -> [String] {
    let missing = hints.filter { !sentence.contains($0) }
    guard table.namesSteps, let status = state.split(separator: " ").first else { return missing }
    let steps = LegalSteps.words(from: String(status), by: subject.role)
    let isSaid =
      steps.isEmpty
      ? !sentence.contains("possible now") : sentence.hasSuffix(" (possible now: \(steps))")
    return missing + (isSaid ? [] : ["possible now: \(steps)"])
  }
}

/// Where each role may take an order, as an illegal step is told.
enum LegalSteps {
  private static let table = """
    pending    | confirmed, cancelled | confirmed, processing, cancelled
    confirmed  | cancelled            | processing, cancelled, back to pending
    processing |                      | packaged, shipped, cancelled, back to confirmed
    packaged   |                      | shipped, cancelled, back to processing
    shipped    |                      | delivered, back to packaged
    delivered  |                      |                       | back to shipped
    cancelled  |                      |
    """

  /// An admin's are those of ops where no others stand.
  static func words(from status: String, by role: StaffRole) -> String {
    for line in table.split(separator: "\n") {
      let columns = line.split(separator: "|", omittingEmptySubsequences: false).map(\.trimmed)
      guard columns[0] == status else { continue }
      return switch role {
      case .agent: columns[1]
      case .ops: columns[2]
      case .admin: columns.last ?? ""
      }
    }
    return "no such status in the table"
  }
}
