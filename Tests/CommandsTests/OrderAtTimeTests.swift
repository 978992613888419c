import JSON
import SQLiteKit
import TestSupport
import Testing

/// `order show --at`: the order as it was.
@Suite struct `An order at a time of its past` {
  private let counter: Counter

  init() throws { counter = try Counter.withShop() }

  private func show(_ words: String...) throws -> Answer {
    try counter.call(["order", "show", "CHT000002"] + words)
  }

  @Test func `shows status, tags and timeline as they were, and says so`() throws {
    try counter.call("order", "tag", "CHT000002", "--add", "early")
    let minute = try #require(
      try show().lines.last { $0.contains("tags") && $0.hasSuffix("· mara") }?.prefix(16)
    )
    counter.advance(seconds: 120)
    try counter.call("order", "status", "CHT000002", "--to", "packaged")
    try counter.call("order", "tag", "CHT000002", "--add", "later")
    let then = try show("--at", String(minute))
    #expect(then.status == 0)
    #expect(then.errorOutput == "CHT000002 as it was at \(minute)\n")
    #expect(then.output.contains("status    processing"))
    #expect(then.output.contains("tags      early\n"))
    #expect(!then.output.contains("packaged"))
    let value = try show("--at", String(minute), "--json").value()
    #expect(value["status"]?.stringValue == "processing")
    #expect(try show("--at", "2999-01-01T00:00:00Z").output == show().output)
  }

  @Test func `a time before it was placed, and what is no time, are told`() throws {
    let early = try show("--at", "1996-01-01T00:00:00Z")
    #expect(early.status == 1)
    #expect(early.errorOutput.contains("CHT000002 is not known before 20"))
    for word in ["yesterday", "2026-13-01 10:00", "2026-01-01 25:00", ""] {
      let wrong = try show("--at", word)
      #expect(wrong.status == 2, "\(word)")
      #expect(wrong.errorOutput.contains("not a time"), "\(word)")
    }
  }
}
