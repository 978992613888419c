import JSON
import SQLiteKit
import Testing

@Suite struct `What a script reads of a change` {
  private let counter: Counter

  init() throws {
    counter = try Counter.withShop()
    _ = try counter.call("order", "note", "CHT000002", "by the first")
    counter.user = "ben"
    _ = try counter.call("order", "note", "CHT000002", "by an agent")
    counter.user = "mara"
  }

  @Test(arguments: [
    ["order", "note", "NOPE", "x"], ["order", "status", "NOPE", "--to", "packaged"],
    ["order", "ship", "NOPE", "--no-tracking", "own van"], ["order", "claim", "NOPE"],
    ["order", "cancel", "CHT000002", "NOPE", "--reason", "gone"],
    ["order", "edit", "NOPE", "--add", "Bulb=1@4.50"],
    ["order", "tag", "--query", "customer:nobodyatall", "--add", "x", "--yes"],
    ["chat", "send", "NOPE", "Hello"], ["refund", "approve", "nothing"],
    ["sync", "order", "NOPE"], ["sync", "settle", "NOPE", "--keep", "ours"],
    ["staff", "add", "BEN"], ["staff", "set", "mara", "--role", "agent"], ["redo"],
    ["order", "note", "CHT000002", "x", "--read-only"],
  ])
  func `every change that is refused prints a receipt with --json, and nothing else`(
    _ words: [String]
  ) throws {
    let answer = try counter.call(words + ["--json"])
    #expect(answer.status == 1)
    let receipt = try answer.value()
    let sentence = try #require(receipt["refused"]?.arrayValue?.first?["sentence"]?.stringValue)
    #expect(receipt["summary"]?.stringValue == sentence)
    #expect(receipt["changed"]?.arrayValue?.isEmpty == true)
    #expect(answer.errorOutput == "orderdeck: \(sentence)\n")
    #expect(try counter.call(words).output == "")
  }

  @Test func `who may not change staff is told so in a receipt`() throws {
    counter.user = "ben"
    for words in [["staff", "add", "Zoe"], ["staff", "set", "ben", "--role", "admin"]] {
      let refused = try counter.call(words + ["--json"]).value()["refused"]?.arrayValue
      #expect(refused?.first?["kind"]?.stringValue == "forbidden")
    }
  }

  /// Orders 2 and 8 are processing, 6 is delivered.
  @Test func `orders that were so already are named, in text and in JSON`() throws {
    let words = ["order", "status", "CHT000002", "CHT000008", "--to", "packaged"]
    _ = try counter.call("order", "status", "CHT000008", "--to", "packaged")
    let text = try counter.call(words + ["--dry-run"])
    #expect(
      text.output.hasPrefix("dry run, nothing is changed: 1 order is packaged, 1 was already\n")
    )
    #expect(text.output.contains("  CHT000008 is packaged already\n"))
    let keyed = words + ["--idempotency-key", "k", "--json"]
    for _ in 1...2 {
      let receipt = try counter.call(keyed).value()
      #expect(
        receipt["changed"]?.arrayValue?.map { $0["order_number"]?.stringValue } == ["CHT000002"]
      )
      let unchanged = receipt["unchanged"]?.arrayValue
      #expect(unchanged?.map { $0["order_number"]?.stringValue } == ["CHT000008"])
      #expect(unchanged?.first?["sentence"]?.stringValue == "CHT000008 is packaged already")
    }
    let again = try counter.call(words)
    #expect(
      again.output == """
        nothing had to change
          CHT000002 is packaged already
          CHT000008 is packaged already

        """
    )
    #expect(try counter.call("order", "status", "CHT000008", "--to", "packaged").lines.count == 1)
  }

  @Test(arguments: [
    (["order", "status", "CHT000002"], "--to STATUS"),
    (["order", "priority", "CHT000002"], "--to PRIORITY"),
    (["order", "cancel", "CHT000002"], "--reason TEXT"),
    (["order", "back", "CHT000002"], "--reason TEXT"),
    (["order", "capture", "CHT000002"], "--reference TEXT"),
    (["refund", "request", "CHT000002", "--full"], "--reason REASON"),
    (["refund", "resolve", "r-1", "--to", "failed"], "--reason TEXT"),
    (["sync", "settle", "CHT000002"], "--keep SIDE"), (["sync", "discard", "1"], "--reason TEXT"),
  ])
  func `an option that is needed stands without brackets, and is asked for when it is missing`(
    _ words: [String],
    _ option: String
  ) throws {
    let name = words.prefix(2).joined(separator: " ")
    let answer = try counter.call(words)
    #expect(answer.status == 2)
    #expect(answer.errorOutput.hasPrefix("orderdeck: `orderdeck \(name)` needs \(option)"))
    let help = try counter.call(Array(words.prefix(2)) + ["--help"]).output
    let usage = help.replacing(/\n +/, with: " ")
    #expect(usage.contains(" \(option) "))
    #expect(!usage.contains("[\(option)]"))
  }

  @Test func `a status or priority without its option is answered with the right call`() throws {
    let status = try counter.call("order", "status", "CHT000002", "packaged")
    #expect(status.errorOutput.contains("`orderdeck order status CHT000002 --to packaged`"))
    let priority = try counter.call("order", "priority", "CHT000002", "urgent")
    #expect(priority.errorOutput.contains("`orderdeck order priority CHT000002 --to urgent`"))
  }

  @Test func `the SKU that commands take is shown, and the exact name does as well`() throws {
    let items = try counter.call("order", "show", "CHT000008").lines
    let head = try #require(items.firstIndex { $0.hasPrefix("ITEM") })
    #expect(items[head].contains("  SKU  "))
    #expect(items[head + 1].contains("  p2  "))
    let shown = try counter.call("order", "show", "CHT000008", "--json").value()
    let name = try #require(shown["items"]?.arrayValue?.first?["name"]?.stringValue)
    #expect(shown["items"]?.arrayValue?.first?["product_id"]?.stringValue == "p2")
    for words in [
      ["order", "ship", "CHT000008", "--no-tracking", "own van"], ["order", "edit", "CHT000008"],
      ["refund", "request", "CHT000008", "--reason", "damaged"],
    ] {
      let wrong = try counter.call(words + ["--item", "cup=1"])
      #expect(wrong.errorOutput.contains("it has no item cup; it has p2"))
      for item in ["p2=1", "\(name)=1"] {
        let right = try counter.call(words + ["--item", item, "--dry-run"])
        #expect(right.status == 0, "\(words) \(item): \(right.errorOutput)")
      }
      let help = try counter.call(Array(words.prefix(2)) + ["--help"]).output
      #expect(
        help.replacing(/\n +/, with: " ")
          .contains(
            "so many of a product, by its SKU (the product id in `order show`) or exact name"
          )
      )
    }
  }
}
