import JSON
import SQLiteKit
import TestSupport
import Testing

/// Orders 2 to 12 are from chat; 2 and 8 are processing, 4 and 10 shipped, 6 and 12 delivered.
@Suite struct `Changing what a query matches` {
  private let counter: Counter
  private let words = ["order", "status", "--query", "source:chat", "--to", "packaged"]

  /// The person has worked here before, so that asking adds nobody.
  init() throws {
    counter = try Counter.withShop()
    _ = try counter.call("order", "note", "CHT000002", "by the first")
  }

  @Test func `where nobody can be asked it needs a yes beforehand, and names it`() throws {
    let before = try counter.dump()
    let answer = try counter.call(words)
    #expect(answer.status == 2)
    #expect(answer.output == "")
    #expect(answer.errorOutput.contains("add --yes"))
    #expect(answer.errorOutput.contains("--dry-run"))
    #expect(try counter.dump() == before)
    let done = try counter.call(words + ["--yes"])
    #expect(done.status == 1)
    #expect(done.output == "2 orders are packaged, 4 refused\n")
  }

  @Test(arguments: ["n\n", "\n", "", "yesterday\n", "Y\n", "yes\n"])
  func `on a terminal it shows what would change, what cannot and why, and asks`(
    _ reply: String
  ) throws {
    counter.hasTerminal = true
    let before = try counter.dump()
    let answer = try counter.call(words, input: reply)
    let lines = answer.errorOutput.split(separator: "\n").map(String.init)
    #expect(lines[0].hasPrefix("--query matches 6 orders; 2 would change: CHT0000"))
    #expect(lines[1].hasPrefix("  such as: CHT0000"))
    #expect(lines[1].hasSuffix("is packaged (now processing)"))
    #expect(lines.contains("4 cannot:"))
    #expect(lines.contains { $0.contains("change 2 orders now? [y/N]") })
    #expect(answer.status == 1)
    if ["Y\n", "yes\n"].contains(reply) {
      #expect(answer.output == "2 orders are packaged, 4 refused\n")
    } else {
      #expect(answer.output == "")
      #expect(answer.errorOutput.hasSuffix("orderdeck: nothing is changed\n"))
      #expect(try counter.dump() == before)
    }
  }

  @Test(arguments: ["", "   ", "\u{3000}", "\t\n", "\u{00A0}"])
  func `a blank query never means every order of a change`(_ query: String) throws {
    let before = try counter.dump()
    for words in [
      ["order", "status", "--to", "packaged"],
      ["order", "status", "CHT000002", "--to", "packaged"],
      ["order", "assign"], ["order", "claim"], ["order", "tag", "--add", "x"],
      ["order", "priority", "--to", "high"], ["chat", "read"],
    ] {
      let answer = try counter.call(words + ["--query", query, "--yes"])
      #expect(answer.status == 2)
      #expect(answer.output == "")
      #expect(answer.errorOutput.contains("--query is blank and would mean every order: say which"))
    }
    #expect(try counter.dump() == before)
    #expect(try counter.call("order", "list", "--query", query).lines.count == 13)
  }

  @Test func `one note goes to all that match, as one act with one undo`() throws {
    let call = ["order", "note", "--query", "source:chat status:shipped", "call", "first"]
    let dry = try counter.call(call + ["--dry-run"])
    #expect(dry.output.hasPrefix("dry run, nothing is changed: note added to 2 orders\n"))
    counter.hasTerminal = true
    let asked = try counter.call(call, input: "y\n")
    #expect(asked.errorOutput.contains("--query matches 2 orders; 2 would change"))
    #expect(asked.output == "note added to 2 orders\n")
    let notes = "SELECT count(*) FROM order_events WHERE kind = 'note' AND to_value = 'call first'"
    #expect(try counter.number(SQL(raw: notes)) == 2)
    let undone = try counter.call("undo")
    #expect(undone.output.contains("took back 2 changes"))
    counter.hasTerminal = false
    let piped = ["order", "note", "--customer", "--query", "status:shipped", "-", "--yes"]
    let sent = try counter.call(piped, input: "on its way\n")
    #expect(sent.output == "note to the customer added to 2 orders\n", "\(sent.errorOutput)")
  }

