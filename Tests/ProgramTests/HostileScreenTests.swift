import Foundation
import SQLiteKit
import TestSupport
import Testing

extension TheProgram {
  /// Every hostile text in every field, on every screen, through the byte filter (P12, P13).
  @Suite struct `Hostile texts on the screen` {
    /// High enough that a whole order and its chat stand on it at once.
    private static let size = (columns: 200, rows: 130)

    @Test func `no screen lets a control through`() throws {
      let floor = try ShopFloor(configuration: "ascii = false\n")
      try floor.sync(try HostileTexts.feed(), name: "feed \u{1B}]0;x\u{07}\u{202E}.ndjson")
      let terminal = try floor.console(columns: Self.size.columns, rows: Self.size.rows)
      try walk(terminal, orders: HostileTexts.all.count)
      try openEverything(terminal)
      try terminal.quit()
      expectPlain(terminal)
    }

    @Test func `nor in ASCII and without colours`() throws {
      let floor = try ShopFloor()
      try floor.sync(try HostileTexts.feed())
      let terminal = try floor.console(
        columns: Self.size.columns,
        rows: Self.size.rows,
        term: "xterm",
        adding: ["LC_ALL": "C", "NO_COLOR": "1"]
      )
      try openEverything(terminal)
      try terminal.quit()
      expectPlain(terminal)
      #expect(terminal.output.allSatisfy { $0 < 0x80 })
    }

    @Test(.enabled(if: !SharedData.hostileFeeds.isEmpty))
    func `nor the files of the shared data`() throws {
      let floor = try ShopFloor()
      for feed in SharedData.hostileFeeds {
        let (outcome, peakBytes) = try floor.measuredCall("sync", "--from", feed)
        #expect([0, 1].contains(outcome.status), "\(feed): \(outcome.errorOutput)")
        #expect(peakBytes < 200 << 20, "\(feed)")
      }
      let terminal = try floor.console(columns: Self.size.columns, rows: Self.size.rows)
      try walk(terminal, orders: min(150, try floor.number("SELECT count(*) FROM orders")))
      try openEverything(terminal)
      try terminal.quit()
      expectPlain(terminal)
    }

    /// Goes from order to order; each is shown with its chat.
    private func walk(_ terminal: PseudoTerminal, orders: Int) throws {
      for index in 0..<max(0, orders) {
        try terminal.wait(for: "order \(index + 1)", seconds: ShopFloor.patience) {
          $0.lines[Self.size.rows - 1].contains("\(index + 1) of ")
        }
        expectWholePanes(terminal.screen, "order \(index + 1)")
        try terminal.send("j")
      }
      try terminal.settle()
      try terminal.send("g")
    }

    /// The rule between list and order stands in one column, whatever is left and right of it.
    private func expectWholePanes(_ screen: EmulatedTerminal, _ place: Comment) {
      let body = 3..<(Self.size.rows - 2)
      let rule = (0..<Self.size.columns).first {
        screen.cell(column: $0, row: 2).text == "\u{252C}"
      }
      guard let rule else { return _ = Issue.record("no rule between the panes: \(place)") }
      let broken = body.filter { row in
        !["\u{2502}", "\u{251C}"].contains(screen.cell(column: rule, row: row).text)
      }
      #expect(broken.isEmpty, place)
    }

    /// Every form, list and screen that quotes what came from outside.
    private func openEverything(_ terminal: PseudoTerminal) throws {
      for keys in ["S", "i", ":", "F", "?", "C", "/"] {
        try terminal.send(keys)
        try terminal.rest()
        if keys == "F" || keys == "/" { try terminal.send("hostile") }
        try terminal.escape()
      }
      try terminal.send("\u{1B}OQ")
      try terminal.wait(forText: "uarantine", seconds: ShopFloor.patience)
      for _ in 0..<12 {
        try terminal.send("j")
        try terminal.settle(milliseconds: 20)
      }
      for keys in [Keystrokes.enter, Keystrokes.escape, "v", "T", "P", Keystrokes.escape] {
        try terminal.send(keys)
        try terminal.settle()
      }
      try terminal.send("\u{1B}OP")
      try terminal.settle()
      try terminal.send("y")
      try terminal.settle()
    }

    private func expectPlain(_ terminal: PseudoTerminal) {
      let findings = ControlFilter { $0.hasPrefix("52;c;") }.findings(in: terminal.output)
      #expect(findings.prefix(5).map(\.description) == [])
      #expect(terminal.screen.unknown == [])
      #expect(terminal.screen.bellCount == 0)
    }
  }
}

/// The converted public data, on machines that have it.
enum SharedData {
  static let folder: String? = {
    let package = URL(filePath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    let places = [
      ProcessInfo.processInfo.environment["ORDERDECK_SHARED"].map { URL(filePath: $0) },
      package.appending(path: "../shared"), package.appending(path: "../../shared"),
    ]
    return places.compactMap { $0?.standardizedFileURL.appending(path: "data").path }
      .first(where: FileManager.default.fileExists(atPath:))
  }()

  static let hostileFeeds: [String] = {
    guard let folder else { return [] }
    // A folder that cannot be listed has no files to try.
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder + "/hostile")) ?? []
    return names.filter { $0.hasSuffix(".ndjson") && !$0.hasSuffix(".expect.ndjson") }.sorted()
      .map { "\(folder)/hostile/\($0)" }
  }()
}
