import Foundation
import Glibc
import SQLiteKit
import TestSupport
import Testing

extension TheProgram {
  @Suite struct `Ends of the console` {
    /// A console with words in the reply field, which are in the store already.
    private func consoleWithDraft(_ floor: ShopFloor, _ words: String) throws -> PseudoTerminal {
      let terminal = try floor.console()
      try terminal.wait(forText: "Line 3 about order CHT000004", seconds: ShopFloor.patience)
      try terminal.type("r", until: "Alt-Enter")
      try terminal.type(words, until: words)
      return terminal
    }

    private func expectDraft(_ words: String, _ floor: ShopFloor) throws {
      let next = try floor.console()
      try next.wait(forText: words, seconds: ShopFloor.patience)
      #expect(try floor.text("SELECT body FROM drafts") == words)
    }

    /// Another program that writes and does not end; when this returns it has the store.
    private func holdStore(_ floor: ShopFloor) throws -> ProgramRun {
      let held = floor.folder.path("held")
      let holder = try ProgramRun(
        "python3",
        [
          "-c",
          """
          import fcntl, signal
          lock = open("\(floor.storePath).lock", "r+")
          fcntl.flock(lock, fcntl.LOCK_EX)
          open("\(held)", "w").close()
          signal.pause()
          """,
        ]
      )
      while !FileManager.default.fileExists(atPath: held) {
        try #require(!holder.ends(within: 5))
      }
      return holder
    }

    @Test(arguments: [SIGTERM, SIGHUP, SIGINT])
    func `a signal ends it in order, with the draft kept`(_ number: Int32) throws {
      let floor = try ShopFloor.withShop(orders: 4)
      let terminal = try consoleWithDraft(floor, "half a sentence")
      terminal.signal(number)
      #expect(try terminal.waitForEnd(seconds: ShopFloor.patience) == .exited(128 + number))
      terminal.expectGivenBack()
      try expectDraft("half a sentence", floor)
    }

    @Test func `a signal is obeyed soon while somebody holds the store, and no word is lost`()
      throws
    {
      let floor = try ShopFloor.withShop(orders: 4)
      let terminal = try floor.console()
      try terminal.wait(forText: "Line 3 about order CHT000004", seconds: ShopFloor.patience)
      let holder = try holdStore(floor)
      try terminal.type("r", until: "Alt-Enter")
      try terminal.type("sent too early", until: "sent too early")
      try terminal.rest()
      try terminal.send(Keystrokes.enter)
      try terminal.rest()
      terminal.signal(SIGTERM)
      // The waits for the store, one after the other, would take fourteen.
      #expect(try terminal.waitForEnd(seconds: 8) == .exited(128 + SIGTERM))
      terminal.expectGivenBack()
      holder.signal(SIGKILL)
      _ = try holder.wait()
      try expectDraft("sent too early", floor)
      #expect(try floor.number("SELECT count(*) FROM outbox") == 0)
    }

    @Test func `a signal is obeyed while the console that was left waits for the store`() throws {
      let floor = try ShopFloor.withShop(orders: 4)
      let terminal = try floor.console()
      try terminal.wait(forText: "Line 3 about order CHT000004", seconds: ShopFloor.patience)
      let holder = try holdStore(floor)
      try terminal.type("r", until: "Alt-Enter")
      try terminal.type("left unsent", until: "left unsent")
      try terminal.escape()
      try terminal.type("q", until: "is not sent.")
      try terminal.rest()
      try terminal.send(Keystrokes.enter)
      try terminal.rest()
      terminal.signal(SIGTERM)
      #expect(try terminal.waitForEnd(seconds: 8) == .exited(128 + SIGTERM))
      terminal.expectGivenBack()
      holder.signal(SIGKILL)
      _ = try holder.wait()
      try expectDraft("left unsent", floor)
    }

