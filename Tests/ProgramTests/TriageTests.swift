import SQLiteKit
import TestSupport
import Testing

extension TheProgram {
  @Suite struct `A triage run on a terminal` {
    @Test func `goes from order to order by what is due first, and ends with a summary`() throws {
      let floor = try ShopFloor.withShop(orders: 12)
      let queue = try floor.call("order", "list", "--due").output.split(separator: "\n")
      let first = try #require(queue.dropFirst().first?.split(separator: " ").first)
      let console = try floor.console(columns: 140)
      try console.wait(forText: "CHT000012", seconds: ShopFloor.patience)
      try console.type("D", until: "Triage 1 of \(queue.count - 1)")
      #expect(console.screen.contains("Next \(first)"))
      try console.wait(forText: "late by", seconds: ShopFloor.patience)
      // A person reads what has come; sooner no key is taken.
      try console.settle(milliseconds: 1_000)
      try console.type(">", until: "Triage 2 of")
      try console.escape()
      try console.wait(forText: "0 orders handled, 1 skipped", seconds: ShopFloor.patience)
      try console.escape()
      try console.quit()
    }
  }
}
