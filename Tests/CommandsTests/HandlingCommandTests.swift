import JSON
import SQLiteKit
import TestSupport
import Testing

@Suite struct `Commands about who takes care of orders` {
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

  private func list(_ query: String) throws -> [String] {
    try counter.call("order", "list", "--query", query, "--sort", "oldest", "--json").values()
      .compactMap { $0["order_number"]?.stringValue }
  }

  @Test func `orders are assigned by name, to me and to none`() throws {
    let named = try counter.call("order", "assign", "CHT000002", "--to", "olga")
    #expect(named.output == "CHT000002 is assigned to Olga\n")
    #expect(try list("assignee:olga") == ["CHT000002"])
    #expect(try counter.call("order", "assign", "CHT000004").output.contains("assigned to mara"))
    #expect(try list("assignee:me") == ["CHT000004"])
    let words = ["order", "assign", "--query", "assignee:me,olga", "--to", "none", "--yes"]
    let many = try counter.call(words)
    #expect(many.output == "2 orders are nobody's now\n")
    #expect(try list("assignee:none").count == 12)
    let stranger = try counter.call("order", "assign", "CHT000002", "--to", "Olgaa")
    #expect(stranger.status == 2)
    #expect(stranger.errorOutput.contains("did you mean `Olga`?"))
  }

  @Test func `a claim of what somebody has names them and fails`() throws {
    counter.user = "ben"
    #expect(try counter.call("order", "claim", "CHT000002").output.contains("assigned to Ben"))
    counter.user = "olga"
    counter.advance(seconds: 120)
    let late = try counter.call("order", "claim", "CHT000002")
    #expect(late.status == 1)
    #expect(late.output == "")
    #expect(late.errorOutput.contains("Ben has had it for 2 min"))
  }

  @Test func `an agent does not give orders to others`() throws {
    counter.user = "ben"
    let refused = try counter.call("order", "assign", "CHT000002", "--to", "Olga")
    #expect(refused.status == 1)
    #expect(refused.errorOutput.contains("needs ops or admin, and you are agent"))
    #expect(try counter.number("SELECT count(*) FROM orders WHERE assignee_id IS NOT NULL") == 0)
  }

  @Test func `tags are added, removed, listed and found`() throws {
    let words = ["order", "tag", "CHT000002", "CHT000004", "--add", "VIP", "--add", "gift"]
    #expect(try counter.call(words).output == "tags of 2 orders changed\n")
    #expect(try list("tag:vip") == ["CHT000002", "CHT000004"])
    let fewer = try counter.call("order", "tag", "CHT000002", "--remove", "vip")
    #expect(fewer.output == "CHT000002 is tagged gift\n")
    #expect(try list("tag:vip") == ["CHT000004"])
    #expect(try list("tag:gift -tag:vip") == ["CHT000002"])
    let wrong = try counter.call("order", "tag", "CHT000002", "--add", "a\u{1B}b")
    #expect(wrong.status == 1)
    #expect(wrong.errorOutput.contains("without U+001B"))
    let none = try counter.call("order", "tag", "CHT000002")
    #expect(none.status == 2)
    #expect(none.errorOutput.contains("--add WORD or --remove WORD"))
  }

  @Test func `a priority is set and found; a wrong word names the right one`() throws {
    let set = try counter.call("order", "priority", "CHT000006", "--to", "urgent")
    #expect(set.output == "CHT000006 has priority urgent\n")
    #expect(try list("priority:urgent,high") == ["CHT000006"])
    let wrong = try counter.call("order", "priority", "CHT000006", "--to", "urgnt")
    #expect(wrong.status == 2)
    #expect(wrong.errorOutput.contains("did you mean `urgent`?"))
    let query = try counter.call("order", "list", "--query", "priority:hihg")
    #expect(query.status == 2)
    #expect(query.errorOutput.contains("column 10"))
    #expect(query.errorOutput.contains("did you mean high?"))
  }

