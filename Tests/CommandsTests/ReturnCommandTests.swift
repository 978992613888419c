import Commerce
import JSON
import SQLiteKit
import Store
import TestSupport
import Testing

@Suite struct `Commands about returns` {
  private let counter: Counter

  /// CHT000002 is delivered; Ben is an agent and Olga is ops.
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
    try counter.run(
      """
      UPDATE chat_orders SET status = 'delivered', updated_at = '2027-01-01T00:00:00Z'
      WHERE order_number = 'CHT000002'
      """
    )
  }

  private func call(_ words: String...) throws -> Answer { try counter.call(["return"] + words) }

  private func ask() throws -> Answer {
    try call("request", "CHT000002", "--reason", "damaged", "--item", "p2=1", "--text", "a crack")
  }

  @Test func `a return goes from the request to the refund`() throws {
    counter.user = "ben"
    let asked = try ask()
    #expect(asked.output.hasPrefix("CHT000002: return R1 is requested: 1 ×"), "\(asked)")
    let own = try call("approve", "CHT000002")
    #expect(own.status == 1)
    #expect(
      own.errorOutput
        == "orderdeck: handling a return needs ops or admin, and you are agent\n"
    )
    counter.user = "olga"
    #expect(try call("approve", "CHT000002").output == "CHT000002: return R1 is approved\n")
    let early = try counter.call(
      "refund",
      "request",
      "CHT000002",
      "--return",
      "R1",
      "--reason",
      "damaged"
    )
    #expect(early.errorOutput.contains("return R1 is approved; money goes back for it once"))
    #expect(try call("transit", "CHT000002", "R1", "--tracking", "0034").status == 0)
    let received = try call("receive", "CHT000002", "--damaged", "p2=1", "--restock")
    #expect(received.output.contains("return R1 is received"))
    #expect(received.output.contains("1 damaged, back into stock"))
    let refund = try counter.call(
      "refund",
      "request",
      "CHT000002",
      "--return",
      "R1",
      "--reason",
      "damaged",
      "--key",
      "r"
    )
    #expect(refund.status == 0, "\(refund.errorOutput)")
    let twice = try counter.call(
      "refund",
      "request",
      "CHT000002",
      "--return",
      "R1",
      "--reason",
      "damaged"
    )
    #expect(twice.errorOutput.contains("all that came with return R1 is refunded already"))
    let shown = try counter.call("refund", "show", "r", "--json").value()
    #expect(shown["return"]?.stringValue == "R1")
    #expect(shown["items"]?.arrayValue?.first?["quantity"]?.integerValue == 1)
    #expect(try call("close", "CHT000002", "R1").status == 0)
    #expect(try counter.call("undo").output.contains("return R1 is received again"))
  }

  @Test func `an order says what comes back, how far it is and what is next`() throws {
    _ = try ask()
    let text = try counter.call("order", "show", "CHT000002").output
    #expect(text.contains("Returns\nR1  requested, 1 ×"))
    #expect(text.contains("damaged: a crack, by "))
    #expect(text.contains("next: approved (ops), rejected (ops), cancelled (anyone)"))
    #expect(text.contains("return R1  requested  1 ×"))
    let order = try counter.call("order", "show", "CHT000002", "--json").value()
    let goods = try #require(order["returns"]?.arrayValue?.first)
    #expect(goods["id"]?.stringValue == "R1")
    #expect(goods["state"]?.stringValue == "requested")
    #expect(goods["reason_text"]?.stringValue == "a crack")
    let list = try call("list")
    #expect(list.output.hasPrefix("CHT000002  R1  requested"))
    #expect(try call("list", "--state", "closed").errorOutput == "no return is closed\n")
  }

  @Test func `the customer's case file says what was agreed on, and nothing internal`() throws {
    _ = try ask()
    let file = try counter.call("order", "export", "CHT000002", "--for-customer").output
    #expect(file.contains("## Returns"))
    #expect(file.contains("R1  asked for  1 ×"))
    #expect(!file.contains("a crack"))
    let own = try counter.call("order", "export", "CHT000002").output
    #expect(own.contains("a crack"))
    _ = try call("cancel", "CHT000002", "--reason", "keeps it")
    let after = try counter.call("order", "export", "CHT000002", "--for-customer").output
    #expect(!after.contains("## Returns"))
  }

  @Test func `orders are found by how far a return of them is`() throws {
    let numbers = { (query: String) in
      try counter.call("order", "list", "--query", query, "--json").values()
        .compactMap { $0["order_number"]?.stringValue }
    }
    #expect(try numbers("return:yes") == [])
    _ = try ask()
    for query in ["return:requested", "return:open", "return:yes", "-return:no"] {
      #expect(try numbers(query) == ["CHT000002"], "\(query)")
    }
    #expect(try numbers("return:approved,received") == [])
    _ = try call("reject", "CHT000002", "--reason", "too late")
    #expect(try numbers("return:rejected") == ["CHT000002"])
    #expect(try numbers("return:yes") == [])
    #expect(try numbers("return:no").contains("CHT000002"))
  }

  @Test func `what is missing or wrong is named`() throws {
    let cases: [([String], Int32, String)] = [
      (["request", "CHT000002"], 2, "needs --reason REASON"),
      (["request", "CHT000002", "--reason", "ugly"], 2, "--reason is one of"),
      (["request", "CHT000002", "--reason", "other"], 1, "\"other\" needs words beside it"),
      (["request", "CHT000002", "--reason", "damaged", "--item", "p2"], 2, "--item is ITEM=QTY"),
      (["request", "CHT000006", "--reason", "damaged"], 1, "only what was shipped can come back"),
      (["approve", "CHT000002"], 1, "`orderdeck return request CHT000002` asks for one"),
      (["approve", "CHT000002", "first"], 2, "RETURN is R1, R2 and so on"),
      (["approve", "CHT000002", "R1"], 1, "there is no return R1 of it"),
      (["reject", "CHT000002"], 2, "needs --reason TEXT"),
      (["list"], 0, "no return is open"),
    ]
    for (words, status, sentence) in cases {
      let answer = try counter.call(["return"] + words)
      #expect(answer.status == status, "\(words): \(answer.errorOutput)")
      #expect(answer.errorOutput.contains(sentence), "\(answer.errorOutput)")
    }
    _ = try ask()
    _ = try call("request", "CHT000002", "--reason", "changed_mind")
    let both = try call("approve", "CHT000002")
    #expect(both.errorOutput.contains("several returns; name one: R1 (requested), R2 (requested)"))
    let refund = try counter.call(
      "refund",
      "request",
      "CHT000002",
      "--return",
      "one",
      "--reason",
      "damaged"
    )
    #expect(refund.status == 2 && refund.errorOutput.contains("--return is R1, R2"))
  }

  @Test func `a dry run changes nothing, one key counts once`() throws {
    let before = try counter.dump()
    let dry = try call("request", "CHT000002", "--reason", "damaged", "--dry-run")
    #expect(dry.output.hasPrefix("dry run, nothing is changed"))
    #expect(try counter.dump() == before)
    let keyed = ["request", "CHT000002", "--reason", "damaged", "--idempotency-key", "k", "--json"]
    #expect(try counter.call(["return"] + keyed).value()["replay"]?.boolValue == false)
    #expect(try counter.call(["return"] + keyed).value()["replay"]?.boolValue == true)
    #expect(try counter.number("SELECT count(*) FROM returns") == 1)
    let late = try call("approve", "CHT000002", "--if-revision", "1")
    #expect(late.status == 1)
  }
}
