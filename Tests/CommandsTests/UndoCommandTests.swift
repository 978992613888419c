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
    counter.advance(seconds: 10 + 180)
    for words in [["undo"], ["undo", "--dry-run"]] {
      let late = try counter.call(words)
      #expect(late.status == 1)
      #expect(late.errorOutput.contains("its 10 s are over; set another status"))
    }
  }
}
