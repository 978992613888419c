import SQLiteKit
import Testing

@Suite struct `What the roles keep back` {
  private let counter: Counter

  /// Mara, the admin, has worked here; Ben is an agent and Olga is ops.
  init() throws {
    counter = try Counter.withShop(orders: 4)
    _ = try counter.call("order", "note", "CHT000002", "by the first")
    try counter.run(
      """
      INSERT INTO staff (id, name, role, os_user, created_at) VALUES
        ('s-2', 'Ben', 'agent', 'ben', '2026-01-01T00:00:00.000Z'),
        ('s-3', 'Olga', 'ops', 'olga', '2026-01-01T00:00:00.000Z')
      """
    )
  }

  private static let calls: [([String], String)] = [
    (["sync", "retry"], "taking records out of quarantine"),
    (["audit", "verify"], "checking the audit trail"),
    (["audit", "list"], "checking the audit trail"),
    (["audit", "export"], "checking the audit trail"),
    (["backup", "copy.db"], "making a backup"),
  ]

  @Test(arguments: calls)
  func `an agent is refused, ops and admin are not`(_ words: [String], _ what: String) throws {
    counter.user = "ben"
    let before = try counter.number("SELECT count(*) FROM audit")
    let refused = try counter.call(words)
    #expect(refused.status == 1)
    #expect(refused.output == "")
    #expect(
      refused.errorOutput == "orderdeck: \(what) needs ops or admin, and you are agent\n"
    )
    #expect(try counter.number("SELECT count(*) FROM audit") == before.map { $0 + 1 })
    counter.user = "olga"
    let trail = try counter.call("audit", "list").lines
    let reason = "refused: \(what) needs ops or admin, and you are agent"
    #expect(trail.last?.contains("  Ben as ben (cli)  ") == true)
    #expect(trail.last?.hasSuffix(reason) == true)
    #expect(try counter.call("audit", "verify").status == 0)
    #expect(try counter.call(words).status == 0)
    counter.user = "mara"
    let repeatable = words[0] == "backup" ? words + ["--replace"] : words
    #expect(try counter.call(repeatable).status == 0)
    #expect(try counter.call(repeatable + ["--as", "Ben"]).status == 1)
  }

  @Test(arguments: [
    ["order", "list"], ["order", "show", "CHT000002"], ["sync", "status"], ["sync", "verify"],
    ["chat", "search", "Line"], ["outbox", "list"],
  ])
  func `a name that nobody has is an error of commands that only read too`(
    _ words: [String]
  ) throws {
    let answer = try counter.call(words + ["--as", "Benn"])
    #expect(answer.status == 2)
    #expect(answer.output == "")
    #expect(answer.errorOutput.contains("did you mean `Ben`?"))
    #expect(try counter.call(words + ["--as", "Ben"]).status == 0)
  }
}