    @Test func `two consoles that end while somebody holds the store keep both their words`() throws
    {
      let floor = try ShopFloor.withShop(orders: 4)
      let consoles = try [floor.console(), floor.console()]
      try consoles[1].type("j", until: "Line 3 about order CHT000002")
      let holder = try holdStore(floor)
      for (console, words) in zip(consoles, ["the first", "the second"]) {
        try console.type("r", until: "Alt-Enter")
        try console.type(words, until: words)
      }
      for console in consoles { console.signal(SIGTERM) }
      for console in consoles {
        #expect(try console.waitForEnd(seconds: ShopFloor.patience) == .exited(128 + SIGTERM))
      }
      holder.signal(SIGKILL)
      _ = try holder.wait()
      let next = try floor.console()
      try next.wait(forText: "unsent words of the last run", seconds: ShopFloor.patience)
      #expect(
        try floor.text("SELECT group_concat(body) FROM (SELECT body FROM drafts ORDER BY body)")
          == "the first,the second"
      )
      let state = try FileManager.default
        .contentsOfDirectory(atPath: floor.folder.path(".local/state/orderdeck"))
      #expect(state.filter { $0.contains(".drafts") } == [])
    }

    @Test func `words of several consoles join in the order in which those ended`() throws {
      let floor = try ShopFloor.withShop(orders: 4)
      let words = ["the first", "the second", "the third"]
      let consoles = try words.map { _ in try floor.console() }
      let holder = try holdStore(floor)
      for (console, words) in zip(consoles, words) {
        try console.wait(forText: "Line 3 about order CHT000004", seconds: ShopFloor.patience)
        try console.type("r", until: "Alt-Enter")
        try console.type(words, until: words)
      }
      for console in consoles {
        console.signal(SIGTERM)
        #expect(try console.waitForEnd(seconds: ShopFloor.patience) == .exited(128 + SIGTERM))
      }
      holder.signal(SIGKILL)
      _ = try holder.wait()
      let next = try floor.console()
      try next.wait(forText: "unsent words of the last run", seconds: ShopFloor.patience)
      #expect(try floor.text("SELECT body FROM drafts") == words.joined(separator: "\n"))
    }

    @Test func `what stood in the editor when the console was killed is a draft again`() throws {
      let floor = try ShopFloor.withShop(orders: 4)
      let ready = floor.folder.path("ready")
      let editor = try floor.folder.write(
        "#!/bin/sh\necho 'dear customer, at length' > \"$1\"\ntouch \(ready)\nexec cat\n",
        to: "editor.sh"
      )
      floor.variables["EDITOR"] = "/bin/sh \(editor)"
      let terminal = try consoleWithDraft(floor, "dear customer")
      try terminal.rest()
      try terminal.send("\u{18}")
      try terminal.wait(
        for: "the editor",
        seconds: ShopFloor.patience,
        polling: { FileManager.default.fileExists(atPath: ready) }
      )
      let console = try #require(terminal.children().first)
      terminal.signal(SIGKILL, to: console)
      #expect(try terminal.waitForEnd(seconds: ShopFloor.patience) == .exited(128 + SIGKILL))
      let next = try floor.console()
      try next.wait(forText: "is a draft again: CHT000004", seconds: ShopFloor.patience)
      try next.wait(forText: "dear customer, at length", seconds: ShopFloor.patience)
      #expect(try floor.text("SELECT body FROM drafts") == "dear customer, at length")
      let state = try FileManager.default
        .contentsOfDirectory(atPath: floor.folder.path(".local/state/orderdeck"))
      #expect(state.filter { $0.hasPrefix("reply-") } == [])
    }

    @Test func `a lost line keeps the draft`() throws {
      let floor = try ShopFloor.withShop(orders: 4)
      let terminal = try consoleWithDraft(floor, "half a sentence")
      terminal.hangUp()
      #expect(try terminal.waitForEnd(seconds: ShopFloor.patience) == .exited(128 + SIGHUP))
      try expectDraft("half a sentence", floor)
    }

    @Test func `after kill -9 the guard restores the terminal and the draft is there`() throws {
      for trial in 0..<Trials.count(2) {
        let floor = try ShopFloor.withShop(orders: 4)
        let words = "dear customer \(trial)"
        let terminal = try consoleWithDraft(floor, words)
        let console = try #require(terminal.children().first)
        // What was typed is in the store a moment after the last key, and only then safe.
        try terminal.wait(
          for: "the draft in the store",
          seconds: ShopFloor.patience,
          polling: { (try? floor.text("SELECT body FROM drafts")) == words }
        )
        terminal.signal(SIGKILL, to: console)
        #expect(try terminal.waitForEnd(seconds: ShopFloor.patience) == .exited(128 + SIGKILL))
        terminal.expectGivenBack()
        #expect(terminal.screen.contains("was killed by signal 9"))
        #expect(terminal.screen.contains("your terminal is restored"))
        try expectDraft(words, floor)
        try floor.expectSound()
      }
    }

