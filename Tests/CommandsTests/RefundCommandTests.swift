import Commerce
import JSON
import SQLiteKit
import Store
import TestSupport
import Testing

@Suite struct `Commands about refunds` {
  private let counter: Counter

  /// Mara, the admin, has worked here; Ben is an agent and Olga is ops.
  init() throws {
    counter = try Counter.withShop()
    _ = try counter.call("order", "note", "CHT000002", "by the first")
    try counter.run(
      """
      INSERT INTO staff (id, name, role, os_user, created_at) VALUES
        ('s-2', 'Ben', 'agent', 'ben', '2026-01-01T00:00:00.000Z'),
        ('s-3', 'Olga', 'ops', 'olga', '2026-01-01T00:00:00.000Z')
      """
    )
  }

  private func configure(_ text: String) throws {
    try counter.folder.write(text, to: ".config/orderdeck/config.toml")
  }

  private func request(_ words: String...) throws -> Answer {
    try counter.call(["refund", "request", "CHT000002", "--reason", "damaged"] + words)
  }

  private func state(_ key: String) throws -> String? {
    try counter.text("SELECT state FROM refunds WHERE id = \(key)")
  }

  @Test func `a refund is asked for by an agent, allowed by ops, kept without a provider`() throws {
    counter.user = "ben"
    let asked = try request("--amount", "5.00", "--key", "r-1")
    #expect(asked.output == "CHT000002: refund of €5.00 is requested, its id is r-1\n")
    let own = try counter.call("refund", "approve", "r-1")
    #expect(own.status == 1)
    #expect(
      own.errorOutput
        == "orderdeck: approving a refund needs ops or admin, and you are agent\n"
    )
    counter.user = "olga"
    let allowed = try counter.call("refund", "approve", "CHT000002")
    #expect(allowed.output == "CHT000002: refund of €5.00 is approved\n")
    #expect(allowed.errorOutput == "no payment provider: kept in the outbox\n")
    counter.advance(seconds: 11)
    #expect(try counter.call("outbox", "deliver").errorOutput.contains("no payment provider"))
    let list = try counter.call("refund", "list")
    #expect(list.output.contains("CHT000002  €5.00  approved, damaged, by Ben, approved by Olga"))
    #expect(list.output.contains("no payment provider: kept in the outbox"))
    #expect(try counter.call("outbox", "list").output.contains("refund r-1"))
  }

  @Test func `the program that pays gets the refund once, and its word is kept`() throws {
    let script = try counter.folder.write(
      "cat >> \(counter.folder.path("asked")); echo re_42",
      to: "pay.sh"
    )
    try configure("[payments]\ncommand = [\"sh\", \"\(script)\"]\n")
    counter.variables["PATH"] = "/usr/bin:/bin"
    _ = try request("--shipping", "--key", "r-1")
    #expect(try counter.call("refund", "approve", "r-1", "--as", "Olga").status == 0)
    #expect(try counter.call("outbox", "deliver").output.hasPrefix("0 sent"), "too early")
    counter.advance(seconds: 11)
    #expect(try counter.call("outbox", "deliver").output.hasPrefix("1 sent"))
    #expect(try counter.call("outbox", "deliver").output.hasPrefix("0 sent"))
    let asked = try JSONValue(reading: try counter.folder.read("asked"))
    #expect(asked["key"]?.stringValue == "r-1")
    #expect(asked["amount"]?.integerValue == 400)
    #expect(asked["stripe_payment_intent_id"]?.stringValue == "pi_2")
    let shown = try counter.call("refund", "show", "r-1", "--json").value()
    #expect(shown["state"]?.stringValue == "succeeded")
    #expect(shown["provider_reference"]?.stringValue == "re_42")
    #expect(shown["shipping"]?.stringValue == "4.00")
    let order = try counter.call("order", "show", "CHT000002", "--json").value()
    #expect(order["payment"]?["status"]?.stringValue == "partially_refunded")
    #expect(order["payment"]?["refunded"]?.stringValue == "4.00")
    let text = try counter.call("order", "show", "CHT000002").output
    #expect(text.contains("Refunds\n€4.00  succeeded, damaged"))
    #expect(text.contains("refund of €4.00:  pending → succeeded  · outbox"))
  }

  @Test func `undo before its window has passed sends nothing`() throws {
    let script = try counter.folder.write("cat >> \(counter.folder.path("asked")); echo x", to: "p")
    try configure("[payments]\ncommand = [\"sh\", \"\(script)\"]\n")
    counter.variables["PATH"] = "/usr/bin:/bin"
    _ = try request("--full", "--key", "r-1")
    counter.user = "olga"
    _ = try counter.call("refund", "approve", "r-1")
    #expect(try counter.call("undo").output.contains("is not approved any more, nothing was sent"))
    counter.advance(seconds: 60)
    #expect(try counter.call("outbox", "deliver").output.hasPrefix("0 sent"))
    #expect(try state("r-1") == "requested")
    #expect(throws: (any Error).self) { try counter.folder.read("asked") }
  }

  @Test func `a dry run changes nothing, one key counts once`() throws {
    let before = try counter.dump()
    let dry = try request("--item", "p2=1", "--dry-run")
    #expect(dry.output.hasSuffix("is requested (now paid)\n"), "no id that nobody will see")
    #expect(
      try request("--amount", "1", "--dry-run").output.hasPrefix("dry run, nothing is changed")
    )
    #expect(try counter.dump() == before)
    let keyed = ["--amount", "1.00", "--idempotency-key", "i"]
    let call = ["refund", "request", "CHT000002", "--reason", "damaged"] + keyed + ["--json"]
    #expect(try counter.call(call).value()["replay"]?.boolValue == false)
    #expect(try counter.call(call).value()["replay"]?.boolValue == true)
    #expect(try counter.number("SELECT count(*) FROM refunds") == 1)
    let reused = try request("--amount", "2.00", "--idempotency-key", "i")
    #expect(reused.status == 1 && reused.errorOutput.contains("another request"))
  }

  @Test func `orders are found by how far a refund of them is`() throws {
    let numbers = { (query: String) in
      try counter.call("order", "list", "--query", query, "--json").values()
        .compactMap { $0["order_number"]?.stringValue }
    }
    _ = try request("--amount", "1.00", "--key", "r-1")
    _ = try request("--amount", "2.00", "--key", "r-2")
    #expect(try numbers("refund:requested") == ["CHT000002"])
    #expect(try !numbers("-refund:requested").contains("CHT000002"))
    #expect(try numbers("refund:approved,unknown") == [])
    for key in ["r-1", "r-2"] {
      _ = try counter.call("refund", "cancel", key, "--reason", "because")
    }
    #expect(try numbers("refund:requested") == [])
    #expect(try numbers("refund:canceled source:chat") == ["CHT000002"])
    let wrong = try counter.call("order", "list", "--query", "refund:paid")
    #expect(wrong.status == 2 && wrong.errorOutput.contains("paid"))
  }

  @Test func `what is missing or wrong is named`() throws {
    let cases: [([String], Int32, String)] = [
      (["refund", "request", "CHT000002", "--full"], 2, "needs --reason REASON"),
      (["refund", "request", "CHT000002", "--reason", "damaged"], 2, "needs one of --full"),
      (
        ["refund", "request", "CHT000002", "--reason", "damaged", "--full", "--shipping"], 2,
        "needs one of --full"
      ),
      (
        ["refund", "request", "CHT000002", "--reason", "broken", "--full"], 2, "--reason is one of"
      ),
      (
        ["refund", "request", "CHT000002", "--reason", "damaged", "--amount", "1,5"], 2,
        "`1,5` is not an amount"
      ),
      (
        ["refund", "request", "CHT000002", "--reason", "damaged", "--item", "lamp"], 2,
        "--item is ITEM=QTY"
      ),
      (["refund", "approve", "nothing"], 1, "there is no refund nothing"),
      (["refund", "approve", "CHT000002"], 1, "CHT000002 has no refund"),
      (["refund", "list"], 0, "no refund is open"),
      (
        ["refund", "list", "--state", "failed", "--limit", "9223372036854775807"], 0,
        "no refund is failed"
      ),
      (["refund", "resolve", "CHT000002"], 2, "needs --to STATE"),
      (["order", "capture", "CHT000002"], 2, "needs --reference TEXT"),
      (
        ["order", "capture", "CHT000002", "--reference", "x"], 1, "only cash on delivery is noted"
      ),
    ]
    for (words, status, sentence) in cases {
      let answer = try counter.call(words)
      #expect(answer.status == status, "\(words)")
      #expect(answer.errorOutput.contains(sentence), "\(answer.errorOutput)")
    }
  }

  @Test func `an order's number names its own refund, whatever other ids begin with`() throws {
    let taken = try request("--amount", "1.00", "--key", "CHT000004-again")
    #expect(taken.status == 1)
    #expect(
      taken.errorOutput.contains("the key CHT000004-again begins with the order number CHT000004")
    )
    let source = try request("--amount", "1.00", "--key", "o-2:source")
    #expect(source.errorOutput.contains("a key ending in :source stands for what a source reports"))
    _ = try request("--amount", "1.00", "--key", "key-1")
    _ = try request("--amount", "2.00", "--key", "key-2")
    let both = try counter.call("refund", "show", "key-")
    #expect(both.status == 1)
    #expect(both.errorOutput.contains("2 refunds begin with key-; name one: "))
    #expect(try counter.call("refund", "show", "key-2").output.contains("€2.00"))
    // As an older program may have left it.
    try counter.run(
      """
      INSERT INTO refunds (id, order_id, origin, amount, currency, state, reason, request,
        requester_id, created_at, changed_at)
      SELECT 'CHT000004-old', order_id, origin, 300, currency, 'requested', reason, request,
        requester_id, created_at, changed_at FROM refunds WHERE id = 'key-1'
      """
    )
    let misled = try counter.call("refund", "approve", "CHT000004")
    #expect(misled.status == 1)
    #expect(misled.errorOutput.contains("name the one you mean: CHT000004-old of CHT000002"))
    #expect(try state("CHT000004-old") == "requested")
  }

  @Test func `a key whose refund is given up asks for another key, until that is done again`()
    throws
  {
    _ = try request("--amount", "1.00", "--key", "k-1")
    _ = try counter.call("undo")
    let sentence = "the refund of €1.00 with the key k-1 is cancelled; request it with another key"
    let anew = try request("--amount", "1.00", "--key", "k-1")
    #expect(anew.status == 1)
    #expect(anew.errorOutput.contains(sentence), "\(anew)")
    let again = try counter.call("redo")
    #expect(again.status == 0)
    #expect(again.output == "CHT000002: refund of €1.00 is requested, its id is k-1\n")
  }

  @Test func `nothing of it happens with --read-only`() throws {
    _ = try request("--full", "--key", "r-1")
    let before = try counter.dump()
    for words in [
      ["refund", "request", "CHT000004", "--full", "--reason", "damaged"],
      ["refund", "approve", "r-1"], ["refund", "cancel", "r-1", "--reason", "because"],
      ["refund", "resolve", "r-1", "--to", "failed", "--reason", "because"],
      ["order", "capture", "CHT000002", "--reference", "x"],
    ] {
      let answer = try counter.call(words + ["--read-only"])
      #expect(answer.status == 1, "\(words): \(answer.errorOutput)")
      #expect(answer.errorOutput.contains("started with --read-only"))
    }
    #expect(try counter.dump() == before)
  }

  /// The table of the rules, as somebody at a shell meets it.
  @Test(arguments: StaffRole.allCases)
  func `each step from each state ends as the table says`(role: StaffRole) throws {
    counter.user = ["ben", "olga", "mara"][StaffRole.allCases.firstIndex(of: role) ?? 0]
    let steps: [(RefundState, StaffAction, [String])] = [
      (.approved, .approveRefund, ["approve", "r"]),
      (.cancelled, .requestRefund, ["cancel", "r", "--reason", "because"]),
      (
        .succeeded, .resolveUnknownRefund,
        ["resolve", "r", "--to", "succeeded", "--reference", "re", "--reason", "seen"]
      ),
      (.failed, .resolveUnknownRefund, ["resolve", "r", "--to", "failed", "--reason", "seen"]),
    ]
    let asked = try counter.call(
      ["refund", "request", "CHT000002", "--reason", "damaged", "--amount", "1", "--key", "r"]
    )
    #expect(asked.status == 0, "everybody may ask")
    for from in RefundState.allCases {
      for (to, action, words) in steps {
        try counter.run(
          """
          UPDATE refunds SET state = \(from), sent_place = 1, source_refunded = 0 WHERE id = 'r'
          """
        )
        try counter.run("DELETE FROM outbox")
        let answer = try counter.call(["refund"] + words)
        let edge = RefundRules.edge(from: from, to: to)
        let isAllowed = !Permissions.permission(role, action).isDenied
        let isLegal = from == to || edge?.role.map { role >= $0 } ?? false
        #expect((answer.status == 0) == (isAllowed && isLegal), "\(role) \(from) \(to): \(answer)")
        let after = try state("r")
        #expect(after == (answer.status == 0 ? to : from).rawValue, "\(role) \(from) \(to)")
        if isAllowed, edge == nil, from != to {
          for legal in RefundRules.legalNext(from: from) {
            #expect(answer.errorOutput.contains(legal.rawValue), "\(answer.errorOutput)")
          }
        }
      }
    }
  }

  @Test func `an order that came after a refund's key is not taken for that refund`() throws {
    _ = try request("--amount", "1.00", "--key", "CHT000999")
    try counter.run(
      """
      INSERT INTO chat_orders (id, order_number, customer_name, items, currency, amount_total,
        payment_status, created_at)
      VALUES ('o-999', 'CHT000999', 'Ana', '[]', 'EUR', 100, 'paid', '2026-01-01T00:00:00Z')
      """
    )
    let misled = try counter.call("refund", "approve", "CHT000999")
    #expect(misled.status == 1)
    #expect(
      misled.errorOutput.contains(
        "CHT000999 is the id of a refund of CHT000002 and the number of another order; "
          + "name CHT000002, or the id of the other order's refund"
      )
    )
    #expect(try state("CHT000999") == "requested")
    #expect(try counter.call("refund", "show", "CHT000002").output.contains("€1.00"))
  }

  @Test func `an order of which more is refunded than can be counted is still shown`() throws {
    _ = try request("--amount", "1.00")
    try counter.run(
      """
      UPDATE chat_orders SET amount_refunded = 9223372036854775807,
        updated_at = '2030-01-01T00:00:00Z' WHERE order_number = 'CHT000002'
      """
    )
    #expect(try counter.call("order", "show", "CHT000002").output.contains("92,233,720,368,547"))
  }
}
