import Commands
import Foundation
import Testing

/// The tables of the README that code makes; `ORDERDECK_RECORD=1` writes them anew.
@Suite(.serialized) struct `The README` {
  private static let page = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "README.md")

  @Test(arguments: ["keys", "commands", "roles", "settings"])
  func `has the tables that the program knows`(_ name: String) throws {
    let table =
      switch name {
      case "keys": Reference.keys()
      case "commands": Reference.commands()
      case "roles": Reference.roles()
      default: Reference.settings()
      }
    let text = try String(contentsOf: Self.page, encoding: .utf8)
    let start = try #require(text.range(of: "<!-- \(name) -->\n"))
    let end = try #require(text.range(of: "<!-- /\(name) -->"))
    guard ProcessInfo.processInfo.environment["ORDERDECK_RECORD"] == "1" else {
      #expect(
        text[start.upperBound..<end.lowerBound] == "\n" + table + "\n",
        "run `ORDERDECK_RECORD=1 swift test --filter README` and look at the difference"
      )
      return
    }
    let recorded = text.replacingCharacters(
      in: start.upperBound..<end.lowerBound,
      with: "\n" + table + "\n"
    )
    try recorded.write(to: Self.page, atomically: true, encoding: .utf8)
  }

  @Test func `names only commands that there are`() throws {
    let text = try String(contentsOf: Self.page, encoding: .utf8)
    let firstWords = Set(CommandNames.all.map { $0.path[0] })
    for match in text.matches(of: /`orderdeck ([a-z]+)/) {
      #expect(firstWords.contains(String(match.output.1)))
    }
  }
}
