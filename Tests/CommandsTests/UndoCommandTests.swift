import JSON
import SQLiteKit
import TestSupport
import Testing

@Suite struct `Taking back on the command line` {
  private let counter: Counter

  init() throws { counter = try Counter.withShop() }

  @Test func `a dry run of undo and redo says what would come back and changes nothing`() throws {
    _ = try counter.call("order", "status", "CHT000002", "--to", "packaged")
    let before = try counter.dump()
    let rehearsal = try counter.call("undo", "--dry-run")
    #expect(rehearsal.status == 0)
    let start = "dry run, nothing is changed: undo of \"CHT000002 is packaged\": "
    #expect(rehearsal.output.hasPrefix(start))
    #expect(try counter.call("undo", "--dry-run", "--json").value()["dry_run"]?.boolValue == true)
    #expect(try counter.dump() == before)
    #expect(try counter.call("undo").status == 0)
    let after = try counter.dump()
    let again = try counter.call("redo", "--dry-run")
    #expect(again.status == 0)
    #expect(again.output.contains("CHT000002 is packaged"))
    #expect(try counter.dump() == after)
    #expect(try counter.call("redo").status == 0)
    #expect(try counter.call("undo", "--dry-run", "--read-only").status == 1)
  }

  @Test func `what is too late says since when and what to do instead`() throws {
    _ = try counter.call("order", "status", "CHT000002", "--to", "packaged")
    counter.advance(seconds: 15 * 60)
    for words in [["undo"], ["undo", "--dry-run"]] {
      let late = try counter.call(words)
      #expect(late.status == 1)
      #expect(late.errorOutput.contains("its 15 min are over; set another status"))
    }
    _ = try counter.call("chat", "send", "CHT000002", "Hello")
    counter.advance(seconds: 10)
    #expect(try counter.call("undo").errorOutput.contains("its 10 s are over; take it back in"))
  }

  @Test func `what sends nothing is taken back for a quarter of an hour, one after the other`()
    throws
  {
    _ = try counter.call("order", "status", "CHT000002", "--to", "packaged")
    _ = try counter.call("order", "note", "CHT000002", "fragile")
    _ = try counter.call("order", "tag", "CHT000002", "--add", "vip")
    _ = try counter.call("order", "priority", "CHT000002", "--to", "high")
    _ = try counter.call("order", "assign", "CHT000002", "--to", "me")
    _ = try counter.call("chat", "read", "CHT000002", "CHT000004")
    counter.advance(seconds: 15 * 60 - 1)
    for sentence in [
      "took back 2 changes", "CHT000002 is nobody's", "CHT000002 has priority medium again",
      "CHT000002", "note on CHT000002 taken back", "CHT000002 is processing again",
    ] {
      let undone = try counter.call("undo")
      #expect(undone.status == 0)
      #expect(undone.output.hasPrefix(sentence))
    }
    #expect(try counter.call("undo").errorOutput.contains("there is nothing to take back"))
    for _ in 0..<6 { #expect(try counter.call("redo").status == 0) }
    #expect(try counter.call("redo").status == 1)
  }

  @Test func `what somebody changed since is refused, and undo again takes back the act before`()
    throws
  {
    _ = try counter.call("staff", "add", "Ben", "--role", "ops")
    _ = try counter.call("order", "tag", "CHT000002", "--add", "vip")
    _ = try counter.call("order", "status", "CHT000002", "--to", "packaged")
    _ = try counter.call("--as", "Ben", "order", "ship", "CHT000002", "--no-tracking", "own van")
    let refused = try counter.call("undo", "--json")
    #expect(refused.status == 1)
    let sentence = try refused.value()["summary"]?.stringValue
    #expect(
      sentence == "\"CHT000002 is packaged\" cannot be taken back: Ben set it to shipped since; "
        + "undo again takes back \"CHT000002 is tagged vip\""
    )
    let tagged = ["order", "list", "--query", "tag:vip"]
    #expect(try counter.call(tagged).output.contains("CHT000002"))
    #expect(try counter.call("undo").status == 0)
    #expect(!(try counter.call(tagged).output.contains("CHT000002")))
  }

  @Test func `a key that comes again after an undo is told of that`() throws {
    let words = ["order", "note", "CHT000002", "fragile", "--idempotency-key", "k"]
    _ = try counter.call(words)
    _ = try counter.call("undo")
    let receipt = try counter.call(words + ["--json"]).value()
    #expect(receipt["summary"]?.stringValue == "note added to CHT000002; taken back since")
    #expect(receipt["undo_until"]?.stringValue == nil)
    #expect(receipt["replay"]?.boolValue == true)
    let rehearsal = try counter.call(words + ["--dry-run"]).output
    #expect(rehearsal.contains("done already under this key: note added to CHT000002; taken back"))
    _ = try counter.call("redo")
    #expect(try counter.call(words).output == "note added to CHT000002\n")
  }

  @Test func `a reply that has left is passed over, and that is said once`() throws {
    _ = try counter.call("order", "note", "CHT000002", "fragile")
    _ = try counter.call("order", "tag", "CHT000002", "--add", "vip")
    _ = try counter.call("chat", "send", "CHT000002", "Hello")
    counter.advance(seconds: 11)
    let first = try counter.call("undo")
    #expect(first.status == 0)
    #expect(
      first.output.hasSuffix(
        "; the later \"reply to CHT000002 is queued\" stands, its time is over\n"
      )
    )
    #expect(try counter.call("undo").output.hasSuffix("its text is a draft again\n"))
  }

  @Test func `the two times have settings of their own`() throws {
    try counter.folder.write(
      "undo_seconds = 5\nundo_minutes = 2\n",
      to: ".config/orderdeck/config.toml"
    )
    _ = try counter.call("order", "note", "CHT000002", "fragile")
    counter.advance(seconds: 120)
    #expect(try counter.call("undo").errorOutput.contains("its 2 min are over"))
    let sent = try counter.call("chat", "send", "CHT000002", "Hello", "--json").value()
    #expect(sent["undo_until"]?.stringValue?.contains(":05") == true)
  }

  @Test func `marks are not taken back over an answer that came since`() throws {
    _ = try counter.call("chat", "read", "CHT000002", "CHT000004")
    _ = try counter.call("chat", "send", "CHT000002", "Hello")
    counter.advance(seconds: 60)
    let undone = try counter.call("undo")
    #expect(undone.status == 1)
    #expect(
      undone.errorOutput == "CHT000002: cannot be taken back: you replied to the customer since\n"
    )
    #expect(try counter.call("chat", "list").output.contains("CHT000004"))
  }
}
