import Foundation
import TestSupport
import Testing

/// A store is begun on purpose, never by a slip of the finger.
@Suite struct `Where there is no store` {
  private let counter: Counter

  init() throws { counter = try Counter() }

  static let calls = [
    ["order", "list"], ["order", "show", "CHT000002"], ["order", "note", "CHT000002", "x"],
    ["order", "status", "CHT000002", "--to", "shipped"], ["track", "CHT000002"],
    ["chat", "list"], ["chat", "show", "CHT000002"], ["chat", "send", "CHT000002", "x"],
    ["chat", "read", "CHT000002"], ["chat", "draft", "CHT000002"], ["chat", "search", "lamp"],
    ["sync", "status"], ["sync", "verify"], ["sync", "repair"], ["sync", "retry"],
    ["sync", "order", "CHT000002"], ["undo"], ["redo"], ["outbox", "list"],
    ["outbox", "deliver"], ["audit", "verify"], ["backup", "copy.db"],
  ]

  @Test(arguments: calls)
  func `a command that needs one says so, how to begin one, and makes nothing`(
    _ words: [String]
  ) throws {
    let fresh = try counter.call(words)
    #expect(fresh.status == 1)
    #expect(fresh.output == "")
    #expect(fresh.errorOutput.contains("there is no store yet at \(counter.storePath)"))
    #expect(fresh.errorOutput.contains("`orderdeck sync --from FEED`"))
    #expect(fresh.errorOutput.contains("`orderdeck demo`"))
    let mistyped = try counter.call(words + ["--db", "no/such/shop.db"])
    #expect(mistyped.status == 1)
    let path = counter.folder.path("no/such/shop.db")
    #expect(mistyped.errorOutput.contains("there is no store yet at \(path); check the path"))
    #expect(try counter.call(words + ["--read-only", "--db", "shop.db"]).status == 1)
    #expect(try FileManager.default.contentsOfDirectory(atPath: counter.folder.path).isEmpty)
  }

  @Test func `a variable that names none is said to be the reason`() throws {
    counter.variables["ORDERDECK_DB"] = "/tmp/no-such-shop.db"
    #expect(try counter.call("order", "list").errorOutput.contains("check ORDERDECK_DB"))
  }

  @Test func `doctor looks at everything else all the same`() throws {
    let answer = try counter.call("doctor")
    #expect(answer.status == 1)
    #expect(answer.output.contains("LOOK  store         there is no store yet"))
    #expect(answer.output.contains("configuration"))
    let mistaken = try counter.folder.write("just a text", to: "notes.txt")
    #expect(try counter.call("doctor", "--db", mistaken).output.contains("LOOK  store"))
  }

  @Test func `sync begins one and says so, once`() throws {
    try counter.folder.write(try SampleFeed.text(orders: 2), to: "feed.ndjson")
    let first = try counter.call("sync", "--from", "feed.ndjson", "--db", "new.db")
    #expect(first.status == 0)
    #expect(first.errorOutput == "made a new store: \(counter.folder.path("new.db"))\n")
    #expect(try counter.call("sync", "--from", "feed.ndjson", "--db", "new.db").errorOutput == "")
    #expect(try counter.call("order", "list", "--db", "new.db").status == 0)
  }

  @Test func `a source that is not there begins no store`() throws {
    #expect(try counter.call("sync", "--from", "nowhere.ndjson").status == 3)
    #expect(!FileManager.default.fileExists(atPath: counter.storePath))
  }
}
