import Foundation
import TestSupport
import Testing

extension TheProgram {
  /// P6: nothing but SQLite opens the store, and no child inherits it.
  @Suite(.enabled(if: SystemCalls.canBeTraced)) struct `The files of the store` {
    /// Opens of the store that do not carry the flags of SQLite's own.
    private func strayOpens(in log: String, of store: String) -> [String] {
      log.split(separator: "\n").map(String.init).filter { line in
        guard line.contains("open"), line.contains("\"\(store)"), !line.contains("\(store).lock\"")
        else { return false }
        return !line.contains("O_NOFOLLOW") || !line.contains("O_CLOEXEC")
      }
    }

    @Test func `are opened by SQLite alone in a session with an editor, a sync and a backup`()
      throws
    {
      let floor = try ShopFloor.withShop(orders: 6)
      let editor = try floor.folder.write(
        "#!/bin/sh\nls -l /proc/$$/fd > \(floor.folder.path("descriptors"))\necho edited > \"$1\"\n",
        to: "editor.sh"
      )
      let log = floor.folder.path("console.log")
      let terminal = try PseudoTerminal(columns: 120, rows: 36)
      try terminal.start(
        "/usr/bin/env",
        [
          "strace", "-f", "-s", "4096", "-e", "trace=open,openat,execve", "-o", log,
          try BuiltProgram.orderdeck(),
        ],
        environment: floor.environment(adding: ["EDITOR": "/bin/sh \(editor)"])
      )
      try terminal.wait(forText: "Line 3 about order CHT000006", seconds: 60)
      try terminal.type("s", until: "u undo")
      try terminal.type("r", until: "Alt-Enter")
      try terminal.type("\u{18}", until: "edited")
      try terminal.type(Keystrokes.enter, until: "queued")
      try terminal.escape(2)
      try terminal.send("\u{1B}OQ")
      try terminal.wait(forText: "Quarantine", seconds: ShopFloor.patience)
      try terminal.send("r")
      try terminal.settle()
      try terminal.send("\u{1B}OP")
      try terminal.wait(forText: "CHT000006", seconds: ShopFloor.patience)
      try terminal.send("q")
      #expect(try terminal.waitForEnd(seconds: 60) == .exited(0))
      let opens = try floor.folder.read("console.log")
      #expect(opens.contains("orders.db\""))
      #expect(strayOpens(in: opens, of: floor.storePath) == [])
      let descriptors = try floor.folder.read("descriptors")
      #expect(descriptors.contains("->"))
      #expect(!descriptors.contains("orders.db"))
    }

    @Test(arguments: [
      ["sync", "--from", "FEED"], ["backup", "COPY"], ["doctor"], ["order", "list"],
      ["audit", "verify"], ["outbox", "deliver"],
    ])
    func `are opened by SQLite alone on the command line`(_ words: [String]) throws {
      let floor = try ShopFloor.withShop(orders: 4)
      let words = words.map {
        $0 == "FEED" || $0 == "COPY"
          ? floor.folder.path($0 == "FEED" ? "feed.ndjson" : "copy.db") : $0
      }
      let log = floor.folder.path("trace.log")
      let outcome = try ProgramRun.outcome(
        of: "strace",
        ["-f", "-s", "4096", "-e", "trace=open,openat", "-o", log, try BuiltProgram.orderdeck()]
          + words,
        environment: floor.environment()
      )
      #expect(outcome.status == 0)
      let opens = try floor.folder.read("trace.log")
      #expect(opens.contains("orders.db\""))
      #expect(strayOpens(in: opens, of: floor.storePath) == [])
    }
  }
}
