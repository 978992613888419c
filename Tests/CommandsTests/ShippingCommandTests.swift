import JSON
import SQLiteKit
import TestSupport
import Testing

/// Orders 2 and 8 are processing, 4 is shipped; each has one product, of 8 there are three.
@Suite struct `Commands about shipping and cancelling` {
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

  private func ship(_ words: String...) throws -> Answer {
    try counter.call(["order", "ship"] + words)
  }

  private func status(_ number: String) throws -> String? {
    try counter.text("SELECT status FROM orders WHERE order_number = \(number)")
  }

  @Test func `an order goes out in parcels, and show and track tell what is in each`() throws {
    let first = try ship(
      "CHT000008",
      "--carrier",
      "DHL",
      "--tracking",
      "0034",
      "--tracking",
      "0035",
      "--item",
      "p2=2"
    )
    #expect(first.status == 0)
    #expect(first.output.hasPrefix("CHT000008 is shipped; still to send: 1 × "))
    let shown = try counter.call("order", "show", "CHT000008")
    #expect(shown.output.contains("DHL 0034, 0035, 2 × "))
    #expect(shown.output.contains("(p2)"))
    let second = try ship("CHT000008", "--no-tracking", "own courier")
    #expect(second.output == "CHT000008 has a further parcel\n")
    let value = try counter.call("order", "show", "CHT000008", "--json").value()
    #expect(value["parcels"]?.arrayValue?.count == 2)
    #expect(value["parcels"]?.arrayValue?.last?["reason"]?.stringValue == "own courier")
    #expect(value["to_ship"]?.arrayValue?.isEmpty == true)
    let tracked = try counter.call("track", "CHT000008")
    #expect(tracked.output.contains("Parcel 1: DHL 0034, 0035, 2 × "))
    #expect(tracked.output.contains("Parcel 2: 1 × "))
    #expect(!tracked.output.contains("own courier"))
    let third = try ship("CHT000008", "--no-tracking", "own courier")
    #expect(third.status == 1)
    #expect(third.errorOutput.contains("nothing is left to ship"))
    #expect(try counter.call("undo").output == "the further parcel of CHT000008 is taken back\n")
  }