  @Test func `a note for many orders needs words, and takes no number for one`() throws {
    let before = try counter.dump()
    for (words, text) in [
      (["CHT000002"], "needs NUMBER and TEXT, or --query and TEXT"),
      (["--query", "status:shipped"], "needs NUMBER"),
      (["--query", "status:shipped", "CHT000002", "x"], "with --query every word is the note"),
      (["--query", "status:shipped", "-"], "then add --yes"),
      (["--query", " ", "x"], "--query is blank and would mean every order"),
    ] {
      counter.hasTerminal = true
      let answer = try counter.call(["order", "note"] + words)
      #expect(answer.status == 2, "\(words): \(answer.output)")
      #expect(answer.errorOutput.contains(text), "\(words): \(answer.errorOutput)")
    }
    #expect(try counter.dump() == before)
  }

  @Test func `what can only be refused leaves its record, asked or not`() throws {
    let refusals = "SELECT count(*) FROM audit WHERE detail LIKE '%refused%'" as SQL
    let cancel = ["order", "status", "--to", "cancelled", "--reason", "out of stock"]
    let call = cancel + ["--query", "status:shipped source:chat"]
    for (place, words) in [call, call + ["--yes"]].enumerated() {
      counter.hasTerminal = place == 0
      let answer = try counter.call(words, input: "y\n")
      #expect(answer.status == 1)
      #expect(!answer.errorOutput.contains("[y/N]"))
      #expect(try counter.number(refusals) == 2 * (place + 1))
    }
    counter.hasTerminal = true
    #expect(try counter.call(cancel + ["--query", "number:CHT000004"]).status == 1)
    #expect(try counter.number(refusals) == 5)
  }

  @Test func `the same key again is answered before anything is asked, whatever matches by then`()
    throws
  {
    counter.hasTerminal = true
    let call = [
      "order", "status", "--query", "status:processing source:chat", "--to", "packaged",
      "--idempotency-key", "k",
    ]
    #expect(try counter.call(call, input: "y\n").output == "2 orders are packaged\n")
    let before = try counter.dump()
    counter.hasTerminal = false
    let again = try counter.call(call)
    #expect(again.status == 0)
    #expect(again.output == "2 orders are packaged\n")
    #expect(again.errorOutput == "")
    #expect(try counter.call(call + ["--json"]).value()["replay"]?.boolValue == true)
    counter.hasTerminal = true
    for other in [["--to", "shipped"], ["--to", "packaged", "CHT000004"]] {
      let words = call[..<4] + other + ["--idempotency-key", "k"]
      let refused = try counter.call(Array(words), input: "y\n")
      #expect(refused.status == 1)
      #expect(refused.errorOutput.contains("this idempotency key was used for another request"))
      #expect(!refused.errorOutput.contains("[y/N]"))
    }
    #expect(try counter.dump() == before)
  }

  @Test func `numbers beside a query are named with it`() throws {
    counter.hasTerminal = true
    let words = ["order", "priority", "CHT000004", "--query", "status:processing source:chat"]
    let answer = try counter.call(words + ["--to", "high"], input: "n\n")
    #expect(answer.errorOutput.hasPrefix("3 orders are named; 3 would change: CHT000004, CHT0000"))
  }

  @Test func `nothing is asked when nothing would change`() throws {
    counter.hasTerminal = true
    let again = ["order", "priority", "--query", "source:chat", "--to", "medium"]
    let answer = try counter.call(again)
    #expect(answer.status == 0)
    #expect(answer.lines.first == "nothing had to change")
    #expect(answer.lines.count == 7)
    #expect(answer.lines.dropFirst().allSatisfy { $0.hasSuffix(" has priority medium already") })
    #expect(answer.errorOutput == "")
  }

