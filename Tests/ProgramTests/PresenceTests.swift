import Foundation
import Glibc
import SQLiteKit
import Store
import TestSupport
import Testing

extension TheProgram {
  @Suite struct `Two people at two consoles` {
    /// A shop in which the first person, an admin, may begin a console for Ana.
    private func shop() throws -> ShopFloor {
      let floor = try ShopFloor.withShop(orders: 6)
      #expect(try floor.call("staff", "add", "Ana", "--role", "agent").status == 0)
      return floor
    }

    /// What the staff list says that Ana does.
    private func ana(_ floor: ShopFloor) throws -> String {
      let lines = try floor.call("staff", "list").output.split(separator: "\n")
      return lines.first { $0.hasPrefix("Ana") }.map(String.init) ?? ""
    }

    @Test func `see each other at an order, and a killed one is gone soon`() throws {
      let floor = try shop()
      let mine = try floor.console(columns: 140)
      try mine.wait(forText: "CHT000006", seconds: ShopFloor.patience)
      let hers = try floor.console(["--as", "Ana"], columns: 140)
      try hers.wait(forText: "CHT000006", seconds: ShopFloor.patience)
      try mine.wait(forText: "Ana is viewing", seconds: ShopFloor.patience)
      try hers.type("r", until: "send")
      try mine.wait(forText: "Ana is replying", seconds: ShopFloor.patience)
      try mine.wait(forText: "Ana replying", seconds: ShopFloor.patience)
      #expect(try ana(floor).hasSuffix("replying CHT000006"))
      try mine.type("r", until: "Ana is replying to this order since")
      try hers.wait(forText: "is replying here too", seconds: ShopFloor.patience)
      let console = try #require(hers.children().first)
      hers.signal(SIGKILL, to: console)
      _ = try hers.waitForEnd(seconds: ShopFloor.patience)
      try mine.wait(for: "Ana to be gone", seconds: ShopFloor.patience) {
        !$0.contains("Ana replying")
      }
      #expect(try ana(floor).hasSuffix("available"))
      try mine.escape()
      try mine.quit()
    }

    @Test func `are gone from an order at once when they leave it, and from all when they quit`()
      throws
    {
      let floor = try shop()
      let mine = try floor.console(columns: 140)
      let hers = try floor.console(["--as", "Ana"], columns: 140)
      try mine.wait(forText: "Ana is viewing", seconds: ShopFloor.patience)
      try hers.type("\u{1B}OQ", until: "Sources")
      try mine.wait(for: "Ana to have left", seconds: ShopFloor.patience) {
        !$0.contains("Ana viewing")
      }
      #expect(try ana(floor).hasSuffix("at a console"))
      try hers.quit()
      try mine.quit()
      #expect(try ana(floor).hasSuffix("available"))
    }

    @Test func `leave no trace in the store, and wake nobody who watches it`() throws {
      let floor = try shop()
      let store = try Store(at: floor.storePath)
      let version = try store.versionReader()
      let mine = try floor.console(columns: 140)
      let hers = try floor.console(["--as", "Ana"], columns: 140)
      try mine.wait(forText: "Ana is viewing", seconds: ShopFloor.patience)
      let before = try version.dataVersion()
      try hers.type("j", until: "Chat with Tom Baker")
      try mine.type("j", until: "Ana is viewing")
      try hers.type("r", until: "send")
      try mine.wait(forText: "Ana is replying", seconds: ShopFloor.patience)
      #expect(try version.dataVersion() == before)
      try hers.escape()
      try hers.quit()
      try mine.quit()
    }

    @Test func `a console for reading only sees others and is seen by nobody`() throws {
      let floor = try shop()
      let mine = try floor.console(columns: 140)
      try mine.wait(forText: "CHT000006", seconds: ShopFloor.patience)
      let reading = try floor.console(["--as", "Ana", "--read-only"], columns: 140)
      try reading.wait(forText: " is viewing", seconds: ShopFloor.patience)
      try mine.rest()
      #expect(!mine.screen.contains("Ana is viewing"))
      #expect(try ana(floor).hasSuffix("available"))
      try reading.quit()
      try mine.quit()
    }
  }
}