  @Test func `what it lacks or cannot be is said with the place`() throws {
    let before = try counter.dump()
    let nothing = try ship("CHT000002")
    #expect(nothing.status == 1)
    #expect(nothing.errorOutput.contains("carrier and tracking number, or a reason"))
    for item in ["p2", "p2=", "=2", "p2=0", "p2=two"] {
      let answer = try ship("CHT000002", "--item", item)
      #expect(answer.status == 2)
      #expect(answer.errorOutput.contains("--item is ITEM=QTY"))
    }
    let two = try ship("CHT000002", "CHT000008", "--carrier", "DHL", "--tracking", "1")
    #expect(two.status == 2)
    #expect(two.errorOutput.contains("--tracking and --item are for one order"))
    let many = try ship("CHT000002", "--no-tracking", "own van", "--item", "p2=99")
    #expect(many.errorOutput.contains("99 of p2 cannot be sent"))
    let dry = try ship("CHT000002", "--no-tracking", "own van", "--dry-run")
    #expect(
      dry.output == "dry run, nothing is changed: CHT000002 is shipped (now processing)\n"
    )
    #expect(try counter.dump() == before)
  }

  @Test func `a parcel with a key is sent once, and an old revision is refused`() throws {
    let words = [
      "order", "ship", "CHT000008", "--no-tracking", "own van", "--item", "p2=1",
      "--idempotency-key", "k", "--json",
    ]
    #expect(try counter.call(words).value()["replay"]?.boolValue == false)
    #expect(try counter.call(words).value()["replay"]?.boolValue == true)
    #expect(try counter.number("SELECT count(*) FROM parcels") == 1)
    let stale = try ship("CHT000008", "--no-tracking", "own van", "--if-revision", "1")
    #expect(stale.status == 1)
    #expect(stale.errorOutput.contains("changed since you saw it"))
  }

  @Test func `a query ships what can be shipped and names the rest`() throws {
    let words = ["order", "ship", "--query", "source:chat", "--no-tracking", "own van"]
    #expect(try counter.call(words).errorOutput.contains("add --yes"))
    let done = try counter.call(words + ["--yes"])
    #expect(done.status == 1)
    #expect(try status("CHT000002") == "shipped")
    #expect(try status("CHT000008") == "shipped")
    _ = try counter.call("undo")
    #expect(try status("CHT000002") == "processing")
    #expect(try counter.number("SELECT count(*) FROM parcels") == 0)
  }

  @Test func `cancel says what becomes of the money`() throws {
    let none = try counter.call("order", "cancel", "CHT000002")
    #expect(none.status == 2)
    #expect(none.errorOutput.contains("`orderdeck order cancel` needs --reason TEXT"))
    let blank = try counter.call("order", "cancel", "CHT000002", "--reason", " ")
    #expect(blank.status == 1)
    #expect(blank.errorOutput.contains("cancelling needs a reason"))
    let done = try counter.call("order", "cancel", "CHT000002", "--reason", "out of stock")
    #expect(done.status == 0)
    #expect(done.output.contains(" is requested, and waits for approval"))
    #expect(try counter.call("refund", "list").output.contains("CHT000002"))
    #expect(try status("CHT000002") == "cancelled")
    _ = try counter.call("undo")
    #expect(try counter.call("refund", "list").output.isEmpty)
    let free = [
      "order", "cancel", "CHT000002", "--reason", "duplicate", "--no-refund", "paid only once",
    ]
    #expect(try counter.call(free).output == "CHT000002 is cancelled, without a refund\n")
    let late = try counter.call("order", "cancel", "CHT000004", "--reason", "too late")
    #expect(late.status == 1)
    #expect(late.errorOutput.contains("use a return (`orderdeck return request`) or a"))
  }

  @Test func `back goes one step, for those who may`() throws {
    counter.user = "olga"
    _ = try counter.call("order", "status", "CHT000002", "--to", "packaged")
    counter.user = "ben"
    let agent = try counter.call("order", "back", "CHT000002", "--reason", "by mistake")
    #expect(agent.status == 1)
    #expect(agent.errorOutput.contains("you are an agent"))
    counter.user = "olga"
    let blank = try counter.call("order", "back", "CHT000002", "--reason", " ")
    #expect(blank.errorOutput.contains("needs a reason"))
    let back = try counter.call("order", "back", "CHT000002", "--reason", "by mistake")
    #expect(back.output == "CHT000002 is processing\n")
    #expect(try status("CHT000002") == "processing")
    let others = try counter.call("order", "back", "CHT000004", "--reason", "by mistake")
    #expect(others.errorOutput.contains("ops may within 15 minutes of their own step"))
  }

  @Test(arguments: ["ship", "cancel", "back"])
  func `read-only refuses it`(_ word: String) throws {
    let before = try counter.dump()
    let option = word == "ship" ? "--no-tracking" : "--reason"
    let answer = try counter.call(["--read-only", "order", word, "CHT000002", option, "because"])
    #expect(answer.status == 1)
    #expect(answer.errorOutput.contains("read-only"))
    #expect(try counter.dump() == before)
  }

  @Test func `a tracking number goes to no second order, whichever command is used`() throws {
    let before = try counter.dump()
    let words = ["order", "status", "--to", "shipped", "--carrier", "DHL", "--tracking", "0034"]
    for orders in [["CHT000002", "CHT000008"], ["--query", "source:chat", "--yes"]] {
      let answer = try counter.call(words + orders)
      #expect(answer.status == 2)
      #expect(
        answer.errorOutput.contains(
          "--tracking is for one order: name exactly one, and ship each with its own number"
        )
      )
    }
    #expect(try counter.dump() == before)
    #expect(try counter.call(words + ["CHT000002"]).output == "CHT000002 is shipped\n")
  }

  @Test func `a refusal with --json is a receipt, its reason also on standard error`() throws {
    let answer = try ship("CHT000002", "--json")
    #expect(answer.status == 1)
    #expect(answer.errorOutput.contains("carrier and tracking number, or a reason"))
    let receipt = try answer.value()
    #expect(receipt["changed"]?.arrayValue?.isEmpty == true)
    let refused = receipt["refused"]?.arrayValue?.first
    #expect(refused?["order_number"]?.stringValue == "CHT000002")
    #expect(refused?["kind"]?.stringValue == "invalid")
    #expect(try counter.call("redo", "--json").value()["refused"]?.arrayValue?.count == 1)
  }
}