  @Test func `a dry run lists each order with its change, and each that cannot with its reason`()
    throws
  {
    let answer = try counter.call(words + ["--dry-run"])
    #expect(answer.lines[0] == "dry run, nothing is changed: 2 orders are packaged, 4 refused")
    #expect(answer.lines.dropFirst().allSatisfy { $0.hasSuffix("is packaged (now processing)") })
    #expect(answer.lines.count == 3)
    let refusals = answer.errorOutput.split(separator: "\n")
    #expect(refusals.count == 4)
    #expect(refusals.allSatisfy { $0.hasPrefix("CHT0000") })
    _ = try counter.call("order", "status", "CHT000002", "--to", "packaged")
    let one = try counter.call(words + ["--dry-run"])
    #expect(
      one.lines == [
        "dry run, nothing is changed: 1 order is packaged, 1 was already, 4 refused",
        "  CHT000008 is packaged (now processing)", "  CHT000002 is packaged already",
      ]
    )
  }

  @Test func `a refusal names its order once`() throws {
    for number in ["CHT000004", "CHT000006"] {
      let answer = try counter.call(words + ["--dry-run"])
      let line = answer.errorOutput.split(separator: "\n").first { $0.hasPrefix(number) }
      #expect(line?.dropFirst(number.count).contains(number) == false)
    }
    counter.user = "ben"
    try counter.run(
      """
      INSERT INTO staff (id, name, role, os_user, created_at)
      VALUES ('s-2', 'Ben', 'agent', 'ben', '2026-01-01T00:00:00.000Z')
      """
    )
    _ = try counter.call("order", "claim", "CHT000002")
    let forbidden = try counter.call(words + ["--yes"])
    #expect(forbidden.errorOutput.split(separator: "\n").allSatisfy { $0.hasPrefix("CHT0000") })
  }

  @Test func `JSON names orders by their numbers`() throws {
    let value = try counter.call(words + ["--yes", "--json"]).value()
    let changed = try #require(value["changed"]?.arrayValue)
    #expect(changed.count == 2)
    for change in changed {
      #expect(change["order_number"]?.stringValue?.hasPrefix("CHT0000") == true)
      #expect(change["order_id"]?.stringValue != nil)
      #expect(change["before"]?.stringValue == "processing")
    }
    #expect(value["refused"]?.arrayValue?.first?["order_number"]?.stringValue != nil)
  }

  @Test(arguments: ["//", "!!!", "\"\"", "\" \"", "& ?", "\"//\"", "status:processing //"])
  func `a query of signs alone is refused with its place, and never means every order`(
    _ query: String
  ) throws {
    for words in [
      ["order", "list"], ["order", "tag", "--add", "x", "--yes"], ["chat", "list"],
      ["order", "status", "--to", "packaged", "--yes"],
    ] {
      let answer = try counter.call(words + ["--query", query])
      #expect(answer.status == 2)
      #expect(answer.output == "")
      #expect(answer.errorOutput.contains("column "))
    }
    #expect(try counter.number("SELECT count(*) FROM order_tags") == 0)
  }

  @Test func `more than 200 orders change only when their number is typed or given`() throws {
    // Every second order is from chat.
    let counter = try Counter.withShop(orders: 480)
    let call = ["order", "priority", "--query", "source:chat", "--to", "high"]
    let bare = try counter.call(call + ["--yes"])
    #expect(bare.status == 2)
    #expect(bare.errorOutput.contains("--query matches 240 orders, and more than 200 change only"))
    #expect(bare.errorOutput.contains("add --orders 240"))
    let wrong = try counter.call(call + ["--yes", "--orders", "24"])
    #expect(wrong.status == 1)
    #expect(wrong.errorOutput.contains("these are 240 orders, and not 24; look again"))
    counter.hasTerminal = true
    for reply in ["y\n", "24\n", ""] {
      let asked = try counter.call(call, input: reply)
      #expect(asked.errorOutput.contains("type 240 to change them: "))
      #expect(asked.errorOutput.hasSuffix("orderdeck: nothing is changed\n"))
    }
    #expect(try counter.number("SELECT count(*) FROM orders WHERE priority = 'high'") == 0)
    #expect(try counter.call(call, input: "240\n").status == 0)
    #expect(try counter.number("SELECT count(*) FROM orders WHERE priority = 'high'") == 240)
    #expect(try counter.call("undo").status == 0)
    counter.hasTerminal = false
    #expect(try counter.call(call + ["--yes", "--orders", "240"]).status == 0)
    #expect(try counter.number("SELECT count(*) FROM orders WHERE priority = 'high'") == 240)
  }
}
