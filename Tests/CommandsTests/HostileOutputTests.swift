import Foundation
import SQLiteKit
import TestSupport
import Testing

/// Nothing that a customer wrote leaves through a standard stream as a control (P12).
@Suite struct `Hostile texts on standard output and standard error` {
  /// Commands whose output quotes what the feed brought, for one of its orders.
  private static func calls(_ number: String) -> [[String]] {
    [
      ["order", "list", "--limit", "0"], ["order", "show", number], ["track", number],
      ["chat", "list", "--limit", "0"], ["chat", "show", number, "--limit", "0"],
      ["chat", "search", "hostile", "--limit", "500"], ["sync", "status"], ["sync", "verify"],
      ["order", "export", number], ["order", "export", number, "--for-customer"],
      ["outbox", "list"], ["order", "status", number, "--to", "pending"],
      ["order", "show", number + "\u{1B}]0;x\u{07}"],
      ["order", "list", "--query", "status:\u{1B}[2J"],
      ["chat", "send", number, "\u{1B}]52;c;AAAA\u{07}", "--dry-run"], ["ord\u{9B}31mer"],
      ["order", "show", "--\u{202E}x"], ["theme", "show", "\u{7}\u{202E}"],
    ]
  }

  @Test func `no command lets a control through`() throws {
    let counter = try Counter()
    let hostile = HostileTexts.all
    try counter.folder.write(try HostileTexts.feed(), to: "feed.ndjson")
    let synced = try counter.call("sync", "--from", "feed.ndjson")
    try #require(synced.status == 0)
    expectPlain(synced, "sync")
    let count = try counter.number("SELECT count(*) FROM orders") ?? 0
    #expect(count == hostile.count)
    for index in hostile.indices {
      let number = HostileTexts.number(index)
      for words in Self.calls(number) where index == 0 || words.contains(number) {
        expectPlain(try counter.call(words), words.joined(separator: " "))
        guard words[0] != "theme" else { continue }
        expectInert(try counter.call(words + ["--json"]), words.joined(separator: " ") + " --json")
      }
    }
  }

  private func expectPlain(_ answer: Answer, _ call: String) {
    for text in [answer.output, answer.errorOutput] {
      let findings = ControlFilter().findings(in: Array(text.utf8))
      let controls = text.unicodeScalars.filter {
        ($0.value < 0x20 && $0 != "\n") || $0.value == 0x7F
      }
      #expect(findings.isEmpty, "\(call.debugDescription)")
      #expect(controls.isEmpty, "\(call.debugDescription)")
    }
  }

  /// JSON is the data itself, so letters that need joiners keep them; nothing in it is active.
  private func expectInert(_ answer: Answer, _ call: String) {
    let active = answer.output.unicodeScalars.filter { scalar in
      switch scalar.properties.generalCategory {
      case .control: scalar != "\n"
      case .lineSeparator, .paragraphSeparator, .privateUse: true
      default:
        scalar.properties.isNoncharacterCodePoint || scalar.properties.isBidiControl
          || (0xE0000...0xE007F).contains(scalar.value) || scalar == "\u{200B}"
          || scalar == "\u{FEFF}"
      }
    }
    #expect(active.isEmpty, "\(call.debugDescription)")
    expectPlain(Answer(status: 0, output: "", errorOutput: answer.errorOutput), call)
  }
}
