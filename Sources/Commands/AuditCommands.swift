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