  @Test func `orders are snoozed and woken by number and by query, and a wrong time is named`()
    throws
  {
    let one = try counter.call("order", "snooze", "CHT000002", "--until", "message")
    #expect(one.output == "CHT000002 is snoozed until the customer writes\n")
    let words = [
      "order", "snooze", "--query", "number:CHT000004,CHT000006", "--until", "3h", "--yes",
    ]
    #expect(try counter.call(words).output == "2 orders are snoozed\n")
    #expect(try list("snoozed:yes") == ["CHT000002", "CHT000004", "CHT000006"])
    let shown = try counter.call("order", "show", "CHT000002")
    #expect(shown.lines.contains("snoozed   until the customer writes, by mara"))
    let value = try counter.call("order", "show", "CHT000002", "--json").value()
    #expect(value["snooze"]?["by"]?.stringValue == "mara")
    let wrong = try counter.call("order", "snooze", "CHT000002", "--until", "someday")
    #expect(wrong.status == 2)
    #expect(wrong.errorOutput.contains("`someday` is no time; write it like message, 1h"))
    let past = try counter.call("order", "snooze", "CHT000002", "--until", "2001-01-01")
    #expect(past.status == 1)
    #expect(past.errorOutput.contains("has passed; name a later time"))
    let woken = try counter.call("order", "unsnooze", "--query", "snoozed:yes", "--yes")
    #expect(woken.output == "3 orders are no longer snoozed\n")
    let query = try counter.call("order", "list", "--query", "snoozed:maybe")
    #expect(query.errorOutput.contains("column 9"))
  }

  @Test func `a dry run changes nothing, a key counts once, an old revision is refused`() throws {
    let before = try counter.dump()
    for words in [
      ["assign", "CHT000002", "--to", "Ben"], ["claim", "CHT000002"],
      ["tag", "CHT000002", "--add", "vip"], ["priority", "CHT000002", "--to", "low"],
      ["snooze", "CHT000002", "--until", "tomorrow"],
    ] {
      let answer = try counter.call(["order"] + words + ["--dry-run"])
      #expect(answer.status == 0)
      #expect(answer.output.hasPrefix("dry run, nothing is changed: CHT000002"))
    }
    #expect(try counter.dump() == before)
    let keyed = ["order", "tag", "CHT000002", "--add", "vip", "--idempotency-key", "k", "--json"]
    #expect(try counter.call(keyed).value()["replay"]?.boolValue == false)
    #expect(try counter.call(keyed).value()["replay"]?.boolValue == true)
    let stale = try counter.call("order", "claim", "CHT000002", "--if-revision", "1")
    #expect(stale.status == 1)
    #expect(stale.errorOutput.contains("changed since you saw it (mara tagged it vip"))
  }

  @Test func `show tells who has it, how urgent it is, and its tags`() throws {
    let plain = try counter.call("order", "show", "CHT000002")
    #expect(!plain.lines.contains { $0.hasPrefix("assignee") || $0.hasPrefix("priority") })
    _ = try counter.call("order", "assign", "CHT000002", "--to", "Ben")
    _ = try counter.call("order", "tag", "CHT000002", "--add", "vip", "--add", "gift")
    _ = try counter.call("order", "priority", "CHT000002", "--to", "high")
    let shown = try counter.call("order", "show", "CHT000002")
    #expect(shown.lines.contains { $0.hasPrefix("assignee  Ben since 2026-01-0") })
    #expect(shown.lines.contains("priority  high"))
    #expect(shown.lines.contains("tags      gift, vip"))
    let value = try counter.call("order", "show", "CHT000002", "--json").value()
    #expect(value["assignee"]?["id"]?.stringValue == "s-2")
    #expect(value["assignee"]?["name"]?.stringValue == "Ben")
    #expect(value["tags"]?.arrayValue?.compactMap(\.stringValue) == ["gift", "vip"])
    #expect(value["priority"]?.stringValue == "high")
  }
}
