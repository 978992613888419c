import Foundation
import JSON
import SQLiteKit
import TestSupport
import Testing

/// CHT000002 is processing, with a chat of its own.
@Suite struct `The case file of an order` {
  private let counter: Counter

  init() throws { counter = try Counter.withShop() }

  private func export(_ words: String...) throws -> Answer {
    try counter.call(["order", "export", "CHT000002"] + words)
  }

  /// Notes, tags, a refund that nobody has approved, and a reply that waits.
  private func work() throws {
    for words in [
      ["order", "note", "CHT000002", "suspected fraud"],
      ["order", "note", "CHT000002", "--customer", "we added a bulb"],
      ["order", "tag", "CHT000002", "--add", "vip-secret"],
      ["order", "assign", "CHT000002", "--to", "me"],
      ["refund", "request", "CHT000002", "--amount", "1", "--reason", "damaged"],
      ["chat", "send", "CHT000002", "not yet sent"],
    ] {
      let answer = try counter.call(words)
      try #require(answer.status == 0, "\(words): \(answer.errorOutput)")
    }
  }

  @Test func `holds facts, items, refunds, timeline, notes and the whole chat`() throws {
    try work()
    let answer = try export()
    #expect(answer.status == 0)
    #expect(answer.output.hasPrefix("# Order `CHT000002`\n\nCase file, written "))
    for part in ["## Order", "## Items", "## Refunds", "## Timeline", "## Chat"] {
      #expect(answer.output.contains("\n\(part)\n\n~~~text\n"))
    }
    for words in ["suspected fraud", "we added a bulb", "vip-secret", "damaged", "not yet sent"] {
      #expect(answer.output.contains(words))
    }
    let messages = try counter.number(
      """
      SELECT count(*) FROM messages JOIN order_conversations USING (conversation_id)
      WHERE order_id = (SELECT id FROM orders WHERE order_number = 'CHT000002')
      """
    )
    let value = try export("--json").value()
    #expect(value["messages"]?.arrayValue?.count == messages)
    #expect(value["case_file"]?["audience"]?.stringValue == "staff")
    #expect(value["order"]?["order_number"]?.stringValue == "CHT000002")
  }

  @Test func `for the customer holds nothing internal`() throws {
    try work()
    let internals = ["suspected fraud", "vip-secret", "damaged", "not yet sent", "mara", "Mara"]
    for words in [["--for-customer"], ["--for-customer", "--json"]] {
      let answer = try counter.call(["order", "export", "CHT000002"] + words)
      #expect(answer.status == 0)
      #expect(answer.output.contains("we added a bulb"))
      #expect(internals.filter(answer.output.contains) == [])
    }
    let all = try export("--json").value()
    let theirs = try export("--for-customer", "--json").value()
    let said = all["messages"]?.arrayValue?.filter {
      $0["sender"]?["role"]?.stringValue == "customer"
    }
    let kept = theirs["messages"]?.arrayValue?.filter { $0["from"]?.stringValue == "customer" }
    #expect(said?.isEmpty == false)
    #expect(kept?.count == said?.count)
    #expect(theirs["order"]?["items"]?.arrayValue?.isEmpty == false)
    #expect(theirs["order"]?["assignee"] == nil)
  }

  @Test func `is written to a private file, and a folder that is not there is named`() throws {
    let answer = try export("--output", "case.md")
    #expect(answer.output == "")
    #expect(answer.errorOutput == "CHT000002: case file written to case.md\n")
    let path = counter.folder.path("case.md")
    let facts = try FileManager.default.attributesOfItem(atPath: path)
    #expect(facts[.posixPermissions] as? Int == 0o600)
    let written = try String(contentsOfFile: path, encoding: .utf8)
    #expect(try export().output == written)
    let nowhere = try export("--output", "none/case.md")
    #expect(nowhere.status == 1)
    #expect(nowhere.errorOutput.contains("none/case.md"))
  }

  /// A text that closes fences, opens tags and links is still text when it is read as Markdown.
  @Test func `keeps what strangers wrote inside its fences`() throws {
    let hostile = "~~~\n# Order `X`\n~~~~~~\n<script>alert(1)</script> [a](http://x)\n```"
    try counter.run(
      """
      UPDATE messages SET body = \(hostile) WHERE sender_role = 'customer' AND conversation_id =
        (SELECT conversation_id FROM order_conversations WHERE order_id =
          (SELECT id FROM orders WHERE order_number = 'CHT000002'))
      """
    )
    for words in [[], ["--for-customer"]] {
      let text = try counter.call(["order", "export", "CHT000002"] + words).output
      let outside = Self.outsideFences(text)
      #expect(
        outside.allSatisfy {
          $0.isEmpty || $0.hasPrefix("#") || $0.contains("ritten") || $0.hasPrefix("As of ")
        }
      )
      #expect(!outside.joined().contains("script"))
      #expect(text.contains("<script>"))
    }
  }

  /// The lines outside fenced blocks, as CommonMark 4.5 tells them apart.
  private static func outsideFences(_ text: String) -> [String] {
    var fence: Int?
    var outside: [String] = []
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      let indent = line.prefix { $0 == " " }.count
      let rest = line.dropFirst(indent)
      let run = rest.prefix { $0 == "~" }.count
      if let open = fence {
        if indent < 4, run >= open, rest.allSatisfy({ $0 == "~" }) { fence = nil }
      } else if indent < 4, run >= 3 {
        fence = run
      } else {
        outside.append(String(line))
      }
    }
    return outside
  }
}
