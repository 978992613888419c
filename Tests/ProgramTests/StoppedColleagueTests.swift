import Foundation
import Glibc
import SQLiteKit
import TestSupport
import Testing

extension TheProgram {
  /// P7: whoever is stopped or dies with the store in hand keeps nobody from reading.
  @Suite struct `A colleague that is stopped` {
    /// What the lock file says of its holder: `1234 orderdeck sync`, or `free …`.
    private func holder(_ floor: ShopFloor) -> String {
      let bytes = (try? TemporaryFolder.bytes(of: floor.storePath + ".lock")) ?? []
      return String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
    }

    @Test func `a console stopped anywhere freezes nobody`() throws {
      let floor = try ShopFloor.withShop()
      let stopped = try floor.console()
      let console = try #require(stopped.children().first)
      let other = try floor.console()
      var random = SeededNumbers(seed: 3)
      for trial in 0..<Trials.count(3) {
        try stopped.send("jsuk")
        try stopped.settle(milliseconds: Int32.random(in: 0...30, using: &random))
        stopped.signal(SIGSTOP, to: console)
        #expect(try floor.call("order", "list").status == 0)
        let note = try floor.call("order", "note", "CHT000002", "trial \(trial)")
        #expect([0, 3].contains(note.status))
        if note.status == 3 { #expect(note.errorOutput.contains("\(console)")) }
        try other.type("G", until: "ORD-2026-000001")
        try other.type("g", until: "CHT000020")
        stopped.signal(SIGCONT, to: console)
        // Stopped, the guard gave the terminal to the shell; continued, the console takes it back.
        stopped.signal(SIGCONT)
        try stopped.wait(for: "the console", seconds: ShopFloor.patience) {
          $0.isAlternateScreen && $0.contains("CHT000020")
        }
      }
      let log = try FileManager.default.attributesOfItem(atPath: floor.storePath + "-wal")
      #expect((log[.size] as? Int ?? 0) < 64 << 20)
      try floor.expectSound()
    }

    @Test func `one that is stopped in the middle of a write is named to those who wait`() throws {
      let floor = try ShopFloor.withShop(orders: 4)
      try floor.folder.write(try SampleFeed.text(orders: 2_000), to: "large.ndjson")
      // A person who is known already, for a new one would have to be written down.
      #expect(try floor.call("order", "note", "CHT000002", "before").status == 0)
      let sync = try floor.start(["sync", "--from", floor.folder.path("large.ndjson")])
      try stopInside(sync, floor)
      #expect(try floor.call("order", "show", "CHT000002").status == 0)
      let note = try floor.call("order", "note", "CHT000002", "not now")
      #expect(note.status == 3)
      #expect(note.errorOutput.contains("\(sync.process)"))
      #expect(note.errorOutput.contains("orderdeck sync"))
      try expectConsoleGoesOn(floor, naming: sync.process)
      sync.signal(SIGKILL)
      _ = try sync.wait()
      #expect(try floor.call("order", "note", "CHT000002", "now").status == 0)
      try floor.expectSound()
    }

    /// Stops the process while it holds the lock.
    private func stopInside(_ run: ProgramRun, _ floor: ShopFloor) throws {
      let deadline = ContinuousClock.now + .seconds(60)
      while true {
        try #require(ContinuousClock.now < deadline && !run.hasEnded)
        guard holder(floor).hasPrefix("\(run.process) ") else { continue }
        run.signal(SIGSTOP)
        while !isStopped(run.process) { try #require(ContinuousClock.now < deadline) }
        if holder(floor).hasPrefix("\(run.process) ") { return }
        run.signal(SIGCONT)
      }
    }

    private func isStopped(_ process: Int32) -> Bool {
      let bytes = (try? TemporaryFolder.bytes(of: "/proc/\(process)/stat")) ?? []
      let state = bytes.split(separator: UInt8(ascii: ")")).last?.dropFirst().first
      return state == UInt8(ascii: "T")
    }

    private func expectConsoleGoesOn(_ floor: ShopFloor, naming process: Int32) throws {
      let terminal = try floor.console()
      try terminal.wait(forText: "CHT000004", seconds: ShopFloor.patience)
      try terminal.type("r", until: "Alt-Enter")
      try terminal.type("words that stay", until: "words that stay")
      try terminal.rest()
      try terminal.send(Keystrokes.enter)
      try terminal.wait(forText: "\(process)", seconds: ShopFloor.patience)
      try terminal.wait(for: "the words in the field", seconds: ShopFloor.patience) {
        $0.contains("words that stay")
      }
      try terminal.escape(3)
      try terminal.type("?", until: "All keys, as bound now")
    }
  }
}
