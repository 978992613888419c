import JSON
import SQLiteKit
import Testing

@Suite struct `Who works here` {
  private let counter: Counter

  /// Mara began the store, so she is its admin; Ben came by himself, so he is an agent.
  init() throws {
    counter = try Counter.withShop(orders: 4)
    counter.user = "ben"
    try counter.call("order", "note", "CHT000002", "by an agent")
    counter.user = "mara"
  }

  @Test func `a role that was given counts with the next act`() throws {
    counter.user = "ben"
    #expect(try counter.call("audit", "verify").status == 1)
    counter.user = "mara"
    let answer = try counter.call("staff", "set", "ben", "--role", "ops", "--name", "Ben Okri")
    #expect(answer.output == "ben: name ben → Ben Okri, role agent → ops\n")
    counter.user = "ben"
    #expect(try counter.call("audit", "verify").status == 0)
    let names = try counter.call("staff", "list", "--json").values().map { $0["name"]?.stringValue }
    #expect(names == ["Ben Okri", "mara"])
  }

  @Test func `somebody who was made known before comes in under that name`() throws {
    try counter.call("staff", "add", "Olga Petrova", "--role", "ops", "--account", "olga")
    counter.user = "olga"
    let moved = try counter.call("order", "note", "CHT000004", "hers")
    #expect(moved.status == 0)
    #expect(try counter.call("order", "show", "CHT000004").output.contains("Olga Petrova"))
    #expect(try counter.number("SELECT count(*) FROM staff WHERE os_user = 'olga'") == 1)
  }

  @Test func `an account that leads to nobody any more comes in as a new agent`() throws {
    try counter.call("staff", "set", "ben", "--role", "ops")
    try counter.call("staff", "set", "ben", "--no-account")
    counter.user = "ben"
    #expect(try counter.call("audit", "verify").status == 1)
  }

  @Test(arguments: [
    (["staff", "add", "Zoe"], "changing who works here needs an admin, and you are agent"),
    (
      ["staff", "set", "ben", "--role", "admin"],
      "changing who works here needs an admin, and you are agent"
    ),
    (
      ["staff", "set", "mara", "--availability", "away"],
      "only mara and admins say whether mara is there"
    ),
  ])
  func `an agent changes nobody, and the try is on record`(
    _ words: [String],
    _ sentence: String
  ) throws {
    counter.user = "ben"
    let answer = try counter.call(words)
    #expect(answer.status == 1)
    #expect(answer.errorOutput == "orderdeck: \(sentence)\n")
    counter.user = "mara"
    let last = try counter.call("audit", "list").lines.last
    #expect(last?.contains("ben (cli)") == true)
    #expect(last?.hasSuffix("refused: \(sentence)") == true)
    #expect(try counter.call("audit", "verify").status == 0)
  }

  @Test func `everybody says of themselves whether they are there`() throws {
    counter.user = "ben"
    let answer = try counter.call("staff", "set", "ben", "--availability", "away")
    #expect(answer.output == "ben: is available → away\n")
    #expect(try counter.call("staff", "list").output.contains("agent  ben      away"))
    let again = try counter.call("staff", "set", "ben", "--availability", "away")
    #expect(again.output == "ben is so already\n")
  }

  @Test(arguments: [
    (["--role", "agent"], "nobody changes their own role; another admin can"),
    (["--no-account"], "nobody changes their own account; another admin can"),
    (["--account", "other"], "nobody changes their own account; another admin can"),
  ])
  func `an admin cannot lock the shop out`(_ words: [String], _ sentence: String) throws {
    let answer = try counter.call(["staff", "set", "mara"] + words)
    #expect(answer.status == 1)
    #expect(answer.errorOutput == "orderdeck: \(sentence)\n")
    #expect(try counter.text("SELECT role || os_user FROM staff WHERE id = 'mara'") == "adminmara")
  }