    @Test func `Ctrl-Z gives the shell its terminal and fg the console`() throws {
      let floor = try ShopFloor.withShop(orders: 4)
      let terminal = try PseudoTerminal(columns: 120, rows: 36)
      try terminal.start(
        "/bin/bash",
        ["--norc", "--noprofile", "--noediting", "-i"],
        environment: floor.environment(adding: ["PS1": "ready> "])
      )
      try terminal.wait(forText: "ready>", seconds: ShopFloor.patience)
      let modes = terminal.modes
      try terminal.type("\(try BuiltProgram.orderdeck())\n", until: "CHT000004")
      for _ in 0..<2 {
        try terminal.send("\u{1A}")
        try terminal.wait(for: "the shell", seconds: ShopFloor.patience) {
          !$0.isAlternateScreen && $0.contains("Stopped")
        }
        try terminal.wait(
          for: "the shell's modes",
          seconds: ShopFloor.patience,
          polling: { terminal.modes == modes }
        )
        #expect(terminal.screen.leftovers.isEmpty)
        // While it is stopped somebody else works on.
        #expect(try floor.call("order", "note", "CHT000004", "meanwhile").status == 0)
        try terminal.send("clear; fg\n")
        try terminal.wait(for: "the console", seconds: ShopFloor.patience) {
          $0.isAlternateScreen && $0.contains("CHT000004") && $0.contains("meanwhile")
        }
      }
      // A stop that comes before the guard has passed the last "continue" on would be undone by it.
      try terminal.rest()
      let guardProcess = try #require(terminal.children().first)
      let console: Int32 = try #require(terminal.children(of: guardProcess).first)
      terminal.signal(SIGTSTP, to: console)
      try terminal.wait(for: "the shell", seconds: ShopFloor.patience) {
        !$0.isAlternateScreen && $0.contains("Stopped")
      }
      try terminal.send("clear; fg\n")
      try terminal.wait(for: "the console", seconds: ShopFloor.patience) {
        $0.isAlternateScreen && $0.contains("CHT000004")
      }
      try terminal.send("q")
      try terminal.wait(for: "the shell", seconds: ShopFloor.patience) { !$0.isAlternateScreen }
      #expect(terminal.screen.leftovers.isEmpty)
    }

    @Test func `quitting does not wait for a slow transport that fails`() throws {
      let floor = try ShopFloor.withShop(orders: 6)
      for number in [2, 4, 6] {
        #expect(try floor.call("chat", "send", "CHT00000\(number)", "Soon").status == 0)
      }
      let begun = floor.folder.path("begun")
      let transport = try floor.folder.write(
        "#!/bin/sh\ntouch \(begun)\nsleep 12\nexit 1\n",
        to: "transport.sh"
      )
      try floor.folder.write(
        "undo_seconds = 4\n[transport]\ncommand = [\"/bin/sh\", \"\(transport)\"]\n",
        to: ".config/orderdeck/config.toml"
      )
      let terminal = try floor.console()
      try terminal.wait(
        for: "the delivery",
        seconds: ShopFloor.patience,
        polling: { FileManager.default.fileExists(atPath: begun) }
      )
      try terminal.rest()
      try terminal.send("q")
      // The three tries, one after the other, would take thirty-six, and the first is due again.
      #expect(try terminal.waitForEnd(seconds: ShopFloor.patience) == .exited(0))
      terminal.expectGivenBack()
      #expect(try floor.number("SELECT count(*) FROM outbox WHERE attempts > 0") == 1)
    }

    @Test func `quitting asks when words are unsent`() throws {
      let floor = try ShopFloor.withShop(orders: 4)
      let terminal = try consoleWithDraft(floor, "unsent words")
      try terminal.escape()
      try terminal.wait(forText: "Kept as a draft", seconds: ShopFloor.patience)
      try terminal.type("q", until: "unsent")
      try terminal.rest()
      try terminal.send(Keystrokes.enter)
      #expect(try terminal.waitForEnd(seconds: ShopFloor.patience) == .exited(0))
      terminal.expectGivenBack()
      try expectDraft("unsent words", floor)
    }
  }
}
