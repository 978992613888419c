import Commerce
import Desk
import JSON

enum AuditCommands {
  static let all: [Command] = [verify]

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
    try session.desk().refuseUnlessAllowed(.verifyAudit)
    let verdict = try AuditTrail(store: try session.store())
      .verify(against: try head(invocation.value("head")))
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
    let parts = text.split(separator: ":")
    guard parts.count == 2, let count = Int(parts[0]) else {
      throw UsageError("--head is what `orderdeck audit verify` printed: COUNT:HASH")
    }
    return AuditHead(count: count, hash: String(parts[1]))
  }
}