  @Test(arguments: [
    (["staff", "add", "BEN"], "there is ben already; names differ by more than capitals"),
    (["staff", "add", "Zoe", "--account", "ben"], "the account ben is ben's already"),
    (["staff", "add", " \u{200B} "], "a name has 1 to 64 characters"),
    (["staff", "add", "Zoe\u{1B}[2J"], "a name has 1 to 64 characters"),
    (["staff", "add", "Nobody"], "`assign --to nobody` and `assignee:nobody` mean nobody at all"),
    (["staff", "add", "none"], "mean nobody at all: choose another name than none"),
    (["staff", "add", "ME"], "mean whoever asks: choose another name than ME"),
    (["staff", "set", "ben", "--name", "me"], "choose another name than me"),
    (["staff", "add", "Zoe", "--account", "a b"], "an account is the name that `id -un` prints"),
  ])
  func `a name or account that cannot be is refused, and nothing changes`(
    _ words: [String],
    _ sentence: String
  ) throws {
    let before = try counter.dump()
    let answer = try counter.call(words)
    #expect(answer.status == 1)
    #expect(answer.errorOutput.contains(sentence))
    #expect(try counter.dump() == before)
  }

  @Test(arguments: ["A\u{300}na", "\u{E0}na", "a\u{300}NA"])
  func `an accent written another way makes no other name`(_ name: String) throws {
    try counter.call("staff", "add", "\u{C0}na")
    let answer = try counter.call("staff", "add", name)
    #expect(answer.errorOutput.contains("is \u{C0}na already; names differ by more than capitals"))
  }

  @Test func `a dry run says it and changes nothing, and reading only changes nothing either`()
    throws
  {
    let before = try counter.dump()
    let words = ["staff", "set", "ben", "--role", "ops"]
    let rehearsal = try counter.call(words + ["--dry-run"])
    #expect(rehearsal.output == "dry run, nothing is changed: ben: role agent → ops\n")
    #expect(try counter.call(words + ["--read-only"]).status == 1)
    #expect(try counter.dump() == before)
  }

  @Test func `an account named as a member comes in under a name of its own`() throws {
    try counter.call("staff", "add", "Zoe")
    counter.user = "zoe"
    try counter.call("order", "note", "CHT000002", "by the account")
    counter.user = "mara"
    let people = try counter.call("staff", "list").lines
    #expect(people.first?.hasSuffix("NOW") == true)
    #expect(people.contains { $0.hasPrefix("zoe (account)  agent  zoe ") })
    #expect(try counter.call("audit", "list", "--by", "Zoe").status == 1)
    #expect(try counter.call("audit", "list", "--by", "zoe (account)").lines.count == 1)
    counter.user = "ZOE"
    try counter.call("order", "note", "CHT000002", "by another")
    #expect(try counter.call("staff", "list").output.contains("ZOE (account 2)") == true)
  }

  @Test func `the exact spelling of a name goes before an id`() throws {
    try counter.run(
      """
      INSERT INTO staff (id, name, role, created_at) VALUES
        ('Kim', 'Kim Lee', 'agent', '2026-01-01T00:00:00.000Z'),
        ('s-9', 'Kim', 'ops', '2026-01-01T00:00:00.000Z')
      """
    )
    let answer = try counter.call("order", "assign", "CHT000002", "--to", "Kim")
    #expect(answer.output == "CHT000002 is assigned to Kim\n")
    let assignee = "SELECT assignee_id FROM orders WHERE order_number = 'CHT000002'" as SQL
    #expect(try counter.text(assignee) == "s-9")
  }

  @Test func `a mistyped name is answered with the nearest`() throws {
    let answer = try counter.call("staff", "set", "bem", "--role", "ops")
    #expect(answer.status == 2)
    #expect(answer.errorOutput.contains("did you mean `ben`?"))
    let nothing = try counter.call("staff", "set", "ben")
    #expect(nothing.status == 2)
    #expect(nothing.errorOutput.contains("needs what to change"))
  }
}
