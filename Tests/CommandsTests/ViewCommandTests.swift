import Commerce
import JSON
import SQLiteKit
import Store
import TestSupport
import Testing

@Suite struct `Commands about views` {
  private let counter: Counter

  init() throws {
    counter = try Counter.withShop()
  }

  private func numbers(_ words: String...) throws -> [String] {
    try counter.call(["order", "list", "--json", "--limit", "0"] + words).values()
      .compactMap { $0["order_number"]?.stringValue }
  }

  private func view(_ name: String) throws -> JSONValue? {
    try counter.call("view", "list", "--json").values()
      .first { $0["view"]?.stringValue == name }
  }

  @Test func `every view lists as many orders as it counts`() throws {
    try counter.call("view", "save", "chat", "--query", "total:>1")
    try counter.call("view", "save", "Big ones", "--query", "source:chat -status:pending")
    for view in try counter.call("view", "list", "--json").values() {
      let name = try #require(view["view"]?.stringValue)
      let count = try #require(view["count"]?.integerValue)
      #expect(try numbers("--view", name).count == Int(count), "\(name)")
      let query = try #require(view["query"]?.stringValue)
      #expect(try numbers("--query", query).count == Int(count), "\(name)")
    }
  }

  @Test func `a snoozed order leaves the views of work, and a query takes a part of a view`() throws
  {
    let before = try numbers("--view", "to-ship")
    let first = try #require(before.first)
    _ = try counter.call("order", "snooze", first, "--until", "message")
    #expect(try numbers("--view", "to-ship") == Array(before.dropFirst()))
    #expect(try numbers("--view", "to-ship", "--query", "snoozed:yes") == [first])
    #expect(try numbers("--view", "all").contains(first))
  }

  @Test func `a view is told in words, and a wrong name is answered with the nearest`() throws {
    let shown = try counter.call("view", "show", "late")
    #expect(shown.lines.first == "Late delivery: orders that are late")
    let wrong = try counter.call("view", "show", "to-shp")
    #expect(wrong.status == 2)
    #expect(wrong.errorOutput.contains("did you mean `to-ship`?"))
  }

  @Test func `a view is saved, sorted, renamed, put on a key, and deleted`() throws {
    let saved = try counter.call(
      "view",
      "save",
      "Old",
      "--query",
      "source:chat",
      "--sort",
      "oldest",
      "--key",
      "3"
    )
    #expect(saved.output == "the view Old is saved, on key 3\n")
    #expect(try numbers("--view", "old") == numbers("--query", "source:chat", "--sort", "oldest"))
    #expect(try view("unassigned")?["key"] == .null)
    try counter.call("view", "save", "New", "--query", "source:standard", "--key", "3")
    #expect(try view("Old")?["key"] == .null)
    try counter.call("view", "save", "Old", "--name", "Older")
    #expect(try view("Old") == nil)
    #expect(try view("Older")?["query"]?.stringValue == "source:chat")
    #expect(try counter.call("view", "delete", "Older").status == 0)
    #expect(try view("Older") == nil)
  }

  @Test func `one name is one view, and the names of those always there are not given`() throws {
    try counter.call("view", "save", "Old", "--query", "source:chat")
    try counter.call("view", "save", "New", "--query", "source:chat")
    let twice = try counter.call("view", "save", "New", "--name", "OLD")
    #expect(twice.status == 1)
    #expect(twice.errorOutput.contains("you have a view Old already"))
    let taken = try counter.call("view", "save", "Late delivery", "--query", "source:chat")
    #expect(taken.errorOutput.contains("is always there; choose another name"))
    #expect(try counter.call("view", "save", "Bad", "--query", "colour:red").status == 2)
    #expect(try counter.call("view", "delete", "late").status == 1)
  }

  @Test func `a private view is seen by nobody else, a shared one by all and changed by one`()
    throws
  {
    try counter.call("view", "save", "Hidden", "--query", "source:chat")
    try counter.call("view", "save", "Open", "--query", "source:chat", "--shared", "--key", "5")
    counter.user = "ben"
    #expect(try view("Hidden") == nil)
    #expect(try view("Open")?["owner"]?.stringValue == "mara")
    #expect(try view("Open")?["key"] == .null)
    #expect(try view("unpaid")?["key"]?.integerValue == 5)
    let refused = try counter.call("view", "delete", "Open")
    #expect(refused.status == 1)
    #expect(refused.errorOutput.contains("the view Open is mara's"))
    let taken = try counter.call("view", "save", "open", "--query", "source:chat")
    #expect(taken.errorOutput.contains("mara shares a view Open already"))
  }

  @Test func `what others see is on record, what only its owner sees is not`() throws {
    try counter.call("view", "save", "Hidden", "--query", "source:chat")
    try counter.call("view", "save", "Open", "--query", "source:chat", "--shared")
    try counter.call("view", "save", "Open", "--private")
    try counter.call("view", "delete", "Hidden")
    let records = try counter.call("audit", "list").lines
    #expect(records.filter { $0.contains("save_view") }.count == 2)
    #expect(!records.contains { $0.contains("Hidden") })
    #expect(try counter.call("audit", "verify").status == 0)
  }

  @Test func `neither a dry run nor a read-only start changes a view`() throws {
    try counter.call("view", "save", "Old", "--query", "source:chat")
    let before = try counter.dump()
    try counter.call("view", "delete", "Old", "--dry-run")
    let refused = try counter.call("view", "delete", "Old", "--read-only")
    #expect(refused.status == 1)
    #expect(refused.errorOutput.contains("--read-only"))
    #expect(try counter.dump() == before)
  }

  @Test func `a view of a newer build is said to be one and stops no other`() throws {
    try counter.call("view", "save", "Old", "--query", "source:chat")
    let store = try Store(at: counter.storePath)
    try store.database.write {
      try $0.run("UPDATE saved_views SET query = 'colour:red' WHERE name = 'Old'")
    }
    #expect(try counter.call("view", "list").output.contains("the view Old cannot be read here"))
    let list = try counter.call("order", "list", "--view", "Old")
    #expect(list.status != 0)
    #expect(list.errorOutput.contains("cannot be read here"))
    #expect(try counter.call("view", "delete", "Old").status == 0)
  }

  @Test(arguments: ["total", "customer", "activity"])
  func `every order of the list has its reverse`(sort: String) throws {
    let reverse = sort == "customer" ? "customer-down" : "\(sort)-up"
    #expect(try numbers("--sort", reverse) == Array(numbers("--sort", sort).reversed()))
  }
}
