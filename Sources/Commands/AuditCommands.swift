import Commerce
import Desk
import JSON
import Store

enum AuditCommands {
  static let all: [Command] = [list, export, verify]

  static let list = Command(
    "audit list",
    "List who did what, newest last; refused tries stand there too",
    options: [
      Option("order", value: "NUMBER", "only what was done to this order"),
      Option("by", value: "NAME", "only what this member of staff did"),
      Option("action", value: "WORD", "only this, as the list names it: set_status, send_reply"),
      SharedOptions.limit,
    ],
    notes: [
      SharedOptions.nothingFound,
      "The words of notes and replies are not in the trail; they stand with their orders.",
    ]
  ) { invocation, session in
    try session.desk().refuseUnlessAllowed(.verifyAudit)
    let limit = try invocation.number("limit", from: 0) ?? 50
    let names = try AuditNames(session.store(), zone: session.context().zone)
    var count = 0
    let total = try session.store().forEachAuditRecord(
      of: try selection(session),
      newest: limit == 0 ? nil : limit
    ) { record in
      count += 1
      try session.isJSON ? session.say(form(record)) : session.say(names.line(record))
    }
    if count == 0 {
      try session.talk("no record of that kind")
      return .refused
    }
    if count < total { try session.talk(CountText.cut(count, of: total)) }
    return .done
  }

  static let export = Command(
    "audit export",
    "Write the whole trail as JSON, a record a line, with its hashes",
    notes: [
      "Every field that is hashed is there, so that others can check the chain: each field is its "
        + "length in bytes, a colon, its bytes and a comma; the fields are `orderdeck audit 1`, seq, "
        + "at, actor, os_user, via, action, subject, detail, prev_hash; the hash is SHA-256."
    ],
    examples: ["orderdeck audit export > trail.ndjson"]
  ) { _, session in
    try session.desk().refuseUnlessAllowed(.verifyAudit)
    try session.store().forEachAuditRecord { try session.say(form($0)) }
    return .done
  }

  private static func selection(_ session: Session) throws -> AuditSelection {
    let invocation = session.invocation
    var selection = AuditSelection(action: invocation.value("action"))
    if let number = invocation.value("order") {
      selection.subject = try session.shownOrderID(number).rawValue
    }
    if let name = invocation.value("by") {
      selection.actor = try session.person(named: name).id.rawValue
    }
    return selection
  }

  /// The hashed fields as they are; `detail` as text, since its bytes are hashed.
  private static func form(_ record: AuditRecord) -> JSONValue {
    [
      "seq": .integer(record.seq), "at": .string(record.at), "actor": .string(record.actor),
      "os_user": .string(record.osUser), "via": .string(record.via),
      "action": .string(record.action), "subject": .string(record.subject),
      "detail": .string(record.detail), "prev_hash": .string(record.previousHash),
      "hash": .string(record.hash),
    ]
  }

  static let verify = Command(
    "audit verify",
    "Check the chain of the audit trail, record by record",
    options: [
      Option(
        "head",
        value: "COUNT:HASH",
        "a head printed earlier, which must still be in the chain"
      )
    ],
    notes: ["Prints the head; kept elsewhere, it shows later that nothing was cut off the end."]
  ) { invocation, session in
    let known = try head(invocation.value("head"))
    try session.desk().refuseUnlessAllowed(.verifyAudit)
    let verdict = try AuditTrail(store: try session.store()).verify(against: known)
    switch verdict {
    case .intact(let head):
      if session.isJSON {
        try session.say(
          ["ok": true, "records": .integer(head.count), "head": .string(text(of: head))]
        )
      } else {
        try session.say("\(verdict.sentence); keep elsewhere: \(text(of: head))")
      }
      return .done
    case .broken(let fault):
      if session.isJSON {
        try session.say(
          ["ok": false, "seq": .integer(fault.seq), "problem": .string(fault.problem.rawValue)]
        )
      }
      throw CommandFailure(verdict.sentence)
    }
  }

  private static func text(of head: AuditHead) -> String { "\(head.count):\(head.hash)" }

  private static func head(_ text: String?) throws -> AuditHead? {
    guard let text else { return nil }
    let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2 else { throw wrongHead(text, "it has no colon") }
    guard let count = Int(parts[0]), count >= 0 else {
      throw wrongHead(text, "`\(parts[0])` is no number of records")
    }
    let hash = String(parts[1])
    let digits = "0123456789abcdef"
    if let stranger = hash.first(where: { !digits.contains($0) }) {
      throw wrongHead(text, "`\(stranger)` does not belong into a hash")
    }
    guard hash.count == hashLength else {
      throw wrongHead(text, "the hash has \(hash.count) of \(hashLength) digits")
    }
    return AuditHead(count: count, hash: hash)
  }

  /// SHA-256 in hexadecimal digits.
  private static let hashLength = 64

  private static func wrongHead(_ text: String, _ problem: String) -> UsageError {
    UsageError(
      "--head `\(text)`: \(problem); it is what `orderdeck audit verify` printed, "
        + "COUNT:HASH with \(hashLength) digits 0-9 a-f behind the colon"
    )
  }
}
